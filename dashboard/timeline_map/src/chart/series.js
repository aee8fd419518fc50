/** The figures on the chart: a step line per series, a mark per claim, its range and its span. */
import { BOUNDS } from "../style/made_table.js";
import { colourOf, dashOf, symbolPath } from "../style/style.js";
import { boxAround, holdsBox, measureBetween, overlaps } from "../util/boxes.js";
import { makeSvg, measureText, setAttributes } from "../util/dom.js";
import { clamp } from "../util/scale.js";
import { listRuns } from "./plot.js";

/**
 * @import { Plot } from "./plot.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { State } from "../model/fields.js"
 */

/**
 * @typedef {object} ChartMarks
 * @property {SVGElement} element
 * @property {(plot: Plot) => void} resize
 * @property {(frame: Frame) => void} draw
 * @property {(x: number, y: number, reach: number) => { claim: string; account: string } | null} nearest
 * @property {(boxes: number[][]) => void} giveWay
 */

const NAME = 11.5; // size of a series' name, pixels
const PAST = 7; // pixels: a mark on the shown day is seen whole on the clock of what was known

/** @param {Payload.Series} series @param {Model} model @param {Payload.Series[]} all @param {Plot} plot @returns {SVGElement[]} */
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

const LINE = 13; // pixels between two names

const NEAR = 4; // of these are so near that they belong to a mark without a line

/** Beside a line's end: [pixels to the right, down], the nearest first; a name runs away from the end. */
const BESIDE = [-5, 14, -5 - LINE, 14 + LINE, -5 - 2 * LINE, -5 - 3 * LINE].flatMap((down) => [
  [8, down],
  [-8, down],
]);

/**
 * Where a series ends on the chart: at its last figure that is seen, or where its line comes in from before.
 * @param {Payload.Series} series
 * @param {Model} model
 * @param {Payload.Series[]} all
 * @param {Plot} plot
 * @returns {{x: number, y: number} | null}
 */
function findEnd(series, model, all, plot) {
  const ends = series.joined
    ? listRuns(series, model, all).filter((run) => run.to > plot.first)
    : series.points.flatMap((point) => {
        const [value, day] = [heightOf(point), model.rawDayOf(point.end)];
        return value === null || day < plot.first ? [] : [{ from: day, value }];
      });
  const last = ends.filter(({ from }) => from <= plot.last).pop();
  return last ? { x: clamp(plot.x(last.from), plot.left, plot.right), y: plot.y(last.value) } : null;
}

/**
 * What a series draws, as boxes that a name had better not cross: its line, its marks, and how long they stand for.
 * @param {Payload.Series} series
 * @param {Model} model
 * @param {Payload.Series[]} all
 * @param {Plot} plot
 */
function listDrawn(series, model, all, plot) {
  const boxes = series.points.flatMap((point) => {
    const height = heightOf(point);
    if (height === null) return [];
    const [x0, x1, y] = [plot.x(model.dayOf(point.start)), plot.x(model.dayOf(point.end)), plot.y(height)];
    return [[x0, y - 1, x1, y + 1], boxAround({ x: (x0 + x1) / 2, y }, NEAR)];
  });
  if (!series.joined) return boxes;
  let before = /** @type {{to: number, value: number} | null} */ (null);
  for (const run of listRuns(series, model, all)) {
    const [x0, x1, y] = [plot.x(run.from), plot.x(run.to), plot.y(run.value)];
    const from = before?.to === run.from ? plot.y(before.value) : y;
    boxes.push([x0, y - 1, x1, y + 1], [x0 - 1, Math.min(from, y), x0 + 1, Math.max(from, y)]);
    before = run;
  }
  return boxes;
}

/**
 * The seat of a name beside an end: in the chart, clear of the names there, and of the candidates the first that crosses
 * the fewest lines and marks.
 * @param {{x: number, y: number}} end
 * @param {number} width
 * @param {number[][]} beside candidates, the nearest first
 * @param {number[]} room of the chart
 * @param {number[][]} taken boxes of names
 * @param {number[][]} drawn boxes of lines and marks
 */
export function seatName(end, width, beside, room, taken, drawn) {
  const seats = beside.flatMap(([across, down]) => {
    const [x, y] = [end.x + across, end.y + down];
    const box = across > 0 ? [x, y - NAME, x + width, y + 3] : [x - width, y - NAME, x, y + 3];
    if (!holdsBox(room, box) || taken.some((one) => overlaps(one, box))) return [];
    const crossed = drawn.filter((one) => overlaps(one, box)).length;
    return [{ x, y, box, crossed, anchor: across > 0 ? "start" : "end" }];
  });
  return seats.sort((one, other) => one.crossed - other.crossed)[0];
}

/**
 * A series named at its end where the name has room beside those that stand already.
 * @param {Payload.Series} series
 * @param {Model} model
 * @param {Payload.Series[]} all
 * @param {Plot} plot
 * @param {number[][]} taken boxes of names
 * @param {number[][]} drawn boxes of lines and marks
 * @returns {{text: SVGElement, box: number[]} | null}
 */
