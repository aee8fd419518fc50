/** The figures on the map: one line an account, and behind each line what it rests on. */

import { isReadingOn, nameOwn, readingOf, writeBand, writeReading } from "../model/readings.js";
import { keyFor } from "../model/sentences.js";
import { describeSource, line, linkSource, noteBeside, noteDispute, writeHead } from "../notes/notes.js";
import { lookOfFigure, makeAccountSwatch, makeReadingSwatch, makerOf } from "../style/style.js";
import { keepWhole, make, measureText, setText } from "../util/dom.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { AccountEntry, Frame, Model } from "../model/model.js"
 * @import { PinnedCard, Tooltip } from "../notes/hover.js"
 * @import { Format } from "../util/format.js"
 */

const AGED_DAYS = 7; // as the drawing on the map: paler after so many days,
const STALE_DAYS = 30; // and an outline after these
const LINE = 215; // pixels of a line of the narrower card, for a name, its figure and the age
const ROWS = { name: 14, chooser: 22, value: 15, age: 44, computed: 13.5, band: 17 }; // sizes, and room beside words
const SIGNS = { about: "≈", over: ">", at_least: "≥", up_to: "≤", under: "<" };
const WORDS_ROOM = 148; // pixels that words in place of a figure may take; longer ones stand in the note
const WORDS_SIZE = 13;

/**
 * The name of an account with several mappers: it opens the choice of one of them.
 * @param {Payload.Account} account
 * @param {string[]} mappers
 * @param {Context} context
 */
function makeChooser(account, mappers, { model, format, actions }) {
  const label = format.say("mapper_label", { account: account.label });
  const select = make("select", { class: "kf-name kf-mapper", "aria-label": label, title: label });
  select.append(make("option", { value: "" }, account.maker || account.label));
  for (const id of mappers) {
    const series = model.payload.series.find((one) => one.id === id);
    select.append(make("option", { value: id }, series ? series.label : id));
  }
  select.addEventListener("change", () => actions.chooseMapper(select.value || null));
  return select;
}

/** @param {Payload.Account} account @param {number} index @param {Context} context */
function createRow(account, index, context) {
  const { model, actions, format } = context;
  const spoken = format.say("account_label", { account: account.label });
  const check = make("input", { type: "checkbox", class: "kf-check", "aria-label": spoken });
  check.addEventListener("change", () => actions.toggleAccount(account.id, check.checked));
  const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
  const swatch = makeAccountSwatch(account, index);
  const dress = (/** @type {number} */ maker, /** @type {string} */ look) =>
    swatch.replaceChildren(...makeAccountSwatch(account, index, maker, look).childNodes);
  const toggle = make("label", { class: "kf-toggle", title: account.description }, check, tick, swatch);
  const mappers = model.mappers.get(account.id) || [];
  const chooser = mappers.length ? makeChooser(account, mappers, context) : null;
  const copied = make("span", { class: "kf-copied", "aria-hidden": "true" }); // a choice's own words cannot be copied
  toggle.append(chooser ? copied : make("span", { class: "kf-name" }, account.label));
  const value = make("span", { class: "kf-value" });
  const age = make("span", { class: "kf-age" });
  const says = make("button", { type: "button", class: "kf-says", "aria-haspopup": "dialog" }, value, age);
  const row = make("li", { class: "kf-row", "data-legend": account.id }, toggle, ...(chooser ? [chooser] : []), says);
  return {
    row,
    check,
    chooser,
    copied,
    value,
    age,
    says,
    dress,
    dressed: "",
    entry: /** @type {any} */ (null),
    shown: /** @type {any} */ ({}),
  };
}

/** What stands in a line for a figure; words too long for it are in the note. @param {AccountEntry} entry @param {Context} context */
function writeFigure({ figure, claim }, { format, model }) {
  if (!figure) return format.say(keyFor("no_report", model));
  if (!figure.words) return claim ? claim.figure : "";
  return measureText(figure.words, WORDS_SIZE) <= WORDS_ROOM ? figure.words : format.say("figure_in_words");
}

/**
 * A figure of which the hedge stands as its sign where its line has no room for the word, which is read and copied all
 * the same.
 * @param {string} words
 * @param {number} name pixels that the name takes
 * @param {Format} format
 * @returns {(Node | string)[]}
 */
function fitFigure(words, name, { say }) {
  if (name + measureText(words, ROWS.value, 600) + ROWS.age > LINE)
    for (const [key, sign] of Object.entries(SIGNS)) {
      const hedge = say(`hedge_${key}`, { figure: "" });
      if (hedge && words.startsWith(hedge)) {
        const attributes = { class: "kf-hedge", "data-sign": `${sign}\u00a0` };
        return [make("span", attributes, make("span", {}, hedge)), words.slice(hedge.length)];
      }
    }
  return keepWhole(words);
}

