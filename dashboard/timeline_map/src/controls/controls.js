/** The buttons: zoom, layers and credits on the map; steps, play, story and speed under the chart. */

import { isReadingOn } from "../model/readings.js";
import { changeIcon, iconButton, make, setAttributes, setText, textButton } from "../util/dom.js";
import { joinParts } from "../util/format.js";
import { ON_TOP } from "../util/made_rules.js";
import { createModeSwitch } from "./modes.js";

/**
 * @import { Actions, Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { State } from "../model/fields.js"
 * @import { Present } from "../story/present.js"
 * @import { Story } from "../story/story.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} Telling
 * @property {Story} story
 * @property {Present} present
 */

/** @param {Payload.Layer[]} layers @returns {string[]} what can be switched: the land stays, the rest comes on top */
export function listGroups(layers) {
  return [...new Set(layers.map((layer) => layer.group))].filter((group) => group !== "base").concat(ON_TOP);
}

/** @param {string} label @param {(on: boolean) => void} onChange */
export function makeSwitch(label, onChange) {
  const check = make("input", { type: "checkbox", class: "kf-check" });
  check.addEventListener("change", () => onChange(check.checked));
  const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
  return { check, row: make("label", { class: "kf-toggle" }, check, tick, label) };
}

/** By whose word the places are read: everybody's, or one account's alone. @param {Model} model @param {Format} format @param {Actions} actions */
function makeWhose({ payload, own }, format, actions) {
  const label = format.say("reading_whose");
  const select = make("select", { class: "kf-compare-pick kf-whose", "aria-label": label, title: label });
  select.append(make("option", { value: "" }, format.say("reading_all")));
  for (const { id, label: account } of payload.accounts) {
    if (Object.hasOwn(own, id)) select.append(make("option", { value: id }, format.say("reading_alone", { account })));
  }
  select.addEventListener("change", () => actions.chooseReading(select.value || null));
  return select;
}

/**
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @returns {{button: HTMLButtonElement, menu: HTMLElement, draw: (frame: Frame) => void, close: () => boolean}}
 */
export function createLayerMenu(context, layers) {
  const { model, format, actions } = context;
  const groups = listGroups(layers);
  const switches = groups.map((group) => ({
    group,
    ...makeSwitch(format.say(`group_${group}`), (on) => actions.toggleLayer(group, on, groups)),
  }));
  const whose = makeWhose(model, format, actions);
  const others = makeSwitch(format.say("others"), actions.showOthers);
  const mode = createModeSwitch(context);
  const menu = make(
    "div",
    { class: "kf-menu", id: "kf-layer-menu", role: "group", "aria-label": format.say("layers"), hidden: true },
    make("p", { class: "kf-menu-title" }, format.say("layers")),
    ...switches.filter(({ group }) => !ON_TOP.includes(group)).map(({ row }) => row),
    make("p", { class: "kf-menu-title" }, format.say("others_title")),
    ...switches
      .filter(({ group }) => ON_TOP.includes(group))
      .flatMap(({ group, row }) => (group === "reading" ? [row, whose] : [row])),
    others.row,
    ...mode.elements,
  );
  const button = iconButton("layers", format.say("layers"), () => show(menu.hidden), format.say("layers"));
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
      mode.draw(frame);
      whose.value = frame.state.reading ?? "";
      whose.disabled = !isReadingOn(frame.state);
    },
    close() {
      if (menu.hidden) return false;
      show(false);
      button.focus({ preventScroll: true });
      return true;
    },
  };
}

/** Whose data lie underneath, each once. @param {Payload.Layer[]} layers */
export const listCredits = (layers) => [...new Set(layers.flatMap(({ credit }) => credit || []))];

/**
 * "Approximate" in plain sight, and on opening: why, and whose data lies underneath.
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 */
export function makeCredits({ model, format }, layers) {
  const byCredit = new Map();
  for (const { credit, label } of layers.filter((layer) => layer.credit)) {
    byCredit.set(credit, [...(byCredit.get(credit) || []), label]);
  }
  const lines = [model.payload.front.disclaimer];
  for (const [credit, labels] of byCredit) {
    lines.push(format.say("credit_line", { layers: joinParts(labels, ", "), credit }));
  }
  const summary = make("summary", { title: format.say("credits") }, format.say("approximate_short"));
  const body = make("div", { class: "kf-credit-lines" }, ...lines.filter(Boolean).map((words) => make("p", {}, words)));
  return make("details", { class: "kf-credits" }, summary, body);
}

/**
 * @param {L.Map} map
 * @param {Format} format
 * @param {() => void} fit
 * @param {HTMLButtonElement[]} others
 */
export function makeButtons(map, format, fit, others) {
  return make(
    "div",
    { class: "kf-map-tools", role: "group", "aria-label": format.say("map_tools") },
    iconButton("plus", format.say("zoom_in"), () => map.zoomIn()),
    iconButton("minus", format.say("zoom_out"), () => map.zoomOut()),
    iconButton("fit", format.say("fit"), fit, format.say("fit_word")),
    ...others,
  );
}

