/** The second map, beside the first or over it: it follows every move, and a divider parts the two. */
import { followMove, followMoveEnd, followZoom, forgetSize, isStale, takeView } from "../map/leaflet.js";
import { createTwinStage } from "../map/stage.js";
import { make, setAttributes, setText } from "../util/dom.js";
import { clamp } from "../util/scale.js";

/**
 * @import { MapLayers } from "../map/stage.js"
 * @import { Context } from "../model/actions.js"
 * @import { Compared, ComparedSide } from "../model/comparison.js"
 * @import { Frame } from "../model/model.js"
 * @import { Motion } from "../model/state.js"
 * @import { Palette } from "../style/style.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} TwinHost
 * @property {MapLayers} stage
 * @property {(map: L.Map, stage: MapLayers) => void} built
 */

/**
 * @typedef {object} TwinMap
 * @property {(frame: Frame) => void} prepare
 * @property {(mode: string) => void} enter
 * @property {() => void} align
 * @property {(compared: Compared, motion: Motion) => void} draw
 * @property {(palette: Palette) => void} restyle
 */

/** Whether two maps are of one size, but for a pixel that no half of the room has. @param {L.Map} one @param {L.Map} other */
const isAlike = (one, other) => one.getSize().distanceTo(other.getSize()) < 3;

/**
 * Let `follower` go where `leader` goes. Leaflet's own steps are taken one by one, so that a drag
 * moves the other map's pane and nothing else until it ends.
 * @param {L.Map} leader
 * @param {L.Map} follower
 * @param {{on: boolean, busy: boolean}} link shared by both directions
 */
function follow(leader, follower, link) {
  /** @param {() => void} act */
  const act = (act) => {
    if (!link.on || link.busy || !isAlike(leader, follower)) return;
    link.busy = true;
    act();
    link.busy = false;
  };
  leader.on("move", () => act(() => followMove(follower, leader)));
  leader.on("moveend", () => act(() => followMoveEnd(follower, leader)));
  leader.on("zoomanim", (event) => act(() => followZoom(follower, event)));
}

/**
 * @param {L.Map} main
 * @param {L.Map} twin
 * @returns {{turn: (on: boolean) => void}}
 */
function createSync(main, twin) {
  const link = { on: false, busy: false };
  follow(main, twin, link);
  follow(twin, main, link);

  /** Draw the twin anew only where its size or view is not the main map's. */
  function align() {
    const resized = isStale(twin);
    const moved = twin.getZoom() !== main.getZoom() || !twin.getCenter().equals(main.getCenter(), 1e-9);
    twin.options.minZoom = main.getMinZoom();
    twin.options.maxBounds = main.options.maxBounds;
    if (resized) forgetSize(twin);
    if (resized || moved) takeView(twin, main);
  }
  return {
    /** Start or stop; on starting the twin goes where the main map is. */
    turn(on) {
      link.on = false;
      if (on) align();
      link.on = on;
    },
  };
}

const [LEAST, MOST] = [2, 98]; // percent of the width
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -2,
  ArrowDown: -2,
  ArrowRight: 2,
  ArrowUp: 2,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
});

/**
 * Let keys and the pointer move the divider.
 * @param {HTMLElement} element
 * @param {HTMLElement} room
 * @param {() => number} now percent
 * @param {(percent: number) => void} go
 */
function moveBy(element, room, now, go) {
  let held = -1;
  element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the same keys step the date
    go(now() + step);
  });
  element.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0 || held >= 0) return;
    held = event.pointerId;
    element.setPointerCapture(held);
  });
  element.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== held) return;
    const box = room.getBoundingClientRect();
    go(((event.clientX - box.left) / box.width) * 100);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId === held) held = -1;
  };
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
}

/**
 * @param {HTMLElement} room
 * @param {Format} format
 * @param {(percent: number) => void} moved
 * @returns {{element: HTMLElement, name: (first: string) => void, place: () => void}}
 */
function createDivider(room, format, moved) {
  const element = make("div", {
    class: "kf-divider",
    role: "slider",
    tabindex: 0,
    "aria-label": format.say("compare_divider"),
    "aria-orientation": "horizontal",
    "aria-valuemin": LEAST,
    "aria-valuemax": MOST,
    "data-testid": "compare-divider",
  });
  let percent = 50;
  let first = "";

  function place() {
    element.style.left = `${percent}%`;
    const words = format.say("compare_divider_value", { percent: Math.round(percent), first });
    setAttributes(element, { "aria-valuenow": Math.round(percent), "aria-valuetext": words });
    moved(percent);
  }

  /** @param {number} next */
  function go(next) {
    percent = clamp(next, LEAST, MOST);
    place();
  }

  moveBy(element, room, () => percent, go);
  return {
    element,
    place,
    name(words) {
      if (words === first) return;
      first = words;
      place();
    },
  };
}

