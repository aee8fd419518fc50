/** Where days and km² lie on the chart: its margins, its scales, its window in time, its narrow folds; the level runs of its lines. */

import { spanOf } from "../model/window.js";
import { clamp, linear, niceTicks } from "../util/scale.js";

/**
 * @import { Model } from "../model/model.js"
 * @import { DaySpan } from "../model/window.js"
 */

/**
 * @typedef {object} Plot
 * @property {number} width
 * @property {number} height
 * @property {number} left
 * @property {number} right
 * @property {number} top
 * @property {number} bottom
 * @property {number} lanes
 * @property {string} size
 * @property {boolean} log Whether heights go by equal factors.
 * @property {number[]} ticks
 * @property {number} first Between which days it is seen.
 * @property {number} last
 * @property {(day: number) => number} x
 * @property {(value: number) => number} y
 * @property {(pixel: number) => number} dayAt The day at a place, whole or with its fraction, within what is seen.
 * @property {(pixel: number) => number} dayNear
 */

const FOLDED = 0.2; // of its full width is a day of a silence that is drawn narrow
const DECADES = [0, 1, 10, 100, 1000, 10000, 100000];

/**
 * How far each day is from the first, in days of full width.
 * @param {Model} model
 * @returns {Float64Array}
 */
function measureDays({ payload, days, rawDayOf }) {
  const reach = new Float64Array(days);
  const folds = payload.front.folds.map(({ start, end }) => [rawDayOf(start), rawDayOf(end)]);
  for (let day = 1; day < days; day += 1) {
    reach[day] = reach[day - 1] + (folds.some(([from, to]) => from <= day && day <= to) ? FOLDED : 1);
  }
  return reach;
}

/** How far a day is, also between two days and beyond the front. @param {Float64Array} reach @param {number} day */
function reachOf(reach, day) {
  const last = reach.length - 1;
  if (day <= 0) return day;
  if (day >= last) return reach[last] + day - last;
  const whole = Math.floor(day);
  return reach[whole] + (reach[whole + 1] - reach[whole]) * (day - whole);
}

/** The day, with its fraction, that is so far. @param {Float64Array} reach @param {number} far */
function dayOfReach(reach, far) {
  let [low, high] = [0, reach.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (reach[middle] <= far) low = middle;
    else high = middle;
  }
  return low + (far - reach[low]) / (reach[high] - reach[low] || 1);
}

/**
 * The ways from days to pixels and back.
 * @param {Model} model
 * @param {DaySpan | null} window
 * @param {number} left pixels
 * @param {number} right
 */
export function scaleTime(model, window, left, right) {
  const [first, last] = spanOf(window, model.days);
  const reach = measureDays(model);
  const [start, end] = [reachOf(reach, first), reachOf(reach, last)];
  const toPixel = linear(start, end, left, right);
  const toReach = linear(left, right, start, end);
  const dayNear = (/** @type {number} */ pixel) => clamp(dayOfReach(reach, toReach(pixel)), first, last);
  return {
    first,
    last,
    x: (/** @type {number} */ day) => toPixel(reachOf(reach, day)),
    dayNear,
    dayAt: (/** @type {number} */ pixel) => Math.round(dayNear(pixel)),
  };
}

/**
 * The largest figure that is seen between two days, km²: of all marks, of the lines that pass through, and
 * of the band, as dashboard/briefing/chart/window.py finds it. Accounts that are switched off count, so that
 * the heights stay while they are switched.
 * @param {Model} model
 * @param {DaySpan | null} window
 * @param {readonly Payload.Reading[]} readings those that are drawn
 */
