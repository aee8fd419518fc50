/** A held area's rings as Leaflet positions, converted once. */

const converted = /** @type {WeakMap<any, any[]>} */ (new WeakMap());

/** @param {any} area of the payload @returns {any[]} rings of each polygon, nested */
export function positionsOf(area) {
  let positions = converted.get(area);
  if (!positions) {
    positions = area.polygons.map((/** @type {number[][][]} */ rings) =>
      rings.map((ring) => ring.map(([lon, lat]) => L.latLng(lat, lon))),
    );
    converted.set(area, /** @type {any[]} */ (positions));
  }
  return /** @type {any[]} */ (positions);
}
