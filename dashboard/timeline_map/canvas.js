// @ts-check
/** A Leaflet canvas that draws each view once; Leaflet's own draws a view that was set twice. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});

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
  const createCanvas = (options) => new Canvas(options);

  kf.canvas = { createCanvas };
})();
