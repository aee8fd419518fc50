/** Playing the days forward, paced by the clock and drawn by animation frames; no network. */
import { clamp } from "../util/scale.js";

// Days of the front for each second of the reader's.
const SPEEDS = [1, 3, 7, 14, 30, 60];
const USUAL = 2;

/**
 * @param {KurskModel} model
 * @param {{day: () => number, goTo: (day: number) => void, changed: () => void}} host
 * @returns {KurskPlayback}
 */
export function createPlayback(model, host) {
  let playing = false;
  let speed = USUAL;
  let position = 0;
  let before = 0;

  function tick(/** @type {number} */ now) {
    if (!playing) return;
    // A long pause between frames (a hidden tab) is not caught up in one leap.
    position += (Math.min(now - before, 250) / 1000) * SPEEDS[speed];
    before = now;
    const day = Math.min(Math.floor(position), model.days - 1);
    if (day !== host.day()) host.goTo(day);
    if (day >= model.days - 1) return stop();
    requestAnimationFrame(tick);
  }

  function stop() {
    if (!playing) return;
    playing = false;
    host.changed();
  }

  function start() {
    if (playing) return;
    if (host.day() >= model.days - 1) host.goTo(0);
    position = host.day();
    before = performance.now();
    playing = true;
    host.changed();
    requestAnimationFrame(tick);
  }

  return {
    isPlaying: () => playing,
    start,
    stop,
    toggle: () => (playing ? stop() : start()),
    speed: () => SPEEDS[speed],
    changeSpeed(by) {
      speed = clamp(speed + by, 0, SPEEDS.length - 1);
      host.changed();
    },
    limits: () => ({ slowest: speed === 0, fastest: speed === SPEEDS.length - 1 }),
  };
}
