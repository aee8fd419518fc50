/** The map as tables, for those who cannot see it: its state, its figures, its places. */
import { positionsOf } from "../map/areas.js";
import { listGaps } from "../model/clock.js";
import { differ } from "../model/control.js";
import { nameOwn, readingOf, writeReading } from "../model/readings.js";
import { keyFor } from "../model/sentences.js";
import { spellMode } from "../notes/mode_words.js";
import { tellStatus } from "../notes/notes.js";
import { iconButton, make, setAttributes, setText } from "../util/dom.js";
import { isolate, joinParts, safeUrl } from "../util/format.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { ControlInterval } from "../model/control.js"
 * @import { Frame } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * The map as tables; `tell` gives the events of the day and the line over the chart.
 * @typedef {object} ReadableTables
 * @property {HTMLElement} element
 * @property {HTMLButtonElement} button
 * @property {() => boolean} close
 * @property {(frame: Frame, tell: () => { events: Payload.Event[]; change: string }) => void} draw
 */

const STRENGTHS = { n: "near", i: "inferred", f: "free", b: "border" };
const NUMERIC = ["claimed", "measured", "age"];

/** The silence that a day lies in. @param {number} day @param {Context} context */
function tellGap(day, { model, format }) {
  const gap = listGaps(model).find(([from, to]) => from <= day && day <= to);
  if (!gap) return "";
  const [from, to] = gap.map((one) => format.longDate(model.isoOf(one)));
  return format.say(keyFor("table_gap_words", model), { from, to });
}

/** What the reported places imply, with whose word that is. @param {Frame} frame @param {Context} context */
function tellReading(frame, { model, format }) {
  const found = readingOf(frame);
  if (!found) return "";
  const own = frame.state.reading;
  const whose = own === null ? [] : [format.say("reading_alone", { account: nameOwn(own, model.payload) })];
  return [writeReading(found, format), ...whose, format.say("reading_source")].join("; ");
}

/**
 * What is shown and by which rules: name and words of each.
 * @param {Frame} frame
 * @param {Payload.Event[]} events those of the day
 * @param {string} change the line over the chart
 * @param {Context} context
 * @returns {[string, string][]}
 */
function listState(frame, events, change, context) {
  const { model, format } = context;
  const { state, entries } = frame;
  const off = entries.filter(({ visible }) => !visible).map(({ account }) => account.label);
  const layers = state.layers.map((group) => format.say(`group_${group}`));
  const ringed = model.control.places.find((place) => place.id === state.place);
  const rows = {
    clock: format.say(`clock_${state.clock}`),
    filter: model.payload.notice || format.say("table_filter_none"),
    change,
    events: joinParts(events.map((one) => `${isolate(one.title)}: ${one.summary}`)),
    gap: tellGap(frame.day, context),
    layers: layers.join(", ") || format.say("table_nothing"),
    off: joinParts(off, ", "),
    reading: tellReading(frame, context),
    mode: spellMode(frame, context),
    place: ringed ? format.name(ringed) : "",
  };
  const told = Object.entries(rows).filter(([, words]) => words);
  return told.map(([name, words]) => [format.say(`table_${name}`), words]);
}

/** How much of an outline is near a report, inferred, free, boundary. @param {Payload.Area} area @param {Context} context */
function tellOutline(area, { format }) {
  const lengths = /** @type {Record<string, number>} */ ({ n: 0, i: 0, f: 0, b: 0 });
  const shapes = positionsOf(area);
  for (const [number, part] of area.strength.entries()) {
    for (const [place, letters] of part.entries()) {
      const ring = shapes[number][place];
      for (let at = 0; at < letters.length; at += 1) lengths[letters[at]] += ring[at].distanceTo(ring[at + 1]);
    }
  }
  const whole = Object.values(lengths).reduce((sum, one) => sum + one, 0);
  return Object.entries(STRENGTHS)
    .filter(([letter]) => lengths[letter] > 0)
    .map(([letter, kind]) => {
      const share = format.number(Math.round((100 * lengths[letter]) / whole));
      return format.say("table_share", { kind: format.say(`table_outline_${kind}`), share });
    })
    .join(", ");
}

/** @param {Payload.Claim} claim @returns {Node | string} */
function citeSource(claim) {
  const url = safeUrl(claim.url);
  return url ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, claim.source) : claim.source;
}

