/** The map with all that is drawn on it, and its view: fitted until the reader moves it. */

import { createAreas, createStrengthLayer, positionsOf } from "./areas.js";
import { createBasemap } from "./basemap.js";
import { createBounds } from "./bounds.js";
import { createGhostWords } from "./ghosts.js";
import { createPlaceLabels, readRegions } from "./labels.js";
import { createScale, forgetSize, zoomWithoutMotion } from "./leaflet.js";
import { createMarkLayer, readPlaces } from "./marks.js";
import { createReadingLayer } from "./reading.js";

const ROOMY = 620; // pixels of map beside the figures
const NUDGE = 2; // pixels within which a view is the same
const COVERED = 0.6; // share of the map's width from which the figures stand above it, not beside

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

/** The ground that was ever said to be held. @param {KurskModel} model @param {L.LatLngBounds} extent */
function findGround(model, extent) {
  const bounds = L.latLngBounds(model.payload.areas.flatMap((area) => positionsOf(area).flat(2)));
  return bounds.isValid() ? bounds : extent;
}

/** The towns that tell where one is. @param {Payload.Layer[]} layers @param {L.LatLngBounds} ground */
function findTowns(layers, ground) {
  const places = layers.find((layer) => layer.role === "settlements");
  const chief = (/** @type {Payload.Feature} */ place) => place.properties.rank === 1;
  const features = places ? places.geojson.features.filter(chief) : [];
  const points = features.map((/** @type {any} */ place) => L.GeoJSON.coordsToLatLng(place.geometry.coordinates));
  return points.length ? L.latLngBounds(points) : ground;
}

/**
 * The free ground beside the figures, or below them: as paddings of the map.
 * @param {{x: number, y: number}} size of the map
 * @param {number[] | undefined} figures the box that they cover
 */
function listRooms(size, figures) {
  const [, , right, bottom] = figures && figures[3] > 0 ? figures : [0, 0, 0, 0];
  return [
    { left: right, top: 14, width: size.x - right, height: size.y },
    { left: 14, top: bottom, width: size.x, height: size.y - bottom },
  ].filter((room) => room.width > 120 && room.height > 120);
}

/**
 * Show the whole front clear of the figures: with its towns where there is room for them.
 * @param {KurskMap} map
 * @param {L.LatLngBounds} ground
 * @param {L.LatLngBounds} towns
 * @param {number[] | undefined} figures
 */
function fitFront(map, ground, towns, figures) {
  const rooms = listRooms(map.getSize(), figures).map((room) => {
    const wide = room.width >= ROOMY && room.height >= ROOMY * 0.6;
    const padding = L.point(room.left + 14 + (wide ? 60 : 24), room.top + 24);
    return { room, wide, zoom: map.getBoundsZoom(ground, false, padding) };
  });
  if (!rooms.length) return;
  const { room, wide } = rooms.sort((a, b) => b.zoom - a.zoom)[0];
  map.fitBounds(wide ? ground.pad(0).extend(towns) : ground, {
    animate: false,
    paddingTopLeft: [room.left, room.top],
    paddingBottomRight: [wide ? 70 : 24, 24],
  });
}

/** A view as it stands in an address: to a hundredth of a zoom and ten metres. @param {KurskMap} map */
function writeView(map) {
  const { lat, lng } = map.getCenter();
  return [map.getZoom().toFixed(2), lat.toFixed(4), lng.toFixed(4)].map(Number).join("/");
}

/** @param {unknown} text @returns {number[]} zoom, latitude and longitude */
const readView = (text) => (typeof text === "string" ? text.split("/").map(Number) : []);

/**
 * The view as it was last told. Pixels are whole, so that a map whose box changes comes to rest a hair
 * beside its view, which is not a move of the reader's.
 * @param {KurskMap} map
 */
