/** The mark of a settlement: held, lost, contested, or split where accounts differ. */
import { differ } from "../model/control.js";
import { make, makeSvg } from "../util/dom.js";

const TURN = 2 * Math.PI;
const CALM_ZOOM = 9.5; // below it marks keep small
const ORDER = ["held", "contested", "lost"];

/**
 * Half the width of a mark, pixels.
 * @param {number} zoom
 * @param {number} rank 0 for the chief towns
 */
export function radiusOf(zoom, rank) {
  const grown = 2.6 + Math.min(Math.max(zoom - CALM_ZOOM, 0) * 1.2, 2.4);
  return rank === 0 ? Math.max(grown + 0.8, 4) : grown;
}

/** @param {any} ctx @param {number[]} at x, y and radius @param {string} status @param {Palette} palette */
function drawAgreed(ctx, [x, y, r], status, palette) {
  ctx.beginPath();
  ctx.arc(x, y, r + 1.1, 0, TURN);
  ctx.fillStyle = palette.halo;
  ctx.fill();
  ctx.beginPath();
  if (status === "held") {
    ctx.arc(x, y, r, 0, TURN);
    ctx.fillStyle = palette.label;
    ctx.fill();
    return;
  }
  ctx.arc(x, y, r - 0.5, 0, TURN);
  ctx.strokeStyle = palette.dot;
  ctx.lineWidth = 1.2;
  ctx.stroke();
  if (status !== "contested") return;
  ctx.beginPath();
  ctx.arc(x, y, r * 0.45, 0, TURN);
  ctx.fillStyle = palette.label;
  ctx.fill();
}

/**
 * One account's part of a split mark: full where it says held, hollow where it says lost.
 * @param {any} ctx
 * @param {number[]} at x, y and radius
 * @param {number[]} angles start and end
 * @param {string} status
 * @param {string} colour
 */
function drawSector(ctx, [x, y, r], [start, end], status, colour) {
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  if (status === "held") {
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, r, start, end);
    ctx.fill();
    return;
  }
  ctx.beginPath();
  ctx.arc(x, y, r - 0.6, start, end);
  ctx.lineWidth = 1.4;
  ctx.stroke();
  if (status !== "contested") return;
  const middle = (start + end) / 2;
  ctx.beginPath();
  ctx.arc(x + Math.cos(middle) * r * 0.4, y + Math.sin(middle) * r * 0.4, r * 0.28, 0, TURN);
  ctx.fill();
}

/**
 * Held on the left, lost on the right; each account's share in its own colour.
 * @param {any} ctx
 * @param {number[]} at x, y and radius
 * @param {any[]} words intervals
 * @param {Palette} palette
 */
function drawSplit(ctx, at, words, palette) {
  const [x, y, r] = at;
  ctx.beginPath();
  ctx.arc(x, y, r + 1.2, 0, TURN);
  ctx.fillStyle = palette.halo;
  ctx.fill();
  const groups = ORDER.map((status) => words.filter((one) => one.status === status)).filter((one) => one.length);
  let start = TURN / 4;
  for (const group of groups) {
    for (const { status, index } of group) {
      const end = start + TURN / groups.length / group.length;
      drawSector(ctx, at, [start, end], status, palette[`account-${index}`]);
      start = end;
    }
  }
}

/**
 * @param {any} ctx
 * @param {any} spot x, y and r in pixels, and the words: the intervals of those who speak
 * @param {Palette} palette
 */
export function drawMark(ctx, { x, y, r, words }, palette) {
  if (differ(words)) drawSplit(ctx, [x, y, r + 1], words, palette);
  else drawAgreed(ctx, [x, y, r], words[0].status, palette);
}

/** What each mark means, in a row. @param {KurskFormat} format @returns {HTMLElement} */
export function makeMarkKey(format) {
  const ring = { cx: 7, cy: 7, r: 4.4, fill: "none", stroke: "currentColor", "stroke-width": 1.4 };
  const dot = (/** @type {number} */ r) => makeSvg("circle", { cx: 7, cy: 7, r, fill: "currentColor" });
  const hollow = () => makeSvg("circle", ring);
  const half = makeSvg("path", { d: "M7 2.2a4.8 4.8 0 0 0 0 9.6z", fill: "currentColor" });
  const pictures = { held: [dot(5)], contested: [hollow(), dot(2)], lost: [hollow()], differ: [hollow(), half] };
  const rows = Object.entries(pictures).map(([name, shapes]) => {
    const picture = makeSvg("svg", { viewBox: "0 0 14 14", class: "kf-mark-picture", "aria-hidden": "true" }, ...shapes);
    return make("li", {}, picture, format.say(`mark_${name}`));
  });
  return make("ul", { class: "kf-mark-key", "aria-label": format.say("group_settlements") }, ...rows);
}
