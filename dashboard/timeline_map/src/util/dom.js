/** Builders of HTML and SVG elements. Data goes in as text or attribute values, never as markup. */

const SVG = "http://www.w3.org/2000/svg";
let pen = /** @type {CanvasRenderingContext2D | null} */ (null); // made when it is first asked for
const ICONS = {
  first: "M5 4v12M16 4l-8 6 8 6z",
  previous: "M13 4l-8 6 8 6z",
  next: "M7 4l8 6-8 6z",
  last: "M15 4v12M4 4l8 6-8 6z",
  play: "M5 3l12 7-12 7z",
  pause: "M6 4v12M14 4v12",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  layers: "M10 3l8 4-8 4-8-4zM2 11l8 4 8-4",
  compare: "M3 3h9v9H3zM8 8h9v9H8z",
  loop: "M5 8V5h10v6M12 8l3 3 3-3M15 13v2H5V9M8 12L5 9l-3 3",
  swap: "M6 4L3 7l3 3M3 7h12M14 10l3 3-3 3M17 13H5",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 8v8",
  close: "M5 5l10 10M15 5L5 15",
  calendar: "M3 5h14v12H3zM3 9h14M7 3v4M13 3v4",
  share: "M10 13V3M6 6.5L10 3l4 3.5M5 9H4v8h12V9h-1",
  help: "M7 7a3 3 0 1 1 4 3c-1 .5-1 1-1 2M10 15v1",
};

/**
 * @param {Element} element
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const none = value === null || value === undefined || value === false;
    const words = none ? null : value === true ? "" : String(value);
    if (words === element.getAttribute(name)) continue; // written again it would cost what a change costs
    if (words === null) element.removeAttribute(name);
    else element.setAttribute(name, words);
  }
}

/**
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes || {});
  element.append(...children);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  setAttributes(element, attributes || {});
  element.append(...children);
  return element;
}

/**
 * Write text only when it differs, so that an unchanged frame costs no layout.
 * @param {Node} node
 * @param {string} words
 */
export function setText(node, words) {
  const first = /** @type {Text | null} */ (node.firstChild);
  if (first && first.nodeType === Node.TEXT_NODE && !first.nextSibling) {
    if (first.data !== words) first.data = words;
  } else if (node.textContent !== words) node.textContent = words;
}

const RANGE = /(\d[\d.,\u00a0\u202f]*–\d[^ ]*)/; // with its unit, which a hard space joins

/** Words, and at every second place the ranges in them. @param {string} words */
export const splitRanges = (words) => words.split(RANGE);

/** Words in which a line never breaks inside a range. @param {string} words @returns {(Node | string)[]} */
export const keepWhole = (words) =>
  splitRanges(words).map((part, place) => (place % 2 ? make("span", { class: "kf-whole" }, part) : part));

const widths = /** @type {Map<string, number>} */ (new Map());
let face = "";

/** Letters that come late are of another width: what was measured counts no more. */
export function forgetWidths() {
  widths.clear();
  face = "";
}

/**
 * How wide words stand in the face of the map, whatever their script. The face is asked for once: in the midst of a
 * drawing the page's style has to be worked out for that alone.
 * @param {string} words
 * @param {number} size pixels
 * @param {number} [weight]
 * @returns {number} pixels
 */
export function measureText(words, size, weight = 400) {
  const key = `${weight} ${size} ${words}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const root = document.querySelector(".kf");
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen || !root) return words.length * size * 0.55;
  face ||= getComputedStyle(root).fontFamily;
  pen.font = `${weight} ${size}px ${face}`;
  const { width } = pen.measureText(words);
  widths.set(key, width);
  return width;
}

/** @param {keyof typeof ICONS} name @returns {SVGElement} */
export function icon(name) {
  const path = makeSvg("path", { d: ICONS[name] });
  return makeSvg("svg", { viewBox: "0 0 20 20", class: "kf-icon", "aria-hidden": "true" }, path);
}

/**
 * A button with an icon; its label is the tooltip and the accessible name.
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} onPress
 * @param {string} [word] of the label, which stands under the icon where there is room
 * @returns {HTMLButtonElement}
 */
export function iconButton(name, label, onPress, word) {
  const attributes = { type: "button", class: "kf-button", title: label, "aria-label": label };
  const button = make("button", attributes, icon(name), ...(word ? [make("span", { class: "kf-word" }, word)] : []));
  button.dataset.icon = name;
  button.addEventListener("click", onPress);
  return button;
}

/**
 * A button with a word on it; the title says more.
 * @param {string} words
 * @param {string} title
 * @param {() => void} onPress
 * @returns {HTMLButtonElement}
 */
export function textButton(words, title, onPress) {
  const button = make("button", { type: "button", class: "kf-button kf-text", title }, words);
  button.addEventListener("click", onPress);
  return button;
}

/** @param {HTMLButtonElement} button @param {keyof typeof ICONS} name @param {string} label */
export function changeIcon(button, name, label) {
  if (button.dataset.icon === name) return;
  button.dataset.icon = name;
  button.replaceChildren(icon(name));
  setAttributes(button, { title: label, "aria-label": label });
}

/** The address of a file that this page holds itself. @param {string} text @param {string} type */
export const makeFile = (text, type) => URL.createObjectURL(new Blob([text], { type }));
