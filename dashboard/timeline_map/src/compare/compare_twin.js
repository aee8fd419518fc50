/** The second map, of the pinned side: beside the first or over it, made in a calm moment. */
import { createDivider } from "./compare_divider.js";
import { createSync } from "./compare_sync.js";
import { createTwinStage } from "../map/stage.js";
import { make, setText } from "../util/dom.js";

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
      for (const [side, tag] of /** @type {[KurskSide, HTMLElement][]} */ ([[before, tags.before], [after, tags.after]])) {
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
