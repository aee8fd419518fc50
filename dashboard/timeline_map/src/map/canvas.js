/** A Leaflet canvas that draws each view once; Leaflet's own draws a view that was set twice. */

// A view that is set fires "viewreset", which draws everything, and then "moveend", which would
// make the canvas anew and draw everything again.
const Canvas = L.Canvas.extend({
  getEvents() {
    return { ...L.Canvas.prototype.getEvents.call(this), moveend: this._updateMoved };
  },

  _updateMoved() {
    const map = this._map;
    const size = map.getSize();
    const padding = this.options.padding;
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-padding)).round();
    const bounds = L.bounds(corner, corner.add(size.multiplyBy(1 + padding * 2)).round());
    const drawn = this._bounds && this._zoom === map.getZoom() && this._center.equals(map.getCenter());
    if (!drawn || !bounds.equals(this._bounds)) this._update();
  },
});

/** @param {{pane: string, padding: number}} options @returns {any} */
export const createCanvas = (options) => new Canvas(options);

/** @param {any} ctx @param {string} words @param {number} x @param {number} y */
export function writeHaloed(ctx, words, x, y) {
  ctx.strokeText(words, x, y);
  ctx.fillText(words, x, y);
}
