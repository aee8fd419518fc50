/** The open side of a bound: short strokes across an area's line, outwards for "at least", inwards for "at most". */

import { AGES, BOUNDS } from "../style/made_table.js";
import { colourOf } from "../style/style.js";
import { make, makeSvg } from "../util/dom.js";
import { positionsOf } from "./areas.js";
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

/** The area of an entry that is a bound, and on which side it is open. @param {AccountEntry} entry @param {Model} model */
function findOpen({ visible, figure, claim }, { payload }) {
  const bound = claim?.bound;
  if (!visible || !figure || !bound) return null;
  const id = figure.areas.find((one) => payload.areas[one].edge === "firm");
  return id === undefined || !payload.areas[id].polygons.length ? null : { id, bound };
}

/** @param {SVGElement} path @param {"least" | "most"} bound @param {string} colour */
function dressStrokes(path, bound, colour) {
  const { arrow, gap, weight } = BOUNDS[bound];
  Object.assign(path.style, {
    stroke: colour,
    strokeWidth: String(2 * arrow), // of which the mask leaves the open side
    strokeDasharray: `${weight} ${gap - weight}`,
    strokeLinecap: "butt",
    fill: "none",
  });
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
  const common = { renderer, pane: "kf-bounds", interactive: false, smoothFactor: 0.8 };
  const rows = model.payload.accounts.map((account, index) => {
    made += 1;
    const id = `kf-open-${made}`;
    const mask = makeSvg("path", { "clip-rule": "evenodd" });
    openSvg(renderer).group.append(makeSvg("clipPath", { id, clipPathUnits: "userSpaceOnUse" }, mask));
    const state = { shown: -1, bound: /** @type {"least" | "most"} */ ("least") };
    const shape = L.polygon([], { ...common, stroke: false, fill: false });
    watchOutline(shape, (d) => mask.setAttribute("d", BOUNDS[state.bound].outwards ? EVERYWHERE + d : d));
    shape.addTo(map);
    const line = L.polyline([], common).addTo(map);
    const path = /** @type {SVGPathElement} */ (line.getElement());
    path.setAttribute("clip-path", `url(#${id})`);
    path.dataset.openOf = account.id;
    path.classList.add("kf-bound");
    return { state, shape, line, path, colour: colourOf(index) };
  });

  return {
    draw({ entries }) {
      entries.forEach((entry, place) => {
        const { state, shape, line, path, colour } = rows[place];
        const open = findOpen(entry, model);
        const opacity = open ? String(AGES.find(({ days }) => entry.age <= days)?.line ?? 1) : "";
        if (path.style.strokeOpacity !== opacity) path.style.strokeOpacity = opacity;
        if ((open?.id ?? -1) === state.shown) return;
        state.shown = open?.id ?? -1;
        if (open) {
          state.bound = open.bound;
          dressStrokes(path, open.bound, colour);
        }
        shape.setLatLngs(open ? positionsOf(model.payload.areas[open.id]) : []);
        const runs = open ? [...traceArea(model, open.id)] : [];
        line.setLatLngs(runs.flatMap(([letter, lines]) => (letter === BORDER ? [] : lines)));
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
    draw({ entries }) {
      const seen = entries.map((entry) => findOpen(entry, model)?.bound);
      for (const { kind, item } of rows) item.hidden = !seen.includes(kind);
      element.hidden = !seen.some(Boolean);
    },
  };
}
