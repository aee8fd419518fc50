/** The date field: it takes what is typed, and below it stands a month in which a day can be picked. */

import { make, setAttributes, setText } from "../util/dom.js";
import { clamp } from "../util/scale.js";
import { readDate } from "../util/typed_date.js";
import { createMonth } from "./month.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * What a date is chosen for: its name, what it is now, and what comes of a choice. Days are ISO.
 * @typedef {object} AskedDay
 * @property {string} label
 * @property {() => string} day
 * @property {(iso: string) => void} choose
 */

/**
 * @typedef {object} Calendar
 * @property {(anchor: Element, ask: AskedDay) => void} open Beside an element.
 * @property {(button: HTMLButtonElement, ask: AskedDay) => HTMLButtonElement} lend Make a button open it.
 */

const EDGE = 8; // pixels between the box and the edge of the window

/** Beside what opened it, inside the window, and in sight where that is longer than the screen. @param {HTMLElement} box @param {Element} anchor */
function placeBox(box, anchor) {
  const { left, bottom, top } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = bottom + 4 + height <= window.innerHeight - EDGE;
  const right = clamp(left, EDGE, Math.max(window.innerWidth - width - EDGE, EDGE));
  box.style.left = `${right + window.scrollX}px`;
  const wanted = below ? bottom + 4 : top - 4 - height;
  const down = clamp(wanted, EDGE, Math.max(window.innerHeight - height - EDGE, EDGE));
  box.style.top = `${down + window.scrollY}px`;
  box.scrollIntoView({ block: "nearest" });
}

/**
 * What a field says of what was typed into it.
 * @param {Context} context
 * @param {string} near the day beside which it was typed
 * @param {string} text
 * @returns {{iso: string | null, fault: string}} of which one is empty
 */
function judge({ model, format }, near, text) {
  const { first, last } = model.payload.front;
  const iso = readDate(text, { first, last, near });
  const [from, to] = [format.longDate(first), format.longDate(last)];
  if (!iso)
    return { iso: null, fault: format.say("day_unread", { given: text, iso: near, day: format.longDate(near) }) };
  if (iso >= first && iso <= last) return { iso, fault: "" };
  return { iso: null, fault: format.say("day_outside", { day: format.longDate(iso), first: from, last: to }) };
}

/** The field, and below it what it says of what was typed. @param {Format} format */
function makeField(format) {
  const told = make("p", { class: "kf-day-told", id: "kf-day-told", role: "status" });
  const attributes = { type: "text", class: "kf-compare-pick kf-day-field", autocomplete: "off", spellcheck: "false" };
  const field = make("input", { ...attributes, "aria-describedby": told.id, enterkeyhint: "go", maxlength: 60 });
  let written = "";
  return {
    field,
    told,
    written: () => written,
    /** Say what is wrong, or how else the date may be written. @param {string} fault */
    tell(fault) {
      setText(told, fault || `${written} · ${format.longDate(written)}`);
      field.setAttribute("aria-invalid", String(Boolean(fault)));
      return !fault;
    },
    /** @param {string} iso */
    write(iso) {
      written = iso;
      field.value = iso;
      this.tell("");
    },
  };
}

/**
 * What a date is asked for, with the field and the month that show it.
 * @param {Context} context
 * @param {() => Frame} shown
 * @param {ReturnType<typeof makeField>} typed
 * @param {() => void} picked
 */
function createQuestion(context, shown, typed, picked) {
  const { model } = context;
  const { field, tell } = typed;
  let asked = /** @type {AskedDay | null} */ (null);
  const month = createMonth(context, (iso) => {
    choose(iso);
    picked();
  });

  /** @param {string} iso */
  function write(iso) {
    const { steps } = model.axes[shown().state.clock];
    typed.write(iso);
    month.take(iso, new Set(steps.map(({ day }) => model.isoOf(day))));
  }

  /** @param {string} iso */
  function choose(iso) {
    if (iso !== typed.written()) asked?.choose(iso);
    write(iso);
  }
  return {
    month,
    /** @param {AskedDay} ask */
    is: (ask) => asked === ask,
    /** @param {AskedDay} ask */
    put(ask) {
      asked = ask;
      write(ask.day());
    },
    /** Take what was typed; whether there was nothing wrong with it. */
    take() {
      const text = field.value.trim();
      if (!text || text === typed.written()) return tell("");
      const { iso, fault } = judge(context, typed.written(), text);
      if (iso) choose(iso);
      return tell(fault);
    },
  };
}

/**
 * One box for every date that can be chosen. What is typed is taken by Enter, by Tab and by leaving it; Escape leaves
 * the date as it was.
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {() => Frame} shown
 * @param {(words: string) => void} flash says what was wrong once the box has gone
 * @returns {Calendar}
 */
export function createCalendar(root, context, shown, flash) {
  const { format, actions } = context;
  const typed = makeField(format);
  const { field, told } = typed;
  const hide = () => box.hidePopover();
  const question = createQuestion(context, shown, typed, hide);
  const { month, take } = question;
  const key = make("p", { class: "kf-day-key", "aria-hidden": "true" }, format.say("reported_day"));
  const attributes = { class: "kf-calendar", id: "kf-calendar", popover: "auto", role: "dialog" };
  const box = make("div", attributes, field, told, month.element, key);
  root.append(box);
  watchField(typed, take, hide, month.focus, box);
  box.addEventListener("beforetoggle", (/** @type {ToggleEvent} */ event) => {
    if (event.newState === "closed" && !take()) flash(told.textContent);
  });
  window.addEventListener("blur", hide, { signal: context.gone });

  /** @param {Element} anchor @param {AskedDay} ask */
  function open(anchor, ask) {
    actions.playback.stop();
    question.put(ask);
    for (const one of [field, box]) one.setAttribute("aria-label", ask.label);
    if (!box.matches(":popover-open")) box.showPopover();
    placeBox(box, anchor);
    if (matchMedia("(pointer: coarse)").matches) month.focus();
    else field.select();
  }
  return {
    open,
    lend(button, ask) {
      setAttributes(button, { "aria-haspopup": "dialog", popovertarget: box.id, popovertargetaction: "show" });
      button.addEventListener("click", (/** @type {MouseEvent} */ event) => {
        if (!question.is(ask) || !box.matches(":popover-open")) return open(button, ask);
        event.preventDefault(); // or the button itself would open it again
        return hide();
      });
      return button;
    },
  };
}

/**
 * @param {ReturnType<typeof makeField>} typed
 * @param {() => boolean} take
 * @param {() => void} close
 * @param {() => void} enter the month below
 * @param {HTMLElement} box
 */
function watchField({ field, written, tell }, take, close, enter, box) {
  field.addEventListener("change", take);
  field.addEventListener("input", () => void (field.getAttribute("aria-invalid") === "true" && tell("")));
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (!box.matches(":popover-open")) return; // closed a moment ago, and still with the focus
    event.stopPropagation(); // none is the map's while it is open
    if (event.key === "Escape") field.value = written();
    if (event.target !== field) return;
    if (event.key === "Enter" && take()) close();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    enter();
  });
}