function createViewKeeper(map) {
  let kept = "";
  return {
    tell() {
      const [zoom, latitude, longitude] = readView(kept);
      const near = kept && Math.abs(zoom - map.getZoom()) < 0.01;
      const moved = near ? map.project([latitude, longitude]).distanceTo(map.project(map.getCenter())) : Infinity;
      if (moved > NUDGE) kept = writeView(map);
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
 * @param {KurskMap} map
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
 * The map's view: fitted until the reader moves it, and then left alone.
 * @param {KurskMap} map
 * @param {KurskModel} model
 * @param {Payload.Layer[]} layers
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 */
export function createView(map, model, layers, findObstacles) {
  const [west, south, east, north] = model.payload.front.extent;
  const extent = L.latLngBounds([south, west], [north, east]);
  const frame = findFrame(layers, extent);
  const ground = findGround(model, extent);
  const towns = findTowns(layers, ground);
  let fitted = true;
  let fitting = false;
  const keeper = createViewKeeper(map);
  const view = () => (fitted ? null : keeper.tell());

  function fit() {
    fitting = true;
    fitFront(map, ground, towns, findObstacles()[0]);
    fitting = false;
    fitted = true;
  }

  map.fitBounds(extent, { animate: false });
  map.on("movestart", () => {
    if (!fitting) fitted = false;
  });
  return {
    fit,
    isFitted: () => fitted,
    ground,
    view,
    /** @param {unknown} wanted as `view` gives it; null fits the map to its ground */
    takeView(wanted) {
      if (wanted === view()) return;
      if (wanted === null) fit();
      else if (keeper.take(wanted)) fitted = false;
    },
    resize() {
      fitting = true;
      // What is fitted anew is drawn once, by the fit; invalidating would draw it before as well.
      if (fitted) forgetSize(map);
      else map.invalidateSize({ animate: false });
      if (map.getSize().y) limitView(map, frame, findObstacles()[0]?.[2] || 0, fitted);
      fitting = false;
      if (fitted) fit();
    },
  };
}

const NEAR_ZOOM = 11.25; // from here every village bears its name
const SIZE = 30; // pixels

/**
 * @param {KurskMap} map
 * @param {{id: string, at: {lat: number, lng: number}}[]} places with an id and a position
 */
export function createRing(map, places) {
  const spots = new Map(places.map(({ id, at }) => [id, at]));
  const pane = map.createPane("kf-ring");
  pane.style.zIndex = "445"; // above the marks
  pane.style.pointerEvents = "none";
  const icon = L.divIcon({ className: "kf-place-ring", iconSize: [SIZE, SIZE] });
  let marker = /** @type {L.Marker | null} */ (null);
  let shown = /** @type {string | null} */ (null);

  return {
    /** @param {KurskFrame} frame */
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
 * @param {KurskMap} map
 * @param {KurskFormat} format
 */
function prepareMap(map, format) {
  map.options.zoomSnap = 0.25;
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

/**
 * Everything that is drawn on one map.
 * @param {KurskMap} map
 * @param {KurskContext} context
 * @param {Payload.Layer[]} layers
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {L.LatLngBounds} ground that was ever held
 * @returns {KurskLayers}
 */
function createLayers(map, context, layers, findObstacles, ground) {
  const { model, format } = context;
  const base = createBasemap(map, layers);
  const spoken = new Set(model.control.places.map(({ id }) => id));
  const settlements = readPlaces(layers, format).map((place) => ({ ...place, marked: spoken.has(place.id) }));
  const regions = readRegions(layers, model.payload.front.lands, format);
  const labels = createPlaceLabels(map, regions, settlements, findObstacles, ground);
  const marks = createMarkLayer(map, model, settlements);
  /** @param {Payload.Area} area */
  const describe = (area) => {
    const claim = model.payload.claims[area.claim];
    return format.say("area_spoken", { claimant: claim.claimant, figure: claim.figure, as_of: claim.as_of });
  };
  const reading = createReadingLayer(map, context);
  const areas = createAreas(map, model, describe);
  const ghostWords = createGhostWords(map, context);
  const bounds = createBounds(map, model);
  const strength = createStrengthLayer(map, model);
  const ring = createRing(map, [...settlements, ...model.control.places]);

  return {
    describe,
    ground,
    repaint: labels.paint,
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
      areas.draw(frame, motion);
      bounds.draw(frame);
      ghostWords.draw(frame);
      strength.draw(frame);
      marks.draw(frame);
      ring.draw(frame);
    },
  };
}

/**
 * @param {KurskMap} map
 * @param {KurskContext} context
 * @param {Payload.Layer[]} layers
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @returns {KurskStage}
 */
export function createStage(map, context, layers, findObstacles) {
  prepareMap(map, context.format);
  const view = createView(map, context.model, layers, findObstacles);
  const drawn = createLayers(map, context, layers, findObstacles, view.ground);
  return {
    ...drawn,
    fit: view.fit,
    isFitted: view.isFitted,
    view: view.view,
    takeView: view.takeView,
    resize() {
      view.resize();
      drawn.repaint();
    },
  };
}

/** A second map whose view is another's. @param {KurskMap} map @param {KurskContext} context @param {Payload.Layer[]} layers @param {() => number[][]} findObstacles @param {L.LatLngBounds} ground */
export function createTwinStage(map, context, layers, findObstacles, ground) {
  prepareMap(map, context.format);
  return createLayers(map, context, layers, findObstacles, ground);
}
