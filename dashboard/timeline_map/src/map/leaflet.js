/** The one module that uses what Leaflet 1.9 keeps to itself; a test watches every such door. */

/** @import { Point } from "../util/scale.js" */

// A canvas that is drawn upon is copied at every frame of the page, whatever else moves there. What is seldom drawn
// anew, or `still`, is drawn out of sight: the canvas in sight is handed the picture, and keeps it.
const Canvas = /** @type {any} */ (L.Canvas).extend({
  // A view that is set fires "viewreset", which draws everything, and then "moveend", which would
  // make the canvas anew and draw everything again.
  getEvents() {
    return { .../** @type {any} */ (L.Canvas.prototype).getEvents.call(this), moveend: this._updateMoved };
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._ctx = (this.options.still ? new OffscreenCanvas(1, 1) : this._container).getContext("2d");
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    /** @type {any} */ (L.Renderer.prototype)._update.call(this);
    const { style } = this._container;
    const { x, y } = this._bounds.getSize();
    const fine = L.Browser.retina ? 2 : 1;
    for (const one of [this._container, this._ctx.canvas]) Object.assign(one, { width: fine * x, height: fine * y });
    Object.assign(style, { width: `${x}px`, height: `${y}px` });
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.fire("update");
  },

  _redraw() {
    if (this.options.still && takePen(this)) this._redrawBounds = null; // all of it: nothing is left of what was drawn
    /** @type {any} */ (L.Canvas.prototype)._redraw.call(this);
    showDrawn(this);
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

/** A canvas that draws each view once; Leaflet's own draws a view that was set twice. @param {{pane: string, padding: number, still?: boolean}} options @returns {any} */
export const createCanvas = (options) => new Canvas(options);

/**
 * The pen of a canvas, on an empty ground, and the box that it covers, layer pixels; null until it is on a map.
 * @param {any} renderer
 * @returns {{pen: any, bounds: any} | null}
 */
export function takePen({ _ctx: pen, _bounds: bounds }) {
  if (!pen || !bounds) return null;
  const [{ min }, { width, height }] = [bounds, pen.canvas];
  const fine = width / bounds.getSize().x || 1;
  pen.setTransform(fine, 0, 0, fine, -fine * min.x, -fine * min.y);
  pen.clearRect(min.x, min.y, width, height);
  return { pen, bounds };
}

/** Have a `still` canvas show what was drawn; the pen is left with an empty ground. @param {any} renderer */
export function showDrawn({ _ctx: { canvas }, _container: shown }) {
  if (canvas !== shown && canvas.width && canvas.height)
    shown.getContext("bitmaprenderer").transferFromImageBitmap(canvas.transferToImageBitmap());
}

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

/** Whether the map's box has another size than the map knows of. @param {L.Map} map */
export function isStale(map) {
  const box = map.getContainer();
  const known = map.getSize();
  return known.x !== box.clientWidth || known.y !== box.clientHeight;
}

/**
 * Where the map comes to rest: the end of the zoom, flight or glide that it is in the midst of, or where it is.
 * @param {any} map
 * @returns {{center: L.LatLng, zoom: number}}
 */
export function findRest(map) {
  if (map._animatingZoom) return { center: map._animateToCenter, zoom: map._animateToZoom };
  const { _inProgress: glides, _el: pane, _startPos: start, _offset: way } = map._panAnim ?? {};
  const left = glides ? L.DomUtil.getPosition(pane).subtract(start.add(way)) : L.point(0, 0);
  return { center: map.unproject(map.project(map.getCenter()).add(left)), zoom: map.getZoom() };
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

/** A box on the map, container pixels. @param {L.Map} map @param {L.LatLngBounds} bounds */
export function boxOf(map, bounds) {
  const from = map.latLngToContainerPoint(bounds.getNorthWest());
  const to = map.latLngToContainerPoint(bounds.getSouthEast());
  return [from.x, from.y, to.x, to.y];
}
