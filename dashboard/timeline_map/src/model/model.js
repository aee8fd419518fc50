/** The payload indexed by day: which report is in force when, and every shape ready to draw. */

import { clamp, dayNumber, isoDate, monthStarts } from "../util/scale.js";
import { createKnown } from "./clock.js";
import { createControl } from "./control.js";
import { readModes } from "./modes.js";
import { pickReadings, readOutlines, readShared } from "./readings.js";

/**
 * @import { Clock, KnownClock } from "./clock.js"
 * @import { Control } from "./control.js"
 * @import { Modes } from "./modes.js"
 * @import { OutlinesOf, Readings, SharedSizes } from "./readings.js"
 * @import { State } from "./fields.js"
 */

/**
 * The days on which something changes on one clock.
 * @typedef {Payload.Step & {
 *   day: number,
 * }} FrameStep
 */

/**
 * @typedef {object} Axis
 * @property {FrameStep[]} steps
 * @property {(day: number) => number} indexAt
 */

/**
 * @typedef {object} Model
 * @property {Payload.Frames} payload
 * @property {number} days
 * @property {Record<"event" | "known", Axis>} axes
 * @property {KnownClock} known
 * @property {Map<string, string[]>} mappers
 * @property {{ day: number; month: number; year: number }[]} months
 * @property {Control} control
 * @property {Map<string, Payload.Point>} points
 * @property {number} maximum
 * @property {{ rows: readonly (readonly number[])[] | null }} overlaps
 * @property {Int32Array} readings For each day the place of the reading in force, -1 before the first.
 * @property {{ rows: OutlinesOf | null }} outlines
 * @property {{ rows: SharedSizes | null }} shared
 * @property {{ rows: Modes | null }} modes
 * @property {Record<string, { rows: Readings | null; read(coded: Payload.OwnReadings): Readings }>} own
 * @property {Map<number, number>} [overlapRows]
 * @property {{ key: string; label: string }[]} [compareKeys]
 * @property {(iso: string) => number} dayOf
 * @property {(iso: string) => number} rawDayOf
 * @property {(day: number) => string} isoOf
 * @property {(account: string, mapper: string | null) => string} keyOf
 * @property {(day: number, direction: number, clock: Clock) => number | undefined} neighbour
 */

/**
 * @typedef {object} AccountEntry
 * @property {Payload.Account} account
 * @property {boolean} visible
 * @property {Payload.Figure | null} figure
 * @property {Payload.Claim | null} claim
 * @property {Payload.Point | null} point
 * @property {number} age
 */

/**
 * @typedef {object} Frame
 * @property {number} day
 * @property {string} date
 * @property {FrameStep | null} step
 * @property {number} stepIndex
 * @property {number} steps
 * @property {AccountEntry[]} entries
 * @property {number} reading The place of the reading in force, -1 where there is none.
 * @property {Readings} readings Those that it is one of.
 * @property {State} state
 * @property {number[]} [drawn]
 * @property {ComparedGround} [compared]
 */

/**
 * What a frame shows of a comparison.
 * @typedef {object} ComparedGround
 * @property {string} choice What is set against what; the shown date is no part of it.
 * @property {() => number[][][][][]} list Look up the ground of each, longitudes and latitudes: not each frame needs it.
 */

/**
 * For each day the index of the last step at or before it, -1 before the first.
 * @param {{day: number}[]} steps in order of day
 * @param {number} days
 */
function indexSteps(steps, days) {
  const index = new Int32Array(days).fill(-1);
  for (const [position, step] of steps.entries()) index.fill(position, clamp(step.day, 0, days));
  return index;
}

/** @param {Payload.Series[]} series @returns {Map<string, Payload.Point>} each claim's place on the chart */
function indexPoints(series) {
  const points = new Map();
  for (const one of series) for (const point of one.points) points.set(point.claim, point);
  return points;
}

/** @param {Payload.Step[]} steps @param {string} account @returns {string[]} the mappers of an account */
function listMappers(steps, account) {
  const names = new Set();
  for (const step of steps) {
    for (const key of Object.keys(step.figures)) {
      if (key.startsWith(`${account}:`)) names.add(key.slice(account.length + 1));
    }
  }
  return [...names];
}

/** @param {Payload.Series[]} series @returns {number} the largest figure on the chart, km² */
function findMaximum(series) {
  let max = 0;
  for (const one of series) {
    for (const point of one.points) max = Math.max(max, point.value || 0, point.high || 0);
  }
  return max;
}

/**
 * The days on which something changes on one clock.
 * @param {Payload.Step[]} rows
 * @param {(iso: string) => number} dayOf
 * @param {number} days
 * @returns {Axis}
 */
function createAxis(rows, dayOf, days) {
  const steps = rows.map((row) => ({ ...row, day: dayOf(row.date) })).sort((a, b) => a.day - b.day);
  const index = indexSteps(steps, days);
  return { steps, indexAt: (day) => index[clamp(day, 0, days - 1)] };
}

