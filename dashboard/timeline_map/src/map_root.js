/** The Leaflet map that the host made: taken into the timeline's root, watched, renewed. */
import { findHost } from "./host.js";
import { findRest, removeMap } from "./map/leaflet.js";
import { make } from "./util/dom.js";

/** @import { MountOptions } from "./host.js" */

/**
 * Where the timeline stands, and what it was told on mounting.
 * @typedef {object} MapRoot
 * @property {HTMLElement} root
 * @property {L.Map} map
 * @property {MountOptions} options
 */

const TOUCH_MS = 1500; // longest from a touch to the end of the move that it began

/** @param {L.Map} map @returns {HTMLElement} the root, in the map's place */
export function makeRoot(map) {
  const container = map.getContainer();
  const root = make("div", { class: "kf", "data-testid": "timeline" });
  document.documentElement.classList.add("kf-page");
  container.replaceWith(root);
  root.append(container);
  root.toggleAttribute("data-embedded", Boolean(findHost()));
  return root;
}

/** What the map shows, once it rests: west, south, east, north in degrees, to about ten metres. @param {L.Map} map */
export function readExtent(map) {
  const { center, zoom } = findRest(map);
  const [middle, half] = [map.project(center, zoom), map.getSize().divideBy(2)];
  const southWest = map.unproject(L.point(middle.x - half.x, middle.y + half.y), zoom);
  const northEast = map.unproject(L.point(middle.x + half.x, middle.y - half.y), zoom);
  const sides = [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
  return sides.map((side) => Number(side.toFixed(4)));
}

/**
 * Tell where the reader moved the map to, for exports of what is on the screen; a move that
 * follows no touch of theirs is the host's own wish and no news to it.
 * @param {L.Map} map
 * @param {AbortSignal} gone
 * @param {() => void} moved
 */
export function watchMoves(map, gone, moved) {
  let touched = -Infinity;
  const touch = () => {
    touched = performance.now();
  };
  for (const name of ["pointerdown", "pointerup", "wheel", "keydown"])
    window.addEventListener(name, touch, { capture: true, passive: true, signal: gone });
  map.on("moveend", () => void (performance.now() - touched < TOUCH_MS && moved()));
}

/**
 * A map in the place of the one before, which goes with all that was drawn on it.
 * @param {MapRoot} room
 * @returns {L.Map}
 */
export function renewMap(room) {
  const { root, map } = room;
  const box = make("div");
  root.replaceChildren(box);
  const options = { zoomControl: false, attributionControl: false, keyboard: false, zoomSnap: map.options.zoomSnap };
  room.map = L.map(box, options).setView(map.getCenter(), map.getZoom(), { animate: false });
  const page = /** @type {any} */ (window);
  if (page.map === map) page.map = room.map; // st_folium asks it for its view at every command
  removeMap(map);
  return room.map;
}

/** Let readers enlarge the page with two fingers, which folium's template forbids. */
export function allowZoom() {
  for (const viewport of document.querySelectorAll("meta[name=viewport]"))
    viewport.setAttribute("content", "width=device-width, initial-scale=1");
}
