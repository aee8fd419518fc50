/** The figures on the chart: a step line per series, a mark per claim, its range and its span. */
import { BOUNDS } from "../style/made_table.js";
import { colourOf, dashOf, symbolPath } from "../style/style.js";
import { makeSvg, measureText, setAttributes } from "../util/dom.js";

const NAME = 11.5; // size of a series' name, pixels
const PAST = 7; // pixels: a mark on the shown day is seen whole on the clock of what was known

/**
 * Days from which an account's figure is void, because it then spoke only in words.
 * @param {KurskModel} model
 * @param {string} account
 * @param {Payload.Series[]} all every series that may be shown
 * @returns {number[]}
 */
function findVoids({ payload, known, rawDayOf }, account, all) {
  const own = all.filter((one) => one.account === account).flatMap((one) => one.points);
  const figures = new Set(own.filter((point) => point.start === point.end).map((point) => point.start));
  return payload.words
    .filter((one) => one.account === account && known.has(one.claim) && !figures.has(one.start))
    .map((one) => rawDayOf(one.start))
    .sort((a, b) => a - b);
}

/**
 * The level runs of a series: each figure holds from its day until the next, or until it is void.
 * A range without a figure ends the run before it and has none of its own.
 * @param {Payload.Series} series
 * @param {KurskModel} model
 * @param {Payload.Series[]} all
 * @returns {{from: number, to: number, value: number, joined: boolean}[]}
 */
function listRuns(series, model, all) {
  const points = series.points
    .filter((p) => p.start === p.end && p.line)
    .map((p) => ({ day: model.rawDayOf(p.start), value: p.value }))
    .sort((a, b) => a.day - b.day);
  const voids = findVoids(model, series.account, all);
  const end = series.joined ? model.days - 1 : -1;
  return points.flatMap((point, position) => {
    const next = points[position + 1];
    const stop = voids.find((day) => day > point.day);
    const to = Math.min(next ? next.day : end, stop ?? Infinity);
    const { day: from, value } = point;
    return value === null ? [] : [{ from, to, value, joined: Boolean(next) && to === next.day }];
  });
}

/** @param {Payload.Series} series @param {KurskModel} model @param {Payload.Series[]} all @param {KurskPlot} plot @returns {SVGElement[]} */
function drawLine(series, model, all, plot) {
  if (!series.joined) return [];
  let line = "";
  let tail = "";
  let reach = -1; // the day up to which the drawn line has come
  for (const run of listRuns(series, model, all)) {
    if (run.to <= run.from) continue;
    const pen = run.from === reach;
    const x0 = plot.x(run.from).toFixed(1);
    const x1 = plot.x(run.to).toFixed(1);
    const y = plot.y(run.value).toFixed(1);
    if (!run.joined) tail += `M${x0} ${y}H${x1}`;
    if (!run.joined && pen) line += `L${x0} ${y}`;
    if (run.joined) line += `${pen ? "L" : "M"}${x0} ${y}H${x1}`;
    reach = run.joined ? run.to : -1;
  }
  return [makeSvg("path", { d: line, class: "kf-line" }), makeSvg("path", { d: tail, class: "kf-tail" })];
}

/** @param {number[]} a @param {number[]} b boxes [left, top, right, bottom] */
const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/**
 * A series named on its longest level run where the name has room beside those that stand already.
 * @param {Payload.Series} series
 * @param {KurskModel} model
 * @param {Payload.Series[]} all
 * @param {KurskPlot} plot
 * @param {number[][]} taken boxes of names
 * @returns {{text: SVGElement, box: number[]} | null}
 */
function nameLine(series, model, all, plot, taken) {
  if (!series.joined || plot.size === "phone") return null;
  const runs = listRuns(series, model, all).filter((run) => run.joined);
  runs.sort((a, b) => b.to - b.from - (a.to - a.from));
  const width = measureText(series.label, NAME);
  for (const run of runs) {
    const [x, y] = [plot.x(run.to) - 6, plot.y(run.value) - 4];
    if (x - plot.x(run.from) < width + 6) break; // the others are shorter still
    const box = [x - width, y - NAME, x, y + 3];
    if (taken.some((one) => overlap(one, box))) continue;
    taken.push(box);
    return { text: makeSvg("text", { x, y, "text-anchor": "end", class: "kf-series-name" }, series.label), box };
  }
  return null;
}

/** The height of a claim on the chart: its figure, or the end of its range. @param {Payload.Point} point */
const heightOf = (point) => point.value ?? point.high ?? point.low;

/**
 * A claim's range as a whisker, its month or season as a bar.
 * @param {Payload.Point} point
 * @param {KurskModel} model
 * @param {KurskPlot} plot
 * @param {number} y where it stands
 */
function drawExtent(point, model, plot, y) {
  const x0 = plot.x(model.dayOf(point.start));
  const x1 = plot.x(model.dayOf(point.end));
  const x = (x0 + x1) / 2;
  let d = "";
  if (point.low !== null && point.high !== null) {
    const [low, high] = [plot.y(point.low), plot.y(point.high)];
    d += `M${x - 3} ${low}h6M${x} ${low}V${high}M${x - 3} ${high}h6`;
  }
  if (x1 > x0) {
    d += `M${x0} ${y}H${x1}M${x0} ${y - 3}v6M${x1} ${y - 3}v6`;
  }
  return d;
}