/** @param {string} label @param {...Node} members */
const makeGroup = (label, ...members) =>
  make("div", { class: "kf-group", role: "group", "aria-label": label }, ...members);

/** @param {Context} context */
function makeSteps({ format, actions, model }) {
  const play = iconButton("play", format.say("play"), () => actions.playback.toggle());
  play.classList.add("kf-play");
  play.dataset.testid = "timeline-play";
  const group = makeGroup(
    format.say("steps_label"),
    iconButton("first", format.say("first"), () => actions.jumpTo(0)),
    iconButton("previous", format.say("previous"), () => actions.step(-1, false, false)),
    play,
    iconButton("next", format.say("next"), () => actions.step(1, false, false)),
    iconButton("last", format.say("last"), () => actions.jumpTo(model.days - 1)),
  );
  return { group, play };
}

/** @param {Context} context */
function makeSpeed({ format, actions }) {
  const slower = iconButton("minus", format.say("slower"), () => actions.playback.changeSpeed(-1));
  const faster = iconButton("plus", format.say("faster"), () => actions.playback.changeSpeed(1));
  const words = make("span", { class: "kf-speed", "aria-live": "polite" });
  return { group: makeGroup(format.say("speed_label"), slower, words, faster), slower, faster, words };
}

/** @param {Context} context */
function makeStride({ format, actions }) {
  const label = make("span", { class: "kf-group-label" }, format.say("stride_label"));
  const buttons = ["report", "day"].map((name) => {
    const title = format.say(`stride_${name}_title`);
    return { name, button: textButton(format.say(`stride_${name}`), title, () => actions.setStride(name)) };
  });
  const group = makeGroup(format.say("stride_label"), label, ...buttons.map((one) => one.button));
  return { group, buttons };
}

/** @param {Context} context */
function makeLoop({ format, actions, model }) {
  const button = iconButton("loop", format.say("loop_begin"), actions.markLoop);
  const nameDay = (/** @type {number} */ day) => format.shortDate(model.isoOf(day));
  return {
    group: makeGroup(format.say("loop_label"), button),
    /** @param {State} state */
    draw({ loop }) {
      const from = actions.loopFrom();
      const label = loop
        ? format.say("loop_clear", { first: nameDay(loop[0]), last: nameDay(loop[1]) })
        : from === null
          ? format.say("loop_begin")
          : format.say("loop_end", { first: nameDay(from) });
      const pressed = loop ? "true" : from === null ? "false" : "mixed";
      setAttributes(button, { title: label, "aria-label": label, "aria-pressed": pressed });
    },
  };
}

/** @param {Context} context @param {Telling} telling */
function makeTelling({ format }, { story, present }) {
  const walk = textButton(format.say("story"), format.say("story_title"), () => story.close() || story.open());
  const show = textButton(format.say("present"), format.say("present_title"), present.toggle);
  const notes = textButton(format.say("present_notes"), format.say("present_notes_title"), present.showNotes);
  notes.classList.add("kf-notes-button");
  return { group: makeGroup(format.say("telling_label"), walk, show, notes), walk, show };
}

/**
 * @param {Context} context
 * @param {Telling} telling
 * @param {() => void} showHelp
 * @returns {{element: HTMLElement, draw: (frame: Frame) => void}}
 */
export function createControls(context, telling, showHelp) {
  const { format, actions } = context;
  const steps = makeSteps(context);
  const story = makeTelling(context, telling);
  const speed = makeSpeed(context);
  const loop = makeLoop(context);
  const stride = makeStride(context);
  const count = make("span", { class: "kf-count" });
  const help = iconButton("help", format.say("help"), showHelp);
  help.classList.add("kf-help-button");
  const attributes = { class: "kf-controls", role: "toolbar", "aria-label": format.say("controls_label") };
  speed.group.classList.add("kf-pace");
  loop.group.classList.add("kf-pace");
  stride.group.classList.add("kf-pace");
  const groups = [steps.group, story.group, speed.group, loop.group, stride.group];
  const element = make("div", attributes, ...groups, count, help);
  return {
    element,
    draw(frame) {
      const { playback } = actions;
      changeIcon(
        steps.play,
        playback.isPlaying() ? "pause" : "play",
        format.say(playback.isPlaying() ? "pause" : "play"),
      );
      story.walk.setAttribute("aria-pressed", String(telling.story.isOpen()));
      const presenting = telling.present.isOn();
      setText(story.show, format.say(presenting ? "present_end" : "present"));
      story.show.title = presenting ? "" : format.say("present_title");
      setText(speed.words, format.say(`speed_${playback.speed()}`));
      const { slowest, fastest } = playback.limits();
      speed.slower.disabled = slowest;
      speed.faster.disabled = fastest;
      loop.draw(frame.state);
      for (const { name, button } of stride.buttons) {
        button.setAttribute("aria-pressed", String(actions.stride() === name));
      }
      setText(count, format.say("count", { number: frame.stepIndex + 1, total: frame.steps }));
    },
  };
}
