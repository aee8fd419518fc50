/** The note beside the pointer and the card that a click pins: what is hit, and where they stand. */

import { isReadingOn } from "../model/readings.js";
import { placeIn } from "../util/browser.js";
import { iconButton, make } from "../util/dom.js";
import { clamp } from "../util/scale.js";
import { cardAreas, listEdges, noteAreas, noteEdges } from "./area_notes.js";
import { modeAt } from "./mode_words.js";
import { noteClaim, noteEvent, notePlace } from "./notes.js";
import { readAt } from "./reading_note.js";

/**
 * @import { Chart } from "../chart/chart.js"
 * @import { MarkSpot } from "../map/marks.js"
 * @import { MapLayers } from "../map/stage.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { NearEdge } from "./area_notes.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * What lies under the pointer: a note for it, a card, and how long the card stays.
 * @typedef {object} HoverTarget
 * @property {string} key
 * @property {() => Node[]} note
 * @property {() => Node[]} card
 * @property {(frame: Frame) => boolean} stays
 */

/**
 * @typedef {object} HoverTargets
 * @property {(x: number, y: number, stretch: number) => HoverTarget | null} at
 * @property {(path: Element) => HoverTarget | null} of
 */

/**
 * @typedef {object} Tooltip
 * @property {(key: string, build: () => (Node | string)[], x: number, y: number, above?: boolean) => void} show
 * @property {() => void} hide
 */

/**
 * @typedef {object} PinnedCard
 * @property {(content: Node[], x: number, y: number, stays: (frame: Frame) => boolean, from: HTMLElement | SVGElement | null) => void} open
 * @property {() => boolean} close
 * @property {(frame: Frame) => void} keep
 */

const GAP = 14;

/**
 * Place a box beside a point, turned inwards at the edges of its room; or right above it.
 * @param {HTMLElement} box
 * @param {HTMLElement} room
 * @param {number} x client pixels
 * @param {number} y
 * @param {boolean} [above]
 */
function placeBox(box, room, x, y, above = false) {
  const outer = room.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  let left = x - outer.left + GAP;
  if (left + width > outer.width - 8) left = x - outer.left - GAP - width;
  let top = y - outer.top + GAP;
  if (above || top + height > outer.height - 8) top = y - outer.top - (above ? 4 : GAP) - height;
  box.style.left = `${clamp(left, 8, Math.max(outer.width - width - 8, 8))}px`;
  box.style.top = `${clamp(top, 8, Math.max(outer.height - height - 8, 8))}px`;
}

/** @param {HTMLElement} room @returns {Tooltip} */
export function createTooltip(room) {
  const box = make("div", { class: "kf-tooltip", role: "tooltip", hidden: true });
  room.append(box);
  let shown = "";
  return {
    show(key, build, x, y, above) {
      if (key !== shown) {
        shown = key;
        box.replaceChildren(...build());
      }
      box.hidden = false;
      placeBox(box, room, x, y, above);
    },
    hide() {
      shown = "";
      box.hidden = true;
    },
  };
}

/**
 * @param {HTMLElement} room
 * @param {Format} format
 * @returns {PinnedCard}
 */
export function createCard(room, format) {
  const attributes = { class: "kf-card", role: "dialog", "aria-label": format.say("card_label"), hidden: true };
  const box = make("aside", attributes);
  room.append(box);
  box.addEventListener("click", (/** @type {Event} */ { target }) => {
    // What it leads to stands beside the map; over the ground the card would only be in the way.
    if (/** @type {Element} */ (target).closest(".kf-note-action")) close();
  });
  let origin = /** @type {HTMLElement | SVGElement | null} */ (null);
  let stays = (/** @type {Frame} */ _frame) => true;

  function close() {
    if (box.hidden) return false;
    box.hidden = true;
    if (origin?.isConnected) origin.focus({ preventScroll: true });
    return true;
  }

  return {
    open(content, x, y, holds, from) {
      const button = iconButton("close", format.say("close"), close);
      box.replaceChildren(button, ...content);
      box.hidden = false;
      stays = holds;
      origin = from || null;
      placeBox(box, room, x, y);
      if (from) button.focus({ preventScroll: true });
    },
    close,
    // A card tells of claims in force: once the date has moved past one of them, it goes.
    keep(frame) {
      if (!box.hidden && !stays(frame)) close();
    },
  };
}

const MARK_REACH = 8; // pixels
const EDGE_REACH = 6;

