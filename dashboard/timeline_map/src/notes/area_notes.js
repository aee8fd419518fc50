/** What notes and cards say of held areas, and why a line runs where it does. */

import { contains } from "../model/readings.js";
import { squareToEdge } from "../util/boxes.js";
import { make } from "../util/dom.js";
import { joinParts } from "../util/format.js";
import {
  citeClaim,
  line,
  linkSource,
  listClaims,
  nameStatus,
  noteBeside,
  noteDispute,
  noteSource,
  tellStatus,
  writeHead,
} from "./notes.js";

/**
 * @import { ShownArea } from "../map/areas.js"
 * @import { Context } from "../model/actions.js"
 * @import { Evidence } from "../model/control.js"
 * @import { Model } from "../model/model.js"
 * @import { Point } from "../util/scale.js"
 */

/**
 * A stretch of an outline under the pointer: its area, a letter for its strength, its middle.
 * @typedef {object} NearEdge
 * @property {Payload.Area} area
 * @property {number} away
 * @property {string} strength
 * @property {L.LatLng} middle
 */

/**
 * A reported place beside a line: how far off, and whether it lies inside.
 * @typedef {Evidence & {
 *   km: number,
 *   inside: boolean,
 * }} LineReason
 */

const SAME = 1.5; // pixels: outlines this close to each other run together

/**
 * The nearest edge of a shown area.
 * @param {ShownArea} shown rings and area
 * @param {Point} point layer pixels
 * @param {number} reach
 */
function findEdge({ rings, area }, point, reach) {
  const strengths = area.strength.flat();
  let best = /** @type {(Omit<NearEdge, "middle"> & {ends: Point[]}) | null} */ (null);
  let least = reach;
  rings().forEach((/** @type {Point[]} */ ring, /** @type {number} */ number) => {
    ring.forEach((start, place) => {
      const end = ring[(place + 1) % ring.length];
      const away = Math.sqrt(squareToEdge(point.x, point.y, start, end));
      if (away > least) return;
      least = away;
      best = { area, away, strength: strengths[number][place], ends: [start, end] };
    });
  });
  return best;
}

/**
 * The outlines under a point, nearest first: one, or all that run together there.
 * @param {L.Map} map
 * @param {ShownArea[]} shown from `listShown`
 * @param {number} x container pixels
 * @param {number} y
 * @param {number} reach
 * @returns {NearEdge[]} each with its area, its edge's strength and that edge's middle
 */
export function listEdges(map, shown, x, y, reach) {
  const point = map.containerPointToLayerPoint([x, y]);
  const found = shown.map((one) => findEdge(one, point, reach)).filter((one) => one !== null);
  found.sort((a, b) => a.away - b.away);
  return found
    .filter((one) => one.away <= found[0].away + SAME)
    .map(({ ends: [a, b], ...edge }) => {
      const middle = map.layerPointToLatLng([(a.x + b.x) / 2, (a.y + b.y) / 2]);
      return { ...edge, middle };
    });
}

/**
 * The reported places that tell most of an edge: the nearest held one inside, the nearest lost one
 * outside, and the nearest of all where that is neither.
 * @param {NearEdge} edge from `listEdges`
 * @param {Model} model
 * @returns {LineReason[]} evidence, nearest first, each with its distance in km and the side it lies on
 */
function listReasons({ area, middle }, model) {
  const known = model.control
    .evidenceOf(area)
    .map((item) => ({
      ...item,
      km: middle.distanceTo(item.place.at) / 1000,
      inside: contains(area.polygons, item.place),
    }))
    .sort((a, b) => a.km - b.km);
  const held = known.find((item) => item.inside && item.status === "held");
  const lost = known.find((item) => !item.inside && item.status === "lost");
  return known.filter((item, place) => place === 0 || item === held || item === lost);
}

const STRONGEST = 5; // places named on the card of a held area
const WEIGHTS = ["strong", "fair", "weak"];

/** Which side of the line a reported place is on, and whether that is where it belongs. @param {LineReason} item */
function sideOf({ inside, status }) {
  if (status === "contested") return "contested";
  return inside ? (status === "held" ? "inside" : "lost_inside") : status === "lost" ? "outside" : "held_outside";
}

/** What a stretch of the line rests on, in words. @param {string} strength @param {LineReason | undefined} nearest @param {Context} context */
function tellStrength(strength, nearest, { format, model }) {
  const inferred_km = format.number(model.payload.strength.inferred_km);
  if (strength === "b") return format.say("why_border");
  if (strength === "f" || !nearest) return format.say("why_free", { inferred_km });
  const values = { place: format.name(nearest.place), km: format.number(nearest.km) };
  return format.say(strength === "n" ? "why_near" : "why_inferred", values);
}

/**
 * One reported place beside the line, and what each account that was heard says of it.
 * @param {LineReason} item from `listReasons`
 * @param {string} account whose line it is
 * @param {Context} context
 * @param {boolean} whole with the links to the sources
 */
