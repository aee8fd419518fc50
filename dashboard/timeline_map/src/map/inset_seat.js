/** Where the inset stands: on the map whole, under no furniture, over no ground, and over as few places as can be. */

import { isInBox, isInRing, middleOf, overlaps } from "../util/boxes.js";

/** @import { Point } from "../util/scale.js" */

const GAP = 12; // pixels between the inset and an edge of the map or what stands there

/**
 * Whether an edge enters a box: what is left of it once each side has cut off what lies outside (Liang and Barsky 1984).
 * @param {Point} from
 * @param {Point} to
 * @param {number[]} box
 */
function entersBox(from, to, [left, top, right, bottom]) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [start, end] = [0, 1];
  const cuts = [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ];
  for (const [against, room] of cuts) {
    if (against === 0 && room < 0) return false;
    if (against < 0) start = Math.max(start, room / against);
    if (against > 0) end = Math.min(end, room / against);
  }
  return start < end;
}

/** Whether ground lies under a box. @param {number[]} box @param {Point[]} ring of the ground, pixels */
export function coversGround(box, ring) {
  const middle = middleOf(box);
  if (isInRing(middle.x, middle.y, ring)) return true;
  return ring.some((point, place) => entersBox(ring[place ? place - 1 : ring.length - 1], point, box));
}

/**
 * The boxes of a size that touch an edge of the map or its furniture, and no furniture is over them.
 * @param {number[]} size width and height of the inset
 * @param {number[]} room width and height of the map
 * @param {number[][]} furniture boxes over the map
 */
function listBoxes([width, height], [wide, high], furniture) {
  const beside = furniture.filter(([left, top, right, bottom]) => right > 0 && bottom > 0 && left < wide && top < high);
  const lefts = [GAP, wide - GAP - width, ...beside.flatMap((one) => [one[2] + 4, one[0] - 4 - width])];
  const tops = [GAP, high - GAP - height, ...beside.flatMap((one) => [one[3] + 4, one[1] - 4 - height])];
  const boxes = lefts.flatMap((left) => tops.map((top) => [left, top, left + width, top + height]));
  const whole = boxes.filter((box) => box[0] >= GAP && box[1] >= GAP && box[2] <= wide - GAP && box[3] <= high - GAP);
  return whole.filter((box) => !beside.some((one) => overlaps(box, one)));
}

/** How far a box stands from the corner that is nearest to it. @param {number[]} box @param {number[]} room */
const awayFromCorner = ([left, top, right, bottom], [wide, high]) =>
  Math.min(left, wide - right) + Math.min(top, high - bottom);

/**
 * The seat of an inset: where it stood before if that is still free, else over the fewest places, near a corner.
 * @param {number[]} size width and height of the inset
 * @param {number[]} room width and height of the map
 * @param {{furniture: number[][], ground: {box: number[], ring: () => Point[]}[], places: Point[], before: number[] | null}} under pixels of the map
 * @returns {number[] | null} box; null where ground lies wherever it could stand
 */
export function seatInset(size, room, { furniture, ground, places, before }) {
  const isClear = (/** @type {number[]} */ box) =>
    !ground.some((one) => overlaps(box, one.box) && coversGround(box, one.ring()));
  const boxes = listBoxes(size, room, furniture);
  const same = boxes.find((box) => before?.every((at, side) => Math.abs(at - box[side]) < 1));
  if (same && isClear(same)) return same;
  const weighed = boxes.map((box) => {
    const over = places.filter(({ x, y }) => isInBox(x, y, box)).length;
    return { box, over, away: awayFromCorner(box, room) };
  });
  weighed.sort((a, b) => a.over - b.over || a.away - b.away || a.box[0] - b.box[0]);
  return weighed.find(({ box }) => isClear(box))?.box ?? null;
}
