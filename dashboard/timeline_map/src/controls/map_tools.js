/** The furniture of the map: zoom and fit, the layer menu, the scale bar and the credits. */
import { iconButton, make } from "../util/dom.js";

const EVIDENCE = "evidence";

/** @param {any[]} layers @returns {string[]} what can be switched: the land stays, evidence comes on top */
export function listGroups(layers) {
  return [...new Set(layers.map((layer) => layer.group))].filter((group) => group !== "base").concat(EVIDENCE);
}

/** @param {string} label @param {(on: boolean) => void} onChange */
export function makeSwitch(label, onChange) {
  const check = make("input", { type: "checkbox", class: "kf-check" });
  check.addEventListener("change", () => onChange(check.checked));
  const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
  return { check, row: make("label", { class: "kf-toggle" }, check, tick, label) };
}

/**
 * @param {KurskContext} context
 * @param {any[]} layers
 * @returns {{button: HTMLButtonElement, menu: HTMLElement, draw: (frame: KurskFrame) => void, close: () => boolean}}
 */
export function createLayerMenu({ format, actions }, layers) {
  const groups = listGroups(layers);
  const switches = groups.map((group) => ({
    group,
    ...makeSwitch(format.say(`group_${group}`), (on) => actions.toggleLayer(group, on, groups)),
  }));
  const others = makeSwitch(format.say("others"), actions.showOthers);
  const menu = make(
    "div",
    { class: "kf-menu", id: "kf-layer-menu", role: "group", "aria-label": format.say("layers"), hidden: true },
    make("p", { class: "kf-menu-title" }, format.say("layers")),
    ...switches.filter(({ group }) => group !== EVIDENCE).map(({ row }) => row),
    make("p", { class: "kf-menu-title" }, format.say("others_title")),
    ...switches.filter(({ group }) => group === EVIDENCE).map(({ row }) => row),
    others.row,
  );
  const button = iconButton("layers", format.say("layers"), () => show(menu.hidden));
  button.setAttribute("aria-controls", "kf-layer-menu");

  /** @param {boolean} on */
  function show(on) {
    menu.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
  }
  show(false);

  return {
    button,
    menu,
    draw(frame) {
      for (const { group, check } of switches) check.checked = frame.state.layers.includes(group);
      others.check.checked = frame.state.others;
    },
    close() {
      if (menu.hidden) return false;
      show(false);
      button.focus({ preventScroll: true });
      return true;
    },
  };
}

/**
 * "Approximate" in plain sight, and on opening: why, and whose data lies underneath.
 * @param {KurskContext} context
 * @param {any[]} layers
 */
export function makeCredits({ model, format }, layers) {
  const byCredit = new Map();
  for (const { credit, label } of layers.filter((layer) => layer.credit)) {
    byCredit.set(credit, [...(byCredit.get(credit) || []), label]);
  }
  const lines = [model.payload.front.disclaimer];
  for (const [credit, labels] of byCredit) {
    lines.push(format.say("credit_line", { layers: labels.join(", "), credit }));
  }
  const summary = make("summary", { title: format.say("credits") }, format.say("approximate_short"));
  const body = make("div", { class: "kf-credit-lines" }, ...lines.filter(Boolean).map((words) => make("p", {}, words)));
  return make("details", { class: "kf-credits" }, summary, body);
}

/**
 * @param {KurskMap} map
 * @param {KurskFormat} format
 * @param {() => void} fit
 * @param {HTMLButtonElement} layersButton
 */
export function makeButtons(map, format, fit, layersButton) {
  return make(
    "div",
    { class: "kf-map-tools", role: "group", "aria-label": format.say("map_tools") },
    iconButton("plus", format.say("zoom_in"), () => map.zoomIn()),
    iconButton("minus", format.say("zoom_out"), () => map.zoomOut()),
    iconButton("fit", format.say("fit"), fit),
    layersButton,
  );
}
