/** The divider of two maps that lie over each other: dragged, or moved by keys. */
import { make, setAttributes } from "../util/dom.js";
import { clamp } from "../util/scale.js";

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
