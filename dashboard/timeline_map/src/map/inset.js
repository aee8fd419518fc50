/** The inset: the ground of a day enlarged, where it is small on the map or lies out of sight. */

import { isReadingOn } from "../model/readings.js";
import { isInBox, middleOf } from "../util/boxes.js";
import { makerAt, pickAreas, placeAll, positionsOf } from "./areas.js";
import { listOpen } from "./bounds.js";
import { createPicture } from "./inset_picture.js";
import { seatInset } from "./inset_seat.js";
import { boxOf } from "./leaflet.js";
import { nameShown, pickMode } from "./modes.js";
import { listPieces, widen } from "./view.js";

/**
 * @import { OpenArea } from "./bounds.js"
 * @import { Settlement } from "./marks.js"
 * @import { PickedMode } from "./modes.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 */

const LEAST_KM = 3; // the inset is never nearer
const SMALL = 200; // pixels: ground that spans less is enlarged,
const TINY = 48; // and an area that spans less than this, beside others
const LEAST = 1.6e-4; // of a piece that alone is worth an inset: about a square kilometre, as pieces are weighed
const SIZES = ["whole", "small"]; // smaller where there is no room for the whole

/** @typedef {{area: Payload.Area, account: Payload.Account, index: number, look: string, maker: number, open: OpenArea | null, pieces: {bounds: L.LatLngBounds, size: number}[]}} Shown */

/** The areas on the map, each in its look, and the pieces of them. @param {Frame} frame @param {Model} model @returns {Shown[]} */
function listShown(frame, model) {
  return frame.entries.flatMap((entry, index) => {
    const { account, visible, figure, age } = entry;
    const { ids, look } = pickAreas(visible ? figure : null, age);
    const areas = ids.map((id) => model.payload.areas[id]).filter(({ polygons }) => polygons.length);
    const maker = makerAt(ids[0], model);
    const [bound] = listOpen(entry, frame, model);
    return areas.map((area) => {
      const open = bound && area === model.payload.areas[bound.id] ? bound : null;
      return { area, account, index, look, maker, open, pieces: listPieces(area) };
    });
  });
}

/** @param {{bounds: L.LatLngBounds}[]} pieces */
function unite(pieces) {
  const bounds = L.latLngBounds([]);
  for (const piece of pieces) bounds.extend(piece.bounds);
  return bounds;
}

/** Whether the middle of a box stands on the map and under no furniture. @param {number[]} box @param {{x: number, y: number}} size @param {number[][]} over */
function isSeen(box, size, over) {
  const { x, y } = middleOf(box);
  if (x < 0 || y < 0 || x > size.x || y > size.y) return false;
  return !over.some((one) => isInBox(x, y, one));
}

/** How many pixels a box spans on the map. @param {L.Map} map @param {L.LatLngBounds} bounds */
function measureSpan(map, bounds) {
  const [left, top, right, bottom] = boxOf(map, bounds);
  return Math.max(right - left, bottom - top);
}

/**
 * What the inset is to show: all ground of the day where that is small, else an area that is tiny, or the
 * pieces out of sight.
 * @param {Shown[]} shown
 * @param {L.Map} map
 * @param {number[][]} over boxes of furniture, container pixels
 */
function findGround(shown, map, over) {
  const fresh = shown.filter(({ look }) => look !== "ghost");
  const told = fresh.length ? fresh : shown;
  const pieces = told.flatMap((one) => one.pieces);
  if (!pieces.length) return null;
  const all = unite(pieces);
  if (measureSpan(map, all) < SMALL) return all;
  const tiny = told.filter((one) => measureSpan(map, unite(one.pieces)) < TINY).flatMap((one) => one.pieces);
  const size = map.getSize();
  const hidden = pieces.filter((one) => one.size > LEAST && !isSeen(boxOf(map, one.bounds), size, over));
  const small = tiny.length ? tiny : hidden;
  return small.length ? unite(small) : null;
}

/**
 * All ground that is drawn, whoever says or computes it, as rings with their boxes in pixels of the map.
 * @param {L.Map} map
 * @param {Shown[]} shown
 * @param {PickedMode | null} picked what a mode draws in place of the areas
 * @param {Frame} now
 */
function listGround(map, shown, picked, { reading, readings, state }) {
  const likely = isReadingOn(state) && reading >= 0 ? (readings.outlines?.(reading) ?? []) : [];
  const drawn = [...(picked?.pieces ?? []), ...likely].flatMap(({ polygons }) => placeAll(polygons));
  const rings = [...shown.flatMap(({ area }) => positionsOf(area)), ...drawn].map(([ring]) => ring);
  return rings
    .filter((ring) => ring?.length)
    .map((ring) => ({
      box: boxOf(map, L.latLngBounds(ring)),
      ring: () => ring.map((at) => map.latLngToContainerPoint(at)),
    }));
}

