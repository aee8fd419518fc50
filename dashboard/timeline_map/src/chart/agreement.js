/** Agreement over time on the chart: the ground that all give, that two give, that one gives, one on the other. */
import { agreedOn, modeOf } from "../model/modes.js";
import { AGREEMENT } from "../style/made_table.js";
import { makeSvg } from "../util/dom.js";

/**
 * @import { Plot } from "./plot.js"
 * @import { Context } from "../model/actions.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { State } from "../model/fields.js"
 */

/** The layers of the pile, most givers at the bottom. */
const COUNTS = [...AGREEMENT.steps.map(({ givers }) => givers), 1];

/**
 * How much ground so many accounts give, on each day on which it changes.
 * @param {Model} model
 * @param {State} state
 * @returns {{day: number, km2: number[]}[]} by the counts above; as many and more are together
 */
export function followAgreement(model, state) {
  return model.axes[state.clock].steps.map((step) => {
    const shares = agreedOn(model, step, state)?.shares ?? [];
    const km2 = COUNTS.map((count) =>
      shares
        .filter((one) => (count === COUNTS[0] ? one.count >= count : one.count === count))
        .reduce((sum, one) => sum + one.km2, 0),
    );
    return { day: step.day, km2 };
  });
}

/** The way round a layer between two heights, a step for each day. @param {{day: number, low: number, high: number}[]} rows @param {number} last day @param {Plot} plot */
function trace(rows, last, plot) {
  const there = [];
  const back = [];
  for (const [place, { day, low, high }] of rows.entries()) {
    const [from, to] = [day, rows[place + 1]?.day ?? last].map((one) => plot.x(one).toFixed(1));
    there.push(`${from} ${plot.y(high).toFixed(1)}H${to}`);
    back.unshift(`${to} ${plot.y(low).toFixed(1)}H${from}`);
  }
  return there.length ? `M${[...there, ...back].join("L")}Z` : "";
}

/** @param {Context} context */
export function createPile({ model, format }) {
  const paths = COUNTS.map((count, place) => {
    const path = makeSvg("path", { class: "kf-pile", "data-givers": count });
    path.style.fill = `var(--kf-${AGREEMENT.tone})`;
    path.style.fillOpacity = String(AGREEMENT.steps[place]?.tint ?? AGREEMENT.alone);
    return path;
  });
  const title = makeSvg("title");
  const element = makeSvg("g", { style: "display: none" }, title, ...paths);
  let room = /** @type {Plot | null} */ (null);
  let traced = "";
  return {
    element,
    /** @param {Plot} plot */
    resize(plot) {
      room = plot;
      traced = "";
    },
    /** @param {Frame} frame */
    draw({ state }) {
      const on = modeOf(state) === "agreement" && model.modes.rows !== null;
      const display = on ? "" : "none";
      if (element.style.display !== display) element.style.display = display;
      const key = `${state.accounts} ${state.mapper} ${state.clock} ${state.filter}`;
      if (!on || !room || traced === key) return;
      traced = key;
      title.textContent = format.say("agreement_chart");
      const rows = followAgreement(model, state);
      let floor = rows.map(() => 0);
      for (const [place, path] of paths.entries()) {
        const top = rows.map(({ km2 }, at) => floor[at] + km2[place]);
        const layer = rows.map(({ day }, at) => ({ day, low: floor[at], high: top[at] }));
        path.setAttribute("d", trace(layer, model.days - 1, room));
        floor = top;
      }
    },
  };
}
