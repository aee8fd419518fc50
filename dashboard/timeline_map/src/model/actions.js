/** What a reader can do, by whatever control: step, play, choose, compare. */

import { clamp } from "../util/scale.js";
import { suggest } from "./comparison.js";

// Days of the front for each second of the reader's.
const SPEEDS = [1, 3, 7, 14, 30, 60];
const USUAL = 2;

/**
 * @param {KurskModel} model
 * @param {{day: () => number, goTo: (day: number) => void, changed: () => void}} host
 * @returns {KurskPlayback}
 */
export function createPlayback(model, host) {
  let playing = false;
  let speed = USUAL;
  let position = 0;
  let before = 0;

  function tick(/** @type {number} */ now) {
    if (!playing) return;
    // A long pause between frames (a hidden tab) is not caught up in one leap.
    position += (Math.min(now - before, 250) / 1000) * SPEEDS[speed];
    before = now;
    const day = Math.min(Math.floor(position), model.days - 1);
    if (day !== host.day()) host.goTo(day);
    if (day >= model.days - 1) return stop();
    requestAnimationFrame(tick);
  }

  function stop() {
    if (!playing) return;
    playing = false;
    host.changed();
  }

  function start() {
    if (playing) return;
    if (host.day() >= model.days - 1) host.goTo(0);
    position = host.day();
    before = performance.now();
    playing = true;
    host.changed();
    requestAnimationFrame(tick);
  }

  return {
    isPlaying: () => playing,
    start,
    stop,
    toggle: () => (playing ? stop() : start()),
    speed: () => SPEEDS[speed],
    changeSpeed(by) {
      speed = clamp(speed + by, 0, SPEEDS.length - 1);
      host.changed();
    },
    limits: () => ({ slowest: speed === 0, fastest: speed === SPEEDS.length - 1 }),
  };
}

/** What is drawn, by which clock and filter. @param {KurskModel} model @param {KurskStore} store */
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
    showOthers: (/** @type {boolean} */ others) => store.change({ others }),
    clearFilter: () => store.change({ filter: null }),
    chooseClock: (/** @type {KurskClock} */ clock) => store.change({ clock }),
    toggleClock: () => store.change({ clock: store.get().clock === "known" ? "event" : "known" }),
  };
}

/** What is set against what. @param {KurskModel} model @param {KurskStore} store @param {() => void} stop the playback */
function createComparing(model, store, stop) {
  return {
    compare(/** @type {Partial<KurskComparison>} */ patch) {
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
 * @param {KurskModel} model
 * @param {KurskStore} store
 * @param {() => void} refresh draw the controls again
 * @param {boolean} hosted whether a host shows panels beside the map
 * @returns {KurskActions}
 */
export function createActions(model, store, refresh, hosted) {
  let stride = "report";
  const day = () => store.get().day;
  const playback = createPlayback(model, {
    day,
    goTo: (next) => store.change({ day: next }),
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
    ...createChoices(model, store),
    ...createComparing(model, store, playback.stop),
    showPlace: hosted ? (place) => store.change({ place, panel: "places" }) : null,
  };
}
