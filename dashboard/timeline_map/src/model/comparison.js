/** Two dates or two accounts set against each other: their areas, sizes, settlements and makers. */
import { isolate } from "../util/format.js";
import * as RULES from "../util/made_rules.js";
import { isIsoDay } from "../util/scale.js";
import { composeFrame } from "./model.js";
import { EVEN, READING, readingOf } from "./readings.js";

/**
 * @import { Place, ControlInterval } from "./control.js"
 * @import { Frame, Model } from "./model.js"
 * @import { State } from "./fields.js"
 */

/** @typedef {"overlay" | "side" | "swipe"} CompareMode */

/**
 * What the shown date's account is set against; without a day, on the shown date.
 * @typedef {object} Comparison
 * @property {CompareMode} mode
 * @property {string} account
 * @property {string} against
 * @property {string | null} day
 */

/**
 * One account on one day, and the whole frame of that alone.
 * @typedef {object} ComparedSide
 * @property {string} key
 * @property {string} label
 * @property {string} account
 * @property {number} index
 * @property {number} day
 * @property {string} date
 * @property {Frame} frame
 * @property {Payload.Figure | null} figure
 * @property {Payload.Claim | null} claim
 * @property {number} area
 * @property {boolean} contested
 * @property {Payload.Reading | null} reading The reading, null on a side that is an account, or before the first.
 */

/**
 * A settlement told differently by the two sides.
 * @typedef {object} PlaceChange
 * @property {Place} place
 * @property {ControlInterval} before
 * @property {ControlInterval} after
 */

/**
 * Two sides in order of date; sizes in hectares, null where a side has no area.
 * @typedef {object} Compared
 * @property {"overlay" | "side" | "swipe"} mode
 * @property {"dates" | "accounts" | "mixed"} kind
 * @property {ComparedSide} pinned
 * @property {ComparedSide} shown
 * @property {ComparedSide} before
 * @property {ComparedSide} after
 * @property {boolean} swapped
 * @property {Record<"gained" | "lost" | "unchanged", number> | null} sizes
 * @property {PlaceChange[]} changes
 * @property {number} silent
 */

export const COMPARE_MODES = /** @type {CompareMode[]} */ (RULES.COMPARE_MODES);

/** The account of a key, or READING, and of it the mapper, or whose own word is read. @param {string} key @returns {[string, string | null]} */
function partKey(key) {
  const [name, own] = key.split(":");
  return [name, own ?? null];
}

/** Whether a key is that of a reading of the places. @param {string} key */
export const isReading = (key) => partKey(key)[0] === READING;

/**
 * By whose word the readings are that a comparison has on its sides: of one account alone, or null for that of all.
 * @param {Comparison} compare
 */
export const listRead = ({ account, against }) => [account, against].filter(isReading).map((key) => partKey(key)[1]);

/** Whether a key can be compared with: of a mapper or an account's own word only where there is some. @param {string} key @param {Model} model */
export function isSpoken(key, { payload, mappers, own }) {
  const [name, part] = partKey(key);
  if (name === READING) return part ? Object.hasOwn(own, part) : payload.readings.length > 0;
  return !part || Boolean(mappers.get(name)?.includes(part));
}

/** What can be compared: accounts, each followed by its mappers, and the readings of the places. @param {Model} model @returns {{key: string, label: string}[]} */
export function listKeys(model) {
  const { payload, mappers } = model;
  // The whole front's, whatever a filter leaves: an address must not depend on it.
  model.compareKeys ??= [
    ...payload.accounts.flatMap(({ id, label }) => {
      const own = (mappers.get(id) || []).length ? payload.series.filter((one) => one.account === id) : [];
      return [{ key: id, label }, ...own.map((one) => ({ key: `${id}:${one.id}`, label: one.label }))];
    }),
    { key: READING, label: payload.text.compare_places },
    ...payload.accounts.map(({ id, label }) => ({
      key: `${READING}:${id}`,
      label: payload.text.compare_places_own.replace("{account}", isolate(label)),
    })),
  ];
  return model.compareKeys;
}

