/** What agreement and days held say in words: for the card, the table, and the note beside the pointer. */

import { agreedOn, countedOf, countStay, findCell, holderOf, modeOf, placeOf, spellOn } from "../model/modes.js";
import { READING } from "../model/readings.js";
import { nameAccount } from "../model/state.js";
import { lookAlone, lookHeld, lookLine, lookOf } from "../style/mode_looks.js";
import { make } from "../util/dom.js";
import { joinParts } from "../util/format.js";
import { line } from "./notes.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { AgreedDay, CountedDays } from "../model/modes.js"
 * @import { State } from "../model/fields.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * A line of a mode's legend: which look, its words, its km².
 * @typedef {object} ModeLine
 * @property {string} look
 * @property {string} words
 * @property {number | null} km2
 */

/** Whose shape stands for an account of the front. @param {number} place @param {State} state @param {Model} model */
const namePlace = (place, state, model) => nameAccount(model.payload.accounts[place], state, model);

/** @param {number[]} places of accounts @param {State} state @param {Model} model */
const nameAccounts = (places, state, model) =>
  joinParts(
    places.map((place) => namePlace(place, state, model)),
    ", ",
  );

/** A size as it is told: to the whole km² but where it is small. @param {number} km2 @param {Format} format */
export const writeKm2 = (km2, format) =>
  format.say("number_km2", { number: format.number(km2 < 10 ? Math.round(km2 * 10) / 10 : Math.round(km2)) });

/** What a reader calls whoever the days are counted of. @param {string} key @param {State} state @param {Model} model */
function nameHolder(key, state, model) {
  const place = placeOf(key, model.payload);
  return place < 0 ? key : namePlace(place, state, model);
}

/** Who stands outside the count, and why. @param {AgreedDay} agreed @param {State} state @param {Context} context */
function tellMissing({ asked, shaped, empty }, state, { model, format }) {
  const silent = asked.filter((place) => !shaped.includes(place));
  const say = (/** @type {string} */ key, /** @type {number[]} */ places) =>
    places.length ? [format.say(key, { accounts: nameAccounts(places, state, model) })] : [];
  return [...say("agreement_silent", silent), ...say("agreement_nothing", empty)];
}

/** @param {AgreedDay} agreed @param {State} state @param {Context} context @returns {ModeLine[]} */
function listShares({ shaped, shares }, state, { model, format }) {
  return shares.flatMap(({ count, km2, cells }) => {
    if (count > 1) {
      const words = format.say("agreement_share", { count, shaped: shaped.length });
      return [{ look: lookOf(count), words, km2 }];
    }
    return shaped.flatMap((place) => {
      const own = cells.filter(({ givers }) => givers.includes(place)).reduce((sum, one) => sum + one.km2, 0);
      const words = format.say("agreement_giver", { account: namePlace(place, state, model) });
      return own || shaped.length === 1 ? [{ look: lookAlone(place), words, km2: own }] : [];
    });
  });
}

/** @param {Frame} frame @param {Context} context */
function tellAgreed({ step, state, date }, context) {
  const { model, format } = context;
  const title = format.say("agreement", { day: format.longDate(date) });
  const agreed = agreedOn(model, step, state);
  if (!agreed) return null;
  if (!agreed.asked.length) return { title, lines: [], notes: [format.say("accounts_off")] };
  const head = agreed.shaped.length ? [] : [format.say("agreement_none")];
  return {
    title,
    lines: listShares(agreed, state, context),
    notes: [...head, ...tellMissing(agreed, state, context), format.say("computed")],
  };
}

/** @param {CountedDays} counted @param {number} day @param {Context} context @returns {ModeLine[]} */
function listClasses(counted, day, { model, format }) {
  const { key, classes, outlines } = counted;
  const index = placeOf(key, model.payload);
  const bounds = model.modes.rows?.bounds ?? [];
  const drawn = classes.map(({ least, most, km2 }) => {
    const words = most === null ? format.say("days_more", { least }) : format.say("days_range", { least, most });
    return { look: lookHeld(bounds.indexOf(least), index), words, km2 };
  });
  const dated = outlines.length
    ? [{ look: lookLine(false, index), words: format.say("days_outlines"), km2: null }]
    : [];
  const now = spellOn(counted, day) ? [{ look: lookLine(true, index), words: format.say("days_now"), km2: null }] : [];
  return [...drawn, ...dated, ...now];
}

