/** The marks of all settlements that somebody speaks of on the shown day, on a canvas of their own. */
import { createCanvas } from "./canvas.js";
import { RANKS, drawDot } from "./dots.js";
import { drawMark, radiusOf } from "./marks.js";
import { differ } from "../model/control.js";

const DOT_REACH = 5; // pixels

/** @param {any[]} words @returns {number} silent, agreed, disputed */
const weigh = (words) => (words.length ? 1 + Number(differ(words)) : 0);

/**
 * @param {KurskMap} map
 * @param {KurskModel} model
 * @param {any[]} settlements of the base map: which rank a place has
 * @returns {KurskMarkLayer}
 */
export function createMarkLayer(map, model, settlements) {
  const pane = map.createPane("kf-marks");
  pane.style.zIndex = "440";
  pane.style.pointerEvents = "none";
  const renderer = createCanvas({ pane: "kf-marks", padding: 0.1 });
  const ranks = new Map(settlements.map((one) => [one.id, one.rank]));
  let control = /** @type {KurskControl | null} */ (null); // another one under each filter
  let places = /** @type {any[]} */ ([]);
  let palette = /** @type {Palette} */ ({});
  let shown = /** @type {any[]} */ ([]);
  let spots = /** @type {any[]} */ ([]);
  let signature = "";

  /** Where each mark is, in layer pixels: known anew after every move of the map. */
  function locate() {
    const zoom = map.getZoom();
    spots = shown.map((one) => {
      const { x, y } = map.latLngToLayerPoint(one.place.at);
      return { ...one, x, y, r: radiusOf(zoom, one.rank) };
    });
  }

  function paint() {
    const ctx = renderer._ctx;
    const bounds = renderer._bounds;
    if (!ctx || !bounds || !palette.label) return;
    ctx.clearRect(bounds.min.x, bounds.min.y, bounds.max.x - bounds.min.x, bounds.max.y - bounds.min.y);
    const zoom = map.getZoom();
    for (const spot of spots) {
      if (spot.words.length) drawMark(ctx, spot, palette);
      else drawDot(ctx, spot, spot.rank, zoom, palette);
    }
  }

  function refresh() {
    locate();
    paint();
  }

  /** A plain dot stands back behind the ground that it lies on. @param {any} spot @returns {number} pixels */
  const reachDot = ({ rank }) => (map.getZoom() < RANKS[rank].dot ? -1 : DOT_REACH);

  renderer.addTo(map);
  renderer.on("update", refresh);
  map.on("viewreset", refresh); // after a jump Leaflet wipes the canvas once more
  return {
    restyle(next) {
      palette = next;
      paint();
    },
    draw({ day, state }) {
      if (control !== model.control) {
        control = model.control;
        places = control.places.map((place) => ({ place, rank: ranks.get(place.id) ?? 4 }));
        signature = "";
      }
      const on = state.layers.includes("settlements");
      const next = on ? `${model.control.phaseOf(day)} ${state.clock} ${state.accounts}` : "";
      if (next === signature) return;
      signature = next;
      shown = on ? places.map((one) => ({ ...one, words: model.control.listWords(one.place, day, state.accounts) })) : [];
      // What is disputed comes last: where marks crowd, it stays in sight.
      shown.sort((a, b) => weigh(a.words) - weigh(b.words));
      refresh();
    },
    near(x, y, reach) {
      const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]);
      let best = null;
      let least = reach;
      for (const spot of spots) {
        const away = Math.hypot(spot.x - left - x, spot.y - top - y);
        if (away <= least && away <= (spot.words.length ? reach : reachDot(spot))) {
          best = spot;
          least = away;
        }
      }
      return best;
    },
  };
}
