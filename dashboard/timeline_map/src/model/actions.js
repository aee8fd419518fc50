/** What a reader can do, by whatever control: step, play, choose, compare. */

import { clamp } from "../util/scale.js";
import { suggest } from "./comparison.js";
import { MAP_MODES } from "./modes.js";
import { isSeen, spanOf, zoomWindow } from "./window.js";

/**
 * @import { Clock } from "./clock.js"
 * @import { Comparison } from "./comparison.js"
 * @import { Fetched } from "./fetched.js"
 * @import { Model } from "./model.js"
 * @import { MapMode } from "./modes.js"
 * @import { Store } from "./state.js"
 * @import { DaySpan } from "./window.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * What playback moves: the reader begins it on a day, and from there the date drifts.
 * @typedef {object} PlaybackHost
 * @property {() => number} day
 * @property {() => DaySpan | null} loop
 * @property {(day: number) => void} begin
 * @property {(day: number) => void} drift
 * @property {() => void} changed
 */

/**
 * @typedef {object} Playback
 * @property {() => boolean} isPlaying
 * @property {() => void} start
 * @property {() => void} stop
 * @property {() => void} toggle
 * @property {() => number} speed
 * @property {() => number} pace The speed's place among all, from the slowest.
 * @property {(by: number) => void} changeSpeed
 * @property {() => { slowest: boolean; fastest: boolean }} limits
 */

/**
 * @typedef {object} Actions
 * @property {Playback} playback
 * @property {() => void} refresh
 * @property {() => void} noted The reader changed what is no part of the state: a story was opened or closed.
 * @property {() => string} stride
 * @property {(name: string) => void} setStride
 * @property {() => number | null} loopFrom Where a loop is to begin that has no end yet.
 * @property {() => void} markLoop
 * @property {() => DaySpan | null} window Between which days the chart is seen, null for all.
 * @property {(window: DaySpan | null) => void} seeWindow
 * @property {(factor: number) => void} zoomTime Narrow or widen it round the shown date.
 * @property {(day: number) => void} goTo
 * @property {(day: number) => void} jumpTo
 * @property {(direction: number, other: boolean, repeated: boolean) => void} step
 * @property {(id: string, on: boolean) => void} toggleAccount
 * @property {(group: string, on: boolean, groups: string[]) => void} toggleLayer
 * @property {(mapper: string | null) => void} chooseMapper
 * @property {(reading: string | null) => void} chooseReading
 * @property {(on: boolean) => void} showOthers
 * @property {(mode: MapMode) => void} chooseMode
 * @property {() => void} turnMode
 * @property {(whose: string | null) => void} chooseWhose
 * @property {() => void} clearFilter
 * @property {(patch: Partial<Comparison>) => void} compare
 * @property {() => void} toggleCompare
 * @property {() => void} swapCompared
 * @property {(clock: Clock) => void} chooseClock
 * @property {() => void} toggleClock
 * @property {((id: string) => void) | null} showPlace
 */

/**
 * @typedef {object} Context
 * @property {Model} model
 * @property {Format} format
 * @property {Actions} actions
 * @property {Fetched} fetched
 * @property {() => string} link The link that leads to what is shown.
 * @property {() => Promise<string>} faces Rules of a style sheet that bring the page's letters with them.
 * @property {(Window & typeof globalThis) | null} host The page around the map, where there is one.
 * @property {AbortSignal} unloaded Aborted with `gone`, and when this page goes: for what listens in the page around
 *   it.
 * @property {AbortSignal} gone Aborted once another source is shown: whatever reaches beyond the root ends with it.
 */

// Days of the front for each second of the reader's.
const SPEEDS = [1, 3, 7, 14, 30, 60];
const USUAL = 2;

/** How fast it plays. @param {() => void} changed */
function createPace(changed) {
  let speed = USUAL;
  return {
    speed: () => SPEEDS[speed],
    pace: () => speed,
    /** @param {number} by */
    changeSpeed(by) {
      speed = clamp(speed + by, 0, SPEEDS.length - 1);
      changed();
    },
    limits: () => ({ slowest: speed === 0, fastest: speed === SPEEDS.length - 1 }),
  };
}

// Of the reader's time one frame may account for so much: a long pause between frames (a hidden tab) is
// not caught up in one leap. And for none where it is dated before the start, as the first may be.
const LONGEST_MS = 250;

/** Where the playback goes on: at the start of a loop that it has left. @param {number} position days @param {DaySpan | null} loop */
function turn(position, loop) {
  const back = loop !== null && (position >= loop[1] + 1 || position < loop[0]);
  return { back, to: loop && back ? loop[0] : position };
}

/**
 * @param {Model} model
 * @param {PlaybackHost} host
 * @returns {Playback}
 */
function createPlayback(model, host) {
  const last = model.days - 1;
  const pace = createPace(host.changed);
  let playing = 0; // which playback it is: a frame of a former one does nothing
  let runs = 0;
  let position = 0;
  let before = 0;

  /** @param {number} run */
  const ask = (run) => requestAnimationFrame((now) => tick(now, run));

  /** @param {number} now @param {number} run */
  function tick(now, run) {
    if (playing !== run) return;
    const passed = clamp(now - before, 0, LONGEST_MS);
    before = Math.max(before, now);
    const { back, to } = turn(position + (passed / 1000) * pace.speed(), host.loop());
    position = to;
    const day = Math.min(Math.floor(position), last);
    if (back || day > host.day()) host.drift(day);
    if (day >= last && !host.loop()) return stop();
    ask(run);
  }

  function stop() {
    if (!playing) return;
    playing = 0;
    host.changed();
  }

  function start() {
    if (playing) return;
    const [from, to] = host.loop() ?? [0, last];
    host.begin(host.day() < from || host.day() >= to ? from : host.day());
    position = host.day();
    before = performance.now();
    runs += 1;
    playing = runs;
    host.changed();
    ask(playing);
  }

  return {
    isPlaying: () => playing > 0,
    start,
    stop,
    toggle: () => (playing ? stop() : start()),
    ...pace,
  };
}

