/** What the reader has chosen, made safe, and the frame that follows from it. */
import { readComparison } from "./compare_model.js";

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Keep of a wished-for state what the payload knows; anything else keeps its former value.
 * @param {Partial<KurskWish>} wish
 * @param {KurskState} former
 * @param {KurskModel} model
 * @param {string[]} groups the base layers' groups
 * @returns {KurskState}
 */
export function readState(wish, former, model, groups) {
  const next = { ...former };
  const known = model.payload.accounts.map((/** @type {any} */ account) => account.id);
  const mappers = [...model.mappers.values()].flat();
  if (typeof wish.date === "string" && ISO.test(wish.date)) next.day = model.dayOf(wish.date);
  if (Array.isArray(wish.accounts)) {
    next.accounts = known.filter((/** @type {string} */ id) => wish.accounts.includes(id));
  }
  if (Array.isArray(wish.layers)) next.layers = groups.filter((id) => wish.layers.includes(id));
  if (wish.mapper === null || mappers.includes(wish.mapper)) next.mapper = wish.mapper;
  if (typeof wish.others === "boolean") next.others = wish.others;
  if (wish.clock === "event" || wish.clock === "known") next.clock = wish.clock;
  if (wish.theme === null || wish.theme === "light" || wish.theme === "dark") {
    next.theme = wish.theme;
  }
  if (wish.place === null || typeof wish.place === "string") next.place = wish.place;
  if (wish.compare !== undefined) next.compare = readComparison(wish.compare, former.compare, model);
  if (typeof wish.panel === "string") next.panel = wish.panel;
  if (wish.filter === null || typeof wish.filter === "string") next.filter = wish.filter;
  return next;
}

/**
 * The state before anybody chose anything.
 * @param {KurskModel} model
 * @param {any[]} layers base layers
 * @returns {KurskState}
 */
export function openingState(model, layers) {
  const front = model.payload.front;
  const on = layers.filter((layer) => layer.on !== false && layer.group !== "base");
  return {
    day: model.dayOf(front.opening || front.first),
    accounts: model.payload.accounts.map((/** @type {any} */ account) => account.id),
    layers: [...new Set(on.map((layer) => layer.group))],
    mapper: null,
    others: false,
    clock: "event",
    place: null,
    panel: null,
    filter: null,
    compare: null,
    theme: null,
  };
}

/** @param {KurskState} state @param {KurskModel} model @returns {KurskWish} */
export function describeState(state, model) {
  const { accounts, layers, mapper, others, clock, place, panel, filter, compare } = state;
  return { date: model.isoOf(state.day), accounts, layers, mapper, others, clock, place, panel, filter, compare };
}
