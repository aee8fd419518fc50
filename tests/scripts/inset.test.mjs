/** Where the inset stands: on the map whole, under no furniture, over no ground, and over few places. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { coversGround, seatInset } from "../../dashboard/timeline_map/src/map/inset_seat.js";
import { splitRanges } from "../../dashboard/timeline_map/src/util/dom.js";

const ROOM = [900, 460];
const SIZE = [236, 180];
const CARD = [10, 10, 330, 230];
const TOOLS = [840, 10, 890, 220];

/** Ground as a rectangle. @param {number[]} box */
const makeGround = ([left, top, right, bottom]) => ({
  box: [left, top, right, bottom],
  ring: () => [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ],
});
const seat = (/** @type {object} */ under) =>
  seatInset(SIZE, ROOM, { furniture: [CARD, TOOLS], ground: [], places: [], before: null, ...under });
const meets = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
  a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

test("an inset stands in a corner that nothing has taken", () => {
  const box = seat({});
  assert.deepEqual([box[2] - box[0], box[3] - box[1]], SIZE);
  assert.ok(![CARD, TOOLS].some((one) => meets(box, one)));
  assert.ok(box[0] === 12 || box[2] === ROOM[0] - 12);
});

test("it gives way to ground, and hides where ground is everywhere", () => {
  const left = makeGround([0, 230, 300, 460]);
  assert.ok(!meets(seat({ ground: [left] }), left.box));
  assert.equal(seat({ ground: [makeGround([-50, -50, 950, 500])] }), null);
});

test("ground counts by its outline and not by its box", () => {
  const slope = [
    { x: 0, y: 0 },
    { x: 900, y: 0 },
    { x: 900, y: 460 },
  ];
  assert.ok(!coversGround([12, 268, 248, 448], slope));
  assert.ok(coversGround([640, 268, 876, 448], slope)); // inside
  assert.ok(coversGround([400, 200, 500, 300], slope)); // an edge passes
  const around = makeGround([420, 220, 440, 240]).ring();
  assert.ok(coversGround([400, 200, 500, 300], around)); // ground lies within the box
});

test("of free corners the one over fewer places is taken, and kept while it is free", () => {
  const crowd = Array.from({ length: 9 }, (_, place) => ({ x: 30 + 20 * place, y: 400 }));
  const box = seat({ places: crowd });
  assert.ok(!crowd.some(({ x, y }) => x > box[0] && x < box[2] && y > box[1] && y < box[3]));
  assert.deepEqual(seat({ places: [{ x: box[0] + 5, y: box[1] + 5 }], before: box }), box);
  const taken = makeGround(box);
  assert.ok(!meets(seat({ before: box, ground: [taken] }), box));
});

test("an inset that finds no room for its size is not squeezed in", () => {
  assert.equal(
    seatInset([500, 300], ROOM, { furniture: [CARD], ground: [], places: [], before: null })?.[0] > 329,
    true,
  );
  assert.equal(seatInset([560, 300], ROOM, { furniture: [CARD], ground: [], places: [], before: null }), null);
});

test("a range and its unit are one piece of a line", () => {
  assert.deepEqual(splitRanges("about 660–1,020\u00a0km²"), ["about ", "660–1,020\u00a0km²", ""]);
  assert.deepEqual(splitRanges("600–900\u00a0км² · 5"), ["", "600–900\u00a0км²", " · 5"]);
  assert.deepEqual(splitRanges("over 1,300 km² – much"), ["over 1,300 km² – much"]);
});
