/** The two clocks: what had been made public by the shown day, and the silences. */

/** @import { Model } from "./model.js" */

/** @typedef {"event" | "known"} Clock */

/**
 * What may be shown of the claims: all, or on the clock "known" what was public by a day.
 * @typedef {object} KnownClock
 * @property {(state: { clock: Clock; day: number }) => void} turn
 * @property {() => boolean} isOn
 * @property {() => number} limit
 * @property {(claim: string) => boolean} has
 * @property {() => number} phase
 * @property {() => Payload.Series[]} series
 * @property {(claim: Payload.Claim) => number} countDisputes
 */

/**
 * Whether a day is among those from a first to a last.
 * @param {string[] | null} days null holds none
 * @param {number} day
 * @param {(iso: string) => number} dayOf
 */
const holds = (days, day, dayOf) => Boolean(days && dayOf(days[0]) <= day && day <= dayOf(days[1]));

/**
 * Every series with the points that are public, as they lead on a day.
 * @param {Payload.Series[]} all
 * @param {(claim: string) => boolean} isPublic
 * @param {(days: string[] | null) => boolean} isNow whether the day is one of those
 * @returns {Payload.Series[]}
 */
function listSeries(all, isPublic, isNow) {
  return all.map((series) => ({
    ...series,
    points: series.points
      .filter((point) => isPublic(point.claim))
      .map((point) => ({ ...point, leading: isNow(point.known_leading), line: isNow(point.known_line) })),
  }));
}

/**
 * What may be shown: everything on the clock of events, else what was public by the shown day.
 * @param {Payload.Frames} payload frames.json
 * @param {(iso: string) => number} dayOf days since the front's first, of any date
 * @returns {KnownClock}
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
  const isNow = (/** @type {string[] | null} */ days) => holds(days, limit, dayOf);
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
      if (drawn.phase !== phase()) drawn = { phase: phase(), series: listSeries(payload.series, isPublic, isNow) };
      return drawn.series;
    },
    countDisputes: (claim) => disputes.get(claim).filter((/** @type {number} */ day) => day <= limit).length,
  };
}

/**
 * The silences: all of them, or those that the shown day sees, as far as they lasted by then.
 * @param {Model} model
 * @returns {[number, number][]} first and last day
 */
export function listGaps({ payload, known, dayOf }) {
  const day = known.limit();
  const gaps = known.isOn() ? payload.known_gaps.filter((gap) => holds(gap.known, day, dayOf)) : payload.gaps;
  return gaps.map((gap) => [dayOf(gap.start), Math.min(dayOf(gap.end), day)]);
}
