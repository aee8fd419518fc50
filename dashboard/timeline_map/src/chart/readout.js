/** The cross-hair: at the day under the pointer every account is read, in one place above the chart. */

import { composeFrame } from "../model/model.js";
import { isReadingOn, nameOwn, readingOf, writeArea, writeBand } from "../model/readings.js";
import { colourOf, symbolPath } from "../style/style.js";
import { placeIn } from "../util/browser.js";
import { make, makeSvg } from "../util/dom.js";
import { pickDay } from "./pointer.js";

/**
 * @import { Chart } from "./chart.js"
 * @import { Context } from "../model/actions.js"
 * @import { AccountEntry, Frame } from "../model/model.js"
 */

/** @param {Payload.Account} account @param {number} index */
function makeSign(account, index) {
  const path = makeSvg("path", { d: symbolPath(account.symbol, 6, 6, 4.4), fill: colourOf(index) });
  return makeSvg("svg", { viewBox: "0 0 12 12", class: "kf-sign", "aria-hidden": "true" }, path);
}

/**
 * Who, how much and how old: of each account that is shown, then what the reported places imply.
 * @param {Frame} frame
 * @param {Context} context
 */
function writeAccounts(frame, { model, format }) {
  const { entries, state } = frame;
  const named = (/** @type {AccountEntry} */ { account, figure }) => {
    const series = figure && model.payload.claims[figure.claim].series;
    return model.payload.series.find((one) => one.id === series)?.label ?? account.maker ?? account.label;
  };
  const rows = entries.flatMap((entry, index) => {
    const { account, figure, claim, visible, age } = entry;
    if (!visible) return [];
    const said = figure ? figure.words || claim?.figure || "" : format.say("no_report");
    const old = figure ? make("small", {}, format.say("age_short", { days: age })) : "";
    return [
      make(
        "span",
        { class: "kf-read" },
        makeSign(account, index),
        make("bdi", {}, named(entry)),
        " ",
        make("b", {}, said),
        " ",
        old,
      ),
    ];
  });
  const implied = isReadingOn(state) ? readingOf(frame) : null;
  if (!implied) return rows;
  const own = nameOwn(state.reading, model.payload);
  const name = own ? format.say("reading_own", { account: own }) : format.say("reading_name");
  const area = [make("b", {}, writeArea(implied, format)), implied.km2 ? ` (${writeBand(implied, format)})` : ""];
  const label = make("small", {}, format.say("reading_source"));
  return [...rows, make("span", { class: "kf-read" }, name, " ", ...area, " ", label)];
}

/**
 * @param {Context} context
 * @param {Chart} chart
 * @param {() => boolean} isDragging
 * @param {() => Frame} shown
 */
export function createReadout(context, chart, isDragging, shown) {
  const { model, format } = context;
  const surface = chart.element;
  const line = makeSvg("path", { class: "kf-crosshair" });
  const element = make("div", { class: "kf-readout", "data-testid": "readout", hidden: true });
  let read = "";
  surface.append(line);

  function hide() {
    element.hidden = true;
    line.removeAttribute("d");
    read = "";
  }

  surface.addEventListener("pointermove", (event) => {
    const plot = chart.plot();
    const [x] = placeIn(surface, event);
    if (isDragging() || event.pointerType === "touch" || x < plot.left - 4 || x > plot.right + 4) return hide();
    const day = pickDay(x, plot, context);
    if (day > model.known.limit()) return hide(); // nobody knew of it
    const { state } = shown();
    const key = JSON.stringify([
      day,
      state.accounts,
      state.mapper,
      state.layers,
      state.reading,
      state.filter,
      state.clock,
    ]);
    if (key === read) return;
    read = key;
    const frame = composeFrame({ ...state, day }, model);
    element.replaceChildren(make("strong", {}, format.shortDate(frame.date)), ...writeAccounts(frame, context));
    element.hidden = false;
    line.setAttribute("d", `M${Math.round(plot.x(day)) + 0.5} ${plot.top - 6}V${plot.bottom}`);
  });
  surface.addEventListener("pointerleave", hide);
  surface.addEventListener("pointerdown", hide);
  return element;
}