/**
 * A wished-for comparison made safe; what is none of ours leaves the former.
 * @param {unknown} wish
 * @param {Comparison | null} former
 * @param {Model} model
 * @returns {Comparison | null}
 */
export function readComparison(wish, former, model) {
  if (wish === null) return null;
  if (!wish || typeof wish !== "object") return former;
  const { mode: asked, account, against, day } = /** @type {Record<string, unknown>} */ (wish);
  const mode = COMPARE_MODES.find((one) => one === asked);
  const isKey = (/** @type {unknown} */ key) => listKeys(model).some((one) => one.key === key);
  if (!mode || typeof account !== "string" || typeof against !== "string") return former;
  if (!isKey(account) || !isKey(against)) return former;
  const pinned = isIsoDay(day) ? model.isoOf(model.dayOf(day)) : null;
  return { mode, account, against, day: pinned };
}

/** What a key is called. @param {string} key @param {Model} model */
const nameKey = (key, model) => listKeys(model).find((one) => one.key === key)?.label || key;

/**
 * What the reported places imply on one day, by all or by one account's own word, and the frame of that alone.
 * @param {string} key
 * @param {number} day
 * @param {State} state
 * @param {Model} model
 * @returns {ComparedSide}
 */
function lookComputed(key, day, state, model) {
  const layers = [...new Set([...state.layers, READING])];
  const reading = partKey(key)[1];
  const frame = composeFrame({ ...state, day, accounts: [], layers, reading, compare: null }, model);
  const label = nameKey(key, model);
  const silent = { account: "", index: -1, figure: null, claim: null, area: -1, contested: false };
  return { key, label, day, date: frame.date, frame, reading: readingOf(frame) ?? null, ...silent };
}

/** Whether something says how much ground a side holds. @param {ComparedSide} side */
export const hasGround = ({ area, reading }) => area >= 0 || reading !== null;

/** The polygons counted as held, longitudes and latitudes. @param {ComparedSide} side @param {Model} model @returns {number[][][][]} */
export function groundOf({ area, frame }, { payload }) {
  if (area >= 0) return payload.areas[area].polygons;
  const { readings, reading } = frame;
  return readings.outlines?.(reading)?.find(({ chance }) => chance === EVEN)?.polygons ?? [];
}

/**
 * One account on one day, and the whole frame of that alone.
 * @param {string} wanted key
 * @param {number} day
 * @param {State} state
 * @param {Model} model
 * @returns {ComparedSide}
 */
function look(wanted, day, state, model) {
  if (isReading(wanted)) return lookComputed(wanted, day, state, model);
  const [account, own] = partKey(wanted);
  const silent = own && !(model.mappers.get(account) || []).includes(own); // it never gave a figure
  const mapper = own || state.mapper;
  const key = silent ? wanted : model.keyOf(account, mapper);
  const accounts = silent ? [] : [account];
  const frame = composeFrame({ ...state, day, accounts, mapper, compare: null }, model);
  const index = model.payload.accounts.findIndex(({ id }) => id === account);
  const { figure, claim } = silent ? { figure: null, claim: null } : frame.entries[index];
  const drawn = /** @type {number[]} */ (figure ? figure.areas : []);
  const area = drawn.find((id) => model.payload.areas[id].edge === "firm") ?? -1;
  const contested = drawn.some((id) => model.payload.areas[id].edge === "contested");
  const label = nameKey(key, model);
  return { key, label, account, index, day, date: frame.date, frame, figure, claim, area, contested, reading: null };
}

/** Row of each firm area in the payload's overlaps. @param {Payload.Frames} payload @returns {Map<number, number>} */
function numberRows({ areas }) {
  const firm = [...areas.keys()].filter((id) => areas[id].edge === "firm");
  return new Map(firm.map((id, row) => [id, row]));
}

