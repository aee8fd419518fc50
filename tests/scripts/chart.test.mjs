/** The chart's margins and scales, for every size that a window may give it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "../../dashboard/timeline_map/src/chart/plot.js";
import { createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { makeFrames } from "./front.mjs";

test("nothing on the chart has less than no height, also before the page has laid it out", () => {
  const model = createModel(makeFrames());
  for (const size of ["wide", "tablet", "phone"]) {
    for (const height of [0, 20, 54, 168, 400]) {
      const plot = layOut(model, 800, height, size);
      assert.ok(plot.bottom >= plot.top, `${size}, ${height} px`);
    }
  }
});

/** A front of which some days are drawn narrow. */
function fold(from, to) {
  const frames = makeFrames();
  return createModel({ ...frames, front: { ...frames.front, folds: [{ start: from, end: to }] } });
}

test("a silence is drawn narrow, days and places lead to each other, and none leaves the window", () => {
  const model = fold("2024-09-20", "2024-11-08");
  const [first, last] = [model.dayOf("2024-09-20"), model.dayOf("2024-11-08")];
  for (const window of [null, [first - 5, last + 3], [first + 5, last - 5]]) {
    const plot = layOut(model, 800, 246, "wide", { window, log: false, readings: [] });
    const [from, to] = window ?? [0, model.days - 1];
    assert.deepEqual([plot.first, plot.last], [from, to]);
    assert.deepEqual([plot.x(from), plot.x(to)].map(Math.round), [plot.left, plot.right]);
    for (let day = from; day <= to; day += 1) assert.equal(plot.dayAt(plot.x(day)), day);
    assert.deepEqual([plot.dayAt(-100), plot.dayAt(10000)], [from, to]);
  }
  const plot = layOut(model, 800, 246, "wide");
  const inside = plot.x(first + 10) - plot.x(first + 9);
  assert.ok(inside < plot.x(11) - plot.x(10) && inside > 0);
  const within = layOut(model, 800, 246, "wide", { window: [first + 5, last - 5], log: false, readings: [] });
  assert.ok(Math.abs(within.x(first + 7) - within.x(first + 6) - (within.x(last - 6) - within.x(last - 7))) < 1e-6);
});

test("a window has heights of its own, and by factors nothing stands on zero and keeps the order", () => {
  const model = createModel(makeFrames());
  const all = layOut(model, 800, 246, "wide");
  const early = layOut(model, 800, 246, "wide", { window: [0, 13], log: false, readings: [] });
  assert.ok(early.ticks.at(-1) <= all.ticks.at(-1));
  const log = layOut(model, 800, 246, "wide", { window: null, log: true, readings: [] });
  assert.equal(log.y(0), log.bottom);
  const heights = [0, 5, 30, 90, model.maximum].map(log.y);
  assert.deepEqual(
    heights,
    heights.toSorted((a, b) => b - a),
  );
  assert.ok(heights.at(-1) >= log.top && log.y(0) - log.y(5) > all.y(0) - all.y(5));
});
