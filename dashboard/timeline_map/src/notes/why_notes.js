/** What notes and cards say of an outline: why the line runs here, and what a held area rests on. */
import { listReasons } from "./edges.js";
import { line, linkSource, noteSource, writeHead } from "./notes.js";
import { citeClaim, listClaims, tellStatus } from "./place_notes.js";
import { make } from "../util/dom.js";

const STRONGEST = 5; // places named on the card of a held area
const WEIGHTS = ["strong", "fair", "weak"];

/** Which side of the line a reported place is on, and whether that is where it belongs. @param {any} item */
function sideOf({ inside, status }) {
  if (status === "contested") return "contested";
  return inside ? (status === "held" ? "inside" : "lost_inside") : status === "lost" ? "outside" : "held_outside";
}

/** What a stretch of the line rests on, in words. @param {string} strength @param {any} nearest @param {KurskContext} context */
function tellStrength(strength, nearest, { format, model }) {
  const inferred_km = format.number(model.payload.strength.inferred_km);
  if (strength === "b") return format.say("why_border");
  if (strength === "f" || !nearest) return format.say("why_free", { inferred_km });
  const values = { place: format.name(nearest.place), km: format.number(nearest.km) };
  return format.say(strength === "n" ? "why_near" : "why_inferred", values);
}

/**
 * One reported place beside the line, and what each account that was heard says of it.
 * @param {any} item from `listReasons`
 * @param {string} account whose line it is
 * @param {KurskContext} context
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

/** @param {any} edge from `listEdges` @param {KurskContext} context @param {boolean} whole */
function noteEdge(edge, context, whole) {
  const claim = context.model.payload.claims[edge.area.claim];
  const { account } = edge.area;
  const reasons = edge.strength === "b" ? [] : listReasons(edge, context.model);
  const rows = [];
  if (claim) {
    rows.push(writeHead(account, claim.claimant, claim.figure, context));
    rows.push(noteSource(claim, context.format), ...(whole ? linkSource(claim, context.format) : []));
  }
  rows.push(line("kf-note-strength", tellStrength(edge.strength, reasons[0], context)));
  rows.push(...reasons.flatMap((item) => noteReason(item, account, context, whole)));
  return make("div", { class: "kf-note" }, ...rows);
}

/**
 * "Why the line runs here", for one outline or for all that run together.
 * @param {any[]} edges
 * @param {KurskContext} context
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
 * @param {any} area
 * @param {KurskContext} context
 * @returns {Node[]}
 */
export function listEvidence(area, { model, format }) {
  const known = model.control.evidenceOf(area);
  if (!known.length) return [];
  const latest = (/** @type {any} */ item) => Math.max(...item.intervals.map((/** @type {any} */ one) => one.from));
  const ranked = known.sort(
    (a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) || latest(b) - latest(a),
  );
  const rows = ranked.slice(0, STRONGEST).map(({ place, status, intervals }) => {
    // Where those heard differ, the status is a mean that none of them may have said.
    const sayers = intervals.filter((/** @type {any} */ one) => one.status === status);
    const heard = sayers.length ? sayers : intervals;
    const who = heard.map((/** @type {any} */ one) => model.payload.accounts[one.index].label);
    const values = { place: format.name(place), accounts: [...new Set(who)].join(", ") };
    return make("li", {}, format.say(`rests_${sayers.length ? status : "differ"}`, values));
  });
  const count = format.say("rests_on", { count: known.length });
  return [line("kf-note-strength", count), make("ul", { class: "kf-note-places" }, ...rows)];
}