/** Ground gained, lost and kept, hectares; null where a side has no area. @param {ComparedSide} before @param {ComparedSide} after @param {Model} model */
function measure(before, after, model) {
  model.overlapRows ??= numberRows(model.payload);
  const places = model.overlapRows;
  const { overlaps, shared } = model;
  // The rows of the readings follow those of the areas.
  const rowOf = (/** @type {ComparedSide} */ { area, reading, frame }) =>
    reading ? places.size + (shared.rows?.starts[frame.state.reading ?? ""] ?? 0) + frame.reading : places.get(area);
  const [old, now] = [rowOf(before), rowOf(after)];
  if (old === undefined || now === undefined) return null;
  const at = (/** @type {number} */ row) =>
    (row < places.size ? overlaps.rows?.[row] : shared.rows?.rows[row - places.size]) ?? [];
  const both = at(Math.max(old, now))[Math.min(old, now)];
  return { gained: at(now)[now] - both, lost: at(old)[old] - both, unchanged: both };
}

/**
 * Hectares below which a part says nothing: both areas are drawn to half a per cent.
 * @param {{gained: number, lost: number, unchanged: number}} sizes
 */
export function findTolerance({ gained, lost, unchanged }) {
  return Math.max(RULES.LEAST_TOLD, Math.ceil(RULES.EXACT * (gained + lost + 2 * unchanged)));
}

/** The parts that are told: none below the tolerance. @param {Record<"gained" | "lost" | "unchanged", number>} sizes @returns {("gained" | "lost" | "unchanged")[]} */
export function listTold(sizes) {
  const least = findTolerance(sizes);
  return /** @type {("gained" | "lost" | "unchanged")[]} */ (["gained", "lost", "unchanged"]).filter(
    (part) => sizes[part] >= least,
  );
}

/** Settlements told differently, and how many only one side speaks of. @param {ComparedSide} before @param {ComparedSide} after @param {Model} model */
function comparePlaces(before, after, { control }) {
  if (isReading(before.key) || isReading(after.key)) return { changes: [], silent: 0 };
  const changes = [];
  let silent = 0;
  for (const place of control.places) {
    const [old] = control.listWords(place, before.day, [before.account]);
    const [now] = control.listWords(place, after.day, [after.account]);
    if (old && now && old.status !== now.status) changes.push({ place, before: old, after: now });
    if (!old !== !now) silent += 1;
  }
  return { changes, silent };
}

/** @param {Payload.Claim} claim @param {Payload.Frames} payload */
const seriesOf = (claim, payload) => payload.series.find((one) => one.id === claim.series);

/** Whether two figures share maker and definition, so that their difference is ground. @param {Payload.Claim} first @param {Payload.Claim} second @param {Payload.Frames} payload */
export function isSameMaker(first, second, payload) {
  if (first.series !== second.series) return false;
  return Boolean(seriesOf(first, payload)?.joined) || first.claimant === second.claimant;
}

/** Its series, or its claimant where none is joined. @param {Payload.Claim} claim @param {Payload.Frames} payload @returns {string} */
export function nameMaker(claim, payload) {
  const series = seriesOf(claim, payload);
  return series?.joined ? series.label : claim.claimant;
}

/** Another figure of the maker of `own`, nearest to the day of `other`. @param {Payload.Area} own area @param {Payload.Area} other area @param {Model} model @param {string} until */
function findNear(own, other, { payload, rawDayOf, known }, until) {
  const claimOf = (/** @type {Payload.Area} */ area) => payload.claims[area.claim];
  const away = (/** @type {Payload.Area} */ area) => Math.abs(rawDayOf(area.date) - rawDayOf(other.date));
  const order = (/** @type {Payload.Area} */ one) => `${away(one)} ${one.date} ${one.claim}`;
  return payload.areas
    .filter((area) => area.edge === "firm" && claimOf(area) && area.claim !== own.claim && area.claim !== other.claim)
    .filter((area) => away(area) <= RULES.NEAR_DAYS && isSameMaker(claimOf(area), claimOf(own), payload))
    .filter((area) => (known.isOn() ? claimOf(area).public <= until : known.has(area.claim)))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))[0];
}

