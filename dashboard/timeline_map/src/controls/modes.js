/** The switch of the map's modes in the box of layers, and what a mode means, in the card. */

import { MAP_MODES } from "../model/modes.js";
import { READING } from "../model/readings.js";
import { tellMode, writeKm2 } from "../notes/mode_words.js";
import { makeModeHatches, makeModeSwatch } from "../style/mode_looks.js";
import { make } from "../util/dom.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { MapMode } from "../model/modes.js"
 */

/** @param {Context} context */
export function createModeSwitch({ model, format, actions }) {
  const select = make("select", { class: "kf-compare-pick kf-mode-pick", "aria-label": format.say("mode_title") });
  for (const mode of MAP_MODES) select.append(make("option", { value: mode }, format.say(`mode_${mode}`)));
  select.addEventListener("change", () => actions.chooseMode(/** @type {MapMode} */ (select.value)));
  const label = format.say("mode_whose");
  const whose = make("select", { class: "kf-compare-pick kf-mode-whose", "aria-label": label, title: label });
  for (const { id, label: name } of model.payload.accounts) whose.append(make("option", { value: id }, name));
  if (model.payload.readings.length) whose.append(make("option", { value: READING }, format.say("reading_name")));
  whose.addEventListener("change", () => actions.chooseWhose(whose.value));
  return {
    elements: [make("p", { class: "kf-menu-title" }, format.say("mode_title")), select, whose],
    /** @param {Frame} frame */
    draw({ state }) {
      select.value = state.mode;
      whose.value = state.whose ?? state.accounts[0] ?? "";
      whose.hidden = state.mode !== "days";
    },
  };
}

/** The legend of the mode that is shown: its classes with their km², and what to know about it. @param {Context} context */
export function createModeKey(context) {
  const { model, format } = context;
  const hatches = makeModeHatches(model.payload.accounts);
  const title = make("p", { class: "kf-mode-title" });
  const rows = make("ul", { class: "kf-mode-rows" });
  const notes = make("div", { class: "kf-mode-notes" });
  const element = make(
    "section",
    { class: "kf-mode", "data-testid": "mode", hidden: true },
    hatches.element,
    title,
    rows,
    notes,
  );
  let shown = "";
  return {
    element,
    /** @param {Frame} frame */
    draw(frame) {
      const told = tellMode(frame, context);
      const key = JSON.stringify(told);
      if (key === shown) return;
      shown = key;
      element.hidden = !told;
      if (!told) return;
      const slopes = model.modes.rows?.slopes ?? [];
      hatches.fill(slopes);
      title.textContent = told.title;
      rows.replaceChildren(
        ...told.lines.map(({ look, words, km2 }) => {
          const size = km2 === null ? "" : writeKm2(km2, format);
          const value = make("span", { class: "kf-mode-value" }, size);
          return make("li", { "data-look": look }, makeModeSwatch(look, slopes), make("span", {}, words), value);
        }),
      );
      notes.replaceChildren(...told.notes.map((words) => make("p", {}, words)));
    },
  };
}
