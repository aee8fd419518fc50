/** What notes and cards say of claims, events and settlements, and the line that names a filter. */
import { makeAccountSwatch, makerOf } from "../style/style.js";
import { keepWhole, make, setText, textButton } from "../util/dom.js";
import { isolate, joinParts, safeUrl } from "../util/format.js";

/**
 * @import { MarkSpot } from "../map/marks.js"
 * @import { Context } from "../model/actions.js"
 * @import { Place, ControlInterval } from "../model/control.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/** @param {string} name @param {...(Node | string)} content */
export const line = (name, ...content) => make("p", { class: name }, ...content);

/**
 * An account's drawing, who speaks, and what it comes to.
 * @param {string} account
 * @param {string} who
 * @param {string} what
 * @param {Context} context
 * @param {Payload.Claim | null} claim whose maker's drawing it is
 */
export function writeHead(account, who, what, { model }, claim = null) {
  const index = model.payload.accounts.findIndex((one) => one.id === account);
  const swatch =
    index < 0 ? "" : makeAccountSwatch(model.payload.accounts[index], index, makerOf(claim, model.payload));
  const name = make("span", { class: "kf-note-who" }, who);
  return make("div", { class: "kf-note-head" }, swatch, name, make("strong", {}, ...keepWhole(what)));
}

/**
 * When, from which source and at what grade: the line that every figure stands above.
 * @param {Payload.Claim} claim
 * @param {Format} format
 */
export function noteSource(claim, format) {
  const dates = format.say("note_as_of", { as_of: claim.as_of });
  return line(
    "kf-note-line",
    joinParts([dates, ...(claim.lag ? [claim.lag] : []), claim.source, format.say("grade", { grade: claim.grade })]),
  );
}

/** The way to the source, if it has an address. @param {Payload.Claim} claim @param {Format} format */
export function linkSource(claim, format) {
  const url = safeUrl(claim.url);
  if (!url) return [];
  const link = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return [line("kf-note-line", make("a", link, format.say("open_source", { source: claim.source })))];
}

/** @param {Payload.Claim} claim @param {string[]} parts @param {Context} context */
export function noteDispute(claim, parts, { format, model }) {
  const count = model.known.countDisputes(claim);
  const all = count ? [...parts, format.say("disputed_by", { count })] : parts;
  return all.length ? [line("kf-note-line", joinParts(all))] : [];
}

/** How far a claim is from what the reported places imply; those rest on later reports, too. @param {Payload.Claim} claim @param {Model} model */
export const noteBeside = (claim, model) =>
  claim.beside && !model.known.isOn() ? [line("kf-note-line", claim.beside)] : [];

/**
 * One claim on the chart: who, how much, when, from which source, at what grade.
 * @param {Payload.Claim} claim
 * @param {string} account
 * @param {Context} context
 * @returns {Node[]}
 */
export function noteClaim(claim, account, context) {
  const { format, model } = context;
  const head = writeHead(account, claim.claimant, claim.figure, context, claim);
  const said = [head, noteSource(claim, format), ...noteDispute(claim, claim.basis ? [claim.basis] : [], context)];
  return [...said, ...noteBeside(claim, model)];
}

/** @param {Payload.Event} event @param {Format} format @returns {Node[]} */
export function noteEvent(event, format) {
  return [
    line("kf-note-title", format.longDate(event.date)),
    make("strong", { class: "kf-note-event" }, event.title),
    line("kf-note-line", event.summary),
  ];
}

/**
 * Claimant, outlet as a link, as-of date and grade: no figure stands without this line.
 * @param {Payload.Claim} claim
 * @param {string} since as-of date
 * @param {Context} context
 * @returns {(Node | string)[]}
 */
export function describeSource(claim, since, { format, model }) {
  const day = format.shortDate(since);
  const told = model.known.isOn() && claim.public !== since;
  const when = told ? format.say("as_of_public", { since: day, public: format.shortDate(claim.public) }) : day;
  const url = safeUrl(claim.url);
  const outlet = url
    ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, claim.source)
    : isolate(claim.source);
  return [`${isolate(claim.claimant)} · `, outlet, ` · ${when} · ${claim.grade}`];
}

/**
 * The line over the figures that says what is left out, with the way back to the whole.
 * @param {Context} context
 */
export function createNotice({ model, format, actions }) {
  const words = make("span", {});
  const clear = textButton(format.say("filter_clear"), format.say("filter_clear_title"), actions.clearFilter);
  const element = make("p", { class: "kf-filter", role: "status", hidden: true }, words, clear);
  return {
    element,
    /** @param {Frame} frame */
    draw({ state }) {
      const notice = model.payload.notice || "";
      element.hidden = !notice;
      clear.hidden = !state.filter; // a page that was made of a filtered front has no whole
      setText(words, notice);
    },
  };
}

/** Lost from the first day on is what was not held before either. @param {ControlInterval} word */
const isNever = ({ status, from }) => status === "lost" && from <= 0;

