/** Dates as a reader types them, in three languages, and the month in which a day is picked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listWeeks, turnMonth } from "../../dashboard/timeline_map/src/notes/month.js";
import { isoDate } from "../../dashboard/timeline_map/src/util/scale.js";
import { readDate } from "../../dashboard/timeline_map/src/util/typed_date.js";

const DAYS = { first: "2024-08-06", last: "2025-12-31", near: "2025-02-20" };
const LOCALES = ["en-GB", "uk-UA", "ru-RU"];
const read = (text, near = DAYS.near) => readDate(text, { ...DAYS, near });

test("one day is read however it is written", () => {
  const forms = [
    ...["2025-03-12", "2025-3-12", "2025.03.12", "2025/03/12", "2025 03 12", "20250312"],
    ...["12.03.2025", "12.3.25", "12/03/2025", "12-3-2025", "12 3 2025", "12. 03. 2025", "12–03–2025", " 12.03.2025. "],
    ...["12 March 2025", "12 MARCH 2025", "March 12, 2025", "12th of March 2025", "12 Mar. 25", "2025 March 12"],
    ...["12 березня 2025", "12 березень 2025", "12 бер. 2025 р.", "12 Березня 2025 року", "12-го березня 2025"],
    ...["12 марта 2025", "12 март 2025", "12 мар. 2025 г.", "12 марта 25", "12\u00a0марта\u00a02025 года"],
    ...["１２．０３．２０２５", "\u200e12.03.2025"],
  ];
  for (const form of forms) assert.equal(read(form), "2025-03-12", form);
});

test("every month is read by its name, whole or short, alone or beside a day, in each language", () => {
  for (const locale of LOCALES)
    for (const month of ["long", "short"])
      for (const beside of [{}, { day: "numeric" }])
        for (let number = 1; number <= 12; number += 1) {
          const format = new Intl.DateTimeFormat(locale, { month, ...beside, timeZone: "UTC" });
          const parts = format.formatToParts(Date.UTC(2025, number - 1, 5));
          const name = parts.find(({ type }) => type === "month").value;
          const iso = `2025-${String(number).padStart(2, "0")}-05`;
          assert.equal(read(`5 ${name} 2025`), iso, `${locale} ${name}`);
        }
});

test("a year that is not told is the nearest in which the day is told of", () => {
  assert.equal(read("12 March"), "2025-03-12");
  assert.equal(read("12.03"), "2025-03-12");
  assert.equal(read("1 січня"), "2025-01-01");
  assert.equal(read("1 вересня", "2024-09-20"), "2024-09-01");
  assert.equal(read("1 сентября", "2025-08-20"), "2025-09-01");
  assert.equal(read("6 August"), "2025-08-06"); // in 167 days, the other is 198 past
});

test("a day outside of the front is read, so that it can be said", () => {
  assert.equal(read("24 February 2022"), "2022-02-24");
  assert.equal(read("1.1.2026"), "2026-01-01");
});

test("what is no date is read as none", () => {
  const none = ["", "12", "2025", "March", "March 2025", "31.02.2025", "2025-02-30", "32 March", "0 March 2025"];
  const odd = ["12.13.2025", "2025-03.12", "12 ma 2025", "12 foo 2025", "12 March April", "12 March 2025 9", "1 Mar 5"];
  const hostile = ["<b>12</b>", "12 constructor 2025", "12 __proto__ 2025", "1".repeat(60), "٣ March 2025"];
  for (const text of [...none, ...odd, ...hostile]) assert.equal(read(text), null, text);
});

test("a day is read back from all that says it", () => {
  for (let day = 19941; day <= 20453; day += 1) {
    const iso = isoDate(day);
    const [year, month, date] = iso.split("-");
    for (const text of [iso, `${date}.${month}.${year}`, `${year}${month}${date}`]) assert.equal(read(text), iso);
    for (const locale of LOCALES) {
      const long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
      assert.equal(read(long.format(new Date(iso))), iso);
    }
  }
});

test("the weeks of a month begin on Monday and hold each of its days once", () => {
  const weeks = listWeeks("2025-03-12");
  assert.deepEqual(weeks[0], [null, null, null, null, null, "2025-03-01", "2025-03-02"]);
  assert.deepEqual(weeks.at(-1), ["2025-03-31", null, null, null, null, null, null]);
  assert.equal(weeks.flat().filter(Boolean).length, 31);
  assert.equal(listWeeks("2024-02-29").flat().filter(Boolean).length, 29);
  assert.equal(listWeeks("2027-02-05").length, 4); // begins on a Monday and has four weeks
});

test("the same day of another month is that month's last where it has fewer", () => {
  assert.equal(turnMonth("2025-01-31", 1), "2025-02-28");
  assert.equal(turnMonth("2025-03-31", -1), "2025-02-28");
  assert.equal(turnMonth("2024-12-15", 1), "2025-01-15");
  assert.equal(turnMonth("2025-01-15", -1), "2024-12-15");
});
