/** The settlements: a plain dot, or the mark of what the accounts say of it, on a canvas of their own. */

import { differ } from "../model/control.js";
import { roomOf } from "../style/style.js";
import { measureBetween } from "../util/boxes.js";
import { make, makeSvg } from "../util/dom.js";
import { createCanvas, takePen } from "./leaflet.js";

/**
 * @import { Control, Place, ControlInterval } from "../model/control.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { Palette } from "../style/style.js"
 * @import { Format } from "../util/format.js"
 * @import { Point } from "../util/scale.js"
 */

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Pen */

/**
 * A settlement's mark: where it is in layer pixels, its radius, and the word of each account.
 * @typedef {object} MarkSpot
 * @property {Place} place
 * @property {number} rank
 * @property {ControlInterval[]} words
 * @property {number} x
 * @property {number} y
 * @property {number} r
 */

/**
 * A settlement of the base map; `marked` where an account speaks of it.
 * @typedef {object} Settlement
 * @property {string} id
 * @property {string} name
 * @property {number} rank
 * @property {L.LatLng} at
 * @property {boolean} [marked]
 */

/**
 * @typedef {object} MarkLayer
 * @property {(palette: Palette) => void} restyle
 * @property {(frame: Frame) => void} draw
 * @property {(x: number, y: number, reach: number) => MarkSpot | null} near
 */

// Per rank: the zoom from which a dot and a name are drawn, size in pixels, weight.
export const RANKS = [
  { dot: 0, name: 0, size: 13.5, weight: 600, radius: 3.2 },
  { dot: 8.2, name: 8.2, size: 12, weight: 500, radius: 2.5 },
  { dot: 9, name: 9.4, size: 11.5, weight: 400, radius: 2 },
  { dot: 9.8, name: 10.3, size: 11, weight: 400, radius: 1.8 },
  { dot: 10.5, name: 11.1, size: 11, weight: 400, radius: 1.6 },
];

/** @param {Payload.Layer[]} layers @param {Format} format @returns {Settlement[]} settlements, important first */
export function readPlaces(layers, format) {
  const layer = layers.find((one) => one.role === "settlements");
  if (!layer) return [];
  return layer.geojson.features
    .map((/** @type {any} */ feature) => ({
      id: feature.properties.place_id,
      name: format.name(feature.properties),
      rank: Math.min(Math.max(feature.properties.rank || 5, 1), 5) - 1,
      at: L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]),
    }))
    .sort((a, b) => a.rank - b.rank);
}

/** Towns, by standing, are squares; villages are dots. @param {number} rank 0 for the chief towns */
const isTown = (rank) => rank < 2;

/**
 * The outline of a place's mark as path data.
 * @param {number} x
 * @param {number} y
 * @param {number} r half the width, pixels
 * @param {number} rank
 */