/** Who holds or lost the place, without a date. @param {ControlInterval} word @param {Format} format */
export const nameStatus = (word, format) =>
  isNever(word) ? format.say("status_never") : format.say(`mark_${word.status}`);

/** Who holds or lost the place, since when. @param {ControlInterval} word @param {Context} context */
export function tellStatus(word, { format }) {
  const { status, start } = word;
  return isNever(word) ? format.say("status_never") : format.say(`status_${status}`, { date: format.shortDate(start) });
}

/** The claims that an interval rests on, the account's own first. @param {ControlInterval} word @param {Model} model */
export function listClaims(word, model) {
  const claims = word.claims.map((id) => model.payload.claims[id]).filter((claim) => claim);
  const isOwn = (/** @type {Payload.Claim} */ claim) => Number(claim.account === word.account);
  return claims.sort((a, b) => isOwn(b) - isOwn(a));
}

/** @param {Payload.Claim} claim @param {Format} format @returns {string} claimant, dates, source, grade */
export const citeClaim = (claim, format) => `${isolate(claim.claimant)} · ${noteSource(claim, format).textContent}`;

/** @param {ControlInterval} word @param {Context} context */
function writeWordHead(word, context) {
  const { label } = context.model.payload.accounts[word.index];
  return writeHead(word.account, label, tellStatus(word, context), context);
}

/** One account's word with the claim that tells most of it. @param {ControlInterval} word @param {Context} context */
function noteWord(word, context) {
  const [claim] = listClaims(word, context.model);
  const rows = [writeWordHead(word, context)];
  if (word.note) rows.push(line("kf-note-line", word.note));
  if (claim) {
    rows.push(line("kf-note-summary kf-note-brief", claim.figure || claim.summary));
    rows.push(line("kf-note-line", citeClaim(claim, context.format)));
  }
  return make("div", { class: "kf-note" }, ...rows);
}

/** One account's word with every claim that it rests on. @param {ControlInterval} word @param {Context} context */
function cardWord(word, context) {
  const { format, model } = context;
  const certainty = format.say(`certainty_${word.certainty}`);
  const rows = [writeWordHead(word, context), line("kf-note-line", joinParts([certainty, word.note].filter(Boolean)))];
  for (const claim of listClaims(word, model)) {
    const words = joinParts([claim.figure, claim.summary].filter(Boolean));
    rows.push(line("kf-note-summary", words), line("kf-note-line", citeClaim(claim, format)));
    rows.push(...linkSource(claim, format));
  }
  return make("div", { class: "kf-note" }, ...rows);
}

/**
 * Who says nothing of the place on the day: an account's silence is no answer.
 * @param {Place} place
 * @param {ControlInterval[]} words
 * @param {Frame} frame
 * @param {Context} context
 */
function listSilent(place, words, frame, { format, model }) {
  const isPast = (/** @type {ControlInterval} */ one) => one.to < frame.day && one.open <= model.known.limit();
  const never = [];
  const rows = [];
  for (const { account, visible } of frame.entries) {
    if (!visible || words.some((word) => word.account === account.id)) continue;
    const before = place.intervals.filter((one) => one.account === account.id && isPast(one));
    const end = before.at(-1)?.end;
    if (!end) never.push(account.label);
    else rows.push(format.say("silent_since", { account: account.label, date: format.shortDate(end) }));
  }
  if (never.length) rows.unshift(format.say("silent", { accounts: joinParts(never, ", ") }));
  return rows.map((words) => line("kf-note-line kf-note-end", words));
}

/** @param {Place} place @param {Format} format */
function writeTitle(place, format) {
  const name = format.name(place);
  const other = name === place.russian ? "" : place.russian;
  const title = make("p", { class: "kf-note-place" }, make("strong", {}, name), ` ${other}`);
  return [title, line("kf-note-title", format.say("place_title"))];
}

/** The way to the place's history, where a panel can show it. @param {Place} place @param {Context} context */
function offerHistory(place, { actions, format }) {
  const { showPlace } = actions;
  if (!showPlace) return [];
  const button = make("button", { type: "button", class: "kf-note-action" }, format.say("place_history"));
  button.addEventListener("click", () => showPlace(place.id));
  return [button];
}

/**
 * @param {MarkSpot} spot the place, and the words: intervals of the accounts that speak of it
 * @param {Frame} frame
 * @param {Context} context
 * @param {boolean} whole with every claim and the links to the sources
 * @returns {Node[]}
 */
export function notePlace({ place, words }, frame, context, whole) {
  const blocks = words.map((/** @type {ControlInterval} */ word) => (whole ? cardWord : noteWord)(word, context));
  const more = whole ? offerHistory(place, context) : [];
  const hint = whole ? [] : [line("kf-note-line kf-note-end", context.format.say("place_hint"))];
  return [
    ...writeTitle(place, context.format),
    ...more,
    ...blocks,
    ...listSilent(place, words, frame, context),
    ...hint,
  ];
}
