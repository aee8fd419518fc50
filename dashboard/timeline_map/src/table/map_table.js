/** The map as tables: what it shows for readers who cannot see it, in step with the date. */
import { differ } from "../model/control.js";
import { tellStatus } from "../notes/place_notes.js";
import { NUMERIC, listFigures, listPlaces, listState } from "./map_table_rows.js";
import { iconButton, make, setAttributes, setText } from "../util/dom.js";

const WAIT_MS = 120; // tables follow once the date has come to rest
const STATUSES = ["held", "contested", "lost"];
const COLUMNS = ["account", "figure", "claimant", "edge", "claimed", "measured", "since", "age", "public", "source", "grade"];
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

/** @param {KurskFrame} frame @param {any[]} events @param {string} change @param {KurskContext} context */
function tabulateState(frame, events, change, context) {
  const rows = listState(frame, events, change, context);
  const lines = rows.map(([name, words]) =>
    make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, words)),
  );
  return makeTable(context.format.say("table_shown"), make("tbody", {}, ...lines));
}

/** @param {KurskFrame} frame @param {KurskContext} context */
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
  const head = makeHead(names.map((name) => format.say(`table_${name}`)), names);
  return makeTable(format.say("table_accounts"), head, make("tbody", {}, ...lines));
}

/** How many places an account calls held, contested, lost. @param {string} account @param {any[]} places @param {KurskFormat} format */
function tally(account, places, format) {
  const words = places.flatMap((place) => place.words.filter((/** @type {any} */ one) => one.account === account));
  const count = (/** @type {string} */ status) => words.filter((one) => one.status === status).length;
  return format.say("table_tally", Object.fromEntries(STATUSES.map((status) => [status, count(status)])));
}

/** @param {KurskFrame} frame @param {KurskContext} context */
function tabulatePlaces(frame, context) {
  const { format } = context;
  if (!frame.state.layers.includes("settlements")) return make("p", {}, format.say("table_places_off"));
  const places = listPlaces(frame, context);
  if (!places.length) return make("p", {}, format.say("table_places_none"));
  const accounts = frame.entries.filter(({ visible }) => visible).map(({ account }) => account);
  const labels = [format.say("table_place_name"), ...accounts.map(({ label }) => label), format.say("table_differ")];
  const lines = places.map(({ name, words }) => {
    const cells = accounts.map(({ id }) => {
      const word = words.find((/** @type {any} */ one) => one.account === id);
      return make("td", {}, word ? tellStatus(word, context) : format.say("table_silent"));
    });
    const unlike = differ(words) ? format.say("table_differ_yes") : "–";
    return make("tr", {}, make("th", { scope: "row" }, name), ...cells, make("td", {}, unlike));
  });
  const sums = accounts.map(({ id }) => make("td", {}, tally(id, places, format)));
  const differing = places.filter(({ words }) => differ(words)).length;
  const total = make("tr", {}, make("th", { scope: "row" }, format.say("table_tally_name")), ...sums, make("td", {}, format.number(differing)));
  return makeTable(format.say("table_places"), makeHead(labels, labels), make("tbody", {}, total, ...lines));
}

/**
 * @param {KurskContext} context
 * @returns {KurskTable}
 */
export function createTable(context) {
  const { format, model } = context;
  const title = make("h3", { class: "kf-note-title", id: "kf-table-title" });
  const body = make("div", { class: "kf-table-body", tabindex: 0, role: "group", "aria-labelledby": "kf-table-title" });
  const shut = iconButton("close", format.say("close"), () => close());
  const attributes = { class: "kf-table", role: "dialog", "aria-labelledby": "kf-table-title", hidden: true };
  const element = make("section", attributes, make("header", {}, title, shut), body);
  const button = iconButton("table", format.say("table"), () => (element.hidden ? open() : close()));
  setAttributes(button, { "aria-haspopup": "dialog", "aria-expanded": "false" });
  let frame = /** @type {KurskFrame | null} */ (null);
  let told = () => ({ events: /** @type {any[]} */ ([]), change: "" });
  let signature = "";
  let timer = 0;
  // Keys that scroll are the tables' own while they have the focus; ← and → still change the date.
  body.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (SCROLLS.includes(event.key)) event.stopPropagation();
  });

  function fill() {
    if (!frame) return;
    const { events, change } = told();
    setText(title, format.say("table_title", { date: format.longDate(frame.date) }));
    body.replaceChildren(
      tabulateState(frame, events, change, context),
      tabulateFigures(frame, context),
      tabulatePlaces(frame, context),
    );
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
      if (element.hidden) return;
      const now = JSON.stringify([next.state, model.payload.notice]);
      if (now === signature) return;
      signature = now;
      clearTimeout(timer);
      timer = window.setTimeout(fill, WAIT_MS);
    },
  };
}
