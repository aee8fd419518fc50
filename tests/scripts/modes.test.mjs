/** Agreement and days held in the browser: looked up, narrowed to the accounts chosen, and said in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { followAgreement } from "../../dashboard/timeline_map/src/chart/agreement.js";
import { findStretch } from "../../dashboard/timeline_map/src/map/dated_names.js";
import { createFetched } from "../../dashboard/timeline_map/src/model/fetched.js";
import { describeState, openingState, readState } from "../../dashboard/timeline_map/src/model/fields.js";
import { composeFrame, createModel } from "../../dashboard/timeline_map/src/model/model.js";
import {
  agreedOn,
  countedOf,
  countStay,
  findCell,
  holderOf,
  modeOf,
} from "../../dashboard/timeline_map/src/model/modes.js";
import { tellMode } from "../../dashboard/timeline_map/src/notes/mode_words.js";
import { createFormat } from "../../dashboard/timeline_map/src/util/format.js";
import { MODES, makeFrames, READINGS } from "./front.mjs";

const onBoard = () => createModel(makeFrames({ modes: structuredClone(MODES), ...structuredClone(READINGS) }));
const open = (model, wish) => readState(wish, openingState(model, []), model, []);
const stepOn = (model, state) => composeFrame(state, model).step;
const IN = { lon: 35.0005, lat: 51.0005 };
const BESIDE = { lon: 35.0015, lat: 51.0015 };

test("the state takes the modes that there are, and says them again", () => {
  const model = onBoard();
  const state = open(model, { mode: "days", whose: "moscow" });
  assert.deepEqual([state.mode, state.whose], ["days", "moscow"]);
  assert.deepEqual([describeState(state, model).mode, describeState(state, model).whose], ["days", "moscow"]);
  const kept = readState({ mode: "sizes", whose: "nobody" }, state, model, []);
  assert.deepEqual([kept.mode, kept.whose], ["days", "moscow"]);
  assert.equal(readState({ whose: null }, state, model, []).whose, null);
});

test("agreement is of the accounts with a shape on the day, most givers first", () => {
  const model = onBoard();
  const before = open(model, { date: "2024-08-20", mode: "agreement" });
  const alone = agreedOn(model, stepOn(model, before), before);
  assert.deepEqual([alone.asked, alone.shaped, alone.km2], [[0, 1], [0], 1000]);
  const after = open(model, { date: "2024-09-05", mode: "agreement" });
  const both = agreedOn(model, stepOn(model, after), after);
  assert.deepEqual(
    both.shares.map(({ count, km2 }) => [count, km2]),
    [
      [2, 450],
      [1, 880],
    ],
  );
  assert.deepEqual(findCell(both, IN).givers, [0, 1]);
  assert.deepEqual(findCell(both, BESIDE).givers, [0]);
  assert.equal(findCell(both, { lon: 36, lat: 51 }), null);
});

test("who is not chosen does not count", () => {
  const model = onBoard();
  const state = open(model, { date: "2024-09-05", mode: "agreement", accounts: ["moscow"] });
  const { shares } = agreedOn(model, stepOn(model, state), state);
  assert.deepEqual(
    shares.map(({ count, km2 }) => [count, km2]),
    [[1, 480]],
  );
});

test("days are counted of the account asked for, else of the first that is shown", () => {
  const model = onBoard();
  assert.equal(holderOf(open(model, { accounts: ["moscow"] }), model), "moscow");
  assert.equal(holderOf(open(model, { accounts: [] }), model), null);
  const state = open(model, { mode: "days", whose: "kyiv" });
  const counted = countedOf(state, model);
  assert.deepEqual(countStay(counted, { lon: 35.15, lat: 51.1 }), { days: 21, from: 6, to: 26 });
  assert.equal(countStay(counted, { lon: 36, lat: 51 }), null);
  assert.equal(countedOf({ ...state, clock: "known" }, model), null);
  const read = countedOf({ ...state, whose: "reading" }, model);
  assert.equal(countStay(read, IN).days, 26); // within the outline of even chances
});

test("a mode is said in words, with what there is to know", () => {
  const model = onBoard();
  const context = { model, format: createFormat(model.payload.text) };
  const tell = (wish) => tellMode(composeFrame(open(model, wish), model), context);
  assert.equal(tell({}), null);
  const days = tell({ mode: "days" });
  assert.equal(days.title, "Days held, First side");
  assert.deepEqual(
    days.lines.map(({ look }) => look),
    ["held/1/0", "line/0", "now/0"],
  );
  assert.deepEqual(tell({ mode: "days", whose: "moscow" }).notes, ["days_none"]);
  assert.deepEqual(tell({ mode: "days", clock: "known" }).notes, ["days_known"]);
  for (const mode of ["days", "agreement"]) assert.deepEqual(tell({ mode, accounts: [] }).notes, ["accounts_off"]);
  assert.equal(tell({ mode: "days", accounts: [] }).title, "days_nobody");
  const early = tell({ mode: "agreement", date: "2024-08-06" });
  assert.deepEqual([early.lines, early.notes.slice(0, 2)], [[], ["agreement_none", "agreement_silent"]]);
  const agreed = tell({ mode: "agreement", date: "2024-09-05" });
  assert.deepEqual(
    agreed.lines.map(({ look, km2 }) => [look, km2]),
    [
      ["many/2", 450],
      ["alone/0", 850],
      ["alone/1", 30],
    ],
  );
});

test("a comparison is drawn in place of a mode", () => {
  const compare = { mode: "overlay", account: "kyiv", against: "kyiv", day: "2024-08-12" };
  const model = onBoard();
  const state = open(model, { mode: "agreement", compare });
  assert.equal(modeOf(state), "accounts");
  assert.equal(modeOf({ ...state, compare: null }), "agreement");
});

test("agreement over time stands on the chart as it does on each day", () => {
  const model = onBoard();
  const rows = followAgreement(model, open(model, {}));
  assert.deepEqual(rows, [
    { day: 6, km2: [0, 0, 1000] },
    { day: 26, km2: [0, 450, 880] },
  ]);
});

test("the modes are fetched once for what is shown, and bring their words", async () => {
  const model = createModel(makeFrames());
  const asked = [];
  const read = async (url) => asked.push(url) && structuredClone(MODES);
  const fetched = createFetched(model, read, () => assert.fail);
  let told = 0;
  await Promise.all([fetched.modes.load(() => (told += 1)), fetched.modes.load(() => (told += 1))]);
  assert.deepEqual([asked, told], [["modes.json"], 2]);
  assert.equal(model.modes.rows.divisions.size, 2);
  assert.equal(model.payload.text.days, "Days held, {whose}");
  Object.assign(model, createModel({ ...model.payload, modes: "narrowed.json" }, model)); // as a filter does
  await fetched.modes.load(() => undefined);
  assert.deepEqual(asked, ["modes.json", "narrowed.json"]);
});

test("a date stands along its own line, clear of others and of what is taken", () => {
  const ring = [
    { x: 0, y: 0 },
    { x: 200, y: 0 },
    { x: 200, y: 100 },
    { x: 0, y: 0 },
  ];
  const free = findStretch([ring], [], 60, () => true);
  assert.equal(free.angle, 0);
  assert.ok(free.boxes.every(([left, top, right, bottom]) => right > left && bottom > top));
  const crowd = [Array.from({ length: 41 }, (_, at) => ({ x: 5 * at, y: 0 }))];
  const other = findStretch([ring], crowd, 60, () => true);
  assert.notEqual(other.angle, 0);
  assert.ok(Math.abs(other.angle) <= Math.PI / 2); // never on its head
  assert.equal(
    findStretch([ring], [], 60, () => false),
    null,
  );
});
