// @ts-check
/** What any two held areas share: with the frames, or fetched once somebody is about to compare. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});

  /**
   * @param {KurskModel} model whose overlaps are filled in
   * @param {(url: string) => Promise<any>} read
   * @param {(error: any) => void} fail told once
   * @returns {KurskOverlaps}
   */
  function createOverlaps({ overlaps, payload }, read, fail) {
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

  kf.overlaps = { createOverlaps };
})();
