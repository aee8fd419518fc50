/** The map's view: fitted to the ground that is told of until the reader moves it, and then left alone. */

import { placeAll, positionsOf } from "./areas.js";
import { findRest, forgetSize } from "./leaflet.js";

/** @import { Frame, Model } from "../model/model.js" */

const NUDGE = 2; // pixels within which a view is the same
const COVERED = 0.6; // share of the map's width from which the figures stand above it, not beside
const CHIEF = 0.1; // of the largest piece of ground: smaller ones are outliers, which the inset shows
const LEAST_KM = 6; // a view is never nearer, so that there are places around to know it by
const MARGIN = 20; // pixels between the ground and the edge of its room
const KM = 1 / 111.2; // degrees of latitude

/**
 * The part of the world that the base layers cover: beyond it a bare ground would mislead.
 * @param {Payload.Layer[]} layers
 * @param {L.LatLngBounds} extent
 */
function findFrame(layers, extent) {
  const land = layers.find((layer) => layer.role === "neighbour" || layer.role === "border");
  return land
    ? L.geoJSON(/** @type {any} */ (land.geojson))
        .getBounds()
        .extend(extent)
    : extent.pad(0.3);
}

/** Twice the size of a ring, by the shoelace formula, in square degrees of latitude. @param {L.LatLng[]} ring */
function weigh(ring) {
  const wide = Math.cos((ring[0].lat * Math.PI) / 180);
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1)
    sum += (ring[j].lng - ring[i].lng) * (ring[j].lat + ring[i].lat) * wide;
  return Math.abs(sum);
}

/** @param {L.LatLng[][][]} polygons @returns {{bounds: L.LatLngBounds, size: number}[]} */
const measurePieces = (polygons) =>
  polygons.filter(([ring]) => ring.length).map(([ring]) => ({ bounds: L.latLngBounds(ring), size: weigh(ring) }));

const measured = /** @type {WeakMap<Payload.Area, {bounds: L.LatLngBounds, size: number}[]>} */ (new WeakMap());

/** The pieces of a held area, each with its box and its size; measured once. @param {Payload.Area} area */
export function listPieces(area) {
  const known = measured.get(area);
  if (known) return known;
  const pieces = measurePieces(positionsOf(area));
  measured.set(area, pieces);
  return pieces;
}

/**
 * The box of some pieces of ground without outliers, which would make all the rest small.
 * @param {{bounds: L.LatLngBounds, size: number}[]} pieces
 * @returns {L.LatLngBounds | null} null where there is no ground
 */
function boundGround(pieces) {
  const least = CHIEF * Math.max(0, ...pieces.map(({ size }) => size));
  const chief = pieces.filter(({ size }) => size >= least);
  if (!chief.length) return null;
  const bounds = L.latLngBounds([]);
  for (const piece of chief) bounds.extend(piece.bounds);
  return bounds;
}

/** All that was ever said to be held. @param {Payload.Area[]} areas @param {L.LatLngBounds} extent */
function boundAll(areas, extent) {
  const bounds = L.latLngBounds(areas.flatMap((area) => positionsOf(area).flat(2)));
  return bounds.isValid() ? bounds : extent;
}

/**
 * The areas that stand on the map: those of the accounts that are shown, or of what is compared; where
 * no account has any, what they last had.
 * @param {Frame} frame
 * @param {Model} model
 * @returns {Payload.Area[]}
 */
function listDrawn({ entries, drawn }, model) {
  const figures = entries.flatMap(({ visible, figure }) => (visible && figure ? [figure] : []));
  const named = drawn ?? figures.flatMap(({ areas }) => areas);
  const pick = (/** @type {number[]} */ ids) =>
    ids.map((id) => model.payload.areas[id]).filter(({ polygons }) => polygons.length);
  const areas = pick(named);
  return areas.length ? areas : pick(figures.flatMap(({ ghost }) => ghost));
}

/** The ground of each side of a comparison, however small beside the other's. @param {Frame} frame */
function boundCompared({ compared }) {
  const sides = (compared?.list() ?? []).map((polygons) => boundGround(measurePieces(placeAll(polygons))));
  const bounds = L.latLngBounds([]);
  for (const side of sides) if (side) bounds.extend(side);
  return bounds.isValid() ? bounds : null;
}

