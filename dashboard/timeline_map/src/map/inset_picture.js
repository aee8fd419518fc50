/** The picture in the inset: the ground of a day with the border, places and a scale. */

import { nameMaker } from "../model/comparison.js";
import { dressArea } from "../style/style.js";
import { keepWhole, make, makeSvg, setAttributes } from "../util/dom.js";
import { positionsOf, traceLine, traceRings } from "./areas.js";
import { drawOpen } from "./bounds.js";
import { createSpace } from "./label_room.js";
import { markShape, RANKS } from "./marks.js";
import { drawPicked } from "./modes.js";

/**
 * @import { Shown } from "./inset.js"
 * @import { Settlement } from "./marks.js"
 * @import { PickedMode } from "./modes.js"
 * @import { Context } from "../model/actions.js"
 * @import { Model } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

const MARGIN = 0.08; // of the inset's width and height, around the ground
const NAMES = 4; // places that are named
const LETTER = 6.2; // pixels that a letter of a name takes, with room to spare
const BARS = [0.5, 1, 2, 5, 10, 20, 50]; // km that the scale may be long

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

/**
 * The areas, with the open sides of those that are bounds.
 * @param {Shown[]} shown
 * @param {(at: {lat: number, lng: number}) => number[]} project
 * @param {PickedMode | null} picked what a mode draws in their place
 * @param {Model} model
 */
function drawAreas(shown, project, picked, model) {
  if (picked?.counted) return drawPicked(picked, project);
  const under = picked ? drawPicked(picked, project) : [];
  const drawn = shown.map(({ area, account, index, look, maker }) => {
    const path = makeSvg("path", { d: traceRings(positionsOf(area).flat(), project) });
    dressArea(path, account, index, area.edge, look, maker);
    if (picked) path.style.fillOpacity = "0"; // its ground is drawn by who gives it
    setAttributes(path, { "data-inset": area.account, "data-edge": area.edge });
    return path;
  });
  const open = shown.flatMap(({ open, index }) => (open ? drawOpen(model, open, index, project) : []));
  return [...under, ...drawn, ...open];
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
 * The size of an element as it was laid out last: to ask for it in the midst of a drawing means to lay out the page
 * for that alone.
 * @param {SVGElement} element
 * @param {AbortSignal} gone
 * @param {(size: number[]) => void} changed
 */
function watchRoom(element, gone, changed) {
  let size = /** @type {number[]} */ ([]);
  const observer = new ResizeObserver(([{ contentRect }]) => {
    const next = [contentRect.width, contentRect.height].map(Math.round);
    if (!next[0] || String(next) === String(size)) return;
    size = next;
    changed(size);
  });
  observer.observe(element);
  gone.addEventListener("abort", () => observer.disconnect());
  return {
    forget() {
      size = [];
    },
    size() {
      if (!size.length) size = [element.clientWidth, element.clientHeight];
      return size;
    },
  };
}

/**
 * The inset as a button, which fits the map to what it shows.
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {Settlement[]} places important first
 * @param {() => void} fit
 */
export function createPicture(context, layers, places, fit) {
  const { format } = context;
  const border = readBorder(layers);
  const drawing = makeSvg("svg", { "aria-hidden": "true" });
  const words = make("span", { class: "kf-inset-words" });
  const attributes = { type: "button", class: "kf-inset", "data-testid": "inset", hidden: true };
  const element = make("button", attributes, drawing, words);
  element.addEventListener("click", fit);
  let draw = (/** @type {number[]} */ _size) => {};
  const room = watchRoom(drawing, context.gone, (size) => draw(size));
  return {
    element,
    forget: room.forget,
    /** @param {L.LatLngBounds} bounds @param {Shown[]} areas @param {PickedMode | null} picked */
    paint(bounds, areas, picked) {
      const figures = tell(areas, context);
      const said = figures.join(" · ");
      if (words.textContent !== said) words.replaceChildren(...keepWhole(said));
      const label = `${format.say("inset_label")} ${figures.join(". ")}. ${format.say("inset_title")}`;
      setAttributes(element, { "aria-label": label, title: format.say("inset_title") });
      draw = (size) => {
        const [width, height] = size;
        const { project, kilometre } = createProjection(bounds, width, height);
        setAttributes(drawing, { viewBox: `0 0 ${width} ${height}` });
        drawing.replaceChildren(
          ...border.map((line) => makeSvg("path", { class: "kf-inset-border", d: traceLine(line.map(project)) })),
          ...drawAreas(areas, project, picked, context.model),
          ...drawPlaces(places, project, size),
          ...drawBar(kilometre, width, height, format),
        );
      };
      draw(room.size());
    },
  };
}