/** @param {Frame} frame @param {Context} context */
function tellCounted({ state, day }, context) {
  const { model, format } = context;
  const key = holderOf(state, model);
  if (!model.modes.rows) return null;
  const whose = key === null ? "" : nameHolder(key, state, model);
  const title = format.say(key === null ? "days_nobody" : key === READING ? "days_reading" : "days", { whose });
  if (key === null) return { title, lines: [], notes: [format.say("accounts_off")] };
  if (state.clock !== "event") return { title, lines: [], notes: [format.say("days_known")] };
  const counted = countedOf(state, model);
  if (!counted?.spells.length) return { title, lines: [], notes: [format.say("days_none", { whose })] };
  const [first, last] = [counted.spells[0].from, counted.spells[counted.spells.length - 1].to];
  const span = { first: format.longDate(model.isoOf(first)), last: format.longDate(model.isoOf(last)) };
  const note = format.say(key === READING ? "days_span_reading" : "days_span", span);
  return { title, lines: listClasses(counted, day, context), notes: [note] };
}

/**
 * What the mode that is shown says: its title, a line for each class, and what to know about it.
 * @param {Frame} frame
 * @param {Context} context
 * @returns {{title: string, lines: ModeLine[], notes: string[]} | null} null where there is none, or not yet
 */
export function tellMode(frame, context) {
  const { state } = frame;
  const { model, format } = context;
  if (state.mode === "accounts" || !model.modes.rows) return null;
  if (state.compare) return { title: "", lines: [], notes: [format.say("compared")] };
  return state.mode === "agreement" ? tellAgreed(frame, context) : tellCounted(frame, context);
}

/** What the mode of the map says, in sentences. @param {Frame} frame @param {Context} context */
export function spellMode(frame, context) {
  const told = tellMode(frame, context);
  if (!told) return "";
  const classes = told.lines.flatMap(({ words, km2 }) =>
    km2 === null ? [] : [`${words}: ${writeKm2(km2, context.format)}`],
  );
  const shown = [told.title, ...classes].filter(Boolean).join("; ");
  return [shown && `${shown}.`, ...told.notes].filter(Boolean).join(" ");
}

/** @param {L.LatLng} at @param {Frame} frame @param {Context} context */
function agreedAt({ lng: lon, lat }, { step, state }, { model, format }) {
  const agreed = agreedOn(model, step, state);
  const cell = agreed && findCell(agreed, { lon, lat });
  if (!cell) return null;
  const against = agreed.shaped.filter((place) => !cell.givers.includes(place));
  const say = (/** @type {string} */ key, /** @type {number[]} */ places) =>
    format.say(key, { accounts: nameAccounts(places, state, model) });
  const other = against.length ? [line("kf-note-line", say("agreement_against", against))] : [];
  return {
    key: `agreed/${step?.date}/${cell.givers}`,
    nodes: () => [make("strong", {}, say("agreement_here", cell.givers)), ...other],
  };
}

/** @param {L.LatLng} at @param {Frame} frame @param {Context} context */
function heldAt({ lng: lon, lat }, { state }, { model, format }) {
  const counted = countedOf(state, model);
  const stay = counted && countStay(counted, { lon, lat });
  if (!stay) return null;
  const [first, last] = [stay.from, stay.to].map((day) => format.longDate(model.isoOf(day)));
  const between = format.say("days_between", { first, last });
  const nodes = () => [make("strong", {}, format.count("days_here", stay.days)), line("kf-note-line", between)];
  return { key: `held/${counted.key}/${stay.days}/${stay.from}/${stay.to}`, nodes };
}

/**
 * What the mode says of a position; null where it says nothing there.
 * @param {L.LatLng} at
 * @param {Frame} frame
 * @param {Context} context
 * @returns {{key: string, note: () => Node[]} | null}
 */
export function modeAt(at, frame, context) {
  const mode = modeOf(frame.state);
  const found =
    mode === "agreement" ? agreedAt(at, frame, context) : mode === "days" ? heldAt(at, frame, context) : null;
  const title = found && tellMode(frame, context)?.title;
  return (
    found && {
      key: found.key,
      note: () => [make("div", { class: "kf-note" }, line("kf-note-title", title ?? ""), ...found.nodes())],
    }
  );
}
