/** The open side of a bound: short strokes across an area's line, outwards for "at least", inwards for "at most". */

import { AGES, BOUNDS } from "../style/made_table.js";
import { colourOf } from "../style/style.js";
import { make, makeSvg } from "../util/dom.js";
import { positionsOf, traceLine, traceRings } from "./areas.js";
import { openSvg, watchOutline } from "./leaflet.js";
import { traceArea } from "./strength.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { AccountEntry, Frame, Model } from "../model/model.js"
 */

const EVERYWHERE = "M-99999 -99999H99999V99999H-99999Z";
const BORDER = "b"; // the letter of edges that run along the border: nothing is open there
const KINDS = /** @type {("least" | "most")[]} */ (["least", "most"]);

let made = 0; // the second map has masks of its own

/**
 * An area that is a bound: on which side it is open, and how pale its line is.
 * @typedef {{id: number, bound: "least" | "most", opacity: string}} OpenArea
 */

/**
 * The areas of an entry that are bounds, that of its leading figure first, null where that is none.
 * @param {AccountEntry} entry
 * @param {Frame} frame
 * @param {Model} model
 * @returns {(OpenArea | null)[]}
 */
export function listOpen({ visible, figure, age }, { state }, { payload }) {
  if (!visible || !figure) return [];
  const leading = figure.areas.find((one) => payload.areas[one].edge === "firm");
  const line = String(AGES.find(({ days }) => age <= days)?.line ?? 1);
  const open = (/** @type {number | undefined} */ id, /** @type {string} */ opacity) => {
    const area = payload.areas[id ?? -1];
    const bound = area?.edge === "firm" && area.polygons.length && payload.claims[area.claim]?.bound;
    return id !== undefined && bound ? { id, bound, opacity } : null;
  };
  const rivals = state.others ? figure.others : [];
  return [open(leading, line), ...rivals.flatMap((id) => open(id, "var(--kf-rival-opacity)") ?? [])];
}

/** The lines of an area that are open: none along the border. @param {Model} model @param {number} id */
const listLines = (model, id) =>
  [...traceArea(model, id)].flatMap(([letter, lines]) => (letter === BORDER ? [] : lines));

/** What of the plane is open, as the way round it. @param {"least" | "most"} bound @param {string} d the way round the area */
const openOf = (bound, d) => (BOUNDS[bound].outwards ? EVERYWHERE + d : d);

/** What cuts strokes to the open side. @param {SVGElement} path the stroke @param {SVGElement} mask */
function cut(path, mask) {
  made += 1;
  const id = `kf-open-${made}`;
  path.setAttribute("clip-path", `url(#${id})`);
  mask.setAttribute("clip-rule", "evenodd");
  return makeSvg("clipPath", { id, clipPathUnits: "userSpaceOnUse" }, mask);
}

/** @param {SVGElement} path @param {OpenArea} open @param {number} index of the account */
function dressStrokes(path, { bound, opacity }, index) {
  const { arrow, gap, weight } = BOUNDS[bound];
  Object.assign(path.style, {
    stroke: colourOf(index),
    strokeOpacity: opacity,
    strokeWidth: String(2 * arrow), // of which the mask leaves the open side
    strokeDasharray: `${weight} ${gap - weight}`,
    strokeLinecap: "butt",
    fill: "none",
  });
}

/**
 * A line that shows the open side of one area after another.
 * @param {L.Map} map
 * @param {Model} model
 * @param {L.Renderer} renderer
 * @param {number} index of the account
 */
