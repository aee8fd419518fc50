/** Points, edges and boxes on the screen: what touches what, what lies in what, and how far apart they are. */

/** @import { Point } from "./scale.js" */

/** Whether two boxes [left, top, right, bottom] share any ground. @param {number[]} a @param {number[]} b */
export const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** What two boxes share, pixels squared. @param {number[]} a @param {number[]} b */
export const measureOverlap = (a, b) =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/** Whether a box lies in another, edges included. @param {number[]} outer @param {number[]} box */
export const holdsBox = (outer, box) =>
  box[0] >= outer[0] && box[1] >= outer[1] && box[2] <= outer[2] && box[3] <= outer[3];

/** Whether a point lies inside a box, edges not. @param {number} x @param {number} y @param {number[]} box */
export const isInBox = (x, y, box) => x > box[0] && x < box[2] && y > box[1] && y < box[3];

/** @param {Point} point @param {number} r @returns {number[]} */
export const boxAround = ({ x, y }, r) => [x - r, y - r, x + r, y + r];

/** @param {number[]} box @returns {Point} */
export const middleOf = ([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

/** The box round all points of some rings. @param {Point[][]} rings @returns {number[]} */
export function boundRings(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of rings.flat()) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

/** How far two points are apart. @param {Point} a @param {Point} b */
export const measureBetween = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);

/** How far a point is from an edge, squared. @param {number} x @param {number} y @param {Point} a @param {Point} b */
export function squareToEdge(x, y, a, b) {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(Math.max(along, 0), 1);
  return (x - a.x - t * dx) ** 2 + (y - a.y - t * dy) ** 2;
}

/**
 * Whether an edge is crossed by the way from a point to the right: an odd number of crossings means inside.
 * @param {number} x
 * @param {number} y
 * @param {number} ax where the edge begins
 * @param {number} ay
 * @param {number} bx where it ends
 * @param {number} by
 */
export const isCrossed = (x, y, ax, ay, bx, by) => ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;

/** Even-odd test of a point against one ring. @param {number} x @param {number} y @param {Point[]} ring */
export const isInRing = (x, y, ring) =>
  ring.filter((point, place) => {
    const before = ring[place ? place - 1 : ring.length - 1];
    return isCrossed(x, y, point.x, point.y, before.x, before.y);
  }).length %
    2 ===
  1;
