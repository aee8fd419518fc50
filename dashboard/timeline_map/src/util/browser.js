/** What the browser lends: local storage, and calm moments in which nobody waits for anything. */

const PREFIX = "kursk-front:";
const kept = new Map(); // what storage would not take

/** @param {string} name @returns {any} what was kept under the name, in this tab or another, or null */
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
  try {
    window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
    kept.delete(name);
  } catch {
    kept.set(name, value); // storage is refused or full: the page itself still remembers
  }
}

/** Tell when another tab keeps something else under the name. @param {string} name @param {() => void} changed */
export function watchKept(name, changed) {
  window.addEventListener("storage", ({ key }) => void (key === PREFIX + name && changed()));
}

/**
 * A list that two tabs changed since they agreed: in this tab's order, without what either took out, and
 * with what the other added.
 * @template T
 * @param {T[]} base on which they agreed
 * @param {T[]} mine
 * @param {T[]} theirs
 * @returns {T[]}
 */
export function mergeLists(base, mine, theirs) {
  const write = (/** @type {T} */ one) => JSON.stringify(one);
  const [before, here, there] = [base, mine, theirs].map((list) => new Set(list.map(write)));
  const left = mine.filter((one) => there.has(write(one)) || !before.has(write(one)));
  return left.concat(theirs.filter((one) => !before.has(write(one)) && !here.has(write(one))));
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
