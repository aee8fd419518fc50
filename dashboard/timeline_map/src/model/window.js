/** Between which days the chart is seen: a window that is moved, narrowed and widened, and follows the date. */

import { clamp } from "../util/scale.js";

/** @import { State } from "./fields.js" */

/**
 * Two days, the earlier first: between them the playback goes round, or the chart is seen.
 * @typedef {[number, number]} DaySpan
 */

const NARROWEST = 13; // days from the first to the last, of a window that is drawn or narrowed by hand

/** The whole as a window. @param {DaySpan | null} window @param {number} days @returns {DaySpan} */
export const spanOf = (window, days) => window ?? [0, days - 1];

/** A window of whole days within the front; null where it is all of it. @param {number} first @param {number} length @param {number} days @returns {DaySpan | null} */
function fit(first, length, days) {
  const long = Math.round(length);
  if (long >= days - 1) return null;
  const start = clamp(Math.round(first), 0, days - 1 - long);
  return [start, start + long];
}

/**
 * A window so many times as long, in which one day stays at its place.
 * @param {DaySpan | null} window
 * @param {number} factor under 1 it is narrowed
 * @param {number} day
 * @param {number} days of the front
 */
export function zoomWindow(window, factor, day, days) {
  const [first, last] = spanOf(window, days);
  const length = clamp((last - first) * factor, Math.min(NARROWEST, days - 1), days - 1);
  return fit(day - ((day - first) / (last - first || 1)) * length, length, days);
}

/** @param {DaySpan | null} window @param {number} by days @param {number} days */
export function moveWindow(window, by, days) {
  const [first, last] = spanOf(window, days);
  return fit(first + by, last - first, days);
}

/** The window from one day to another, in either order. @param {number} a @param {number} b @param {number} days */
export const windowBetween = (a, b, days) => fit(Math.min(a, b), Math.max(Math.abs(b - a), NARROWEST), days);

/** @param {DaySpan | null} window @param {number} day */
export const isSeen = (window, day) => !window || (window[0] <= day && day <= window[1]);

/**
 * The state in which the window goes along with a date that leaves it, by as many of its lengths as it takes.
 * @param {State} next
 * @param {State} before
 * @param {number} days
 * @returns {State}
 */
export function followDay(next, before, days) {
  const { window, day } = next;
  if (!window || day === before.day || window !== before.window || isSeen(window, day)) return next;
  const length = window[1] - window[0] + 1;
  return { ...next, window: moveWindow(window, Math.floor((day - window[0]) / length) * length, days) };
}
