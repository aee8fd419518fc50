/** The story: a strip that walks through the chapters and takes the date along. */
import { createChapters } from "./chapters.js";
import { createEditor } from "./story_edit.js";
import { createStrip } from "./story_strip.js";
import { make } from "../util/dom.js";
import { clamp } from "../util/scale.js";

/**
 * The editor of the chapters; each change is followed by the focus.
 * @param {KurskContext} context
 * @param {KurskChapters} chapters
 * @param {{date: () => string, goTo: (position: number) => void, done: () => void}} host
 */
function createWorkshop({ model, format }, chapters, host) {
  const editor = createEditor({
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
    editor.draw();
    editor.focus(position, part);
  }

  /** @param {() => void} change */
  function renew(change) {
    change();
    editor.draw();
    host.goTo(0);
  }
  return editor;
}

/**
 * @param {KurskContext} context
 * @param {() => void} changed told when the strip opens, closes or takes another shape
 * @returns {KurskStory}
 */
export function createStory(context, changed) {
  const { model, format, actions } = context;
  const chapters = createChapters(model);
  let index = 0;
  let date = model.payload.front.first; // the day that is shown
  const strip = createStrip(format, { turn, edit, close, back: () => goTo(index) });
  const editor = createWorkshop(context, chapters, { date: () => date, goTo, done: edit });
  const attributes = { class: "kf-story", "aria-label": format.say("story_label"), hidden: true };
  const element = make("section", attributes, strip.element, editor.element);

  /** @param {number} position of a chapter; past either end the last one there stays */
  function goTo(position) {
    index = clamp(position, 0, Math.max(chapters.list().length - 1, 0));
    const day = chapters.dayOf(index);
    if (day !== null) actions.jumpTo(day);
    actions.refresh();
  }

  function open() {
    element.hidden = false;
    goTo(chapters.latestOn(date));
    changed();
  }

  function edit() {
    const editing = editor.element.hidden;
    editor.element.hidden = !editing;
    strip.element.hidden = editing;
    if (editing) editor.draw();
    changed();
    if (editing) editor.focus(index, "title");
    else strip.focus();
  }

  function close() {
    if (element.hidden) return false;
    if (editor.element.hidden) element.hidden = true;
    else edit();
    changed();
    return true;
  }

  /** @param {number} direction */
  function turn(direction) {
    if (element.hidden) open();
    else goTo(index + direction);
  }

  return {
    element,
    finishEditing: () => void (editor.element.hidden || edit()),
    open,
    close,
    turn,
    isOpen: () => !element.hidden,
    dayOf: chapters.dayOf,
    draw(frame) {
      date = frame.date;
      if (element.hidden) return;
      const list = chapters.list();
      editor.tell(date);
      const here = list[index]?.date === date ? index : list.findIndex((one) => one.date === date);
      index = here < 0 ? clamp(index, 0, Math.max(list.length - 1, 0)) : here;
      strip.draw(list, index, date, frame.state.clock === "known");
    },
  };
}
