/** The map with all that is drawn on it. */

import { overlaps } from "../util/boxes.js";
import { createAreas } from "./areas.js";
import { createBounds } from "./bounds.js";
import { watchFurniture } from "./furniture.js";
import { createGhostWords } from "./ghosts.js";
import { createBasemap } from "./ground.js";
import { createInset } from "./inset.js";
import { createScale, zoomWithoutMotion } from "./leaflet.js";
import { createMarkLayer, readPlaces } from "./marks.js";
import { createModeLayer } from "./modes.js";
import { createPlaceLabels, readRegions } from "./names.js";
import { createReadingLayer } from "./reading.js";
import { createStrengthLayer } from "./strength.js";
import { createView } from "./view.js";

/**
 * @import { ShownArea } from "./areas.js"
 * @import { Furniture } from "./furniture.js"
 * @import { Settlement, MarkSpot } from "./marks.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { Motion } from "../model/state.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * Everything that is drawn on one map.
 * @typedef {object} MapLayers
 * @property {L.LatLngBounds} ground
 * @property {Settlement[]} settlements
 * @property {(area: Payload.Area) => string} describe
 * @property {() => void} repaint Something else covers the map: all words stand clear of it.
 * @property {() => void} uncover The same, of the words that it covers.
 * @property {(id: string | null) => void} flyTo
 * @property {() => ShownArea[]} areasShown
 * @property {(x: number, y: number, reach: number) => MarkSpot | null} markNear
 * @property {(palette: Record<string, string>) => void} restyle
 * @property {(frame: Frame, motion: Motion) => void} draw
 */

/**
 * How the map is moved.
 * @typedef {object} MapMoves
 * @property {HTMLElement} inset The day's ground enlarged, where it is small or out of sight.
 * @property {() => void} fit To the ground of the day; where the map shows that already, to the whole front.
 * @property {() => void} fitNext To the ground of the day that is drawn next, unless a view is taken before.
 * @property {(byDay: boolean) => void} showDays Whether each day brings the view of its ground, as in a story, and as
 *   what is chosen to be compared always does; a map that the reader moved stays.
 * @property {() => boolean} isFitted
 * @property {(leads?: boolean) => string | null} view Null where the map is fitted, unless an address without a view leads elsewhere.
 * @property {(view: unknown) => void} takeView
 * @property {() => void} resize
 */

/** @typedef {MapLayers & MapMoves} MapStage */

const NEAR_ZOOM = 11.25; // from here every village bears its name
const SIZE = 30; // pixels

/**
 * @param {L.Map} map
 * @param {{id: string, at: {lat: number, lng: number}}[]} places with an id and a position
 */
function createRing(map, places) {
  const spots = new Map(places.map(({ id, at }) => [id, at]));
  const pane = map.createPane("kf-ring");
  pane.style.zIndex = "445"; // above the marks
  pane.style.pointerEvents = "none";
  const icon = L.divIcon({ className: "kf-place-ring", iconSize: [SIZE, SIZE] });
  let marker = /** @type {L.Marker | null} */ (null);
  let shown = /** @type {string | null} */ (null);

  return {
    /** @param {Frame} frame */
    draw({ state }) {
      if (state.place === shown) return;
      shown = state.place;
      if (marker) marker.remove();
      const at = spots.get(shown ?? "");
      marker = at ? L.marker(at, { icon, pane: "kf-ring", interactive: false, keyboard: false }).addTo(map) : null;
    },
    /** @param {string | null} id of a place; one without a position moves nothing */
    flyTo(id) {
      const at = spots.get(id ?? "");
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (at) map.setView(at, Math.max(map.getZoom(), NEAR_ZOOM), { animate: !still });
    },
  };
}

/**
 * Habits of the map; north is up and no other host is ever named.
 * @param {L.Map} map
 * @param {Format} format
 */
