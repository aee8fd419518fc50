/** Below the chart: its periods by name, and a strip of all time on which its window is drawn, moved and stretched. */

import { moveWindow, spanOf, windowBetween } from "../model/window.js";
import { make, makeSvg, setAttributes, textButton } from "../util/dom.js";
import { linear } from "../util/scale.js";
import { listRuns, scaleTime } from "./plot.js";

/**
 * @import { Chart } from "./chart.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { DaySpan } from "../model/window.js"
 */

const GRIP = 8; // pixels round an end of the window
const LEAST = 4; // pixels that a pointer must move to draw a window
const HEIGHT = 24; // pixels, as in chart.css

/** The largest figure of any line on each day, as a closed way. @param {Model} model @param {ReturnType<typeof scaleTime>} time */
function traceAll(model, time) {
  const { series } = model.payload;
  const y = linear(0, model.maximum || 1, HEIGHT - 1, 3);
  const tops = new Float64Array(model.days);
  for (const { from, to, value } of series.flatMap((one) => listRuns(one, model, series).filter((run) => run.joined))) {
    for (let day = Math.max(from, 0); day <= to && day < model.days; day += 1) tops[day] = Math.max(tops[day], value);
  }
  let way = `M${time.x(0)} ${HEIGHT}`;
  for (const [day, top] of tops.entries()) way += `L${time.x(day).toFixed(1)} ${y(top).toFixed(1)}`;
  return `${way}V${HEIGHT}Z`;
}

/** What a pointer does that goes down at a place. @param {number} x @param {number} left of the window @param {number} right @param {boolean} whole */
function judgeGrip(x, left, right, whole) {
  if (whole) return "draw";
  if (Math.abs(x - left) <= GRIP) return "first";
  if (Math.abs(x - right) <= GRIP) return "last";
  return x > left && x < right ? "move" : "draw";
}

/**
 * Move, stretch or draw the window with the pointer.
 * @param {SVGElement} element
 * @param {Context} context
 * @param {() => ReturnType<typeof scaleTime>} time
 */
function followGrip(element, { model, actions }, time) {
  let grip = /** @type {{how: string, from: number, start: DaySpan} | null} */ (null);
  const place = (/** @type {PointerEvent} */ event) => event.clientX - element.getBoundingClientRect().left;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const window = actions.window();
    const start = spanOf(window, model.days);
    const [left, right] = start.map(time().x);
    element.setPointerCapture(event.pointerId);
    grip = { how: judgeGrip(place(event), left, right, !window), from: place(event), start };
  });
  element.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const { how, from, start } = grip;
    const x = place(event);
    if (how === "draw" && Math.abs(x - from) < LEAST) return;
    const by = Math.round(time().dayNear(x) - time().dayNear(from));
    if (how === "move") return actions.seeWindow(moveWindow(start, by, model.days));
    const stays = how === "first" ? start[1] : how === "last" ? start[0] : time().dayAt(from);
    actions.seeWindow(windowBetween(stays, time().dayAt(x), model.days));
  });
  const release = () => {
    grip = null;
  };
  for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, release);
  element.addEventListener("dblclick", () => actions.seeWindow(null));
}

/** @param {Context} context */
function createStrip(context) {
  const { model, format } = context;
  const ground = makeSvg("path", { class: "kf-brush-ground" });
  const window = makeSvg("rect", { class: "kf-brush-window", y: 0.5, height: HEIGHT - 1 });
  const ends = makeSvg("path", { class: "kf-brush-ends" });
  const now = makeSvg("path", { class: "kf-brush-now" });
  const told = makeSvg("title", {}, format.say("brush_title"));
  const element = makeSvg("svg", { class: "kf-brush", "data-testid": "brush" }, told, ground, window, ends, now);
  let time = scaleTime(model, null, 4, 300);
  let drawn = "";
  followGrip(element, context, () => time);

  return {
    element,
    resize() {
      const width = element.clientWidth || 300;
      time = scaleTime(model, null, 4, width - 4);
      setAttributes(element, { viewBox: `0 0 ${width} ${HEIGHT}` });
      ground.setAttribute("d", traceAll(model, time));
      drawn = "";
    },
    /** @param {Frame} frame */
    draw({ state, day }) {
      now.setAttribute("d", `M${time.x(day).toFixed(1)} 0V${HEIGHT}`);
      if (String(state.window) === drawn) return;
      drawn = String(state.window);
      const [left, right] = spanOf(state.window, model.days).map(time.x);
      setAttributes(window, { x: left.toFixed(1), width: (right - left).toFixed(1) });
      const bar = (/** @type {number} */ x) => `M${x.toFixed(1)} 5V${HEIGHT - 5}`;
      ends.setAttribute("d", state.window ? bar(left) + bar(right) : "");
    },
  };
}

/**
 * @param {Context} context
 * @param {Chart} chart
 */
export function createBrush(context, chart) {
  const { model, actions, format } = context;
  const span = (/** @type {Payload.Gap} */ one) =>
    /** @type {DaySpan} */ ([model.dayOf(one.start), model.dayOf(one.end)]);
  const periods = [
    { label: format.say("window_all"), window: null },
    ...model.payload.front.periods.map((one) => ({ label: one.label ?? "", window: span(one) })),
  ].map(({ label, window }) => {
    const title = window
      ? format.say("window_title", {
          first: format.shortDate(model.isoOf(window[0])),
          last: format.shortDate(model.isoOf(window[1])),
        })
      : format.say("window_all_title");
    return { window, button: textButton(label, title, () => actions.seeWindow(window)) };
  });
  const log = textButton(format.say("log"), format.say("log_title"), () => {
    chart.setLog(!chart.isLog());
    actions.refresh();
  });
  const strip = createStrip(context);
  const label = { class: "kf-periods", role: "group", "aria-label": format.say("window_label") };
  const names = make("div", label, ...periods.map(({ button }) => button));
  return {
    element: make("div", { class: "kf-lens" }, names, strip.element, log),
    resize: strip.resize,
    /** @param {Frame} frame */
    draw(frame) {
      for (const { window, button } of periods)
        button.setAttribute("aria-pressed", String(String(window) === String(frame.state.window)));
      log.setAttribute("aria-pressed", String(chart.isLog()));
      strip.draw(frame);
    },
  };
}
