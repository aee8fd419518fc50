/** Days, scales, words and memory: what everything else stands on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boundRings,
  boxAround,
  holdsBox,
  isInBox,
  isInRing,
  measureBetween,
  measureOverlap,
  overlaps,
  squareToEdge,
} from "../../dashboard/timeline_map/src/util/boxes.js";
import { createFormat, joinParts, safeUrl } from "../../dashboard/timeline_map/src/util/format.js";
import {
  clamp,
  dayNumber,
  isoDate,
  linear,
  monthStarts,
  niceTicks,
} from "../../dashboard/timeline_map/src/util/scale.js";

const TEXT = {
  locale: "en-GB",
  name_fields: "ukrainian latin",
  date_long: "{day} {month} {year}",
  date_weekday: "{weekday}",
  month_2: "February",
  weekday_4: "Thursday",
  age_today: "today",
  age: "{count} days",
  age_one: "{count} day",
  greet: "Hello {name}, {unknown}",
};

test("days are counted in UTC and come back as the same date", () => {
  assert.equal(dayNumber("1970-01-02"), 1);
  for (const iso of ["2024-02-29", "2024-03-31", "2024-10-27", "2025-12-31"]) {
    assert.equal(isoDate(dayNumber(iso)), iso); // clocks are put forward and back on two of them
  }
  assert.equal(dayNumber("2025-01-01") - dayNumber("2024-01-01"), 366);
});

test("ticks are round and reach past the largest figure", () => {
  assert.deepEqual(niceTicks(1320, 3), [0, 500, 1000, 1500]);
  assert.deepEqual(niceTicks(9, 3), [0, 5, 10]);
  assert.deepEqual(niceTicks(0, 2), [0]);
});

test("a scale maps its ends, and one of no width does not divide by nothing", () => {
  const scale = linear(0, 10, 100, 200);
  assert.deepEqual([scale(0), scale(5), scale(10)], [100, 150, 200]);
  assert.equal(linear(3, 3, 7, 9)(3), 7);
  assert.deepEqual([clamp(-1, 0, 5), clamp(3, 0, 5), clamp(9, 0, 5)], [0, 3, 5]);
});

test("months start on their first day, and only within the span", () => {
  const months = monthStarts(dayNumber("2024-11-15"), dayNumber("2025-02-01"));
  assert.deepEqual(
    months.map(({ day, month, year }) => [isoDate(day), month, year]),
    [
      ["2024-12-01", 12, 2024],
      ["2025-01-01", 1, 2025],
      ["2025-02-01", 2, 2025],
    ],
  );
});

test("sentences fill their blanks, and keep those that nobody fills", () => {
  const format = createFormat(TEXT);
  assert.equal(format.say("greet", { name: "Ada" }), "Hello Ada, {unknown}");
  assert.equal(format.say("no_such_key"), "no_such_key");
  assert.deepEqual([0, 1, 2].map(format.age), ["today", "1 day", "2 days"]);
  assert.equal(format.longDate("2025-02-20"), "20 February 2025");
  assert.equal(format.weekday("2025-02-20"), "Thursday");
  assert.equal(format.number(1234.56), "1,234.6");
});

test("plurals follow the language", () => {
  const forms = { locale: "uk", age: "{count} днів", age_one: "{count} день", age_few: "{count} дні" };
  const format = createFormat(forms);
  assert.deepEqual(
    [1, 2, 5, 21].map((count) => format.count("age", count)),
    ["1 день", "2 дні", "5 днів", "21 день"],
  );
});

test("a place bears the first name that it has in the language's order", () => {
  const format = createFormat(TEXT);
  assert.equal(format.name({ latin: "Sudzha", ukrainian: "Суджа" }), "Суджа");
  assert.equal(format.name({ latin: "Sudzha", ukrainian: "" }), "Sudzha");
  assert.equal(format.name({ name: "Kursk Oblast" }), "Kursk Oblast");
  assert.equal(format.name({}), "");
});

test("only web addresses become links", () => {
  assert.equal(safeUrl("https://a.example/b"), "https://a.example/b");
  for (const url of ["javascript:alert(1)", "data:text/html,x", "", undefined]) assert.equal(safeUrl(url), null);
});

test("a name from right to left turns no figure beside it", () => {
  const format = createFormat(TEXT);
  assert.equal(format.say("greet", { name: "מרכז 7" }), "Hello \u2068מרכז 7\u2069, {unknown}");
  assert.equal(format.say("greet", { name: "Центр 7" }), "Hello Центр 7, {unknown}");
  assert.equal(joinParts(["مركز 7", "60 km²"]), "\u2068مركز 7\u2069 · 60 km²");
});

test("boxes that only touch share nothing, and lie whole in one another or not", () => {
  assert.deepEqual([overlaps([0, 0, 2, 2], [1, 1, 3, 3]), overlaps([0, 0, 2, 2], [2, 0, 3, 2])], [true, false]);
  assert.deepEqual([measureOverlap([0, 0, 2, 2], [1, 1, 3, 4]), measureOverlap([0, 0, 2, 2], [5, 5, 6, 6])], [1, 0]);
  assert.deepEqual([holdsBox([0, 0, 4, 4], [0, 1, 4, 2]), holdsBox([0, 0, 4, 4], [0, 1, 5, 2])], [true, false]);
  assert.deepEqual([isInBox(1, 1, [0, 0, 2, 2]), isInBox(0, 1, [0, 0, 2, 2])], [true, false]);
  assert.deepEqual(boxAround({ x: 3, y: 4 }, 2), [1, 2, 5, 6]);
  const ring = [
    [0, 5],
    [4, -1],
    [2, 7],
  ].map(([x, y]) => ({ x, y }));
  assert.deepEqual(boundRings([ring]), [0, -1, 4, 7]);
  assert.deepEqual([isInRing(2, 4, ring), isInRing(0, 0, ring)], [true, false]);
});

test("an edge is as far as its nearest point, and its ends are part of it", () => {
  const [a, b] = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ];
  assert.deepEqual([squareToEdge(5, 3, a, b), squareToEdge(13, 4, a, b), squareToEdge(3, 4, a, a)], [9, 25, 25]);
  assert.equal(measureBetween(a, { x: 3, y: 4 }), 5);
});