function nameLine(series, model, all, plot, taken, drawn) {
  const end = plot.size === "phone" ? null : findEnd(series, model, all, plot);
  if (!end) return null;
  const width = measureText(series.label, NAME) + 2;
  const room = [plot.left, plot.top - NAME, plot.width, plot.bottom + 2];
  const seat = seatName(end, width, series.joined ? BESIDE : BESIDE.slice(0, NEAR), room, taken, drawn);
  const isPlain = series.joined && !series.worked_out; // the others have their names at the pointer, too
  if (!seat || (seat.crossed && !isPlain)) return null;
  const { x, y, anchor, box } = seat;
  taken.push(box);
  return { text: makeSvg("text", { x, y, "text-anchor": anchor, class: "kf-series-name" }, series.label), box };
}

/** The height of a claim on the chart: its figure, or the end of its range. @param {Payload.Point} point */
const heightOf = (point) => point.value ?? point.high ?? point.low;

/**
 * A claim's range as a whisker, its month or season as a bar.
 * @param {Payload.Point} point
 * @param {Model} model
 * @param {Plot} plot
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

/** @param {Payload.Series} series @param {Context} context @param {Payload.Series[]} all @param {Plot} plot @param {number[][]} taken @param {number[][]} lines */
function drawSeries(series, { model }, all, plot, taken, lines) {
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
  const name = nameLine(series, model, all, plot, taken, lines);
  if (name) group.append(name.text);
  return { group, spots, series, name };
}

/** @param {Payload.Series} series @param {State} state @param {Model} model */
function isShown(series, state, model) {
  if (!state.accounts.includes(series.account)) return false;
  const mappers = model.mappers.get(series.account) || [];
  return !state.mapper || !mappers.includes(state.mapper) || series.id === state.mapper;
}

/** The mark nearest to a point of the chart. @param {any[]} drawn series @param {number} x @param {number} y @param {number} reach pixels @param {Plot | null} plot */
function findNearest(drawn, x, y, reach, plot) {
  let best = null;
  let least = reach;
  const isSeen = (/** @type {{x: number}} */ spot) => plot && spot.x > plot.left - PAST && spot.x < plot.right + PAST;
  for (const spot of drawn.flatMap((one) => (one.hidden ? [] : one.spots.filter(isSeen)))) {
    const distance = measureBetween(spot, { x, y });
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
 * @param {Plot} plot
 * @param {boolean} known whether that clock is on
 */
function openUntil(day, element, window, plot, known) {
  if (known) setAttributes(window, { width: Math.max(plot.x(day) + PAST, 0), height: plot.height });
  setAttributes(element, { "clip-path": known ? "url(#kf-known)" : null });
}

/** Lines that speak for an account choose their names' places first. @param {Payload.Series[]} all */
function orderNames(all) {
  const weight = (/** @type {Payload.Series} */ one) => Number(one.worked_out) * 2 - Number(one.joined);
  return [...all].sort((a, b) => weight(a) - weight(b));
}

/** All series, those that choose their names' places first on top. @param {Payload.Series[]} all @param {Context} context @param {Plot} plot */
function drawAll(all, context, plot) {
  const taken = /** @type {number[][]} */ ([]);
  const lines = plot.size === "phone" ? [] : all.flatMap((series) => listDrawn(series, context.model, all, plot));
  return orderNames(all)
    .map((series) => drawSeries(series, context, all, plot, taken, lines))
    .reverse();
}

/** A series without the figures whose source is of reliability D to F: only with rival claims are they shown. @param {Payload.Series} series @param {Model} model */
function dropDoubtful(series, { payload }) {
  const points = series.points.filter(({ claim }) => !/^[DEF]/.test(payload.claims[claim]?.grade ?? ""));
  return { ...series, points };
}

/** @param {Context} context @returns {ChartMarks} */
export function createMarks(context) {
  const { model } = context;
  const window = makeSvg("rect", { x: 0, y: 0 });
  const element = makeSvg("g", { class: "kf-marks" });
  const clip = makeSvg("clipPath", { id: "kf-known" }, window);
  let plot = /** @type {Plot | null} */ (null);
  let drawn = /** @type {any[]} */ ([]);
  let shown = "";
  let phase = "";

  /** Lay out all series anew when other claims may be shown than before. @param {boolean} others whether rival claims are */
  function redraw(others) {
    const now = `${others} ${model.known.isOn() ? `known ${model.known.phase()}` : "event"}`;
    if (!plot || now === phase) return;
    phase = now;
    shown = "";
    const all = model.known.series().map((one) => (others ? one : dropDoubtful(one, model)));
    drawn = drawAll(all, context, plot);
    element.replaceChildren(clip, ...drawn.map((one) => one.group));
  }

  return {
    element,
    resize(next) {
      plot = next;
      phase = "";
    },
    draw(frame) {
      redraw(frame.state.others);
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
        if (name) name.text.style.opacity = boxes.some((box) => overlaps(box, name.box)) ? "0" : "";
      }
    },
    nearest: (x, y, reach) => findNearest(drawn, x, y, reach, plot),
  };
}
