/** Who says what of each settlement: control intervals by day, and the evidence of held areas. */

/** @import { KnownClock } from "./clock.js" */

/**
 * A control interval by days: of which account, from when to when, from when it is known, seen standing.
 * @typedef {Payload.Control & {
 *   index: number,
 *   from: number,
 *   to: number,
 *   open: number,
 *   seen: number[],
 *   opened: Map<string, ControlInterval>,
 * }} ControlInterval
 */

/**
 * A settlement with its position and all that is said of it, by account and first day.
 * @typedef {Payload.Place & {
 *   at: { lat: number; lng: number },
 *   intervals: ControlInterval[],
 * }} Place
 */

/**
 * What a reported place says of a line.
 * @typedef {object} Evidence
 * @property {Place} place
 * @property {string} status
 * @property {string} weight
 * @property {ControlInterval[]} intervals
 */

/**
 * Settlements, what each account says of them, and the evidence that held areas rest on.
 * @typedef {object} Control
 * @property {Place[]} places
 * @property {(day: number) => number} phaseOf
 * @property {(place: Place, day: number, accounts: string[]) => ControlInterval[]} listWords
 * @property {(area: Payload.Area) => Evidence[]} evidenceOf
 */

/**
 * For each day a number that changes whenever some interval starts, has ended or becomes known.
 * @param {ControlInterval[]} intervals
 * @param {number} days
 */
function numberPhases(intervals, days) {
  const phases = new Int32Array(days + 1);
  for (const { from, to, open } of intervals) {
    for (const day of [from, to + 1, open]) if (day > 0 && day < days) phases[day] = 1;
  }
  for (let day = 1; day < days; day += 1) phases[day] += phases[day - 1];
  return phases;
}

/**
 * An interval with the claims that are public, the same object for the same claims.
 * @param {ControlInterval} interval
 * @param {KnownClock} known
 * @returns {ControlInterval}
 */
function openInterval(interval, known) {
  const claims = interval.claims.filter(known.has);
  if (claims.length === interval.claims.length) return interval;
  const key = claims.join(" ");
  const opened = interval.opened.get(key) ?? { ...interval, claims };
  interval.opened.set(key, opened);
  return opened;
}

/**
 * @param {Payload.Frames} payload frames.json
 * @param {(iso: string) => number} dayOf days since the front's first, of any date
 * @param {number} days
 * @param {KnownClock} known
 * @returns {Control}
 */
export function createControl(payload, dayOf, days, known) {
  const order = payload.accounts.map((account) => account.id);
  const intervals = payload.control.map((row, number) => ({
    ...row,
    index: order.indexOf(row.account),
    from: dayOf(row.start),
    to: row.end ? dayOf(row.end) : Infinity,
    // From when it is known: its first claim is public. A filter may have left it none.
    open: Math.max(dayOf(row.start), Math.min(...row.claims.map((id) => dayOf(payload.claims[id].public)))),
    seen: payload.known_control[number]?.map(dayOf) ?? [Infinity, -Infinity],
    opened: /** @type {Map<string, ControlInterval>} */ (new Map()),
  }));
  /** Whether any of its claims is left by the filter. @param {ControlInterval} interval */
  const isTold = ({ claims }) => claims.length > 0;
  const places = payload.places.map((place) => ({
    ...place,
    at: { lat: place.lat, lng: place.lon },
    intervals: intervals
      .filter((one) => one.place === place.id && isTold(one))
      .sort((a, b) => a.index - b.index || a.from - b.from),
  }));
  const byId = new Map(places.map((place) => [place.id, place]));
  const evidence = payload.evidence.map((row) => ({
    ...row,
    place: /** @type {Place} */ (byId.get(row.place)),
    intervals: row.intervals.map((number) => intervals[number]).filter(isTold),
  }));
  const phases = numberPhases(intervals, days);

  return {
    places,
    phaseOf: (day) => phases[day],
    listWords(place, day, accounts) {
      const own = place.intervals.filter((one) => accounts.includes(one.account));
      if (!known.isOn()) return own.filter((one) => one.from <= day && day <= one.to);
      const standing = own.filter(({ seen: [first, last] }) => first <= day && day <= last);
      return standing.map((one) => openInterval(one, known));
    },
    evidenceOf(area) {
      const all = area.evidence.map((number) => evidence[number]);
      const rows = all.filter((row) => row.intervals.length);
      if (!known.isOn()) return rows;
      return rows.flatMap((row) => {
        const told = row.intervals.filter((one) => one.open <= known.limit());
        const intervals = told.map((one) => openInterval(one, known));
        return intervals.length ? [{ ...row, intervals }] : [];
      });
    },
  };
}

/** @param {ControlInterval[]} words @returns {boolean} whether the accounts differ */
export const differ = (words) => words.some((one) => one.status !== words[0].status);
