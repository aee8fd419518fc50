/** The note beside the pointer, and the card that a click pins. */
import { iconButton, make } from "../util/dom.js";
import { clamp } from "../util/scale.js";

const GAP = 14;

/**
 * Place a box beside a point, turned inwards at the edges of its room.
 * @param {HTMLElement} box
 * @param {HTMLElement} room
 * @param {number} x client pixels
 * @param {number} y
 */
function placeBox(box, room, x, y) {
  const outer = room.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  let left = x - outer.left + GAP;
  if (left + width > outer.width - 8) left = x - outer.left - GAP - width;
  let top = y - outer.top + GAP;
  if (top + height > outer.height - 8) top = y - outer.top - GAP - height;
  box.style.left = `${clamp(left, 8, Math.max(outer.width - width - 8, 8))}px`;
  box.style.top = `${clamp(top, 8, Math.max(outer.height - height - 8, 8))}px`;
}

/** @param {HTMLElement} room @returns {KurskTooltip} */
export function createTooltip(room) {
  const box = make("div", { class: "kf-tooltip", role: "tooltip", hidden: true });
  room.append(box);
  let shown = "";
  return {
    show(key, build, x, y) {
      if (key !== shown) {
        shown = key;
        box.replaceChildren(...build());
      }
      box.hidden = false;
      placeBox(box, room, x, y);
    },
    hide() {
      shown = "";
      box.hidden = true;
    },
  };
}

/**
 * @param {HTMLElement} room
 * @param {KurskFormat} format
 * @returns {KurskCard}
 */
export function createCard(room, format) {
  const attributes = { class: "kf-card", role: "dialog", "aria-label": format.say("card_label"), hidden: true };
  const box = make("aside", attributes);
  room.append(box);
  let origin = /** @type {any} */ (null);
  let stays = (/** @type {KurskFrame} */ _frame) => true;

  function close() {
    if (box.hidden) return false;
    box.hidden = true;
    if (origin && origin.isConnected) origin.focus({ preventScroll: true });
    return true;
  }

  return {
    open(content, x, y, holds, from) {
      const button = iconButton("close", format.say("close"), close);
      box.replaceChildren(button, ...content);
      box.hidden = false;
      stays = holds;
      origin = from || null;
      placeBox(box, room, x, y);
      if (from) button.focus({ preventScroll: true });
    },
    close,
    // A card tells of claims in force: once the date has moved past one of them, it goes.
    keep(frame) {
      if (!box.hidden && !stays(frame)) close();
    },
  };
}
