/** The presenter's window: what is said, what comes next, and clocks. The audience's window shows none of it. */
import { make, makeFile, textButton } from "../util/dom.js";

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

// The script of the window: the next two run there alone, so that they may name nothing that stands outside of them.

/** Tell the page that presents of keys and buttons, and every second that the window is there; keep the clocks. */
function runCalls() {
  const [name, began] = window.name.split(" ");
  const since = Number(began) || Date.now();
  window.name = `${name} ${since}`; // which outlives every reload
  const say = (/** @type {object} */ presenting) => window.opener?.postMessage({ presenting }, "*");
  const pad = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  /** @param {string} part @param {number[]} numbers */
  const write = (part, numbers) => {
    const element = /** @type {Element} */ (document.querySelector(`[data-part=${part}]`));
    element.textContent = numbers.map(pad).join(":");
  };

  function tick() {
    const now = new Date();
    const seconds = (now.getTime() - since) / 1000;
    const hours = seconds / 3600;
    write("time", [now.getHours(), now.getMinutes()]);
    write("span", [...(hours < 1 ? [] : [hours]), (seconds / 60) % 60, seconds % 60]);
    say({ here: true });
  }

  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("[data-act]");
    if (button instanceof HTMLElement) say({ act: button.dataset.act });
  });
  document.addEventListener("keydown", (event) => {
    const { key, code, shiftKey, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || key === "Tab") return;
    if (["Enter", " "].includes(key) && /** @type {Element} */ (event.target).closest("button, a")) return;
    event.preventDefault();
    say({ key: { key, code, shiftKey, repeat } });
  });
  setInterval(tick, 1000);
  tick();
}

/** Show what the page that presents says. */
function runSheet() {
  const part = (/** @type {string} */ name) => /** @type {Element} */ (document.querySelector(`[data-part=${name}]`));

  /** @param {{words: Record<string, string>, sources: {label: string, url: string}[], ends: Record<string, boolean>}} told */
  function show({ words, sources, ends }) {
    for (const name of Object.keys(words)) part(name).textContent = words[name];
    const links = sources.map(({ label, url }) => {
      const link = document.createElement(/^https?:/i.test(url) ? "a" : "span");
      link.textContent = label;
      if (link instanceof HTMLAnchorElement) Object.assign(link, { href: url, target: "_blank", rel: "noopener" });
      return link;
    });
    part("sources").replaceChildren(...links);
    for (const name of Object.keys(ends)) {
      const button = /** @type {HTMLButtonElement} */ (document.querySelector(`[data-act=${name}]`));
      button.disabled = ends[name];
    }
  }

  window.addEventListener("message", ({ data, origin }) => {
    const told = data?.presenter;
    if (!told || origin !== window.origin) return;
    if (told.end) window.close();
    else show(told);
  });
}

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
