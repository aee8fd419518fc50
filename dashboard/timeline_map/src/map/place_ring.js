/** The ring round the place whose history is shown, and the way of the map to it. */

const NEAR_ZOOM = 11.25; // from here every village bears its name
const SIZE = 30; // pixels

/**
 * @param {KurskMap} map
 * @param {any[]} places with an id and a position
 */
export function createRing(map, places) {
  const spots = new Map(places.map(({ id, at }) => [id, at]));
  const pane = map.createPane("kf-ring");
  pane.style.zIndex = "445"; // above the marks
  pane.style.pointerEvents = "none";
  const icon = L.divIcon({ className: "kf-place-ring", iconSize: [SIZE, SIZE] });
  let marker = /** @type {any} */ (null);
  let shown = /** @type {string | null} */ (null);

  return {
    /** @param {KurskFrame} frame */
    draw({ state }) {
      if (state.place === shown) return;
      shown = state.place;
      if (marker) marker.remove();
      const at = spots.get(shown);
      marker = at ? L.marker(at, { icon, pane: "kf-ring", interactive: false, keyboard: false }).addTo(map) : null;
    },
    /** @param {string | null} id of a place; one without a position moves nothing */
    flyTo(id) {
      const at = spots.get(id);
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (at) map.setView(at, Math.max(map.getZoom(), NEAR_ZOOM), { animate: !still });
    },
  };
}
