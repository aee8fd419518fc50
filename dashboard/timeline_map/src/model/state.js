/** What is shown has one owner, which draws once a frame and tells the host. */

import { partOf } from "./fields.js";

/**
 * @import { Exchange } from "./exchange.js"
 * @import { State } from "./fields.js"
 * @import { Model } from "./model.js"
 */

/** @typedef {"none" | "step" | string} Motion */

/**
 * @typedef {object} StoreHooks
 * @property {number} settleMs How long the reader must rest before the moves count as ended.
 * @property {number} followMs How long the host waits at most while they go on.
 * @property {Exchange} exchange
 * @property {((message: Payload.MapMessage) => void) | null} settled
 * @property {(state: State) => Payload.MapWish} describe
 * @property {(next: State, before: State) => State} follow What else changes with it.
 * @property {(state: State) => void} calm
 * @property {(state: State) => void} painted
 * @property {(state: State, motion: Motion) => void} draw
 */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {() => void} schedule
 * @property {(patch: Partial<State>, how?: Motion) => void} change The reader sets something.
 * @property {(patch: Partial<State>) => void} drift Something moves by itself: whatever is asked for outranks it.
 * @property {(next: State) => void} obey The host asks for something.
 * @property {(whatever?: boolean) => void} flush Tell the host now what is yet untold, or that there is nothing: it is
 *   about to act on that.
 * @property {() => void} insist Tell the host again what it has not answered.
 * @property {() => void} end Tell what is untold, and nothing ever after.
 */

const FIRST_MS = 40; // from a move after a rest until the host hears of it: its own frames come first
const ANSWER_MS = 2000; // that an act waits for its answer at most
const LOST_MS = 2500; // without an answer, until what was told is told again

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
 * What the host is told. One that comes back after a cut has passed over what it was told meanwhile, and one in the
 * midst of a run may: what is not answered is told again.
 * @param {() => State} now
 * @param {StoreHooks} hooks
 */
function createVoice(now, hooks) {
  let timer = 0;

  /** Tell what is news, or that there is none; whether there was anything to tell. @param {boolean} whatever */
  function say(whatever) {
    const message = hooks.settled && hooks.exchange.tell(hooks.describe(now()), whatever);
    if (!message) return false;
    hooks.settled?.(message);
    clearTimeout(timer);
    timer = window.setTimeout(insist, LOST_MS);
    return true;
  }

  function insist() {
    if (!hooks.exchange.isHeard()) say(true);
  }
  return { say, insist, end: () => clearTimeout(timer) };
}

/**
 * Tell the host what changed: once the moves have ended, and now and then while they go on.
 *
 * A server that is busy may hear of an act together with what is told after it, and would do it on a later day
 * than the reader saw: so after what is told for an act nothing more is, until the host has answered.
 * @param {() => State} now
 * @param {StoreHooks} hooks
 */
function createTeller(now, hooks) {
  let restTimer = 0;
  let followTimer = 0;
  let told = -Infinity;
  let heldUntil = -Infinity;
  const voice = createVoice(now, hooks);

  function tell(whatever = false) {
    clearTimeout(followTimer);
    followTimer = 0;
    told = performance.now();
    return voice.say(whatever);
  }

  function follow() {
    const due = Math.max(told + hooks.followMs, heldUntil) - performance.now();
    followTimer ||= window.setTimeout(() => tell(), Math.max(due, FIRST_MS));
  }

  function rest() {
    restTimer = 0;
    if (performance.now() >= heldUntil) tell();
    hooks.calm(now());
  }
  return {
    tell,
    insist: voice.insist,
    rest() {
      clearTimeout(restTimer);
      clearTimeout(followTimer);
      voice.end();
    },
    stir() {
      clearTimeout(restTimer);
      restTimer = window.setTimeout(rest, hooks.settleMs);
      follow();
    },
    flush(whatever = false) {
      if (tell(whatever || restTimer > 0)) heldUntil = performance.now() + ANSWER_MS;
    },
    release() {
      if (!hooks.exchange.isHeard()) return; // what it answers is older
      heldUntil = -Infinity;
      if (!followTimer) return;
      clearTimeout(followTimer);
      followTimer = 0;
      follow();
    },
  };
}

/**
 * Draw once a frame what is to be drawn.
 * @param {() => State} now
 * @param {() => boolean} isEnded
 * @param {StoreHooks} hooks
 */
function createPainter(now, isEnded, hooks) {
  let motion = "none";
  let waiting = false;
  const afterPaint = createAfterPaint(() => isEnded() || hooks.painted(now()));

  function paint() {
    waiting = false;
    if (isEnded()) return;
    const how = motion;
    motion = "none";
    hooks.draw(now(), how);
    afterPaint();
  }
  return {
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
 * @param {State} initial
 * @param {StoreHooks} hooks
 * @returns {Store}
 */
export function createStore(initial, hooks) {
  let state = initial;
  let ended = false; // another store speaks for the map now
  const { exchange } = hooks;
  exchange.know(hooks.describe(initial));
  const painter = createPainter(
    () => state,
    () => ended,
    hooks,
  );
  const teller = createTeller(() => state, hooks);

  /** @param {State} next */
  function turn(next) {
    if (ended) return;
    const followed = hooks.follow(next, state);
    if (followed !== state) painter.schedule();
    state = followed;
    teller.stir();
  }

  return {
    get: () => state,
    schedule: painter.schedule,
    flush: teller.flush,
    insist: teller.insist,
    end() {
      ended = true;
      teller.tell();
      teller.rest();
    },
    change(patch, how = "none") {
      exchange.touch(Object.keys(patch).map(partOf));
      painter.move(how);
      turn({ ...state, ...patch });
    },
    drift: (patch) => turn({ ...state, ...patch }),
    obey(next) {
      teller.release();
      turn(next);
    },
  };
}

/** Whose figures and shapes stand for an account: of mappers, the one on whom it opens or to whom it is narrowed. @param {Payload.Account} account @param {State} state @param {Model} model */
export function nameAccount({ id, maker, label }, { mapper }, { payload, mappers }) {
  const own = mappers.get(id) ?? [];
  const chosen = mapper && own.includes(mapper) ? payload.series.find((one) => one.id === mapper) : null;
  return chosen?.label ?? (own.length > 1 && maker ? maker : label);
}
