/** The outlines of held areas edge by edge: which lies under the pointer, and on what it rests. */

const SAME = 1.5; // pixels: outlines this close to each other run together

/** @param {Point} p @param {Point} a @param {Point} b @returns {number} distance to the edge, pixels */
function measureAway(p, a, b) {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/**
 * The nearest edge of a shown area. Leaflet keeps a polygon's rings in layer pixels, in the
 * payload's order and without the closing point.
 * @param {any} shown polygon and area
 * @param {Point} point layer pixels
 * @param {number} reach
 */
function findEdge({ polygon, area }, point, reach) {
  const strengths = area.strength.flat();
  let best = /** @type {any} */ (null);
  let least = reach;
  polygon._rings.forEach((/** @type {Point[]} */ ring, /** @type {number} */ number) => {
    ring.forEach((start, place) => {
      const end = ring[(place + 1) % ring.length];
      const away = measureAway(point, start, end);
      if (away > least) return;
      least = away;
      best = { area, away, strength: strengths[number][place], ends: [start, end] };
    });
  });
  return best;
}

/**
 * The outlines under a point, nearest first: one, or all that run together there.
 * @param {KurskMap} map
 * @param {any[]} shown from `listShown`
 * @param {number} x container pixels
 * @param {number} y
 * @param {number} reach
 * @returns {any[]} each with its area, its edge's strength and that edge's middle
 */
export function listEdges(map, shown, x, y, reach) {
  const point = map.containerPointToLayerPoint([x, y]);
  const found = shown.map((one) => findEdge(one, point, reach)).filter((one) => one !== null);
  found.sort((a, b) => a.away - b.away);
  return found
    .filter((one) => one.away <= found[0].away + SAME)
    .map(({ ends: [a, b], ...edge }) => {
      const middle = map.layerPointToLatLng([(a.x + b.x) / 2, (a.y + b.y) / 2]);
      return { ...edge, middle };
    });
}

/** Even-odd test of a position against a held area's rings. @param {any} area @param {any} place */
function contains(area, { lon, lat }) {
  let inside = false;
  for (const ring of area.polygons.flat()) {
    for (let i = 1; i < ring.length; i += 1) {
      const [x1, y1] = ring[i - 1];
      const [x2, y2] = ring[i];
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

/**
 * The reported places that tell most of an edge: the nearest held one inside, the nearest lost one
 * outside, and the nearest of all where that is neither.
 * @param {any} edge from `listEdges`
 * @param {KurskModel} model
 * @returns {any[]} evidence, nearest first, each with its distance in km and the side it lies on
 */
export function listReasons({ area, middle }, model) {
  const known = model.control
    .evidenceOf(area)
    .map((item) => ({ ...item, km: middle.distanceTo(item.place.at) / 1000, inside: contains(area, item.place) }))
    .sort((a, b) => a.km - b.km);
  const held = known.find((item) => item.inside && item.status === "held");
  const lost = known.find((item) => !item.inside && item.status === "lost");
  return known.filter((item, place) => place === 0 || item === held || item === lost);
}
