/** What lies under the pointer: a settlement, else an outline, else held ground. */
import { cardAreas, noteAreas } from "./area_notes.js";
import { listEdges } from "./edges.js";
import { notePlace } from "./place_notes.js";
import { noteEdges } from "./why_notes.js";

const MARK_REACH = 8; // pixels
const EDGE_REACH = 6;

/** @param {KurskFrame} frame @param {KurskModel} model @returns {string[]} claims that are drawn */
function listDrawn({ entries, drawn }, model) {
  if (drawn) return drawn.map((id) => model.payload.areas[id].claim);
  return entries.flatMap(({ figure, visible }) =>
    figure && visible
      ? [...figure.areas, ...figure.others].map((id) => model.payload.areas[id].claim)
      : [],
  );
}

/** Each claim once, the firm part where both lie there; in the accounts' order. @param {any[]} areas @param {KurskModel} model */
function pickAreas(areas, model) {
  const found = new Map();
  for (const area of areas) {
    if (!found.has(area.claim) || area.edge === "firm") found.set(area.claim, area);
  }
  const order = model.payload.accounts.map((/** @type {any} */ account) => account.id);
  return [...found.values()].sort((a, b) => order.indexOf(a.account) - order.indexOf(b.account));
}

/**
 * @param {KurskMap} map
 * @param {KurskContext} context
 * @param {KurskLayers} stage
 * @param {() => KurskFrame} frameNow
 * @returns {KurskTargets}
 */
export function createTargets(map, context, stage, frameNow) {
  const { model } = context;
  /** @param {any[]} areas @returns {(frame: KurskFrame) => boolean} */
  const whileDrawn = (areas) => (frame) => {
    const drawn = listDrawn(frame, model);
    return areas.every((area) => drawn.includes(area.claim));
  };

  /** @param {any} spot @param {KurskFrame} frame @returns {KurskTarget} */
  const targetPlace = (spot, frame) => ({
    key: `place/${spot.place.id}`,
    note: () => notePlace(spot, frame, context, false),
    card: () => notePlace(spot, frame, context, true),
    stays({ day, state }) {
      const words = model.control.listWords(spot.place, day, state.accounts);
      return words.length === spot.words.length && words.every((word) => spot.words.includes(word));
    },
  });

  /** @param {any[]} edges @returns {KurskTarget} */
  const targetEdges = (edges) => ({
    key: `edge/${edges.map(({ area, middle }) => `${area.claim}/${area.edge}/${middle}`)}`,
    note: () => noteEdges(edges, context, false),
    card: () => noteEdges(edges, context, true),
    stays: whileDrawn(edges.map(({ area }) => area)),
  });

  /** @param {any[]} areas @returns {KurskTarget} */
  const targetAreas = (areas) => ({
    key: areas.map((area) => `${area.claim}/${area.edge}`).join(),
    note: () => noteAreas(areas, context),
    card: () => cardAreas(areas, context),
    stays: whileDrawn(areas),
  });

  /** The area that a path shows now. @param {Element} path */
  const findArea = (path) => stage.areasShown().find(({ polygon }) => polygon.getElement() === path)?.area;

  return {
    at(x, y, stretch) {
      const box = map.getContainer().getBoundingClientRect();
      const [left, top] = [x - box.left, y - box.top];
      const spot = stage.markNear(left, top, MARK_REACH * stretch);
      if (spot) return targetPlace(spot, frameNow());
      const edges = listEdges(map, stage.areasShown(), left, top, EDGE_REACH * stretch);
      if (edges.length) return targetEdges(edges);
      const areas = document.elementsFromPoint(x, y).map(findArea).filter(Boolean);
      return areas.length ? targetAreas(pickAreas(areas, model)) : null;
    },
    of(path) {
      const area = findArea(path);
      return area ? targetAreas([area]) : null;
    },
  };
}
