/** What notes and cards say of held areas, claims and events. */
import { makeAccountSwatch } from "../style/patterns.js";
import { make } from "../util/dom.js";
import { safeUrl } from "../util/format.js";

/** @param {string} name @param {...(Node | string)} content */
export const line = (name, ...content) => make("p", { class: name }, ...content);

/**
 * An account's drawing, who speaks, and what it comes to.
 * @param {string} account
 * @param {string} who
 * @param {string} what
 * @param {KurskContext} context
 */
export function writeHead(account, who, what, { model }) {
  const index = model.payload.accounts.findIndex((/** @type {any} */ one) => one.id === account);
  const swatch = index < 0 ? "" : makeAccountSwatch(model.payload.accounts[index], index);
  const name = make("span", { class: "kf-note-who" }, who);
  return make("div", { class: "kf-note-head" }, swatch, name, make("strong", {}, what));
}

/**
 * When, from which source and at what grade: the line that every figure stands above.
 * @param {any} claim
 * @param {KurskFormat} format
 */
export function noteSource(claim, format) {
  const dates = format.say("note_as_of", { as_of: claim.as_of });
  return line("kf-note-line", [dates, ...(claim.lag ? [claim.lag] : []), claim.source, format.say("grade", { grade: claim.grade })].join(" · "));
}

/** The way to the source, if it has an address. @param {any} claim @param {KurskFormat} format */
export function linkSource(claim, format) {
  const url = safeUrl(claim.url);
  if (!url) return [];
  const link = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return [line("kf-note-line", make("a", link, format.say("open_source", { source: claim.source })))];
}

/** @param {any} claim @param {string[]} parts @param {KurskContext} context */
export function noteDispute(claim, parts, { format, model }) {
  const count = model.known.countDisputes(claim);
  const all = count ? [...parts, format.say("disputed_by", { count })] : parts;
  return all.length ? [line("kf-note-line", all.join(" · "))] : [];
}

/**
 * One claim on the chart: who, how much, when, from which source, at what grade.
 * @param {any} claim
 * @param {string} account
 * @param {KurskContext} context
 * @returns {Node[]}
 */
export function noteClaim(claim, account, context) {
  const { format } = context;
  const head = writeHead(account, claim.claimant, claim.figure, context);
  return [head, noteSource(claim, format), ...noteDispute(claim, claim.basis ? [claim.basis] : [], context)];
}

/** @param {any} event @param {KurskFormat} format @returns {Node[]} */
export function noteEvent(event, format) {
  return [
    line("kf-note-title", format.longDate(event.date)),
    make("strong", { class: "kf-note-event" }, event.title),
    line("kf-note-line", event.summary),
  ];
}

/**
 * Claimant, outlet as a link, as-of date and grade: no figure stands without this line.
 * @param {any} claim
 * @param {string} since as-of date
 * @param {KurskContext} context
 * @returns {(Node | string)[]}
 */
export function describeSource(claim, since, { format, model }) {
  const day = format.shortDate(since);
  const told = model.known.isOn() && claim.public !== since;
  const when = told ? format.say("as_of_public", { since: day, public: format.shortDate(claim.public) }) : day;
  const url = safeUrl(claim.url);
  const outlet = url
    ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, claim.source)
    : claim.source;
  return [`${claim.claimant} · `, outlet, ` · ${when} · ${claim.grade}`];
}