export function findHighest(model, window, readings) {
  if (!window) return model.maximum;
  const [first, last] = window;
  const { series } = model.payload;
  const points = series.flatMap((one) => one.points);
  const seen = points.filter((one) => model.rawDayOf(one.end) >= first && model.rawDayOf(one.start) <= last);
  const runs = series.flatMap((one) => listRuns(one, model, series));
  const through = runs.filter((run) => run.to >= first && run.from <= last).map((run) => run.value);
  const band = readings.flatMap(({ date, high }, place) => {
    const next = readings[place + 1];
    return model.rawDayOf(date) <= last && (!next || model.rawDayOf(next.date) > first) ? [high] : [];
  });
  return Math.max(1, ...seen.flatMap((one) => [one.value ?? 0, one.high ?? 0]), ...through, ...band);
}

/**
 * Heights for km²: by equal steps, or by equal factors, where nothing still stands on the zero line.
 * @param {number} highest km²
 * @param {boolean} log
 * @param {number} steps
 * @param {number} bottom
 * @param {number} top
 */
function scaleHeight(highest, log, steps, bottom, top) {
  if (!log) {
    const ticks = niceTicks(highest, steps);
    return { ticks, y: linear(0, ticks[ticks.length - 1], bottom, top) };
  }
  const rise = linear(0, Math.log1p(highest * 1.15), bottom, top);
  return {
    ticks: DECADES.filter((tick) => tick <= highest * 1.15),
    y: (/** @type {number} */ value) => rise(Math.log1p(Math.max(value, 0))),
  };
}

/**
 * Margins and scales for a size.
 * @param {Model} model
 * @param {number} width
 * @param {number} height
 * @param {string} size "wide", "tablet" or "phone"
 * @param {{window: DaySpan | null, log: boolean, readings: readonly Payload.Reading[]}} [lens] between which days, by
 *   which heights and with which readings it is seen
 * @returns {Plot}
 */
export function layOut(model, width, height, size, lens = { window: null, log: false, readings: [] }) {
  const { window, log, readings } = lens;
  const phone = size === "phone";
  const left = phone ? 46 : 56; // thousands in a wide face of the machine
  const right = width - (phone ? 14 : 20);
  const lanes = phone ? 0 : 2;
  const top = lanes * 16 + 22; // below the names of events, a strip of flags without a name
  const bottom = Math.max(height - 30, top); // a surface that has yet to be laid out has no height
  const steps = phone || height < 170 ? 2 : 3;
  return {
    ...{ width, height, left, right, top, bottom, lanes, size, log },
    ...scaleTime(model, window, left, right),
    ...scaleHeight(findHighest(model, window, readings), log, steps, bottom, top),
  };
}

/**
 * Days from which an account's figure is void, because it then spoke only in words.
 * @param {Model} model
 * @param {string} account
 * @param {Payload.Series[]} all every series that may be shown
 * @returns {number[]}
 */
function findVoids({ payload, known, rawDayOf }, account, all) {
  const own = all.filter((one) => one.account === account).flatMap((one) => one.points);
  const figures = new Set(own.filter((point) => point.start === point.end).map((point) => point.start));
  return payload.words
    .filter((one) => one.account === account && known.has(one.claim) && !figures.has(one.start))
    .map((one) => rawDayOf(one.start))
    .sort((a, b) => a - b);
}

/**
 * The level runs of a series that is joined; any other is marks alone. Each figure holds from its day until the next, or until it is void.
 * A range without a figure ends the run before it and has none of its own.
 * @param {Payload.Series} series
 * @param {Model} model
 * @param {Payload.Series[]} all
 * @returns {{from: number, to: number, value: number, joined: boolean}[]}
 */
export function listRuns(series, model, all) {
  if (!series.joined) return [];
  const points = series.points
    .filter((p) => p.start === p.end && p.line)
    .map((p) => ({ day: model.rawDayOf(p.start), value: p.value }))
    .sort((a, b) => a.day - b.day);
  const voids = findVoids(model, series.account, all);
  const end = model.days - 1;
  return points.flatMap((point, position) => {
    const next = points[position + 1];
    const stop = voids.find((day) => day > point.day);
    const to = Math.min(next ? next.day : end, stop ?? Infinity);
    const { day: from, value } = point;
    return value === null ? [] : [{ from, to, value, joined: (next?.value ?? null) !== null && to === next.day }];
  });
}
