/** What the browser lends: local storage, and calm moments in which nobody waits for anything. */

const PREFIX = "kursk-front:";
const kept = new Map();

/** @param {string} name @returns {any} what was kept under the name, or null */
export function recall(name) {
  if (kept.has(name)) return kept.get(name);
  try {
    return JSON.parse(window.localStorage.getItem(PREFIX + name) || "null");
  } catch {
    return null; // storage is refused, or holds what nobody here wrote
  }
}

/** @param {string} name @param {any} value anything that JSON can hold */
export function remember(name, value) {
  kept.set(name, value);
  try {
    window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // storage is refused or full: the page itself still remembers
  }
}

const REST_MS = 1500; // after the reader's last move, and between looks whether it is calm
const FREE_MS = 30; // in which the page has nothing to draw
const MOVES = ["pointermove", "pointerdown", "wheel", "keydown"];
let moved = -1; // when the reader last did something; negative while nobody listens

function listen() {
  if (moved >= 0) return;
  moved = 0;
  const note = () => {
    moved = performance.now();
  };
  for (const name of MOVES) window.addEventListener(name, note, { capture: true, passive: true });
}

/** Some browsers cannot tell when they are idle. @param {(idle: {timeRemaining: () => number}) => void} act */
function askForIdle(act) {
  if (window.requestIdleCallback) window.requestIdleCallback(act);
  else window.setTimeout(() => act({ timeRemaining: () => Infinity }));
}

/** Do one act after the other, each in a calm moment of its own. @param {...(() => unknown)} acts */
export function whenCalm(...acts) {
  listen();
  const wait = () => void window.setTimeout(ask, REST_MS);
  const ask = () => askForIdle(work);
  const work = async (/** @type {{timeRemaining: () => number}} */ idle) => {
    if (idle.timeRemaining() <= FREE_MS || performance.now() - moved < REST_MS) return wait();
    await acts.shift()?.();
    if (acts.length) ask();
  };
  wait();
}
