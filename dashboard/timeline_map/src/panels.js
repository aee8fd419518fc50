/** Beside the map: buttons that copy a citation or a link, folds that fetch lines, and downloads that wait. */
import { writeInto } from "./connection.js";
import { copyWords } from "./util/taking.js";

/** @import { Format } from "./util/format.js" */

const TOLD_MS = 2000; // for which a button says that it copied
const FOLD = "details[data-fold]";
const LINK = "a.kf-lines"; // what a fold holds until its lines have come
const open = /** @type {Map<string, Element[]>} */ (new Map()); // folds by their names, and what each showed last
const tried = /** @type {WeakSet<Element>} */ (new WeakSet());

// Of downloads the page's half is dashboard/page/downloads.py: a hidden field beside the buttons, and the word that
// was last read from it. What is written there reaches the server after every earlier choice.
const PLACES = "st-key-downloads_";
const PLACE = `[class*=${PLACES}]`;
const BUTTON = "[data-testid=stDownloadButton] button";
const ASKED = "[class*=st-key-asks_] input";
const LOOK_MS = 30;
const PATIENCE_MS = 30_000; // nobody expects a file any more

/**
 * @param {Window & typeof globalThis} page with the panels
 * @param {Format} format
 * @param {AbortSignal} gone
 */
function watchCopies(page, format, gone) {
  const press = async (/** @type {MouseEvent} */ event) => {
    const target = /** @type {Element} */ (event.target); // of the page, which has classes of its own
    const button = /** @type {HTMLElement | null} */ (target.closest?.("[data-copy]"));
    const what = button?.dataset.copy;
    if (!button || !what) return;
    const cited = button.parentElement?.querySelector("q")?.textContent ?? "";
    await copyWords(page, what === "cite" ? cited : `${page.location.origin}${page.location.pathname}${what}`);
    const words = button.textContent;
    button.textContent = format.say("copied");
    setTimeout(() => (button.textContent = words), TOLD_MS);
  };
  page.document.addEventListener("click", press, { signal: gone });
}

/** What a fold shows below its heading; not the link to its lines. @param {Element} fold */
const listLines = (fold) => [...fold.children].filter((one) => !one.matches(`summary, ${LINK}`));

/**
 * Fetch what a fold opens on; where there is no server, its link stays. It is our server's page, in
 * which all that is from data is escaped; no script in it runs.
 * @param {Window & typeof globalThis} page
 * @param {HTMLAnchorElement} link
 * @returns {Promise<Element[]>}
 */
async function fetchLines(page, link) {
  try {
    const response = await page.fetch(link.href);
    if (!response.ok) return [link];
    const read = new DOMParser().parseFromString(await response.text(), "text/html");
    return [...read.body.children].map((one) => page.document.adoptNode(one));
  } catch {
    return [link];
  }
}

/**
 * A fold whose panel is written anew, for another date, opens again by itself. It shows the lines
 * that it had until those of the date are there, so that nothing jumps.
 * @param {Window & typeof globalThis} page
 * @param {AbortSignal} gone
 */
function watchFolds(page, gone) {
  const nameOf = (/** @type {HTMLElement} */ fold) => String(fold.dataset.fold);

  /** @param {HTMLDetailsElement} fold */
  async function fill(fold) {
    const link = /** @type {HTMLAnchorElement | null} */ (fold.querySelector(LINK));
    if (!link || fold.ariaBusy) return;
    tried.add(fold);
    fold.ariaBusy = "true";
    const former = open.get(nameOf(fold)) ?? [];
    if (former.length) link.replaceWith(...former);
    const lines = await fetchLines(page, link);
    if (!fold.isConnected) return; // by now another date is shown
    fold.ariaBusy = null;
    for (const one of listLines(fold)) one.remove();
    link.remove();
    fold.append(...lines);
    if (open.has(nameOf(fold))) open.set(nameOf(fold), listLines(fold));
  }

  const hear = (/** @type {Event} */ event) => {
    const fold = /** @type {HTMLDetailsElement} */ (event.target); // of the page, which has classes of its own
    if (!fold.matches?.(FOLD) || !fold.isConnected) return;
    if (!fold.open) {
      open.delete(nameOf(fold));
      return;
    }
    if (!open.has(nameOf(fold))) open.set(nameOf(fold), listLines(fold));
    fill(fold);
  };
  const openAgain = () => {
    if (!open.size) return;
    for (const one of page.document.querySelectorAll(FOLD)) {
      const fold = /** @type {HTMLDetailsElement} */ (one);
      if (tried.has(fold) || !open.has(nameOf(fold))) continue;
      fold.open = true;
      fill(fold);
    }
  };
  const watcher = new page.MutationObserver(openAgain);
  watcher.observe(page.document.body, { childList: true, subtree: true });
  gone.addEventListener("abort", () => watcher.disconnect());
  page.document.addEventListener("toggle", hear, { capture: true, signal: gone });
  for (const fold of page.document.querySelectorAll(`${FOLD}[open]`)) fold.dispatchEvent(new page.Event("toggle"));
}

/**
 * @param {Window & typeof globalThis} page with the panels
 * @param {Format} format
 * @param {AbortSignal} gone
 */
export function watchPanels(page, format, gone) {
  watchCopies(page, format, gone);
  watchFolds(page, gone);
}

/** A click on a download waits until the page has caught up with all that was chosen before it. @param {Window & typeof globalThis} host the page around the map @param {AbortSignal} gone */
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
    const name = [...(button?.closest(PLACE)?.classList ?? [])].find((one) => one.startsWith(PLACES));
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