const NARROW = 640; // pixels of room below which dates are written short

/** Whose map it is, in its corner. @param {string} name */
const makeTag = (name) => make("p", { class: "kf-compare-tag", "data-side": name });

/** Put a box into a room, unseen, for as long as something is made in it. @param {HTMLElement} box @param {HTMLElement} room @param {() => void} act */
function standUnseen(box, room, act) {
  box.style.visibility = "hidden";
  room.append(box);
  act();
  box.remove();
  box.style.visibility = "";
}

/** What is seen of the upper map: the part before the divider, or after it. @param {boolean} swapped @param {number} percent */
const insetOf = (swapped, percent) => `inset(${swapped ? `0 0 0 ${percent}%` : `0 ${100 - percent}% 0 0`})`;

/** Whose each map is, in its corner. @param {Format} format */
function createTags({ longDate, shortDate, say }) {
  const before = makeTag("before");
  const after = makeTag("after");
  return {
    before,
    after,
    /** @param {Compared} compared @param {boolean} narrow */
    draw(compared, narrow) {
      const spell = narrow ? shortDate : longDate;
      const write = (/** @type {ComparedSide} */ { label, date }) =>
        say("compare_tag", { account: label, day: spell(date) });
      setText(before, write(compared.before));
      setText(after, write(compared.after));
    },
  };
}

/**
 * The second map itself, made when it is first wanted.
 * @param {HTMLElement} box
 * @param {HTMLElement} room
 * @param {L.Map} main
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {TwinHost} host
 */
function createSecond(box, room, main, context, layers, host) {
  let palette = /** @type {Palette} */ ({});
  let drawn = /** @type {{stage: MapLayers, sync: {turn: (on: boolean) => void}} | null} */ (null);
  return {
    /** @returns {{stage: MapLayers, sync: {turn: (on: boolean) => void}} | null} null until it is made */
    get: () => drawn,
    make() {
      if (drawn) return drawn;
      const options = { zoomControl: false, attributionControl: false, keyboard: false, fadeAnimation: false };
      const map = L.map(box, { ...options, zoomSnap: main.options.zoomSnap });
      map.setView(main.getCenter(), main.getZoom(), { animate: false });
      const stage = createTwinStage(map, context, layers, room, host.stage.ground);
      stage.restyle(palette);
      drawn = { stage, sync: createSync(main, map) };
      host.built(map, stage);
      return drawn;
    },
    /** Each map is drawn by what was public on its own day. @param {Compared} compared @param {Motion} motion */
    draw({ pinned, shown }, motion) {
      const { known } = context.model;
      known.turn(pinned.frame.state);
      drawn?.stage.draw(pinned.frame, motion);
      known.turn(shown.frame.state);
    },
    restyle(/** @type {Palette} */ next) {
      palette = next;
      drawn?.stage.restyle(next);
    },
  };
}

/**
 * @param {HTMLElement} room the stage's element
 * @param {L.Map} main
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {TwinHost} host
 * @returns {TwinMap}
 */
export function createTwin(room, main, context, layers, host) {
  const box = make("div", { class: "kf-map kf-twin", "data-testid": "twin" });
  const tags = createTags(context.format);
  const second = createSecond(box, room, main, context, layers, host);
  const divider = createDivider(room, context.format, cut);
  let mode = "";
  let swapped = false;
  let percent = 50;
  let narrow = false;
  let fresh = false; // the names must give way to tags that have just come

  /** Show of the upper map only its side of the divider. @param {number} next */
  function cut(next) {
    percent = next;
    box.style.clipPath = mode === "swipe" ? insetOf(swapped, percent) : "";
  }
  return {
    prepare(frame) {
      if (!second.get()) standUnseen(box, room, () => second.make().stage.draw(frame, "none"));
    },
    enter(next) {
      if (next === mode) return;
      mode = next;
      fresh = true;
      for (const one of [box, divider.element, tags.before, tags.after]) one.remove();
      if (mode) room.append(box, tags.before, tags.after, ...(mode === "swipe" ? [divider.element] : []));
      else second.get()?.sync.turn(false);
    },
    align() {
      if (!mode) return;
      narrow = room.clientWidth < NARROW; // asked for here: in every frame it would cost a layout
      const { stage, sync } = second.make();
      sync.turn(true);
      stage.repaint();
      divider.place();
    },
    draw(compared, motion) {
      const drawn = second.get();
      if (!drawn || !mode) return;
      swapped = compared.swapped;
      second.draw(compared, motion);
      tags.draw(compared, narrow);
      divider.name(tags.before.textContent || "");
      cut(percent);
      if (fresh) for (const stage of [drawn.stage, host.stage]) stage.repaint();
      fresh = false;
    },
    restyle: second.restyle,
  };
}
