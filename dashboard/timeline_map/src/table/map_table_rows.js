/** The rows of the tables that stand for the map: its state, its figures, its places. */
import { positionsOf } from "../map/positions.js";
import { listGaps } from "../model/clock.js";
import { keyFor } from "../model/filter.js";
import { make } from "../util/dom.js";
import { safeUrl } from "../util/format.js";

const STRENGTHS = { n: "near", i: "inferred", f: "free", b: "border" };
export const NUMERIC = ["claimed", "measured", "age"];

/** The silence that a day lies in. @param {number} day @param {KurskContext} context */
function tellGap(day, { model, format }) {
  const gap = listGaps(model).find(([from, to]) => from <= day && day <= to);
  if (!gap) return "";
  const [from, to] = gap.map((one) => format.longDate(model.isoOf(one)));
  return format.say(keyFor("table_gap_words", model), { from, to });
}

/**
 * What is shown and by which rules: name and words of each.
 * @param {KurskFrame} frame
 * @param {any[]} events those of the day
 * @param {string} change the line over the chart
 * @param {KurskContext} context
 * @returns {[string, string][]}
 */
export function listState(frame, events, change, context) {
  const { model, format } = context;
  const { state, entries } = frame;
  const off = entries.filter(({ visible }) => !visible).map(({ account }) => account.label);
  const layers = state.layers.map((group) => format.say(`group_${group}`));
  const ringed = model.control.places.find((/** @type {any} */ place) => place.id === state.place);
  const rows = {
    clock: format.say(`clock_${state.clock}`),
    filter: model.payload.notice || format.say("table_filter_none"),
    change,
    events: events.map((one) => `${one.title}: ${one.summary}`).join(" · "),
    gap: tellGap(frame.day, context),
    layers: layers.join(", ") || format.say("table_nothing"),
    off: off.join(", "),
    place: ringed ? format.name(ringed) : "",
  };
  const told = Object.entries(rows).filter(([, words]) => words);
  return told.map(([name, words]) => [format.say(`table_${name}`), words]);
}

/** How much of an outline is near a report, inferred, free, boundary. @param {any} area @param {KurskContext} context */
function tellOutline(area, { format }) {
  const lengths = /** @type {Record<string, number>} */ ({ n: 0, i: 0, f: 0, b: 0 });
  const shapes = positionsOf(area);
  area.strength.forEach((/** @type {string[]} */ part, /** @type {number} */ number) =>
    part.forEach((letters, place) => {
      const ring = shapes[number][place];
      [...letters].forEach((letter, at) => (lengths[letter] += ring[at].distanceTo(ring[at + 1])));
    }),
  );
  const whole = Object.values(lengths).reduce((sum, one) => sum + one, 0);
  return Object.entries(STRENGTHS)
    .filter(([letter]) => lengths[letter] > 0)
    .map(([letter, kind]) => {
      const share = format.number(Math.round((100 * lengths[letter]) / whole));
      return format.say("table_share", { kind: format.say(`table_outline_${kind}`), share });
    })
    .join(", ");
}

/** @param {any} claim @returns {Node | string} */
function citeSource(claim) {
  const url = safeUrl(claim.url);
  return url ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, claim.source) : claim.source;
}

/**
 * @param {any} entry
 * @param {string} id of a claim
 * @param {any} area null where nothing is drawn for it
 * @param {string} label
 * @param {KurskFrame} frame
 * @param {KurskContext} context
 * @returns {Record<string, Node | string>}
 */
function describeFigure(entry, id, area, label, frame, context) {
  const { format, model } = context;
  const claim = model.payload.claims[id];
  const { figure } = entry;
  const words = figure.claim === id ? figure.words : "";
  return {
    account: label,
    figure: words || claim.figure,
    claimant: claim.claimant,
    edge: format.say(area ? `table_${area.edge}` : "table_no_shape"),
    claimed: area ? format.number(area.km2) : "",
    measured: area && area.measured !== undefined ? format.number(area.measured) : "",
    since: format.shortDate(figure.since),
    age: format.say("age_short", { days: entry.age }),
    public: format.shortDate(claim.public),
    source: citeSource(claim),
    grade: claim.grade,
    ...(area && frame.state.layers.includes("evidence") ? { outline: tellOutline(area, context) } : {}),
  };
}

/**
 * A row for each claim in force, or two where it has an edge of either kind; then its rivals.
 * @param {KurskFrame} frame
 * @param {KurskContext} context
 * @returns {Record<string, Node | string>[]}
 */
export function listFigures(frame, context) {
  const { format, model } = context;
  return frame.entries.flatMap((entry) => {
    const { account, visible, figure } = entry;
    if (!visible) return [];
    if (!figure) return [{ account: account.label, figure: format.say(keyFor("no_report", model)) }];
    const find = (/** @type {number} */ number) => model.payload.areas[number];
    const own = figure.areas.map(find).filter((/** @type {any} */ area) => area.polygons.length);
    const rivals = frame.state.others ? figure.others.map(find) : [];
    const rival = format.say("table_rival", { account: account.label });
    return [
      ...(own.length ? own : [null]).map((/** @type {any} */ area) =>
        describeFigure(entry, figure.claim, area, account.label, frame, context),
      ),
      ...rivals.map((/** @type {any} */ area) => describeFigure(entry, area.claim, area, rival, frame, context)),
    ];
  });
}

/**
 * Every place that a shown account speaks of, by name, with the word of each.
 * @param {KurskFrame} frame
 * @param {KurskContext} context
 */
export function listPlaces(frame, { model, format }) {
  const { day, state } = frame;
  return model.control.places
    .map((/** @type {any} */ place) => ({
      name: format.name(place),
      words: model.control.listWords(place, day, state.accounts),
    }))
    .filter((/** @type {any} */ { words }) => words.length)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.name.localeCompare(b.name));
}
