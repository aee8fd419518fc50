/** The band of the reading of the places on the chart, behind the lines of the accounts. */

import { isReadingOn } from "../model/readings.js";
import { READING } from "../style/made_table.js";
import { makeSvg, setAttributes } from "../util/dom.js";

/**
 * @import { Plot } from "./plot.js"
 * @import { ChartMarks } from "./series.js"
 * @import { Context } from "../model/actions.js"
 * @import { Model } from "../model/model.js"
 */

const LABEL = 26; // pixels below the top at which the words stand that say what the band is

/**
 * The band as a closed way, and its middle as a line: each reading holds until the next.
 * @param {readonly Payload.Reading[]} readings
 * @param {Model} model
 * @param {Plot} plot
 */
function traceBand(readings, { rawDayOf, days }, plot) {
  const there = [];
  const back = [];
  let line = "";
  for (const [place, { date, km2, low, high }] of readings.entries()) {
    const next = readings[place + 1];
    const [from, to] = [rawDayOf(date), next ? rawDayOf(next.date) : days - 1].map((day) => plot.x(Math.max(day, 0)));
    there.push(`${from.toFixed(1)} ${plot.y(high).toFixed(1)}H${to.toFixed(1)}`);
    back.unshift(`${to.toFixed(1)} ${plot.y(low).toFixed(1)}H${from.toFixed(1)}`);
    line += `${line ? "L" : "M"}${from.toFixed(1)} ${plot.y(km2).toFixed(1)}H${to.toFixed(1)}`;
  }
  const ends = [...there, ...back];
  return { band: ends.length ? `M${ends.join("L")}Z` : "", line };
}

/** @param {Context} context @returns {Omit<ChartMarks, "nearest" | "giveWay">} */
export function createBand({ model, format }) {
  const band = makeSvg("path", { class: "kf-band" });
  const line = makeSvg("path", { class: "kf-band-line" });
  band.style.fillOpacity = String(READING.band);
  line.style.strokeWidth = String(READING.line.weight);
  const label = makeSvg("text", { class: "kf-band-label" }, format.say("reading_source"));
  const element = makeSvg("g", {}, band, line, label);
  let room = /** @type {Plot | null} */ (null);
  let traced = /** @type {readonly Payload.Reading[] | null} */ (null);

  /** @param {readonly Payload.Reading[]} readings */
  function trace(readings) {
    if (!room || traced === readings) return;
    traced = readings;
    const ways = traceBand(readings, model, room);
    band.setAttribute("d", ways.band);
    line.setAttribute("d", ways.line);
  }

  return {
    element,
    resize(plot) {
      room = plot;
      traced = null;
      // In the corner that is free as ground grew less, below the words of a silence.
      setAttributes(label, { x: plot.right - 6, y: plot.top + LABEL });
    },
    draw({ state, readings }) {
      const display = isReadingOn(state) && readings.rows.length ? "" : "none";
      if (element.style.display !== display) element.style.display = display;
      if (!display) trace(readings.rows);
    },
  };
}
