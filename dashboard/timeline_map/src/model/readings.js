/** The reading of the places: which is in force on a day, and its outlines, which come in a file of their own. */
import { isCrossed } from "../util/boxes.js";
import { EVEN, READING } from "../util/made_rules.js";

/**
 * @import { Frame, Model } from "./model.js"
 * @import { State } from "./fields.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * The ground within which it is so likely, of a hundred, that a point is held.
 * @typedef {object} Outline
 * @property {number} chance
 * @property {number[][][][]} polygons
 */

/**
 * The outlines of a reading by its place, the least likely first.
 * @typedef {(place: number) => Outline[]} OutlinesOf
 */

/**
 * The readings of all accounts, or of one's own word: for each day the place of the one in force.
 * @typedef {object} Readings
 * @property {readonly Payload.Reading[]} rows
 * @property {Int32Array} at
 * @property {OutlinesOf | null} outlines
 */

/**
 * What each reading shares with each firm area, then with each before it, hectares; of one account's word from its
 * start on.
 * @typedef {object} SharedSizes
 * @property {Record<string, number>} starts
 * @property {readonly (readonly number[])[]} rows
 */

const SCALE = 1e5; // to a degree, as geodata/dataset/readings.py codes them

/** READING: the layer, and what stands for it in place of an account. EVEN: of how many in a hundred an outline without a number tells. */
export { EVEN, READING };
/** Whether it is drawn. @param {{layers: string[]}} state */
export const isReadingOn = ({ layers }) => layers.includes(READING);

/** Longitude and latitude of each corner. @param {number[]} steps of each from the one before @returns {number[][]} */
export function readCorners(steps) {
  const corners = [];
  let [lon, lat] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    corners.push([lon / SCALE, lat / SCALE]);
  }
  return corners;
}

/** A closed ring from its runs of corners. @param {number[]} runs @param {number[][]} corners */
export function readRing(runs, corners) {
  const ring = [];
  for (let at = 0; at < runs.length; at += 2) {
    const [first, count] = [runs[at], runs[at + 1]];
    for (let step = 0; step < Math.abs(count); step += 1) ring.push(corners[first + Math.sign(count) * step]);
  }
  return [...ring, ring[0]];
}

/**
 * The outlines of each reading, read when they are first asked for.
 * @param {Payload.Outlines} coded
 * @param {number[]} chances of how many in a hundred each outline beside that of even chances tells
 * @returns {OutlinesOf}
 */
export function readOutlines(coded, chances) {
  const corners = readCorners(coded.corners);
  const ready = /** @type {Map<number, Outline[]>} */ (new Map());

  /** @param {number} place @returns {Outline[]} */
  function read(place) {
    const day = coded.days[place];
    return [
      ...chances.map((chance, number) => ({ chance, coded: day.chances[number] })),
      { chance: EVEN, coded: day.polygons },
    ]
      .sort((a, b) => a.chance - b.chance)
      .map(({ chance, coded: polygons }) => ({
        chance,
        polygons: polygons.map((rings) => rings.map((runs) => readRing(runs, corners))),
      }));
  }

  return (place) => {
    const outlines = ready.get(place) || read(place);
    ready.set(place, outlines);
    return outlines;
  };
}

/** What readings share: each row is the one before and steps, told by their turns. @param {Payload.SharedSizes} coded @returns {SharedSizes} */
export function readShared({ starts, turns }) {
  let last = /** @type {number[]} */ ([]);
  const rows = turns.map((row) => {
    let step = 0;
    const sizes = /** @type {number[]} */ ([]);
    for (const one of row) {
      const [turn, count] = typeof one === "number" ? [one, 1] : one;
      for (let left = count; left > 0; left -= 1) {
        step += turn;
        sizes.push(step + (last[sizes.length] ?? 0));
      }
    }
    last = sizes;
    return last;
  });
  return { starts, rows };
}

const NONE = /** @type {Readings} */ ({ rows: [], at: new Int32Array(0), outlines: null });

/**
 * The readings that a state asks for: of all accounts, or of one's own word alone once that is here.
 * @param {Model} model
 * @param {State} state
 * @returns {Readings}
 */
export function pickReadings({ payload, readings, outlines, own }, { reading, clock }) {
  // They rest on reports of all days: on the clock of what was known there are none.
  if (clock !== "event") return NONE;
  if (reading === null) return { rows: payload.readings, at: readings, outlines: outlines.rows };
  return own[reading]?.rows ?? NONE;
}

/** The reading in force on the day of a frame, if any. @param {Frame} frame */
export const readingOf = ({ readings, reading }) => /** @type {Payload.Reading | undefined} */ (readings.rows[reading]);

/** Whose word alone is heard, in words; none where all are. @param {string | null} id @param {Payload.Frames} payload */
export const nameOwn = (id, payload) => payload.accounts.find((one) => one.id === id)?.label ?? "";

/** The ends of the 80 % band of a reading's area. @param {Payload.Reading} reading @param {Format} format */
export const writeBand = ({ low, high }, format) =>
  format.say("range", { low: format.number(low), high: format.number(high) });

/** The area that a reading has, or that it has none. @param {Payload.Reading} reading @param {Format} format */
export const writeArea = ({ km2 }, format) =>
  km2 ? format.say("reading_value", { km2: format.number(km2) }) : format.say("reading_empty");

/** A reading's area and its band; dashboard/view/figures.py writes the same. @param {Payload.Reading} reading @param {Format} format */
export const writeReading = (reading, format) =>
  [writeArea(reading, format), ...(reading.km2 ? [`(${writeBand(reading, format)})`] : [])].join(" ");

/** Even-odd test of a position against polygons. @param {number[][][][]} polygons @param {{lon: number, lat: number}} position */
export function contains(polygons, { lon, lat }) {
  let inside = false;
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i += 1) {
      const [x1, y1] = ring[i - 1];
      const [x2, y2] = ring[i];
      if (isCrossed(lon, lat, x1, y1, x2, y2)) inside = !inside;
    }
  }
  return inside;
}

/** Between how many in a hundred the chance lies. @param {Outline[]} outlines @param {{lon: number, lat: number}} position @returns {[number, number]} */
export function findChance(outlines, position) {
  const least = outlines.findLast(({ polygons }) => contains(polygons, position))?.chance ?? 0;
  return [least, outlines.find(({ chance }) => chance > least)?.chance ?? 100];
}
