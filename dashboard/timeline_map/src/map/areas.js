/** The held areas: one lasting path for each account and edge, and the ghost of an account in words. */

import { dressArea, lookOfFigure, makerOf } from "../style/style.js";
import { setAttributes } from "../util/dom.js";
import { listRings, openSvg } from "./leaflet.js";

/**
 * @import { Frame, Model } from "../model/model.js"
 * @import { Motion } from "../model/state.js"
 * @import { Point } from "../util/scale.js"
 */

/**
 * A polygon in view with its area and its rings as drawn, layer pixels.
 * @typedef {object} ShownArea
 * @property {L.Polygon} polygon
 * @property {Payload.Area} area
 * @property {() => Point[][]} rings
 */

/**
 * A path on the map that shows one held area after another, each in its look: an age, or a ghost.
 * @typedef {object} AreaShape
 * @property {L.Polygon} polygon
 * @property {SVGPathElement} path
 * @property {SVGPathElement} afterimage
 * @property {(look: string) => void} dress
 * @property {string} look
 * @property {number} shown
 */

/** @typedef {{ listShown: () => ShownArea[], draw: (frame: Frame, motion: Motion) => void }} AreaLayer */

/**
 * @typedef {object} AreaLayerSetting
 * @property {L.Map} map
 * @property {L.Renderer} renderer
 * @property {{ clear(): void; add(one: SVGPathElement): void; fade(): void }} afterimages
 * @property {Payload.Account} account
 * @property {number} index
 */

const converted = /** @type {WeakMap<Payload.Area, L.LatLng[][][]>} */ (new WeakMap());

/** Polygons of longitudes and latitudes as Leaflet positions. @param {number[][][][]} polygons @returns {L.LatLng[][][]} */
export const placeAll = (polygons) =>
  polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => L.latLng(lat, lon))));

/** The way along points, pixels. @param {number[][]} points */
export const traceLine = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** The way round rings. @param {L.LatLng[][]} rings @param {(at: L.LatLng) => number[]} project to pixels */
export const traceRings = (rings, project) => rings.map((ring) => `${traceLine(ring.map(project))}Z`).join("");

/** A held area's polygons as Leaflet positions, converted once. @param {Payload.Area} area @returns {L.LatLng[][][]} */
export function positionsOf(area) {
  const known = converted.get(area);
  if (known) return known;
  const positions = placeAll(area.polygons);
  converted.set(area, positions);
  return positions;
}

const FADE_MS = 400;

/**
 * The former shapes, fading together below the new ones: one layer, so that the compositor does
 * the fading and a step stays as quick as a drag.
 * @param {L.Map} map
 */
function createAfterimages(map) {
  const pane = map.createPane("kf-afterimages");
  pane.style.zIndex = "405";
  const renderer = L.svg({ pane: "kf-afterimages", padding: 0.3 });
  renderer.addTo(map);
  const all = /** @type {SVGPathElement[]} */ ([]);
  let fading = /** @type {Animation | null} */ (null);
  let start = 0;

  function clear() {
    cancelAnimationFrame(start);
    if (fading) fading.cancel();
    fading = null;
    for (const one of all) one.style.display = "none";
  }
  map.on("zoomstart viewreset", clear);
  return {
    clear,
    add(/** @type {SVGPathElement} */ one) {
      all.push(one);
      openSvg(renderer).group.append(one);
    },
    // The fade starts a frame later: the step itself is out first.
    fade() {
      start = requestAnimationFrame(() => {
        const timing = { duration: FADE_MS, easing: "ease-in" };
        const leaving = pane.animate([{ opacity: 1 }, { opacity: 0 }], timing);
        leaving.onfinish = clear;
        fading = leaving;
      });
    },
  };
}

/** Leave the shape behind as it was. @param {AreaShape} shape @returns {boolean} */
function leaveAfterimage({ path, afterimage }) {
  if (path.style.display === "none") return false;
  afterimage.setAttribute("d", path.getAttribute("d") || "");
  afterimage.setAttribute("style", path.getAttribute("style") || "");
  return true;
}

/**
 * One path on the map that shows one held area after another, and one for the former of them.
 * @param {AreaLayerSetting} setting
 * @param {"firm" | "contested"} edge
 * @param {boolean} leading
 */
function createShape(setting, edge, leading) {
  const { map, renderer, afterimages, account, index } = setting;
  const polygon = L.polygon([], { renderer, pane: "kf-areas", interactive: false, smoothFactor: 0.8 });
  polygon.addTo(map);
  const path = /** @type {SVGPathElement} */ (polygon.getElement());
  const afterimage = /** @type {SVGPathElement} */ (path.cloneNode(false));
  const dress = (/** @type {string} */ look) => {
    const [age, maker] = look.split("/");
    dressArea(path, account, index, edge, age, Number(maker));
    path.classList.toggle("kf-ghost", look === "ghost");
  };
  dress("0/0");
  for (const one of [path, afterimage]) {
    one.classList.toggle("kf-other", !leading);
    one.style.display = "none";
  }
  path.classList.add("kf-area");
  afterimages.add(afterimage);
  return { polygon, path, afterimage, dress, shown: -1, look: "0/0" };
}

