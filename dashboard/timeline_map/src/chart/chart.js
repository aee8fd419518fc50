/** The chart: axes, silences, the flags of events, and all that is drawn between them. */

import { listGaps } from "../model/clock.js";
import { isReadingOn } from "../model/readings.js";
import { keyFor } from "../model/sentences.js";
import { PATTERNS } from "../style/made_table.js";
import { makeSvg, measureText, setAttributes } from "../util/dom.js";
import { recall, remember } from "../util/local_storage.js";
import { createPile } from "./agreement.js";
import { createEvents } from "./events.js";
import { createPlayhead } from "./playhead.js";
import { layOut } from "./plot.js";
import { createBand } from "./reading.js";
import { createMarks } from "./series.js";

/**
 * @import { EventFlags } from "./events.js"
 * @import { Plot } from "./plot.js"
 * @import { ChartMarks } from "./series.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { DaySpan } from "../model/window.js"
 */

/**
 * @typedef {object} Chart
 * @property {SVGElement} element
 * @property {ChartMarks} marks
 * @property {EventFlags} events
 * @property {() => Plot} plot
 * @property {() => boolean} isLog
 * @property {(on: boolean) => void} setLog
 * @property {(width: number, height: number, size: string) => void} resize
 * @property {(frame: Frame) => void} draw
 */

/** @param {Context} context @param {Plot} plot @returns {SVGElement} */
function drawAxes({ format }, plot) {
  const group = makeSvg("g", { class: "kf-axes" });
  plot.ticks.forEach((value, position) => {
    const y = Math.round(plot.y(value)) + 0.5;
    const grid = position ? "kf-grid" : "kf-zero";
    group.append(makeSvg("path", { d: `M${plot.left} ${y}H${plot.right}`, class: grid }));
    group.append(makeSvg("text", { x: plot.left - 8, y: y + 4, class: "kf-tick-y" }, format.number(value)));
  });
  const unit = { x: plot.left - 8, y: plot.top - 9, class: "kf-tick-y" };
  group.append(makeSvg("text", unit, format.say("axis_unit")));
  return group;
}

const NAME = 36; // pixels: a month has room for its name
const ROOM = 120; // pixels: and for the numbers of some days

/**
 * Months by name, Januaries by their year, and days by their number where a month has room for some.
 * @param {Context} context
 * @param {Plot} plot
 */
function drawMonths({ model, format }, plot) {
  const group = makeSvg("g", { class: "kf-months" });
  const y = plot.bottom + 22;
  const stride = Math.max(...model.months.map(({ day }) => plot.x(day) - plot.x(day - 30.4)), 1);
  const every = [1, 2, 3, 6, 12].find((months) => months * stride >= NAME) || 12;
  const [year, month] = model.isoOf(plot.first).split("-").map(Number);
  const start = stride >= ROOM ? `${format.say(`axis_${month}`)} ${year}` : String(year);
  group.append(makeSvg("text", { x: plot.left - 9, y, class: "kf-month kf-year kf-start" }, start));
  let free = plot.left + measureText(start, 12) + 6; // up to where the axis is written on
  for (const { day, january, passed, words } of listTicks({ model, format }, plot, stride, every)) {
    const x = Math.round(plot.x(day)) + 0.5;
    group.append(makeSvg("path", { d: `M${x} ${plot.bottom}v${january ? 9 : 5}`, class: "kf-month-tick" }));
    if (january) group.append(makeSvg("path", { d: `M${x} ${plot.top}V${plot.bottom}`, class: "kf-year-line" }));
    const half = measureText(words, 12) / 2;
    if (passed || x - half < free || x + half > plot.width) continue;
    free = x + half + 8;
    group.append(makeSvg("text", { x, y, class: january ? "kf-month kf-year" : "kf-month" }, words));
  }
  return group;
}

/**
 * The months and days of the axis within the window, in order; `passed` have a tick and no words.
 * @param {Pick<Context, "model" | "format">} context
 * @param {Plot} plot
 * @param {number} stride pixels a month
 * @param {number} every so many months one is named
 */
