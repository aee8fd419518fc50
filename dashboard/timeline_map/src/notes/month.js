/** A month as a grid of days, of which the reported ones are marked. */

import { iconButton, make, setAttributes, setText } from "../util/dom.js";
import { dayNumber, isoDate } from "../util/scale.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * Which day of a month Tab reaches, which is chosen, and which are reported. Days are ISO.
 * @typedef {object} MonthDays
 * @property {string} at
 * @property {string} chosen
 * @property {Set<string>} reported
 */

const WEEK = 7;
const MONDAY = "1969-12-29"; // before every front
const MOVES = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK });
const TURNS = /** @type {Record<string, number>} */ ({ PageUp: -1, PageDown: 1 });
const date = (/** @type {string} */ iso) => new Date(`${iso}T00:00Z`);
const move = (/** @type {string} */ iso, /** @type {number} */ days) => isoDate(dayNumber(iso) + days);

/** The last day of a month, so many after that of a day. @param {string} iso @param {number} months */
function endMonth(iso, months) {
  const [year, month] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last. @param {string} iso @param {number} months @returns {string} */
export function turnMonth(iso, months) {
  const end = endMonth(iso, months);
  return [end, `${end.slice(0, 8)}${iso.slice(8)}`].sort()[0];
}

/** The weeks that a month touches, from a Monday on, with nothing for days of other months. @param {string} iso @returns {(string | null)[][]} */
export function listWeeks(iso) {
  const first = `${iso.slice(0, 8)}01`;
  const before = (dayNumber(first) - dayNumber(MONDAY)) % WEEK;
  const days = Number(endMonth(iso, 0).slice(8));
  return Array.from({ length: Math.ceil((before + days) / WEEK) }, (_, week) =>
    Array.from({ length: WEEK }, (_, place) => {
      const day = week * WEEK + place - before;
      return day >= 0 && day < days ? move(first, day) : null;
    }),
  );
}

/** @param {string} iso @param {string} first @param {string} last */
const pinDay = (iso, first, last) => [first, iso, last].sort()[1];

/** What stands over the days. @param {Format} format */
function makeHeads(format) {
  const short = new Intl.DateTimeFormat(format.say("locale"), { weekday: "short", timeZone: "UTC" });
  const week = Array.from({ length: WEEK }, (_, day) => move(MONDAY, day));
  const cells = week.map((day) => make("th", { scope: "col", abbr: format.weekday(day) }, short.format(date(day))));
  return make("thead", {}, make("tr", {}, ...cells));
}

/** One day. @param {string | null} iso @param {MonthDays} days @param {Context} context */
function makeDay(iso, { at, chosen, reported }, { model, format }) {
  if (!iso) return make("td");
  const { first, last } = model.payload.front;
  const says = reported.has(iso) ? `, ${format.say("reported_day")}` : "";
  const button = make("button", { type: "button", class: "kf-day", "data-iso": iso }, String(Number(iso.slice(8))));
  setAttributes(button, {
    tabindex: iso === at ? 0 : -1,
    disabled: iso < first || iso > last,
    "aria-label": `${format.longDate(iso)}${says}`,
    "aria-current": iso === chosen ? "date" : null,
    "data-reported": Boolean(says),
  });
  return make("td", { role: "gridcell" }, button);
}

/**
 * One day can be reached by Tab, the others by the arrows.
 * @param {Context} context
 * @param {(iso: string) => void} pick
 */
export function createMonth(context, pick) {
  const { model, format } = context;
  const { first, last } = model.payload.front;
  const written = new Intl.DateTimeFormat(format.say("locale"), { month: "long", year: "numeric", timeZone: "UTC" });
  const title = make("strong", { class: "kf-month-name", "aria-live": "polite" });
  const body = make("tbody");
  const table = make("table", { role: "grid" }, makeHeads(format), body);
  const before = iconButton("previous", format.say("month_before"), () => show(turnMonth(days.at, -1)));
  const after = iconButton("next", format.say("month_after"), () => show(turnMonth(days.at, 1)));
  const days = /** @type {MonthDays} */ ({ at: first, chosen: first, reported: new Set() });

  /** @param {string} iso */
  function show(iso) {
    days.at = pinDay(iso, first, last);
    setText(title, written.format(date(days.at)));
    table.setAttribute("aria-label", title.textContent);
    const month = days.at.slice(0, 7); // a button that was disabled would lose the focus
    before.setAttribute("aria-disabled", String(month <= first.slice(0, 7)));
    after.setAttribute("aria-disabled", String(month >= last.slice(0, 7)));
    const rows = listWeeks(days.at).map((week) => week.map((one) => makeDay(one, days, context)));
    body.replaceChildren(...rows.map((cells) => make("tr", {}, ...cells)));
  }
  const focus = () => body.querySelector("[tabindex='0']")?.focus();

  body.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const { key } = event;
    if (!(key in MOVES || key in TURNS)) return;
    event.preventDefault();
    show(key in MOVES ? move(days.at, MOVES[key]) : turnMonth(days.at, TURNS[key]));
    focus();
  });
  body.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.iso) pick(button.dataset.iso);
  });
  return {
    element: make("div", { class: "kf-month" }, make("div", { class: "kf-month-head" }, before, title, after), table),
    focus,
    /** @param {string} chosen @param {Set<string>} reported */
    take(chosen, reported) {
      Object.assign(days, { chosen, reported });
      show(chosen);
    },
  };
}