export function markShape(x, y, r, rank) {
  const at = (/** @type {number} */ value) => value.toFixed(1);
  if (isTown(rank)) return `M${at(x - r)} ${at(y - r)}h${2 * r}v${2 * r}h${-2 * r}z`;
  return `M${at(x - r)} ${at(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

/** The same on a canvas. @param {Pen} ctx @param {number} x @param {number} y @param {number} r @param {number} rank */
function traceShape(ctx, x, y, r, rank) {
  ctx.beginPath();
  if (isTown(rank)) ctx.rect(x - r, y - r, 2 * r, 2 * r);
  else ctx.arc(x, y, r, 0, 2 * Math.PI);
}

/** Marks grow by half as much as the words beside them. @param {Palette} palette */
const growth = (palette) => (1 + roomOf(palette)) / 2;

/** A place of which nobody speaks. @param {Pen} ctx @param {Point} point @param {number} rank @param {number} zoom @param {Palette} palette */
export function drawDot(ctx, point, rank, zoom, palette) {
  if (zoom < RANKS[rank].dot) return;
  traceShape(ctx, point.x, point.y, RANKS[rank].radius * growth(palette), rank);
  ctx.fillStyle = palette.dot;
  ctx.strokeStyle = palette.halo;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fill();
}

const TURN = 2 * Math.PI;
const CALM_ZOOM = 9.5; // below it marks keep small
const ORDER = ["held", "contested", "lost"];

/**
 * Half the width of a mark, pixels.
 * @param {number} zoom
 * @param {number} rank 0 for the chief towns
 * @param {Palette} palette
 */
export function radiusOf(zoom, rank, palette) {
  const grown = 2.6 + Math.min(Math.max(zoom - CALM_ZOOM, 0) * 1.2, 2.4);
  return growth(palette) * (rank === 0 ? Math.max(grown + 0.8, 4) : grown);
}

/**
 * What is said of a place: full where held, with a dot where contested, hollow where lost.
 * @param {Pen} ctx
 * @param {MarkSpot} spot
 * @param {string} status
 * @param {{fill: string, line: string, dot: string}} inks
 */
function drawStatus(ctx, { x, y, r, rank }, status, inks) {
  if (status === "held") {
    traceShape(ctx, x, y, r, rank);
    ctx.fillStyle = inks.fill;
    return ctx.fill();
  }
  traceShape(ctx, x, y, r - 0.6, rank);
  ctx.strokeStyle = inks.line;
  ctx.lineWidth = 1.4;
  ctx.stroke();
  if (status !== "contested") return;
  traceShape(ctx, x, y, r * 0.42, rank);
  ctx.fillStyle = inks.dot;
  ctx.fill();
}

/** Each account's share of a mark in its own colour: held on the left, lost on the right. @param {Pen} ctx @param {MarkSpot} spot @param {Palette} palette */
function drawSplit(ctx, spot, palette) {
  const { x, y, r, words } = spot;
  const groups = ORDER.map((status) => words.filter((one) => one.status === status)).filter((one) => one.length);
  let start = TURN / 4;
  for (const group of groups) {
    for (const { status, index } of group) {
      const end = start + TURN / groups.length / group.length;
      const ink = palette[`account-${index}`];
      ctx.save();
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.arc(x, y, 2 * r, start, end);
      ctx.clip();
      drawStatus(ctx, spot, status, { fill: ink, line: ink, dot: ink });
      ctx.restore();
      start = end;
    }
  }
}

/**
 * @param {Pen} ctx
 * @param {MarkSpot} spot x, y and r in pixels, and the words: the intervals of those who speak
 * @param {Palette} palette
 */
function drawMark(ctx, spot, palette) {
  const split = differ(spot.words);
  const r = split ? spot.r + 1 : spot.r;
  traceShape(ctx, spot.x, spot.y, r + 1.2, spot.rank);
  ctx.fillStyle = palette.halo;
  ctx.fill();
  if (split) return drawSplit(ctx, { ...spot, r }, palette);
  drawStatus(ctx, spot, spot.words[0].status, { fill: palette.label, line: palette.dot, dot: palette.label });
}

const VILLAGE = 4; // a rank of dots

/** What each mark means, in a row. @param {Format} format @returns {HTMLElement} */
export function makeMarkKey(format) {
  const draw = (/** @type {number} */ r, /** @type {number} */ rank, /** @type {object} */ look) =>
    makeSvg("path", { d: markShape(7, 7, r, rank), ...look });
  const full = { fill: "currentColor" };
  const hollow = { fill: "none", stroke: "currentColor", "stroke-width": 1.4 };
  const half = makeSvg("path", { d: "M7 2.2a4.8 4.8 0 0 0 0 9.6z", ...full });
  const quiet = { fill: "var(--kf-dot)" };
  const pictures = {
    held: [draw(4.8, VILLAGE, full)],
    contested: [draw(4.4, VILLAGE, hollow), draw(2, VILLAGE, full)],
    lost: [draw(4.4, VILLAGE, hollow)],
    differ: [draw(4.4, VILLAGE, hollow), half],
    quiet: [draw(2.2, VILLAGE, quiet)],
    town: [draw(3.4, 0, quiet)],
  };
  const rows = Object.entries(pictures).map(([name, shapes]) => {
    const picture = makeSvg(
      "svg",
      { viewBox: "0 0 14 14", class: "kf-mark-picture", "aria-hidden": "true" },
      ...shapes,
    );
    return make("li", {}, picture, format.say(`key_${name}`));
  });
  return make("ul", { class: "kf-mark-key", "aria-label": format.say("group_settlements") }, ...rows);
}

const DOT_REACH = 5; // pixels

/** @param {ControlInterval[]} words @returns {number} silent, agreed, disputed */
const weigh = (words) => (words.length ? 1 + Number(differ(words)) : 0);

/**
 * Where each mark is, in layer pixels: known anew after every move of the map.
 * @param {Omit<MarkSpot, "x" | "y" | "r">[]} shown
 * @param {L.Map} map
 * @param {Palette} palette
 */
function locate(shown, map, palette) {
  const zoom = map.getZoom();
  return shown.map((one) => {
    const { x, y } = map.latLngToLayerPoint(one.place.at);
    return { ...one, x, y, r: radiusOf(zoom, one.rank, palette) };
  });
}

/** @param {L.Renderer} renderer @param {MarkSpot[]} spots @param {number} zoom @param {Palette} palette */
function paintSpots(renderer, spots, zoom, palette) {
  const canvas = takePen(renderer);
  if (!canvas || !palette.label) return;
  for (const spot of spots) {
    if (spot.words.length) drawMark(canvas.pen, spot, palette);
    else drawDot(canvas.pen, spot, spot.rank, zoom, palette);
  }
}

/**
 * The mark nearest to a point; a plain dot stands back behind the ground that it lies on.
 * @param {MarkSpot[]} spots
 * @param {Point} point layer pixels
 * @param {number} reach
 * @param {number} zoom
 */
function findNear(spots, point, reach, zoom) {
  const reachDot = (/** @type {number} */ rank) => (zoom < RANKS[rank].dot ? -1 : DOT_REACH);
  let best = null;
  let least = reach;
  for (const spot of spots) {
    const away = measureBetween(spot, point);
    if (away > least || away > (spot.words.length ? reach : reachDot(spot.rank))) continue;
    best = spot;
    least = away;
  }
  return best;
}

/**
 * @param {L.Map} map
 * @param {Model} model
 * @param {Settlement[]} settlements of the base map: which rank a place has
 * @returns {MarkLayer}
 */
export function createMarkLayer(map, model, settlements) {
  const pane = map.createPane("kf-marks");
  pane.style.zIndex = "440";
  pane.style.pointerEvents = "none";
  const renderer = createCanvas({ pane: "kf-marks", padding: 0.1 });
  const ranks = new Map(settlements.map((one) => [one.id, one.rank]));
  let control = /** @type {Control | null} */ (null); // another one under each filter
  let places = /** @type {{place: Place, rank: number}[]} */ ([]);
  let palette = /** @type {Palette} */ ({});
  let shown = /** @type {Omit<MarkSpot, "x" | "y" | "r">[]} */ ([]);
  let spots = /** @type {MarkSpot[]} */ ([]);
  let signature = "";

  function refresh() {
    spots = locate(shown, map, palette);
    paintSpots(renderer, spots, map.getZoom(), palette);
  }

  renderer.addTo(map);
  renderer.on("update", refresh);
  map.on("viewreset", refresh); // after a jump Leaflet wipes the canvas once more
  return {
    restyle(next) {
      palette = next;
      refresh();
    },
    draw({ day, state }) {
      if (control !== model.control) {
        control = model.control;
        places = control.places.map((place) => ({ place, rank: ranks.get(place.id) ?? 4 }));
        signature = "";
      }
      const on = state.layers.includes("settlements");
      const next = on ? `${model.control.phaseOf(day)} ${state.clock} ${state.accounts}` : "";
      if (next === signature) return;
      signature = next;
      const listWords = (/** @type {{place: Place}} */ { place }) =>
        model.control.listWords(place, day, state.accounts);
      shown = on ? places.map((one) => ({ ...one, words: listWords(one) })) : [];
      // What is disputed comes last: where marks crowd, it stays in sight.
      shown.sort((a, b) => weigh(a.words) - weigh(b.words));
      refresh();
    },
    near(x, y, reach) {
      const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]);
      return findNear(spots, { x: x + left, y: y + top }, reach, map.getZoom());
    },
  };
}