/** @param {Frame} frame @param {Model} model @returns {string[]} claims that are drawn */
function listDrawn({ entries, drawn }, model) {
  if (drawn) return drawn.map((id) => model.payload.areas[id].claim);
  return entries.flatMap(({ figure, visible }) =>
    figure && visible
      ? [...figure.areas, ...figure.others, ...figure.ghost].map((id) => model.payload.areas[id].claim)
      : [],
  );
}

/** Each claim once, the firm part where both lie there; in the accounts' order. @param {Payload.Area[]} areas @param {Model} model */
function pickAreas(areas, model) {
  const found = new Map();
  for (const area of areas) {
    if (!found.has(area.claim) || area.edge === "firm") found.set(area.claim, area);
  }
  const order = model.payload.accounts.map((account) => account.id);
  return [...found.values()].sort((a, b) => order.indexOf(a.account) - order.indexOf(b.account));
}

/** @param {NearEdge[]} edges */
const listAreas = (edges) => edges.map(({ area }) => area);

/** The area that a path shows now. @param {Element} path @param {MapLayers} stage */
const areaOf = (path, stage) => stage.areasShown().find(({ polygon }) => polygon.getElement() === path)?.area;

/**
 * What lies under the pointer, with what the reported places imply there; a card of that alone stays
 * as long as it is shown.
 * @param {HoverTarget | null} target
 * @param {L.LatLng} at
 * @param {Frame} now
 * @param {Context} context
 * @returns {HoverTarget | null}
 */
function addReading(target, at, now, context) {
  const computed = readAt(at, now, context);
  if (!computed) return target;
  const { key, note } = computed;
  if (!target) {
    const stays = (/** @type {Frame} */ frame) =>
      frame.reading === now.reading && frame.readings === now.readings && isReadingOn(frame.state);
    return { key, note, card: note, stays };
  }
  const both = (/** @type {() => Node[]} */ tell) => () => [...tell(), ...note()];
  return { ...target, key: `${target.key}/${key}`, note: both(target.note), card: both(target.card) };
}

/** What the mode says there stands first; a card of it stays as long as it says so. @param {HoverTarget | null} target @param {L.LatLng} at @param {Frame} now @param {Context} context @returns {HoverTarget | null} */
function addMode(target, at, now, context) {
  const told = modeAt(at, now, context);
  if (!told) return target;
  const { key, note } = told;
  const stays = (/** @type {Frame} */ frame) => modeAt(at, frame, context)?.key === key;
  if (!target) return { key, note, card: note, stays };
  const both = (/** @type {() => Node[]} */ tell) => () => [...note(), ...tell()];
  return { key: `${key}/${target.key}`, note: both(target.note), card: both(target.card), stays };
}

/** A card of areas stays as long as all of them are drawn. @param {Payload.Area[]} areas @param {Model} model @returns {(frame: Frame) => boolean} */
function whileDrawn(areas, model) {
  return (frame) => {
    const drawn = listDrawn(frame, model);
    return areas.every((area) => drawn.includes(area.claim));
  };
}

/**
 * @param {L.Map} map
 * @param {Context} context
 * @param {MapLayers} stage
 * @param {() => Frame} frameNow
 * @returns {HoverTargets}
 */
export function createTargets(map, context, stage, frameNow) {
  const { model } = context;
  /** @param {MarkSpot} spot @param {Frame} frame @returns {HoverTarget} */
  const targetPlace = (spot, frame) => ({
    key: `place/${spot.place.id}`,
    note: () => notePlace(spot, frame, context, false),
    card: () => notePlace(spot, frame, context, true),
    stays({ day, state }) {
      const words = model.control.listWords(spot.place, day, state.accounts);
      return words.length === spot.words.length && words.every((word) => spot.words.includes(word));
    },
  });

  /** @param {NearEdge[]} edges @returns {HoverTarget} */
  const targetEdges = (edges) => ({
    key: `edge/${edges.map(({ area, middle }) => `${area.claim}/${area.edge}/${middle}`)}`,
    note: () => noteEdges(edges, context, false),
    card: () => noteEdges(edges, context, true),
    stays: whileDrawn(listAreas(edges), model),
  });

  /** @param {Payload.Area[]} areas @returns {HoverTarget} */
  const targetAreas = (areas) => ({
    key: areas.map((area) => `${area.claim}/${area.edge}`).join(),
    note: () => noteAreas(areas, context),
    card: () => cardAreas(areas, context),
    stays: whileDrawn(areas, model),
  });

  const findArea = (/** @type {Element} */ path) => areaOf(path, stage);
  return {
    at(x, y, stretch) {
      const box = map.getContainer().getBoundingClientRect();
      const [left, top] = [x - box.left, y - box.top];
      const spot = stage.markNear(left, top, MARK_REACH * stretch);
      if (spot) return targetPlace(spot, frameNow());
      const edges = listEdges(map, stage.areasShown(), left, top, EDGE_REACH * stretch);
      if (edges.length) return targetEdges(edges);
      const areas = document.elementsFromPoint(x, y).flatMap((path) => findArea(path) || []);
      const target = areas.length ? targetAreas(pickAreas(areas, model)) : null;
      const position = map.containerPointToLatLng([left, top]);
      const read = addReading(target, position, frameNow(), context);
      return addMode(read, position, frameNow(), context);
    },
    of(path) {
      const area = findArea(path);
      return area ? targetAreas([area]) : null;
    },
  };
}

