/** The chart: axes, silences, the flags of events, and all that is drawn between them. */

import { listGaps } from "../model/clock.js";
import { keyFor } from "../model/fetched.js";
import { PATTERNS } from "../style/made_table.js";
import { makeSvg, measureText, setAttributes } from "../util/dom.js";
import { clamp, linear, niceTicks } from "../util/scale.js";
import { createPlayhead } from "./playhead.js";
import { createBand } from "./reading.js";
import { createMarks } from "./series.js";

const SIZE = 11.5; // of a name, pixels

/**
 * Name what fits: weightier events choose first, each in the first lane that is free.
 * @param {any[]} all
 * @param {KurskPlot} plot
 */
function nameFlags(all, plot) {
  const taken = /** @type {number[][]} */ ([]);
  const isFree = (/** @type {number[]} */ box) =>
    box[1] >= plot.left - 6 &&
    box[2] <= plot.width - 4 &&
    !taken.some(([lane, from, to]) => lane === box[0] && box[1] < to && box[2] > from);
  const named = all.filter((flag) => flag.event.weight < 3);
  for (const flag of named.sort((a, b) => a.event.weight - b.event.weight || a.x - b.x)) {
    const width = measureText(flag.event.title, SIZE) + 16;
    for (let lane = 0; lane < plot.lanes && !flag.side; lane += 1) {
      const right = [lane, flag.x - 4, flag.x + width];
      const left = [lane, flag.x - width, flag.x + 10];
      const box = isFree(right) ? right : isFree(left) ? left : null;
      if (!box) continue;
      taken.push(box);
      flag.box = box;
      flag.side = box === right ? "right" : "left";
      flag.lane = lane;
    }
  }
}

/** @param {any} flag @param {KurskPlot} plot */
function drawFlag(flag, plot) {
  const y = 4 + flag.lane * 16;
  const x = Math.round(flag.x) + 0.5;
  const name = `kf-event kf-weight-${flag.event.weight}${flag.side ? "" : " kf-unnamed"}`;
  const group = makeSvg("g", { class: name });
  group.append(makeSvg("path", { d: `M${x} ${y}V${plot.bottom}`, class: "kf-event-stem" }));
  group.append(makeSvg("path", { d: `M${x} ${y}l7 3.5l-7 3.5z`, class: "kf-event-flag" }));
  if (flag.side) {
    const beside = flag.side === "right" ? { x: x + 10 } : { x: x - 5, "text-anchor": "end" };
    group.append(makeSvg("text", { ...beside, y: y + 8, class: "kf-event-name" }, flag.event.title));
  }
  flag.group = group;
  flag.y = y;
  return group;
}

/** @param {KurskContext} context @returns {KurskEvents} */
export function createEvents({ model }) {
  const element = makeSvg("g", { class: "kf-events" });
  let flags = /** @type {any[]} */ ([]);
  let current = /** @type {any} */ (null);
  let limit = Infinity;

  /** On the clock of what was known no event beyond the shown day. */
  function hideFuture() {
    if (model.known.limit() === limit) return;
    limit = model.known.limit();
    for (const flag of flags) flag.group.style.display = flag.day <= limit ? "" : "none";
  }

  return {
    element,
    resize(plot) {
      flags = model.payload.events
        .filter((event) => plot.size !== "phone" || event.weight < 3)
        .map((event) => {
          const day = model.dayOf(event.date);
          return { event, day, x: plot.x(day), lane: plot.lanes, side: "", box: null };
        });
      nameFlags([...flags], plot);
      element.replaceChildren(...flags.map((flag) => drawFlag(flag, plot)));
      current = null;
      limit = Infinity;
    },
    draw(frame) {
      hideFuture();
      const now = flags.find((flag) => flag.day === frame.day) || null;
      if (now === current) return;
      if (current) current.group.classList.remove("kf-now");
      if (now) now.group.classList.add("kf-now");
      current = now;
    },
    nearest(x, y, reach) {
      const row = flags.filter((flag) => flag.day <= limit && Math.abs(flag.y + 4 - y) < 8);
      const named = row.find((flag) => flag.box && x > flag.box[1] && x < flag.box[2]);
      const near = row.filter((flag) => Math.abs(flag.x + 3 - x) < reach);
      near.sort((a, b) => Math.abs(a.x + 3 - x) - Math.abs(b.x + 3 - x));
      return (named || near[0] || { event: null }).event;
    },
    on: (day) => model.payload.events.filter((event) => model.dayOf(event.date) === day),
  };
}

