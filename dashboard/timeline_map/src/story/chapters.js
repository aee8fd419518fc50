/** The chapters of a story: their list, the file they are kept in, and the editor. */

import { make, setAttributes, setText, textButton } from "../util/dom.js";
import { recallList, rememberList } from "../util/local_storage.js";
import { isIsoDay } from "../util/scale.js";
import { saveFile } from "../util/taking.js";

/**
 * @import { Model } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} Chapter
 * @property {string} date
 * @property {string} title
 * @property {string} text
 * @property {{ label: string; url: string }[]} sources
 */

/**
 * The chapters in their order; `move`, `remove` and `add` return the position to look at next.
 * @typedef {object} Chapters
 * @property {() => void} keep Keep what the reader made of them in the browser.
 * @property {() => Chapter[]} list
 * @property {(position: number) => number | null} dayOf
 * @property {(date: string, direction: number) => number} nextTo The first chapter from a date on, or the last up to
 *   it; -1 where none is.
 * @property {(position: number, by: number) => number} move
 * @property {(position: number) => number} remove
 * @property {(date: string, title: string) => number} add
 * @property {(next: Chapter[]) => void} replace
 * @property {() => void} restore
 */

/**
 * @typedef {object} StoryEdits
 * @property {() => Promise<void>} worded Resolved once the sentences on a faulty file are there.
 * @property {() => void} keep
 * @property {Model} model
 * @property {Format} format
 * @property {() => Chapter[]} chapters
 * @property {(position: number) => void} goTo
 * @property {(position: number, by: number) => void} move
 * @property {(position: number) => void} remove
 * @property {() => void} add
 * @property {(next: Chapter[]) => void} open
 * @property {() => void} reset
 * @property {() => void} done
 */

/**
 * @typedef {object} StoryEditor
 * @property {HTMLElement} element
 * @property {() => void} draw
 * @property {(date: string) => void} tell
 * @property {(position: number, part: string) => void} focus
 */

const FORMAT = "kursk-front-story";
export const LIMITS = { bytes: 512 * 1024, chapters: 100, title: 120, text: 2000, sources: 30 };

/** @param {Chapter[]} chapters @returns {string} */
export const writeStory = (chapters) => JSON.stringify({ format: FORMAT, version: 1, chapters }, null, 2);

/** @param {unknown} value @param {number} limit @returns {value is string} */
const isText = (value, limit) => typeof value === "string" && value.length <= limit;

/** @param {unknown} date @param {Model} model @returns {boolean} whether it is a day of the front */
function isDay(date, model) {
  if (!isIsoDay(date)) return false;
  const day = model.rawDayOf(date);
  return day >= 0 && day < model.days && model.isoOf(day) === date;
}

/** @param {any} sources @returns {boolean} */
function areSources(sources) {
  if (!Array.isArray(sources) || sources.length > LIMITS.sources) return false;
  return sources.every((one) => isText(one?.label, LIMITS.title) && isText(one.url ?? "", LIMITS.text));
}

/**
 * @param {Payload.Chapter} chapter
 * @param {Model} model
 * @returns {[string, Record<string, string | number>] | null} the first fault: a sentence's key and its blanks
 */
function findFault(chapter, model) {
  if (!isDay(chapter?.date, model)) return ["story_bad_date", { date: String(chapter?.date).slice(0, 40) }];
  if (!isText(chapter.title, LIMITS.title) || !chapter.title.trim()) {
    return ["story_bad_title", { limit: LIMITS.title }];
  }
  if (!isText(chapter.text, LIMITS.text)) return ["story_bad_text", { limit: LIMITS.text }];
  return areSources(chapter.sources ?? []) ? null : ["story_bad_sources", {}];
}

/** @param {Payload.Chapter} chapter a sound one @returns {Chapter} only what belongs to it */
export const takeChapter = ({ date, title, text, sources = [] }) => ({
  date,
  title,
  text,
  sources: sources.map(({ label, url = "" }) => ({ label, url })),
});

/**
 * @param {string} words the file's content
 * @param {Model} model
 * @param {Format} format
 * @returns {Chapter[]}
 * @throws {Error} whose message tells the reader what is wrong
 */
export function readStory(words, model, format) {
  const refuse = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values) => {
    throw new Error(format.say(key, values));
  };
  if (words.length > LIMITS.bytes) refuse("story_bad_size", { limit: LIMITS.bytes / 1024 });
  let given = /** @type {any} */ (null);
  try {
    given = JSON.parse(words);
  } catch {
    refuse("story_bad_json", {});
  }
  if (given?.format !== FORMAT || !Array.isArray(given.chapters)) refuse("story_bad_format", {});
  const count = given.chapters.length;
  if (!count || count > LIMITS.chapters) refuse("story_bad_count", { count, limit: LIMITS.chapters });
  given.chapters.forEach((/** @type {Payload.Chapter} */ chapter, /** @type {number} */ position) => {
    const { first, last } = model.payload.front;
    const fault = findFault(chapter, model);
    if (fault) refuse(fault[0], { number: position + 1, first, last, ...fault[1] });
  });
  return given.chapters.map(takeChapter);
}

