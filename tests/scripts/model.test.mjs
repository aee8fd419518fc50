/** The model: what stands on a day, by either clock, under a filter, and against another day. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listGaps } from "../../dashboard/timeline_map/src/model/clock.js";
import {
  compose,
  groundOf,
  isSpoken,
  listKeys,
  readComparison,
  suggest,
} from "../../dashboard/timeline_map/src/model/comparison.js";
import {
  createFetched,
  createFilter,
  createLate,
  loadCompared,
} from "../../dashboard/timeline_map/src/model/fetched.js";
import { describeState, openingState, readState } from "../../dashboard/timeline_map/src/model/fields.js";
import { composeFrame, createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { contains, findChance, readingOf, readOutlines } from "../../dashboard/timeline_map/src/model/readings.js";
import { keyFor } from "../../dashboard/timeline_map/src/model/sentences.js";
import { makeFrames, READINGS } from "./front.mjs";

const LAYERS = [{ group: "base" }, { group: "water" }, { group: "roads", on: false }];
const GROUPS = ["water", "roads", "evidence"];

function open(changes) {
  const model = createModel(makeFrames(changes));
  return { model, state: openingState(model, LAYERS) };
}

const at = ({ model, state }, date, patch = {}) => {
  const next = { ...state, ...patch, day: model.dayOf(date) };
  model.known.turn(next);
  return composeFrame(next, model);
};

test("it opens on the front's own day with every account and the layers that are on", () => {
  const { model, state } = open();
  assert.equal(model.isoOf(state.day), "2024-08-12");
  assert.deepEqual([state.accounts, state.layers], [["kyiv", "moscow"], ["water"]]);
  assert.equal(model.days, 100);
});

test("dates outside the front are held to its ends", () => {
  const { model } = open();
  assert.deepEqual([model.dayOf("2020-01-01"), model.dayOf("2030-01-01")], [0, 99]);
});

test("a day shows the last step before it, with the age of each figure", () => {
  const front = open();
  assert.equal(at(front, "2024-08-06").step, null);
  const frame = at(front, "2024-08-20");
  assert.deepEqual(
    frame.entries.map(({ figure, age }) => [figure?.claim, age]),
    [
      ["k1", 8],
      [undefined, 0],
    ],
  );
  assert.equal(at(front, "2024-09-01").entries[1].claim.figure, "480 km²");
});

test("on the clock of what was known a late report waits for its day", () => {
  const front = open();
  const known = { clock: "known" };
  assert.equal(at(front, "2024-09-15", known).entries[0].figure.claim, "k1");
  assert.equal(at(front, "2024-10-01", known).entries[0].figure.claim, "k2");
  at(front, "2024-09-15", known);
  const [staff] = front.model.known.series();
  assert.deepEqual(
    staff.points.map((one) => one.claim),
    ["k1"],
  );
  assert.equal(front.model.known.countDisputes(front.model.payload.claims.k1), 1);
  at(front, "2024-08-20", known);
  assert.equal(front.model.known.countDisputes(front.model.payload.claims.k1), 0);
});

test("silences are those of the clock, up to the day where it is that of what was known", () => {
  const front = open();
  at(front, "2024-11-13");
  assert.deepEqual(listGaps(front.model), [[27, 99]]);
  at(front, "2024-08-25", { clock: "known" });
  assert.deepEqual(listGaps(front.model), []);
  at(front, "2024-09-10", { clock: "known" });
  assert.deepEqual(listGaps(front.model), []);
  at(front, "2024-09-30", { clock: "known" });
  assert.deepEqual(listGaps(front.model), [[27, 55]]);
});

test("an account's word on a place stands until the next is known", () => {
  const front = open();
  const { control } = front.model;
  const tell = (date, patch) => {
    const { day } = at(front, date, patch);
    return control.listWords(control.places[0], day, ["kyiv", "moscow"]).map((one) => `${one.account} ${one.status}`);
  };
  assert.deepEqual(tell("2024-08-09"), []);
  assert.deepEqual(tell("2024-09-15"), ["kyiv lost", "moscow lost"]);
  assert.deepEqual(tell("2024-09-15", { clock: "known" }), ["kyiv held", "moscow lost"]);
  assert.deepEqual(tell("2024-08-25", { clock: "known" }), ["kyiv held"]);
});

test("steps lead from report to report", () => {
  const { model } = open();
  const day = (iso) => model.dayOf(iso);
  assert.equal(model.neighbour(0, 1, "event"), day("2024-08-12"));
  assert.equal(model.neighbour(day("2024-09-01"), -1, "event"), day("2024-08-12"));
  assert.equal(model.neighbour(day("2024-09-01"), 1, "known"), day("2024-10-01"));
  assert.equal(model.neighbour(day("2024-09-01"), 1, "event"), undefined);
});

test("of a wish only what is known is taken; the rest keeps its value", () => {
  const { model, state } = open();
  const read = (wish) => readState(wish, state, model, GROUPS);
  const bad = {
    date: "12 August",
    accounts: "kyiv",
    layers: 3,
    mapper: "nobody",
    others: "no",
    clock: "both",
    theme: "red",
    place: 4,
    panel: 1,
    filter: {},
  };
  assert.deepEqual(read(bad), state);
  const good = read({
    date: "2024-09-01",
    accounts: ["moscow", "mars"],
    layers: ["evidence", "x"],
    mapper: "ministry",
    others: true,
    clock: "known",
  });
  assert.deepEqual(
    [good.accounts, good.layers, good.mapper, good.others, good.clock],
    [["moscow"], ["evidence"], "ministry", true, "known"],
  );
  assert.deepEqual(readState(describeState(good, model), state, model, GROUPS), good);
});

test("a comparison is taken whole or not at all", () => {
  const { model } = open();
  assert.deepEqual(
    listKeys(model).map(({ key }) => key),
    ["kyiv", "moscow", "moscow:ministry", "reading", "reading:kyiv", "reading:moscow"],
  );
  const wish = { mode: "side", account: "kyiv", against: "moscow", day: "2024-08-12" };
  assert.deepEqual(readComparison(wish, null, model), wish);
  assert.equal(readComparison(null, wish, model), null);
  for (const bad of [{ mode: "upside" }, { account: "mars" }, { against: 7 }]) {
    assert.deepEqual(readComparison({ ...wish, ...bad }, wish, model), wish);
  }
  assert.equal(readComparison({ ...wish, day: "soon" }, null, model).day, null);
});

test("what was gained and lost comes from what the areas share", () => {
  const { model, state } = open();
  const compare = { mode: "overlay", account: "kyiv", against: "kyiv", day: "2024-08-12" };
  const later = compose({ ...state, day: model.dayOf("2024-09-15"), compare }, model);
  assert.deepEqual(later.sizes, { gained: 40000, lost: 10000, unchanged: 90000 });
  assert.deepEqual([later.kind, later.swapped, later.changes.length, later.silent], ["dates", false, 1, 0]);
  const other = compose(
    { ...state, day: model.dayOf("2024-09-01"), compare: { ...compare, account: "moscow", day: null } },
    model,
  );
  assert.deepEqual([other.kind, other.sizes.unchanged], ["accounts", 45000]);
});

// Two readings, as the server sends them: what each shares with the three areas, then with those before.
const SHARING = {
  readings: [
    { date: "2024-08-12", km2: 1000, low: 800, high: 1200 },
    { date: "2024-09-10", km2: 700, low: 600, high: 800 },
  ],
  outlines: {
    corners: [3500000, 5100000, 10000, 0, 0, 10000],
    days: [
      { polygons: [[[0, 3]]], chances: [[], [], []] },
      { polygons: [], chances: [[], [], []] },
    ],
  },
  // Rows of hectares, by the turns of their steps from the one before: 80000, 85000, 40000, 100000; 60000, 65000, 30000, 65000,
  // 70000; and of Moscow's own word 20000, 25000, 15000, 30000, 25000, 40000.
  shared: {
    starts: { moscow: 2 },
    turns: [
      [80000, 5000, -45000, 60000],
      [-20000, [0, 1], 10000, -25000, 105000],
      [-40000, 0, 25000, -20000, -10000, 85000],
    ],
  },
};

test("the reading is a side of its own, beside a claim or beside itself", () => {
  const { model, state } = open(SHARING);
  const compare = { mode: "overlay", account: "kyiv", against: "reading", day: null };
  const beside = compose({ ...state, day: model.dayOf("2024-08-12"), compare }, model);
  assert.deepEqual(beside.sizes, { gained: 20000, lost: 20000, unchanged: 80000 });
  assert.deepEqual([beside.before.key, beside.before.claim, beside.changes], ["reading", null, []]);
  assert.equal(groundOf(beside.before, model).length, 1);
  const own = { ...compare, account: "reading", day: "2024-08-12" };
  const later = compose({ ...state, day: model.dayOf("2024-09-15"), compare: own }, model);
  assert.deepEqual(later.sizes, { gained: 5000, lost: 35000, unchanged: 65000 });
  const known = compose({ ...state, clock: "known", day: model.dayOf("2024-09-15"), compare: own }, model);
  assert.equal(known.sizes, null);
});

test("one account's own word is a side, once its readings are here", async () => {
  const { outlines } = SHARING;
  const word = { readings: [{ date: "2024-08-20", km2: 400, low: 300, high: 500 }], outlines };
  const { model, state } = open({ ...SHARING, own: { moscow: "reading-moscow.json" } });
  const compare = { mode: "overlay", account: "reading", against: "reading:moscow", day: null };
  const at = { ...state, day: model.dayOf("2024-09-15"), compare };
  assert.equal(compose(at, model), null);
  const fetched = createFetched(
    model,
    async () => word,
    () => assert.fail,
  );
  await loadCompared(compare, fetched);
  const compared = compose(at, model);
  assert.deepEqual(compared.sizes, { gained: 45000, lost: 15000, unchanged: 25000 });
  assert.deepEqual([compared.before.label, compared.before.reading.km2], ["Second side alone", 400]);
  assert.equal(groundOf(compared.before, model).length, 1);
  const beside = compose({ ...at, compare: { ...compare, account: "moscow" } }, model);
  assert.deepEqual(beside.sizes, { gained: 33000, lost: 25000, unchanged: 15000 });
  const early = compose({ ...at, day: model.dayOf("2024-08-12") }, model);
  assert.equal(early.sizes, null);
  const silent = compose({ ...at, compare: { ...compare, account: "reading:kyiv" } }, model);
  assert.equal(silent.sizes, null); // it speaks of too few places
  assert.deepEqual(
    ["reading", "reading:moscow", "reading:kyiv", "moscow:ministry"].map((key) => isSpoken(key, model)),
    [true, true, false, true],
  );
});

test("a comparison with the reading waits for its outlines and for what they share", () => {
  const { model, state } = open({ ...SHARING, shared: "shared.json", outlines: "reading.json" });
  const compare = { mode: "overlay", account: "kyiv", against: "reading", day: null };
  assert.equal(compose({ ...state, compare }, model), null);
  assert.notEqual(compose({ ...state, compare: { ...compare, against: "kyiv" } }, model), null);
});

test("one account's own word is read once its file is here", async () => {
  const { readings, outlines } = SHARING;
  const { model, state } = open({ own: { moscow: "reading-moscow.json" } });
  const wished = readState({ reading: "moscow" }, state, model, []);
  assert.equal(wished.reading, "moscow");
  assert.equal(readState({ reading: "mars" }, wished, model, []).reading, "moscow");
  assert.equal(readingOf(composeFrame(wished, model)), undefined);
  const fetched = createFetched(
    model,
    async () => ({ readings, outlines }),
    () => assert.fail,
  );
  await fetched.own.moscow.load();
  const frame = composeFrame({ ...wished, day: model.dayOf("2024-09-15") }, model);
  assert.equal(readingOf(frame).km2, 700);
  assert.equal(readingOf(composeFrame({ ...wished, clock: "known" }, model)), undefined);
  assert.equal(readingOf(composeFrame({ ...wished, reading: null }, model)), undefined);
});

test("nothing is compared before it is known what the areas share", async () => {
  const { model, state } = open({ overlaps: "overlaps.json" });
  const wished = { ...state, compare: suggest(state, model) };
  assert.equal(compose(wished, model), null);
  const asked = [];
  const read = async () => {
    asked.push("overlaps.json");
    return makeFrames().overlaps;
  };
  const overlaps = createLate(model.overlaps, read, assert.fail);
  await Promise.all([overlaps.load(), overlaps.load()]);
  assert.deepEqual(asked, ["overlaps.json"]);
  assert.notEqual(compose(wished, model), null);
});

test("what is fetched ahead fails without a word and is fetched again once it is wanted", async () => {
  const model = { overlaps: { rows: null } };
  const answers = [() => Promise.reject(new Error("away")), () => Promise.resolve([[1]])];
  const overlaps = createLate(model.overlaps, () => answers.shift()(), assert.fail);
  await overlaps.prefetch();
  assert.equal(model.overlaps.rows, null);
  let told = 0;
  await overlaps.load(() => (told += 1));
  assert.deepEqual([model.overlaps.rows, told], [[[1]], 1]);
});

test("overlaps that cannot be had are told once", async () => {
  const { model } = open({ overlaps: "overlaps.json" });
  const told = [];
  const overlaps = createLate(
    model.overlaps,
    () => Promise.reject(new Error("404")),
    (error) => told.push(error.message),
  );
  await overlaps.load(assert.fail);
  await overlaps.load(assert.fail);
  assert.deepEqual(told, ["404"]);
});

test("who starts to compare is offered the figure before", () => {
  const { model, state } = open();
  assert.deepEqual(suggest({ ...state, day: 60 }, model), {
    mode: "overlay",
    account: "kyiv",
    against: "kyiv",
    day: "2024-08-12",
  });
  assert.deepEqual(suggest({ ...state, day: 0 }, model), {
    mode: "overlay",
    account: "kyiv",
    against: "moscow",
    day: null,
  });
});

test("a filter leaves its claims and comes off again", async () => {
  const { model, state } = open();
  const whole = makeFrames();
  const { steps, known_steps, events, gaps, known_gaps, words } = whole;
  const patch = {
    schema: 4,
    claims: { m1: [] },
    notice: "1 of 3",
    series: [whole.series[1]],
    steps,
    known_steps,
    events,
    gaps,
    known_gaps,
    known_control: [null, null, whole.known_control[2]],
    words,
  };
  const filter = createFilter(model, async () => patch, assert.fail);
  assert.equal(
    filter.turn("one.json", () => undefined),
    false,
  );
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(filter.turn("one.json", assert.fail), true);
  assert.deepEqual([Object.keys(model.payload.claims), keyFor("gap", model)], [["m1"], "gap_filtered"]);
  const [alpha] = model.control.places;
  assert.deepEqual(
    model.control.listWords(alpha, 60, state.accounts).map((one) => one.account),
    ["moscow"],
  );
  assert.equal(filter.turn(null, assert.fail), true);
  assert.deepEqual([Object.keys(model.payload.claims).length, keyFor("gap", model)], [3, "gap"]);
});

test("an answer of another schema is refused", async () => {
  const { model } = open();
  const told = [];
  const filter = createFilter(
    model,
    async () => ({ schema: 3, claims: {} }),
    (error) => told.push(error.message),
  );
  await filter.load("old.json", assert.fail);
  assert.deepEqual(told, ["schema 3 ≠ 4"]);
});

test("the reading in force is the last before the day, as the events fell alone", () => {
  const opened = open(READINGS);
  const readings = ["2024-08-09", "2024-08-10", "2024-09-04", "2024-09-05", "2024-11-01"];
  assert.deepEqual(
    readings.map((day) => at(opened, day).reading),
    [-1, 0, 0, 1, 1],
  );
  assert.equal(at(opened, "2024-08-20", { clock: "known" }).reading, -1);
  assert.equal(at(open(), "2024-08-20").reading, -1);
});

test("outlines are read from their runs of corners, the least likely first", () => {
  const outlines = readOutlines(READINGS.outlines, [20, 80, 95]);
  assert.deepEqual(
    outlines(0).map(({ chance, polygons }) => [chance, polygons[0][0].length]),
    [
      [20, 5],
      [50, 5],
      [80, 5],
      [95, 5],
    ],
  );
  assert.deepEqual(outlines(0)[0].polygons[0][0][2], [35.004, 51.004]);
  assert.equal(outlines(0), outlines(0));
  assert.deepEqual(
    outlines(1).map(({ polygons }) => polygons),
    [[], [], [], []],
  );
});

test("a point has a chance between two outlines", () => {
  const found = readOutlines(READINGS.outlines, [20, 80, 95])(0);
  const chanceAt = (lon) => findChance(found, { lon, lat: 51 });
  assert.deepEqual([35, 35.0015, 35.0025, 35.0035, 35.1].map(chanceAt), [
    [95, 100],
    [80, 95],
    [50, 80],
    [20, 50],
    [0, 20],
  ]);
  assert.equal(contains([], { lon: 35, lat: 51 }), false);
});
