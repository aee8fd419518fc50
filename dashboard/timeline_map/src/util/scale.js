/** Days, linear scales and round ticks: arithmetic only, no DOM. */

/** @typedef {{ x: number; y: number }} Point */

const DAY_MS = 86400000;

/**
 * Days since 1 January 1970 of an ISO date, in UTC so that no clock change can shift it.
 * @param {string} iso
 * @returns {number}
 */
export function dayNumber(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

/**
 * The ISO date of a day number.
 * @param {number} day
 * @returns {string}
 */
export function isoDate(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Whether something is a date as ISO 8601 writes it, 2025-03-12. @param {unknown} text @returns {text is string} */
export const isIsoDay = (text) => typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text);

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @returns {number}
 */
export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/**
 * A linear map from one interval to another.
 * @param {number} d0
 * @param {number} d1
 * @param {number} r0
 * @param {number} r1
 * @returns {(value: number) => number}
 */
export function linear(d0, d1, r0, r1) {
  const slope = (r1 - r0) / (d1 - d0 || 1);
  return (value) => r0 + (value - d0) * slope;
}

/**
 * Round tick values from 0 up to and including the first one at or above `max`.
 * @param {number} max
 * @param {number} count wanted number of steps
 * @returns {number[]}
 */
export function niceTicks(max, count) {
  const raw = Math.max(max, 1) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) || 10) * power;
  const ticks = [];
  for (let value = 0; value < max + step; value += step) ticks.push(value);
  return ticks;
}

/**
 * Day numbers of the first of each month from `first` to `last`.
 * @param {number} first
 * @param {number} last
 * @returns {{day: number, month: number, year: number}[]}
 */
export function monthStarts(first, last) {
  const [startYear, startMonth] = isoDate(first).split("-").map(Number);
  const months = [];
  for (let offset = 0; ; offset += 1) {
    const month = (startMonth - 1 + offset) % 12;
    const year = startYear + Math.floor((startMonth - 1 + offset) / 12);
    const day = Math.round(Date.UTC(year, month, 1) / DAY_MS);
    if (day > last) return months;
    if (day >= first) months.push({ day, month: month + 1, year });
  }
}