/** The outlines of the reading where they came with the frames. @param {Payload.Frames} payload */
const findOutlines = ({ outlines, chances }) => (typeof outlines === "string" ? null : readOutlines(outlines, chances));

/**
 * The readings of one account's own word, as they come in a file of their own.
 * @param {Payload.OwnReadings} coded
 * @param {Payload.Frames} payload
 * @param {(iso: string) => number} rawDayOf
 * @param {number} days
 * @returns {Readings}
 */
function readOwn({ readings, outlines }, { chances }, rawDayOf, days) {
  const at = indexSteps(
    readings.map(({ date }) => ({ day: rawDayOf(date) })),
    days,
  );
  return { rows: readings, at, outlines: readOutlines(outlines, chances) };
}

/** Those that came with the frames, and room for the others. @param {Payload.Frames} payload @param {(iso: string) => number} rawDayOf @param {number} days */
function findOwn(payload, rawDayOf, days) {
  const own = /** @type {Model["own"]} */ ({});
  for (const [id, coded] of Object.entries(payload.own)) {
    const read = (/** @type {Payload.OwnReadings} */ given) => readOwn(given, payload, rawDayOf, days);
    own[id] = { rows: typeof coded === "string" ? null : read(coded), read };
  }
  return own;
}

/**
 * @param {Payload.Frames} payload frames.json, or what a filter leaves of it
 * @param {Model} [whole] the model without the filter: its mappers and scale stay
 * @returns {Model}
 */
export function createModel(payload, whole) {
  const first = dayNumber(payload.front.first);
  const days = dayNumber(payload.front.last) - first + 1;
  const rawDayOf = (/** @type {string} */ iso) => dayNumber(iso) - first;
  const dayOf = (/** @type {string} */ iso) => clamp(dayNumber(iso) - first, 0, days - 1);
  const axes = {
    event: createAxis(payload.steps, rawDayOf, days),
    known: createAxis(payload.known_steps, rawDayOf, days),
  };
  const known = createKnown(payload, rawDayOf);
  const mappers = whole ? whole.mappers : new Map();
  for (const { id } of whole ? [] : payload.accounts) mappers.set(id, listMappers(payload.steps, id));
  const outlines = whole ? whole.outlines : { rows: findOutlines(payload) };

  return {
    payload,
    days,
    axes,
    known,
    mappers,
    dayOf,
    rawDayOf,
    isoOf: (day) => isoDate(first + day),
    months: monthStarts(first, first + days - 1).map((month) => ({
      ...month,
      day: month.day - first,
    })),
    control: createControl(payload, rawDayOf, days, known),
    points: indexPoints(payload.series),
    maximum: whole ? whole.maximum : findMaximum(payload.series),
    overlaps: whole ? whole.overlaps : { rows: Array.isArray(payload.overlaps) ? payload.overlaps : null },
    readings: indexSteps(
      payload.readings.map(({ date }) => ({ day: rawDayOf(date) })),
      days,
    ),
    outlines,
    shared: whole ? whole.shared : { rows: typeof payload.shared === "string" ? null : readShared(payload.shared) },
    modes: { rows: typeof payload.modes === "string" ? null : readModes(payload.modes, payload, rawDayOf, outlines) },
    own: whole ? whole.own : findOwn(payload, rawDayOf, days),
    keyOf: (account, mapper) => (mapper && mappers.get(account).includes(mapper) ? `${account}:${mapper}` : account),
    neighbour(day, direction, clock) {
      const { steps } = axes[clock];
      if (direction > 0) return steps.find((step) => step.day > day)?.day;
      return steps.findLast((step) => step.day < day)?.day;
    },
  };
}

/**
 * Everything that one day shows: each account's figure in force, its claim and its age.
 * @param {State} state
 * @param {Model} model
 * @returns {Frame}
 */
export function composeFrame(state, model) {
  const { steps, indexAt } = model.axes[state.clock];
  const stepIndex = indexAt(state.day);
  const step = stepIndex < 0 ? null : steps[stepIndex];
  const entries = model.payload.accounts.map((account) => {
    const figure = step ? step.figures[model.keyOf(account.id, state.mapper)] || null : null;
    return {
      account,
      visible: state.accounts.includes(account.id),
      figure,
      claim: figure ? model.payload.claims[figure.claim] || null : null,
      point: figure ? model.points.get(figure.claim) || null : null,
      age: figure ? state.day - model.rawDayOf(figure.since) : 0,
    };
  });
  const readings = pickReadings(model, state);
  return {
    day: state.day,
    date: model.isoOf(state.day),
    step,
    stepIndex,
    steps: steps.length,
    entries,
    reading: readings.at[state.day] ?? -1,
    readings,
    state,
  };
}
