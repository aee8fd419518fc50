/** What the browser lends: places in an enlarged element, and calm moments in which nobody waits for anything. */

/**
 * Where an event is within an element, in pixels of its own: those of an enlarged one (CSS zoom) are larger.
 * @param {Element} element
 * @param {{clientX: number, clientY: number}} event
 * @returns {[number, number]}
 */
export function placeIn(element, { clientX, clientY }) {
  const { left, top } = element.getBoundingClientRect();
  const zoom = /** @type {any} */ (element).currentCSSZoom || 1;
  return [(clientX - left) / zoom, (clientY - top) / zoom];
}

const REST_MS = 1500; // after the reader's last move, and between looks whether it is calm
const FREE_MS = 30; // in which the page has nothing to draw
const MOVES = ["pointermove", "pointerdown", "wheel", "keydown"];
let moved = 0; // when the reader last did something
let noted = /** @type {Promise<void> | null} */ (null); // that the reader did something, once somebody listens

function listen() {
  noted ??= new Promise((resolve) => {
    const note = () => {
      moved = performance.now();
      resolve();
    };
    for (const name of MOVES) window.addEventListener(name, note, { capture: true, passive: true });
  });
  return noted;
}

/** Some browsers cannot tell when they are idle. @param {(idle: {timeRemaining: () => number}) => void} act */
function askForIdle(act) {
  if (window.requestIdleCallback) window.requestIdleCallback(act);
  else window.setTimeout(() => act({ timeRemaining: () => Infinity }));
}

/** Do one act after the other, each in a calm moment of its own. @param {...(() => unknown)} acts */
export function whenCalm(...acts) {
  void listen();
  const wait = () => void window.setTimeout(ask, REST_MS);
  const ask = () => askForIdle(work);
  const work = async (/** @type {{timeRemaining: () => number}} */ idle) => {
    if (idle.timeRemaining() <= FREE_MS || performance.now() - moved < REST_MS) return wait();
    await acts.shift()?.();
    if (acts.length) ask();
  };
  wait();
}

/** The same, once a reader is at work: who only looks on pays nothing. @param {...(() => unknown)} acts */
export async function whenCalmAtWork(...acts) {
  await listen();
  whenCalm(...acts);
}

const STYLE_WAIT_MS = 8000;

/** The style sheet may arrive after the script; sizes mean nothing before. @param {HTMLElement} root */
export async function waitForStyle(root) {
  const end = performance.now() + STYLE_WAIT_MS;
  const style = getComputedStyle(root);
  while (style.getPropertyValue("--kf-has-style").trim() !== "1") {
    if (performance.now() > end) throw new Error("timeline.css");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
