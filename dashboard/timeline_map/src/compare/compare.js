/** Comparing, put together: bar, overlay, second map, and the mark of the pinned date on the chart. */

import { compose, groundOf, isReading, suggest } from "../model/comparison.js";
import { loadCompared } from "../model/fetched.js";
import { composeFrame } from "../model/model.js";
import { colourOf } from "../style/style.js";
import { whenCalm, whenCalmAtWork } from "../util/browser.js";
import { iconButton, makeSvg, setText } from "../util/dom.js";
import { createBar } from "./bar.js";
import { createOverlay, makePartPatterns } from "./overlay.js";
import { createTwin } from "./twin.js";
import { tellComparison, writeSizes } from "./words.js";

/**
 * @import { Chart } from "../chart/chart.js"
 * @import { DateFields } from "./bar.js"
 * @import { Overlay } from "./overlay.js"
 * @import { TwinMap, TwinHost } from "./twin.js"
 * @import { ShownArea } from "../map/areas.js"
 * @import { MapStage } from "../map/stage.js"
 * @import { Context } from "../model/actions.js"
 * @import { Compared, CompareMode } from "../model/comparison.js"
 * @import { ComparedGround, Frame, Model } from "../model/model.js"
 * @import { State } from "../model/fields.js"
 * @import { Motion } from "../model/state.js"
 * @import { Palette } from "../style/style.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {TwinHost & {
 *   dates: DateFields,
 *   stage: MapStage,
 *   chart: Chart,
 *   resize: () => void,
 * }} CompareHost
 */

/**
 * @typedef {object} Compare
 * @property {HTMLButtonElement} button
 * @property {() => Frame} pinned
 * @property {() => boolean} close
 * @property {() => ShownArea[] | null} areasShown
 * @property {(frame: Frame, motion: Motion) => Frame} draw
 * @property {() => void} resize
 * @property {(palette: Palette) => void} restyle
 * @property {(state: State) => string[]} speak
 */

/** The pinned date on the chart: a dashed line. @param {Context} context @param {Chart} chart */
function createPin({ format }, chart) {
  const title = makeSvg("title");
  const line = makeSvg("path", { class: "kf-compare-pin" }, title);
  line.style.display = "none";
  chart.element.append(line);
  return {
    /** @param {Compared | null} compared */
    draw(compared) {
      const { first, last } = chart.plot();
      const day = compared?.pinned.day ?? -1;
      const on = compared && day !== compared.shown.day && day >= first && day <= last;
      line.style.display = on ? "" : "none";
      if (!on) return;
      const { x, top, bottom } = chart.plot();
      line.setAttribute("d", `M${x(compared.pinned.day).toFixed(1)} ${top - 8}V${bottom}`);
      setText(title, format.say("compare_pinned", { day: format.longDate(compared.pinned.date) }));
    },
  };
}

/** What the map is fitted to. @param {Compared} compared @param {State} state @param {Model} model @returns {ComparedGround} */
function nameGround({ before, after }, { compare }, model) {
  const choice = [compare?.account, compare?.against, compare?.day].join(" ");
  return { choice, list: () => [before, after].map((side) => groundOf(side, model)) };
}

/**
 * What the main map shows while comparing: its own side alone, or on an overlay no area but the
 * two compared.
 * @param {Compared} compared
 * @returns {Frame}
 */
function frameMain(compared) {
  const { frame } = compared.shown;
  if (compared.mode !== "overlay") return frame;
  const computed = [compared.before, compared.after].some(({ key }) => isReading(key));
  const layers = frame.state.layers.filter((layer) => !computed || layer !== "reading"); // its parts are drawn
  const entries = frame.entries.map((entry) => ({ ...entry, visible: false }));
  const drawn = [compared.before.area, compared.after.area].filter((id) => id >= 0);
  return { ...frame, state: { ...frame.state, layers }, entries, drawn };
}

/** @param {HTMLElement} root @param {HTMLButtonElement} button @param {string} mode "" while nothing is compared */
function showMode(root, button, mode) {
  root.dataset.compare = mode;
  button.setAttribute("aria-pressed", String(Boolean(mode)));
}

/** @param {Overlay} overlay @param {Compared | null} compared @param {Format} format */
function drawOverlay(overlay, compared, format) {
  if (compared?.mode === "overlay") overlay.draw(compared, writeSizes(compared, format));
  else overlay.draw(null, {});
}

