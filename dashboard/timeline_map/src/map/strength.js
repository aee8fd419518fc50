/** What a line rests on: its edges in the drawing of their strength. */

import { STRENGTHS } from "../style/made_table.js";
import { colourOf } from "../style/style.js";
import { make, makeSvg, setAttributes } from "../util/dom.js";
import { positionsOf } from "./areas.js";

/**
 * @import { Frame, Model } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

// Names by the letters of the payload.
const NAMES = /** @type {Record<string, keyof typeof STRENGTHS>} */ ({
  b: "border",
  f: "free",
  i: "inferred",
  n: "near",
});
const LETTERS = Object.keys(NAMES);

/**
 * A ring's runs of edges of equal strength, as lines.
 * @param {L.LatLng[]} ring closed
 * @param {string} letters one for each edge
 * @param {Map<string, L.LatLng[][]>} lines by letter, added to
 */
function addRuns(ring, letters, lines) {
  for (let start = 0; start < letters.length; ) {
    let end = start + 1;
    while (end < letters.length && letters[end] === letters[start]) end += 1;
    lines.get(letters[start])?.push(ring.slice(start, end + 1));
    start = end;
  }
}

/** @param {Model} model @param {number} id of an area @returns {Map<string, L.LatLng[][]>} lines by letter */
export function traceArea(model, id) {
  const lines = new Map(LETTERS.map((letter) => [letter, /** @type {L.LatLng[][]} */ ([])]));
  const { strength } = model.payload.areas[id];
  for (const [number, part] of positionsOf(model.payload.areas[id]).entries()) {
    for (const [place, ring] of part.entries()) addRuns(ring, strength[number][place], lines);
  }
  return lines;
}

/** @param {SVGElement} path @param {string} letter @param {string} colour */
function dressLine(path, letter, colour) {
  const { dash, weight, cap } = STRENGTHS[NAMES[letter]];
  path.style.stroke = colour;
  path.style.strokeWidth = String(weight);
  path.style.strokeDasharray = dash;
  path.style.strokeLinecap = cap;
  path.style.strokeLinejoin = "round";
  path.style.fill = "none";
}

/**
 * What each way of drawing means.
 * @param {Format} format
 * @param {Payload.Limits} limits km up to which a line is near a report, and up to which it is inferred
 * @returns {HTMLElement}
 */
export function makeStrengthKey(format, limits) {
  const near_km = format.number(limits.near_km);
  const inferred_km = format.number(limits.inferred_km);
  const rows = ["n", "i", "f", "b"].map((letter) => {
    const words = format.say(`strength_${NAMES[letter]}`, { near_km, inferred_km });
    const line = makeSvg("path", { d: "M3 9H27" });
    dressLine(line, letter, "currentColor");
    const picture = makeSvg("svg", { viewBox: "0 0 30 18", class: "kf-swatch", "aria-hidden": "true" }, line);
    return make("li", {}, picture, words);
  });
  const label = format.say("group_evidence");
  return make("ul", { class: "kf-strengths", "aria-label": label, hidden: true }, ...rows);
}

/**
 * @param {L.Map} map
 * @param {Model} model
 * @returns {{draw: (frame: Frame) => void}}
 */
export function createStrengthLayer(map, model) {
  const pane = map.createPane("kf-strength");
  pane.style.zIndex = "412";
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: "kf-strength", padding: 0.3 });
  const traced = /** @type {Map<number, Map<string, L.LatLng[][]>>} */ (new Map());
  const rows = model.payload.accounts.map((account, index) => {
    const lines = LETTERS.map((letter) => {
      const line = L.polyline([], { renderer, pane: "kf-strength", interactive: false, smoothFactor: 0.8 }).addTo(map);
      const path = /** @type {SVGPathElement} */ (line.getElement());
      path.classList.add("kf-strength-line");
      setAttributes(path, { "data-strength": NAMES[letter], "data-of": account.id });
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
          line.setLatLngs(ids.flatMap((id) => trace(id).get(letter) || []));
        }
      });
    },
  };
}
