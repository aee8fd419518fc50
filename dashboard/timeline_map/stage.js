// @ts-check
/** The map in its room: base, held areas, marks and names, each drawn from the same frame. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
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
    kf.mapTools.makeScale(format).addTo(map);
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
    const base = kf.basemap.createBasemap(map, layers);
    const spoken = new Set(model.control.places.map(({ id }) => id));
    const settlements = kf.dots
      .readPlaces(layers, format)
      .map((place) => ({ ...place, marked: spoken.has(place.id) }));
    const labels = kf.labels.createLabels(map, layers, settlements, format, findObstacles, ground);
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
  function createStage(map, context, layers, findObstacles) {
    prepareMap(map, context.format);
    const view = kf.mapView.createView(map, context.model, layers, findObstacles);
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
  function createTwin(map, context, layers, findObstacles, ground) {
    prepareMap(map, context.format);
    return createLayers(map, context, layers, findObstacles, ground);
  }

  kf.stage = { createStage, createTwin };
})();