function prepareMap(map, format) {
  map.options.zoomSnap = 0.01; // as finely as an address says it: a fit is to the pixel
  map.options.zoomDelta = 0.5;
  map.options.wheelPxPerZoomLevel = 110;
  map.options.maxBoundsViscosity = 1;
  map.setMaxZoom(13);
  if (map.attributionControl) map.attributionControl.setPrefix(false).remove();
  if (map.keyboard) map.keyboard.disable();
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) zoomWithoutMotion(map);
  const write = (/** @type {number} */ metres) =>
    metres < 1000 ? format.say("scale_m", { metres }) : format.say("scale_km", { km: metres / 1000 });
  createScale(write).addTo(map);
}

/** The sentence that a screen reader says of a held area. @param {Context} context @returns {(area: Payload.Area) => string} */
const createDescription =
  ({ model, format }) =>
  (area) => {
    const claim = model.payload.claims[area.claim];
    return format.say("area_spoken", { claimant: claim.claimant, figure: claim.figure, as_of: claim.as_of });
  };

/**
 * What stands over the map has grown: words that it covers now stand clear of it.
 * @param {number[][]} over
 * @param {{boxes: () => number[][], reseat: () => void}[]} parts
 */
function uncover(over, parts) {
  for (const words of parts) if (words.boxes().some((box) => over.some((one) => overlaps(one, box)))) words.reseat();
}

/**
 * Everything that is drawn on one map.
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {L.LatLngBounds} ground that was ever held
 * @returns {MapLayers}
 */
function createLayers(map, context, layers, findObstacles, ground) {
  const { model, format } = context;
  const base = createBasemap(map, layers);
  const spoken = new Set(model.control.places.map(({ id }) => id));
  const settlements = readPlaces(layers, format).map((place) => ({ ...place, marked: spoken.has(place.id) }));
  const regions = readRegions(layers, model.payload.front.lands, format);
  const modes = createModeLayer(map, context, findObstacles, () => labels.paint());
  const ghostWords = createGhostWords(map, context, findObstacles, settlements, () => labels.paint());
  const findTaken = () => [...findObstacles(), ...modes.boxes(), ...ghostWords.boxes()]; // names give way to them
  const labels = createPlaceLabels(map, regions, settlements, findTaken, ground);
  const marks = createMarkLayer(map, model, settlements);
  const describe = createDescription(context);
  const reading = createReadingLayer(map, context);
  const areas = createAreas(map, model, describe);
  const bounds = createBounds(map, model);
  const strength = createStrengthLayer(map, model);
  const ring = createRing(map, [...settlements, ...model.control.places]);

  return {
    describe,
    ground,
    settlements,
    repaint() {
      modes.reseat();
      ghostWords.reseat();
      labels.paint();
    },
    uncover: () => uncover(findObstacles(), [modes, ghostWords]),
    flyTo: ring.flyTo,
    areasShown: areas.listShown,
    markNear: marks.near,
    restyle(palette) {
      base.restyle(palette);
      labels.restyle(palette);
      marks.restyle(palette);
    },
    draw(frame, motion) {
      base.show(frame.state.layers);
      labels.show(frame.state.layers);
      reading.draw(frame);
      modes.draw(frame);
      areas.draw(frame, motion);
      bounds.draw(frame);
      ghostWords.draw(frame);
      strength.draw(frame);
      marks.draw(frame);
      ring.draw(frame);
    },
  };
}

/** Has all words stand clear of what else covers the map now. @param {Furniture} furniture @param {MapLayers} drawn */
const createRepaint = (furniture, drawn) => () => {
  furniture.forget();
  drawn.repaint();
};

/**
 * Keeps the inset and the words clear of each other and of the figures, which a filter's notice makes taller.
 * @param {L.Map} map
 * @param {Context} context
 * @param {Furniture} furniture
 * @param {ReturnType<typeof createInset>} inset
 * @param {MapLayers} drawn
 */
