/** The pointer on the chart: a drag sets the date, the wheel and two fingers narrow or widen the window in time. */

import { moveWindow, spanOf, zoomWindow } from "../model/window.js";
import { placeIn } from "../util/browser.js";

/**
 * @import { Chart } from "./chart.js"
 * @import { Plot } from "./plot.js"
 * @import { Context } from "../model/actions.js"
 * @import { FrameStep } from "../model/model.js"
 * @import { DaySpan } from "../model/window.js"
 */

const SNAP = 6; // pixels: so near to a reported day the date is set to it
const FLAG = 8; // pixels round the flag of an event
const WHEEL = 0.0016; // of a zoom by the factor e, for each pixel of the wheel
const LINE = 16; // pixels, where the wheel counts lines

/**
 * The day at a place of the chart: a reported one where it is near, unless each step is a day.
 * @param {number} x pixels
 * @param {Plot} plot
 * @param {Context} context
 */
export function pickDay(x, plot, { actions, model }) {
  const day = plot.dayAt(x);
  if (actions.stride() !== "report") return day;
  const { steps } = model.axes[model.known.isOn() ? "known" : "event"];
  const seen = steps.filter((step) => step.day >= plot.first && step.day <= plot.last);
  const away = (/** @type {FrameStep} */ step) => Math.abs(plot.x(step.day) - x);
  const near = seen.reduce((best, step) => (best && away(best) <= away(step) ? best : step), seen[0]);
  return near && away(near) <= SNAP ? near.day : day;
}

/**
 * Narrow and widen by the wheel; sideways it moves the window. A page that scrolls keeps what does nothing here.
 * @param {SVGElement} surface
 * @param {Chart} chart
 * @param {Context} context
 */
function followWheel(surface, chart, { actions, model }) {
  const turn = (/** @type {WheelEvent} */ event) => {
    if (event.ctrlKey || event.metaKey) return; // the page's own zoom
    const unit = event.deltaMode ? LINE : 1;
    const across = (event.shiftKey ? event.deltaY : event.deltaX) * unit;
    const plot = chart.plot();
    const window = actions.window();
    const [first, last] = spanOf(window, model.days);
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const day = plot.dayNear(placeIn(surface, event)[0]);
    const next = sideways
      ? moveWindow(window, Math.round((across / (plot.right - plot.left)) * (last - first)), model.days)
      : zoomWindow(window, Math.exp(event.deltaY * unit * WHEEL), day, model.days);
    if (String(next) === String(window)) return;
    event.preventDefault();
    actions.seeWindow(next);
  };
  surface.addEventListener("wheel", turn, { passive: false });
}

/**
 * Two fingers hold two days: as they part, the window is narrowed to what lies between.
 * @param {Chart} chart
 * @param {Context} context
 */
function createPinch(chart, { actions, model }) {
  const fingers = /** @type {Map<number, number>} */ (new Map());
  let grip = { apart: 1, day: 0, window: /** @type {DaySpan | null} */ (null) };
  const places = () => /** @type {[number, number]} */ ([...fingers.values()].slice(0, 2));
  const apart = () => Math.max(Math.abs(places()[0] - places()[1]), 12);

  return {
    isOn: () => fingers.size > 1,
    /** @param {number} id @param {number} x */
    press(id, x) {
      fingers.set(id, x);
      if (fingers.size !== 2) return;
      const middle = (places()[0] + places()[1]) / 2;
      grip = { apart: apart(), day: chart.plot().dayNear(middle), window: actions.window() };
    },
    /** @param {number} id @param {number} x */
    move(id, x) {
      if (!fingers.has(id)) return;
      fingers.set(id, x);
      if (fingers.size > 1) actions.seeWindow(zoomWindow(grip.window, grip.apart / apart(), grip.day, model.days));
    },
    /** @param {number} id */
    lift: (id) => fingers.delete(id),
  };
}

/**
 * Move the date with the pointer held down anywhere on the chart; an event's flag leads to its day.
 * @param {SVGElement} surface
 * @param {Chart} chart
 * @param {Context} context
 * @returns {{isDragging: () => boolean}}
 */
export function followPointer(surface, chart, context) {
  const { actions, model } = context;
  const pinch = createPinch(chart, context);
  let held = -1;
  const place = (/** @type {PointerEvent} */ event) => placeIn(surface, event)[0];
  const move = (/** @type {PointerEvent} */ event) => actions.goTo(pickDay(place(event), chart.plot(), context));
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pinch.press(event.pointerId, place(event));
    surface.setPointerCapture(event.pointerId);
    if (pinch.isOn()) held = -1;
    if (held >= 0 || pinch.isOn()) return;
    const flag = chart.events.nearest(...placeIn(surface, event), FLAG);
    if (flag) return actions.jumpTo(model.dayOf(flag.date));
    held = event.pointerId;
    surface.classList.add("kf-dragging");
    move(event);
  });
  surface.addEventListener("pointermove", (event) => {
    if (pinch.isOn()) return pinch.move(event.pointerId, place(event));
    pinch.move(event.pointerId, place(event));
    if (event.pointerId === held) move(event);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    pinch.lift(event.pointerId);
    if (event.pointerId !== held) return;
    held = -1;
    surface.classList.remove("kf-dragging");
  };
  surface.addEventListener("pointerup", release);
  surface.addEventListener("pointercancel", release);
  followWheel(surface, chart, context);
  return { isDragging: () => held >= 0 || pinch.isOn() };
}
