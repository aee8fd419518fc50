/** Which areas are drawn open on a side: every one whose figure is a bound, leading or not. */
import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { L: { Canvas: { extend: () => null } } }); // no map is drawn here
const { listOpen } = await import("../../dashboard/timeline_map/src/map/bounds.js");

const area = (/** @type {string} */ claim, edge = "firm") => ({ claim, edge, polygons: [[[[0, 0]]]] });
const payload = {
  claims: { exact: {}, least: { bound: "least" }, most: { bound: "most" } },
  areas: [area("exact"), area("least"), area("most"), area("most", "contested"), { ...area("most"), polygons: [] }],
};

/** @param {number[]} areas @param {number[]} rivals */
function list(areas, rivals, { visible = true, others = true, age = 0 } = {}) {
  const entry = { visible, age, figure: { areas, others: rivals } };
  const found = listOpen(
    /** @type {any} */ (entry),
    /** @type {any} */ ({ state: { others } }),
    /** @type {any} */ ({ payload }),
  );
  return found.map((one) => one && [one.id, one.bound]);
}

test("rival claims are open on their sides, wherever they are drawn", () => {
  assert.deepEqual(list([1], [2]), [
    [1, "least"],
    [2, "most"],
  ]);
  assert.deepEqual(list([], [0, 1, 2]), [null, [1, "least"], [2, "most"]]);
  assert.deepEqual(list([1], [2], { others: false }), [[1, "least"]]);
  assert.deepEqual(list([1], [2], { visible: false }), []);
});

test("an exact figure, a contested edge and an area out of the oblast are open nowhere", () => {
  assert.deepEqual(list([0], [3, 4]), [null]);
});
