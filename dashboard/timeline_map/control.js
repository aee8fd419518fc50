// @ts-check
/** Who says what of each settlement: control intervals by day, and the evidence of held areas. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});

  /**
   * For each day a number that changes whenever some interval starts or has ended.
   * @param {any[]} intervals
   * @param {number} days
   */
  function numberPhases(intervals, days) {
    const phases = new Int32Array(days + 1);
    for (const { from, to } of intervals) {
      for (const day of [from, to + 1]) if (day > 0 && day < days) phases[day] = 1;
    }
    for (let day = 1; day < days; day += 1) phases[day] += phases[day - 1];
    return phases;
  }

  /**
   * @param {any} payload frames.json
   * @param {(iso: string) => number} dayOf days since the front's first, of any date
   * @param {number} days
   * @returns {KurskControl}
   */
  function createControl(payload, dayOf, days) {
    const order = payload.accounts.map((/** @type {any} */ account) => account.id);
    const intervals = payload.control.map((/** @type {any} */ row) => ({
      ...row,
      index: order.indexOf(row.account),
      from: dayOf(row.start),
      to: row.end ? dayOf(row.end) : Infinity,
    }));
    const places = payload.places.map((/** @type {any} */ place) => ({
      ...place,
      at: L.latLng(place.lat, place.lon),
      intervals: intervals
        .filter((/** @type {any} */ one) => one.place === place.id)
        .sort((/** @type {any} */ a, /** @type {any} */ b) => a.index - b.index || a.from - b.from),
    }));
    const byId = new Map(places.map((/** @type {any} */ place) => [place.id, place]));
    const evidence = payload.evidence.map((/** @type {any} */ row) => ({
      ...row,
      place: byId.get(row.place),
      intervals: row.intervals.map((/** @type {number} */ number) => intervals[number]),
    }));
    const phases = numberPhases(intervals, days);

    return {
      places,
      phaseOf: (day) => phases[day],
      listWords: (place, day, accounts) =>
        place.intervals.filter(
          (/** @type {any} */ one) => one.from <= day && day <= one.to && accounts.includes(one.account),
        ),
      evidenceOf: (area) => area.evidence.map((/** @type {number} */ number) => evidence[number]),
    };
  }

  kf.control = { createControl };
})();
