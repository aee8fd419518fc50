/** The story: a strip that walks through the chapters and takes the date along. */

import { iconButton, make, setText, textButton } from "../util/dom.js";
import { safeUrl } from "../util/format.js";
import { clamp } from "../util/scale.js";
import { createChapters, createEditor } from "./chapters.js";

/**
 * @import { Actions, Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { Chapter, Chapters, StoryEditor } from "./chapters.js"
 * @import { ToldStory } from "./presenter.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} StoryStrip
 * @property {HTMLElement} element
 * @property {() => void} focus
 * @property {(chapters: Chapter[], index: number, date: string, known: boolean, absent: number) => void} draw `absent` is the
 *   number that was asked for where there is no such chapter, else 0
 */

/**
 * @typedef {object} Story
 * @property {HTMLElement} element
 * @property {() => void} finishEditing
 * @property {() => void} open
 * @property {() => boolean} close
 * @property {(direction: number) => void} turn
 * @property {() => boolean} isOpen
 * @property {() => Omit<ToldStory, "known">} told
 * @property {() => string | null} chapter The number of the chapter that is told, null while none is.
 * @property {(number: unknown) => void} takeChapter
 * @property {(position: number) => number | null} dayOf
 * @property {(frame: Frame) => void} draw
 */

/** @param {Chapter} chapter @param {Format} format @returns {(Node | string)[]} */
function listSources({ sources }, format) {
  const links = sources.flatMap(({ label, url }) => {
    const safe = safeUrl(url);
    const link = safe && make("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label);
    return [" · ", link || label];
  });
  return links.length ? [format.say("story_sources"), ...links] : [];
}

/**
 * @param {Format} format
 * @param {{turn: (direction: number) => void, back: () => void, edit: () => void, close: () => void}} host
 * @returns {StoryStrip}
 */
export function createStrip(format, host) {
  const previous = iconButton("previous", format.say("story_previous"), () => host.turn(-1));
  const next = iconButton("next", format.say("story_next"), () => host.turn(1));
  const count = make("span", { class: "kf-story-count" });
  const title = make("h3", { class: "kf-story-title" });
  const back = textButton("", format.say("story_return_title"), host.back);
  const text = make("p", { class: "kf-story-text" });
  const sources = make("p", { class: "kf-story-sources" });
  const hindsight = make("p", { class: "kf-story-hindsight" }, format.say("story_hindsight"));
  const lack = make("p", { class: "kf-story-hindsight" });
  const edit = textButton(format.say("story_edit"), format.say("story_edit_title"), host.edit);
  const turns = make("div", { class: "kf-story-turns" }, previous, count, next);
  const tools = make("div", { class: "kf-story-tools" }, edit, iconButton("close", format.say("close"), host.close));
  const body = make("div", { class: "kf-story-body", tabindex: 0, role: "group" }, lack, text, hindsight, sources);
  body.setAttribute("aria-label", format.say("story_body"));
  let cited = /** @type {any} */ (null);
  return {
    element: make("div", { class: "kf-story-reading" }, turns, title, back, body, tools),
    focus: () => edit.focus({ preventScroll: true }),
    draw(chapters, index, date, known, absent) {
      const chapter = chapters[index];
      const away = Boolean(chapter) && chapter.date !== date;
      const number = chapter ? index + 1 : 0;
      setText(count, format.say("story_count", { number, total: chapters.length }));
      setText(title, chapter ? chapter.title : format.say("story_empty"));
      setText(text, chapter ? chapter.text : "");
      hindsight.hidden = !known || !chapter;
      lack.hidden = !absent;
      if (absent) setText(lack, format.say("story_absent", { given: absent, total: chapters.length }));
      back.hidden = !away;
      if (away) setText(back, format.say("story_return", { date: format.shortDate(chapter.date) }));
      previous.disabled = number <= 1;
      next.disabled = number === chapters.length;
      if (cited === chapter) return;
      cited = chapter;
      sources.replaceChildren(...(chapter ? listSources(chapter, format) : []));
      body.scrollTop = 0;
    },
  };
}

/**
 * The editor of the chapters; each change is followed by the focus.
 * @param {Context} context
 * @param {Chapters} chapters
 * @param {{date: () => string, goTo: (position: number) => void, done: () => void}} host
 */
function createWorkshop({ model, format, fetched }, chapters, host) {
  const editor = createEditor({
    worded: fetched.phrases.load,
    keep: chapters.keep,
    model,
    format,
    chapters: chapters.list,
    goTo: host.goTo,
    move: (position, by) => redraw(chapters.move(position, by), by < 0 ? "up" : "down"),
    remove: (position) => redraw(chapters.remove(position), "delete"),
    add: () => redraw(chapters.add(host.date(), format.say("story_new")), "title"),
    open: (next) => renew(() => chapters.replace(next)),
    reset: () => renew(chapters.restore),
    done: host.done,
  });

  /** @param {number} position @param {string} part */
  function redraw(position, part) {
    chapters.keep();
    editor.draw();
    editor.focus(position, part);
  }

  /** @param {() => void} change */
  function renew(change) {
    change();
    chapters.keep();
    editor.draw();
    host.goTo(0);
  }
  return editor;
}

/** @param {Format} format @param {StoryStrip} strip @param {StoryEditor} editor @returns {HTMLElement} */
function makeSection(format, strip, editor) {
  const attributes = { class: "kf-story", "aria-label": format.say("story_label"), hidden: true };
  return make("section", attributes, strip.element, editor.element);
}

/** Take the date along to a chapter, and the map to its ground. @param {number | null} day null where there is none @param {Actions} actions @param {() => void} turned */
function follow(day, actions, turned) {
  turned();
  if (day !== null) actions.jumpTo(day);
  actions.refresh();
}

/** A chapter's position; past either end the last one there. @param {number} position @param {Chapter[]} list */
const keepWithin = (position, list) => clamp(position, 0, Math.max(list.length - 1, 0));

/** The chapter of a date: the one looked at if it has that date, else the first. @param {Chapter[]} list @param {number} index @param {string} date */
function findChapter(list, index, date) {
  const here = list[index]?.date === date ? index : list.findIndex((one) => one.date === date);
  return here < 0 ? keepWithin(index, list) : here;
}

/**
 * Show the editor in the place of the strip, or the strip again.
 * @param {StoryStrip} strip
 * @param {StoryEditor} editor
 * @param {number} index
 * @param {() => void} changed
 */
function turnOver(strip, editor, index, changed) {
  const editing = editor.element.hidden;
  editor.element.hidden = !editing;
  strip.element.hidden = editing;
  if (editing) editor.draw();
  changed();
  if (editing) editor.focus(index, "title");
  else strip.focus();
}

/**
 * Where a reader is among the chapters: the one looked at, and the day that is shown.
 * @param {Chapters} chapters
 * @param {Actions} actions
 * @param {string} date
 * @param {() => void} turned
 */
function createCursor(chapters, actions, date, turned) {
  const cursor = {
    index: 0,
    absent: 0, // the number of a chapter that was asked for and is not there, until the reader goes on
    seen: "", // the day on which that was said
    date,
    /** @param {number} position of a chapter; past either end the last one there stays */
    point(position) {
      cursor.index = keepWithin(position, chapters.list());
      cursor.absent = 0;
    },
    /** To the chapter of a number that an address gives. @param {number} number */
    find(number) {
      cursor.point(number - 1);
      const { length } = chapters.list();
      cursor.absent = length && number > length ? number : 0;
      cursor.seen = "";
    },
    /** @param {number} position */
    goTo(position) {
      cursor.point(position);
      follow(chapters.dayOf(cursor.index), actions, turned);
    },
  };
  return cursor;
}

/** A chapter's number as an address gives it: 0 for none, undefined for no number. @param {unknown} given */
const readNumber = (given) => (Number.isNaN(Number(given)) ? undefined : Number(given));

/**
 * Open the story at a chapter, or close it; a wish of no number changes nothing.
 * @param {number | undefined} wanted
 * @param {{element: HTMLElement, cursor: {find: (number: number) => void}, close: () => boolean, changed: () => void, turned: () => void, actions: Actions}} story
 */
function takeChapter(wanted, { element, cursor, close, changed, turned, actions }) {
  if (!wanted) return void (wanted === 0 && close() && close()); // the editor first, where it is open
  turned();
  cursor.find(wanted);
  if (!element.hidden) return actions.refresh();
  element.hidden = false;
  changed();
}

/**
 * Close the editor, else the strip.
 * @param {HTMLElement} element
 * @param {StoryEditor} editor
 * @param {() => void} edit
 * @param {() => void} changed
 * @returns {boolean} whether anything stood open
 */
function closeStep(element, editor, edit, changed) {
  if (element.hidden) return false;
  if (editor.element.hidden) element.hidden = true;
  else edit();
  changed();
  return true;
}

/**
 * Tell the next chapter from a day on, or the last before it. Where none is left the story opens at its end there,
 * and the day stays: who asks for the next chapter is never led back in time.
 * @param {string} date
 * @param {number} direction
 * @param {Chapters} chapters
 * @param {{openAt: (position: number) => void, take: (number: number) => void}} story
 */
function openFrom(date, direction, chapters, { openAt, take }) {
  const position = chapters.nextTo(date, direction);
  const { length } = chapters.list();
  if (position >= 0 || !length) openAt(position);
  else take(direction > 0 ? length : 1);
}

/**
 * @param {Context} context
 * @param {() => void} changed told when the strip opens, closes or takes another shape
 * @param {() => void} turned told when a chapter is turned to, before its day is shown
 * @returns {Story}
 */
export function createStory(context, changed, turned) {
  const { model, format, actions } = context;
  const chapters = createChapters(model);
  const cursor = createCursor(chapters, actions, model.payload.front.first, turned);
  const strip = createStrip(format, {
    turn: (by) => turn(by),
    edit: () => edit(),
    close: () => close(),
    back: () => cursor.goTo(cursor.index),
  });
  const editor = createWorkshop(context, chapters, { date: () => cursor.date, goTo: cursor.goTo, done: () => edit() });
  const element = makeSection(format, strip, editor);

  const edit = () => turnOver(strip, editor, cursor.index, changed);
  const openAt = (/** @type {number} */ position) => {
    element.hidden = false;
    cursor.goTo(position);
    changed();
  };
  const open = () => openAt(chapters.nextTo(cursor.date, -1));
  const close = () => closeStep(element, editor, edit, changed);
  const turn = (/** @type {number} */ direction) =>
    element.hidden
      ? openFrom(cursor.date, direction, chapters, { openAt, take })
      : cursor.goTo(cursor.index + direction);
  const take = (/** @type {unknown} */ number) =>
    takeChapter(readNumber(number), { element, cursor, close, changed, turned, actions });
  return {
    element,
    finishEditing: () => void (editor.element.hidden || edit()),
    open,
    close,
    turn,
    isOpen: () => !element.hidden,
    told: () => ({ chapters: chapters.list(), index: cursor.index, open: !element.hidden }),
    chapter: () => (element.hidden || !chapters.list().length ? null : String(cursor.index + 1)),
    takeChapter: take,
    dayOf: chapters.dayOf,
    draw({ date, state }) {
      cursor.date = date;
      if (element.hidden) return;
      const list = chapters.list();
      editor.tell(date);
      cursor.index = findChapter(list, cursor.index, date);
      if (cursor.seen && cursor.seen !== date) cursor.absent = 0;
      cursor.seen = date;
      strip.draw(list, cursor.index, date, state.clock === "known", cursor.absent);
    },
  };
}
