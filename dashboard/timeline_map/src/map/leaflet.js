/** The one module that uses what Leaflet 1.9 keeps to itself; a test watches every such door. */

/** @import { Point } from "../util/scale.js" */

// A view that is set fires "viewreset", which draws everything, and then "moveend", which would
// make the canvas anew and draw everything again.
const Canvas = /** @type {any} */ (L.Canvas).extend({
  getEvents() {
    return { .../** @type {any} */ (L.Canvas.prototype).getEvents.call(this), moveend: this._updateMoved };
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

/** A canvas that draws each view once; Leaflet's own draws a view that was set twice. @param {{pane: string, padding: number}} options @returns {any} */
export const createCanvas = (options) => new Canvas(options);

/**
 * The pen of a canvas and the box that it covers, layer pixels; null until it is on a map.
 * @param {any} renderer
 * @returns {{pen: any, bounds: any} | null}
 */
export function takePen(renderer) {
  const { _ctx: pen, _bounds: bounds } = renderer;
  return pen && bounds ? { pen, bounds } : null;
}

/** @param {{pen: any, bounds: any}} canvas from `takePen` */
export const wipe = ({ pen, bounds: { min, max } }) => pen.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);

/** The element of an SVG renderer and the group that its paths stand in. @param {any} renderer @returns {{element: SVGElement, group: SVGElement}} */
export const openSvg = (renderer) => ({ element: renderer._container, group: renderer._rootGroup });

/** A polygon's rings as drawn: layer pixels, in the payload's order, without the closing point. @param {any} polygon @returns {Point[][]} */
export const listRings = (polygon) => polygon._rings;

/** Tell of every new outline that Leaflet gives a polygon. @param {any} polygon @param {(d: string) => void} trace */
export function watchOutline(polygon, trace) {
  polygon._updatePath = function () {
    /** @type {any} */ (L.Polygon.prototype)._updatePath.call(this);
    trace(this._path.getAttribute("d") || "");
  };
}

/** Have canvases drawn with two pixels for one, as paper shows them, or as the screen does. @param {boolean} on */
export function drawFinely(on) {
  /** @type {any} */ (L.Browser).retina = on || window.devicePixelRatio > 1;
}

/** Draw on every canvas now what Leaflet would draw in the next frame. @param {L.Map} map */
export function drawNow(map) {
  map.eachLayer((/** @type {any} */ layer) => {
    if (layer._redrawRequest) layer._redraw();
  });
}

/** Let the map measure its container again, when it is next asked for its size. @param {any} map */
export function forgetSize(map) {
  map._sizeChanged = true;
}

/** @param {any} map */
export function zoomWithoutMotion(map) {
  map._zoomAnimated = false;
}

/** Take a map away; a zoom in motion would end on nothing, and st_folium may ask for its bounds yet. @param {any} map */
export function removeMap(map) {
  const { _mapPane } = map;
  map._animatingZoom = false;
  map.remove();
  map._mapPane = _mapPane;
}

/** Draw `follower` anew at the view of `leader`. @param {any} follower @param {any} leader */
export const takeView = (follower, leader) => follower._resetView(leader.getCenter(), leader.getZoom());

/**
 * Follow a drag or a jump of `leader` by moving the pane of `follower` and nothing else.
 * @param {any} follower
 * @param {any} leader
 */
export function followMove(follower, leader) {
  if (follower.getZoom() !== leader.getZoom()) {
    if (!leader._animatingZoom) alignWith(follower, leader);
    return;
  }
  const offset = follower.latLngToLayerPoint(leader.getCenter()).subtract(follower._getCenterLayerPoint());
  if (!offset.x && !offset.y) return;
  follower._rawPanBy(offset);
  follower.fire("move");
}

/** The end of a move that was followed. @param {any} follower @param {any} leader */
export function followMoveEnd(follower, leader) {
  if (follower.getZoom() !== leader.getZoom()) alignWith(follower, leader);
  else follower.fire("moveend");
}

/** Take part in the animation of a zoom. @param {any} follower @param {any} event "zoomanim" of the leader */
export function followZoom(follower, { center, zoom, noUpdate }) {
  if (!follower._zoomAnimated) return;
  if (!follower._animatingZoom) follower._moveStart(true, false);
  follower._animateZoom(center, zoom, true, noUpdate);
}

/** @param {any} follower @param {any} leader */
function alignWith(follower, leader) {
  follower._stop();
  takeView(follower, leader);
}

/** A scale bar with its unit in our own words. @param {(metres: number) => string} write @returns {any} */
export function createScale(write) {
  const Scale = /** @type {any} */ (L.Control.Scale).extend({
    _updateMetric(/** @type {number} */ most) {
      const metres = this._getRoundNum(most);
      this._updateScale(this._mScale, write(metres), metres / most);
    },
  });
  return new Scale({ imperial: false, position: "bottomleft", maxWidth: 120 });
}
