/** The other modes of the map: how far the accounts agree on a day, and days held over all dates. */
import * as RULES from "../util/made_rules.js";
import { contains, READING, readCorners, readRing } from "./readings.js";

/**
 * @import { Model, FrameStep } from "./model.js"
 * @import { State } from "./fields.js"
 */

/**
 * What the map shows: each account, how far they agree, on how many days ground was held.
 * @typedef {"accounts" | "agreement" | "days"} MapMode
 */

/**
 * The ground that just those accounts give, by their place; its polygons are read when they are drawn.
 * @typedef {object} AgreedCell
 * @property {number[]} givers
 * @property {number} km2
 * @property {() => number[][][][]} polygons
 */

/**
 * The ground that so many accounts give.
 * @typedef {object} AgreedShare
 * @property {number} count
 * @property {number} km2
 * @property {AgreedCell[]} cells
 */

/**
 * How far the chosen accounts agree: by their places those asked, those with a shape, those that say nothing is held.
 * @typedef {object} AgreedDay
 * @property {number[]} asked
 * @property {number[]} shaped
 * @property {number[]} empty
 * @property {AgreedShare[]} shares
 * @property {number} km2
 */

/**
 * A shape and its days, counted from the first of the front.
 * @typedef {object} HeldSpell
 * @property {number} from
 * @property {number} to
 * @property {number} days
 * @property {() => number[][][][]} polygons
 */

/**
 * On how many days ground was held, by one account, mapper or the reading.
 * @typedef {object} CountedDays
 * @property {string} key
 * @property {HeldSpell[]} spells
 * @property {{ least: number; most: number | null; km2: number; polygons(): number[][][][] }[]} classes
 * @property {HeldSpell[]} outlines
 */

/**
 * modes.json, read: divisions of the ground by their areas, and days by whose they are.
 * @typedef {object} Modes
 * @property {number[]} slopes Of the lines on what each account gives alone, degrees.
 * @property {number[]} bounds The least days of each class.
 * @property {Map<string, AgreedCell[]>} divisions
 * @property {Record<string, CountedDays>} days
 */

export const MAP_MODES = /** @type {MapMode[]} */ (RULES.MAP_MODES);

/** What a mode has is read when it is first drawn. @param {number[][][]} coded @param {number[][]} corners */
function readLater(coded, corners) {
  let read = /** @type {number[][][][] | null} */ (null);
  return () => {
    read ??= coded.map((rings) => rings.map((runs) => readRing(runs, corners)));
    return read;
  };
}

/** A reading's ground, once its outlines are there. @param {Model["outlines"]} outlines @param {number} place */
const outlineOf = (outlines, place) => () => outlines.rows?.(place).find(({ chance }) => chance === 50)?.polygons ?? [];

/**
 * modes.json, whose sentences go to those of the frames.
 * @param {Payload.Modes} coded
 * @param {Payload.Frames} payload
 * @param {(iso: string) => number} dayOf
 * @param {Model["outlines"]} outlines of the reading
 * @returns {Modes}
 */
export function readModes({ text, slopes, bounds, corners: steps, agreement, days }, payload, dayOf, outlines) {
  Object.assign(payload.text, text);
  const corners = readCorners(steps);
  const divisions = /** @type {Map<string, AgreedCell[]>} */ (new Map());
  for (const { areas, cells } of agreement) {
    const read = cells.map(({ givers, km2, polygons }) => ({ givers, km2, polygons: readLater(polygons, corners) }));
    divisions.set(areas.join(), read);
  }
  const counted = Object.entries(days).map(([key, { spells: coded, classes, outlines: picked }]) => {
    const spells = coded.map(({ shape, start, end, days: length }) => ({
      from: dayOf(start),
      to: dayOf(end),
      days: length,
      polygons: key === READING ? outlineOf(outlines, shape) : () => payload.areas[shape].polygons,
    }));
    const drawn = classes.map(({ polygons, ...one }) => ({ ...one, polygons: readLater(polygons, corners) }));
    return [key, { key, spells, classes: drawn, outlines: picked.map((place) => spells[place]) }];
  });
  return { slopes, bounds, divisions, days: Object.fromEntries(counted) };
}