function createStrokes(map, model, renderer, index) {
  const common = { renderer, pane: "kf-bounds", interactive: false, smoothFactor: 0.8 };
  const line = L.polyline([], common).addTo(map);
  const path = /** @type {SVGPathElement} */ (line.getElement());
  path.dataset.openOf = model.payload.accounts[index].id;
  path.classList.add("kf-bound");
  const mask = makeSvg("path", {});
  openSvg(renderer).group.append(cut(path, mask));
  let shown = /** @type {OpenArea | null} */ (null);
  const shape = L.polygon([], { ...common, stroke: false, fill: false });
  watchOutline(shape, (d) => mask.setAttribute("d", shown ? openOf(shown.bound, d) : d));
  shape.addTo(map);
  return (/** @type {OpenArea | null} */ open) => {
    const opacity = open?.opacity ?? "";
    if (open?.id === shown?.id && opacity === (shown?.opacity ?? "")) return;
    const moved = open?.id !== shown?.id;
    shown = open;
    if (open) dressStrokes(path, open, index);
    if (!moved) return;
    shape.setLatLngs(open ? positionsOf(model.payload.areas[open.id]) : []);
    line.setLatLngs(open ? listLines(model, open.id) : []);
  };
}

/**
 * The open side of an area, as a drawing of its own beside the map draws it.
 * @param {Model} model
 * @param {OpenArea} open
 * @param {number} index of the account
 * @param {(at: {lat: number, lng: number}) => number[]} project to pixels
 */
export function drawOpen(model, open, index, project) {
  const d = listLines(model, open.id).map((line) => traceLine(line.map(project)));
  const path = makeSvg("path", { d: d.join("") });
  dressStrokes(path, open, index);
  const round = traceRings(positionsOf(model.payload.areas[open.id]).flat(), project);
  return [cut(path, makeSvg("path", { d: openOf(open.bound, round) })), path];
}

/**
 * The strokes are dashes of a wide line along the area's own, cut to the open side by the area itself.
 * @param {L.Map} map
 * @param {Model} model
 * @returns {{draw: (frame: Frame) => void}}
 */
export function createBounds(map, model) {
  const pane = map.createPane("kf-bounds");
  pane.style.zIndex = "411";
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: "kf-bounds", padding: 0.3 }).addTo(map);
  const rows = model.payload.accounts.map(() => /** @type {ReturnType<typeof createStrokes>[]} */ ([]));

  return {
    draw(frame) {
      frame.entries.forEach((entry, index) => {
        const open = listOpen(entry, frame, model);
        const all = rows[index];
        while (all.length < open.length) all.push(createStrokes(map, model, renderer, index));
        for (const [place, show] of all.entries()) show(open[place] ?? null);
      });
    },
  };
}

/** A stretch of line with its strokes; what it parts is below. @param {"least" | "most"} bound */
function makeBoundSwatch(bound) {
  const { arrow, gap, weight, outwards } = BOUNDS[bound];
  const ticks = Array.from(
    { length: Math.floor(26 / gap) },
    (_, n) => `M${2 + (n + 0.5) * gap} 9v${outwards ? -arrow : arrow}`,
  );
  const path = makeSvg("path", { d: `M2 9h26${ticks.join("")}`, fill: "none", stroke: "currentColor" });
  path.style.strokeWidth = String(weight);
  return makeSvg("svg", { viewBox: "0 0 30 18", class: "kf-swatch", "aria-hidden": "true" }, path);
}

/**
 * What the strokes mean, where some are seen.
 * @param {Context} context
 * @returns {{element: HTMLElement, draw: (frame: Frame) => void}}
 */
export function makeBoundKey({ model, format }) {
  const rows = KINDS.map((kind) => ({
    kind,
    item: make("li", {}, makeBoundSwatch(kind), format.say(`bound_${kind}`)),
  }));
  const attributes = { class: "kf-strengths kf-bound-key", "aria-label": format.say("bound_label"), hidden: true };
  const element = make("ul", attributes, ...rows.map(({ item }) => item));
  return {
    element,
    draw(frame) {
      const seen = frame.entries.flatMap((entry) => listOpen(entry, frame, model).map((one) => one?.bound));
      for (const { kind, item } of rows) item.hidden = !seen.includes(kind);
      element.hidden = !seen.some(Boolean);
    },
  };
}