/**
 * @param {Payload.Figure} figure
 * @param {number} age days
 * @param {string} id of a claim
 * @param {Payload.Area | null} area null where nothing is drawn for it
 * @param {string} label
 * @param {Frame} frame
 * @param {Context} context
 * @returns {Record<string, Node | string>}
 */
function describeFigure(figure, age, id, area, label, frame, context) {
  const { format, model } = context;
  const claim = model.payload.claims[id];
  const words = figure.claim === id ? figure.words : "";
  return {
    account: label,
    figure: words || claim.figure,
    claimant: claim.claimant,
    edge: format.say(area ? `table_${area.edge}` : "table_no_shape"),
    claimed: area ? format.number(area.km2) : "",
    measured: area && area.measured !== undefined ? format.number(area.measured) : "",
    since: format.shortDate(figure.since),
    age: format.say("age_short", { days: age }),
    public: format.shortDate(claim.public),
    source: citeSource(claim),
    grade: claim.grade,
    ...(area && frame.state.layers.includes("evidence") ? { outline: tellOutline(area, context) } : {}),
  };
}

/**
 * A row for each claim in force, or two where it has an edge of either kind; then its rivals.
 * @param {Frame} frame
 * @param {Context} context
 * @returns {Record<string, Node | string>[]}
 */
function listFigures(frame, context) {
  const { format, model } = context;
  return frame.entries.flatMap((entry) => {
    const { account, visible, figure, age } = entry;
    if (!visible) return [];
    if (!figure) return [{ account: account.label, figure: format.say(keyFor("no_report", model)) }];
    const find = (/** @type {number} */ number) => model.payload.areas[number];
    const own = figure.areas.map(find).filter((area) => area.polygons.length);
    const rivals = frame.state.others ? figure.others.map(find) : [];
    const rival = format.say("table_rival", { account: account.label });
    return [
      ...(own.length ? own : [null]).map((area) =>
        describeFigure(figure, age, figure.claim, area, account.label, frame, context),
      ),
      ...rivals.map((area) => describeFigure(figure, age, area.claim, area, rival, frame, context)),
    ];
  });
}

/**
 * Every place that a shown account speaks of, by name, with the word of each.
 * @param {Frame} frame
 * @param {Context} context
 */
function listPlaces(frame, { model, format }) {
  const { day, state } = frame;
  return model.control.places
    .map((place) => ({
      name: format.name(place),
      words: model.control.listWords(place, day, state.accounts),
    }))
    .filter(({ words }) => words.length)
    .sort((a, b) => a.name.localeCompare(b.name));
}

const WAIT_MS = 120; // tables follow once the date has come to rest
const STATUSES = ["held", "contested", "lost"];
const COLUMNS = [
  "account",
  "figure",
  "claimant",
  "edge",
  "claimed",
  "measured",
  "since",
  "age",
  "public",
  "source",
  "grade",
];
const SCROLLS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "];

/** @param {string} title @param {Node[]} parts */
const makeTable = (title, ...parts) => make("table", {}, make("caption", {}, title), ...parts);

/** @param {string[]} labels @param {string[]} names of the columns, those of numbers stand right */
const makeHead = (labels, names) =>
  make(
    "thead",
    {},
    make(
      "tr",
      {},
      ...labels.map((label, place) =>
        make("th", { scope: "col", class: NUMERIC.includes(names[place]) ? "kf-right" : null }, label),
      ),
    ),
  );

/** @param {Frame} frame @param {Payload.Event[]} events @param {string} change @param {Context} context */
function tabulateState(frame, events, change, context) {
  const rows = listState(frame, events, change, context);
  const lines = rows.map(([name, words]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, words)));
  return makeTable(context.format.say("table_shown"), make("tbody", {}, ...lines));
}

/** @param {Frame} frame @param {Context} context */
function tabulateFigures(frame, context) {
  const { format } = context;
  const rows = listFigures(frame, context);
  if (!rows.length) return make("p", {}, format.say("table_no_accounts"));
  const names = rows.some((row) => row.outline) ? [...COLUMNS, "outline"] : COLUMNS;
  const lines = rows.map((row) => {
    const cells = names.slice(1).map((name) => {
      const right = NUMERIC.includes(name) ? "kf-right" : null;
      return make("td", { class: right }, row[name] || "–");
    });
    return make("tr", {}, make("th", { scope: "row" }, row.account), ...cells);
  });
  const head = makeHead(
    names.map((name) => format.say(`table_${name}`)),
    names,
  );
  return makeTable(format.say("table_accounts"), head, make("tbody", {}, ...lines));
}

