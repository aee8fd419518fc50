/** The level runs of a series: what its step line on the chart is made of. */

/** @import { Model } from "../model/model.js" */

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
