/** The inset: the ground of a day enlarged, where it is small on the map or lies out of sight. */

import { nameMaker } from "../model/comparison.js";
import { isReadingOn } from "../model/readings.js";
import { AGES } from "../style/made_table.js";
import { dressArea, dressGhost } from "../style/style.js";
import { isInBox } from "../util/boxes.js";
import { keepWhole, make, makeSvg, setAttributes } from "../util/dom.js";
import { makerAt, pickAreas, placeAll, positionsOf, traceLine, traceRings } from "./areas.js";
import { seatInset } from "./inset_seat.js";
import { createSpace } from "./label_room.js";
import { markShape, RANKS } from "./marks.js";
import { drawPicked, nameShown, pickMode } from "./modes.js";
import { listPieces, widen } from "./view.js";

/**
 * @import { Settlement } from "./marks.js"
 * @import { PickedMode } from "./modes.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

const LEAST_KM = 3; // the inset is never nearer
const SMALL = 200; // pixels: ground that spans less is enlarged,
const TINY = 48; // and an area that spans less than this, beside others
const LEAST = 1.6e-4; // of a piece that alone is worth an inset: about a square kilometre, as pieces are weighed
const MARGIN = 0.08; // of the inset's width and height, around the ground
const NAMES = 4; // places that are named
const LETTER = 6.2; // pixels that a letter of a name takes, with room to spare
const SIZES = ["whole", "small"]; // smaller where there is no room for the whole
const BARS = [0.5, 1, 2, 5, 10, 20, 50]; // km that the scale may be long

/** @typedef {{area: Payload.Area, account: Payload.Account, index: number, look: string, maker: number, pieces: {bounds: L.LatLngBounds, size: number}[]}} Shown */

/** The areas on the map, each in its look, and the pieces of them. @param {Frame} frame @param {Model} model @returns {Shown[]} */
function listShown({ entries }, model) {
  return entries.flatMap(({ account, visible, figure, age }, index) => {
    const { ids, look } = pickAreas(visible ? figure : null, age);
    const areas = ids.map((id) => model.payload.areas[id]).filter(({ polygons }) => polygons.length);
    const maker = makerAt(ids[0], model);
    return areas.map((area) => ({ area, account, index, look, maker, pieces: listPieces(area) }));
  });
}

/** @param {{bounds: L.LatLngBounds}[]} pieces */
function unite(pieces) {
  const bounds = L.latLngBounds([]);
  for (const piece of pieces) bounds.extend(piece.bounds);
  return bounds;
}

/** A box on the map, container pixels. @param {L.Map} map @param {L.LatLngBounds} bounds */
function boxOf(map, bounds) {
  const from = map.latLngToContainerPoint(bounds.getNorthWest());
  const to = map.latLngToContainerPoint(bounds.getSouthEast());
  return [from.x, from.y, to.x, to.y];
}

/** Whether the middle of a box stands on the map and under no furniture. @param {number[]} box @param {{x: number, y: number}} size @param {number[][]} over */
function isSeen([left, top, right, bottom], size, over) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (x < 0 || y < 0 || x > size.x || y > size.y) return false;
  return !over.some((box) => isInBox(x, y, box));
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

/** From degrees to pixels of the inset: true to shape around the middle. @param {L.LatLngBounds} bounds @param {number} width @param {number} height */
function createProjection(bounds, width, height) {
  const { lat, lng } = bounds.getCenter();
  const wide = Math.cos((lat * Math.PI) / 180);
  const across = (bounds.getEast() - bounds.getWest()) * wide;
  const down = bounds.getNorth() - bounds.getSouth();
  const scale = Math.min((width * (1 - 2 * MARGIN)) / across, (height * (1 - 2 * MARGIN)) / down);
  const project = (/** @type {{lat: number, lng: number}} */ at) => [
    width / 2 + (at.lng - lng) * wide * scale,
    height / 2 + (lat - at.lat) * scale,
  ];
  return { project, kilometre: scale / 111.2 };
}

/** @param {Shown[]} shown @param {(at: {lat: number, lng: number}) => number[]} project @param {PickedMode | null} picked what a mode draws in their place */
function drawAreas(shown, project, picked) {
  if (picked?.counted) return drawPicked(picked, project);
  const under = picked ? drawPicked(picked, project) : [];
  const drawn = shown.map(({ area, account, index, look, maker }) => {
    const path = makeSvg("path", { d: traceRings(positionsOf(area).flat(), project) });
    if (look === "ghost") dressGhost(path, index);
    else dressArea(path, account, index, area.edge, AGES[Number(look)], maker);
    if (picked) path.style.fillOpacity = "0"; // its ground is drawn by who gives it
    setAttributes(path, { "data-inset": area.account, "data-edge": area.edge });
    return path;
  });
  return [...under, ...drawn];
}

/** The scale bar: the longest round length within a third of the width. @param {number} kilometre pixels @param {number} width @param {number} height @param {Format} format */
function drawBar(kilometre, width, height, format) {
  const km = BARS.findLast((one) => one * kilometre <= width / 3) ?? BARS[0];
  const words = km < 1 ? format.say("scale_m", { metres: km * 1000 }) : format.say("scale_km", { km });
  const end = 8 + km * kilometre;
  return [
    makeSvg("path", { class: "kf-inset-bar", d: `M8 ${height - 12}v4H${end.toFixed(1)}v-4` }),
    makeSvg("text", { x: end + 5, y: height - 7 }, words),
  ];
}

/**
 * Places with the nearest of the great ones named, where there is room.
 * @param {Settlement[]} places important first
 * @param {(at: L.LatLng) => number[]} project
 * @param {number[]} size
 */
