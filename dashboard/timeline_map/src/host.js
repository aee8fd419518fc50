/** The page around the map: it is told what the reader sees before a control of its own acts. */
import { listShown, watchControls } from "./beside.js";
import { holdDownloads } from "./panels.js";

/**
 * What the timeline is told on mounting; `rests` is the selector of the controls around the map that
 * need what they show to stand still.
 * @typedef {object} MountHooks
 * @property {Payload.MapWish} [state]
 * @property {((message: Payload.MapMessage) => void) | null} [onSettled]
 * @property {number} [settleMs]
 * @property {number} [followMs]
 * @property {string} [rests]
 * @property {string} [home] The dashboard's own address, where this page is a file that knows it.
 */

/** @typedef {Partial<Payload.MapSource> & MountHooks} MountOptions */

const ACTS = ["pointerdown", "keydown", "click", "input", "change", "focusout"];
const OWN = "[class*=st-key-again], [class*=st-key-asks_]"; // the fields that the map itself writes into
// Streamlit sends what changes in one task in one request, which runs the fragment of the first change alone. A dialog
// is of another fragment than the map; what it works on stands still, and was told as it opened.
const DIALOG = "[data-testid=stDialog]";
let told = listShown(); // of the page around the map, as it was last told

/** The window around this one; null where there is none, or it is of another origin. @returns {(Window & typeof globalThis) | null} */
export function findHost() {
  try {
    return window.parent !== window && window.parent.document ? /** @type {any} */ (window.parent) : null;
  } catch {
    return null;
  }
}

/** Say in which language the words are, to screen readers: of this page, and of the one around it. @param {string} locale */
export function tellLanguage(locale) {
  document.documentElement.lang = locale;
  const host = findHost();
  if (host) host.document.documentElement.lang = locale;
}

/** Have the page around the map in the map's scheme: its inks, its scroll bars, its dialogs. @param {"light" | "dark"} theme */
export function tellTheme(theme) {
  const host = findHost();
  if (host) host.document.documentElement.style.colorScheme = theme;
}

const lent = /** @type {{face: FontFace, address: string}[]} */ ([]); // by the page around the map
const FACE_MS = 600; // longest that the first map waits for its letters

/** The rules of a style sheet; those of another origin cannot be read. @param {CSSStyleSheet} sheet */
function readRules(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

/**
 * Write in the letters of the page around the map, whose upright face goes by another name there: a
 * machine need have none of its own. The browser has the file already.
 * @param {string} families the map's own list, of which the first is lent the face
 * @returns {Promise<boolean>} whether it is there in time
 */
export async function borrowFace(families) {
  const host = findHost();
  const family = families.split(",")[0].replace(/["']/g, "");
  if (!host || [...document.fonts].some((face) => face.family.replace(/["']/g, "") === family)) return true;
  const rules = [...host.document.styleSheets].flatMap((sheet) => readRules(/** @type {any} */ (sheet)));
  const loads = rules.flatMap((/** @type {any} */ rule) => {
    if (rule.constructor.name !== "CSSFontFaceRule" || !/source sans/i.test(rule.style.fontFamily)) return [];
    const { src, fontWeight, fontStyle, unicodeRange } = rule.style;
    if (fontStyle === "italic") return [];
    const base = rule.parentStyleSheet.href || host.document.baseURI;
    const place = (/** @type {string} */ _, /** @type {string} */ url) => `url("${new URL(url, base)}")`;
    const range = unicodeRange || "U+0-10FFFF";
    const address = src.replace(/url\("?([^")]+)"?\)/g, place);
    const face = new FontFace(family, address, { weight: fontWeight || "normal", unicodeRange: range });
    document.fonts.add(face);
    lent.push({ face, address });
    return [face.load()];
  });
  const late = new Promise((resolve) => setTimeout(resolve, FACE_MS, false));
  return Promise.race([
    Promise.all(loads).then(
      () => true,
      () => true,
    ),
    late,
  ]);
}

/** The letters that an address of a style sheet names, within the rule itself. @param {string} address */
async function inline(address) {
  const [, url] = /url\("([^"]+)"\)/.exec(address) ?? [];
  const file = await (await fetch(url)).blob();
  const reader = new FileReader();
  const read = new Promise((resolve) => reader.addEventListener("load", resolve));
  reader.readAsDataURL(file);
  await read;
  return `url("${reader.result}")`;
}

/** The rules of a style sheet that bring the lent letters with them, for a picture of the page. */
export async function writeFaces() {
  const used = lent.filter(({ face }) => face.status === "loaded");
  const rules = used.map(async ({ face: { family, weight, unicodeRange }, address }) => {
    const src = await inline(address);
    return `@font-face{font-family:${family};src:${src};font-weight:${weight};unicode-range:${unicodeRange}}`;
  });
  return (await Promise.all(rules)).join("");
}

/** A signal for listeners in the page around the map: it outlives this one. @param {AbortSignal} gone */
function whenUnloaded(gone) {
  const unloaded = new AbortController();
  window.addEventListener("pagehide", () => unloaded.abort(), { signal: gone });
  return AbortSignal.any([gone, unloaded.signal]);
}

/** The page around the map where there is one, and when what listens there has to end. @param {MountOptions} options @param {AbortSignal} gone */
export const findAround = ({ onSettled }, gone) => ({
  host: onSettled ? findHost() : null,
  unloaded: whenUnloaded(gone),
  gone,
});

/**
 * Give the page around the map a message, in Streamlit's form of it, before this returns: in the
 * browser's queue a click on a control of the page would overtake it.
 * @param {Payload.MapMessage} message
 */
export function tellHost(message) {
  told = listShown();
  const value = { ...message, shown: told.talk === message.talk ? told.count : 0 };
  const data = { isStreamlitMessage: true, type: "streamlit:setComponentValue", dataType: "json", value };
  const host = findHost();
  if (host) host.dispatchEvent(new host.MessageEvent("message", { data, source: window }));
  else window.parent.postMessage(data, "*");
}

/** Whether somebody uses a control, and does not merely pass it. @param {Event} event */
const isWork = (event) =>
  event.type === "click" || (event.type === "keydown" && /** @type {KeyboardEvent} */ (event).key !== "Tab");

/**
 * Before anything is done in the page around the map, have that page told what the map shows; and
 * rest the playback where what is clicked works on what stands still.
 * @param {string | undefined} rests selector of the controls that need it
 * @param {AbortSignal} gone
 * @param {(whatever: boolean) => void} flush also without news, where the page's controls have changed
 * @param {() => void} rest
 */
export function watchHost(rests, gone, flush, rest) {
  const host = findHost();
  if (!host) return;
  const act = (/** @type {Event} */ event) => {
    const at = event.target instanceof host.Element ? event.target : null;
    if (at?.closest(OWN) || host.document.querySelector(DIALOG)) return;
    if (rests && isWork(event) && at?.closest(rests)) rest();
    flush(listShown() !== told);
  };
  const when = { capture: true, passive: true, signal: whenUnloaded(gone) };
  for (const name of ACTS) host.document.addEventListener(name, act, when);
  holdDownloads(host, when.signal);
  watchControls(host, when.signal);
}