/** What the map shows: a comparison is drawn in place of a mode. @param {State} state @returns {MapMode} */
export const modeOf = ({ mode, compare }) => (compare ? "accounts" : mode);

/** The firm area of each account on a step, -1 where it has none. @param {Model} model @param {FrameStep | null} step @param {string | null} mapper */
function listFirm({ payload, keyOf }, step, mapper) {
  return payload.accounts.map(({ id }) => {
    const areas = step?.figures[keyOf(id, mapper)]?.areas ?? [];
    return areas.find((area) => payload.areas[area].edge === "firm") ?? -1;
  });
}

/**
 * How far the chosen accounts agree on a step of the timeline.
 * @param {Model} model
 * @param {FrameStep | null} step
 * @param {State} state
 * @returns {AgreedDay | null} null until it is there
 */
export function agreedOn(model, step, { accounts, mapper }) {
  const { payload, modes } = model;
  if (!modes.rows) return null;
  const firm = listFirm(model, step, mapper);
  const asked = payload.accounts.flatMap(({ id }, place) => (accounts.includes(id) ? [place] : []));
  const shaped = asked.filter((place) => firm[place] >= 0);
  const empty = shaped.filter((place) => !payload.areas[firm[place]].polygons.length);
  const cells = (modes.rows.divisions.get(firm.join()) ?? []).flatMap((cell) => {
    const givers = cell.givers.filter((place) => shaped.includes(place));
    return givers.length ? [{ ...cell, givers }] : [];
  });
  const shares = shaped.map((_, place) => {
    const count = shaped.length - place;
    const own = cells.filter(({ givers }) => givers.length === count);
    return { count, cells: own, km2: own.reduce((sum, { km2 }) => sum + km2, 0) };
  });
  return { asked, shaped, empty, shares, km2: shares.reduce((sum, { km2 }) => sum + km2, 0) };
}

/** Of whom the days are counted, null where nobody is shown. @param {State} state @param {Model} model */
export function holderOf({ whose, accounts, mapper }, { payload, keyOf }) {
  const name = whose ?? payload.accounts.find(({ id }) => accounts.includes(id))?.id;
  if (name === undefined) return null;
  return name === READING ? name : keyOf(name, mapper);
}

/**
 * On how many days ground was held, by whom the state asks for.
 * @param {State} state
 * @param {Model} model
 * @returns {CountedDays | null} null until it is there, and on the clock of what was known
 */
export function countedOf(state, model) {
  const key = state.clock === "event" ? holderOf(state, model) : null;
  return (key !== null && model.modes.rows?.days[key]) || null;
}

/** Of which account days are counted, -1 for the reading. @param {string} key @param {Payload.Frames} payload */
export const placeOf = (key, { accounts }) => accounts.findIndex(({ id }) => id === key.split(":")[0]);

/** The spell of a day. @param {CountedDays} counted @param {number} day */
export const spellOn = ({ spells }, day) => spells.find(({ from, to }) => from <= day && day <= to) ?? null;

/** On how many days a point was held, the first and the last of them. @param {CountedDays} counted @param {{lon: number, lat: number}} at */
export function countStay({ spells }, at) {
  const held = spells.filter((spell) => contains(spell.polygons(), at));
  if (!held.length) return null;
  return { days: held.reduce((sum, { days }) => sum + days, 0), from: held[0].from, to: held[held.length - 1].to };
}

/** The cell in which a point lies. @param {AgreedDay} agreed @param {{lon: number, lat: number}} at */
export const findCell = ({ shares }, at) =>
  shares.flatMap(({ cells }) => cells).find((cell) => contains(cell.polygons(), at)) ?? null;