/** A box of at least so many kilometres each way, around the same middle. @param {L.LatLngBounds} bounds @param {number} km */
export function widen(bounds, km) {
  const { lat, lng } = bounds.getCenter();
  const half = (km / 2) * KM;
  const across = half / Math.cos((lat * Math.PI) / 180);
  return L.latLngBounds(bounds.getSouthWest(), bounds.getNorthEast())
    .extend([lat - half, lng - across])
    .extend([lat + half, lng + across]);
}

/**
 * The free ground beside the figures, or below them: as paddings of the map.
 * @param {{x: number, y: number}} size of the map
 * @param {number[] | undefined} figures the box that they cover
 */
function listRooms(size, figures) {
  const over = figures && figures[3] > 0 && figures[1] < size.y - MARGIN;
  const [, , right, bottom] = over ? figures : [0, 0, 0, 0];
  return [
    { left: right, top: 0, width: size.x - right, height: size.y },
    { left: 0, top: bottom, width: size.x, height: size.y - bottom },
  ].filter((room) => room.width > 120 && room.height > 120);
}

/**
 * Show some ground as large as it can stand clear of the figures, and of the tools at the right.
 * @param {L.Map} map
 * @param {L.LatLngBounds} ground
 * @param {number[][]} furniture boxes over the map, the figures first
 */
function fitGround(map, ground, [figures, ...others]) {
  const size = map.getSize();
  const tools = others.find(([left, top, right]) => left > size.x * 0.7 && top < 40 && right >= size.x - 40);
  const rooms = listRooms(size, figures).map((room) => {
    const right = tools && size.x > 600 ? size.x - tools[0] : MARGIN;
    const spare = L.point(room.left + MARGIN + right, room.top + 2 * MARGIN);
    return { room, right, zoom: map.getBoundsZoom(ground, false, spare) };
  });
  const [best] = rooms.sort((a, b) => b.zoom - a.zoom);
  if (best) {
    map.fitBounds(ground, {
      animate: false,
      paddingTopLeft: [best.room.left + MARGIN, best.room.top + MARGIN],
      paddingBottomRight: [best.right, MARGIN],
    });
  }
}

/** A view as it stands in an address: to a hundredth of a zoom and ten metres. @param {{center: L.LatLng, zoom: number}} rest */
const writeView = ({ center: { lat, lng }, zoom }) =>
  [zoom.toFixed(2), lat.toFixed(4), lng.toFixed(4)].map(Number).join("/");

/** @param {unknown} text @returns {number[]} zoom, latitude and longitude */
const readView = (text) => (typeof text === "string" ? text.split("/").map(Number) : []);

/**
 * The view as it was last told: of a map in motion, where it comes to rest. Pixels are whole, so that a map whose box
 * changes comes to rest a hair beside its view, which is not a move of the reader's.
 * @param {L.Map} map
 */
function createViewKeeper(map) {
  let kept = "";
  return {
    tell() {
      const [zoom, latitude, longitude] = readView(kept);
      const rest = findRest(map);
      const near = kept && Math.abs(zoom - rest.zoom) < 0.01;
      const place = (/** @type {L.LatLngExpression} */ at) => map.project(at, rest.zoom);
      const moved = near ? place([latitude, longitude]).distanceTo(place(rest.center)) : Infinity;
      if (moved > NUDGE) kept = writeView(rest);
      return kept;
    },
    /** @param {unknown} wanted @returns {boolean} whether it was a view */
    take(wanted) {
      const [zoom, latitude, longitude] = readView(wanted);
      if (!Number.isFinite(zoom + latitude + longitude)) return false;
      map.setView([latitude, longitude], zoom, { animate: false });
      kept = String(wanted);
      return true;
    },
  };
}

/**
 * Keep the view inside the base layers' frame; below the figures it may reach beyond.
 * @param {L.Map} map
 * @param {L.LatLngBounds} frame
 * @param {number} right edge of the figures
 * @param {boolean} fitted where a fit follows, a pan towards the new bounds would be begun in vain
 */
