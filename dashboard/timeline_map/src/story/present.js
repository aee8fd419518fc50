/** Presenting to a room: full screen, big type, a blank screen, bookmarks on the number keys. */

import { make, setText } from "../util/dom.js";
import { recall, remember } from "../util/local_storage.js";
import { createPresenter } from "./presenter.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Presenter } from "./presenter.js"
 * @import { Story } from "./story.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} BlankScreen
 * @property {() => void} show
 * @property {() => boolean} hide
 */

/**
 * @typedef {object} Present
 * @property {() => boolean} isOn
 * @property {() => boolean} leave
 * @property {() => void} toggle
 * @property {() => void} blank
 * @property {() => boolean} unblank
 * @property {() => void} showNotes The story; presenting: the presenter's window, which the audience does not see.
 * @property {(act: (event: KeyboardEvent) => void) => void} listen What the keys of the presenter's window do.
 * @property {(known: boolean) => void} draw `known`: whether the story is told in hindsight
 */

/**
 * @typedef {object} Bookmarks
 * @property {(number: number) => void} goTo
 * @property {(number: number, date: string) => void} keep
 */

const FLASH_MS = 1800;

/** @param {HTMLElement} root @param {Format} format @returns {BlankScreen} */
function createBlank(root, format) {
  const attributes = { class: "kf-blank", role: "dialog", tabindex: -1, hidden: true };
  const element = make("div", attributes);
  element.setAttribute("aria-label", format.say("blank_label"));
  element.addEventListener("click", hide);
  root.append(element);

  function hide() {
    if (element.hidden) return false;
    element.hidden = true;
    root.focus({ preventScroll: true });
    return true;
  }
  return {
    hide,
    show() {
      element.hidden = false;
      element.focus({ preventScroll: true });
    },
  };
}

/** @param {HTMLElement} room @returns {(words: string) => void} */
export function createFlash(room) {
  const element = make("p", { class: "kf-flash", role: "status" });
  let timer = 0;
  room.append(element);
  return (words) => {
    setText(element, words);
    clearTimeout(timer);
    timer = window.setTimeout(() => setText(element, ""), FLASH_MS);
  };
}

/**
 * @param {Context} context
 * @param {Story} story
 * @param {(words: string) => void} announce
 * @returns {Bookmarks}
 */
export function createBookmarks({ model, format, actions }, story, announce) {
  /** Each is kept by itself: two tabs may set one at the same moment. @param {number} number */
  const nameOf = (number) => `${model.payload.front.id}:bookmarks/${number}`;

  return {
    goTo(number) {
      const own = recall(nameOf(number));
      const day = typeof own === "string" ? model.dayOf(own) : story.dayOf(number - 1);
      if (Number.isInteger(day)) actions.jumpTo(/** @type {number} */ (day));
      else announce(format.say("bookmark_none", { number }));
    },
    keep(number, date) {
      remember(nameOf(number), date);
      announce(format.say("bookmark_set", { number, date: format.longDate(date) }));
    },
  };
}

const IDLE_MS = 2000;

const MOVES = ["pointermove", "pointerdown"];

/** Hide the cursor over the root while it rests, and with it whatever can be pressed. @param {HTMLElement} root */
function createCursor(root) {
  let timer = 0;
  const rest = () => {
    root.dataset.cursor = "hidden";
  };
  function stir() {
    clearTimeout(timer);
    delete root.dataset.cursor;
    timer = window.setTimeout(rest, IDLE_MS);
  }
  return {
    watch() {
      for (const name of MOVES) root.addEventListener(name, stir);
      stir();
    },
    leave() {
      for (const name of MOVES) root.removeEventListener(name, stir);
      clearTimeout(timer);
      delete root.dataset.cursor;
    },
  };
}

/** What the buttons of the presenter's window do. @param {Story} story @param {BlankScreen} blank @returns {Record<string, () => void>} */
const actFor = (story, blank) => ({
  previous: () => story.turn(-1),
  next: () => story.turn(1),
  blank: () => void (blank.hide() || blank.show()),
});

/** Open the presenter's window along with the story, or close it. @param {Presenter} presenter @param {Story} story @param {() => void} refused */
async function turnPresenter(presenter, story, refused) {
  if (presenter.isOpen()) return presenter.close();
  if (!story.isOpen()) story.open();
  if (!(await presenter.open())) refused();
}

/** @param {HTMLElement} root */
async function fillScreen(root) {
  try {
    await root.requestFullscreen({ navigationUI: "hide" });
  } catch {
    // refused, or there is no such thing here: the presentation fills the window instead
  }
}

/** Give a presentation all of the page around the map, where a browser refuses the screen. @param {Context} context */
function coverHost({ host, unloaded }) {
  const cover = (/** @type {boolean} */ on) =>
    void host?.document.documentElement.toggleAttribute("data-kf-presenting", on);
  unloaded.addEventListener("abort", () => cover(false));
  return cover;
}

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {Story} story
 * @param {{changed: () => void, announce: (words: string) => void}} told when the presentation begins or ends, and words for whoever presents
 * @returns {Present}
 */
export function createPresent(root, context, story, { changed, announce }) {
  const cursor = createCursor(root);
  const blank = createBlank(root, context.format);
  const presenter = createPresenter(root, context, actFor(story, blank), () => void (isOn() || start()));
  const fillWindow = coverHost(context);
  const isOn = () => root.hasAttribute("data-presenting");
  root.tabIndex = -1;

  async function start() {
    story.finishEditing();
    root.dataset.presenting = "";
    fillWindow(true);
    context.actions.setStride("report");
    cursor.watch();
    root.focus({ preventScroll: true }); // so that Space plays and presses no button
    changed();
    await fillScreen(root);
  }

  function leave() {
    if (!isOn()) return false;
    blank.hide();
    cursor.leave();
    presenter.close();
    delete root.dataset.presenting;
    fillWindow(false);
    if (document.fullscreenElement === root) document.exitFullscreen().catch(() => undefined);
    changed();
    return true;
  }

  /** Whether a presentation without full screen is meant so: a browser leaves that for a window that is opened. */
  const holds = () => document.fullscreenElement || !presenter.isOpen();
  const listen = () => void (document.fullscreenElement || !holds() || leave()); // the browser itself takes Escape
  document.addEventListener("fullscreenchange", listen, { signal: context.gone });

  return {
    isOn,
    leave,
    toggle: () => void (isOn() && holds() ? leave() : start()),
    blank: () => void (isOn() && blank.show()),
    unblank: blank.hide,
    showNotes() {
      if (isOn()) turnPresenter(presenter, story, () => announce(context.format.say("presenter_refused")));
      else if (!story.close()) story.open();
    },
    listen: presenter.listen,
    draw: (known) => presenter.draw({ ...story.told(), known }),
  };
}
