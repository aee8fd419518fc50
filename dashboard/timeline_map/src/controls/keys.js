/** Keys: what each does, the list of them, and the switch for those that are single characters. */

import { iconButton, make } from "../util/dom.js";
import { recall, remember } from "../util/local_storage.js";
import { makeSwitch } from "./controls.js";

/**
 * @import { Telling } from "./controls.js"
 * @import { Actions, Context } from "../model/actions.js"
 * @import { Model } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} Shortcuts
 * @property {() => boolean} areOn
 * @property {(on: boolean) => void} set
 */

/**
 * What the keys reach besides the actions.
 * @typedef {Telling & {
 *   map: L.Map,
 *   shortcuts: Shortcuts,
 *   fit: () => void,
 *   askDay: () => void,
 *   share: () => void,
 *   escape: () => void,
 *   bookmark: (number: number, keep: boolean) => void,
 * }} KeyTargets
 */

const MEMORY = "shortcuts";
const ROWS = [
  ...[
    "step",
    "other",
    "ends",
    "play",
    "speed",
    "loop",
    "day",
    "drag",
    "time",
    "clock",
    "mode",
    "compare",
    "map",
    "fit",
    "present",
    "bookmark",
    "keep",
  ],
  ...["story", "notes", "blank", "share", "escape"],
];

/** @returns {Shortcuts} whether single-character keys do anything */
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
 * @param {Format} format
 * @param {Shortcuts} shortcuts
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
  return { element, close, toggle: () => element.toggleAttribute("hidden") };
}

const PAN = 80; // pixels a key press
const TIME = 1.6; // times as long, or as short, is the chart's window after a key
const PANS = /** @type {Record<string, [number, number]>} */ ({
  w: [0, -PAN],
  a: [-PAN, 0],
  s: [0, PAN],
  d: [PAN, 0],
});

// What takes keys for itself: fields, and what of the page around the map is moved through by keys.
const FIELDS = "select, textarea, input:not([type=range]):not([type=checkbox]), [contenteditable=true]";
const MOVED = ["combobox", "spinbutton", "slider", "radio", "tab", "grid", "listbox", "menu", "dialog"];
const HOST_FIELDS = [FIELDS, "canvas", ...MOVED.map((role) => `[role=${role}], [role=${role}] *`)].join(", ");
const PRESSED = "button, a, summary, input[type=checkbox], .kf-area";
const SCROLLING = ["Home", "End", "PageUp", "PageDown"];

/** Whether the element needs the key itself. @param {unknown} target @param {string} key @param {boolean} abroad in the page around the map */
function keepsKey(target, key, abroad) {
  const element = /** @type {Element} */ (target); // of either page, which have classes of their own
  if (typeof element?.matches !== "function") return false;
  if (element.matches(abroad ? HOST_FIELDS : FIELDS)) return true;
  if (abroad && SCROLLING.includes(key) && !element.matches("body")) return true;
  return key === " " && element.matches(PRESSED);
}

/**
 * @param {Actions} actions
 * @param {Model} model
 * @param {KeyTargets} targets
 * @returns {Record<string, (event: KeyboardEvent) => void>} what each key does
 */
function assignKeys(actions, model, targets) {
  const { playback } = actions;
  const { map, story, present } = targets;
  const once = (/** @type {() => void} */ act) => (/** @type {KeyboardEvent} */ event) => event.repeat || act();
  return {
    ArrowRight: (event) => actions.step(1, event.shiftKey, event.repeat),
    ArrowLeft: (event) => actions.step(-1, event.shiftKey, event.repeat),
    Home: () => actions.jumpTo(0),
    End: () => actions.jumpTo(model.days - 1),
    " ": () => playback.toggle(),
    "+": () => playback.changeSpeed(1),
    "=": () => playback.changeSpeed(1),
    "-": () => playback.changeSpeed(-1),
    _: () => playback.changeSpeed(-1),
    z: () => map.zoomIn(),
    x: () => map.zoomOut(),
    i: () => actions.zoomTime(1 / TIME),
    o: () => actions.zoomTime(TIME),
    0: () => targets.fit(),
    g: once(targets.askDay),
    l: once(actions.markLoop),
    k: once(actions.toggleClock),
    m: once(actions.turnMode),
    c: once(actions.toggleCompare),
    e: once(targets.share),
    f: once(present.toggle),
    n: once(present.showNotes),
    b: once(present.blank),
    PageDown: () => story.turn(1),
    PageUp: () => story.turn(-1),
    Escape: () => targets.escape(),
  };
}

/** The digit of the key, whatever Shift makes of it. @param {KeyboardEvent} event */
function readDigit({ code, key }) {
  const [, digit] = /^Digit([1-9])$/.exec(code) || /^([1-9])$/.exec(key) || [];
  return digit ? Number(digit) : null;
}

/** The letter of the key: as it is typed, else where a layout has other letters, as it lies. @param {KeyboardEvent} event */
function readLetter({ code, key }) {
  if (key.length !== 1) return key;
  const [, lies] = /^Key([A-Z])$/.exec(code) || [];
  return (lies && !/^[a-z]$/i.test(key) ? lies : key).toLowerCase();
}

/**
 * Listen on this page, and on the one around the map: keys work wherever the focus is.
 * @param {Context} context
 * @param {KeyTargets} targets
 */
export function listenToKeys({ actions, model, host, unloaded, gone }, targets) {
  const keys = assignKeys(actions, model, targets);

  /** @param {KeyboardEvent} event @returns {((event: KeyboardEvent) => void) | undefined} */
  function findAct(event) {
    const letter = readLetter(event);
    const pan = PANS[letter];
    if (pan) return () => targets.map.panBy(pan);
    if (Object.hasOwn(keys, letter)) return keys[letter];
    const digit = readDigit(event);
    return digit === null ? undefined : () => targets.bookmark(digit, event.shiftKey);
  }

  const listen = (/** @type {boolean} */ abroad) => (/** @type {KeyboardEvent} */ event) => {
    if (targets.present.unblank()) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((abroad || event.key !== "Escape") && keepsKey(event.target, event.key, abroad)) return;
    if (abroad && host?.document.querySelector("[role=dialog]")) return; // it stands over the map
    if (event.key.length === 1 && !targets.shortcuts.areOn()) return;
    const act = findAct(event);
    if (!act) return;
    event.preventDefault();
    if (abroad) event.stopImmediatePropagation(); // some are the page's own, too
    act(event);
  };
  document.addEventListener("keydown", listen(false), { signal: gone });
  targets.present.listen(listen(false));
  host?.document.addEventListener("keydown", listen(true), { capture: true, signal: unloaded });
}