const REACH = 9; // pixels
const FINGER = 2; // a finger's reach against that of a pointer

/**
 * @param {L.Map} map
 * @param {HoverTargets} targets
 * @param {Tooltip} tooltip
 * @param {PinnedCard} card
 */
export function watchMap(map, targets, tooltip, card) {
  const container = map.getContainer();
  const point = (/** @type {boolean} */ on) => container.classList.toggle("kf-pointing", on);
  const hide = () => {
    point(false);
    tooltip.hide();
  };
  /** @param {HoverTarget} target @param {number} x @param {number} y @param {any} from where focus returns to */
  const pin = (target, x, y, from) => {
    hide();
    card.open(target.card(), x, y, target.stays, from);
  };
  const middle = (/** @type {Element} */ path) => {
    const box = path.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  container.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (event.buttons || event.pointerType === "touch") return hide();
    const target = targets.at(event.clientX, event.clientY, 1);
    if (!target) return hide();
    point(true);
    tooltip.show(target.key, target.note, event.clientX, event.clientY);
  });
  container.addEventListener("pointerleave", hide);
  container.addEventListener("focusin", (/** @type {FocusEvent} */ event) => {
    const path = /** @type {Element} */ (event.target);
    const target = path.matches(":focus-visible") && targets.of(path);
    const [x, y] = middle(path);
    if (target) tooltip.show(target.key, target.note, x, y);
  });
  container.addEventListener("focusout", hide);
  container.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const path = /** @type {Element} */ (event.target);
    const target = targets.of(path);
    if (!target) return;
    const [x, y] = middle(path);
    pin(target, x, y, path);
    event.preventDefault();
  });
  map.on("click", (event) => {
    const { clientX, clientY, pointerType } = /** @type {PointerEvent} */ (event.originalEvent);
    const target = targets.at(clientX, clientY, pointerType === "touch" ? FINGER : 1);
    target ? pin(target, clientX, clientY, null) : card.close();
  });
  map.on("movestart zoomstart", hide);
}

/**
 * What is under the pointer on the chart is told above it, where it hides none of the chart.
 * @param {SVGElement} surface
 * @param {Context} context
 * @param {Chart} chart
 * @param {Tooltip} tooltip
 * @param {{isDragging: () => boolean, readout: HTMLElement}} around
 */
export function watchChart(surface, context, chart, tooltip, { isDragging, readout }) {
  surface.addEventListener("pointermove", (event) => {
    if (isDragging() || event.pointerType === "touch") return tooltip.hide();
    const [x, y] = placeIn(surface, event);
    const tell = (/** @type {string} */ key, /** @type {() => Node[]} */ build) => {
      const ceiling = readout.hidden ? surface.getBoundingClientRect().top : readout.getBoundingClientRect().top;
      tooltip.show(key, build, event.clientX, ceiling, true);
    };
    const happening = chart.events.nearest(x, y, 8);
    if (happening) return tell(`event/${happening.id}`, () => noteEvent(happening, context.format));
    const spot = chart.marks.nearest(x, y, REACH);
    const claim = spot && context.model.payload.claims[spot.claim];
    if (!claim) return tooltip.hide();
    tell(`claim/${spot.claim}`, () => noteClaim(claim, spot.account, context));
  });
  surface.addEventListener("pointerleave", () => tooltip.hide());
  surface.addEventListener("pointerdown", () => tooltip.hide());
}
