/** The bar over a comparison: what is compared, both figures, the sizes, and the places that changed. */

import { COMPARE_MODES, isReading, isSpoken, listKeys, listTold } from "../model/comparison.js";
import { writeReading } from "../model/readings.js";
import { keyFor } from "../model/sentences.js";
import { createNotice, describeSource } from "../notes/notes.js";
import { makeAccountSwatch, makeReadingSwatch, makerOf } from "../style/style.js";
import { iconButton, make, setAttributes, setText, textButton } from "../util/dom.js";
import { makePartSwatch } from "./overlay.js";
import { countPlaces, nameSizes, tellComparison, tellTurn, writeKm2 } from "./words.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Compared, Comparison, ComparedSide } from "../model/comparison.js"
 * @import { Place } from "../model/control.js"
 * @import { State } from "../model/fields.js"
 * @import { AskedDay, Calendar } from "../notes/calendar.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} CompareBar
 * @property {HTMLElement} element
 * @property {() => boolean} close
 * @property {(state: State, compared: Compared | null) => void} draw
 */

/**
 * Where dates are chosen, and what is asked there for the shown one.
 * @typedef {object} DateFields
 * @property {Calendar} calendar
 * @property {AskedDay} shown
 */

/** Groups of settlements of which the same is told. @param {Compared} compared @param {Format} format */
function groupChanges(compared, format) {
  const groups = new Map();
  for (const change of compared.changes) {
    const turn = tellTurn(change, compared, format);
    groups.set(turn, [...(groups.get(turn) || []), change.place]);
  }
  return [...groups];
}

/** A settlement's name, where a panel can show its history as a button. @param {Place} place @param {Context} context */
function namePlace(place, { format, actions }) {
  const words = format.name(place);
  if (!actions.showPlace) return make("li", {}, words);
  const button = make("button", { type: "button", class: "kf-note-action", title: format.say("place_history") }, words);
  button.addEventListener("click", () => actions.showPlace?.(place.id));
  return make("li", {}, button);
}

/** What the list says: another one is written only when this differs. @param {Compared} compared */
function keyOf({ kind, before, after, silent, changes }) {
  const turns = changes.map((one) => `${one.place.id}${one.before.status}${one.after.status}`);
  return `${kind} ${before.label} ${after.label} ${silent} ${turns}`;
}

/**
 * @param {Context} context
 * @returns {{element: HTMLElement, button: HTMLButtonElement, close: () => boolean, draw: (compared: Compared) => void}}
 */
function createPlaces(context) {
  const { format } = context;
  const button = textButton("", "", () => show(element.hidden));
  setAttributes(button, { "aria-controls": "kf-compare-places", "data-testid": "compare-places" });
  const element = make("div", { class: "kf-compare-places", id: "kf-compare-places", role: "group", hidden: true });
  let compared = /** @type {Compared | null} */ (null);
  let told = "";

  /** @param {boolean} on */
  function show(on) {
    element.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    if (on) fill();
  }

  function fill() {
    if (!compared) return;
    const rows = groupChanges(compared, format).flatMap(([turn, places]) => [
      make("p", { class: "kf-note-title" }, turn),
      make("ul", {}, ...places.map((/** @type {Place} */ place) => namePlace(place, context))),
    ]);
    if (compared.silent)
      rows.push(make("p", { class: "kf-note-line" }, format.count("compare_silent", compared.silent)));
    element.replaceChildren(...rows);
  }
  show(false);

  return {
    element,
    button,
    close() {
      if (element.hidden) return false;
      const inside = element.contains(document.activeElement);
      show(false);
      if (inside) button.focus({ preventScroll: true });
      return true;
    },
    draw(next) {
      compared = next;
      const words = countPlaces(next, format);
      setText(button, words);
      element.setAttribute("aria-label", words);
      const key = keyOf(next);
      if (key === told) return;
      told = key;
      button.disabled = !next.changes.length && !next.silent;
      if (!element.hidden) fill();
    },
  };
}

const PARTS = /** @type {("lost" | "unchanged" | "gained")[]} */ (["lost", "unchanged", "gained"]);

/** @param {Context} context @param {string} label @param {(key: string) => void} choose */
function makePicker({ model, format }, label, choose) {
  const spoken = listKeys(model).filter(({ key }) => isSpoken(key, model));
  const keys = spoken.map(({ key, label: words }) => make("option", { value: key }, words));
  const title = format.say(label);
  const select = make("select", { class: "kf-compare-pick", "aria-label": title, title }, ...keys);
  select.addEventListener("change", () => choose(select.value));
  return select;
}