/** What one of two accounts alone gives has its colour, and not that of ground that changed hands. @param {HTMLElement} root @param {Compared | null} compared */
function colourParts(root, compared) {
  const own = compared && compared.kind !== "dates" ? compared : null;
  for (const [part, side] of /** @type {const} */ ([
    ["gained", own?.after],
    ["lost", own?.before],
  ])) {
    const [name, ink] = [`--kf-part-${part}`, side ? colourOf(side.index) : ""];
    if (root.style.getPropertyValue(name) !== ink) root.style.setProperty(name, ink); // else all is styled anew
  }
}

/** @param {State} state @param {Context} context @returns {string[]} what is said aloud of a comparison */
function tellState(state, context) {
  const compared = compose(state, context.model);
  return compared ? tellComparison(compared, context) : [];
}

/**
 * Compare unseen while a reader who is at work rests, between two frames: whoever compares for the first
 * time should wait neither for the second map nor for cold code.
 * @param {Context} context
 * @param {TwinMap} twin
 * @param {MapStage} stage
 * @param {(frame: Frame, motion: string) => unknown} draw
 * @param {() => Frame | null} shownAlone what is shown, null while something is compared
 */
function rehearse({ model, fetched, gone }, twin, stage, draw, shownAlone) {
  const prepare = () => {
    const now = shownAlone();
    if (now) twin.prepare(now);
  };
  const compareOnce = (/** @type {CompareMode} */ mode) => () => {
    const now = shownAlone();
    // A view that the reader chose is left alone, and without a server nothing can be compared.
    if (!now || !stage.isFitted() || !model.overlaps.rows) return;
    const compare = { ...suggest(now.state, model), mode };
    draw(composeFrame({ ...now.state, compare }, model), "none");
    draw(now, "none");
  };
  const unlessGone = (/** @type {() => unknown} */ act) => () => (gone.aborted ? undefined : act());
  whenCalm(unlessGone(fetched.overlaps.prefetch));
  void whenCalmAtWork(...[prepare, compareOnce("side"), compareOnce("swipe")].map(unlessGone));
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} room the stage's element
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {CompareHost} host
 */
function buildParts(root, room, map, context, layers, host) {
  const { model, format, actions } = context;
  const bar = createBar(context, host.dates);
  const overlay = createOverlay(map, model, host.stage);
  const twin = createTwin(room, map, context, layers, host);
  const pin = createPin(context, host.chart);
  const button = iconButton("compare", format.say("compare_open"), actions.toggleCompare, format.say("compare_word"));
  root.prepend(makePartPatterns());
  room.before(bar.element);
  return { bar, overlay, twin, pin, button };
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} room the stage's element
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {CompareHost} host
 * @returns {Compare}
 */
export function createCompare(root, room, map, context, layers, host) {
  const { model, format } = context;
  const { bar, overlay, twin, pin, button } = buildParts(root, room, map, context, layers, host);
  let mode = "";
  let told = /** @type {Compared | null} */ (null);
  let shown = /** @type {Frame | null} */ (null);
  rehearse(context, twin, host.stage, draw, () => (mode ? null : shown));
  showMode(root, button, mode);

  /** @param {Frame} frame @param {string} motion @returns {Frame} what the main map shows */
  function draw(frame, motion) {
    const compared = compose(frame.state, model);
    if (frame.state.compare && !compared) loadCompared(frame.state.compare, context.fetched, context.actions.refresh);
    told = compared;
    shown = frame;
    bar.draw(frame.state, compared);
    colourParts(root, compared);
    root.dataset.swapped = String(Boolean(compared?.swapped));
    lay(compared ? compared.mode : "");
    pin.draw(compared);
    drawOverlay(overlay, compared, format);
    if (!compared) return frame;
    twin.draw(compared, motion);
    return { ...frameMain(compared), compared: nameGround(compared, frame.state, model) };
  }

  /** Lay the room out for a mode; the maps must know their sizes before they draw. @param {string} next */
  function lay(next) {
    if (next === mode) return;
    mode = next;
    showMode(root, button, mode);
    twin.enter(mode === "overlay" ? "" : mode);
    host.resize();
  }

  return {
    button,
    pinned: () => /** @type {Compared} */ (told).pinned.frame,
    close: bar.close,
    areasShown: () => (mode === "overlay" ? overlay.listShown() : null),
    draw,
    resize: twin.align,
    restyle: twin.restyle,
    speak: (state) => tellState(state, context),
  };
}
