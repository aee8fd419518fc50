/** The chart's margins and scales, for every size that a window may give it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "../../dashboard/timeline_map/src/chart/chart.js";
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