/** A button that says a date, and opens the field in which it can be changed. @param {Format} format @param {Calendar} calendar @param {AskedDay} ask */
function makeDayButton(format, calendar, ask) {
  const button = calendar.lend(
    textButton("", ask.label, () => undefined),
    ask,
  );
  button.classList.add("kf-compare-pick");
  return {
    button,
    /** @param {string} iso */
    draw(iso) {
      if (button.dataset.day === iso) return;
      button.dataset.day = iso;
      setText(button, format.shortDate(iso));
      button.setAttribute("aria-label", `${ask.label}: ${format.longDate(iso)}`);
    },
  };
}

/** The date to compare with, and the switch that makes it the shown one. @param {Context} context @param {Calendar} calendar */
function makeDay({ format, actions }, calendar) {
  let kept = ""; // the date that was compared with last
  const ask = {
    label: format.say("compare_pick_day"),
    day: () => kept,
    choose: (/** @type {string} */ day) => actions.compare({ day }),
  };
  const { button, draw } = makeDayButton(format, calendar, ask);
  button.classList.add("kf-compare-day");
  const same = textButton(format.say("compare_shown_day"), format.say("compare_shown_day_title"), () => {
    actions.compare({ day: same.getAttribute("aria-pressed") === "true" ? kept : null });
  });
  return {
    button,
    same,
    /** @param {Compared} compared */
    draw({ pinned, shown }, /** @type {Comparison} */ { day }) {
      if (day !== null) kept = pinned.date;
      kept ||= shown.date;
      draw(kept);
      button.disabled = day === null;
      same.setAttribute("aria-pressed", String(day === null));
    },
  };
}

/**
 * Let two groups stand in the order of the cards and the maps, the switch between them. What has the focus keeps its
 * place in the page, and the others go round it: moved, it would lose the focus.
 * @param {HTMLElement} first
 * @param {HTMLElement} between
 * @param {HTMLElement} second
 */
function standInOrder(first, between, second) {
  if (first.nextElementSibling === between) return;
  const focused = document.activeElement;
  if (second.contains(focused)) second.before(first, between);
  else if (between === focused) {
    between.before(first);
    between.after(second);
  } else first.after(between, second);
}

/** The row of choices. @param {Context} context @param {DateFields} dates */
function makeChoices(context, { calendar, shown: ask }) {
  const { format, actions } = context;
  const modes = COMPARE_MODES.map((mode) => {
    const button = textButton(format.say(`compare_${mode}`), format.say(`compare_${mode}_title`), () =>
      actions.compare({ mode }),
    );
    button.dataset.mode = mode;
    return button;
  });
  const against = makePicker(context, "compare_pick_against", (key) => actions.compare({ against: key }));
  const account = makePicker(context, "compare_pick_account", (key) => actions.compare({ account: key }));
  const day = makeDay(context, calendar);
  const shown = makeDayButton(format, calendar, ask);
  shown.button.classList.add("kf-compare-shown");
  const swap = iconButton("swap", format.say("compare_swap"), actions.swapCompared);
  const close = iconButton("close", format.say("compare_close"), actions.toggleCompare);
  close.classList.add("kf-compare-close");
  const group = (/** @type {string} */ side, /** @type {Node[]} */ ...nodes) =>
    make("div", { class: "kf-group", "data-chosen": side }, ...nodes);
  const pinned = group("against", against, day.button, day.same);
  const own = group("account", account, shown.button);
  const choice = make("div", { class: "kf-group", role: "group", "aria-label": format.say("compare_mode") }, ...modes);
  const element = make("div", { class: "kf-compare-choices" }, choice, pinned, swap, own, close);
  return {
    element,
    /** @param {Compared} compared @param {Comparison} compare */
    draw(compared, compare) {
      for (const button of modes) button.setAttribute("aria-pressed", String(button.dataset.mode === compare.mode));
      if (against.value !== compare.against) against.value = compare.against;
      if (account.value !== compare.account) account.value = compare.account;
      day.draw(compared, compare);
      shown.draw(compared.shown.date);
      const [left, right] = compared.swapped ? [own, pinned] : [pinned, own];
      standInOrder(left, swap, right);
      // Dates stand in their order: of two of them the switch only shows the other.
      const dated = compared.pinned.day !== compared.shown.day;
      const title = format.say(dated ? "compare_swap_days" : "compare_swap");
      if (swap.title !== title) setAttributes(swap, { title, "aria-label": title });
    },
  };
}