function listTicks({ model, format }, plot, stride, every) {
  const months = model.months.map(({ day, month, year }) => {
    const january = month === 1;
    const words = january ? String(year) : format.say(`axis_${month}`);
    return { day, january, passed: (month - 1) % every !== 0, words };
  });
  const days = listDays(model, plot, stride).map(({ day, number }) => ({
    ...{ day, january: false, passed: false },
    words: String(number),
  }));
  const seen = [...months, ...days].filter(({ day }) => day >= plot.first && day <= plot.last);
  return seen.sort((a, b) => a.day - b.day);
}

/** The days that have room for their number between two months. @param {Model} model @param {Plot} plot @param {number} stride pixels a month */
function listDays({ isoOf }, plot, stride) {
  const every = [1, 2, 5, 10].find((days) => (days * stride) / 30.4 >= 26);
  if (!every || stride < ROOM) return [];
  const days = Array.from({ length: plot.last - plot.first + 1 }, (_, place) => plot.first + place);
  return days.flatMap((day) => {
    const number = Number(isoOf(day).slice(8));
    const narrow = plot.x(day) - plot.x(day - 1) < (0.9 * stride) / 30.4; // in a fold
    const near = number === 1 || number > (every > 1 ? 28 : 31); // to the name of a month
    return narrow || near || number % every ? [] : [{ day, number }];
  });
}

/** Where time is drawn narrow: two strokes through the axis. @param {Context} context @param {Plot} plot */
function drawFolds({ model, format }, plot) {
  const group = makeSvg("g", { class: "kf-folds" });
  for (const { start, end } of model.payload.front.folds) {
    const [from, to] = [model.rawDayOf(start), model.rawDayOf(end)];
    if (from <= plot.first && to >= plot.last) continue; // nothing beside it that would be wider
    const x = (plot.x(from) + plot.x(to)) / 2;
    const d = `M${x - 7} ${plot.bottom + 6}l6 -12M${x + 1} ${plot.bottom + 6}l6 -12`;
    const title = makeSvg("title", {}, format.say("folded"));
    group.append(makeSvg("path", { d: `M${x - 1} ${plot.bottom}h4`, class: "kf-fold-hole" }));
    group.append(makeSvg("path", { d, class: "kf-fold" }, title));
  }
  return group;
}

/** Stretches of silence, hatched and said. @param {Context} context @param {[number, number][]} gaps @param {Plot} plot */
function drawGaps({ format, model }, gaps, plot) {
  const group = makeSvg("g", { class: "kf-gaps" });
  for (const [from, to] of gaps) {
    const x0 = plot.x(from);
    const x1 = plot.x(to);
    const box = { x: x0, y: plot.top, width: Math.max(x1 - x0, 1), height: plot.bottom - plot.top };
    const words = format.say(keyFor("gap", model));
    const title = makeSvg("title", {}, words);
    group.append(makeSvg("rect", { ...box, class: "kf-gap", fill: "url(#kf-gap-hatch)" }, title));
    if (x1 - x0 > measureText(words, 11) + 8) {
      group.append(makeSvg("text", { x: (x0 + x1) / 2, y: plot.top + 12, class: "kf-gap-label" }, words));
    }
  }
  return group;
}

/** The silences: only on the clock of what was known do they change with the day. @param {Context} context */
function createSilences(context) {
  const element = makeSvg("g");
  let drawn = "";
  return {
    element,
    resize() {
      drawn = "";
    },
    /** @param {Plot} plot */
    draw(plot) {
      const gaps = listGaps(context.model);
      const words = gaps.join(";");
      if (words === drawn) return;
      drawn = words;
      element.replaceChildren(drawGaps(context, gaps, plot));
    },
  };
}

/**
 * The days between which the playback goes round, or where that is to begin.
 * @param {Context} context
 */
function createLoopBand({ actions }) {
  const element = makeSvg("path", { class: "kf-loop" });
  let drawn = "";
  return {
    element,
    /** @param {Frame} frame @param {Plot} plot */
    draw({ state }, plot) {
      const from = actions.loopFrom();
      const [first, last] = state.loop ?? (from === null ? [0, -1] : [from, from]);
      const [left, right] = [plot.x(first).toFixed(1), plot.x(last).toFixed(1)];
      const d = last < first ? "" : `M${left} ${plot.top}V${plot.bottom}H${right}V${plot.top}z`;
      if (d !== drawn) element.setAttribute("d", d);
      drawn = d;
    },
  };
}