/** How wide the name of a line is, with what opens its choice. @param {ReturnType<typeof createRow>} row @param {Payload.Account} account */
const measureName = ({ chooser }, { label }) =>
  measureText(chooser?.selectedOptions[0]?.textContent || label, ROWS.name, 600) + (chooser ? ROWS.chooser : 0);

/** Whose figure it is: of an account with several mappers, the mapper's own name. @param {AccountEntry} entry @param {Model} model */
function nameMaker({ account, claim }, model) {
  const mapped = (model.mappers.get(account.id) || []).length > 0;
  const series = mapped && claim ? model.payload.series.find(({ id }) => id === claim.series) : null;
  return series ? series.label : account.label;
}

/** The whole of it as a sentence, for who cannot see the line. @param {AccountEntry} entry @param {Context} context */
export function spellFigure(entry, { format, model }) {
  const { figure, claim, age } = entry;
  const words = !figure ? format.say(keyFor("no_report", model)) : figure.words || claim?.figure || "";
  const sentence = format.say("spoken_figure", { account: nameMaker(entry, model), figure: words });
  return figure ? `${sentence}, ${format.age(age)}` : sentence;
}

/** Draw the sample of a line as its area is drawn on the map. @param {any} row @param {number} maker @param {string} look */
function dressRow(row, maker, look) {
  const dressed = `${maker}/${look}`;
  if (dressed !== row.dressed) row.dress(maker, look);
  row.dressed = dressed;
}

/** @param {any} row @param {AccountEntry} entry @param {Context} context */
function fillRow(row, entry, context) {
  const { format, model } = context;
  const { figure, age, visible } = entry;
  row.entry = entry;
  const { shown } = row;
  if (shown.figure !== figure || shown.payload !== model.payload) {
    const words = writeFigure(entry, context);
    row.value.replaceChildren(...(figure?.words ? [words] : fitFigure(words, measureName(row, entry.account), format)));
    row.value.classList.toggle("kf-worded", Boolean(figure?.words));
    row.row.classList.toggle("kf-silent", !figure);
    row.says.disabled = !figure;
  }
  if (shown.figure !== figure || shown.age !== age || shown.payload !== model.payload) {
    setText(row.age, figure ? format.say("age_short", { days: age }) : "");
    row.says.setAttribute("aria-label", spellFigure(entry, context));
    row.age.classList.toggle("kf-aged", Boolean(figure) && age > AGED_DAYS);
    row.age.classList.toggle("kf-stale", Boolean(figure) && age > STALE_DAYS);
    dressRow(row, makerOf(entry.claim, model.payload), lookOfFigure(figure, age));
  }
  row.shown = { figure, age, payload: model.payload };
  row.row.classList.toggle("kf-off", !visible);
  if (row.check.checked !== visible) row.check.checked = visible;
}

/**
 * What a line rests on: the claim with its source, and the words where there is no figure.
 * @param {AccountEntry} entry
 * @param {Context} context
 * @param {boolean} whole with the ways to the source
 * @returns {Node[]}
 */
function noteEntry({ account, figure, claim, age }, context, whole) {
  if (!figure || !claim) return [];
  const { format, model } = context;
  const since = [...describeSource(claim, figure.since, context), ` · ${format.age(age)}`];
  const told = figure.words || (whole ? claim.summary : "");
  return [
    writeHead(account.id, claim.claimant, claim.figure, context, claim),
    ...(told ? [line("kf-note-summary", told)] : []),
    line("kf-note-line kf-note-since", ...since),
    ...noteDispute(claim, claim.basis ? [claim.basis] : [], context),
    ...noteBeside(claim, model),
    ...(whole ? linkSource(claim, format) : [line("kf-note-line kf-note-end", format.say("figure_hint"))]),
  ];
}

/** Beside the right edge of a line. @param {Element} element @returns {[number, number]} client pixels */
function besideOf(element) {
  const box = element.getBoundingClientRect();
  return [box.right, box.top - 10];
}

/**
 * Show what a line rests on: beside the pointer, at the focus, and to stay where it is pressed.
 * @param {HTMLElement} says
 * @param {Tooltip} tooltip
 * @param {PinnedCard} card
 * @param {{key: () => string, tell: (whole: boolean) => Node[], hold: () => (frame: Frame) => boolean}} told
 */
function watchLine(says, tooltip, card, { key, tell, hold }) {
  const show = () => tooltip.show(key(), () => tell(false), ...besideOf(says));
  says.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") show();
  });
  says.addEventListener("focus", () => void (says.matches(":focus-visible") && show()));
  for (const name of ["pointerleave", "blur"]) says.addEventListener(name, tooltip.hide);
  says.addEventListener("click", () => {
    tooltip.hide();
    card.open(tell(true), ...besideOf(says), hold(), says);
  });
}

