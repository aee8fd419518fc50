/** The chart's window in time: narrowed, moved, and going along with the date. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { followDay, moveWindow, windowBetween, zoomWindow } from "../../dashboard/timeline_map/src/model/window.js";

const DAYS = 100;

test("zooming keeps the day at its place, stays within the front, and ends at all or at two weeks", () => {
  assert.deepEqual(zoomWindow([20, 60], 0.5, 40, DAYS), [30, 50]);
  assert.deepEqual(zoomWindow(null, 0.5, 0, DAYS), [0, 50]);
  assert.equal(zoomWindow([20, 60], 5, 40, DAYS), null);
  let window = null;
  for (let turn = 0; turn < 20; turn += 1) window = zoomWindow(window, 0.7, 90, DAYS);
  assert.equal(window[1] - window[0], 13);
  assert.ok(window[0] <= 90 && window[1] >= 90);
});

test("a window is moved as far as the front goes, and drawn in either direction", () => {
  assert.deepEqual(moveWindow([20, 60], -30, DAYS), [0, 40]);
  assert.deepEqual(moveWindow([20, 60], 90, DAYS), [59, 99]);
  assert.equal(moveWindow(null, 10, DAYS), null);
  assert.deepEqual(windowBetween(60, 20, DAYS), [20, 60]);
  assert.deepEqual(windowBetween(98, 97, DAYS), [86, 99]);
});

test("the window goes along with a date that leaves it, and stays where it alone was set", () => {
  const before = { day: 12, window: [10, 19] };
  const { window } = before;
  assert.deepEqual(followDay({ day: 20, window }, before, DAYS).window, [20, 29]);
  assert.deepEqual(followDay({ day: 3, window }, before, DAYS).window, [0, 9]);
  assert.equal(followDay({ day: 15, window }, before, DAYS).window, window);
  const set = { day: 12, window: [50, 70] };
  assert.equal(followDay(set, before, DAYS), set);
  assert.equal(followDay({ day: 99, window: null }, { day: 1, window: null }, DAYS).window, null);
});