/**
 * @param {AreaShape} shape
 * @param {number} id index of the area in the payload, -1 for none
 * @param {Model} model
 * @param {(area: any) => string} describe
 */
function showArea(shape, id, model, describe) {
  shape.shown = id;
  const area = id < 0 ? null : model.payload.areas[id];
  const empty = !area || area.polygons.length === 0;
  shape.polygon.setLatLngs(empty ? [] : positionsOf(area));
  shape.path.style.display = empty ? "none" : "";
  setAttributes(shape.path, {
    "data-account": empty ? null : area.account,
    "data-edge": empty ? null : area.edge,
    "data-claim": empty ? null : area.claim,
    "aria-label": empty ? null : describe(area),
    tabindex: empty ? null : 0,
    role: empty ? null : "img",
  });
}

/** A polygon in view with its area and its rings as drawn. @param {L.Polygon} polygon @param {Payload.Area} area */
export const nameShown = (polygon, area) => ({ polygon, area, rings: () => listRings(polygon) });

/** Which areas stand for a figure, and in which look. @param {Payload.Figure | null} figure @param {number} age days */
export function pickAreas(figure, age) {
  const look = lookOfFigure(figure, age);
  return { ids: (look === "ghost" ? figure?.ghost : figure?.areas) || [], look };
}

/** The place of the drawing of an area's maker. @param {number | undefined} id @param {Model} model */
export const makerAt = (id, { payload }) =>
  id === undefined ? 0 : makerOf(payload.claims[payload.areas[id].claim], payload);

/** Says whether shapes that change now fade: in quick steps each would wait for the picture of the one before. */
function createFading() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let stepped = -Infinity; // when a step last changed shapes
  return (/** @type {Motion} */ motion) => {
    if (motion !== "step") return false;
    const rested = performance.now() - stepped > FADE_MS;
    stepped = performance.now();
    return rested && !still.matches;
  };
}

/**
 * @param {L.Map} map
 * @param {Model} model
 * @param {(area: any) => string} describe the sentence that a screen reader says of a shape
 * @returns {AreaLayer}
 */
export function createAreas(map, model, describe) {
  map.createPane("kf-areas").style.zIndex = "410";
  const renderer = L.svg({ pane: "kf-areas", padding: 0.3 });
  const afterimages = createAfterimages(map);
  const isFading = createFading();
  const rows = model.payload.accounts.map((account, index) => {
    const setting = { map, renderer, afterimages, account, index };
    const contested = createShape(setting, "contested", true);
    const firm = createShape(setting, "firm", true);
    return { setting, leading: { firm, contested }, others: /** @type {AreaShape[]} */ ([]) };
  });

  /** Which area each shape is to show, and in which look. @param {Frame} frame @returns {[AreaShape, number, string][]} */
  function assign(frame) {
    return frame.entries.flatMap(({ visible, figure, age }, position) => {
      const { leading, others, setting } = rows[position];
      const { ids, look } = pickAreas(visible ? figure : null, age);
      const find = (/** @type {string} */ edge) => ids.find((id) => model.payload.areas[id].edge === edge) ?? -1;
      const rivals = visible && figure && frame.state.others ? figure.others : [];
      const drawn = rivals.filter((id) => model.payload.areas[id].polygons.length > 0);
      while (others.length < drawn.length) others.push(createShape(setting, "firm", false));
      /** @type {[AreaShape, number, string][]} */
      const rest = others.map((shape, place) => [shape, drawn[place] ?? -1, `0/${makerAt(drawn[place], model)}`]);
      const full = look === "ghost" ? look : `${look}/${makerAt(ids[0], model)}`;
      return [[leading.contested, find("contested"), full], [leading.firm, find("firm"), full], ...rest];
    });
  }

  return {
    // Polygons in view, each with the number of its area.
    listShown: () =>
      rows
        .flatMap(({ leading, others }) => [leading.firm, leading.contested, ...others])
        .filter(({ path }) => path.style.display !== "none")
        .map(({ polygon, shown }) => nameShown(polygon, model.payload.areas[shown])),
    draw(frame, motion) {
      const assigned = assign(frame);
      const changed = assigned.filter(([shape, id]) => shape.shown !== id);
      if (changed.length) afterimages.clear();
      const fading = changed.length > 0 && isFading(motion);
      const left = fading ? changed.map(([shape]) => leaveAfterimage(shape)) : [];
      for (const [shape, , look] of assigned) {
        if (shape.look !== look) shape.dress(look);
        shape.look = look;
      }
      for (const [shape, id] of changed) showArea(shape, id, model, describe);
      if (left.includes(true)) afterimages.fade();
    },
  };
}
