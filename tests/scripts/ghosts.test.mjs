/** Where the words on a ghost stand: on the map whole, under no furniture, on no other's words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seatWords } from "../../dashboard/timeline_map/src/map/label_room.js";

const ROOM = [900, 450];
const SIZE = [200, 32];

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
