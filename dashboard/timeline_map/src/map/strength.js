/** The layer "strength of evidence": outlines drawn by what each stretch of them rests on. */
import { positionsOf } from "./positions.js";
import { colourOf } from "../style/patterns.js";
import { make, makeSvg, setAttributes } from "../util/dom.js";

// Per letter of the payload: name, dashes, width. Told apart without colour.
const STYLES = /** @type {Record<string, {name: string, dash: string, weight: number}>} */ ({
  b: { name: "border", dash: "", weight: 1 },
  f: { name: "free", dash: "0.1 7", weight: 2.4 },
  i: { name: "inferred", dash: "6 5", weight: 1.7 },
  n: { name: "near", dash: "", weight: 3 },
});
const LETTERS = Object.keys(STYLES);

/**
 * A ring's runs of edges of equal strength, as lines.
 * @param {any[]} ring closed
 * @param {string} letters one for each edge
 * @param {Map<string, any[][]>} lines by letter, added to
 */
function addRuns(ring, letters, lines) {
  for (let start = 0; start < letters.length; ) {
    let end = start + 1;
    while (end < letters.length && letters[end] === letters[start]) end += 1;
    lines.get(letters[start])?.push(ring.slice(start, end + 1));
    start = end;
  }
}

/** @param {KurskModel} model @param {number} id of an area @returns {Map<string, any[][]>} lines by letter */
function traceArea(model, id) {
  const lines = new Map(LETTERS.map((letter) => [letter, /** @type {any[][]} */ ([])]));
  positionsOf(model.payload.areas[id]).forEach((/** @type {any[][]} */ part, /** @type {number} */ number) =>
    part.forEach((ring, place) => addRuns(ring, model.payload.areas[id].strength[number][place], lines)),
  );
  return lines;
}

/** @param {SVGElement} path @param {string} letter @param {string} colour */
function dressLine(path, letter, colour) {
  const { dash, weight } = STYLES[letter];
  path.style.stroke = colour;
  path.style.strokeWidth = String(weight);
  path.style.strokeDasharray = dash;
  path.style.strokeLinecap = letter === "i" ? "butt" : "round";
  path.style.strokeLinejoin = "round";
  path.style.fill = "none";
}

/**
 * What each way of drawing means.
 * @param {KurskFormat} format
 * @param {any} limits km up to which a line is near a report, and up to which it is inferred
 * @returns {HTMLElement}
 */
export function makeStrengthKey(format, limits) {
  const near_km = format.number(limits.near_km);
  const inferred_km = format.number(limits.inferred_km);
  const rows = ["n", "i", "f", "b"].map((letter) => {
    const words = format.say(`strength_${STYLES[letter].name}`, { near_km, inferred_km });
    const line = makeSvg("path", { d: "M3 9H27" });
    dressLine(line, letter, "currentColor");
    const picture = makeSvg("svg", { viewBox: "0 0 30 18", class: "kf-swatch", "aria-hidden": "true" }, line);
    return make("li", {}, picture, words);
  });
  const label = format.say("group_evidence");
  return make("ul", { class: "kf-strengths", "aria-label": label, hidden: true }, ...rows);
}

/**
 * @param {KurskMap} map
 * @param {KurskModel} model
 * @returns {{draw: (frame: KurskFrame) => void}}
 */
export function createStrengthLayer(map, model) {
  const pane = map.createPane("kf-strength");
  pane.style.zIndex = "412";
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: "kf-strength", padding: 0.3 });
  const traced = /** @type {Map<number, Map<string, any[][]>>} */ (new Map());
  const rows = model.payload.accounts.map((/** @type {any} */ account, /** @type {number} */ index) => {
    const lines = LETTERS.map((letter) => {
      const line = L.polyline([], { renderer, pane: "kf-strength", interactive: false, smoothFactor: 0.8 }).addTo(map);
      const path = line.getElement();
      path.classList.add("kf-strength-line");
      setAttributes(path, { "data-strength": STYLES[letter].name, "data-of": account.id });
      dressLine(path, letter, colourOf(index));
      return { letter, line };
    });
    return { lines, shown: "" };
  });

  /** @param {number} id */
  function trace(id) {
    const lines = traced.get(id) || traceArea(model, id);
    traced.set(id, lines);
    return lines;
  }

  return {
    draw({ entries, state }) {
      const on = state.layers.includes("evidence");
      map.getContainer().classList.toggle("kf-graded", on);
      entries.forEach(({ figure, visible }, place) => {
        const row = rows[place];
        const ids = on && visible && figure ? figure.areas : [];
        if (ids.join() === row.shown) return;
        row.shown = ids.join();
        for (const { letter, line } of row.lines) {
          line.setLatLngs(ids.flatMap((/** @type {number} */ id) => trace(id).get(letter)));
        }
      });
    },
  };
}
