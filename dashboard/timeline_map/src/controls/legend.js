/** The card on the map with the date, the clock and the figures; what marks mean; the line over the chart. */

import { makeBoundKey } from "../map/bounds.js";
import { makeMarkKey } from "../map/marks.js";
import { makeStrengthKey } from "../map/strength.js";
import { writeChange } from "../model/sentences.js";
import { createNotice } from "../notes/notes.js";
import { iconButton, make, measureText, setText } from "../util/dom.js";
import { isolate, joinParts } from "../util/format.js";
import { createFigures, createReadingRow } from "./figures.js";
import { createModeKey } from "./modes.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { PinnedCard, Tooltip } from "../notes/hover.js"
 * @import { Format } from "../util/format.js"
 */

/** @param {Context} context */
export function createCaption({ model, format }) {
  const change = make("span", { class: "kf-change" });
  const event = make("span", { class: "kf-happening" });
  const element = make("p", { class: "kf-caption" }, event, change);
  return {
    element,
    words: () => change.textContent || "",
    /** @param {Frame} frame @param {Payload.Event[]} events those of the day */
    draw(frame, events) {
      const words = writeChange(frame, model, format);
      setText(change, words);
      setText(event, joinParts(events.map((one) => one.title)));
      element.title = [...events.map((one) => `${isolate(one.title)}: ${one.summary}`), words].join("\n");
    },
  };
}

const CLOCKS = /** @type {("event" | "known")[]} */ (["event", "known"]);
/**
 * The switch over the figures: two buttons, one of them pressed.
 * @param {Context} context
 */
function createSwitch({ format, actions }) {
  const buttons = CLOCKS.map((clock) => {
    const attributes = { type: "button", class: "kf-button kf-text", title: format.say(`clock_${clock}_title`) };
    const button = make("button", { ...attributes, "data-clock": clock }, format.say(`clock_${clock}`));
    button.addEventListener("click", () => actions.chooseClock(clock));
    return { clock, button };
  });
  const attributes = { class: "kf-clock", role: "group", "aria-label": format.say("clock_label") };
  return {
    element: make("div", attributes, ...buttons.map(({ button }) => button)),
    /** @param {Frame} frame */
    draw({ state }) {
      for (const { clock, button } of buttons) {
        const pressed = String(state.clock === clock);
        if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      }
    },
  };
}

const DATE_SIZES = [19, 34]; // pixels: the least and the most of the date
const WEEKDAY = 13; // pixels
const GAP = 8;

/** How wide the widest date and weekday of a year stand at a size of one pixel. @param {Format} format @param {number} year */
function measureDates(format, year) {
  const widest = (/** @type {string[]} */ words) => Math.max(...words.map((one) => measureText(one, 100, 600))) / 100;
  const months = Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}-28`);
  const week = Array.from({ length: 7 }, (_, day) => `${year}-01-0${day + 1}`);
  return { date: widest(months.map(format.longDate)), weekday: widest(week.map(format.weekday)) };
}

/**
 * The shown date, as large as every date of the language fits the card, the weekday beside it where there is room.
 * @param {Context} context
 */
function createDateline({ model, format }) {
  const date = make("h2", { class: "kf-date" });
  const weekday = make("span", { class: "kf-weekday" });
  const button = iconButton("calendar", format.say("go_day"), () => undefined);
  button.classList.add("kf-go-day");
  date.addEventListener("click", () => button.click());
  const words = make("div", { class: "kf-date-words" }, date, weekday);
  const element = make("div", { class: "kf-dateline" }, words, button);
  const year = Number(model.payload.front.last.slice(0, 4));
  return {
    element,
    button,
    fit() {
      const room = element.clientWidth - button.offsetWidth - GAP;
      if (room <= 0) return;
      const wide = measureDates(format, year);
      const beside = (room - wide.weekday * WEEKDAY - GAP) / wide.date;
      const below = beside < DATE_SIZES[element.closest("[data-presenting]") ? 1 : 0]; // for a room as large as can be
      const size = below ? room / wide.date : beside;
      element.classList.toggle("kf-two-lines", below);
      element.style.setProperty("--kf-date-size", `${Math.floor(Math.min(size, DATE_SIZES[1]))}px`);
    },
    /** @param {Frame} frame */
    draw(frame) {
      setText(date, format.longDate(frame.date));
      setText(weekday, format.weekday(frame.date));
    },
  };
}

/**
 * The card on the map: the date, the clock, and one line an account.
 * @param {Context} context
 * @param {string[]} groups what can be switched
 */
export function createLegend(context, groups) {
  const { format } = context;
  const dateline = createDateline(context);
  const heading = make("p", { class: "kf-heading" }, format.say("figures_heading"));
  const clock = createSwitch(context);
  const notice = createNotice(context);
  const figures = createFigures(context);
  const reading = createReadingRow(context, groups);
  const attributes = { class: "kf-legend", "aria-label": format.say("figures_label") };
  const mode = createModeKey(context);
  const parts = [dateline, clock, notice, { element: heading }, figures, reading, mode];
  const element = make("section", attributes, ...parts.map((part) => part.element));
  return {
    element,
    /** Where the shown date is chosen. */
    button: dateline.button,
    /** Say on hover, focus and tap what a line rests on. @param {Tooltip} tooltip @param {PinnedCard} card */
    watch(tooltip, card) {
      for (const part of [figures, reading]) part.watch(tooltip, card);
    },
    fit: dateline.fit,
    /** @param {Frame} frame */
    draw(frame) {
      for (const part of [dateline, clock, notice, reading, figures, mode]) part.draw(frame);
    },
  };
}

/** What marks and lines on the map mean, at its foot. @param {Context} context */
export function createKeys(context) {
  const { model, format } = context;
  const bounds = makeBoundKey(context);
  const strengths = makeStrengthKey(format, model.payload.strength);
  const marks = makeMarkKey(format);
  return {
    element: make("div", { class: "kf-keys" }, bounds.element, strengths, marks),
    /** @param {Frame} frame */
    draw(frame) {
      const { state } = frame;
      bounds.draw(frame);
      strengths.hidden = !state.layers.includes("evidence");
      marks.hidden = !state.layers.includes("settlements");
    },
  };
}
