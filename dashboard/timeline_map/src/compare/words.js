/** What a comparison comes to, in sentences; dashboard/view/compare.py says the same of the same. */
import {
  findTolerance,
  findWitness,
  hasGround,
  isReading,
  isSameMaker,
  listTold,
  nameMaker,
} from "../model/comparison.js";
import { writeReading } from "../model/readings.js";
import { keyFor } from "../model/sentences.js";
import { nameStatus } from "../notes/notes.js";
import { NEAR_DAYS } from "../util/made_rules.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { PlaceChange, Compared, ComparedSide } from "../model/comparison.js"
 * @import { Format } from "../util/format.js"
 */

const HECTARES = 100; // to a square kilometre

/** Whole km², below ten to one decimal. @param {number} hectares @param {Format} format */
export function writeKm2(hectares, format) {
  const step = hectares >= 10 * HECTARES ? HECTARES : HECTARES / 10;
  return format.number((Math.floor((hectares + step / 2) / step) * step) / HECTARES);
}

/** @param {number} km2 @param {Format} format */
const round = (km2, format) => format.number(Math.floor(km2 * 10 + 0.5) / 10);

/** A difference with its sign; nothing has none. @param {number} km2 @param {Format} format */
function sign(km2, format) {
  const tenths = Math.floor(Math.abs(km2) * 10 + 0.5);
  const number = format.number(tenths / 10);
  return tenths ? format.say(km2 > 0 ? "compare_plus" : "compare_minus", { number }) : number;
}

/** Why a side has no area; "" where it has one. @param {ComparedSide} side @param {Context} context */
function tellGap(side, { format, model }) {
  if (hasGround(side)) return "";
  const known = side.frame.state.clock === "known" ? "compare_no_reading_known" : "compare_no_reading";
  const none = isReading(side.key) ? known : keyFor("compare_no_figure", model);
  const key = side.figure ? "compare_in_words" : none;
  return format.say(key, { account: side.label, day: format.longDate(side.date) });
}

/** One part of the ground in words. @param {"gained" | "lost" | "unchanged"} part @param {Compared} compared @param {Format} format */
function tellPart(part, compared, format) {
  const { kind, sizes } = compared;
  const number = writeKm2(/** @type {any} */ (sizes)[part], format);
  const blanks = { km2: format.say("compare_km2", { number }), name: nameSizes(compared, format)[part] };
  return format.say(kind === "dates" ? "compare_part_dates" : "compare_part", blanks);
}

/** @param {Compared} compared @param {Format} format */
function tellSizes(compared, format) {
  const { kind, before, after, sizes } = compared;
  const told = listTold(/** @type {any} */ (sizes));
  const parts = told.map((part) => tellPart(part, compared, format));
  return format.say(`compare_${kind}`, {
    account: after.label,
    first: before.label,
    second: after.label,
    before: format.longDate(before.date),
    after: format.longDate(after.date),
    parts: parts.join(", ") || format.say("compare_alike"),
  });
}

/** What is left out as too small to tell. @param {Compared} compared @param {Format} format */
function tellTolerance({ sizes }, format) {
  const given = /** @type {Record<"gained" | "lost" | "unchanged", number>} */ (sizes);
  const told = /** @type {string[]} */ (listTold(given));
  if (!Object.entries(given).some(([part, hectares]) => hectares > 0 && !told.includes(part))) return [];
  const km2 = format.say("compare_km2", { number: writeKm2(findTolerance(given), format) });
  return [format.say("compare_tolerance", { km2 })];
}

/** How much of the difference is change of ground, and how much of claimant. @param {Compared} compared @param {Context} context */
function tellMakers({ kind, before, after }, { model, format }) {
  const { payload } = model;
  const [old, now] = [payload.areas[before.area], payload.areas[after.area]];
  const [first, second] = [payload.claims[old.claim], payload.claims[now.claim]];
  if (first === second) return format.say("compare_same_report");
  const net = sign(now.km2 - old.km2, format);
  if (isSameMaker(first, second, payload))
    return format.say("compare_one_maker", { maker: nameMaker(second, payload), net });
  if (old.date === now.date) return format.say("compare_all_claimant", { day: format.longDate(now.date), net });
  const blanks = {
    first: nameMaker(first, payload),
    second: nameMaker(second, payload),
    from_day: format.longDate(old.date),
    to_day: format.longDate(now.date),
    net,
    days: NEAR_DAYS,
  };
  if (kind === "accounts") return format.say("compare_between", blanks);
  const found = findWitness(old, now, model, after.date);
  if (!found) return format.say("compare_no_witness", blanks);
  const ground = found.after.km2 - found.before.km2;
  return format.say("compare_witness", {
    ...blanks,
    maker: found.maker,
    from: round(found.before.km2, format),
    to: round(found.after.km2, format),
    from_day: format.longDate(found.before.date),
    to_day: format.longDate(found.after.date),
    ground: sign(ground, format),
    claimant: sign(now.km2 - old.km2 - ground, format),
  });
}