/** How many places an account calls held, contested, lost. @param {string} account @param {any[]} places @param {Format} format */
function tally(account, places, format) {
  const words = places.flatMap((place) =>
    place.words.filter((/** @type {ControlInterval} */ one) => one.account === account),
  );
  const count = (/** @type {string} */ status) => words.filter((one) => one.status === status).length;
  return format.say("table_tally", Object.fromEntries(STATUSES.map((status) => [status, count(status)])));
}

/** @param {Frame} frame @param {Context} context */
function tabulatePlaces(frame, context) {
  const { format } = context;
  if (!frame.state.layers.includes("settlements")) return make("p", {}, format.say("table_places_off"));
  const places = listPlaces(frame, context);
  if (!places.length) return make("p", {}, format.say("table_places_none"));
  const accounts = frame.entries.filter(({ visible }) => visible).map(({ account }) => account);
  const labels = [format.say("table_place_name"), ...accounts.map(({ label }) => label), format.say("table_differ")];
  const lines = places.map(({ name, words }) => {
    const cells = accounts.map(({ id }) => {
      const word = words.find((one) => one.account === id);
      return make("td", {}, word ? tellStatus(word, context) : format.say("table_silent"));
    });
    const unlike = differ(words) ? format.say("table_differ_yes") : "–";
    return make("tr", {}, make("th", { scope: "row" }, name), ...cells, make("td", {}, unlike));
  });
  const sums = accounts.map(({ id }) => make("td", {}, tally(id, places, format)));
  const differing = places.filter(({ words }) => differ(words)).length;
  const total = make(
    "tr",
    {},
    make("th", { scope: "row" }, format.say("table_tally_name")),
    ...sums,
    make("td", {}, format.number(differing)),
  );
  return makeTable(format.say("table_places"), makeHead(labels, labels), make("tbody", {}, total, ...lines));
}

/** The dialog that the tables stand in. @param {HTMLButtonElement} shut */
function makeDialog(shut) {
  const named = { "aria-labelledby": "kf-table-title" };
  const title = make("h3", { class: "kf-note-title", id: "kf-table-title" });
  const body = make("div", { class: "kf-table-body", tabindex: 0, role: "group", ...named });
  // Keys that scroll are the tables' own while they have the focus; ← and → still change the date.
  body.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (SCROLLS.includes(event.key)) event.stopPropagation();
  });
  const attributes = { class: "kf-table", role: "dialog", ...named, hidden: true };
  return { element: make("section", attributes, make("header", {}, title, shut), body), title, body };
}

/**
 * @param {Context} context
 * @returns {ReadableTables}
 */
export function createTable(context) {
  const { format, model } = context;
  const shut = iconButton("close", format.say("close"), () => close());
  const { element, title, body } = makeDialog(shut);
  const button = iconButton("table", format.say("table"), () => close() || open(), format.say("table_word"));
  setAttributes(button, { "aria-haspopup": "dialog", "aria-expanded": "false" });
  let frame = /** @type {Frame | null} */ (null);
  let told = () => ({ events: /** @type {any[]} */ ([]), change: "" });
  let signature = "";
  let timer = 0;

  function fill() {
    if (!frame) return;
    const { events, change } = told();
    setText(title, format.say("table_title", { date: format.longDate(frame.date) }));
    const state = tabulateState(frame, events, change, context);
    body.replaceChildren(state, tabulateFigures(frame, context), tabulatePlaces(frame, context));
  }

  function open() {
    element.hidden = false;
    button.setAttribute("aria-expanded", "true");
    fill();
    shut.focus({ preventScroll: true });
  }

  function close() {
    if (element.hidden) return false;
    const inside = element.contains(document.activeElement);
    element.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (inside) button.focus({ preventScroll: true });
    return true;
  }

  return {
    element,
    button,
    close,
    draw(next, tell) {
      frame = next;
      told = tell;
      const now = JSON.stringify([next.state, model.payload.notice]);
      if (element.hidden || now === signature) return;
      signature = now;
      clearTimeout(timer);
      timer = window.setTimeout(fill, WAIT_MS);
    },
  };
}
