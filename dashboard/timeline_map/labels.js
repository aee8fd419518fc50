// @ts-check
/** Names on the map, on a canvas above the held areas: haloed, never overlapping. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  // Per rank: the zoom from which a dot and a name are drawn, size in pixels, weight.
  const RANKS = [
    { dot: 0, name: 0, size: 13.5, weight: 600, radius: 3.2 },
    { dot: 8.2, name: 8.2, size: 12, weight: 500, radius: 2.5 },
    { dot: 9, name: 9.4, size: 11.5, weight: 400, radius: 2 },
    { dot: 9.8, name: 10.3, size: 11, weight: 400, radius: 1.8 },
    { dot: 10.5, name: 11.1, size: 11, weight: 400, radius: 1.6 },
  ];

  /** @param {any} layers @param {string} field @returns {any[]} settlements, important first */
  function readPlaces(layers, field) {
    const layer = layers.find((/** @type {any} */ one) => one.id === "settlements");
    if (!layer) return [];
    return layer.geojson.features
      .map((/** @type {any} */ feature) => ({
        name: feature.properties[field] || feature.properties.latin,
        rank: Math.min(Math.max(feature.properties.rank || 5, 1), 5) - 1,
        at: L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]),
      }))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => a.rank - b.rank);
  }

  /** @param {any} ctx @param {string} words @param {number} x @param {number} y */
  function writeHaloed(ctx, words, x, y) {
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
  }

  /** @param {number[]} view @param {number[]} box */
  const contains = (view, box) =>
    box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];

  /** @param {number[]} view @param {number[]} box */
  const overlaps = (view, box) =>
    box[0] < view[2] && box[2] > view[0] && box[1] < view[3] && box[3] > view[1];

  /** The four places where a name may stand beside its dot, best first. */
  const SIDES = /** @type {const} */ ([
    [1, 0],
    [-1, 0],
    [0, -1],
    [0, 1],
  ]);

  /**
   * @param {any} ctx
   * @param {any} place
   * @param {{x: number, y: number}} point
   * @param {any} style one of RANKS
   * @param {any} space
   * @param {number[]} view names of places in view are not cut by its edge
   */
  function writePlace(ctx, place, point, style, space, view) {
    const width = ctx.measureText(place.name).width;
    const height = style.size * 1.05;
    const gap = style.radius + 3;
    const inside = contains(view, [point.x, point.y, point.x, point.y]);
    for (const [sideX, sideY] of SIDES) {
      const x = point.x + sideX * (gap + width / 2);
      const y = point.y + sideY * (gap + height / 2);
      const box = [x - width / 2 - 2, y - height / 2, x + width / 2 + 2, y + height / 2];
      const cut = inside ? !contains(view, box) : overlaps(view, box);
      if (cut || !space.tryTake(box)) continue;
      writeHaloed(ctx, place.name, x, y);
      return;
    }
    if (place.rank === 0 && inside) writeHaloed(ctx, place.name, point.x + gap + width / 2, point.y);
  }

  /** @param {any} ctx @param {any[]} seen @param {Record<string, string>} palette @param {any} space */
  function drawDots(ctx, seen, palette, space) {
    for (const { place, point, style } of seen) {
      const r = style.radius;
      ctx.beginPath();
      ctx.arc(point.x, point.y, r, 0, 2 * Math.PI);
      ctx.fillStyle = place.rank === 0 ? palette.halo : palette.dot;
      ctx.strokeStyle = place.rank === 0 ? palette.label : palette.halo;
      ctx.lineWidth = place.rank === 0 ? 1.8 : 1;
      ctx.stroke();
      ctx.fill();
      space.take([point.x - r, point.y - r, point.x + r, point.y + r]);
    }
  }

  /** @param {KurskMap} map @param {any[]} places @param {any} bounds the canvas, layer pixels */
  function selectPlaces(map, places, bounds) {
    const zoom = map.getZoom();
    const seen = [];
    for (const place of places) {
      const style = RANKS[place.rank];
      if (zoom < style.dot) continue;
      const point = map.latLngToLayerPoint(place.at);
      if (bounds.contains(point)) seen.push({ place, point, style });
    }
    return seen;
  }

  /** @param {any} ctx @param {any[]} seen @param {number} zoom @param {any} setting palette, space and view */
  function writePlaces(ctx, seen, zoom, { palette, space, view }) {
    drawDots(ctx, seen, palette, space);
    for (const { place, point, style } of seen) {
      if (zoom < style.name) continue;
      ctx.font = `${style.weight} ${style.size}px ${palette.font}`;
      ctx.strokeStyle = palette.halo;
      ctx.lineWidth = 3.5;
      ctx.fillStyle = palette.label;
      writePlace(ctx, place, point, style, space, view);
    }
  }

  /**
   * @param {KurskMap} map
   * @param {any[]} layers
   * @param {KurskFormat} format
   * @param {() => number[][]} findObstacles boxes covered by furniture, container pixels
   * @param {any} held bounds of all ground that was ever said to be held
   */
  function createLabels(map, layers, format, findObstacles, held) {
    const pane = map.createPane("kf-labels");
    pane.style.zIndex = "450";
    pane.style.pointerEvents = "none";
    const renderer = L.canvas({ pane: "kf-labels", padding: 0.25 });
    const places = readPlaces(layers, format.say("name_field"));
    const regions = kf.regionLabels.readRegions(layers, format);
    let palette = /** @type {Record<string, string>} */ ({});
    let groups = /** @type {string[]} */ ([]);

    function paint() {
      const ctx = renderer._ctx;
      const bounds = renderer._bounds;
      if (!ctx || !bounds || !palette.font) return;
      ctx.clearRect(bounds.min.x, bounds.min.y, bounds.max.x - bounds.min.x, bounds.max.y - bounds.min.y);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      const origin = map.containerPointToLayerPoint([0, 0]);
      const space = kf.labelSpace.createSpace(
        findObstacles().map(([l, t, r, b]) => [l + origin.x, t + origin.y, r + origin.x, b + origin.y]),
      );
      const size = map.getSize();
      const view = [origin.x, origin.y, origin.x + size.x, origin.y + size.y];
      const northWest = map.latLngToLayerPoint(held.getNorthWest());
      const southEast = map.latLngToLayerPoint(held.getSouthEast());
      const ground = [northWest.x, northWest.y, southEast.x, southEast.y];
      const setting = { palette, groups, space, view, ground };
      const seen = groups.includes("settlements") ? selectPlaces(map, places, bounds) : [];
      writePlaces(ctx, seen, map.getZoom(), setting);
      kf.regionLabels.drawRegions(ctx, map, regions, setting);
    }

    renderer.addTo(map);
    renderer.on("update", paint);
    return {
      restyle(/** @type {Record<string, string>} */ next) {
        palette = next;
        paint();
      },
      show(/** @type {string[]} */ next) {
        if (next.join() === groups.join()) return;
        groups = next;
        paint();
      },
      paint,
    };
  }

  kf.labels = { createLabels, writeHaloed };
})();
