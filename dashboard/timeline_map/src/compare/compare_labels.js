/** The size of each part written on it, once the moves have ended and where there is room for it. */
import { makeSvg, setAttributes, setText } from "../util/dom.js";

const COLUMNS = 28; // of the grid on which a spot is looked for
const ROOM = 26; // pixels from the spot to the part's edge, at least
const AROUND = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y]));

/**
 * The point of a part that lies deepest in it, found on a grid; null where it is too slender.
 * @param {(x: number, y: number) => boolean} inside
 * @param {{x: number, y: number, width: number, height: number}} box
 */
function findSpot(inside, box) {
  const step = Math.max(box.width / COLUMNS, 6);
  const rows = Math.ceil(box.height / step);
  const hits = Array.from({ length: rows * COLUMNS }, (_, place) =>
    inside(box.x + ((place % COLUMNS) + 0.5) * step, box.y + (Math.floor(place / COLUMNS) + 0.5) * step),
  );
  const isIn = (/** @type {number} */ column, /** @type {number} */ row) =>
    column >= 0 && row >= 0 && column < COLUMNS && row < rows && hits[row * COLUMNS + column];
  let best = { depth: ROOM / step, place: -1 };
  hits.forEach((hit, place) => {
    if (!hit) return;
    const [column, row] = [place % COLUMNS, Math.floor(place / COLUMNS)];
    let depth = 1;
    while (AROUND.every(([x, y]) => isIn(column + x * depth, row + y * depth))) depth += 1;
    if (depth > best.depth) best = { depth, place };
  });
  if (best.place < 0) return null;
  const [column, row] = [best.place % COLUMNS, Math.floor(best.place / COLUMNS)];
  return { x: box.x + (column + 0.5) * step, y: box.y + (row + 0.5) * step };
}

/**
 * Whether a point lies in a path, by the rule that the parts are drawn with.
 * @param {string} d
 * @returns {(x: number, y: number) => boolean}
 */
function createTest(d) {
  const path = new Path2D(d);
  const canvas = /** @type {any} */ (document.createElement("canvas").getContext("2d"));
  return (x, y) => canvas.isPointInPath(path, x, y, "evenodd");
}

/**
 * @param {string[]} parts
 * @returns {{elements: SVGElement[], clear: () => void, place: (outlines: Record<string, {d: string, box: any}>, words: Record<string, string>) => void}}
 */
export function createPartLabels(parts) {
  const write = (/** @type {string} */ part) =>
    makeSvg("text", { class: "kf-compare-label", "data-part": part, "aria-hidden": "true" });
  const texts = new Map(parts.map((part) => [part, write(part)]));
  const clear = () => texts.forEach((text) => (text.style.display = "none"));
  clear();
  return {
    elements: [...texts.values()],
    clear,
    place({ before, after }, words) {
      clear();
      const [old, now] = [createTest(before.d), createTest(after.d)];
      const tests = /** @type {Record<string, (x: number, y: number) => boolean>} */ ({
        gained: (x, y) => now(x, y) && !old(x, y),
        lost: (x, y) => old(x, y) && !now(x, y),
        unchanged: (x, y) => now(x, y) && old(x, y),
      });
      for (const [part, text] of texts) {
        const spot = findSpot(tests[part], (part === "lost" ? before : after).box);
        if (!spot) continue;
        setText(text, words[part]);
        setAttributes(text, { x: spot.x.toFixed(1), y: (spot.y + 5).toFixed(1) });
        text.style.display = "";
      }
    },
  };
}
