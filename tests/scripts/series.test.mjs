/** Where the name of a series stands: beside its end, clear of other names, across as few lines as can be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seatName } from "../../dashboard/timeline_map/src/chart/series.js";

const ROOM = [0, 0, 400, 100];
const BESIDE = [
  [8, -5],
  [-8, -5],
  [8, 14],
  [-8, 14],
];
const END = { x: 200, y: 50 };
const seat = (/** @type {number[][]} */ taken, /** @type {number[][]} */ drawn, end = END) => {
  const found = seatName(end, 60, BESIDE, ROOM, taken, drawn);
  return found && [found.anchor, found.y, found.crossed];
};

test("a name stands at its end's right, above the line, where nothing is drawn", () => {
  assert.deepEqual(seat([], []), ["start", 45, 0]);
});

test("it crosses no line where a seat is clear, and else as few as can be", () => {
  const right = [200, 40, 300, 42];
  assert.deepEqual(seat([], [right]), ["end", 45, 0]);
  const across = [0, 60, 400, 62];
  assert.deepEqual(seat([], [right, across]), ["end", 45, 0]);
  assert.deepEqual(seat([], [right, across, [0, 41, 150, 43]]), ["start", 45, 1]);
});

test("it stands over no other name and within the chart, or nowhere", () => {
  assert.deepEqual(seat([[205, 30, 260, 48]], []), ["end", 45, 0]);
  assert.deepEqual(seat([], [], { x: 380, y: 50 }), ["end", 45, 0]);
  assert.equal(seat([[0, 0, 400, 100]], []), undefined);
});
