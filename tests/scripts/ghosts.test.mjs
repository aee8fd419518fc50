/** Where the words on a ghost stand: on the map whole, under no furniture, on no other's words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seatWords as seatAmong } from "../../dashboard/timeline_map/src/map/label_room.js";

const ROOM = [900, 450];
const SIZE = [200, 32];

/** @param {number[]} ghost @param {number[]} size @param {number[]} room @param {number[][]} taken */
const seatWords = (ghost, size, room, taken, marks = /** @type {{x: number, y: number}[]} */ ([])) =>
  seatAmong(ghost, size, room, taken, marks);

test("words stand below a ghost, and above it where the legend is below", () => {
  assert.deepEqual(seatWords([300, 100, 500, 300], SIZE, ROOM, []), [300, 303, 500, 335]);
  const legend = [0, 310, 900, 450];
  assert.deepEqual(seatWords([300, 100, 500, 300], SIZE, ROOM, [legend]), [300, 65, 500, 97]);
});

test("words of a ghost beneath the card and the inset stand in the nearest clear place", () => {
  const [card, inset] = [
    [10, 10, 310, 210],
    [120, 250, 360, 430],
  ];
  const box = seatWords([0, 225, 110, 260], SIZE, ROOM, [card, inset]);
  const isClear = (other) => box[3] <= other[1] || box[1] >= other[3] || box[2] <= other[0] || box[0] >= other[2];
  assert.ok(isClear(card) && isClear(inset), String(box));
  assert.ok(box[0] < 330 && box[1] < 260, String(box));
});

test("words that the edge of a phone's map would push onto their ghost stand close to it", () => {
  const ghost = [185, 120, 280, 285];
  const buttons = [314, 10, 364, 320];
  const box = seatWords(ghost, [225, 45], [370, 414], [buttons]);
  assert.ok(box[3] <= ghost[1] || box[1] >= ghost[3] || box[2] <= ghost[0], String(box));
  assert.ok(box[2] <= buttons[0] || box[1] >= buttons[3], String(box));
  assert.ok(box[1] > 120 - 48 - 45 && box[1] < 285 + 48, String(box));
});

test("words that find no clear place are left out", () => {
  assert.equal(
    seatWords(
      [300, 100, 500, 300],
      SIZE,
      [210, 100],
      [
        [0, 60, 210, 100],
        [100, 0, 210, 60],
      ],
    ),
    null,
  );
});

test("a second ghost's words stand clear of the first's", () => {
  const ghost = [300, 100, 500, 300];
  const first = seatWords(ghost, SIZE, ROOM, []);
  const second = seatWords(ghost, SIZE, ROOM, [first]);
  assert.ok(second[3] <= first[1] || second[1] >= first[3] || second[2] <= first[0] || second[0] >= first[2]);
});

test("a ghost that reaches past the map has its words on the map", () => {
  for (const ghost of [
    [600, -200, 700, 700],
    [-80, 400, 40, 900],
    [-500, -500, 2000, 2000],
  ]) {
    const [left, top, right, bottom] = seatWords(ghost, SIZE, ROOM, [[0, 400, 900, 450]]);
    assert.ok(left >= 0 && top >= 0 && right <= 900 && bottom <= 400, String([left, top, right, bottom]));
  }
});

test("words of a ghost leave the marks of places free where they can, and cover as few as can be", () => {
  const ghost = [300, 100, 500, 300];
  const covers = (/** @type {number[]} */ [left, top, right, bottom], /** @type {{x: number, y: number}[]} */ marks) =>
    marks.filter(({ x, y }) => x > left && x < right && y > top && y < bottom).length;
  const below = [{ x: 400, y: 319 }];
  assert.deepEqual(seatWords(ghost, SIZE, ROOM, [], below), [300, 65, 500, 97]); // above
  const around = [below[0], { x: 400, y: 81 }, { x: 600, y: 200 }, { x: 200, y: 200 }, { x: 400, y: 200 }];
  const close = seatWords(ghost, SIZE, ROOM, [], around);
  assert.equal(covers(close, around), 0);
  assert.ok(Math.abs(close[0] - 300) < 48 && Math.abs(close[1] - 303) < 48, String(close));
  const everywhere = Array.from({ length: 900 }, (_, n) => ({
    x: 15 + 30 * (n % 30),
    y: 15 + 15 * Math.floor(n / 30),
  }));
  const crowded = everywhere.filter(({ x, y }) => x < 500 || y < 150 || y > 250);
  assert.deepEqual(seatWords(ghost, SIZE, ROOM, [], crowded), [503, 184, 703, 216]);
});
