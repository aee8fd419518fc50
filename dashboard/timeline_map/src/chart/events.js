/** The flags of events over the chart: the weightier are named first, where there is room. */
import { makeSvg, measureText } from "../util/dom.js";

/**
 * @import { Plot } from "./plot.js"
 * @import { ChartMarks } from "./series.js"
 * @import { Context } from "../model/actions.js"
 */

/**
 * @typedef {Omit<ChartMarks, "giveWay" | "nearest"> & {
 *   nearest: (x: number, y: number, reach: number) => Payload.Event | null,
 *   on: (day: number) => Payload.Event[],
 * }} EventFlags
 */

const SIZE = 11.5; // of a name, pixels

/**
 * Name what fits: weightier events choose first, each in the first lane that is free.
 * @param {any[]} all
 * @param {Plot} plot
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

/** @param {any} flag @param {Plot} plot */
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

/** @param {Context} context @returns {EventFlags} */
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
        .flatMap((event) => {
          const day = model.dayOf(event.date);
          if (day < plot.first || day > plot.last) return [];
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
