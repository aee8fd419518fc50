/** What notes and cards say of held areas: the claim, its dispute, and what the line rests on. */
import { line, linkSource, noteDispute, noteSource, writeHead } from "./notes.js";
import { listEvidence } from "./why_notes.js";
import { make } from "../util/dom.js";

/** @param {any} area @param {KurskContext} context @returns {Node[]} */
function noteArea(area, context) {
  const claim = context.model.payload.claims[area.claim];
  if (!claim) return [];
  const edge = context.format.say(area.edge === "contested" ? "edge_contested" : "edge_firm");
  const head = writeHead(area.account, claim.claimant, claim.figure, context);
  return [head, noteSource(claim, context.format), ...noteDispute(claim, [edge], context)];
}

/**
 * The held areas under the pointer, all of them: "ground held by Ukraine according to …".
 * @param {any[]} areas
 * @param {KurskContext} context
 * @returns {Node[]}
 */
export function noteAreas(areas, context) {
  const blocks = areas.map((area) => make("div", { class: "kf-note" }, ...noteArea(area, context)));
  const hint = line("kf-note-line kf-note-end", context.format.say("held_hint"));
  return [line("kf-note-title", context.format.say("held_title")), ...blocks, hint];
}

/**
 * The pinned form: the note, the claim in words, how it was measured, and the way to the source.
 * @param {any[]} areas
 * @param {KurskContext} context
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