function createClearance(map, { model }, furniture, inset, drawn) {
  let now = /** @type {Frame | null} */ (null);
  let notice = "";
  const look = () => now && inset.draw(now);
  /** The figures have grown or shrunk: only the inset goes with them at once, and the words that they cover. */
  function seat() {
    inset.measure();
    look();
    drawn.uncover();
  }
  /** What stands over the map is of another size. */
  function clear() {
    furniture.forget();
    inset.forget();
    seat();
    drawn.repaint();
  }
  map.on("moveend", look); // after the inset has heard of it
  return {
    seat,
    clear,
    /** @param {Frame} frame */
    heed(frame) {
      now = frame;
      const said = model.payload.notice ?? "";
      if (said !== notice) clear();
      notice = said;
    },
  };
}

/**
 * When the map goes to the ground of its day by itself: as a story turns, and as something is chosen to be
 * compared, which the inset shows no longer; not with each date, which would jump below the eyes.
 * @param {ReturnType<typeof createView>} view
 */
function createTurns(view) {
  let told = false; // whether a story or a presentation is on
  let choice = ""; // what is compared
  let due = false; // whether the next frame brings a view of its own

  function turn() {
    const byDay = told || choice !== "";
    view.show(byDay);
    if (!view.isFitted()) return;
    due = byDay;
    if (!byDay) view.fitFront();
  }
  return {
    next() {
      due = true;
    },
    /** @param {boolean} byDay */
    showDays(byDay) {
      told = byDay;
      turn();
    },
    /** @param {unknown} wanted */
    take(wanted) {
      const moved = !view.isFitted();
      view.takeView(wanted);
      if (typeof wanted === "string") due = false;
      else if (wanted === null && moved) due ||= told || choice !== "";
    },
    /** @param {Frame} frame */
    draw(frame) {
      const next = frame.compared?.choice ?? "";
      if (next !== choice) {
        choice = next;
        turn();
      }
      if (due) view.fitDay(frame);
      due = false;
    },
  };
}

/**
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {HTMLElement} room the stage's element, with all that stands over the map
 * @returns {MapStage}
 */
export function createStage(map, context, layers, room) {
  prepareMap(map, context.format);
  const furniture = watchFurniture(room, map.getContainer(), context.gone, () => clearance.seat());
  const view = createView(map, context.model, layers, furniture.boxes);
  const findTaken = () => [...furniture.boxes(), ...inset.boxes()]; // words give way to the inset
  const drawn = createLayers(map, context, layers, findTaken, view.ground);
  const told = { fit, moved: drawn.repaint };
  const inset = createInset(map, context, layers, drawn.settlements, furniture.boxes, told);
  let now = /** @type {Frame | null} */ (null);
  const turns = createTurns(view);

  function fit() {
    if (now) view.fit(now);
  }
  const clearance = createClearance(map, context, furniture, inset, drawn);
  return {
    ...drawn,
    inset: inset.element,
    fit,
    fitNext: turns.next,
    showDays: turns.showDays,
    isFitted: view.isFitted,
    view: view.view,
    takeView: turns.take,
    repaint: createRepaint(furniture, drawn),
    resize() {
      furniture.forget();
      view.resize();
      clearance.clear();
    },
    draw(frame, motion) {
      now = frame;
      drawn.draw(frame, motion);
      clearance.heed(frame);
      turns.draw(frame);
      inset.draw(frame);
    },
  };
}

/** A second map whose view is another's. @param {L.Map} map @param {Context} context @param {Payload.Layer[]} layers @param {HTMLElement} room @param {L.LatLngBounds} ground */
export function createTwinStage(map, context, layers, room, ground) {
  prepareMap(map, context.format);
  const furniture = watchFurniture(room, map.getContainer(), context.gone, () => undefined);
  const drawn = createLayers(map, context, layers, furniture.boxes, ground);
  return { ...drawn, repaint: createRepaint(furniture, drawn) };
}
