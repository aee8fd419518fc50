/** Where a label can stand: boxes already taken, and the roomiest spot inside a polygon. */
import {
  boxAround,
  isCrossed,
  measureBetween,
  measureOverlap,
  middleOf,
  overlaps,
  squareToEdge,
} from "../util/boxes.js";

/** @import { Point } from "../util/scale.js" */

/**
 * @typedef {object} LabelRegion
 * @property {{ x: number; y: number }[][] | null} rings
 * @property {number[] | null} box
 * @property {boolean} abroad
 * @property {number} tight
 */

/**
 * @typedef {object} LabelSpace
 * @property {(box: number[]) => boolean} isFree
 * @property {(box: number[]) => void} take
 * @property {(box: number[]) => boolean} tryTake
 */

const COLUMNS = 22;
const ROWS = 14;
const GAP = 3; // pixels between a ghost and its words
const STEP = 12; // pixels between two places that are tried for words away from their ghost
const CLOSE = 48; // pixels that words move from their seat to cover no mark

/**
 * The clear box on the map whose middle is nearest to a point.
 * @param {Point} middle
 * @param {number[]} size
 * @param {number[]} room
 * @param {number[][]} taken
 */
function findNearest({ x, y }, [width, height], [wide, high], taken) {
  let best = null;
  let least = Infinity;
  for (let top = 0; top + height <= high; top += STEP)
    for (let left = 0; left + width <= wide; left += STEP) {
      const far = Math.hypot(left + width / 2 - x, top + height / 2 - y);
      const box = [left, top, left + width, top + height];
      if (far >= least || taken.some((one) => overlaps(one, box))) continue;
      least = far;
      best = box;
    }
  return best;
}

/**
 * Boxes [left, top, right, bottom] that no further label may touch.
 * @param {number[][]} obstacles
 */
export function createSpace(obstacles) {
  const taken = obstacles.slice();
  const isFree = (/** @type {number[]} */ box) => !taken.some((one) => overlaps(box, one));
  return {
    isFree,
    take: (/** @type {number[]} */ box) => void taken.push(box),
    tryTake(/** @type {number[]} */ box) {
      if (!isFree(box)) return false;
      taken.push(box);
      return true;
    },
  };
}

/**
 * Even-odd test of a point against rings of points, and its distance to the nearest edge.
 * @param {number} x
 * @param {number} y
 * @param {Point[][]} rings
 * @returns {{inside: boolean, distance: number}}
 */
function probe(x, y, rings) {
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const a = ring[i];
      const b = ring[j];
      if (isCrossed(x, y, a.x, a.y, b.x, b.y)) inside = !inside;
      nearest = Math.min(nearest, squareToEdge(x, y, a, b));
    }
  }
  return { inside, distance: Math.sqrt(nearest) };
}

/**
 * The points of a view at which a label may stand, each with what the polygon there says.
 * @param {number[]} view left, top, right, bottom
 * @param {{x: number, y: number}[][]} rings a country; its inside and its outside are told apart
 */
export function probeView(view, rings) {
  const points = [];
  for (let row = 1; row < ROWS; row += 1) {
    for (let column = 1; column < COLUMNS; column += 1) {
      const x = view[0] + ((view[2] - view[0]) * column) / COLUMNS;
      const y = view[1] + ((view[3] - view[1]) * row) / ROWS;
      points.push({ x, y, ...probe(x, y, rings) });
    }
  }
  return points;
}

/**
 * The middle of the free box of a given size that lies deepest inside a region's visible part.
 * @param {LabelRegion} region rings in pixels, if it is not the country itself
 * @param {(Point & {inside: boolean, distance: number})[]} points from `probeView`
 * @param {number[]} view box in which the label must stand
 * @param {number[]} size width and height, pixels
 * @param {(box: number[]) => boolean} isFree
 * @returns {{x: number, y: number} | null}
 */
export function findSpot(region, points, view, size, isFree) {
  const [width, height] = size;
  let best = null;
  let most = 0;
  for (const point of points) {
    if (point.inside !== region.abroad) continue;
    const { x, y } = point;
    if (region.box && (x < region.box[0] || x > region.box[2] || y < region.box[1] || y > region.box[3])) continue;
    const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    const room = Math.min(box[0] - view[0], view[2] - box[2], (box[1] - view[1]) * 2, (view[3] - box[3]) * 2);
    if (room < 4 || !isFree(box)) continue;
    const own = region.rings ? probe(x, y, region.rings) : { inside: true, distance: Infinity };
    const distance = Math.min(own.distance, point.distance);
    if (!own.inside || distance < width * region.tight + height / 2) continue;
    const depth = Math.min(distance, room + width / 2);
    if (depth > most) {
      most = depth;
      best = { x, y };
    }
  }
  return best;
}

/**
 * Where words stand beside a ghost: below, above, at its right, its left or on it, whichever first is on the map
 * whole, clear of what is taken and over the fewest marks of places, or close by, where none is covered. Where the
 * map's edge would push them onto the ghost, elsewhere close to it. If all of these are taken, the nearest clear
 * place; without one, nowhere: the card says the same.
 * @param {number[]} ghost left, top, right, bottom
 * @param {number[]} size width and height of the words
 * @param {number[]} room width and height of the map
 * @param {number[][]} taken boxes
 * @param {Point[]} marks of places
 * @returns {number[] | null} box
 */
export function seatWords(ghost, size, room, taken, marks) {
  const [width, height] = size;
  const seen = [Math.max(ghost[0], 0), Math.max(ghost[1], 0), Math.min(ghost[2], room[0]), Math.min(ghost[3], room[1])];
  const [x, y] = [(seen[0] + seen[2] - width) / 2, (seen[1] + seen[3] - height) / 2];
  const corners = [
    [x, seen[3] + GAP],
    [x, seen[1] - height - GAP],
    [seen[2] + GAP, y],
    [seen[0] - width - GAP, y],
    [x, y],
  ];
  const dots = marks.map((at) => boxAround(at, GAP));
  const boxes = corners.map((corner) => {
    const [left, top] = corner.map((at, axis) => Math.max(0, Math.min(at, room[axis] - size[axis])));
    const box = [left, top, left + width, top + height];
    const moved = Math.abs(left - corner[0]) + Math.abs(top - corner[1]) >= 1;
    const hidden = taken.reduce((sum, one) => sum + measureOverlap(box, one), 0);
    return { box, hidden, covered: dots.filter((dot) => overlaps(dot, box)).length, moved: Number(moved) };
  });
  boxes.sort((a, b) => a.hidden - b.hidden || a.moved - b.moved || a.covered - b.covered);
  const [{ box, hidden, covered, moved }] = boxes;
  if (hidden) return findNearest(middleOf([x, y, x + width, y + height]), size, room, taken);
  if (moved && overlaps(box, seen)) {
    const around = [seen[0] - CLOSE, seen[1] - CLOSE, seen[2] + CLOSE, seen[3] + CLOSE];
    for (const marked of [dots, []]) {
      const beside = findNearest(middleOf(seen), size, room, [...taken, seen, ...marked]);
      if (beside && overlaps(beside, around)) return beside;
    }
  }
  const at = middleOf(box);
  const clear = covered ? findNearest(at, size, room, [...taken, ...dots]) : null;
  return clear && measureBetween(middleOf(clear), at) < CLOSE ? clear : box;
}
