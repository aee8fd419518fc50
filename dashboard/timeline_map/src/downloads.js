/** Downloads of the page around the map: a click waits until the page has caught up with all that was chosen before it. */
import { writeInto } from "./connection.js";

// The page's half is dashboard/page/downloads.py: a hidden field beside the buttons, and the word that
// was last read from it. What is written there reaches the server after every earlier choice.
const NAME = "st-key-downloads_";
const PLACE = `[class*=${NAME}]`;
const BUTTON = "[data-testid=stDownloadButton] button";
const ASKED = "[class*=st-key-asks_] input";
const LOOK_MS = 30;
const PATIENCE_MS = 30_000; // nobody expects a file any more

/** @param {Window & typeof globalThis} host the page around the map @param {AbortSignal} gone */
export function holdDownloads(host, gone) {
  const { document } = host;
  let passing = /** @type {Element | null} */ (null);
  let waits = ""; // for which word

  /** @param {string} place selector @param {number} number of the button there @param {string} word @param {number} end */
  function press(place, number, word, end) {
    if (gone.aborted || waits !== word || performance.now() > end) return;
    if (!document.querySelector(`${place} [data-kf-answer='${word}']`))
      return void setTimeout(() => press(place, number, word, end), LOOK_MS);
    waits = "";
    const button = /** @type {HTMLElement | undefined} */ (document.querySelectorAll(`${place} ${BUTTON}`)[number]);
    passing = button ?? null;
    button?.click(); // where none is left, what it offered is no longer what is chosen
    passing = null;
  }

  /** @param {MouseEvent} event */
  function hold(event) {
    const button = event.target instanceof host.Element ? event.target.closest(BUTTON) : null;
    const name = [...(button?.closest(PLACE)?.classList ?? [])].find((one) => one.startsWith(NAME));
    const place = `.${name}`;
    if (!button || button === passing || !document.querySelector(`${place} ${ASKED}`)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const number = [...document.querySelectorAll(`${place} ${BUTTON}`)].indexOf(button);
    waits = String(Date.now());
    writeInto(host, `${place} ${ASKED}`, waits);
    press(place, number, waits, performance.now() + PATIENCE_MS);
  }

  document.addEventListener("click", hold, { capture: true, signal: gone });
}
