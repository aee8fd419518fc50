/** What is shown: read from a wish, told to the host, and its one owner, which draws once a frame. */
import { readComparison } from "./comparison.js";

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
  const known = model.payload.accounts.map((account) => account.id);
  const mappers = [...model.mappers.values()].flat();
  if (typeof wish.date === "string" && ISO.test(wish.date)) next.day = model.dayOf(wish.date);
  const { accounts, layers, mapper } = wish;
  if (Array.isArray(accounts)) next.accounts = known.filter((id) => accounts.includes(id));
  if (Array.isArray(layers)) next.layers = groups.filter((id) => layers.includes(id));
  if (mapper === null || (typeof mapper === "string" && mappers.includes(mapper))) next.mapper = mapper;
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
 * @param {Payload.Layer[]} layers base layers
 * @returns {KurskState}
 */
export function openingState(model, layers) {
  const front = model.payload.front;
  const on = layers.filter((layer) => layer.on !== false && layer.group !== "base");
  return {
    day: model.dayOf(front.opening || front.first),
    accounts: model.payload.accounts.map((account) => account.id),
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

/**
 * Run `task` after the frame that is being drawn has been painted. The message channel's task is
 * queued during the animation frame, so the browser runs it only once that frame is out.
 * @param {() => void} task
 */
function createAfterPaint(task) {
  const channel = new MessageChannel();
  channel.port1.onmessage = task;
  return () => channel.port2.postMessage(null);
}

/**
 * @param {KurskState} initial
 * @param {KurskStoreHooks} hooks
 * @returns {KurskStore}
 */
export function createStore(initial, hooks) {
  let state = initial;
  let motion = "none";
  let waiting = false;
  let settleTimer = 0;
  let reported = JSON.stringify(hooks.describe(initial));
  const afterPaint = createAfterPaint(() => hooks.painted(state));

  function paint() {
    waiting = false;
    const how = motion;
    motion = "none";
    hooks.draw(state, how);
    afterPaint();
  }

  function schedule() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(paint);
  }

  function settle() {
    const words = JSON.stringify(hooks.describe(state));
    if (words !== reported) {
      reported = words;
      if (hooks.settled) hooks.settled(JSON.parse(words));
    }
    hooks.calm(state);
  }

  return {
    get: () => state,
    schedule,
    change(patch, how = "none") {
      state = { ...state, ...patch };
      motion = how;
      schedule();
      clearTimeout(settleTimer);
      settleTimer = window.setTimeout(settle, hooks.settleMs);
    },
    obey(next, whole) {
      // What the host asked for is what it knows: only a later move by the reader is news to it.
      if (whole) clearTimeout(settleTimer);
      state = next;
      if (whole) reported = JSON.stringify(hooks.describe(state));
      schedule();
    },
  };
}
