/** What is shown: read from a wish, told to the host, and its one owner, which draws once a frame. */

import { clamp } from "../util/scale.js";
import { readComparison } from "./comparison.js";
import { MODES, READING } from "./modes.js";

/**
 * @import { KurskClock } from "./clock.js"
 * @import { KurskComparison } from "./comparison.js"
 * @import { KurskExchange } from "./exchange.js"
 * @import { KurskModel } from "./model.js"
 * @import { KurskMapMode } from "./modes.js"
 * @import { KurskSpan } from "./window.js"
 */

/** @typedef {"none" | "step" | string} Motion */

/**
 * @typedef {object} KurskState
 * @property {number} day
 * @property {string[]} accounts
 * @property {string[]} layers
 * @property {string | null} mapper
 * @property {string | null} reading
 * @property {boolean} others
 * @property {KurskClock} clock
 * @property {"light" | "dark" | null} theme
 * @property {string | null} place
 * @property {string | null} panel
 * @property {string | null} filter
 * @property {KurskComparison | null} compare
 * @property {KurskSpan | null} loop
 * @property {KurskSpan | null} window
 * @property {KurskMapMode} mode
 * @property {string | null} whose Of whom the days are counted, null for the first account that is shown.
 */

/**
 * @typedef {object} KurskStoreHooks
 * @property {number} settleMs How long the reader must rest before the moves count as ended, and how long the host
 *   waits at most.
 * @property {number} followMs
 * @property {KurskExchange} exchange
 * @property {((message: Payload.MapMessage) => void) | null} settled
 * @property {(state: KurskState) => Payload.MapWish} describe
 * @property {(next: KurskState, before: KurskState) => KurskState} follow What else changes with it.
 * @property {(state: KurskState) => void} calm
 * @property {(state: KurskState) => void} painted
 * @property {(state: KurskState, motion: Motion) => void} draw
 */

/**
 * @typedef {object} KurskStore
 * @property {() => KurskState} get
 * @property {() => void} schedule
 * @property {(patch: Partial<KurskState>, how?: Motion) => void} change The reader sets something.
 * @property {(patch: Partial<KurskState>) => void} drift Something moves by itself: whatever is asked for outranks it.
 * @property {(next: KurskState) => void} obey The host asks for something.
 * @property {(whatever?: boolean) => void} flush Tell the host now what is yet untold, or that there is nothing.
 * @property {() => void} end Tell what is untold, and nothing ever after.
 */

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Keep of a wished-for state what the payload knows; anything else keeps its former value.
 * @param {Partial<Payload.MapWish>} wish
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
  const { reading } = wish;
  if (reading === null || (typeof reading === "string" && Object.hasOwn(model.own, reading))) next.reading = reading;
  if (typeof wish.others === "boolean") next.others = wish.others;
  if (wish.clock === "event" || wish.clock === "known") next.clock = wish.clock;
  if (wish.theme === null || wish.theme === "light" || wish.theme === "dark") {
    next.theme = wish.theme;
  }
  if (wish.place === null || typeof wish.place === "string") next.place = wish.place;
  if (wish.loop !== undefined) next.loop = readSpan(wish.loop, former.loop, model);
  if (wish.window !== undefined) next.window = readSpan(wish.window, former.window, model);
  if (isOneOf(wish.mode, MODES)) next.mode = /** @type {KurskMapMode} */ (wish.mode);
  if (wish.whose === null || isOneOf(wish.whose, [...known, READING]))
    next.whose = /** @type {string | null} */ (wish.whose);
  if (wish.compare !== undefined) next.compare = readComparison(wish.compare, former.compare, model);
  if (typeof wish.panel === "string") next.panel = wish.panel;
  if (wish.filter === null || typeof wish.filter === "string") next.filter = wish.filter;
  return next;
}

/** @param {unknown} word @param {string[]} words */
const isOneOf = (word, words) => typeof word === "string" && words.includes(word);

