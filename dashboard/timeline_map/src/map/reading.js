/** The reading of the places on the map: grey tints, deeper where it is likelier, and the line of even chances. */

import { EVEN } from "../model/readings.js";
import { READING } from "../style/made_table.js";
import { dressReading } from "../style/style.js";
import { placeAll } from "./areas.js";

/**
 * @param {KurskMap} map
 * @param {KurskContext} context
 * @returns {{draw: (frame: KurskFrame) => void}}
 */
export function createReadingLayer(map, { model, outlines, actions }) {
  const pane = map.createPane("kf-reading");
  pane.style.zIndex = "403"; // below everything that somebody said
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: "kf-reading", padding: 0.3 });
  const polygons = new Map(
    READING.drawn.map((chance) => {
      const polygon = L.polygon([], { renderer, pane: "kf-reading", interactive: false, smoothFactor: 0.8 });
      polygon.addTo(map);
      const path = /** @type {SVGPathElement} */ (polygon.getElement());
      dressReading(path, chance === EVEN);
      path.dataset.chance = String(chance);
      return [chance, polygon];
    }),
  );
  let shown = -1;

  return {
    draw({ reading, state }) {
      const wanted = state.layers.includes("reading") ? reading : -1;
      if (wanted >= 0 && !model.outlines.rows) outlines.load(actions.refresh);
      const next = model.outlines.rows ? wanted : -1;
      if (next === shown) return;
      shown = next;
      const found = next < 0 ? [] : model.outlines.rows?.(next) || [];
      for (const [chance, polygon] of polygons) {
        polygon.setLatLngs(placeAll(found.find((one) => one.chance === chance)?.polygons || []));
      }
    },
  };
}
