/** The range input on the chart's axis, and dragging and clicking on the chart itself. */
import { make, setAttributes } from "../util/dom.js";

const THUMB = 18; // pixels, as in chart.css: the thumb's centre starts half of it inside

/**
 * @param {KurskContext} context
 * @param {KurskChart} chart
 * @returns {KurskSlider}
 */
export function createSlider({ model, format, actions }, chart) {
  const input = /** @type {HTMLInputElement} */ (
    make("input", {
      type: "range",
      min: 0,
      max: model.days - 1,
      step: 1,
      class: "kf-slider",
      "data-testid": "timeline-slider",
      "aria-label": format.say("slider_label"),
    })
  );
  input.addEventListener("input", () => actions.goTo(Number(input.value)));
  return {
    element: input,
    resize() {
      const plot = chart.plot();
      input.style.left = `${plot.left - THUMB / 2}px`;
      input.style.width = `${plot.right - plot.left + THUMB}px`;
      input.style.top = `${plot.bottom - 12}px`;
    },
    draw(frame) {
      if (Number(input.value) !== frame.day) input.value = String(frame.day);
      setAttributes(input, { "aria-valuetext": format.longDate(frame.date) });
    },
  };
}

/**
 * Move the date with the pointer held down anywhere on the chart; an event's flag leads to its day.
 * @param {SVGElement} surface
 * @param {KurskChart} chart
 * @param {KurskContext} context
 * @returns {{isDragging: () => boolean}}
 */
export function followPointer(surface, chart, { actions, model }) {
  let held = -1;
  const move = (/** @type {PointerEvent} */ event) => {
    const left = surface.getBoundingClientRect().left;
    actions.goTo(chart.plot().dayAt(event.clientX - left));
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || held >= 0) return;
    const box = surface.getBoundingClientRect();
    const flag = chart.events.nearest(event.clientX - box.left, event.clientY - box.top, 8);
    if (flag) return actions.jumpTo(model.dayOf(flag.date));
    held = event.pointerId;
    surface.setPointerCapture(held);
    surface.classList.add("kf-dragging");
    move(event);
  });
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId === held) move(event);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== held) return;
    held = -1;
    surface.classList.remove("kf-dragging");
  };
  surface.addEventListener("pointerup", release);
  surface.addEventListener("pointercancel", release);
  return { isDragging: () => held >= 0 };
}
