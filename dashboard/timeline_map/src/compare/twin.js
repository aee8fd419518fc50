/** The second map, beside the first or over it: it follows every move, and a divider parts the two. */
import { createTwinStage } from "../map/stage.js";
import { make, setAttributes, setText } from "../util/dom.js";
import { clamp } from "../util/scale.js";

/** Whether two maps are of one size, but for a pixel that no half of the room has. @param {KurskMap} one @param {KurskMap} other */
const isAlike = (one, other) => one.getSize().distanceTo(other.getSize()) < 3;

/**
 * Let `follower` go where `leader` goes. Leaflet's own steps are taken one by one, so that a drag
 * moves the other map's pane and nothing else until it ends.
 * @param {KurskMap} leader
 * @param {KurskMap} follower
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
  const away = () => follower.latLngToLayerPoint(leader.getCenter()).subtract(follower._getCenterLayerPoint());
  const align = () => {
    follower._stop();
    follower._resetView(leader.getCenter(), leader.getZoom());
  };
  leader.on("move", () =>
    act(() => {
      if (follower.getZoom() !== leader.getZoom()) return leader._animatingZoom ? undefined : align();
      const offset = away();
      if (!offset.x && !offset.y) return;
      follower._rawPanBy(offset);
      follower.fire("move");
    }),
  );
  leader.on("moveend", () =>
    act(() => {
      if (follower.getZoom() !== leader.getZoom()) align();
      else follower.fire("moveend");
    }),
  );
  leader.on("zoomanim", (/** @type {any} */ { center, zoom, noUpdate }) =>
    act(() => {
      if (!follower._zoomAnimated) return;
      if (!follower._animatingZoom) follower._moveStart(true, false);
      follower._animateZoom(center, zoom, true, noUpdate);
    }),
  );
}

/**
 * @param {KurskMap} main
 * @param {KurskMap} twin
 * @returns {{turn: (on: boolean) => void}}
 */
export function createSync(main, twin) {
  const link = { on: false, busy: false };
  follow(main, twin, link);
  follow(twin, main, link);

  /** Draw the twin anew only where its size or view is not the main map's. */
  function align() {
    const box = twin.getContainer();
    const former = twin.getSize();
    const resized = former.x !== box.clientWidth || former.y !== box.clientHeight;
    const moved = twin.getZoom() !== main.getZoom() || !twin.getCenter().equals(main.getCenter(), 1e-9);
    twin.options.minZoom = main.getMinZoom();
    twin.options.maxBounds = main.options.maxBounds;
    if (resized) twin._sizeChanged = true;
    if (resized || moved) twin._resetView(main.getCenter(), main.getZoom());
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
 * @param {HTMLElement} room
 * @param {KurskFormat} format
 * @param {(percent: number) => void} moved
 * @returns {{element: HTMLElement, name: (first: string) => void, place: () => void}}
 */
export function createDivider(room, format, moved) {
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
  let held = -1;

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

  element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation(); // the same keys step the date
    go(percent + step);
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

/**
 * @param {HTMLElement} room the stage's element
 * @param {KurskMap} main
 * @param {KurskContext} context
 * @param {any[]} layers
 * @param {KurskTwinHost} host
 * @returns {KurskTwin}
 */
export function createTwin(room, main, context, layers, host) {
  const box = make("div", { class: "kf-map kf-twin", "data-testid": "twin" });
  const tags = { before: makeTag("before"), after: makeTag("after") };
  const divider = createDivider(room, context.format, cut);
  let drawn = /** @type {any} */ (null);
  let mode = "";
  let swapped = false;
  let percent = 50;
  let narrow = false;
  let fresh = false; // the names must give way to tags that have just come
  let palette = /** @type {Palette | null} */ (null);

  /** Show of the upper map only its side of the divider. @param {number} next */
  function cut(next) {
    percent = next;
    const inset = swapped ? `0 0 0 ${percent}%` : `0 ${100 - percent}% 0 0`;
    box.style.clipPath = mode === "swipe" ? `inset(${inset})` : "";
  }

  function build() {
    if (drawn) return;
    const options = { zoomControl: false, attributionControl: false, keyboard: false, fadeAnimation: false };
    const map = L.map(box, { ...options, zoomSnap: main.options.zoomSnap });
    map.setView(main.getCenter(), main.getZoom(), { animate: false });
    const stage = createTwinStage(map, context, layers, () => host.findObstacles(box), host.stage.ground);
    stage.restyle(palette || {});
    drawn = { map, stage, sync: createSync(main, map) };
    host.built(map, stage);
  }

  /** Put the pieces into the room or out of it. @param {string} next a mode, "" for none */
  function enter(next) {
    mode = next;
    fresh = true;
    if (!next) {
      drawn?.sync.turn(false);
      for (const one of [box, divider.element, tags.before, tags.after]) one.remove();
      return;
    }
    room.append(box, tags.before, tags.after);
    if (next === "swipe") room.append(divider.element);
    else divider.element.remove();
  }

  return {
    prepare(frame) {
      if (drawn) return;
      box.style.visibility = "hidden";
      room.append(box);
      build();
      drawn.stage.draw(frame, "none");
      box.remove();
      box.style.visibility = "";
    },
    enter(next) {
      if (next !== mode) enter(next);
    },
    align() {
      if (!mode) return;
      build();
      narrow = room.clientWidth < NARROW; // asked for here: in every frame it would cost a layout
      drawn.sync.turn(true);
      drawn.stage.repaint();
      divider.place();
    },
    draw(compared, motion) {
      if (!drawn || !mode) return;
      const { before, after, pinned } = compared;
      swapped = compared.swapped;
      const { known } = context.model;
      known.turn(pinned.frame.state);
      drawn.stage.draw(pinned.frame, motion);
      known.turn(compared.shown.frame.state);
      const { longDate, shortDate, say } = context.format;
      const spell = narrow ? shortDate : longDate;
      for (const [side, tag] of /** @type {[KurskSide, HTMLElement][]} */ ([
        [before, tags.before],
        [after, tags.after],
      ])) {
        setText(tag, say("compare_tag", { account: side.label, day: spell(side.date) }));
      }
      divider.name(tags.before.textContent || "");
      cut(percent);
      if (!fresh) return;
      fresh = false;
      for (const stage of [drawn.stage, host.stage]) stage.repaint();
    },
    restyle(next) {
      palette = next;
      drawn?.stage.restyle(next);
    },
  };
}