function noteReason(item, account, context, whole) {
  const { format, model } = context;
  const values = { place: format.name(item.place), km: format.number(item.km) };
  const rows = [line("kf-note-reason", format.say(`side_${sideOf(item)}`, values))];
  for (const word of item.intervals) {
    const [claim] = listClaims(word, model);
    const who = word.account === account ? "own_word" : "other_word";
    const label = model.payload.accounts[word.index].label;
    const told = format.say(who, { account: label, status: tellStatus(word, context) });
    rows.push(line("kf-note-line", claim ? `${told} · ${citeClaim(claim, format)}` : told));
    if (claim && whole) rows.push(...linkSource(claim, format));
  }
  return rows;
}

/** @param {NearEdge} edge from `listEdges` @param {Context} context @param {boolean} whole */
function noteEdge(edge, context, whole) {
  const claim = context.model.payload.claims[edge.area.claim];
  const { account } = edge.area;
  const reasons = edge.strength === "b" ? [] : listReasons(edge, context.model);
  const rows = [];
  if (claim) {
    rows.push(writeHead(account, claim.claimant, claim.figure, context, claim));
    rows.push(noteSource(claim, context.format), ...(whole ? linkSource(claim, context.format) : []));
  }
  rows.push(line("kf-note-strength", tellStrength(edge.strength, reasons[0], context)));
  rows.push(...reasons.flatMap((item) => noteReason(item, account, context, whole)));
  return make("div", { class: "kf-note" }, ...rows);
}

/**
 * "Why the line runs here", for one outline or for all that run together.
 * @param {NearEdge[]} edges
 * @param {Context} context
 * @param {boolean} whole with the links to the sources
 * @returns {Node[]}
 */
export function noteEdges(edges, context, whole) {
  const end = context.format.say(whole ? "approximate" : "held_hint");
  return [
    line("kf-note-title", context.format.say("why_title")),
    ...edges.map((edge) => noteEdge(edge, context, whole)),
    line("kf-note-line kf-note-end", end),
  ];
}

/**
 * What a held area rests on: how many reported places, and the strongest of them.
 * @param {Payload.Area} area
 * @param {Context} context
 * @returns {Node[]}
 */
function listEvidence(area, { model, format }) {
  const known = model.control.evidenceOf(area);
  if (!known.length) return [];
  const latest = (/** @type {Evidence} */ item) => Math.max(...item.intervals.map((one) => one.from));
  const ranked = known.sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) || latest(b) - latest(a));
  const rows = ranked.slice(0, STRONGEST).map(({ place, status, intervals }) => {
    // Where those heard differ, the status is a mean that none of them may have said.
    const sayers = intervals.filter((one) => one.status === status);
    const heard = sayers.length ? sayers : intervals;
    const who = heard.map((one) => model.payload.accounts[one.index].label);
    const values = { place: format.name(place), accounts: joinParts([...new Set(who)], ", ") };
    if (!sayers.length) return make("li", {}, format.say("rests_differ", values));
    return make("li", {}, format.say("rests_told", { ...values, status: nameStatus(sayers[0], format) }));
  });
  const count = format.say("rests_on", { count: known.length });
  return [line("kf-note-strength", count), make("ul", { class: "kf-note-places" }, ...rows)];
}

/** @param {Payload.Area} area @param {Context} context @returns {Node[]} */
function noteArea(area, context) {
  const claim = context.model.payload.claims[area.claim];
  if (!claim) return [];
  const edge = context.format.say(area.edge === "contested" ? "edge_contested" : "edge_firm");
  const head = writeHead(area.account, claim.claimant, claim.figure, context, claim);
  const said = [head, noteSource(claim, context.format), ...noteDispute(claim, [edge], context)];
  return [...said, ...noteBeside(claim, context.model)];
}

/**
 * The held areas under the pointer, all of them: "ground held … according to …".
 * @param {Payload.Area[]} areas
 * @param {Context} context
 * @returns {Node[]}
 */
export function noteAreas(areas, context) {
  const blocks = areas.map((area) => make("div", { class: "kf-note" }, ...noteArea(area, context)));
  const hint = line("kf-note-line kf-note-end", context.format.say("held_hint"));
  return [line("kf-note-title", context.format.say("held_title")), ...blocks, hint];
}

/**
 * The pinned form: the note, the claim in words, how it was measured, and the way to the source.
 * @param {Payload.Area[]} areas
 * @param {Context} context
 * @returns {Node[]}
 */
export function cardAreas(areas, context) {
  const { format, model } = context;
  const blocks = areas.map((area) => {
    const claim = model.payload.claims[area.claim];
    if (!claim) return make("div");
    const rows = noteArea(area, context);
    if (claim.basis) rows.push(line("kf-note-line", claim.basis));
    if (claim.more_sources) {
      rows.push(line("kf-note-line", format.say("more_sources", { count: claim.more_sources })));
    }
    if (claim.measured) rows.push(line("kf-note-line", format.say("measured", { measured: claim.measured })));
    if (claim.summary) rows.push(line("kf-note-summary", claim.summary));
    rows.push(...linkSource(claim, format), ...listEvidence(area, context));
    return make("div", { class: "kf-note" }, ...rows);
  });
  const end = line("kf-note-line kf-note-end", format.say("approximate"));
  return [line("kf-note-title", format.say("held_title")), ...blocks, end];
}
