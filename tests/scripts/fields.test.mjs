/** The fields of the state: each declared once, in step with the host's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  describeState,
  FIELDS,
  openingState,
  partOf,
  readState,
} from "../../dashboard/timeline_map/src/model/fields.js";
import { createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { makeFrames } from "./front.mjs";

const BESIDE = ["chapter", "view"]; // the screen tells these of itself: they change without a frame drawn

test("the fields are those for which the host can wish", () => {
  const types = new URL("../../dashboard/timeline_map/src/payload.d.ts", import.meta.url);
  const [, wish] = /interface MapWish \{([^}]*)\}/.exec(readFileSync(types, "utf-8"));
  const parts = [...wish.matchAll(/(\w+)\?:/g)].map(([, part]) => part);
  assert.deepEqual([...Object.keys(FIELDS).map(partOf), ...BESIDE].sort(), parts.sort());
});

test("a new field is one declaration: it begins, is wished for, kept and told", () => {
  FIELDS.depth = { part: "deep", start: () => 1, read: (wish) => (wish > 0 ? wish : undefined), tell: String };
  try {
    const model = createModel(makeFrames());
    const opened = openingState(model, []);
    assert.equal(opened.depth, 1);
    assert.equal(readState({ deep: 7 }, opened, model, []).depth, 7);
    assert.equal(readState({ deep: -7 }, { ...opened, depth: 3 }, model, []).depth, 3);
    assert.equal(describeState({ ...opened, depth: 7 }, model).deep, "7");
    assert.equal(partOf("depth"), "deep");
  } finally {
    delete FIELDS.depth;
  }
});

test("the theme is the page's own and not told", () => {
  const model = createModel(makeFrames());
  const dark = readState({ theme: "dark" }, openingState(model, []), model, []);
  assert.equal(dark.theme, "dark");
  assert.ok(!("theme" in describeState(dark, model)));
  assert.equal(readState({ theme: null }, dark, model, []).theme, null);
});
