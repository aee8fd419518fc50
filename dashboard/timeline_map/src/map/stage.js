/** The map in its room: base, held areas, marks and names, each drawn from the same frame. */
import { createAreas } from "./areas.js";
import { createBasemap } from "./basemap.js";
import { readPlaces } from "./dots.js";
import { createPlaceLabels } from "./labels.js";
import { createView } from "./map_view.js";
import { createMarkLayer } from "./mark_layer.js";
import { createRing } from "./place_ring.js";
import { createStrengthLayer } from "./strength.js";

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
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) map._zoomAnimated = false;
  makeScale(format).addTo(map);
}

/**
 * Everything that is drawn on one map.
 * @param {KurskMap} map
 * @param {KurskContext} context
 * @param {any[]} layers
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {any} ground that was ever held
 * @returns {KurskLayers}
 */
function createLayers(map, context, layers, findObstacles, ground) {
  const { model, format } = context;
  const base = createBasemap(map, layers);
  const spoken = new Set(model.control.places.map(({ id }) => id));
  const settlements = readPlaces(layers, format)
    .map((place) => ({ ...place, marked: spoken.has(place.id) }));
  const labels = createPlaceLabels(map, layers, settlements, format, findObstacles, ground);
  const marks = createMarkLayer(map, model, settlements);
  /** @param {any} area */
  const describe = (area) => {
    const claim = model.payload.claims[area.claim];
    return format.say("area_spoken", { claimant: claim.claimant, figure: claim.figure, as_of: claim.as_of });
  };
  const areas = createAreas(map, model, describe);
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
      areas.draw(frame, motion);
      strength.draw(frame);
      marks.draw(frame);
      ring.draw(frame);
    },
  };
}

/**
 * @param {KurskMap} map
 * @param {KurskContext} context
 * @param {any[]} layers
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
    resize() {
      view.resize();
      drawn.repaint();
    },
  };
}

/** A second map whose view is another's. @param {KurskMap} map @param {KurskContext} context @param {any[]} layers @param {() => number[][]} findObstacles @param {any} ground */
export function createTwinStage(map, context, layers, findObstacles, ground) {
  prepareMap(map, context.format);
  return createLayers(map, context, layers, findObstacles, ground);
}

/** Leaflet's scale bar with its unit in our own words. @param {KurskFormat} format */
export function makeScale(format) {
  const Scale = L.Control.Scale.extend({
    _updateMetric(/** @type {number} */ most) {
      const metres = this._getRoundNum(most);
      const words = metres < 1000 ? format.say("scale_m", { metres }) : format.say("scale_km", { km: metres / 1000 });
      this._updateScale(this._mScale, words, metres / most);
    },
  });
  return new Scale({ imperial: false, position: "bottomleft", maxWidth: 120 });
}
