/** The server behind the page: when it goes away the map works on, when it comes back the page goes on. */
import { createStrip } from "./failure.js";

/** @import { Format } from "./util/format.js" */

/**
 * The way to the server behind the page.
 * @typedef {object} Connection
 * @property {() => void} answered The server has spoken.
 */

const PATIENCE_MS = 1500; // before a reader is told: most cuts are shorter
const ANSWER_MS = 12_000; // for a whole run of the page on a new session
const LOOK_MS = 5000;
const SLEEP_MS = 90_000; // a longer gap between two looks: the machine was asleep
const ONCE_MS = 60_000; // between two reloads
const RELOADED = "kursk-front:reloaded";
// How Streamlit says in its page whether it is connected, and the field that brings about a whole run.
const APP = "[data-testid=stApp]";
const STATE = "data-test-connection-state";
const AGAIN = ".st-key-again .st-key-link input";
const DIALOG = "[data-testid=stDialog]";
const COMMAND = "[data-testid=stErrorCodeBlock]"; // only in a dialog on a lost connection or a broken script

/**
 * Streamlit lays a dialog over everything when it finds no server; it names a program that is not
 * ours, and takes the keys from the map. What it says stands in our strip.
 * @param {Window & typeof globalThis} host
 */
function createGuard(host) {
  const page = host.document.documentElement;
  const close = () => {
    const dialog = host.document.querySelector(`${DIALOG}:has(${COMMAND})`);
    const button = /** @type {HTMLElement | null | undefined} */ (dialog?.querySelector("[role=dialog] > button"));
    button?.click();
  };
  const watcher = new MutationObserver(close);
  return {
    /** @param {boolean} away */
    set(away) {
      page.toggleAttribute("data-kf-away", away);
      if (away) watcher.observe(host.document.body, { childList: true });
      else watcher.disconnect();
    },
  };
}

/** Whether somebody answers where the page came from. @returns {Promise<boolean>} */
async function findServer() {
  try {
    const health = new URL("../../_stcore/health", window.location.href);
    return (await fetch(health, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/**
 * Write into a field of the page around the map as a hand would; Streamlit then runs what the field stands in. That is
 * done in a task of its own: of all that changes in one task Streamlit runs the fragment of the first change alone.
 * @param {Window & typeof globalThis} host
 * @param {string} place selector of the field
 * @param {string} text
 */
export function writeInto(host, place, text) {
  setTimeout(() => write(host, place, text));
}

/** @param {Window & typeof globalThis} host @param {string} place @param {string} text */
function write(host, place, text) {
  const field = /** @type {HTMLInputElement | null} */ (host.document.querySelector(place));
  if (!field) return;
  Object.getOwnPropertyDescriptor(host.HTMLInputElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new host.Event("input", { bubbles: true }));
  field.dispatchEvent(new host.KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
}

/**
 * What brings the page back after a cut: a whole run, and where no answer comes one reload.
 * @param {Window & typeof globalThis} host
 * @param {{isThere: () => boolean, save: () => string, lost: () => void}} page
 */
function createRescue(host, { isThere, save, lost }) {
  let waiting = 0; // for an answer

  /**
   * The session may be gone: the page asks for a whole run, which makes a new one where it must. Streamlit
   * would give it the address with which the page was opened, so it is told the present one; with a number,
   * for a field that holds the same is not sent.
   */
  function ask() {
    clearTimeout(waiting);
    waiting = window.setTimeout(reload, ANSWER_MS);
    writeInto(host, AGAIN, `${Date.now()} ${save()}`);
  }

  /** Nothing came back, though somebody is there: the address leads to what is shown. */
  async function reload() {
    waiting = 0;
    if (!isThere() || !(await findServer())) {
      waiting = window.setTimeout(isThere() ? ask : () => undefined, LOOK_MS);
      return;
    }
    save();
    const before = Number(host.sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - before < ONCE_MS) return lost();
    host.sessionStorage.setItem(RELOADED, String(Date.now()));
    host.location.reload();
  }

  function rest() {
    clearTimeout(waiting);
    waiting = 0;
  }
  return { ask, rest };
}

/**
 * @param {Window & typeof globalThis} host the page around the map
 * @param {{root: HTMLElement, format: Format, save: () => string, insist: () => void, gone: AbortSignal}} page `save` puts all
 *   that is shown into the address, and gives it; `insist` tells again what was told while nobody was there
 * @returns {Connection}
 */
export function watchConnection(host, { root, format, save, insist, gone }) {
  const app = host.document.querySelector(APP);
  const strip = createStrip(root, format, "away");
  const tell = (/** @type {string[]} */ ...keys) => strip.say(keys.map((key) => format.say(key)).join(" "));
  const guard = createGuard(host);
  let away = false;
  let patience = 0;
  let looked = Date.now();

  const isThere = () => app?.getAttribute(STATE) === "CONNECTED";
  const rescue = createRescue(host, { isThere, save, lost: () => tell("lost") });

  function look() {
    if (isThere() === !away) return;
    away = !away;
    guard.set(away);
    clearTimeout(patience);
    rescue.rest();
    if (away) patience = window.setTimeout(() => tell("away", "away_remedy"), PATIENCE_MS);
    else {
      strip.hide();
      rescue.ask();
      insist();
    }
  }

  const watcher = new MutationObserver(look);
  if (app) watcher.observe(app, { attributeFilter: [STATE] });
  const clock = window.setInterval(() => {
    const slept = Date.now() - looked > SLEEP_MS;
    looked = Date.now();
    if (slept && isThere()) rescue.ask();
  }, LOOK_MS);
  const end = () => {
    clearTimeout(patience);
    rescue.rest();
    clearInterval(clock);
    watcher.disconnect();
    guard.set(false);
  };
  window.addEventListener("pagehide", end, { signal: gone });
  gone.addEventListener("abort", end);
  return {
    answered() {
      rescue.rest();
      if (!away) strip.hide();
    },
  };
}