function limitView(map, frame, right, fitted) {
  map.setMinZoom(Math.min(map.getBoundsZoom(frame, true), 11));
  const beside = right < COVERED * map.getSize().x ? right : 0;
  const corner = map.project(frame.getSouthWest(), map.getMinZoom()).subtract([beside, 0]);
  const bounds = frame.pad(0).extend(map.unproject(corner, map.getMinZoom()));
  if (fitted && map.options.maxBounds) map.options.maxBounds = bounds;
  else map.setMaxBounds(bounds);
}

/**
 * What the map is fitted to, until something else moves it.
 * @param {L.Map} map
 * @param {L.LatLngBounds} front
 * @param {() => number[][]} findObstacles
 */
function createFit(map, front, findObstacles) {
  let fitted = /** @type {L.LatLngBounds | null} */ (front);
  let known = true;
  let fitting = false;
  let days = false; // whether each day that is shown brings the view of its own ground
  map.on("movestart", () => {
    if (!fitting) fitted = null;
  });
  return {
    now: () => fitted,
    /** Whether what is shown says by itself where the map stands, so that an address need not. */
    isKnown: () => fitted !== null && known,
    /** @param {L.LatLngBounds} to @param {boolean} byItself */
    to(to, byItself) {
      this.keep(() => fitGround(map, to, findObstacles()));
      fitted = to;
      known = byItself;
    },
    /** To the ground of a day; where it is that already, to the whole front. @param {L.LatLngBounds | null} day */
    turn(day) {
      const there = !day || fitted?.equals(day) === true;
      this.to(there ? front : day, there !== days);
    },
    /** A story, a presentation or a comparison is of its days, and all else of the whole front. @param {boolean} byDay */
    show(byDay) {
      days = byDay;
    },
    /** Move the map as part of a fit. @param {() => void} move */
    keep(move) {
      fitting = true;
      move();
      fitting = false;
    },
    again() {
      if (fitted) this.to(fitted, known);
    },
    end() {
      fitted = null;
    },
  };
}

/**
 * @param {L.Map} map
 * @param {Model} model
 * @param {Payload.Layer[]} layers
 * @param {() => number[][]} findObstacles furniture over the map, container pixels, the figures first
 */
export function createView(map, model, layers, findObstacles) {
  const [west, south, east, north] = model.payload.front.extent;
  const extent = L.latLngBounds([south, west], [north, east]);
  const frame = findFrame(layers, extent);
  const ground = boundAll(model.payload.areas, extent);
  const front = boundGround(model.payload.areas.flatMap(listPieces)) ?? extent;
  map.fitBounds(extent, { animate: false });
  const keeper = createViewKeeper(map);
  const fit = createFit(map, front, findObstacles);
  /** @param {boolean} [leads] whether an address without a view leads elsewhere */
  const view = (leads) => (fit.isKnown() && !leads ? null : keeper.tell());

  /** @param {Frame} now */
  function boundDay(now) {
    const bounds = boundCompared(now) ?? boundGround(listDrawn(now, model).flatMap(listPieces));
    return bounds && widen(bounds, LEAST_KM);
  }

  return {
    /** To the ground of the day; where it is that already, to the whole front. @param {Frame} now */
    fit(now) {
      fit.turn(boundDay(now));
    },
    show: fit.show,
    /** To the ground of a day that says by itself where the map stands, as a chapter does. @param {Frame} now */
    fitDay: (now) => fit.to(boundDay(now) ?? front, true),
    fitFront: () => fit.to(front, true),
    isFitted: () => fit.now() !== null,
    ground,
    view,
    /** @param {unknown} wanted as `view` gives it; null fits the map to the front */
    takeView(wanted) {
      if (wanted === view()) return;
      if (wanted === null) fit.to(front, true);
      else if (keeper.take(wanted)) fit.end();
    },
    resize() {
      const fitted = fit.now() !== null;
      fit.keep(() => {
        // What is fitted anew is drawn once, by the fit; invalidating would draw it before as well.
        if (fitted) forgetSize(map);
        else map.invalidateSize({ animate: false });
        if (map.getSize().y) limitView(map, frame, findObstacles()[0]?.[2] || 0, fitted);
      });
      fit.again();
    },
  };
}