/** An arrow from a claim's mark to the side on which its figure is open. @param {"least" | "most" | undefined} bound @param {number} x @param {number} y @param {number} radius */
function pointOpen(bound, x, y, radius) {
  if (!bound) return "";
  const { arrow, outwards } = BOUNDS[bound];
  const way = outwards ? -1 : 1;
  const head = 0.4 * arrow;
  return `M${x} ${y + way * radius}v${way * arrow}m${-head} ${-way * head}l${head} ${way * head}l${head} ${-way * head}`;
}

/** @param {Payload.Series} series @param {KurskContext} context @param {Payload.Series[]} all @param {KurskPlot} plot @param {number[][]} taken */
function drawSeries(series, { model }, all, plot, taken) {
  const index = model.payload.accounts.findIndex((a) => a.id === series.account);
  const account = model.payload.accounts[index];
  const worked = series.worked_out ? " kf-worked-out" : "";
  const group = makeSvg("g", { class: `kf-series${worked}`, "data-series": series.id });
  group.style.setProperty("--kf-c", colourOf(index));
  const [line, tail] = drawLine(series, model, all, plot);
  if (line) {
    line.style.strokeDasharray = dashOf(account, series.maker ?? 0);
    group.append(tail, line);
  }
  const paths = { full: "", hollow: "", extent: "" };
  const spots = [];
  for (const point of series.points) {
    const height = heightOf(point);
    if (height === null) continue;
    const x = (plot.x(model.dayOf(point.start)) + plot.x(model.dayOf(point.end))) / 2;
    const y = plot.y(height);
    const radius = plot.size === "phone" ? 2.4 : 3.2;
    if (point.value !== null) {
      paths.extent += pointOpen(model.payload.claims[point.claim]?.bound, x, y, radius);
      paths[point.leading ? "full" : "hollow"] += symbolPath(account.symbol, x, y, radius);
    }
    paths.extent += drawExtent(point, model, plot, y);
    spots.push({ x, y, claim: point.claim, account: series.account, series: series.id });
  }
  group.append(makeSvg("path", { d: paths.extent, class: "kf-extent" }));
  group.append(makeSvg("path", { d: paths.hollow, class: "kf-mark kf-hollow" }));
  group.append(makeSvg("path", { d: paths.full, class: "kf-mark" }));
  const name = nameLine(series, model, all, plot, taken);
  if (name) group.append(name.text);
  return { group, spots, series, name };
}

/** @param {Payload.Series} series @param {KurskState} state @param {KurskModel} model */
function isShown(series, state, model) {
  if (!state.accounts.includes(series.account)) return false;
  const mappers = model.mappers.get(series.account) || [];
  return !state.mapper || !mappers.includes(state.mapper) || series.id === state.mapper;
}

/** The mark nearest to a point of the chart. @param {any[]} drawn series @param {number} x @param {number} y @param {number} reach pixels */
function findNearest(drawn, x, y, reach) {
  let best = null;
  let least = reach * reach;
  for (const spot of drawn.flatMap((one) => (one.hidden ? [] : one.spots))) {
    const distance = (spot.x - x) ** 2 + (spot.y - y) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = spot;
  }
  return best;
}

/**
 * Nothing lies beyond the shown day on the clock of what was known.
 * @param {number} day
 * @param {SVGElement} element of all marks
 * @param {SVGElement} window through which they are seen
 * @param {KurskPlot} plot
 * @param {boolean} known whether that clock is on
 */
function openUntil(day, element, window, plot, known) {
  if (known) setAttributes(window, { width: plot.x(day) + PAST, height: plot.height });
  setAttributes(element, { "clip-path": known ? "url(#kf-known)" : null });
}

/** @param {KurskContext} context @returns {KurskMarks} */
export function createMarks(context) {
  const { model } = context;
  const window = makeSvg("rect", { x: 0, y: 0 });
  const element = makeSvg("g", { class: "kf-marks" });
  const clip = makeSvg("clipPath", { id: "kf-known" }, window);
  let plot = /** @type {KurskPlot | null} */ (null);
  let drawn = /** @type {any[]} */ ([]);
  let shown = "";
  let phase = "";

  /** Lay out all series anew when other claims may be shown than before. */
  function redraw() {
    const now = model.known.isOn() ? `known ${model.known.phase()}` : "event";
    if (!plot || now === phase) return;
    phase = now;
    shown = "";
    const size = plot;
    const all = model.known.series();
    const taken = /** @type {number[][]} */ ([]);
    drawn = all.map((series) => drawSeries(series, context, all, size, taken));
    element.replaceChildren(clip, ...drawn.map((one) => one.group));
  }

  return {
    element,
    resize(next) {
      plot = next;
      phase = "";
    },
    draw(frame) {
      redraw();
      if (plot) openUntil(frame.day, element, window, plot, model.known.isOn());
      const wanted = JSON.stringify([frame.state.accounts, frame.state.mapper]);
      if (wanted === shown) return;
      shown = wanted;
      for (const one of drawn) {
        one.hidden = !isShown(one.series, frame.state, model);
        one.group.style.display = one.hidden ? "none" : "";
      }
    },
    /** A name stands back while a value on the playhead would cover it. */
    giveWay(boxes) {
      for (const { name } of drawn) {
        if (name) name.text.style.opacity = boxes.some((box) => overlap(box, name.box)) ? "0" : "";
      }
    },
    nearest: (x, y, reach) => findNearest(drawn, x, y, reach),
  };
}
