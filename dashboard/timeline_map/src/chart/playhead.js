/** The shown date on the chart: a line with the values on it, its thumb, and the slider for keys and readers of screens. */
import { colourOf, symbolPath } from "../style/style.js";
import { make, makeSvg, setAttributes, setText } from "../util/dom.js";
import { clamp } from "../util/scale.js";

/**
 * @import { Chart } from "./chart.js"
 * @import { Plot } from "./plot.js"
 * @import { Context } from "../model/actions.js"
 * @import { AccountEntry, Frame } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * @typedef {object} Playhead
 * @property {SVGElement} element
 * @property {(plot: Plot) => void} resize
 * @property {(frame: Frame) => number[][]} draw
 */

/**
 * @typedef {object} DateSlider
 * @property {HTMLInputElement} element
 * @property {() => void} resize
 * @property {(frame: Frame) => void} draw
 */

const LINE_HEIGHT = 14;
const THUMB = 18; // pixels, as in chart.css: the thumb's centre starts half of it inside
const DIGIT = 7.6; // width of a digit of a value, pixels

/**
 * What stands on the line: an account's value, or its range as a bar (a midpoint is no figure).
 * @param {AccountEntry} entry
 * @param {Plot} at
 * @param {Format} format
 */
function measure(entry, at, format) {
  const { figure, point, visible } = entry;
  if (!visible || !figure || figure.words || !point) return null;
  const { value, low, high } = point;
  if (low !== null && high !== null && low < high) {
    const words = format.say("range", { low: format.number(low), high: format.number(high) });
    const bar = `M-2 ${at.y(high)}h4V${at.y(low)}h-4z`;
    return { y: at.y(value ?? (low + high) / 2), bar, dotted: value !== null, words };
  }
  return value === null ? null : { y: at.y(value), bar: "", dotted: true, words: format.number(value) };
}

/**
 * Keep the values readable where lines lie close.
 * @param {{y: number, label: number}[]} levels
 * @param {number} bottom the lowest place for a value, pixels
 */
function spread(levels, bottom) {
  levels.sort((a, b) => a.y - b.y);
  let floor = -Infinity;
  for (const level of levels) {
    level.label = Math.max(level.y, floor + LINE_HEIGHT);
    floor = level.label;
  }
  const over = floor - bottom;
  if (over <= 0) return;
  let ceiling = bottom + LINE_HEIGHT;
  for (const level of [...levels].reverse()) {
    level.label = Math.min(level.label, ceiling - LINE_HEIGHT);
    ceiling = level.label;
  }
}

/** @param {Context} context @returns {Playhead} */
export function createPlayhead({ model, format }) {
  const line = makeSvg("path", { class: "kf-playhead-line" });
  const dots = model.payload.accounts.map((account, index) => {
    const mark = makeSvg("path", { class: "kf-playhead-dot" });
    const words = makeSvg("text", { class: "kf-playhead-value" });
    const group = makeSvg("g", {}, mark, words);
    group.style.setProperty("--kf-c", colourOf(index));
    return { group, mark, words, account };
  });
  const thumb = makeSvg("circle", { class: "kf-thumb", r: THUMB / 2 - 1.5 });
  const away = makeSvg("path", { class: "kf-beyond" });
  const inside = makeSvg("g", {}, line, ...dots.map((dot) => dot.group));
  const element = makeSvg("g", { class: "kf-playhead" }, inside, away, thumb);
  let plot = /** @type {Plot | null} */ (null);
  return {
    element,
    resize(next) {
      plot = next;
      line.setAttribute("d", `M0 ${plot.lanes * 16 + 14}V${plot.bottom}`);
      thumb.setAttribute("cy", String(plot.bottom));
    },
    draw(frame) {
      if (!plot) return [];
      const x = clamp(plot.x(frame.day), plot.left, plot.right);
      element.setAttribute("transform", `translate(${x.toFixed(2)} 0)`);
      const beyond = Math.sign(plot.x(frame.day) - x); // on which side of the window it lies, 0 within
      inside.style.display = beyond ? "none" : "";
      away.setAttribute("d", beyond ? `M${beyond * 12} ${plot.bottom}l${beyond * -8} -5v10z` : "");
      if (beyond) return [];
      const flip = x > plot.right - 90;
      const levels = [];
      for (let i = 0; i < dots.length; i += 1) {
        const level = measure(frame.entries[i], plot, format);
        dots[i].group.style.display = level ? "" : "none";
        if (level) levels.push({ ...level, dot: dots[i], label: level.y });
      }
      spread(levels, plot.bottom - 2);
      return levels.map(({ dot, y, bar, dotted, words, label }) => {
        const symbol = dotted ? symbolPath(dot.account.symbol, 0, y, 4.4) : "";
        dot.mark.setAttribute("d", bar + symbol);
        setText(dot.words, words);
        dot.words.setAttribute("x", flip ? "-10" : "10");
        dot.words.setAttribute("y", (label + 4).toFixed(1));
        dot.words.setAttribute("text-anchor", flip ? "end" : "start");
        const reach = 10 + words.length * DIGIT;
        return [x - (flip ? reach : 0), label - LINE_HEIGHT / 2, x + (flip ? 0 : reach), label + LINE_HEIGHT / 2];
      });
    },
  };
}

/**
 * @param {Context} context
 * @param {Chart} chart
 * @returns {DateSlider}
 */
export function createSlider({ model, format, actions }, chart) {
  const input = /** @type {HTMLInputElement} */ (
    make("input", {
      type: "range",
      min: 0,
      max: model.days - 1,
      step: 1,
      class: "kf-slider",
      "data-testid": "timeline-slider",
      "aria-label": format.say("slider_label"),
    })
  );
  input.addEventListener("input", () => actions.goTo(Number(input.value)));
  return {
    element: input,
    resize() {
      const plot = chart.plot();
      input.style.left = `${plot.left - THUMB / 2}px`;
      input.style.width = `${plot.right - plot.left + THUMB}px`;
      input.style.top = `${plot.bottom - 12}px`;
    },
    draw(frame) {
      if (Number(input.value) !== frame.day) input.value = String(frame.day);
      setAttributes(input, { "aria-valuetext": format.longDate(frame.date) });
    },
  };
}
