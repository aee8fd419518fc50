/** What any two held areas share: with the frames, or fetched once somebody is about to compare. */

/**
 * @param {KurskModel} model whose overlaps are filled in
 * @param {(url: string) => Promise<any>} read
 * @param {(error: any) => void} fail told once
 * @returns {KurskOverlaps}
 */
export function createOverlaps({ overlaps, payload }, read, fail) {
  let fetched = /** @type {Promise<void> | null} */ (null);

  async function fetchRows() {
    if (overlaps.rows) return;
    try {
      overlaps.rows = (await read(payload.overlaps)).rows;
    } catch (error) {
      fail(error);
    }
  }

  return {
    async load(done) {
      fetched ??= fetchRows();
      await fetched;
      if (overlaps.rows) done?.();
    },
  };
}
