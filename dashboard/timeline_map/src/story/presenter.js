/** The presenter's window: what is said, what comes next, and clocks. The audience's window shows none of it. */
import { make, makeFile, textButton } from "../util/dom.js";
import { runCalls, runSheet } from "./sheet.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Chapter } from "./chapters.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * The story as it is told: its chapters, the place of the one that is told, and whether any is.
 * @typedef {object} ToldStory
 * @property {Chapter[]} chapters
 * @property {number} index
 * @property {boolean} open
 * @property {boolean} known
 */

/**
 * @typedef {object} Presenter
 * @property {() => Promise<boolean>} open Tells whether the browser let it
 * @property {() => boolean} isOpen
 * @property {() => void} close
 * @property {(act: (event: KeyboardEvent) => void) => void} listen
 * @property {(told: ToldStory) => void} draw
 */

const NAME = "kursk-front-presenter";
const FEATURES = "popup,width=780,height=640";

/** What the window is made of; its words come by messages. @param {Format} format */
function makeSheet(format) {
  const part = (/** @type {string} */ tag, /** @type {string} */ name, /** @type {string} */ words = "") =>
    make(tag, { class: `kf-presenter-${name}`, "data-part": name }, words);
  const button = (/** @type {string} */ key, /** @type {string} */ act) => {
    const made = textButton(format.say(key), format.say(key), () => undefined);
    made.dataset.act = act;
    return made;
  };
  const clocks = [format.say("presenter_clock"), part("strong", "time"), format.say("presenter_since")];
  return make(
    "main",
    { class: "kf-presenter" },
    make("p", { class: "kf-presenter-clocks" }, ...clocks, part("strong", "span")),
    ...[part("p", "count"), part("h1", "title"), part("p", "day")],
    make(
      "div",
      { class: "kf-presenter-body", tabindex: 0 },
      part("p", "text"),
      part("p", "known"),
      part("p", "sources"),
    ),
    part("p", "next"),
    make(
      "div",
      { class: "kf-presenter-tools" },
      ...[button("story_previous", "previous"), button("story_next", "next"), button("presenter_blank", "blank")],
    ),
  );
}

/**
 * The page of the window, which no server has to send.
 * @param {HTMLElement} root
 * @param {Context} context
 */
function makePage(root, { model, format }) {
  const page = document.implementation.createHTMLDocument(
    format.say("presenter_title", { front: model.payload.front.title }),
  );
  const styles = [...document.querySelectorAll("style, link[rel=stylesheet]")].map((one) => {
    const copy = /** @type {HTMLElement} */ (one.cloneNode(true));
    if (one instanceof HTMLLinkElement) copy.setAttribute("href", one.href);
    return copy;
  });
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.className = "kf-page";
  page.head.append(...styles);
  const room = make("div", { class: "kf", "data-theme": root.dataset.theme }, makeSheet(format));
  page.body.append(room, make("script", {}, `(${runSheet})();(${runCalls})()`));
  return makeFile(new XMLSerializer().serializeToString(page), "application/xhtml+xml");
}

/** What the window says of the story. @param {ToldStory} told @param {Format} format */
function writeWords({ chapters, index, known, open }, format) {
  const chapter = open ? chapters[index] : undefined;
  const after = open ? chapters[index + 1] : chapters[0];
  const named = after && { title: after.title, date: format.longDate(after.date) };
  return {
    words: {
      count: format.say("story_count", { number: chapter ? index + 1 : 0, total: chapters.length }),
      title: chapter?.title ?? format.say("story_empty"),
      day: chapter ? format.longDate(chapter.date) : "",
      text: chapter?.text ?? "",
      known: known && chapter ? format.say("story_hindsight") : "",
      next: named ? format.say("presenter_next", named) : format.say("presenter_last"),
    },
    sources: chapter?.sources ?? [],
    ends: { previous: !chapter || index === 0, next: !after },
  };
}

/** @param {Window | null} screen @param {object} presenter what to do or to show */
const send = (screen, presenter) => screen?.postMessage({ presenter }, "*");

/**
 * Either window outlives a reload of the other: this page makes the other's, which has all it needs to go on and
 * calls every second; whoever was loaded again is found by that.
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {Record<string, () => void>} acts of the window's buttons
 * @param {() => void} resume go on with a presentation
 * @returns {Presenter}
 */
export function createPresenter(root, context, acts, resume) {
  const around = context.host ?? window; // it is there after both were loaded again
  const closed = /** @type {WeakSet<object>} */ (new WeakSet());
  let screen = /** @type {Window | null} */ (null);
  let [write, hear] = [() => ({}), /** @type {(event: KeyboardEvent) => void} */ (() => {})];

  /** Write the window's page, which only the page that made it can. */
  async function fill() {
    await context.fetched.phrases.load();
    screen?.location.replace(makePage(root, context));
  }

  /** @param {MessageEvent} event */
  function listen({ source, origin, data }) {
    const caller = /** @type {Window | null} */ (source);
    const said = data?.presenting;
    if (!said || origin !== around.origin || !caller) return;
    if (closed.has(caller)) return void send(caller, { end: true });
    if (screen !== caller) {
      screen = caller; // which an earlier load of this page has opened, whose file is gone with it
      fill();
      resume();
    } else if (said.act) acts[said.act]?.();
    else if (said.key) hear(new KeyboardEvent("keydown", said.key));
    else send(screen, write());
  }
  around.addEventListener("message", listen, { signal: context.unloaded });

  return {
    isOpen: () => Boolean(screen && !screen.closed),
    async open() {
      // At once: a browser allows it only while the key or the click is fresh.
      screen = around.open("about:blank", NAME, FEATURES);
      await fill();
      return Boolean(screen);
    },
    close() {
      if (screen) closed.add(screen);
      send(screen, { end: true });
      screen = null;
    },
    listen(act) {
      hear = act;
    },
    draw(told) {
      write = () => writeWords(told, context.format); // once its sentences are fetched
      if (screen) send(screen, write());
    },
  };
}
