/** How each account is drawn: one description for map, legend and chart. */
import { makeSvg } from "../util/dom.js";

/** @param {number} index @param {"firm" | "contested"} edge */
const patternId = (index, edge) => `kf-hatch-${index}-${edge}`;

/** @param {number} index @returns {string} the account's colour, which the theme sets */
export const colourOf = (index) => `var(--kf-account-${index})`;

/** @param {number} index @param {"firm" | "contested"} edge @param {number} opacity */
function makeHatch(index, edge, opacity) {
  const gap = edge === "firm" ? 6 : 9;
  const line = makeSvg("path", { d: `M0 0V${gap}` });
  line.style.stroke = colourOf(index);
  line.style.strokeWidth = edge === "firm" ? "1.6" : "1";
  line.style.strokeOpacity = String(edge === "firm" ? opacity : opacity * 0.65);
  const attributes = {
    id: patternId(index, edge),
    width: gap,
    height: gap,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  };
  return makeSvg("pattern", attributes, line);
}

/**
 * The hidden drawing that holds every hatch; map, legend and chart refer to it by id.
 * @param {any[]} accounts
 * @returns {SVGElement}
 */
export function makeHatches(accounts) {
  const definitions = makeSvg("defs");
  accounts.forEach((account, index) => {
    if (account.fill !== "hatch") return;
    definitions.append(makeHatch(index, "firm", account.fill_opacity));
    definitions.append(makeHatch(index, "contested", account.fill_opacity));
  });
  return makeSvg("svg", { class: "kf-definitions", "aria-hidden": "true" }, definitions);
}

/**
 * Dress a path as an account's held area. A fill that is not seen still catches the pointer.
 * @param {SVGElement} path
 * @param {any} account
 * @param {number} index
 * @param {"firm" | "contested"} edge
 */
export function dressArea(path, account, index, edge) {
  const firm = edge === "firm";
  const style = path.style;
  style.stroke = colourOf(index);
  style.strokeWidth = String(firm ? account.weight : account.weight * 0.7);
  style.strokeDasharray = firm ? account.dash : "1 4";
  style.strokeLinecap = firm && account.dash ? "butt" : "round";
  style.strokeLinejoin = "round";
  style.fill = account.fill === "hatch" ? `url(#${patternId(index, edge)})` : colourOf(index);
  if (account.fill === "hatch") style.fillOpacity = "1";
  else if (account.fill === "none") style.fillOpacity = "0";
  else style.fillOpacity = String(firm ? account.fill_opacity : account.fill_opacity * 0.4);
}

/**
 * The swatch of an account: a small area drawn exactly as on the map.
 * @param {any} account
 * @param {number} index
 * @returns {SVGElement}
 */
export function makeAccountSwatch(account, index) {
  const shape = makeSvg("rect", { x: 2, y: 2, width: 26, height: 14, rx: 1.5 });
  dressArea(shape, account, index, "firm");
  return makeSvg("svg", { viewBox: "0 0 30 18", class: "kf-swatch", "aria-hidden": "true" }, shape);
}

/**
 * A claim's mark as path data.
 * @param {string} symbol
 * @param {number} x
 * @param {number} y
 * @param {number} r half the width, pixels
 */
export function symbolPath(symbol, x, y, r) {
  const at = (/** @type {number} */ value) => value.toFixed(1);
  if (symbol === "square") {
    return `M${at(x - r)} ${at(y - r)}h${2 * r}v${2 * r}h${-2 * r}z`;
  }
  if (symbol === "diamond") {
    const d = r * 1.3;
    return `M${at(x)} ${at(y - d)}l${d} ${d}l${-d} ${d}l${-d} ${-d}z`;
  }
  if (symbol === "triangle") {
    return `M${at(x)} ${at(y - r * 1.2)}l${r * 1.2} ${r * 2.1}h${-r * 2.4}z`;
  }
  return `M${at(x - r)} ${at(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}