/** What a side that nobody claims is, and that the difference tells no change of ground. @param {Compared} compared @param {Context} context */
function tellComputed({ before, after }, { format }) {
  const read = [before, after].filter(({ key }) => isReading(key));
  const [first, second] = [read[0], read[read.length - 1]];
  const write = (/** @type {ComparedSide} */ { reading }) => writeReading(/** @type {any} */ (reading), format);
  return format.say(read.length > 1 ? "compare_computed_both" : "compare_computed", {
    first: write(first),
    second: write(second),
    before: format.longDate(first.date),
    after: format.longDate(second.date),
  });
}

/** What the reported places imply for the two days. @param {Compared} compared @param {Context} context */
function tellReading({ before, after }, { model, format }) {
  if (before.frame.state.clock !== "event") return [];
  const read = [before, after].map(({ day }) => model.payload.readings[model.readings[day]]); // of all accounts
  if (read.includes(/** @type {any} */ (undefined))) return [];
  const [first, second] = read.map((one) => writeReading(one, format));
  const blanks = { first, second, before: format.longDate(before.date), after: format.longDate(after.date) };
  return [format.say(before.date === after.date ? "compare_reading_day" : "compare_reading", blanks)];
}

/**
 * What changed, whose change it is, and what is left out.
 * @param {Compared} compared
 * @param {Context} context
 * @returns {string[]}
 */
export function tellComparison(compared, context) {
  const { before, after, sizes } = compared;
  const { format } = context;
  const missing = [before, after].map((side) => tellGap(side, context)).filter(Boolean);
  if (missing.length || !sizes) return missing;
  if ([before, after].some(({ key }) => isReading(key)))
    return [tellSizes(compared, format), tellComputed(compared, context), ...tellTolerance(compared, format)];
  const leftOut = before.contested || after.contested ? [format.say("compare_contested")] : [];
  return [
    tellSizes(compared, format),
    tellMakers(compared, context),
    ...tellTolerance(compared, format),
    ...leftOut,
    ...tellReading(compared, context),
  ];
}

/** What gained, lost and unchanged are called in this comparison. @param {Compared} compared @param {Format} format @returns {Record<string, string>} */
export function nameSizes({ kind, before, after }, format) {
  if (kind === "dates") {
    return Object.fromEntries(["gained", "lost", "unchanged"].map((name) => [name, format.say(`compare_${name}`)]));
  }
  const only = (/** @type {ComparedSide} */ { label }) => format.say("compare_only", { account: label });
  return { gained: only(after), lost: only(before), unchanged: format.say("compare_both") };
}

/** The sizes as they are written on the map: between two dates with their sign. @param {Compared} compared @param {Format} format @returns {Record<string, string>} */
export function writeSizes({ kind, sizes }, format) {
  const signs = /** @type {Record<string, string>} */ (
    kind === "dates" ? { gained: "compare_plus", lost: "compare_minus" } : {}
  );
  const write = (/** @type {string} */ part, /** @type {number} */ hectares) => {
    const number = writeKm2(hectares, format);
    return format.say("compare_km2", { number: signs[part] ? format.say(signs[part], { number }) : number });
  };
  return Object.fromEntries(
    (sizes ? listTold(sizes) : []).map((part) => [part, write(part, /** @type {any} */ (sizes)[part])]),
  );
}

/** How many settlements the account says changed hands, or are told differently. @param {Compared} compared @param {Format} format */
export function countPlaces({ kind, changes, before, after }, format) {
  if ([before, after].some(({ key }) => isReading(key))) return format.say("compare_places_computed");
  const key = kind === "dates" ? "compare_changed" : "compare_told";
  const account = after.label;
  return changes.length ? format.count(key, changes.length, { account }) : format.say(`${key}_none`, { account });
}

/** What the two sides say of a settlement. @param {PlaceChange} change @param {Compared} compared @param {Format} format */
export function tellTurn(change, compared, format) {
  const blanks = {
    before: nameStatus(change.before, format),
    after: nameStatus(change.after, format),
  };
  if (compared.kind === "dates") return format.say("compare_turn", blanks);
  return format.say("compare_against", { ...blanks, first: compared.before.label, second: compared.after.label });
}