/**
 * Margins and scales for a size; the plot's ends are where the slider's thumb has its centre.
 * @param {KurskModel} model
 * @param {number} width
 * @param {number} height
 * @param {string} size "wide", "tablet" or "phone"
 * @returns {KurskPlot}
 */
export function layOut(model, width, height, size) {
  const phone = size === "phone";
  const left = phone ? 40 : 56;
  const right = width - (phone ? 14 : 20);
  const lanes = phone ? 0 : 2;
  const top = lanes * 16 + 22; // below the names of events, a strip of flags without a name
  const bottom = Math.max(height - 30, top); // a surface that has yet to be laid out has no height
  const ticks = niceTicks(model.maximum, phone || height < 170 ? 2 : 3);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    lanes,
    size,
    ticks,
    x: linear(0, model.days - 1, left, right),
    y: linear(0, ticks[ticks.length - 1], bottom, top),
    dayAt: (pixel) => Math.round(clamp(linear(left, right, 0, model.days - 1)(pixel), 0, model.days - 1)),
  };
}

/** @param {KurskContext} context @param {KurskPlot} plot @returns {SVGElement} */
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

/** Months by name, Januaries by their year. @param {KurskContext} context @param {KurskPlot} plot */
function drawMonths({ model, format }, plot) {
  const group = makeSvg("g", { class: "kf-months" });
  const y = plot.bottom + 22;
  const stride = plot.x(30.4) - plot.x(0);
  const every = [1, 2, 3, 6, 12].find((months) => months * stride >= 36) || 12;
  const start = model.isoOf(0).slice(0, 4);
  group.append(makeSvg("text", { x: plot.left - 9, y, class: "kf-month kf-year kf-start" }, start));
  for (const { day, month, year } of model.months) {
    const x = Math.round(plot.x(day)) + 0.5;
    const january = month === 1;
    const d = `M${x} ${plot.bottom}v${january ? 9 : 5}`;
    group.append(makeSvg("path", { d, class: "kf-month-tick" }));
    if (january) group.append(makeSvg("path", { d: `M${x} ${plot.top}V${plot.bottom}`, class: "kf-year-line" }));
    if ((month - 1) % every || x + 16 > plot.width || x < plot.left + 44) continue;
    const words = january ? String(year) : format.say(`axis_${month}`);
    group.append(makeSvg("text", { x, y, class: january ? "kf-month kf-year" : "kf-month" }, words));
  }
  return group;
}

/** Stretches of silence, hatched and said. @param {KurskContext} context @param {[number, number][]} gaps @param {KurskPlot} plot */
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

/**
 * The days between which the playback goes round, or where that is to begin.
 * @param {KurskContext} context
 */
function createLoopBand({ actions }) {
  const element = makeSvg("path", { class: "kf-loop" });
  let drawn = "";
  return {
    element,
    /** @param {KurskFrame} frame @param {KurskPlot} plot */
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

/**
 * @param {KurskContext} context
 * @returns {KurskChart}
 */
export function createChart(context) {
  const { model, format } = context;
  const silence = makeSvg("g");
  const loop = createLoopBand(context);
  const ground = makeSvg("g");
  const band = createBand(context);
  const marks = createMarks(context);
  const events = createEvents(context);
  const playhead = createPlayhead(context);
  const attributes = { class: "kf-chart", role: "img", "aria-label": format.say("chart_label") };
  const layers = [silence, loop.element, ground, band.element, marks.element, events.element, playhead.element];
  const svg = makeSvg("svg", attributes, makeGapPattern(), ...layers);
  let plot = layOut(model, 800, 180, "wide");
  let silent = "";

  /** Only on the clock of what was known do silences change with the day. */
  function redrawGaps() {
    const gaps = listGaps(model);
    const words = JSON.stringify(gaps);
    if (words === silent) return;
    silent = words;
    silence.replaceChildren(drawGaps(context, gaps, plot));
  }

  return {
    element: svg,
    plot: () => plot,
    marks,
    events,
    resize(width, height, size) {
      plot = layOut(model, width, height, size);
      setAttributes(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
      silent = "";
      ground.replaceChildren(drawAxes(context, plot), drawMonths(context, plot));
      band.resize(plot);
      marks.resize(plot);
      events.resize(plot);
      playhead.resize(plot);
    },
    draw(frame) {
      redrawGaps();
      band.draw(frame);
      loop.draw(frame, plot);
      marks.draw(frame);
      events.draw(frame);
      marks.giveWay(playhead.draw(frame));
    },
  };
}
