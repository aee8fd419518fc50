/** Names on the map, on a canvas: regions in spaced capitals, and settlements beside their marks. */
import { roomOf } from "../style/style.js";
import { boundRings, boxAround, holdsBox, overlaps } from "../util/boxes.js";
import { createSpace, findSpot, probeView } from "./label_room.js";
import { createCanvas, showDrawn, takePen } from "./leaflet.js";
import { drawDot, RANKS, radiusOf } from "./marks.js";

/**
 * @import { LabelSpace } from "./label_room.js"
 * @import { Settlement } from "./marks.js"
 * @import { Palette } from "../style/style.js"
 * @import { Format } from "../util/format.js"
 * @import { Point } from "../util/scale.js"
 */

/**
 * The name of a country, oblast or district; without rings it stands anywhere on its side.
 * @typedef {object} RegionName
 * @property {string} name
 * @property {string} level
 * @property {boolean} abroad
 * @property {L.LatLng[][]} [rings]
 * @property {L.LatLngBounds} [bounds]
 */

/**
 * What names are written by: colours, layers, and the boxes of view, ground and furniture.
 * @typedef {object} LabelSetting
 * @property {Palette} palette
 * @property {string[]} groups
 * @property {LabelSpace} space
 * @property {number[][]} obstacles
 * @property {number[]} view
 * @property {number[]} ground
 */

const LEVELS = {
  country: { size: 17, weight: 600, spacing: 7, minZoom: 0 },
  oblast: { size: 13, weight: 600, spacing: 4.5, minZoom: 0 },
  raion: { size: 10.5, weight: 500, spacing: 1.8, minZoom: 8.6 },
};

const COARSE = 3; // pixels

/** @param {any} geometry @returns {L.LatLng[][]} outer rings as Leaflet positions */
function readRings(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((/** @type {number[][][]} */ polygon) => polygon[0].map(([lon, lat]) => L.latLng(lat, lon)));
}

/**
 * @param {Payload.Layer[]} layers
 * @param {Payload.Land[]} lands the countries on either side of the border
 * @param {Format} format
 * @returns {{country: L.LatLng[][], list: RegionName[]}} the neighbour country's rings; regions by precedence
 */
export function readRegions(layers, lands, format) {
  const of = (/** @type {string} */ role) =>
    layers.filter((layer) => layer.role === role).flatMap((layer) => layer.geojson.features);
  const country = of("neighbour").flatMap((feature) => readRings(feature.geometry));
  /** @param {string} role @param {string} level @param {boolean} abroad */
  const regions = (role, level, abroad) =>
    of(role).map((feature) => {
      const rings = readRings(feature.geometry);
      const bounds = L.latLngBounds(rings.flat());
      return { name: format.name(feature.properties), rings, bounds, level, abroad };
    });
  const list = [
    ...lands.map(({ label, abroad }) => ({ name: label, level: "country", abroad })),
    ...regions("oblast", "oblast", false),
    ...regions("districts", "raion", false),
    ...regions("districts-abroad", "raion", true),
  ];
  return { country, list: country.length ? list.filter((region) => region.name) : [] };
}

/** @param {OffscreenCanvasRenderingContext2D} ctx @param {RegionName} region @param {{size: number, weight: number, spacing: number}} level @param {Palette} palette */
function prepare(ctx, region, level, palette) {
  const size = level.size * roomOf(palette);
  ctx.font = `${level.weight} ${size}px ${palette.font}`;
  if ("letterSpacing" in ctx) ctx.letterSpacing = `${level.spacing}px`;
  ctx.fillStyle = palette["area-label"];
  ctx.strokeStyle = palette.halo;
  ctx.lineWidth = 3;
  const words = region.name.toUpperCase();
  return { words, width: ctx.measureText(words).width + 8, height: size + 8 };
}

/** Rings on the map, as coarse as the place of a name allows. @param {L.Map} map @param {L.LatLng[][]} rings */
const project = (map, rings) =>
  rings.map((ring) =>
    L.LineUtil.simplify(
      ring.map((at) => map.latLngToLayerPoint(at)),
      COARSE,
    ),
  );

/**
 * @param {OffscreenCanvasRenderingContext2D} ctx
 * @param {L.Map} map
 * @param {{country: L.LatLng[][], list: RegionName[]}} regions
 * @param {LabelSetting} setting palette, groups, space, view, and the box of the held ground
 */
