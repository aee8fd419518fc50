// @ts-check
/** The map in its room: base, held areas, marks and names, each drawn from the same frame. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  /**
   * Habits of the map; north is up and no other host is ever named.
   * @param {KurskMap} map
   */
  function prepareMap(map) {
    map.options.zoomSnap = 0.25;
    map.options.zoomDelta = 0.5;
    map.options.wheelPxPerZoomLevel = 110;
    map.options.maxBoundsViscosity = 1;
    map.setMaxZoom(13);
    if (map.attributionControl) map.attributionControl.setPrefix(false).remove();
    if (map.keyboard) map.keyboard.disable();
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) map._zoomAnimated = false;
    L.control.scale({ imperial: false, position: "bottomleft", maxWidth: 120 }).addTo(map);
  }

  /**
   * @param {KurskMap} map
   * @param {KurskContext} context
   * @param {any[]} layers
   * @param {() => number[][]} findObstacles furniture over the map, container pixels
   * @returns {KurskStage}
   */
  function createStage(map, context, layers, findObstacles) {
    const { model, format } = context;
    prepareMap(map);
    const view = kf.mapView.createView(map, model, layers, findObstacles);
    const base = kf.basemap.createBasemap(map, layers);
    const spoken = new Set(model.control.places.map(({ id }) => id));
    const settlements = kf.dots
      .readPlaces(layers, format.say("name_field"))
      .map((place) => ({ ...place, marked: spoken.has(place.id) }));
    const labels = kf.labels.createLabels(map, layers, settlements, format, findObstacles, view.ground);
    const marks = kf.markLayer.createMarkLayer(map, model, settlements);
    /** @param {any} area */
    const describe = (area) => {
      const claim = model.payload.claims[area.claim];
      return format.say("area_spoken", { claimant: claim.claimant, figure: claim.figure, as_of: claim.as_of });
    };
    const areas = kf.areas.createAreas(map, model, describe);
    const strength = kf.strength.createStrengthLayer(map, model);
    const ring = kf.placeRing.createRing(map, [...settlements, ...model.control.places]);

    return {
      fit: view.fit,
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
      resize() {
        view.resize();
        labels.paint();
      },
    };
  }

  kf.stage = { createStage };
})();