/** @returns {SVGElement} */
function makeGapPattern() {
  const { tile } = PATTERNS.gap;
  const attributes = {
    id: "kf-gap-hatch",
    width: tile,
    height: tile,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(-45)",
  };
  return makeSvg(
    "defs",
    {},
    makeSvg("pattern", attributes, makeSvg("path", { d: `M0 0V${tile}`, class: "kf-gap-line" })),
  );
}

const EDGE = 7; // pixels beyond the first and the last day in which a mark is seen whole

/** What is cut off outside of the window. @param {...SVGElement} layers */
function createPane(...layers) {
  const hole = makeSvg("rect", { y: 0 });
  const clip = makeSvg("clipPath", { id: "kf-window" }, hole);
  return {
    element: makeSvg("g", { "clip-path": "url(#kf-window)" }, clip, ...layers),
    /** @param {Plot} plot */
    resize({ left, right, height }) {
      setAttributes(hole, { x: left - EDGE, width: right - left + 2 * EDGE, height });
    },
  };
}

const NO_READINGS = /** @type {readonly Payload.Reading[]} */ ([]);
const MEMORY = "log"; // under which this browser keeps whether heights go by factors

/** What the chart is made of, from the back to the front. @param {Context} context */
function createParts(context) {
  const [silences, loop] = [createSilences(context), createLoopBand(context)];
  const [band, marks] = [createBand(context), createMarks(context)];
  const pile = createPile(context);
  const [events, playhead] = [createEvents(context), createPlayhead(context)];
  const ground = makeSvg("g");
  const back = createPane(silences.element, loop.element);
  const pane = makeSvg("g", { "clip-path": "url(#kf-window)" }, band.element, pile.element, marks.element);
  const attributes = { class: "kf-chart", role: "img", "aria-label": context.format.say("chart_label") };
  const layers = [back.element, ground, pane, events.element, playhead.element];
  return {
    ...{ loop, band, pile, marks, events, playhead, silences },
    svg: makeSvg("svg", attributes, makeGapPattern(), ...layers),
    /** @param {Plot} plot */
    resize(plot) {
      ground.replaceChildren(drawAxes(context, plot), drawMonths(context, plot), drawFolds(context, plot));
      for (const one of [silences, back, band, pile, marks, events, playhead]) one.resize(plot);
    },
  };
}

/**
 * @param {Context} context
 * @returns {Chart}
 */
export function createChart(context) {
  const parts = createParts(context);
  const { svg, silences, loop, band, pile, marks, events, playhead } = parts;
  let box = { width: 800, height: 180, size: "wide" };
  let lens = { window: /** @type {DaySpan | null} */ (null), log: recall(MEMORY) === true, readings: NO_READINGS };
  let plot = layOut(context.model, box.width, box.height, box.size, lens);

  function layAnew() {
    const { width, height, size } = box;
    plot = layOut(context.model, width, height, size, lens);
    setAttributes(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    parts.resize(plot);
  }

  return {
    element: svg,
    plot: () => plot,
    marks,
    events,
    isLog: () => lens.log,
    setLog(log) {
      remember(MEMORY, log);
      lens = { ...lens, log };
      layAnew();
    },
    resize(width, height, size) {
      box = { width, height, size };
      layAnew();
    },
    draw(frame) {
      const { window } = frame.state;
      const readings = window && isReadingOn(frame.state) ? frame.readings.rows : NO_READINGS;
      if (window !== lens.window || readings !== lens.readings) {
        lens = { ...lens, window, readings };
        layAnew();
      }
      silences.draw(plot);
      band.draw(frame);
      pile.draw(frame);
      loop.draw(frame, plot);
      marks.draw(frame);
      events.draw(frame);
      marks.giveWay(playhead.draw(frame));
    },
  };
}
