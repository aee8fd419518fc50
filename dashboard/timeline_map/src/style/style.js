/** How things look: light or dark, and the drawing of each account on map, legend and chart. */
import { makeSvg } from "../util/dom.js";
import { AGES, EDGES, GHOST, MAKERS, READING } from "./made_table.js";

/**
 * @typedef {object} Theme
 * @property {(choice: "light" | "dark" | null) => "light" | "dark"} resolve
 * @property {(choice: "light" | "dark" | null) => boolean} apply
 * @property {() => Record<string, string>} palette
 */

/** @typedef {Record<string, string>} Palette */

const NAMES = [
  "paper",
  "ink",
  "land",
  "outside",
  "foreign",
  "border",
  "oblast",
  "district",
  "water",
  "road",
  "rail",
  "pipeline",
  "label",
  "halo",
  "area-label",
  "dot",
];

/** @param {string} colour "#rrggbb" or "rgb(r, g, b)" @returns {"light" | "dark" | null} */
function judgeColour(colour) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour.trim());
  const parts = hex ? hex.slice(1).map((two) => parseInt(two, 16)) : colour.match(/\d+/g);
  if (!parts || parts.length < 3) return null;
  const [red, green, blue] = parts.map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

/** The theme that Streamlit's component library wrote into the page, if it did. */
function readHostTheme() {
  const style = getComputedStyle(document.documentElement);
  return judgeColour(style.getPropertyValue("--background-color"));
}

/**
 * @param {HTMLElement} root
 * @param {Payload.Account[]} accounts
 * @param {AbortSignal} gone
 * @param {() => void} changed called when the host's or the system's theme changes
 * @param {((theme: "light" | "dark") => void) | null} tell the page around the map
 * @returns {Theme}
 */
export function createTheme(root, accounts, gone, changed, tell) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let host = readHostTheme();
  let shown = /** @type {"light" | "dark" | ""} */ ("");

  function listen(/** @type {MessageEvent} */ event) {
    const message = event.data;
    if (message?.type !== "streamlit:render" || !message.theme) return;
    const base = message.theme.base === "dark" ? "dark" : "light";
    if (base === host) return;
    host = base;
    changed();
  }
  window.addEventListener("message", listen, { signal: gone });
  system.addEventListener("change", changed, { signal: gone });

  return {
    resolve: (choice) =>
      (root.hasAttribute("data-paper") && "light") || choice || host || (system.matches ? "dark" : "light"),
    apply(choice) {
      const name = this.resolve(choice);
      if (name === shown) return false;
      shown = name;
      root.dataset.theme = name;
      tell?.(name);
      accounts.forEach((account, index) => {
        root.style.setProperty(`--kf-account-${index}`, account[name]);
      });
      return true;
    },
    palette() {
      const style = getComputedStyle(root);
      const entries = NAMES.map((name) => [name, style.getPropertyValue(`--kf-${name}`).trim()]);
      const colours = accounts.map((account, index) => [`account-${index}`, shown && account[shown]]);
      return { ...Object.fromEntries([...entries, ...colours]), font: style.fontFamily };
    },
  };
}

/** By how much the words on the map are larger than at a desk. @param {Palette} palette */
export const roomOf = (palette) => Number(palette.room) || 1;

/**
 * Dress what is drawn in a palette, and anew where its words are to be of another size, as in a room.
 * @param {HTMLElement} root
 * @param {{restyle: (palette: Palette) => void}[]} dressed
 */
export function createDress(root, dressed) {
  let palette = /** @type {Palette | null} */ (null);
  let room = "";
  const read = () => getComputedStyle(root).getPropertyValue("--kf-room-words").trim();
  function restyle(/** @type {Palette} */ next) {
    palette = next;
    room = read();
    for (const one of dressed) one.restyle({ ...next, room });
  }
  return { restyle, resize: () => void (palette && read() !== room && restyle(palette)) };
}

/** @param {number} index @param {"firm" | "contested"} edge @param {number} maker */
const patternId = (index, edge, maker) => `kf-hatch-${index}-${edge}-${maker}`;

/**
 * The place of a claim's maker among those of the style table: each has a hatch and dashes of its own.
 * @param {Payload.Claim | null} claim
 * @param {Payload.Frames} payload
 */
export const makerOf = (claim, { series }) => (claim && series.find(({ id }) => id === claim.series)?.maker) || 0;

/** The dashes of an account's line: a mapper's own, else the account's. @param {Payload.Account} account @param {number} maker */
export const dashOf = (account, maker) => MAKERS[maker].dash || account.dash;

/** @param {number} index of an account, -1 for the reading @returns {string} its colour, which the theme sets */
export const colourOf = (index) => (index < 0 ? "var(--kf-reading)" : `var(--kf-account-${index})`);

