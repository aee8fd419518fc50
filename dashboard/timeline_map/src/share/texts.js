/** What is said of a view that leaves the screen: its text for who cannot see it, sources, citation, frame. */

import { nameAccount } from "../model/state.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 */

const FRAME_PX = 720; // height of the map in a page of others

/**
 * The figures of the accounts that are shown, each with where it comes from as far as that is told.
 * @param {Frame} frame
 * @param {Context} context
 * @param {boolean} sourced
 */
function writeFigures({ entries, state }, { model, format }, sourced) {
  const figures = entries.flatMap(({ account, visible, figure, claim }) => {
    if (!visible || !figure || !claim) return [];
    const key = sourced && claim.source ? "told_figure_source" : "told_figure";
    const says = { figure: figure.words || claim.figure, source: claim.source, since: claim.as_of };
    return [format.say(key, { account: nameAccount(account, state, model), ...says })];
  });
  return figures.join("; ") || format.say("no_report");
}

/** What all sentences name. @param {Frame} frame @param {Context} context */
function nameView({ date, state }, { model, format }) {
  const { title, disclaimer } = model.payload.front;
  const clock = format.say(`clock_${state.clock}`);
  return { front: title, disclaimer, date: format.longDate(date), clock, dataset: format.say("dataset") };
}

/**
 * The picture in words.
 * @param {Frame} frame
 * @param {Context} context
 * @param {string[]} compared the sentences of a comparison
 */
export function writeAlternative(frame, context, compared) {
  const { format } = context;
  const named = nameView(frame, context);
  if (compared.length) return format.say("share_compared_text", { ...named, told: compared.join(" ") });
  const figures = writeFigures(frame, context, false);
  return format.say("share_alternative_text", { ...named, heading: format.say("figures_heading"), figures });
}

/** Where the figures come from. @param {Frame} frame @param {Context} context */
export function writeSources(frame, context) {
  const { format } = context;
  const figures = writeFigures(frame, context, true);
  return format.say("told_source_line", { ...nameView(frame, context), figures });
}

/**
 * @param {Frame} frame
 * @param {Context} context
 * @param {string} link
 * @param {string} today ISO
 */
export function writeCitation(frame, context, link, today) {
  const { format } = context;
  const figures = writeFigures(frame, context, true);
  const blanks = { ...nameView(frame, context), figures, link, today: format.longDate(today) };
  return format.say("share_cited", blanks);
}

/** Text for the value of an attribute. @param {string} text */
const quote = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The line of HTML that shows a page in another. @param {string} address @param {string} title */
export const writeFrame = (address, title) =>
  `<iframe src="${quote(address)}" title="${quote(title)}" width="100%" height="${FRAME_PX}" loading="lazy" style="border:0"></iframe>`;

/** The name of the file at an address, which need not be spelt as it should. @param {string} address */
function readName(address) {
  const name = address.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * What others are to embed. A page of the server shows itself in none of others, so it is the page in
 * one file; that may lie anywhere.
 * @param {boolean} hosted whether a server's page is around the map
 * @param {string} link to the view
 * @param {string} front its id
 * @param {string} page which shows it, where the link leads to another
 * @returns {{address: string, note: string, name: string}} `note` is the key of what is to be done first
 */
export function findEmbedded(hosted, link, front, page = link) {
  const [, state = ""] = link.split(/[?#](.*)/);
  const [place] = page.split(/[?#]/);
  const name = (!hosted && readName(place)) || `${front}-front.html`;
  if (!hosted && /^https?:/.test(place)) return { address: `${place}#${state}`, note: "share_embed_web", name };
  const note = hosted ? "share_embed_page" : "share_embed_file";
  return { address: `${encodeURIComponent(name)}#${state}`, note, name };
}
