/** The reading of the places on the map: grey tints, deeper where it is likelier, and the line of even chances. */

import { EVEN, isReadingOn } from "../model/readings.js";
import { READING } from "../style/made_table.js";
import { dressReading } from "../style/style.js";
import { placeAll } from "./areas.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { Outline } from "../model/readings.js"
 */

const NOTHING = /** @type {Outline[]} */ ([]);

/**
 * @param {L.Map} map
 * @param {Context} context
 * @returns {{draw: (frame: Frame) => void}}
 */
export function createReadingLayer(map, { model, fetched, actions }) {
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
  let shown = NOTHING;

  return {
    draw({ reading, readings, state }) {
      const on = isReadingOn(state);
      // The figures of one account's own word come with their outlines: the card wants them, too.
      if (state.reading !== null && !model.own[state.reading]?.rows) fetched.own[state.reading]?.load(actions.refresh);
      else if (on && reading >= 0 && !readings.outlines) fetched.outlines.load(actions.refresh);
      const found = on && reading >= 0 ? (readings.outlines?.(reading) ?? NOTHING) : NOTHING;
      if (found === shown) return;
      shown = found;
      for (const [chance, polygon] of polygons) {
        polygon.setLatLngs(placeAll(found.find((one) => one.chance === chance)?.polygons || []));
      }
    },
  };
}
