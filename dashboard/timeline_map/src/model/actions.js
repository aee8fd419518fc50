/** What a reader can do, in one place: buttons, keys, chart and map all end here. */
import { suggest } from "./compare_model.js";
import { createPlayback } from "./playback.js";
import { clamp } from "../util/scale.js";

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
    toggleAccount(id, on) {
      const chosen = new Set(store.get().accounts);
      on ? chosen.add(id) : chosen.delete(id);
      const known = model.payload.accounts.map((/** @type {any} */ account) => account.id);
      store.change({ accounts: known.filter((/** @type {string} */ one) => chosen.has(one)) });
    },
    toggleLayer(group, on, groups) {
      const chosen = new Set(store.get().layers);
      on ? chosen.add(group) : chosen.delete(group);
      store.change({ layers: groups.filter((one) => chosen.has(one)) });
    },
    chooseMapper: (mapper) => store.change({ mapper }),
    showOthers: (others) => store.change({ others }),
    clearFilter: () => store.change({ filter: null }),
    chooseClock: (clock) => store.change({ clock }),
    toggleClock: () => store.change({ clock: store.get().clock === "known" ? "event" : "known" }),
    compare(patch) {
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
      playback.stop();
      store.change({
        ...days,
        compare: { ...compare, account: against, against: account, day: pinned && model.isoOf(shown) },
      });
    },
    showPlace: hosted ? (place) => store.change({ place, panel: "places" }) : null,
  };
}