/** The kept chapters, each as it is held where one says the same. @param {Chapter[]} list @param {Chapter[]} kept @returns {Chapter[]} */
function holdOn(list, kept) {
  const held = new Set(list);
  return kept.map((one) => {
    const same = [...held].find((other) => JSON.stringify(other) === JSON.stringify(one)) ?? one;
    held.delete(same);
    return same;
  });
}

/** @param {Model} model @returns {Chapters} */
export function createChapters(model) {
  const bundled = () => (model.payload.story || []).map(takeChapter);
  const name = `${model.payload.front.id}:story`;
  /** The chapters as this browser keeps them; what is no chapter was written by nobody here. */
  function read() {
    const kept = recallList(name, bundled()).filter((one) => !findFault(one, model));
    return kept.slice(0, LIMITS.chapters).map(takeChapter);
  }
  let agreed = read(); // between this tab and what is kept for all
  let list = structuredClone(agreed);

  /** Keep the reader's own chapters, beside those that another tab has added since; who edits one goes on with it. */
  function keep() {
    rememberList(name, agreed, list, bundled());
    list = holdOn(list, read());
    agreed = structuredClone(list);
  }

  return {
    keep,
    list: () => list,
    dayOf: (position) => (list[position] ? model.dayOf(list[position].date) : null),
    nextTo: (date, direction) =>
      direction > 0 ? list.findIndex((one) => one.date >= date) : list.findLastIndex((one) => one.date <= date),
    move(position, by) {
      const place = position + by;
      if (place < 0 || place >= list.length) return position;
      list.splice(place, 0, ...list.splice(position, 1));
      return place;
    },
    remove(position) {
      list.splice(position, 1);
      return Math.min(position, list.length - 1);
    },
    add(date, title) {
      const place = list.findLastIndex((one) => one.date <= date) + 1;
      list.splice(place, 0, { date, title, text: "", sources: [] });
      return place;
    },
    replace(next) {
      list = next;
    },
    restore() {
      list = bundled();
    },
  };
}

/**
 * @param {Chapter} chapter changed in place as the reader types
 * @param {number} position
 * @param {StoryEdits} host
 */
function makeRow(chapter, position, { format, chapters, move, remove, goTo }) {
  const number = position + 1;
  const here = () => chapters().indexOf(chapter); // those of another tab may have come before it
  const { title: titleLimit, text: textLimit } = LIMITS;
  const label = { title: chapter.title };
  const title = make("input", {
    type: "text",
    "data-part": "title",
    maxlength: titleLimit,
    "aria-label": format.say("story_title_label", { number }),
  });
  const text = make("textarea", {
    rows: 2,
    maxlength: textLimit,
    "aria-label": format.say("story_text_label", { number }),
  });
  title.value = chapter.title;
  text.value = chapter.text;
  title.addEventListener("input", () => (chapter.title = title.value));
  text.addEventListener("input", () => (chapter.text = text.value));
  const date = textButton(format.shortDate(chapter.date), format.longDate(chapter.date), () => goTo(here()));
  const tools = Object.entries({
    up: () => move(here(), -1),
    down: () => move(here(), 1),
    delete: () => remove(here()),
  }).map(([part, act]) => {
    const spoken = format.say(`story_${part}_label`, label);
    const button = textButton(format.say(`story_${part}`), spoken, act);
    setAttributes(button, { "aria-label": spoken, "data-part": part });
    return button;
  });
  const head = make("div", { class: "kf-edit-head" }, date, title, ...tools);
  return make("li", { class: "kf-edit-row" }, head, text);
}

/**
 * @param {StoryEdits} host
 * @returns {StoryEditor}
 */
export function createEditor(host) {
  const { format } = host;
  const list = make("ol", { class: "kf-edit-list" });
  list.addEventListener("change", host.keep); // a title or a text was typed
  const fault = make("p", { class: "kf-edit-fault", role: "alert" });
  const file = make("input", { type: "file", accept: ".json,application/json", hidden: true });
  const button = (/** @type {string} */ name, /** @type {() => void} */ onPress) =>
    textButton(format.say(`story_${name}`), format.say(`story_${name}_title`), onPress);
  const add = textButton("", format.say("story_add_title"), host.add);
  const save = button("save", () => {
    saveFile(format.say("story_file"), new Blob([writeStory(host.chapters())], { type: "application/json" }));
  });
  const open = button("open", () => file.click());
  const reset = button("reset", host.reset);
  const done = button("done", host.done);
  file.addEventListener("change", async () => {
    const [given] = file.files;
    if (!given) return;
    await host.worded();
    try {
      host.open(readStory(await given.text(), host.model, format));
      setText(fault, "");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setText(fault, format.say("story_bad", { file: given.name, fault: reason }));
    }
    file.value = "";
  });
  const bar = make("div", { class: "kf-edit-bar" }, add, save, open, reset, done, file);
  return {
    element: make("div", { class: "kf-edit", hidden: true }, bar, fault, list),
    draw() {
      setText(fault, "");
      list.replaceChildren(...host.chapters().map((chapter, position) => makeRow(chapter, position, host)));
    },
    tell: (date) => setText(add, format.say("story_add", { date: format.shortDate(date) })),
    focus(position, part) {
      const row = list.children[position];
      (row ? row.querySelector(`[data-part=${part}]`) : add).focus({ preventScroll: true });
      if (row) row.scrollIntoView({ block: "nearest" });
    },
  };
}
