/** The figures over the map: the date, the clock, a row for each account, and the line over the chart. */
import { makeStrengthKey } from "../map/areas.js";
import { makeBoundKey } from "../map/bounds.js";
import { makeMarkKey } from "../map/marks.js";
import { keyFor } from "../model/fetched.js";
import { nameOwn, readingOf, writeArea, writeBand } from "../model/readings.js";
import { createNotice, describeSource } from "../notes/notes.js";
import { makeAccountSwatch, makeReadingSwatch } from "../style/style.js";
import { make, setText } from "../util/dom.js";

/** @param {KurskContext} context */
export function createCaption({ model, format }) {
  const change = make("span", { class: "kf-change" });
  const event = make("span", { class: "kf-happening" });
  const element = make("p", { class: "kf-caption" }, event, change);
  return {
    element,
    words: () => change.textContent || "",
    /** @param {KurskFrame} frame @param {Payload.Event[]} events those of the day */
    draw(frame, events) {
      const { step, day } = frame;
      let words = format.say(keyFor("caption_before", model));
      if (step && step.day === day) words = step.captions?.[frame.state.mapper || ""] || step.caption;
      else if (step) {
        const age = day - step.day;
        words = format.count(keyFor("caption_since", model), age, { date: format.longDate(model.isoOf(step.day)) });
      }
      setText(change, words);
      setText(event, events.map((one) => one.title).join(" · "));
      element.title = [...events.map((one) => `${one.title}: ${one.summary}`), words].join("\n");
    },
  };
}

const CLOCKS = /** @type {("event" | "known")[]} */ (["event", "known"]);
const STALE_DAYS = 30;

/**
 * The name of an account with several mappers: it opens the choice of one of them.
 * @param {Payload.Account} account
 * @param {string[]} mappers
 * @param {KurskContext} context
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

/** @param {Payload.Account} account @param {number} index @param {KurskContext} context */
function createRow(account, index, context) {
  const { model, actions, format } = context;
  const spoken = format.say("account_label", { account: account.label });
  const check = make("input", { type: "checkbox", class: "kf-check", "aria-label": spoken });
  check.addEventListener("change", () => actions.toggleAccount(account.id, check.checked));
  const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
  const swatch = makeAccountSwatch(account, index);
  const toggle = make("label", { class: "kf-toggle", title: account.description }, check, tick, swatch);
  const mappers = model.mappers.get(account.id) || [];
  const chooser = mappers.length ? makeChooser(account, mappers, context) : null;
  const copied = make("span", { class: "kf-copied", "aria-hidden": "true" }); // a choice's own words cannot be copied
  toggle.append(chooser ? copied : make("span", { class: "kf-name" }, account.label));
  const value = make("span", { class: "kf-value" });
  const age = make("span", { class: "kf-age" });
  const words = make("p", { class: "kf-words" });
  const source = make("p", { class: "kf-source" });
  const reading = make("div", { class: "kf-reading" }, value, age);
  const head = make("div", { class: "kf-row-head" }, toggle, ...(chooser ? [chooser] : []), reading);
  const row = make("li", { class: "kf-row", "data-legend": account.id }, head, words, source);
  return { row, check, chooser, copied, value, age, words, source, shown: /** @type {any} */ (undefined) };
}

/** The same in one sentence, with what the line has no room for. @param {Payload.Claim} claim @param {number} disputes @param {KurskFormat} format */
function spellSource(claim, disputes, format) {
  const parts = [claim.claimant, claim.source, claim.as_of, format.say("grade", { grade: claim.grade })];
  if (disputes) parts.push(format.say("disputed_by", { count: disputes }));
  return parts.join(" · ");
}

/** @param {any} row @param {KurskEntry} entry @param {KurskContext} context */
function fillRow(row, entry, context) {
  const { format, model } = context;
  const { figure, claim } = entry;
  const disputes = claim ? model.known.countDisputes(claim) : 0; // may grow as days pass
  if (row.shown !== figure || row.disputes !== disputes || row.payload !== model.payload) {
    row.shown = figure;
    row.payload = model.payload;
    row.disputes = disputes;
    const inWords = Boolean(figure?.words);
    setText(row.value, !figure ? format.say(keyFor("no_report", model)) : inWords || !claim ? "" : claim.figure);
    setText(row.words, figure?.words || "");
    row.words.title = row.words.textContent;
    row.row.classList.toggle("kf-silent", !figure);
    row.source.replaceChildren(...(claim && figure ? describeSource(claim, figure.since, context) : []));
    row.source.title = claim ? spellSource(claim, disputes, format) : "";
  }
  setText(row.age, figure ? format.age(entry.age) : "");
  row.age.dataset.short = figure ? format.say("age_short", { days: entry.age }) : "";
  row.age.classList.toggle("kf-stale", Boolean(figure) && entry.age > STALE_DAYS);
  row.row.classList.toggle("kf-off", !entry.visible);
  if (row.check.checked !== entry.visible) row.check.checked = entry.visible;
}

