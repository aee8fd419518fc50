/** Agreement and days held on the map, in place of the held areas. */
import { agreedOn, countedOf, modeOf, placeOf, spellOn } from "../model/modes.js";
import { dressLine, dressMode, lookAlone, lookHeld, lookLine, lookOf } from "../style/mode_looks.js";
import { makeSvg } from "../util/dom.js";
import { placeAll, traceRings } from "./areas.js";
import { createDatedNames } from "./dated_names.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { AgreedDay, CountedDays } from "../model/modes.js"
 */

/**
 * Ground that a mode draws in one look.
 * @typedef {object} ModePiece
 * @property {string} look
 * @property {number[][][][]} polygons
 */

/**
 * What the map shows of a mode: ground, lines over it, whose days they are, -1 for the reading.
 * @typedef {object} PickedMode
 * @property {number[]} slopes
 * @property {ModePiece[]} pieces
 * @property {ModePiece[]} lines
 * @property {number} index
 * @property {CountedDays | null} counted
 */

/** The pieces of an agreement, each look once. @param {AgreedDay} agreed @returns {ModePiece[]} */
function listAgreed({ shares }) {
  const pieces = /** @type {Map<string, number[][][][]>} */ (new Map());
  for (const { count, cells } of shares) {
    for (const { givers, polygons } of cells) {
      const look = count > 1 ? lookOf(count) : lookAlone(givers[0]);
      pieces.set(look, [...(pieces.get(look) ?? []), ...polygons()]);
    }
  }
  return [...pieces].map(([look, polygons]) => ({ look, polygons }));
}

/** The pieces of days held. @param {CountedDays} counted @param {number} index @param {number[]} bounds @returns {ModePiece[]} */
const listHeld = ({ classes }, index, bounds) =>
  classes.map(({ least, polygons }) => ({ look: lookHeld(bounds.indexOf(least), index), polygons: polygons() }));

/** What the map shows of a mode on a frame, null for none. @param {Frame} frame @param {Model} model @returns {PickedMode | null} */
export function pickMode({ step, state, day }, model) {
  const mode = modeOf(state);
  const slopes = model.modes.rows?.slopes ?? [];
  if (mode === "agreement") {
    const agreed = agreedOn(model, step, state);
    return agreed && { slopes, pieces: listAgreed(agreed), lines: [], index: -1, counted: null };
  }
  const counted = mode === "days" ? countedOf(state, model) : null;
  if (!counted) return null;
  const index = placeOf(counted.key, model.payload);
  const now = spellOn(counted, day);
  const lines = counted.outlines.map(({ polygons }) => ({ look: lookLine(false, index), polygons: polygons() }));
  if (now) lines.push({ look: lookLine(true, index), polygons: now.polygons() });
  return { slopes, pieces: listHeld(counted, index, model.modes.rows?.bounds ?? []), lines, index, counted };
}

/**
 * What a mode shows, as a drawing of its own beside the map draws it.
 * @param {PickedMode} picked
 * @param {(at: {lat: number, lng: number}) => number[]} project to pixels
 */
export function drawPicked({ pieces, lines, slopes }, project) {
  const make = (/** @type {number[][][][]} */ polygons) =>
    makeSvg("path", { d: traceRings(placeAll(polygons).flat(), project), "fill-rule": "evenodd" });
  const filled = pieces.flatMap(({ look, polygons }) => {
    const [tint, marks] = [make(polygons), make(polygons)];
    dressMode(tint, marks, look, slopes);
    return [tint, marks];
  });
  const drawn = lines.map(({ look, polygons }) => {
    const path = make(polygons);
    dressLine(path, look);
    return path;
  });
  return [...filled, ...drawn];
}

/** A name of what is shown that changes with it. @param {Frame} frame @param {Model} model */
export function nameShown({ step, state, day }, model) {
  const mode = modeOf(state);
  if (mode === "accounts" || !model.modes.rows) return mode;
  const { accounts, mapper, clock, whose, filter } = state;
  const counted = mode === "days" ? countedOf(state, model) : null;
  const of = mode === "agreement" ? step?.date : `${whose} ${counted && spellOn(counted, day)?.from}`;
  return [mode, of, accounts, mapper, clock, filter].join(" ");
}

/**
 * @param {L.Map} map
 * @param {Context} context
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {() => void} placed told when dates stand in other places
 * @returns {{draw: (frame: Frame) => void, boxes: () => number[][], reseat: () => void}} the boxes are those of dates
 */
export function createModeLayer(map, context, findObstacles, placed) {
  const { model, fetched, actions } = context;
  const pane = map.createPane("kf-modes");
  pane.style.zIndex = "404"; // over the reading, below what stands on the map
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: "kf-modes", padding: 0.3 });
  const names = createDatedNames(map, context, findObstacles);
  let drawn = /** @type {L.Polygon[]} */ ([]);
  let shown = "accounts";

  /** @param {number[][][][]} polygons */
  function add(polygons) {
    const options = { renderer, pane: "kf-modes", interactive: false, smoothFactor: 0.8 };
    const polygon = L.polygon(placeAll(polygons), options).addTo(map);
    drawn.push(polygon);
    return /** @type {SVGPathElement} */ (polygon.getElement());
  }

  /** @param {Frame} frame */
  function redraw(frame) {
    for (const one of drawn) one.remove();
    drawn = [];
    const picked = pickMode(frame, model);
    for (const { look, polygons } of picked?.pieces ?? []) {
      const tint = add(polygons);
      dressMode(tint, add(polygons), look, picked?.slopes ?? []);
      tint.dataset.mode = look;
    }
    for (const { look, polygons } of picked?.lines ?? []) dressLine(add(polygons), look);
    names.show(picked?.counted ?? null);
    placed();
  }

  return {
    boxes: names.boxes,
    reseat: names.place,
    draw(frame) {
      const mode = modeOf(frame.state);
      const container = map.getContainer();
      if (container.dataset.mode !== mode) container.dataset.mode = mode;
      if (mode !== "accounts" && !model.modes.rows) fetched.modes.load(actions.refresh);
      if (mode === "days" && !model.outlines.rows && frame.state.whose === "reading")
        fetched.outlines.load(actions.refresh);
      const name = `${nameShown(frame, model)} ${Boolean(model.outlines.rows)}`;
      if (name === shown) return;
      shown = name;
      redraw(frame);
    },
  };
}
