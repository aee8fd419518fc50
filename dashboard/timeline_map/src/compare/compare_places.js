/** The settlements that changed hands between the two sides: their number, and on request a list. */
import { countPlaces, tellTurn } from "./compare_words.js";
import { make, setAttributes, setText, textButton } from "../util/dom.js";

/** Groups of settlements of which the same is told. @param {KurskCompared} compared @param {KurskFormat} format */
function groupChanges(compared, format) {
  const groups = new Map();
  for (const change of compared.changes) {
    const turn = tellTurn(change, compared, format);
    groups.set(turn, [...(groups.get(turn) || []), change.place]);
  }
  return [...groups];
}

/** A settlement's name, where a panel can show its history as a button. @param {any} place @param {KurskContext} context */
function namePlace(place, { format, actions }) {
  const words = format.name(place);
  if (!actions.showPlace) return make("li", {}, words);
  const button = make("button", { type: "button", class: "kf-note-action", title: format.say("place_history") }, words);
  button.addEventListener("click", () => actions.showPlace?.(place.id));
  return make("li", {}, button);
}

/**
 * @param {KurskContext} context
 * @returns {{element: HTMLElement, button: HTMLButtonElement, close: () => boolean, draw: (compared: KurskCompared) => void}}
 */
export function createPlaces(context) {
  const { format } = context;
  const button = textButton("", "", () => show(element.hidden));
  setAttributes(button, { "aria-controls": "kf-compare-places", "data-testid": "compare-places" });
  const element = make("div", { class: "kf-compare-places", id: "kf-compare-places", role: "group", hidden: true });
  let compared = /** @type {KurskCompared | null} */ (null);
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
      make("ul", {}, ...places.map((/** @type {any} */ place) => namePlace(place, context))),
    ]);
    const silent = compared.silent ? [make("p", { class: "kf-note-line" }, format.count("compare_silent", compared.silent))] : [];
    element.replaceChildren(...rows, ...silent);
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
      const key = `${next.kind} ${next.before.label} ${next.after.label} ${next.silent} ${next.changes.map(
        ({ place, before, after }) => `${place.id}${before.status}${after.status}`,
      )}`;
      if (key === told) return;
      told = key;
      button.disabled = !next.changes.length && !next.silent;
      if (!element.hidden) fill();
    },
  };
}
