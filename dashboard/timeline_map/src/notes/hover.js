/** Pointing at held areas and at the chart: notes on hover and focus, a pinned card on click. */
import { noteClaim, noteEvent } from "./notes.js";

const REACH = 22; // pixels
const FINGER = 2; // a finger's reach against that of a pointer

/**
 * @param {KurskMap} map
 * @param {KurskTargets} targets
 * @param {KurskTooltip} tooltip
 * @param {KurskCard} card
 */
export function watchMap(map, targets, tooltip, card) {
  const container = map.getContainer();
  const point = (/** @type {boolean} */ on) => container.classList.toggle("kf-pointing", on);
  const hide = () => {
    point(false);
    tooltip.hide();
  };
  /** @param {KurskTarget} target @param {number} x @param {number} y @param {any} from where focus returns to */
  const pin = (target, x, y, from) => {
    hide();
    card.open(target.card(), x, y, target.stays, from);
  };
  const middle = (/** @type {Element} */ path) => {
    const box = path.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  container.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (event.buttons || event.pointerType === "touch") return hide();
    const target = targets.at(event.clientX, event.clientY, 1);
    if (!target) return hide();
    point(true);
    tooltip.show(target.key, target.note, event.clientX, event.clientY);
  });
  container.addEventListener("pointerleave", hide);
  container.addEventListener("focusin", (/** @type {FocusEvent} */ event) => {
    const path = /** @type {Element} */ (event.target);
    const target = path.matches(":focus-visible") && targets.of(path);
    const [x, y] = middle(path);
    if (target) tooltip.show(target.key, target.note, x, y);
  });
  container.addEventListener("focusout", hide);
  container.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const path = /** @type {Element} */ (event.target);
    const target = targets.of(path);
    if (!target) return;
    const [x, y] = middle(path);
    pin(target, x, y, path);
    event.preventDefault();
  });
  map.on("click", (/** @type {any} */ event) => {
    const { clientX, clientY, pointerType } = event.originalEvent;
    const target = targets.at(clientX, clientY, pointerType === "touch" ? FINGER : 1);
    target ? pin(target, clientX, clientY, null) : card.close();
  });
  map.on("movestart zoomstart", hide);
}

/**
 * @param {SVGElement} surface
 * @param {KurskContext} context
 * @param {KurskChart} chart
 * @param {KurskTooltip} tooltip
 * @param {() => boolean} isDragging
 */
export function watchChart(surface, context, chart, tooltip, isDragging) {
  surface.addEventListener("pointermove", (event) => {
    if (isDragging() || event.pointerType === "touch") return tooltip.hide();
    const box = surface.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const happening = chart.events.nearest(x, y, 8);
    if (happening) {
      const build = () => noteEvent(happening, context.format);
      return tooltip.show(`event/${happening.id}`, build, event.clientX, event.clientY);
    }
    const spot = chart.marks.nearest(x, y, REACH);
    const claim = spot && context.model.payload.claims[spot.claim];
    if (!claim) return tooltip.hide();
    const build = () => noteClaim(claim, spot.account, context);
    tooltip.show(`claim/${spot.claim}`, build, event.clientX, event.clientY);
  });
  surface.addEventListener("pointerleave", () => tooltip.hide());
  surface.addEventListener("pointerdown", () => tooltip.hide());
}