/** @param {number} index @param {"firm" | "contested"} edge @param {number} maker @param {number} opacity */
function makeHatch(index, edge, maker, opacity) {
  const { gap, weight, share } = EDGES[edge].hatch;
  const line = makeSvg("path", { d: `M0 0V${gap}` });
  line.style.stroke = colourOf(index);
  line.style.strokeWidth = String(weight);
  line.style.strokeOpacity = String(opacity * share);
  const attributes = {
    id: patternId(index, edge, maker),
    width: gap,
    height: gap,
    patternUnits: "userSpaceOnUse",
    patternTransform: `rotate(${MAKERS[maker].slope})`,
  };
  return makeSvg("pattern", attributes, line);
}

/**
 * The hidden drawing that holds every hatch; map, legend and chart refer to it by id.
 * @param {Payload.Account[]} accounts
 * @returns {SVGElement}
 */
export function makeHatches(accounts) {
  const definitions = makeSvg("defs");
  accounts.forEach((account, index) => {
    if (account.fill !== "hatch") return;
    for (const maker of MAKERS.keys()) {
      definitions.append(makeHatch(index, "firm", maker, account.fill_opacity));
      definitions.append(makeHatch(index, "contested", maker, account.fill_opacity));
    }
  });
  return makeSvg("svg", { class: "kf-definitions", "aria-hidden": "true" }, definitions);
}

/**
 * Dress a path as an account's held area. A fill that is not seen still catches the pointer.
 * @param {SVGElement} path
 * @param {Payload.Account} account
 * @param {number} index
 * @param {"firm" | "contested"} edge
 * @param {string} look the class of its age, or "ghost"
 * @param {number} maker whose drawing of its account's
 */
export function dressArea(path, account, index, edge, look, maker) {
  if (look === "ghost") return dressGhost(path, index);
  const [kept, age] = [EDGES[edge], AGES[Number(look)]]; // what it keeps of its fill and its line
  const style = path.style;
  style.stroke = colourOf(index);
  style.strokeWidth = String(account.weight * kept.weight);
  const dash = dashOf(account, maker);
  style.strokeDasharray = kept.dash || dash;
  style.strokeLinecap = dash && !kept.dash ? "butt" : "round";
  style.strokeLinejoin = "round";
  style.fill = account.fill === "hatch" ? `url(#${patternId(index, edge, maker)})` : colourOf(index);
  style.strokeOpacity = age.line < 1 ? String(age.line) : "";
  if (account.fill === "hatch") style.fillOpacity = String(age.fill);
  else if (account.fill === "none") style.fillOpacity = "0";
  else style.fillOpacity = String(account.fill_opacity * kept.fill * age.fill);
}

/**
 * Dress a path as the last area of an account that now gives words without a figure.
 * @param {SVGElement} path
 * @param {number} index
 */
function dressGhost(path, index) {
  const style = path.style;
  style.stroke = colourOf(index);
  style.strokeWidth = String(GHOST.weight);
  style.strokeDasharray = GHOST.dash;
  style.strokeLinecap = GHOST.cap;
  style.strokeOpacity = String(GHOST.opacity);
  style.fill = colourOf(index);
  style.fillOpacity = "0";
}

/** In which look a figure is drawn: its age, or the ghost of what it last was. @param {Payload.Figure | null} figure @param {number} age days */
export const lookOfFigure = (figure, age) =>
  figure?.words && !figure.areas.length ? "ghost" : String(AGES.findIndex(({ days }) => age <= days));

/**
 * The swatch of an account: a small area drawn exactly as on the map.
 * @param {Payload.Account} account
 * @param {number} index
 * @param {number} maker
 * @param {string} look
 * @returns {SVGElement}
 */
export function makeAccountSwatch(account, index, maker = 0, look = "0") {
  const shape = makeSvg("rect", { x: 2, y: 2, width: 26, height: 14, rx: 1.5 });
  dressArea(shape, account, index, "firm", look, maker);
  return makeSvg("svg", { viewBox: "0 0 30 18", class: "kf-swatch", "aria-hidden": "true" }, shape);
}

/** Dress a path as the ground within an outline of the reading. @param {SVGElement} path @param {boolean} even */
export function dressReading(path, even) {
  path.style.fill = "var(--kf-reading)";
  path.style.fillOpacity = String(READING.tint);
  path.style.stroke = even ? "var(--kf-reading)" : "none";
  path.style.strokeWidth = String(READING.line.weight);
  path.style.strokeDasharray = READING.line.dash;
  path.style.strokeLinejoin = "round";
}

/** The swatch of the reading of the places. @returns {SVGElement} */
export function makeReadingSwatch() {
  const shape = makeSvg("rect", { x: 2, y: 2, width: 26, height: 14, rx: 1.5 });
  dressReading(shape, true);
  shape.style.fillOpacity = String(2 * READING.tint);
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