function drawRegions(ctx, map, regions, { palette, groups, space, view, ground }) {
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
    const place = { rings, abroad: region.abroad, box: rings && boundRings(rings), tight: rings ? 0.22 : 0.3 };
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

/** @param {OffscreenCanvasRenderingContext2D} ctx @param {string} words @param {number} x @param {number} y */
function writeHaloed(ctx, words, x, y) {
  ctx.strokeText(words, x, y);
  ctx.fillText(words, x, y);
}

/** The four places where a name may stand beside its dot, best first. */
const SIDES = /** @type {const} */ ([
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
]);

/**
 * @param {OffscreenCanvasRenderingContext2D} ctx
 * @param {{place: Settlement, point: Point, style: typeof RANKS[number], radius: number}} spot one of selectPlaces
 * @param {LabelSetting & {crowd: number[][]}} setting space, view (names of places in it are not cut by its edge), crowd and obstacles
 */
function writePlace(ctx, { place, point, style, radius }, { palette, space, view, crowd, obstacles }) {
  const width = ctx.measureText(place.name).width;
  const height = style.size * roomOf(palette) * 1.05;
  const gap = radius + 3;
  const inside = holdsBox(view, [point.x, point.y, point.x, point.y]);
  // Rather beside other marks than over them, if there is such a side.
  for (const marks of [crowd, []]) {
    for (const [sideX, sideY] of SIDES) {
      const x = point.x + sideX * (gap + width / 2);
      const y = point.y + sideY * (gap + height / 2);
      const box = [x - width / 2 - 2, y - height / 2, x + width / 2 + 2, y + height / 2];
      const cut = inside ? !holdsBox(view, box) : overlaps(view, box);
      if (cut || marks.some((/** @type {number[]} */ mark) => overlaps(mark, box)) || !space.tryTake(box)) continue;
      writeHaloed(ctx, place.name, x, y);
      return;
    }
  }
  const spot = [point.x, point.y, point.x, point.y];
  const covered = obstacles.some((/** @type {number[]} */ obstacle) => holdsBox(obstacle, spot));
  if (place.rank !== 0 || !inside || covered) return;
  // A great name stands even over other marks; lesser ones, which come later, stand clear of it.
  const x = point.x + gap + width / 2;
  space.take([x - width / 2 - 2, point.y - height / 2, x + width / 2 + 2, point.y + height / 2]);
  writeHaloed(ctx, place.name, x, point.y);
}

/** @param {L.Map} map @param {Settlement[]} places @param {L.Bounds} bounds the canvas, layer pixels @param {Palette} palette */
function selectPlaces(map, places, bounds, palette) {
  const zoom = map.getZoom();
  const seen = [];
  for (const place of places) {
    const style = RANKS[place.rank];
    if (zoom < style.dot && !place.marked) continue;
    const point = map.latLngToLayerPoint(place.at);
    const radius = place.marked ? radiusOf(zoom, place.rank, palette) + 1 : style.radius;
    if (bounds.contains(point)) seen.push({ place, point, style, radius });
  }
  return seen;
}

/** @param {OffscreenCanvasRenderingContext2D} ctx @param {{place: Settlement, point: Point, style: typeof RANKS[number], radius: number}[]} seen @param {number} zoom @param {LabelSetting} setting palette, space and view */
function writePlaces(ctx, seen, zoom, setting) {
  const { palette, space } = setting;
  const crowd = /** @type {number[][]} */ ([]);
  for (const { place, point, style, radius } of seen) {
    const box = boxAround(point, radius);
    if (place.marked)
      crowd.push(box); // drawn by the marks, which change with the date
    else drawDot(ctx, point, place.rank, zoom, palette);
    if (zoom >= style.dot) space.take(box);
  }
  for (const spot of seen) {
    const { style } = spot;
    if (zoom < style.name) continue;
    ctx.font = `${style.weight} ${style.size * roomOf(palette)}px ${palette.font}`;
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = 3.5;
    ctx.fillStyle = palette.label;
    writePlace(ctx, spot, { ...setting, crowd });
  }
}

/**
 * The view, the ground and what covers it, as boxes in layer pixels.
 * @param {L.Map} map
 * @param {number[][]} covered boxes of furniture, container pixels
 * @param {L.LatLngBounds} held bounds of all ground that was ever said to be held
 */
function measureRoom(map, covered, held) {
  const { x, y } = map.containerPointToLayerPoint([0, 0]);
  const size = map.getSize();
  const obstacles = covered.map(([left, top, right, bottom]) => [left + x, top + y, right + x, bottom + y]);
  const northWest = map.latLngToLayerPoint(held.getNorthWest());
  const southEast = map.latLngToLayerPoint(held.getSouthEast());
  const ground = [northWest.x, northWest.y, southEast.x, southEast.y];
  return { space: createSpace(obstacles), obstacles, view: [x, y, x + size.x, y + size.y], ground };
}

/**
 * @param {L.Map} map
 * @param {ReturnType<typeof readRegions>} regions
 * @param {Settlement[]} places settlements, important first; those with a mark are `marked`
 * @param {() => number[][]} findObstacles boxes covered by furniture, container pixels
 * @param {L.LatLngBounds} held bounds of all ground that was ever said to be held
 */
export function createPlaceLabels(map, regions, places, findObstacles, held) {
  const pane = map.createPane("kf-labels");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const renderer = createCanvas({ pane: "kf-labels", padding: 0.25, still: true });
  let palette = /** @type {Record<string, string>} */ ({});
  let groups = /** @type {string[]} */ ([]);
  let asked = false;

  function paint() {
    asked = false;
    const canvas = takePen(renderer);
    if (!canvas || !palette.font) return;
    const { pen: ctx, bounds } = canvas;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    const setting = { palette, groups, ...measureRoom(map, findObstacles(), held) };
    const seen = groups.includes("settlements") ? selectPlaces(map, places, bounds, palette) : [];
    writePlaces(ctx, seen, map.getZoom(), setting);
    drawRegions(ctx, map, regions, setting);
    showDrawn(renderer);
  }

  /** Paint when the present task has ended: once, however often it asks, and before it is seen. */
  function ask() {
    if (!asked) queueMicrotask(paint);
    asked = true;
  }

  renderer.addTo(map);
  renderer.on("update", ask);
  map.on("viewreset", ask); // after a jump Leaflet wipes the canvas once more
  return {
    restyle(/** @type {Record<string, string>} */ next) {
      palette = next;
      ask();
    },
    show(/** @type {string[]} */ next) {
      if (next.join() === groups.join()) return;
      groups = next;
      ask();
    },
    paint: ask,
  };
}
