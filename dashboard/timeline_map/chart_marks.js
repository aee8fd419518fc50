// @ts-check
/** The figures on the chart: a step line per series, a mark per claim, its range and its span. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  const { makeSvg } = kf.dom;

  /**
   * Days on which an account's figure is void, because it then spoke only in words.
   * @param {KurskModel} model
   * @param {string} account
   * @returns {[number, number][]} from (inclusive) to (exclusive)
   */
  function findVoids(model, account) {
    /** @type {[number, number][]} */
    const voids = [];
    let start = -1;
    for (const step of model.steps) {
      const figure = step.figures[account];
      const silent = Boolean(figure && figure.words);
      if (silent && start < 0) start = step.day;
      if (!silent && start >= 0) {
        voids.push([start, step.day]);
        start = -1;
      }
    }
    if (start >= 0) voids.push([start, model.days]);
    return voids;
  }

  /**
   * The level runs of a series: each figure holds from its day until the next, or until it is void.
   * A range without a figure ends the run before it and has none of its own.
   * @param {any} series
   * @param {KurskModel} model
   * @returns {{from: number, to: number, value: number, joined: boolean}[]}
   */
  function listRuns(series, model) {
    const points = series.points
      .filter((/** @type {any} */ p) => p.start === p.end && p.line)
      .map((/** @type {any} */ p) => ({ day: model.rawDayOf(p.start), value: p.value }))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => a.day - b.day);
    const voids = findVoids(model, series.account);
    const end = series.joined ? model.days - 1 : -1;
    const runs = points.map((/** @type {any} */ point, /** @type {number} */ position) => {
      const next = points[position + 1];
      const stop = voids.find(([from]) => from > point.day);
      const to = Math.min(next ? next.day : end, stop ? stop[0] : Infinity);
      return { from: point.day, to, value: point.value, joined: Boolean(next) && to === next.day };
    });
    return runs.filter((run) => run.value !== null);
  }

  /** @param {any} series @param {KurskModel} model @param {KurskPlot} plot @returns {SVGElement[]} */
  function drawLine(series, model, plot) {
    if (!series.joined) return [];
    let line = "";
    let tail = "";
    let reach = -1; // the day up to which the drawn line has come
    for (const run of listRuns(series, model)) {
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

  /**
   * A series named on its longest level run, where there is room.
   * @param {any} series
   * @param {KurskModel} model
   * @param {KurskPlot} plot
   * @returns {SVGElement[]}
   */
  function nameLine(series, model, plot) {
    if (!series.joined || plot.size === "phone") return [];
    const runs = listRuns(series, model).filter((run) => run.joined);
    runs.sort((a, b) => b.to - b.from - (a.to - a.from));
    const width = series.label.length * 6.2 + 12;
    if (!runs.length || plot.x(runs[0].to) - plot.x(runs[0].from) < width) return [];
    const at = { x: plot.x(runs[0].to) - 6, y: plot.y(runs[0].value) - 4, "text-anchor": "end" };
    return [makeSvg("text", { ...at, class: "kf-series-name" }, series.label)];
  }

  /** The height of a claim on the chart: its figure, or the end of its range. @param {any} point */
  const heightOf = (point) => point.value ?? point.high ?? point.low;

  /**
   * A claim's range as a whisker, its month or season as a bar.
   * @param {any} point
   * @param {KurskModel} model
   * @param {KurskPlot} plot
   */
  function drawExtent(point, model, plot) {
    const x0 = plot.x(model.dayOf(point.start));
    const x1 = plot.x(model.dayOf(point.end));
    const x = (x0 + x1) / 2;
    let d = "";
    if (point.low !== null && point.high !== null) {
      const [low, high] = [plot.y(point.low), plot.y(point.high)];
      d += `M${x - 3} ${low}h6M${x} ${low}V${high}M${x - 3} ${high}h6`;
    }
    if (x1 > x0) {
      const y = plot.y(heightOf(point));
      d += `M${x0} ${y}H${x1}M${x0} ${y - 3}v6M${x1} ${y - 3}v6`;
    }
    return d;
  }

  /** @param {any} series @param {KurskContext} context @param {KurskPlot} plot */
  function drawSeries(series, { model }, plot) {
    const index = model.payload.accounts.findIndex((/** @type {any} */ a) => a.id === series.account);
    const account = model.payload.accounts[index];
    const group = makeSvg("g", { class: "kf-series", "data-series": series.id });
    group.style.setProperty("--kf-c", kf.patterns.colourOf(index));
    const [line, tail] = drawLine(series, model, plot);
    if (line) {
      line.style.strokeDasharray = account.dash;
      group.append(tail, line);
    }
    const paths = { full: "", hollow: "", extent: "" };
    const spots = [];
    for (const point of series.points) {
      if (heightOf(point) === null || heightOf(point) === undefined) continue;
      const x = (plot.x(model.dayOf(point.start)) + plot.x(model.dayOf(point.end))) / 2;
      const y = plot.y(heightOf(point));
      const radius = plot.size === "phone" ? 2.4 : 3.2;
      if (point.value !== null) {
        paths[point.leading ? "full" : "hollow"] += kf.patterns.symbolPath(account.symbol, x, y, radius);
      }
      paths.extent += drawExtent(point, model, plot);
      spots.push({ x, y, claim: point.claim, account: series.account, series: series.id });
    }
    group.append(makeSvg("path", { d: paths.extent, class: "kf-extent" }));
    group.append(makeSvg("path", { d: paths.hollow, class: "kf-mark kf-hollow" }));
    group.append(makeSvg("path", { d: paths.full, class: "kf-mark" }), ...nameLine(series, model, plot));
    return { group, spots, series };
  }

  /** @param {KurskContext} context @returns {KurskMarks} */
  function createMarks(context) {
    const { model } = context;
    const element = makeSvg("g", { class: "kf-marks" });
    let drawn = /** @type {any[]} */ ([]);
    let shown = "";

    /** @param {any} series @param {KurskState} state */
    function isShown(series, state) {
      if (!state.accounts.includes(series.account)) return false;
      const mappers = model.mappers.get(series.account) || [];
      return !state.mapper || !mappers.includes(state.mapper) || series.id === state.mapper;
    }

    return {
      element,
      resize(plot) {
        drawn = model.payload.series.map((/** @type {any} */ series) => drawSeries(series, context, plot));
        element.replaceChildren(...drawn.map((one) => one.group));
        shown = "";
      },
      draw(frame) {
        const wanted = JSON.stringify([frame.state.accounts, frame.state.mapper]);
        if (wanted === shown) return;
        shown = wanted;
        for (const one of drawn) {
          one.hidden = !isShown(one.series, frame.state);
          one.group.style.display = one.hidden ? "none" : "";
        }
      },
      nearest(x, y, reach) {
        let best = null;
        let least = reach * reach;
        for (const spot of drawn.flatMap((one) => (one.hidden ? [] : one.spots))) {
          const distance = (spot.x - x) ** 2 + (spot.y - y) ** 2;
          if (distance < least) {
            least = distance;
            best = spot;
          }
        }
        return best;
      },
    };
  }

  kf.chartMarks = { createMarks };
})();
