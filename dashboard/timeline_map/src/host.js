/** The page around the map: it is told what the reader sees before a control of its own acts. */
import { holdDownloads } from "./downloads.js";

const ACTS = ["pointerdown", "keydown", "click", "input", "change", "focusout"];
const OWN = "[class*=st-key-again], [class*=st-key-asks_]"; // the fields that the map itself writes into
let told = 0; // how often the page around the map had set its controls anew, as it was last told

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

/** How often the page around the map has set its controls anew, as far as they show it. */
function countSettings() {
  const mark = /** @type {HTMLElement | null} */ (findHost()?.document.querySelector("[data-kf-shown]"));
  return Number(mark?.dataset.kfShown ?? 0);
}

/**
 * Give the page around the map a message, in Streamlit's form of it, before this returns: in the
 * browser's queue a click on a control of the page would overtake it.
 * @param {KurskMessage} message
 */
export function tellHost(message) {
  told = countSettings();
  const value = { ...message, shown: told };
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
  const unloaded = new AbortController();
  const act = (/** @type {Event} */ event) => {
    const at = event.target instanceof host.Element ? event.target : null;
    if (at?.closest(OWN)) return;
    if (rests && isWork(event) && at?.closest(rests)) rest();
    flush(countSettings() !== told);
  };
  const when = { capture: true, passive: true, signal: AbortSignal.any([gone, unloaded.signal]) };
  for (const name of ACTS) host.document.addEventListener(name, act, when);
  holdDownloads(host, when.signal);
  window.addEventListener("pagehide", () => unloaded.abort(), { signal: gone });
}