/** @param {unknown} wish two days with a comma between them @param {KurskSpan | null} former @param {KurskModel} model @returns {KurskSpan | null} */
function readSpan(wish, former, model) {
  if (wish === null) return null;
  const words = typeof wish === "string" ? wish.split(",") : [];
  if (words.length !== 2 || !words.every((word) => ISO.test(word))) return former;
  const [first, last] = words.map(model.dayOf);
  if (former && first === former[0] && last === former[1]) return former;
  return first < last ? [first, last] : former;
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
    reading: null,
    others: false,
    clock: "event",
    place: null,
    panel: null,
    filter: null,
    compare: null,
    loop: null,
    window: null,
    mode: "accounts",
    whose: null,
    theme: null,
  };
}

/** @param {KurskState} state @param {KurskModel} model @returns {Payload.MapWish} */
export function describeState(state, model) {
  const { accounts, layers, mapper, reading, others, clock, place, panel, filter, compare, mode, whose } = state;
  const [loop, window] = [state.loop, state.window].map((span) => span?.map(model.isoOf).join(",") ?? null);
  const shown = { accounts, layers, reading, mapper, others, clock, place, panel, filter, compare, mode, whose };
  return { date: model.isoOf(state.day), ...shown, loop, window };
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

const PARTS = /** @type {Record<string, string>} */ ({ day: "date" }); // the rest are called alike in messages

/**
 * Tell the host what changed: once the moves have ended, and now and then while they go on.
 * @param {() => KurskState} now
 * @param {KurskStoreHooks} hooks
 */
function createTeller(now, hooks) {
  let restTimer = 0;
  let followTimer = 0;
  let told = -Infinity;

  function tell(whatever = false) {
    clearTimeout(followTimer);
    followTimer = 0;
    told = performance.now();
    const message = hooks.settled && hooks.exchange.tell(hooks.describe(now()), whatever);
    if (message) hooks.settled?.(message);
  }

  function rest() {
    tell();
    hooks.calm(now());
  }
  return {
    tell,
    rest() {
      clearTimeout(restTimer);
      clearTimeout(followTimer);
    },
    stir() {
      clearTimeout(restTimer);
      restTimer = window.setTimeout(rest, hooks.settleMs);
      const due = clamp(told + hooks.followMs - performance.now(), 0, hooks.followMs);
      followTimer ||= window.setTimeout(() => tell(), due || hooks.followMs);
    },
  };
}

/**
 * Draw once a frame what is to be drawn.
 * @param {() => KurskState} now
 * @param {KurskStoreHooks} hooks
 */
function createPainter(now, hooks) {
  let motion = "none";
  let waiting = false;
  let ended = false;
  const afterPaint = createAfterPaint(() => ended || hooks.painted(now()));

  function paint() {
    waiting = false;
    if (ended) return;
    const how = motion;
    motion = "none";
    hooks.draw(now(), how);
    afterPaint();
  }
  return {
    end() {
      ended = true;
    },
    /** @param {Motion} how */
    move(how) {
      motion = how;
    },
    schedule() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(paint);
    },
  };
}

/**
 * @param {KurskState} initial
 * @param {KurskStoreHooks} hooks
 * @returns {KurskStore}
 */
export function createStore(initial, hooks) {
  let state = initial;
  const { exchange } = hooks;
  exchange.know(hooks.describe(initial));
  const painter = createPainter(() => state, hooks);
  const teller = createTeller(() => state, hooks);

  /** @param {KurskState} next */
  function turn(next) {
    const followed = hooks.follow(next, state);
    if (followed !== state) painter.schedule();
    state = followed;
    teller.stir();
  }

  return {
    get: () => state,
    schedule: painter.schedule,
    flush: teller.tell,
    end() {
      teller.tell();
      teller.rest();
      painter.end();
    },
    change(patch, how = "none") {
      exchange.touch(Object.keys(patch).map((name) => PARTS[name] ?? name));
      painter.move(how);
      turn({ ...state, ...patch });
    },
    drift: (patch) => turn({ ...state, ...patch }),
    obey: turn,
  };
}

/** Whose figures and shapes stand for an account: of mappers, the one on whom it opens or to whom it is narrowed. @param {Payload.Account} account @param {KurskState} state @param {KurskModel} model */
export function nameAccount({ id, maker, label }, { mapper }, { payload, mappers }) {
  const own = mappers.get(id) ?? [];
  const chosen = mapper && own.includes(mapper) ? payload.series.find((one) => one.id === mapper) : null;
  return chosen?.label ?? (own.length > 1 && maker ? maker : label);
}