/**
 * What moves the inset to a seat of its own, beneath which there is nothing that counts.
 * @param {L.Map} map
 * @param {HTMLElement} element
 * @param {Settlement[]} places
 * @param {() => number[][]} findObstacles
 */
function createSeat(map, element, places, findObstacles) {
  const marked = places.filter((place) => place.marked);
  let box = /** @type {number[] | null} */ (null);
  let sizes = /** @type {Record<string, number[]>} */ ({});
  return {
    box: () => box,
    forget() {
      sizes = {};
    },
    leave() {
      element.hidden = true;
      box = null;
    },
    /** @param {ReturnType<typeof listGround>} ground */
    take(ground) {
      const { x, y } = map.getSize();
      const spots = marked.map(({ at }) => map.latLngToContainerPoint(at));
      const under = { furniture: findObstacles(), ground, places: spots, before: box };
      element.hidden = false;
      for (const size of SIZES) {
        element.dataset.inset = size;
        sizes[size] ??= [element.offsetWidth, element.offsetHeight];
        box = seatInset(sizes[size], [x, y], under);
        if (box) break;
      }
      element.hidden = !box;
      if (box) [element.style.left, element.style.top] = box.map((at) => `${Math.round(at)}px`);
    },
  };
}

/**
 * What is drawn, as a word: another picture is painted only when it differs.
 * @param {L.LatLngBounds | null} ground
 * @param {Shown[]} areas
 * @param {Frame} now
 * @param {Model} model
 */
function nameDrawn(ground, areas, now, model) {
  const { reading, readings, state } = now;
  const drawn = areas.map(({ area, look }) => `${area.claim}${area.edge}${look}`);
  const computed = isReadingOn(state) && `${reading} ${Boolean(readings.outlines)}`;
  return ground ? `${ground.toBBoxString()} ${drawn} ${nameShown(now, model)} ${computed}` : "";
}

/**
 * Puts the ground into the inset, and marks it on the map.
 * @param {L.Map} map
 * @param {Model} model
 * @param {ReturnType<typeof createPicture>} picture
 * @param {ReturnType<typeof createSeat>} seat
 * @param {L.Rectangle} frame
 */
function createShow(map, model, picture, seat, frame) {
  let painted = "";
  return {
    forget() {
      for (const one of [seat, picture]) one.forget();
      painted = "";
    },
    /** @param {L.LatLngBounds} ground @param {Shown[]} areas @param {Frame} now @param {string} key of the picture */
    show(ground, areas, now, key) {
      const picked = pickMode(now, model);
      seat.take(listGround(map, areas, picked, now));
      if (!seat.box()) return void frame.remove();
      const bounds = widen(ground, LEAST_KM);
      const inside = areas.filter(({ pieces }) => pieces.some((one) => ground.intersects(one.bounds)));
      if (key !== painted) picture.paint(bounds, inside, picked);
      painted = key;
      frame.setBounds(bounds).addTo(map);
    },
  };
}

/**
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {Settlement[]} places important first
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {{fit: () => void, moved: () => void}} told `moved` when the inset stands elsewhere
 */
export function createInset(map, context, layers, places, findObstacles, told) {
  const picture = createPicture(context, layers, places, told.fit);
  const { element } = picture;
  const seat = createSeat(map, element, places, findObstacles);
  const frame = L.rectangle(map.getBounds(), { className: "kf-inset-frame", interactive: false, fill: false });
  const { show, forget } = createShow(map, context.model, picture, seat, frame);
  let shown = /** @type {string | null} */ (null);
  let over = /** @type {number[][]} */ ([]);
  map.on("moveend", () => {
    shown = null; // other ground lies beneath
  });

  return {
    element,
    /** The box that it covers, if it is there, container pixels. */
    boxes: () => [seat.box() ?? []].filter((box) => box.length),
    /** What covers the map has changed. */
    measure() {
      over = findObstacles().slice(0, 1);
      shown = null;
    },
    /** The map is of another size. To be measured when it is next drawn, in the midst of a drawing: not at each. */
    forget,
    /** @param {Frame} now */
    draw(now) {
      const areas = now.state.compare ? [] : listShown(now, context.model);
      const ground = areas.length ? findGround(areas, map, over) : null;
      const key = nameDrawn(ground, areas, now, context.model);
      if (key === shown) return;
      shown = key;
      const before = seat.box();
      if (ground) show(ground, areas, now, key);
      else {
        seat.leave();
        frame.remove();
      }
      if (String(before) !== String(seat.box())) told.moved();
    },
  };
}