function drawPlaces(places, project, [width, height]) {
  const inside = places
    .map((place) => ({ place, spot: project(place.at) }))
    .filter(({ spot: [x, y] }) => x > 4 && y > 4 && x < width - 4 && y < height - 20);
  const space = createSpace(inside.map(({ spot: [x, y] }) => [x - 3, y - 3, x + 3, y + 3]));
  const names = [];
  for (const { place, spot } of inside) {
    const [x, y] = spot;
    const length = place.name.length * LETTER;
    const [left, anchor] = x + 6 + length < width ? [x + 6, "start"] : [x - 6 - length, "end"];
    if (names.length >= NAMES || left < 2 || !space.tryTake([left, y - 7, left + length, y + 7])) continue;
    names.push(makeSvg("text", { x: anchor === "start" ? x + 6 : x - 6, y: y + 4, "text-anchor": anchor }, place.name));
  }
  const marks = inside.map(({ place, spot: [x, y] }) =>
    makeSvg("path", { class: "kf-inset-place", d: markShape(x, y, RANKS[place.rank].radius, place.rank) }),
  );
  return [...marks, ...names];
}

/** The lines of the border, as positions. @param {Payload.Layer[]} layers @returns {L.LatLng[][]} */
function readBorder(layers) {
  const features = layers.filter(({ role }) => role === "border").flatMap(({ geojson }) => geojson.features);
  return features.flatMap((/** @type {any} */ { geometry: { type, coordinates } }) =>
    (type === "LineString" ? [coordinates] : coordinates).map((/** @type {number[][]} */ line) =>
      line.map(([lon, lat]) => L.latLng(lat, lon)),
    ),
  );
}

/**
 * What the inset says: the figures of the ground in it.
 * @param {Shown[]} areas
 * @param {Context} context
 */
function tell(areas, { model, format }) {
  const { claims } = model.payload;
  const said = areas.filter(({ look }) => look !== "ghost").map(({ area }) => area.claim);
  return [...new Set(said)].map((id) =>
    format.say("spoken_figure", { account: nameMaker(claims[id], model.payload), figure: claims[id].figure }),
  );
}

/**
 * The inset as a button, which fits the map to what it shows.
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {Settlement[]} places important first
 * @param {() => void} fit
 */
function createPicture(context, layers, places, fit) {
  const { format } = context;
  const border = readBorder(layers);
  const drawing = makeSvg("svg", { "aria-hidden": "true" });
  const words = make("span", { class: "kf-inset-words" });
  const attributes = { type: "button", class: "kf-inset", "data-testid": "inset", hidden: true };
  const element = make("button", attributes, drawing, words);
  element.addEventListener("click", fit);
  return {
    element,
    /** @param {L.LatLngBounds} bounds @param {Shown[]} areas @param {PickedMode | null} picked */
    paint(bounds, areas, picked) {
      const figures = tell(areas, context);
      words.replaceChildren(...keepWhole(figures.join(" · ")));
      const label = `${format.say("inset_label")} ${figures.join(". ")}. ${format.say("inset_title")}`;
      setAttributes(element, { "aria-label": label, title: format.say("inset_title") });
      const size = [element.clientWidth, element.clientHeight - words.offsetHeight];
      const [width, height] = size;
      const { project, kilometre } = createProjection(bounds, width, height);
      setAttributes(drawing, { viewBox: `0 0 ${width} ${height}`, width, height });
      drawing.replaceChildren(
        ...border.map((line) => makeSvg("path", { class: "kf-inset-border", d: traceLine(line.map(project)) })),
        ...drawAreas(areas, project, picked),
        ...drawPlaces(places, project, size),
        ...drawBar(kilometre, width, height, format),
      );
    },
  };
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
  return {
    box: () => box,
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
        box = seatInset([element.offsetWidth, element.offsetHeight], [x, y], under);
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
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {Settlement[]} places important first
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {{fit: () => void, moved: () => void}} told `moved` when the inset stands elsewhere
 */
export function createInset(map, context, layers, places, findObstacles, told) {
  const { element, paint } = createPicture(context, layers, places, told.fit);
  const seat = createSeat(map, element, places, findObstacles);
  const frame = L.rectangle(map.getBounds(), { className: "kf-inset-frame", interactive: false, fill: false });
  let shown = /** @type {string | null} */ (null);
  let over = /** @type {number[][]} */ ([]);
  map.on("moveend", () => {
    shown = null; // other ground lies beneath
  });

  /** @param {L.LatLngBounds} ground @param {Shown[]} areas @param {Frame} now */
  function show(ground, areas, now) {
    const picked = pickMode(now, context.model);
    seat.take(listGround(map, areas, picked, now));
    if (!seat.box()) return void frame.remove();
    const bounds = widen(ground, LEAST_KM);
    const inside = areas.filter(({ pieces }) => pieces.some((one) => ground.intersects(one.bounds)));
    paint(bounds, inside, picked);
    frame.setBounds(bounds).addTo(map);
  }

  return {
    element,
    /** The box that it covers, if it is there, container pixels. */
    boxes: () => [seat.box() ?? []].filter((box) => box.length),
    /** What covers the map has changed, or the map's size. */
    measure() {
      over = findObstacles().slice(0, 1);
      shown = null;
    },
    /** @param {Frame} now */
    draw(now) {
      const areas = now.state.compare ? [] : listShown(now, context.model);
      const ground = areas.length ? findGround(areas, map, over) : null;
      const key = nameDrawn(ground, areas, now, context.model);
      if (key === shown) return;
      shown = key;
      const before = seat.box();
      if (ground) show(ground, areas, now);
      else {
        seat.leave();
        frame.remove();
      }
      if (String(before) !== String(seat.box())) told.moved();
    },
  };
}
