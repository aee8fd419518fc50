/** The fields of the state, each declared once: how it begins, how a wish for it is read, how it is told. */

import { isIsoDay } from "../util/scale.js";
import { readComparison } from "./comparison.js";
import { MAP_MODES } from "./modes.js";
import { READING } from "./readings.js";

/**
 * @import { Clock } from "./clock.js"
 * @import { Comparison } from "./comparison.js"
 * @import { Model } from "./model.js"
 * @import { DaySpan } from "./window.js"
 */

/**
 * What a value must be one of: the front's, and the groups of base layers.
 * @typedef {{ model: Model, groups: string[] }} Scope
 */

/**
 * `part` is what a message calls the field where that is not its name. What a wish says is read to
 * undefined where it is no value of the field: then the former one stays.
 * @template T
 * @typedef {object} Field
 * @property {string} [part]
 * @property {(model: Model, layers: Payload.Layer[]) => T} start
 * @property {(wish: unknown, scope: Scope, former: T) => T | undefined} read
 * @property {((value: T, model: Model) => unknown) | null} [tell] As it stands in a message, if not as it is; null
 *   where the host is not told of it.
 */

/** @param {Model} model */
const listAccounts = ({ payload }) => payload.accounts.map(({ id }) => id);

/** Any number of several, in their own order. @param {(scope: Scope) => string[]} allowed @param {Field<string[]>["start"]} start @returns {Field<string[]>} */
const someOf = (allowed, start) => ({
  start,
  read: (wish, scope) => (Array.isArray(wish) ? allowed(scope).filter((id) => wish.includes(id)) : undefined),
});

/** One of several, of which the first is the start. @template T @param {readonly T[]} allowed @returns {Field<T>} */
const oneOf = (allowed) => ({ start: () => allowed[0], read: (wish) => allowed.find((one) => one === wish) });

/** One of several, or null for no one in particular. @param {(scope: Scope) => string[]} allowed @returns {Field<string | null>} */
const maybeOneOf = (allowed) => ({
  start: () => null,
  read: (wish, scope) => (wish === null ? null : allowed(scope).find((one) => one === wish)),
});

/** Any text, which the host knows to be one. @param {boolean} empty whether it can be asked to be null @returns {Field<string | null>} */
const text = (empty) => ({
  start: () => null,
  read: (wish) => (typeof wish === "string" || (empty && wish === null) ? wish : undefined),
});

/** @type {Field<boolean>} */
const flag = { start: () => false, read: (wish) => (typeof wish === "boolean" ? wish : undefined) };

/** Two days, or none. @type {Field<DaySpan | null>} */
const span = {
  start: () => null,
  read(wish, { model }, former) {
    if (wish === null) return null;
    const words = typeof wish === "string" ? wish.split(",") : [];
    if (words.length !== 2 || !words.every(isIsoDay)) return undefined;
    const [first, last] = words.map(model.dayOf);
    if (former && first === former[0] && last === former[1]) return former;
    return first < last ? [first, last] : undefined;
  },
  tell: (value, model) => value?.map(model.isoOf).join(",") ?? null,
};

/** @type {Field<number>} */
const day = {
  part: "date",
  start: ({ payload: { front }, dayOf }) => dayOf(front.opening || front.first),
  read: (wish, { model }) => (isIsoDay(wish) ? model.dayOf(wish) : undefined),
  tell: (value, model) => model.isoOf(value),
};

/** @type {Field<Comparison | null>} */
const compare = { start: () => null, read: (wish, { model }, former) => readComparison(wish, former, model) };

/** The base layers that are drawn at first. @param {Model} _ @param {Payload.Layer[]} layers */
function listDrawn(_, layers) {
  const on = layers.filter((layer) => layer.on !== false && layer.group !== "base");
  return [...new Set(on.map((layer) => layer.group))];
}

/** The state's fields by their names; dashboard/state/selection.py declares the host's. */
export const FIELDS = {
  day,
  accounts: someOf(({ model }) => listAccounts(model), listAccounts),
  layers: someOf(({ groups }) => groups, listDrawn),
  reading: maybeOneOf(({ model }) => Object.keys(model.own)),
  mapper: maybeOneOf(({ model }) => [...model.mappers.values()].flat()),
  others: flag,
  clock: oneOf(/** @type {Clock[]} */ (["event", "known"])),
  place: text(true),
  panel: text(false),
  filter: text(true),
  compare,
  loop: span,
  window: span,
  mode: oneOf(MAP_MODES),
  /** Of whom the days are counted, null for the first account that is shown. */
  whose: maybeOneOf(({ model }) => [...listAccounts(model), READING]),
  theme: { ...oneOf(/** @type {("light" | "dark" | null)[]} */ ([null, "light", "dark"])), tell: null },
};

/**
 * @typedef {{[Name in keyof typeof FIELDS]: (typeof FIELDS)[Name] extends Field<infer T> ? T : never}} State
 */

/** The fields with their names, for whoever walks over them all. */
const listFields = () =>
  /** @type {[keyof State, Field<unknown>][]} */ (/** @type {unknown} */ (Object.entries(FIELDS)));

/** What messages call a field of the state. @param {string} name */
export const partOf = (name) => listFields().find(([one]) => one === name)?.[1].part ?? name;

/**
 * Keep of a wished-for state what the payload knows; anything else keeps its former value.
 * @param {Partial<Payload.MapWish>} wish
 * @param {State} former
 * @param {Model} model
 * @param {string[]} groups the base layers' groups
 * @returns {State}
 */
export function readState(wish, former, model, groups) {
  const asked = /** @type {Record<string, unknown>} */ (wish);
  const next = { ...former };
  for (const [name, { part = name, read }] of listFields()) {
    const value = asked[part] === undefined ? undefined : read(asked[part], { model, groups }, former[name]);
    if (value !== undefined) Object.assign(next, { [name]: value });
  }
  return next;
}

/**
 * The state before anybody chose anything.
 * @param {Model} model
 * @param {Payload.Layer[]} layers base layers
 * @returns {State}
 */
export const openingState = (model, layers) =>
  /** @type {State} */ (Object.fromEntries(listFields().map(([name, { start }]) => [name, start(model, layers)])));

/** What the host is told of a state. @param {State} state @param {Model} model @returns {Payload.MapWish} */
export function describeState(state, model) {
  const told = listFields().filter(([, { tell }]) => tell !== null);
  return Object.fromEntries(
    told.map(([name, { part = name, tell }]) => [part, tell ? tell(state[name], model) : state[name]]),
  );
}