/**
 * The switch over the figures: two buttons, one of them pressed.
 * @param {KurskContext} context
 */
function createSwitch({ format, actions }) {
  const buttons = CLOCKS.map((clock) => {
    const attributes = { type: "button", class: "kf-button kf-text", title: format.say(`clock_${clock}_title`) };
    const button = make("button", { ...attributes, "data-clock": clock }, format.say(`clock_${clock}`));
    button.addEventListener("click", () => actions.chooseClock(clock));
    return { clock, button };
  });
  const attributes = { class: "kf-clock", role: "group", "aria-label": format.say("clock_label") };
  return {
    element: make("div", attributes, ...buttons.map(({ button }) => button)),
    /** @param {KurskFrame} frame */
    draw({ state }) {
      for (const { clock, button } of buttons) {
        const pressed = String(state.clock === clock);
        if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      }
    },
  };
}

/**
 * The row of the reading of the places, apart from the accounts: it is nobody's claim.
 * @param {KurskContext} context
 * @param {string[]} groups
 */
function createReadingRow({ model, format, actions }, groups) {
  const check = make("input", { type: "checkbox", class: "kf-check", "aria-label": format.say("reading_label") });
  check.addEventListener("change", () => actions.toggleLayer("reading", check.checked, groups));
  const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
  const name = make("span", { class: "kf-name" }, format.say("reading_name"));
  const toggle = make("label", { class: "kf-toggle" }, check, tick, makeReadingSwatch(), name);
  const value = make("span", { class: "kf-value" });
  const band = make("span", { class: "kf-age" });
  const head = make("div", { class: "kf-row-head" }, toggle, make("div", { class: "kf-reading" }, value, band));
  const source = make("p", { class: "kf-source" }, format.say("reading_source"));
  const title = format.say("reading_title");
  const element = make("div", { class: "kf-computed", title, "data-legend": "reading" }, head, source);
  element.hidden = !model.payload.readings.length;
  let shown = "";
  return {
    element,
    /** @param {KurskFrame} frame */
    draw(frame) {
      const { reading, readings, state } = frame;
      const on = state.layers.includes("reading");
      if (check.checked !== on) check.checked = on;
      element.classList.toggle("kf-undrawn", !on);
      const key = `${state.clock} ${state.reading} ${readings.rows.length} ${reading}`;
      if (key === shown) return;
      shown = key;
      const found = readingOf(frame);
      const own = nameOwn(state.reading, model.payload);
      setText(name, own ? format.say("reading_own", { account: own }) : format.say("reading_name"));
      const none = format.say(state.clock === "known" ? "reading_known" : "reading_none");
      setText(value, found ? writeArea(found, format) : none);
      setText(band, found?.km2 ? `(${writeBand(found, format)})` : "");
      band.dataset.short = band.textContent || "";
      element.classList.toggle("kf-silent", !found);
    },
  };
}

/**
 * @param {KurskContext} context
 * @param {string[]} groups what can be switched
 * @returns {{element: HTMLElement, draw: (frame: KurskFrame) => void}}
 */
export function createLegend(context, groups) {
  const { model, format } = context;
  const date = make("h2", { class: "kf-date" });
  const weekday = make("span", { class: "kf-weekday" });
  const heading = make("p", { class: "kf-heading" }, format.say("figures_heading"));
  const rows = model.payload.accounts.map((account, index) => createRow(account, index, context));
  const list = make("ul", { class: "kf-figures" }, ...rows.map((row) => row.row));
  const top = make("div", { class: "kf-dateline" }, weekday, date);
  const clock = createSwitch(context);
  const notice = createNotice(context);
  const attributes = { class: "kf-legend", "aria-label": format.say("figures_label") };
  const strengths = makeStrengthKey(format, model.payload.strength);
  const marks = makeMarkKey(format);
  const bounds = makeBoundKey(context);
  const reading = createReadingRow(context, groups);
  const said = [top, clock.element, notice.element, heading, list];
  const element = make("section", attributes, ...said, reading.element, bounds.element, strengths, marks);
  return {
    element,
    draw(frame) {
      setText(date, format.longDate(frame.date));
      setText(weekday, format.weekday(frame.date));
      clock.draw(frame);
      notice.draw(frame);
      reading.draw(frame);
      bounds.draw(frame);
      strengths.hidden = !frame.state.layers.includes("evidence");
      marks.hidden = !frame.state.layers.includes("settlements");
      for (const [position, entry] of frame.entries.entries()) fillRow(rows[position], entry, context);
      for (const row of rows) {
        if (!row.chooser) continue;
        const mapper = frame.state.mapper || "";
        if (row.chooser.value !== mapper) row.chooser.value = mapper;
        setText(row.copied, row.chooser.selectedOptions[0]?.textContent || "");
      }
    },
  };
}
