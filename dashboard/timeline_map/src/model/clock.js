/** The two clocks: what had been made public by the shown day, and the silences. */

/**
 * Whether a day is among those from a first to a last.
 * @param {string[]} days
 * @param {number} day
 * @param {(iso: string) => number} dayOf
 */
const holds = ([first, last], day, dayOf) => dayOf(first) <= day && day <= dayOf(last);

/** @param {Payload.Point} point @returns {boolean} whether it is dated to the day */
const isDay = (point) => point.start === point.end;

/** The best graded point of each day. @param {Payload.Point[]} points */
function findLeaders(points) {
  const best = new Map();
  for (const point of points.filter(isDay)) {
    const rival = best.get(point.start);
    if (!rival || point.rank < rival.rank) best.set(point.start, point);
  }
  return new Set(best.values());
}

/**
 * Every series with the points that are public; who leads is judged among those alone.
 * @param {Payload.Series[]} all
 * @param {(claim: string) => boolean} isPublic
 * @returns {Payload.Series[]}
 */
function listSeries(all, isPublic) {
  const open = all.map((series) => ({
    ...series,
    points: series.points.filter((point) => isPublic(point.claim)),
  }));
  return open.map((series) => {
    const rivals = open.filter((one) => one.account === series.account);
    const first = findLeaders(rivals.flatMap((one) => one.points));
    const own = findLeaders(series.points);
    const points = series.points.map((point) => ({
      ...point,
      leading: first.has(point),
      line: own.has(point),
    }));
    return { ...series, points };
  });
}

/**
 * What may be shown: everything on the clock of events, else what was public by the shown day.
 * @param {Payload.Frames} payload frames.json
 * @param {(iso: string) => number} dayOf days since the front's first, of any date
 * @returns {KurskKnown}
 */
export function createKnown(payload, dayOf) {
  const claims = new Map();
  const disputes = new Map();
  for (const [id, claim] of Object.entries(payload.claims)) {
    claims.set(id, dayOf(claim.public));
    disputes.set(claim, claim.disputed_on.map(dayOf));
  }
  const charted = payload.series.flatMap((one) => one.points);
  const phases = [...charted, ...payload.words].map(({ claim }) => claims.get(claim)).sort((a, b) => a - b);
  let limit = Infinity;
  let drawn = /** @type {{phase: number, series: Payload.Series[]}} */ ({ phase: -1, series: [] });
  const isPublic = (/** @type {string} */ id) => (claims.get(id) ?? Infinity) <= limit;
  const phase = () => phases.filter((day) => day <= limit).length;

  return {
    turn({ clock, day }) {
      limit = clock === "known" ? day : Infinity;
    },
    isOn: () => limit !== Infinity,
    limit: () => limit,
    has: isPublic,
    phase,
    series() {
      if (limit === Infinity) return payload.series;
      if (drawn.phase !== phase()) drawn = { phase: phase(), series: listSeries(payload.series, isPublic) };
      return drawn.series;
    },
    countDisputes: (claim) => disputes.get(claim).filter((/** @type {number} */ day) => day <= limit).length,
  };
}

/**
 * The silences: all of them, or those that the shown day sees, as far as they lasted by then.
 * @param {KurskModel} model
 * @returns {[number, number][]} first and last day
 */
export function listGaps({ payload, known, dayOf }) {
  const day = known.limit();
  const gaps = known.isOn() ? payload.known_gaps.filter((gap) => holds(gap.known, day, dayOf)) : payload.gaps;
  return gaps.map((gap) => [dayOf(gap.start), Math.min(dayOf(gap.end), day)]);
}
