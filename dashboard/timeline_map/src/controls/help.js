/** The list of keys, with the switch for those that are single letters, digits or signs. */
import { makeSwitch } from "./map_tools.js";
import { iconButton, make } from "../util/dom.js";
import { recall, remember } from "../util/memory.js";

const MEMORY = "shortcuts";
const ROWS = [
  ...["step", "other", "ends", "play", "speed", "drag", "clock", "compare", "map", "fit", "present", "bookmark", "keep"],
  ...["story", "notes", "blank", "escape"],
];

/** @returns {KurskShortcuts} whether single-character keys do anything */
export function createShortcuts() {
  let on = recall(MEMORY) !== false;
  return {
    areOn: () => on,
    set(wanted) {
      on = wanted;
      remember(MEMORY, wanted);
    },
  };
}

/**
 * @param {KurskFormat} format
 * @param {KurskShortcuts} shortcuts
 * @returns {{element: HTMLElement, toggle: () => void, close: () => boolean}}
 */
export function createHelp(format, shortcuts) {
  const rows = ROWS.flatMap((name) => [
    make("dt", {}, format.say(`help_${name}_keys`)),
    make("dd", {}, format.say(`help_${name}`)),
  ]);
  const { check, row } = makeSwitch(format.say("shortcuts"), shortcuts.set);
  check.checked = shortcuts.areOn();
  const attributes = { class: "kf-help", role: "dialog", "aria-label": format.say("help"), hidden: true };
  const close = () => {
    if (element.hidden) return false;
    // What is hidden keeps the focus until the next paint, and would take the next key.
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    if (focused && element.contains(focused)) focused.blur();
    element.hidden = true;
    return true;
  };
  const element = make(
    "aside",
    attributes,
    iconButton("close", format.say("close"), close),
    make("p", { class: "kf-note-title" }, format.say("help")),
    make("dl", {}, ...rows),
    row,
  );
  return { element, close, toggle: () => void (element.hidden = !element.hidden) };
}
