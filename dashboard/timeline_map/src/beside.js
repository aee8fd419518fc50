/** The controls beside the map: which of the page's settings they show, and when they can be used. */

/**
 * How often a session has set its controls anew.
 * @typedef {object} MapSettings
 * @property {string | undefined} talk of that session with the map
 * @property {number} count
 */

// What stands after the controls: it says as often as they have been set, in which talk, and in which language they are.
const MARK = "[data-kf-shown]";
const CHOSEN = ".st-key-language [role=radio][aria-checked=true]"; // the language that is to be
const WRITTEN = `[data-testid=stColumn]:has(${MARK}), .st-key-about`;
const SURE_MS = 250; // a control learns what it is set to some tasks after it is there
const TURN_MS = 30_000; // a page that takes longer to turn into another language is not turning
const WHEN = {
  childList: true,
  subtree: true,
  attributeFilter: ["aria-checked", "data-kf-shown", "data-kf-talk", "data-kf-words"],
};

let sure = /** @type {MapSettings} */ ({ talk: "", count: 0 });

/** The settings that the controls show for certain; the same object until there are others. */
export const listShown = () => sure;

/** @param {Document} document @returns {DOMStringMap | undefined} */
const readMark = (document) => /** @type {HTMLElement | null} */ (document.querySelector(MARK))?.dataset;

/** @param {Document} document */
function createCount(document) {
  let seen = sure;
  return () => {
    const mark = readMark(document);
    const now = { talk: mark?.kfTalk, count: Number(mark?.kfShown) };
    if (!mark || (now.talk === seen.talk && now.count === seen.count)) return;
    seen = now;
    setTimeout(() => (sure = now), SURE_MS);
  };
}

/**
 * Streamlit names what is chosen by its label, and knows those of the last run alone. So from the choice of a language
 * until all is written in it nothing else can be chosen: it would be lost without a word.
 * @param {Document} document
 */
function createPause(document) {
  let ended = false;
  let until = 0; // while the page turns: how long what stands there waits
  const waits = /** @type {Set<Element>} */ (new Set()); // found by a mark that may be elsewhere once it is over
  const isTurning = () => {
    const chosen = document.querySelector(CHOSEN)?.textContent;
    const mark = readMark(document);
    return chosen && mark ? chosen !== mark.kfWords : until > 0; // a mark that takes another place is gone for a while
  };
  function look() {
    const turns = isTurning();
    if (ended || (!turns && !until)) return;
    if (!until) setTimeout(look, TURN_MS);
    until = turns ? until || performance.now() + TURN_MS - 1 : 0;
    const held = performance.now() < until;
    if (held) for (const one of document.querySelectorAll(WRITTEN)) waits.add(one);
    hold(held);
  }
  function hold(/** @type {boolean} */ held) {
    for (const one of waits) {
      one.toggleAttribute("inert", held);
      one.ariaBusy = held ? "true" : null;
    }
    if (!held) waits.clear();
  }
  /** Who watches next finds out anew, and knows of none that wait. */
  function end() {
    ended = true;
    hold(false);
  }
  return { look, end };
}

/** @param {Window & typeof globalThis} page around the map @param {AbortSignal} gone */
export function watchControls({ document, MutationObserver: Observer }, gone) {
  const count = createCount(document);
  const pause = createPause(document);
  const look = () => {
    count();
    pause.look();
  };
  const watcher = new Observer(look);
  watcher.observe(document.body, WHEN);
  gone.addEventListener("abort", () => {
    watcher.disconnect();
    pause.end();
  });
  look();
}
