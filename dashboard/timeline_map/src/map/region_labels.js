/** Names of countries, oblasts and districts in spaced capitals, set where their land is in view. */
import { roleOf } from "./basemap.js";
import { writeHaloed } from "./canvas.js";
import { findSpot, probeView } from "./label_space.js";

const LEVELS = {
  country: { size: 17, weight: 600, spacing: 7, minZoom: 0 },
  oblast: { size: 13, weight: 600, spacing: 4.5, minZoom: 0 },
  raion: { size: 10.5, weight: 500, spacing: 1.8, minZoom: 8.6 },
};

const COARSE = 3; // pixels

/** @param {any} geometry @returns {any[][]} outer rings as Leaflet positions */
function readRings(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((/** @type {number[][][]} */ polygon) =>
    polygon[0].map(([lon, lat]) => L.latLng(lat, lon)),
  );
}

/**
 * @param {any[]} layers
 * @param {KurskFormat} format
 * @returns {{country: any[][], list: any[]}} the neighbour country's rings; regions by precedence
 */
export function readRegions(layers, format) {
  const of = (/** @type {RegExp} */ role) =>
    layers.filter((layer) => role.test(roleOf(layer.id))).flatMap((layer) => layer.geojson.features);
  const country = of(/^ukraine$/).flatMap((feature) => readRings(feature.geometry));
  /** @param {RegExp} role @param {string} level @param {boolean} abroad */
  const regions = (role, level, abroad) =>
    of(role).map((feature) => {
      const rings = readRings(feature.geometry);
      const bounds = L.latLngBounds(rings.flat());
      return { name: format.name(feature.properties), rings, bounds, level, abroad };
    });
  const list = [
    { name: format.say("land_ukraine"), level: "country", abroad: true },
    { name: format.say("land_russia"), level: "country", abroad: false },
    ...regions(/^oblast$/, "oblast", false),
    ...regions(/^raions-kursk$/, "raion", false),
    ...regions(/^raions-sumy$/, "raion", true),
  ];
  return { country, list: country.length ? list.filter((region) => region.name) : [] };
}

/** @param {any} ctx @param {any} region @param {any} level @param {any} palette */
function prepare(ctx, region, level, palette) {
  ctx.font = `${level.weight} ${level.size}px ${palette.font}`;
  if ("letterSpacing" in ctx) ctx.letterSpacing = `${level.spacing}px`;
  ctx.fillStyle = palette["area-label"];
  ctx.strokeStyle = palette.halo;
  ctx.lineWidth = 3;
  const words = region.name.toUpperCase();
  return { words, width: ctx.measureText(words).width + 8, height: level.size + 8 };
}

/** Rings on the map, as coarse as the place of a name allows. @param {KurskMap} map @param {any[][]} rings */
const project = (map, rings) =>
  rings.map((ring) => L.LineUtil.simplify(ring.map((at) => map.latLngToLayerPoint(at)), COARSE));

/**
 * @param {any} ctx
 * @param {KurskMap} map
 * @param {{country: any[][], list: any[]}} regions
 * @param {any} setting palette, groups, space, view, and the box of the held ground
 */
export function drawRegions(ctx, map, regions, { palette, groups, space, view, ground }) {
  if (!regions.list.length) return;
  const points = probeView(view, project(map, regions.country));
  const seen = map.getBounds();
  for (const region of regions.list) {
    const level = LEVELS[/** @type {keyof typeof LEVELS} */ (region.level)];
    const wanted = region.level !== "raion" || groups.includes("districts");
    if (map.getZoom() < level.minZoom || !wanted) continue;
    if (region.bounds && !seen.intersects(region.bounds)) continue;
    const rings = region.rings ? project(map, region.rings) : null;
    const { words, width, height } = prepare(ctx, region, level, palette);
    const place = { rings, abroad: region.abroad, box: rings && boxOf(rings), tight: rings ? 0.22 : 0.3 };
    const find = (/** @type {(box: number[]) => boolean} */ isFree) =>
      findSpot(place, points, view, [width, height], isFree);
    // The names of lands stand clear of the held ground, unless nothing else is in view.
    const clear = (/** @type {number[]} */ box) => space.isFree(box) && !overlaps(box, ground);
    const spot = (region.level !== "raion" && find(clear)) || find(space.isFree);
    if (!spot) continue;
    space.take([spot.x - width / 2, spot.y - height / 2, spot.x + width / 2, spot.y + height / 2]);
    writeHaloed(ctx, words, spot.x + level.spacing / 2, spot.y);
  }
  if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
}

/** @param {number[]} a @param {number[]} b */
const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** @param {{x: number, y: number}[][]} rings @returns {number[]} */
function boxOf(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of rings.flat()) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}
