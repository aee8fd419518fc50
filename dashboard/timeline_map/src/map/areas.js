/** The held areas: one persistent path per account and edge, given new positions at each step. */
import { createGhosts, leaveGhost } from "./ghosts.js";
import { positionsOf } from "./positions.js";
import { dressArea } from "../style/patterns.js";
import { setAttributes } from "../util/dom.js";

/**
 * One path on the map that shows one held area after another, and one for the former of them.
 * @param {KurskAreaSetting} setting
 * @param {"firm" | "contested"} edge
 * @param {boolean} leading
 */
function createShape(setting, edge, leading) {
  const { map, renderer, ghosts, account, index } = setting;
  const polygon = L.polygon([], { renderer, pane: "kf-areas", interactive: false, smoothFactor: 0.8 });
  polygon.addTo(map);
  const path = /** @type {SVGPathElement} */ (polygon.getElement());
  const ghost = /** @type {SVGPathElement} */ (path.cloneNode(false));
  for (const one of [path, ghost]) {
    dressArea(one, account, index, edge);
    one.classList.toggle("kf-other", !leading);
    one.style.display = "none";
  }
  path.classList.add("kf-area");
  ghosts.add(ghost);
  return { polygon, path, ghost, edge, shown: -1 };
}

/**
 * @param {any} shape
 * @param {number} id index of the area in the payload, -1 for none
 * @param {KurskModel} model
 * @param {(area: any) => string} describe
 */
function showArea(shape, id, model, describe) {
  shape.shown = id;
  const area = id < 0 ? null : model.payload.areas[id];
  const empty = !area || area.polygons.length === 0;
  shape.polygon.setLatLngs(empty ? [] : positionsOf(area));
  shape.path.style.display = empty ? "none" : "";
  setAttributes(shape.path, {
    "data-account": empty ? null : area.account,
    "data-edge": empty ? null : area.edge,
    "data-claim": empty ? null : area.claim,
    "aria-label": empty ? null : describe(area),
    tabindex: empty ? null : 0,
    role: empty ? null : "img",
  });
}

/**
 * @param {KurskMap} map
 * @param {KurskModel} model
 * @param {(area: any) => string} describe the sentence that a screen reader says of a shape
 * @returns {KurskAreas}
 */
export function createAreas(map, model, describe) {
  map.createPane("kf-areas").style.zIndex = "410";
  const renderer = L.svg({ pane: "kf-areas", padding: 0.3 });
  const ghosts = createGhosts(map);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const rows = model.payload.accounts.map((/** @type {any} */ account, /** @type {number} */ index) => {
    const setting = { map, renderer, ghosts, account, index };
    const contested = createShape(setting, "contested", true);
    const firm = createShape(setting, "firm", true);
    return { setting, leading: { firm, contested }, others: /** @type {any[]} */ ([]) };
  });

  /** Which area each shape is to show. @param {KurskFrame} frame @returns {[any, number][]} */
  function assign(frame) {
    return frame.entries.flatMap(({ visible, figure }, position) => {
      const { leading, others, setting } = rows[position];
      const ids = visible && figure ? figure.areas : [];
      const find = (/** @type {string} */ edge) =>
        ids.find((/** @type {number} */ id) => model.payload.areas[id].edge === edge) ?? -1;
      const rivals = visible && figure && frame.state.others ? figure.others : [];
      const drawn = rivals.filter((/** @type {number} */ id) => model.payload.areas[id].polygons.length > 0);
      while (others.length < drawn.length) others.push(createShape(setting, "firm", false));
      return [
        [leading.contested, find("contested")],
        [leading.firm, find("firm")],
        ...others.map((/** @type {any} */ shape, /** @type {number} */ place) => [shape, drawn[place] ?? -1]),
      ];
    });
  }

  return {
    // Polygons in view, each with the number of its area.
    listShown: () =>
      rows
        .flatMap((/** @type {any} */ { leading, others }) => [leading.firm, leading.contested, ...others])
        .filter((/** @type {any} */ { path }) => path.style.display !== "none")
        .map((/** @type {any} */ { polygon, shown }) => ({ polygon, area: model.payload.areas[shown] })),
    draw(frame, motion) {
      const changed = assign(frame).filter(([shape, id]) => shape.shown !== id);
      if (!changed.length) return;
      ghosts.clear();
      const fading = motion === "step" && !still.matches;
      const left = fading ? changed.map(([shape]) => leaveGhost(shape)) : [];
      for (const [shape, id] of changed) showArea(shape, id, model, describe);
      if (left.includes(true)) ghosts.fade();
    },
  };
}
