/** What stands over a map: its boxes are measured when something of it is laid out anew, never in the midst of a drawing. */

/**
 * @typedef {object} Furniture
 * @property {() => number[][]} boxes The figures first, container pixels.
 * @property {() => void} forget Something was moved: measure again when next asked.
 */

const NAMES = [
  ".kf-legend",
  ".kf-compare-tag",
  ".kf-map-tools",
  ".kf-credits",
  ".kf-keys",
  ".leaflet-control-scale",
  ".kf-compare-label",
];
const APART = 4; // pixels that words keep from it

/** @param {HTMLElement} room @param {HTMLElement} mapBox @returns {Element[]} what stands over the map */
function listPieces(room, mapBox) {
  const pieces = NAMES.flatMap((name) => [...room.querySelectorAll(name)]);
  // The words of a comparison are drawn on one map; hidden ones cover nothing of either.
  return pieces.filter(
    (one) => !one.matches(".kf-compare-label") || (mapBox.contains(one) && one.getBoundingClientRect().width),
  );
}

/** @param {Element} piece @param {DOMRect} outer */
function boxOf(piece, outer) {
  const box = piece.getBoundingClientRect();
  const [left, top] = [box.left - outer.left - APART, box.top - outer.top - APART];
  return [left, top, left + box.width + 2 * APART, top + box.height + 2 * APART];
}

/**
 * To ask a box for its place after something was written means to lay out the page for that alone, so they are
 * kept, and measured again right after the browser has laid one of them out in another size.
 * @param {HTMLElement} room the stage's element
 * @param {HTMLElement} mapBox the map's
 * @param {AbortSignal} gone
 * @param {() => void} changed told when something covers more or less than before
 * @returns {Furniture}
 */
export function watchFurniture(room, mapBox, gone, changed) {
  let known = /** @type {number[][] | null} */ (null);
  const observer = new ResizeObserver(() => {
    const before = String(known);
    if (before !== String(measure())) changed();
  });
  gone.addEventListener("abort", () => observer.disconnect());

  function measure() {
    const outer = mapBox.getBoundingClientRect();
    const pieces = listPieces(room, mapBox);
    for (const piece of pieces) observer.observe(piece); // one that is watched already is not watched twice
    known = pieces.map((piece) => boxOf(piece, outer));
    return known;
  }
  return {
    boxes: () => known ?? measure(),
    forget() {
      known = null;
    },
  };
}
