/** How agreement and days held are drawn on map, legend and chart: tints, and hatches that tell them apart in grey. */
import { makeSvg } from "../util/dom.js";
import { AGREEMENT, DAYS } from "./made_table.js";
import { colourOf } from "./style.js";

const INK = `var(--kf-${AGREEMENT.tone})`;

/** @typedef {{fill: string, tint: number, slopes: number[]}} Look */

/** The look of ground that so many give. @param {number} count */
export const lookOf = (count) => `many/${Math.min(count, AGREEMENT.steps[0].givers)}`;
/** The look of ground that one account gives alone. @param {number} place of the account */
export const lookAlone = (place) => `alone/${place}`;
/** The look of ground that was held for so many days. @param {number} place of the class @param {number} index of the account, -1 for the reading */
export const lookHeld = (place, index) => `held/${place}/${index}`;
/** The look of the dated outlines, or of that of the shown day. @param {boolean} now @param {number} index */
export const lookLine = (now, index) => `${now ? "now" : "line"}/${index}`;

/** @param {string} look @param {number[]} slopes by the place of the account @returns {Look} */
function readLook(look, slopes) {
  const [kind, at, index] = look.split("/");
  if (kind === "many") {
    const { tint, slopes: own } = AGREEMENT.steps.find(({ givers }) => givers === Number(at)) ?? AGREEMENT.steps[0];
    return { fill: INK, tint, slopes: own };
  }
  if (kind === "alone") return { fill: colourOf(Number(at)), tint: AGREEMENT.alone, slopes: [slopes[Number(at)] ?? 0] };
  return { fill: colourOf(Number(index)), tint: DAYS.tints[Number(at)], slopes: [] };
}

/** @param {string} look */
const hatchId = (look) => `kf-mode-${look.replaceAll("/", "-")}`;

/** The hatch of a look, over its tint: a tint in tiles would have seams. @param {string} look @param {Look} of */
function makeHatch(look, { fill, slopes }) {
  const { gap, weight } = AGREEMENT;
  const lines = slopes.map((slope) => {
    const line = makeSvg("path", { d: slope % 90 ? `M0 0L${gap} ${gap}` : `M0 ${gap / 2}H${gap}` });
    if (slope < 0) line.setAttribute("transform", `matrix(-1 0 0 1 ${gap} 0)`);
    if (slope === 0) line.setAttribute("transform", `rotate(90 ${gap / 2} ${gap / 2})`);
    line.style.stroke = fill;
    line.style.strokeWidth = String(weight);
    line.style.strokeLinecap = "square";
    return line;
  });
  const attributes = { id: hatchId(look), width: gap, height: gap, patternUnits: "userSpaceOnUse" };
  return makeSvg("pattern", attributes, ...lines);
}

/** The hidden drawing with the hatches of agreement. @param {Payload.Account[]} accounts @returns {{element: SVGElement, fill: (slopes: number[]) => void}} */
export function makeModeHatches(accounts) {
  const definitions = makeSvg("defs");
  let filled = "";
  return {
    element: makeSvg("svg", { class: "kf-definitions", "aria-hidden": "true" }, definitions),
    fill(slopes) {
      if (filled === slopes.join()) return;
      filled = slopes.join();
      const looks = [...AGREEMENT.steps.map(({ givers }) => lookOf(givers)), ...accounts.map((_, at) => lookAlone(at))];
      definitions.replaceChildren(...looks.map((look) => makeHatch(look, readLook(look, slopes))));
    },
  };
}

/**
 * Dress two paths of one shape: its tint, and over it its hatch with the line around it.
 * @param {SVGElement} tint
 * @param {SVGElement} marks
 * @param {string} look
 * @param {number[]} slopes
 */
export function dressMode(tint, marks, look, slopes) {
  const { fill, tint: opacity, slopes: own } = readLook(look, slopes);
  tint.style.fill = fill;
  tint.style.fillOpacity = String(opacity);
  tint.style.stroke = "none";
  marks.style.fill = own.length ? `url(#${hatchId(look)})` : "none";
  marks.style.fillOpacity = "1";
  marks.style.stroke = look.startsWith("held") ? "none" : fill;
  marks.style.strokeWidth = String(AGREEMENT.line);
  marks.style.strokeLinejoin = "round";
}

/** Dress a path as a dated outline, or as that of the shown day. @param {SVGElement} path @param {string} look */
export function dressLine(path, look) {
  const [kind, index] = look.split("/");
  const { weight, opacity } = kind === "now" ? DAYS.now : DAYS.outline;
  path.style.fill = "none";
  path.style.stroke = kind === "now" ? "var(--kf-ink)" : colourOf(Number(index));
  path.style.strokeWidth = String(weight);
  path.style.strokeOpacity = String(opacity);
  path.style.strokeLinejoin = "round";
}

/** The swatch of a look. @param {string} look @param {number[]} slopes @returns {SVGElement} */
export function makeModeSwatch(look, slopes) {
  const svg = makeSvg("svg", { viewBox: "0 0 30 18", class: "kf-swatch", "aria-hidden": "true" });
  if (look.startsWith("line") || look.startsWith("now")) {
    const line = makeSvg("path", { d: "M2 9H28" });
    dressLine(line, look);
    svg.append(line);
    return svg;
  }
  const [tint, marks] = [0, 1].map(() => makeSvg("rect", { x: 2, y: 2, width: 26, height: 14, rx: 1.5 }));
  dressMode(tint, marks, look, slopes);
  if (look.startsWith("held")) marks.style.stroke = "var(--kf-hairline)";
  svg.append(tint, marks);
  return svg;
}