/** One side: drawing, figure, whose and of which date, and its source. @param {Context} context @param {string} name */
function makeSide(context, name) {
  const { format, model } = context;
  const drawing = make("span", { class: "kf-compare-drawing" });
  const title = make("span", { class: "kf-compare-title" });
  const figure = make("strong", { class: "kf-compare-figure" });
  const source = make("p", { class: "kf-source" });
  const element = make(
    "div",
    { class: "kf-compare-side", "data-side": name },
    make("p", {}, drawing, title, " ", figure),
    source,
  );
  let shown = /** @type {any[]} */ ([]);
  return {
    element,
    /** @param {ComparedSide} side */
    draw(side) {
      const { figure: says, claim, reading: read } = side;
      const now = [side.key, says, read, side.date, model.known.isOn(), model.payload];
      if (now.every((one, place) => one === shown[place])) return;
      shown = now;
      drawing.replaceChildren(
        isReading(side.key)
          ? makeReadingSwatch()
          : makeAccountSwatch(model.payload.accounts[side.index], side.index, makerOf(claim, model.payload)),
      );
      setText(title, format.say("compare_tag", { account: side.label, day: format.shortDate(side.date) }));
      const written = read ? writeReading(read, format) : format.say(keyFor("no_report", model));
      setText(figure, says ? says.words || claim?.figure || "" : written);
      figure.classList.toggle("kf-worded", says ? Boolean(says.words) : !read);
      const computed = read ? [format.say("reading_source")] : [];
      source.replaceChildren(...(claim && says ? describeSource(claim, says.since, context) : computed));
      source.title = source.textContent || "";
    },
  };
}

/** Ground lost, unchanged and gained, each with its drawing and size. @param {Format} format */
function makeSizes(format) {
  const rows = PARTS.map((part) => {
    const value = make("strong", {});
    const name = make("span", { class: "kf-compare-part-name" });
    const swatch = makePartSwatch(part);
    return { part, value, name, item: make("li", { "data-part": part }, swatch, value, name) };
  });
  const element = make("ul", { class: "kf-compare-sizes" }, ...rows.map(({ item }) => item));
  return {
    element,
    /** @param {Compared} compared */
    draw(compared) {
      element.hidden = !compared.sizes; // the words say why
      const names = nameSizes(compared, format);
      for (const { part, value, name, item } of rows) {
        const { sizes } = compared;
        item.hidden = !sizes || !listTold(sizes).includes(part);
        setText(value, sizes ? format.say("compare_km2", { number: writeKm2(sizes[part], format) }) : "");
        setText(name, names[part]);
      }
    },
  };
}

/**
 * @param {Context} context
 * @param {DateFields} dates
 * @returns {CompareBar}
 */
export function createBar(context, dates) {
  const { format } = context;
  const choices = makeChoices(context, dates);
  const before = makeSide(context, "before");
  const after = makeSide(context, "after");
  const sizes = makeSizes(format);
  const places = createPlaces(context);
  const words = make("p", { class: "kf-compare-words", tabindex: 0, "data-testid": "compare-words" });
  const clock = make("p", { class: "kf-compare-clock", hidden: true }, format.say("clock_known"));
  const facts = make("div", { class: "kf-compare-facts" }, before.element, sizes.element, after.element);
  const told = make("div", { class: "kf-compare-told" }, words, make("div", {}, places.button, clock));
  const notice = createNotice(context);
  const attributes = { class: "kf-compare", "aria-label": format.say("compare_label"), hidden: true };
  const element = make("section", attributes, notice.element, choices.element, facts, told, places.element);
  return {
    element,
    close: places.close,
    draw({ compare, clock: shown }, compared) {
      element.hidden = !compared;
      if (!compared || !compare) return void places.close();
      notice.draw(compared.shown.frame);
      clock.hidden = shown !== "known";
      choices.draw(compared, compare);
      before.draw(compared.before);
      after.draw(compared.after);
      sizes.draw(compared);
      setText(words, tellComparison(compared, context).join(" "));
      places.draw(compared);
    },
  };
}
