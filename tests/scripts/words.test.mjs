/** Sentences of a comparison, chapters of a story, and room for labels. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { tellComparison, writeKm2, writeSizes } from "../../dashboard/timeline_map/src/compare/words.js";
import { createSpace, findSpot, probeView } from "../../dashboard/timeline_map/src/map/label_room.js";
import { compose, findTolerance, listTold, suggest } from "../../dashboard/timeline_map/src/model/comparison.js";
import { openingState } from "../../dashboard/timeline_map/src/model/fields.js";
import { composeFrame, createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { writeChange } from "../../dashboard/timeline_map/src/model/sentences.js";
import { createChapters, LIMITS, readStory, writeStory } from "../../dashboard/timeline_map/src/story/chapters.js";
import { createFormat } from "../../dashboard/timeline_map/src/util/format.js";
import { makeFrames, READINGS } from "./front.mjs";

const TEXT = {
  locale: "en-GB",
  date_long: "{day}.{year}",
  caption_line: "{day} · {changes}",
  caption_before: "nothing yet",
  caption_off: "all are off",
  caption_since: "the same for {count} since {date}",
  compare_dates: "{account}: {parts}",
  compare_part_dates: "{km2} {name}",
  compare_gained: "won",
  compare_lost: "lost",
  compare_unchanged: "kept",
  compare_tolerance: "none under {km2}",
  compare_one_maker: "{maker}: {net}",
  compare_plus: "+{number}",
  compare_minus: "−{number}",
  compare_km2: "{number} km²",
  compare_reading: "{first}, then {second}",
  reading_value: "about {km2} km²",
  reading_empty: "nothing",
  range: "{low}–{high}",
  story_bad_date: "chapter {number}: {date} is no day from {first} to {last}",
};
const model = createModel(makeFrames());
const format = createFormat(TEXT);

test("the line over the chart tells of the accounts shown, and of no other", () => {
  const say = (day, accounts, mapper = null) => {
    const state = { ...openingState(model, []), day: model.rawDayOf(day), accounts, mapper };
    return writeChange(composeFrame(state, model), model, format);
  };
  assert.equal(say("2024-09-01", ["kyiv", "moscow"]), "1.2024 · Kyiv: second; Moscow: first");
  assert.equal(say("2024-09-01", ["moscow"], "ministry"), "1.2024 · Ministry: first");
  assert.equal(say("2024-09-03", ["kyiv"]), "the same for 2 since 1.2024");
  assert.equal(say("2024-08-20", ["moscow"]), "nothing yet");
  assert.equal(say("2024-09-01", []), "all are off");
});

test("areas are whole, below ten to one decimal, and never less than nothing", () => {
  assert.deepEqual(
    [0, 49, 950, 999, 1000, 123456].map((ha) => writeKm2(ha, format)),
    ["0", "0.5", "9.5", "10", "10", "1,235"],
  );
});

test("a comparison of two dates says sizes and whose count it is", () => {
  const compare = { mode: "overlay", account: "kyiv", against: "kyiv", day: "2024-08-12" };
  const state = { ...openingState(model, []), day: model.dayOf("2024-09-15"), compare };
  const compared = compose(state, model);
  assert.deepEqual(tellComparison(compared, { model, format }), [
    "First side: 400 km² won, 100 km² lost, 900 km² kept",
    "General staff: +300",
  ]);
  assert.deepEqual(writeSizes(compared, format), { gained: "+400 km²", lost: "−100 km²", unchanged: "900 km²" });
});

test("a sliver within the tolerance of the shapes is not told", () => {
  const sizes = { gained: 700, lost: 30000, unchanged: 100000 };
  assert.equal(findTolerance(sizes), 1154);
  assert.deepEqual(listTold(sizes), ["lost", "unchanged"]);
  assert.equal(findTolerance({ gained: 1, lost: 0, unchanged: 500 }), 100); // a square kilometre at least
});

test("to compare opens on the account that is looked at", () => {
  const opened = (patch) => suggest({ ...openingState(model, []), day: model.dayOf("2024-09-15"), ...patch }, model);
  assert.deepEqual(opened({}), { mode: "overlay", account: "kyiv", against: "kyiv", day: "2024-08-12" });
  const { account, against } = opened({ day: model.dayOf("2024-08-12") }); // of which it has no figure before
  assert.equal(account, "kyiv");
  assert.notEqual(against, "kyiv");
});

test("a comparison says what the reported places imply on either day", () => {
  const compare = { mode: "overlay", account: "kyiv", against: "kyiv", day: "2024-08-12" };
  const read = createModel(makeFrames(READINGS));
  const state = { ...openingState(read, []), day: read.dayOf("2024-09-15"), compare };
  const told = tellComparison(compose(state, read), { model: read, format });
  assert.equal(told.at(-1), "about 100 km² (80–125), then nothing");
});

test("a story comes out of its file as it went in", () => {
  const chapters = createChapters(model);
  assert.deepEqual(readStory(writeStory(chapters.list()), model, format), chapters.list());
});

test("chapters are added by date, moved, removed and restored", () => {
  const chapters = createChapters(model);
  assert.equal(chapters.add("2024-10-01", "Later"), 1);
  assert.equal(chapters.add("2024-09-01", "Between"), 1);
  assert.equal(chapters.move(2, -1), 1);
  assert.deepEqual(
    chapters.list().map(({ title }) => title),
    ["The first day", "Later", "Between"],
  );
  assert.equal(chapters.move(0, -1), 0);
  assert.equal(chapters.remove(2), 1);
  assert.equal(chapters.nextTo("2024-08-11", -1), -1);
  const next = (date) => [-1, 1].map((direction) => chapters.nextTo(date, direction));
  assert.deepEqual(next("2024-09-01"), [0, 1]);
  assert.deepEqual(next("2024-10-01"), [1, 1]); // the day's own, both ways
  assert.deepEqual(next("2024-10-02"), [1, -1]);
  assert.equal(chapters.dayOf(1), model.dayOf("2024-10-01"));
  chapters.restore();
  assert.equal(chapters.list().length, 1);
});

test("a file that is no story is refused with the reason", () => {
  const file = (chapter) => writeStory([{ date: "2024-08-12", title: "T", text: "", sources: [], ...chapter }]);
  const refused = (words, reason) => assert.throws(() => readStory(words, model, format), { message: reason });
  refused("{", "story_bad_json");
  for (const words of ["{}", "[]", "null"]) refused(words, "story_bad_format");
  refused(writeStory([]), "story_bad_count");
  refused("x".repeat(LIMITS.bytes + 1), "story_bad_size");
  refused(file({ date: "2031-01-01" }), "chapter 1: 2031-01-01 is no day from 2024-08-06 to 2024-11-13");
  refused(file({ date: "2024-09-31" }), "chapter 1: 2024-09-31 is no day from 2024-08-06 to 2024-11-13");
  refused(file({ date: 5 }), "chapter 1: 5 is no day from 2024-08-06 to 2024-11-13");
  refused(file({ title: " " }), "story_bad_title");
  refused(file({ text: null }), "story_bad_text");
  refused(file({ text: "x".repeat(LIMITS.text + 1) }), "story_bad_text");
  refused(file({ sources: [{ label: 4 }] }), "story_bad_sources");
  refused(file({ sources: [{ url: "https://made-up.example" }] }), "story_bad_sources");
});

test("of a file only what belongs to a chapter is taken", () => {
  const [taken] = readStory(
    writeStory([{ date: "2024-08-12", title: "T", text: "", onclick: "x", sources: [{ label: "A", evil: 1 }] }]),
    model,
    format,
  );
  assert.deepEqual(taken, { date: "2024-08-12", title: "T", text: "", sources: [{ label: "A", url: "" }] });
});

test("labels never stand on each other", () => {
  const space = createSpace([[0, 0, 10, 10]]);
  assert.equal(space.tryTake([5, 5, 15, 15]), false);
  assert.equal(space.tryTake([10, 0, 20, 10]), true); // edges may meet
  assert.equal(space.isFree([12, 2, 14, 4]), false);
});

test("a name stands deepest in its country, on its own side of the border", () => {
  const view = [0, 0, 220, 140];
  const country = [
    [
      { x: 0, y: 70 },
      { x: 220, y: 70 },
      { x: 220, y: 140 },
      { x: 0, y: 140 },
    ],
  ];
  const points = probeView(view, country);
  const find = (abroad, isFree = () => true) =>
    findSpot({ rings: null, box: null, abroad, tight: 0.1 }, points, view, [60, 16], isFree);
  assert.ok(find(true).y > 70);
  assert.ok(find(false).y < 70);
  assert.equal(
    find(true, () => false),
    null,
  );
});