/** What is drawn, by which clock and filter. @param {Model} model @param {Store} store */
function createChoices(model, store) {
  /** @param {string[]} chosen @param {string} one @param {boolean} on @param {string[]} order */
  const pick = (chosen, one, on, order) => order.filter((each) => (each === one ? on : chosen.includes(each)));
  return {
    /** @param {string} id @param {boolean} on */
    toggleAccount(id, on) {
      const order = model.payload.accounts.map((account) => account.id);
      store.change({ accounts: pick(store.get().accounts, id, on, order) });
    },
    /** @param {string} group @param {boolean} on @param {string[]} groups */
    toggleLayer: (group, on, groups) => store.change({ layers: pick(store.get().layers, group, on, groups) }),
    chooseMapper: (/** @type {string | null} */ mapper) => store.change({ mapper }),
    chooseReading: (/** @type {string | null} */ reading) => store.change({ reading }),
    showOthers: (/** @type {boolean} */ others) => store.change({ others }),
    chooseMode: (/** @type {MapMode} */ mode) => store.change({ mode }),
    turnMode: () => store.change({ mode: MAP_MODES[(MAP_MODES.indexOf(store.get().mode) + 1) % MAP_MODES.length] }),
    chooseWhose: (/** @type {string | null} */ whose) => store.change({ whose }),
    clearFilter: () => store.change({ filter: null }),
    chooseClock: (/** @type {Clock} */ clock) => store.change({ clock }),
    toggleClock: () => store.change({ clock: store.get().clock === "known" ? "event" : "known" }),
  };
}

/** Between which days the playback goes round: one act says the first, another the last. @param {Store} store @param {() => void} changed */
function createLooping(store, changed) {
  let from = /** @type {number | null} */ (null);
  return {
    loopFrom: () => from,
    markLoop() {
      const { day, loop } = store.get();
      if (loop) return store.change({ loop: null });
      const start = from;
      from = start === null ? day : null;
      if (start === null || start === day) return changed();
      store.change({ loop: [Math.min(start, day), Math.max(start, day)] });
    },
  };
}

/** Between which days the chart is seen. @param {Model} model @param {Store} store */
function createLens(model, store) {
  return {
    window: () => store.get().window,
    seeWindow: (/** @type {DaySpan | null} */ window) => store.change({ window }),
    zoomTime(/** @type {number} */ factor) {
      const { window, day } = store.get();
      const [first, last] = spanOf(window, model.days);
      const round = isSeen(window, day) ? day : (first + last) / 2;
      store.change({ window: zoomWindow(window, factor, round, model.days) });
    },
  };
}

/** What is set against what. @param {Model} model @param {Store} store @param {() => void} stop the playback */
function createComparing(model, store, stop) {
  return {
    compare(/** @type {Partial<Comparison>} */ patch) {
      const { compare } = store.get();
      if (compare) store.change({ compare: { ...compare, ...patch } });
    },
    toggleCompare() {
      const state = store.get();
      store.change({ compare: state.compare ? null : suggest(state, model) });
    },
    swapCompared() {
      const { compare, day: shown } = store.get();
      if (!compare) return;
      const { account, against, day: pinned } = compare;
      const days = pinned === null ? {} : { day: model.dayOf(pinned) };
      stop();
      store.change({
        ...days,
        compare: { ...compare, account: against, against: account, day: pinned && model.isoOf(shown) },
      });
    },
  };
}

/**
 * @param {Model} model
 * @param {Store} store
 * @param {() => void} refresh draw the controls again
 * @param {boolean} hosted whether a host shows panels beside the map
 * @returns {Actions}
 */
export function createActions(model, store, refresh, hosted) {
  let stride = "report";
  const day = () => store.get().day;
  const playback = createPlayback(model, {
    day,
    loop: () => store.get().loop,
    begin: (next) => store.change({ day: next }),
    drift: (next) => store.drift({ day: next }),
    changed: refresh,
  });

  /** @param {number} next @param {string} motion */
  function moveTo(next, motion) {
    playback.stop();
    const target = clamp(next, 0, model.days - 1);
    if (target !== day()) store.change({ day: target }, motion);
  }

  return {
    playback,
    refresh,
    noted: () => store.change({}),
    stride: () => stride,
    setStride(name) {
      stride = name;
      refresh();
    },
    goTo: (next) => moveTo(next, "none"),
    jumpTo: (next) => moveTo(next, "step"),
    step(direction, other, repeated) {
      const byReport = (stride === "report") !== other;
      const edge = direction > 0 ? model.days - 1 : 0;
      const next = byReport ? (model.neighbour(day(), direction, store.get().clock) ?? edge) : day() + direction;
      moveTo(next, repeated ? "none" : "step");
    },
    ...createLens(model, store),
    ...createLooping(store, refresh),
    ...createChoices(model, store),
    ...createComparing(model, store, playback.stop),
    showPlace: hosted ? (place) => store.change({ place, panel: "places" }) : null,
  };
}