/**
 * What one of the two makers itself counted near both dates; the first side's is heard first.
 * @param {Payload.Area} old area
 * @param {Payload.Area} now area
 * @param {Model} model
 * @param {string} until only what was public by then, on the clock of what was known
 */
export function findWitness(old, now, model, until) {
  const name = (/** @type {Payload.Area} */ area) => nameMaker(model.payload.claims[area.claim], model.payload);
  const later = findNear(old, now, model, until);
  if (later) return { maker: name(old), before: old, after: later };
  const earlier = findNear(now, old, model, until);
  return earlier ? { maker: name(now), before: earlier, after: now } : null;
}

/** Whether all is here that a comparison needs. @param {Comparison} compare @param {Model} model */
function isReady(compare, { overlaps, shared, outlines, own }) {
  const read = listRead(compare);
  const here = read.every((id) => (id === null ? outlines : (own[id] ?? outlines)).rows);
  return Boolean(overlaps.rows && (!read.length || shared.rows) && here);
}

/**
 * What is compared, in order of date: of one date the account that is set against the other first.
 * Null where nothing is, or as long as nobody knows yet what the areas share.
 * @param {State} state
 * @param {Model} model
 * @returns {Compared | null}
 */
export function compose(state, model) {
  const { compare } = state;
  if (!compare || !isReady(compare, model)) return null;
  const pinned = look(compare.against, compare.day ? model.dayOf(compare.day) : state.day, state, model);
  const shown = look(compare.account, state.day, state, model);
  const swapped = shown.day < pinned.day;
  const [before, after] = swapped ? [shown, pinned] : [pinned, shown];
  const kind = before.key === after.key ? "dates" : before.day === after.day ? "accounts" : "mixed";
  const sizes = measure(before, after, model);
  return {
    mode: compare.mode,
    kind,
    pinned,
    shown,
    before,
    after,
    swapped,
    sizes,
    ...comparePlaces(before, after, model),
  };
}

/**
 * The accounts in the order in which a reader looks at them: the one with the mapper that they chose, then those
 * that are shown.
 * @param {State} state
 * @param {Model} model
 */
function listLooked({ accounts, mapper }, model) {
  const ids = accounts.length ? accounts : model.payload.accounts.map(({ id }) => id);
  const isChosen = (/** @type {string} */ id) => Boolean(mapper && model.mappers.get(id)?.includes(mapper));
  return [...ids.filter(isChosen), ...ids.filter((id) => !isChosen(id))];
}

/**
 * What a reader who starts to compare most likely wants: what the account that they look at said before; where
 * it has no figure before, another account on the same day.
 * @param {State} state
 * @param {Model} model
 * @returns {Comparison}
 */
export function suggest(state, model) {
  const { steps, indexAt } = model.axes[state.clock];
  const here = indexAt(state.day);
  const ids = listLooked(state, model);
  const figureAt = (/** @type {number} */ step, /** @type {string} */ id) =>
    steps[step]?.figures[model.keyOf(id, state.mapper)];
  const drawn = ids.filter((id) => figureAt(here, id)?.areas.length);
  const [id, other] = drawn;
  if (!id) return { mode: "overlay", account: ids[0], against: ids[1] || ids[0], day: null };
  const now = figureAt(here, id);
  for (let step = here - 1; step >= 0; step -= 1) {
    const then = figureAt(step, id);
    if (!then?.areas.length || then.claim === now?.claim) continue;
    const since = state.clock === "known" ? model.isoOf(steps[step].day) : then.since;
    return { mode: "overlay", account: id, against: id, day: since };
  }
  return { mode: "overlay", account: id, against: other ?? ids.find((one) => one !== id) ?? id, day: null };
}
