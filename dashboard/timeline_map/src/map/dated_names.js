/** The dates of dated outlines, written along their lines where no two of them touch. */
import { measureBetween } from "../util/boxes.js";
import { make, measureText } from "../util/dom.js";
import { createSpace } from "./label_room.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { CountedDays, HeldSpell } from "../model/modes.js"
 * @import { Point } from "../util/scale.js"
 */

const STEP = 14; // pixels between two places that are tried along a line
const STRAIGHT = 0.94; // of its length the line under a date goes straight on
const SAME = 1e-6; // by which a stretch must be straighter to be better than the one before
const NEAR = 5; // pixels within which two lines would both seem to be the dated one
const TALL = 14; // pixels

/** Places along a ring, with the distance to each from its start. @param {Point[]} ring */
function measureRing(ring) {
  const far = [0];
  for (let at = 1; at < ring.length; at += 1) far.push(far[at - 1] + measureBetween(ring[at - 1], ring[at]));
  return far;
}

/** The place on a ring that is so far from its start. @param {Point[]} ring @param {number[]} far @param {number} at pixels */
function findOn(ring, far, at) {
  let place = 1;
  while (place < far.length - 1 && far[place] < at) place += 1;
  const share = (at - far[place - 1]) / (far[place] - far[place - 1] || 1);
  const [a, b] = [ring[place - 1], ring[place]];
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** Boxes along a slanted word, which together are little larger than it. @param {Point} middle @param {number} angle @param {number} width */
function coverWord(middle, angle, width) {
  const count = Math.max(Math.ceil(width / TALL), 1);
  const half = TALL / 2;
  return Array.from({ length: count }, (_, number) => {
    const along = ((number + 0.5) / count - 0.5) * width;
    const [x, y] = [middle.x + along * Math.cos(angle), middle.y + along * Math.sin(angle)];
    return [x - half, y - half, x + half, y + half];
  });
}

/** Whether a line of another outline passes by. @param {Point} at @param {Point[][]} others */
const isCrowded = ({ x, y }, others) =>
  others.some((ring) => ring.some((one) => Math.abs(one.x - x) < NEAR && Math.abs(one.y - y) < NEAR));

/**
 * Where a date stands on its outline: on the straightest stretch that is free, clear of other outlines.
 * @param {Point[][]} rings of the outline
 * @param {Point[][]} others points of the other outlines
 * @param {number} width of the date
 * @param {(box: number[]) => boolean} isFree
 */
export function findStretch(rings, others, width, isFree) {
  let best = null;
  let most = STRAIGHT;
  for (const ring of rings) {
    const far = measureRing(ring);
    const length = far[far.length - 1];
    for (let at = 0; at + width < length; at += STEP) {
      const [from, middle, to] = [at, at + width / 2, at + width].map((one) => findOn(ring, far, one));
      const straight = measureBetween(from, to) / width;
      if (straight <= most + SAME || isCrowded(middle, others)) continue;
      const [left, right] = to.x < from.x ? [to, from] : [from, to];
      const angle = Math.atan2(right.y - left.y, right.x - left.x);
      const boxes = coverWord(middle, angle, width);
      if (!boxes.every(isFree)) continue;
      most = straight;
      best = { middle, angle, boxes };
    }
  }
  return best;
}

/** Points along rings, close enough to tell whether one passes by. @param {Point[][]} rings */
const thicken = (rings) =>
  rings.map((ring) => {
    const far = measureRing(ring);
    const count = Math.ceil(far[far.length - 1] / NEAR);
    return Array.from({ length: count }, (_, at) => findOn(ring, far, at * NEAR));
  });

/**
 * @param {L.Map} map
 * @param {Context} context
 * @param {() => number[][]} findObstacles
 */
export function createDatedNames(map, { model, format }, findObstacles) {
  const pane = map.createPane("kf-dated");
  pane.style.zIndex = "446";
  pane.style.pointerEvents = "none";
  let outlines = /** @type {HeldSpell[]} */ ([]);
  let taken = /** @type {number[][]} */ ([]);

  function place() {
    taken = [];
    pane.replaceChildren();
    const { x: wide, y: high } = map.getSize();
    const space = createSpace(outlines.length ? findObstacles() : []);
    const inside = (/** @type {number[]} */ [left, top, right, bottom]) =>
      left > 4 && top > 4 && right < wide - 4 && bottom < high - 4;
    const drawn = outlines.map(({ polygons }) =>
      polygons().map(([ring]) => ring.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]))),
    );
    const dense = drawn.map(thicken);
    const size = outlines.length ? parseFloat(getComputedStyle(pane).fontSize) : 0; // larger in a room
    for (const [number, { from }] of outlines.entries()) {
      const words = format.shortDate(model.isoOf(from));
      const others = dense.flatMap((rings, other) => (other === number ? [] : rings));
      const width = measureText(words, size, 600) + 6;
      const found = findStretch(drawn[number], others, width, (box) => inside(box) && space.isFree(box));
      if (!found) continue;
      found.boxes.forEach(space.take);
      taken.push(...found.boxes);
      const at = map.containerPointToLayerPoint([found.middle.x, found.middle.y]);
      const name = make("span", { class: "kf-dated" }, words);
      name.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -50%) rotate(${found.angle.toFixed(3)}rad)`;
      pane.append(name);
    }
  }
  map.on("zoomstart", () => pane.replaceChildren());
  map.on("moveend", () => void (outlines.length && place()));
  return {
    place,
    /** The boxes that the dates take, container pixels. */
    boxes: () => taken,
    /** @param {CountedDays | null} counted */
    show(counted) {
      outlines = counted?.outlines ?? [];
      place();
    },
  };
}