/** @param {ReturnType<typeof createRow>} row @param {Context} context @param {Tooltip} tooltip @param {PinnedCard} card */
function watchRow(row, context, tooltip, card) {
  watchLine(row.says, tooltip, card, {
    key: () => `says/${row.entry.account.id}/${row.entry.figure?.claim}/${row.entry.age}`,
    tell: (whole) => noteEntry(row.entry, context, whole),
    hold() {
      const { account, figure } = row.entry;
      return ({ entries }) => entries.some((one) => one.account === account && one.figure?.claim === figure?.claim);
    },
  });
}

/**
 * A line for each account.
 * @param {Context} context
 */
export function createFigures(context) {
  const rows = context.model.payload.accounts.map((account, index) => createRow(account, index, context));
  return {
    element: make("ul", { class: "kf-figures" }, ...rows.map(({ row }) => row)),
    /** @param {Tooltip} tooltip @param {PinnedCard} card */
    watch(tooltip, card) {
      for (const row of rows) watchRow(row, context, tooltip, card);
    },
    /** @param {Frame} frame */
    draw(frame) {
      for (const [position, entry] of frame.entries.entries()) {
        const { chooser, copied } = rows[position];
        const mapper = frame.state.mapper || "";
        if (chooser && chooser.value !== mapper) chooser.value = mapper;
        setText(copied, chooser?.selectedOptions[0]?.textContent || "");
        fillRow(rows[position], entry, context);
      }
    },
  };
}

/**
 * A reading's area, its band, and both as they are read out; on the line the band alone where both have no room.
 * @param {Payload.Reading | undefined} reading
 * @param {string} none said where there is none
 * @param {string} name of the line
 * @param {Format} format
 */
function splitReading(reading, none, name, format) {
  const whole = reading ? writeReading(reading, format) : none;
  if (!reading?.km2) return [whole, "", whole];
  const band = writeBand(reading, format);
  const area = format.say("reading_short", { km2: format.number(reading.km2) });
  const wide = measureText(name + area, ROWS.computed) + measureText(band, WORDS_SIZE) + ROWS.band;
  return wide > LINE ? [format.say("reading_band", { band }), "", whole] : [area, `(${band})`, whole];
}

/**
 * The line of the reading of the places, apart from the accounts: it is nobody's claim.
 * @param {Context} context
 * @param {string[]} groups
 */
export function createReadingRow({ model, format, actions }, groups) {
  const check = make("input", { type: "checkbox", class: "kf-check", "aria-label": format.say("reading_label") });
  check.addEventListener("change", () => actions.toggleLayer("reading", check.checked, groups));
  const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
  const name = make("span", { class: "kf-name" }, format.say("reading_name"));
  const toggle = make("label", { class: "kf-toggle" }, check, tick, makeReadingSwatch(), name);
  const value = make("span", { class: "kf-value" });
  const band = make("span", { class: "kf-age" });
  const says = make("button", { type: "button", class: "kf-says", "aria-haspopup": "dialog" }, value, " ", band);
  const label = make("p", { class: "kf-computed-label" }, format.say("reading_source"));
  const element = make("div", { class: "kf-row kf-computed", "data-legend": "reading" }, toggle, says, label);
  element.hidden = !model.payload.readings.length;
  let shown = "";
  const tell = () => [
    line("kf-note-title", name.textContent || ""),
    make("strong", {}, says.getAttribute("aria-label") || ""),
    line("kf-note-summary", label.textContent || ""),
    line("kf-note-line", format.say("reading_title")),
  ];
  return {
    element,
    /** @param {Tooltip} tooltip @param {PinnedCard} card */
    watch(tooltip, card) {
      const hold = () => {
        const now = shown;
        return () => now === shown;
      };
      watchLine(says, tooltip, card, { key: () => `says/reading/${shown}`, tell, hold });
    },
    /** @param {Frame} frame */
    draw(frame) {
      const { reading, readings, state } = frame;
      const on = isReadingOn(state);
      if (check.checked !== on) check.checked = on;
      element.classList.toggle("kf-undrawn", !on);
      const key = `${state.clock} ${state.reading} ${readings.rows.length} ${reading}`;
      if (key === shown) return;
      shown = key;
      const found = readingOf(frame);
      const own = nameOwn(state.reading, model.payload);
      setText(label, own ? format.say("reading_own_source", { account: own }) : format.say("reading_source"));
      const none = format.say(state.clock === "known" ? "reading_known" : "reading_none");
      const parts = splitReading(found, none, name.textContent || "", format);
      for (const [place, one] of [value, band].entries()) setText(one, parts[place]);
      says.setAttribute("aria-label", parts[2]);
      value.classList.toggle("kf-worded", !found?.km2);
      element.classList.toggle("kf-silent", !found);
    },
  };
}
