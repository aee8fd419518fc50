/** A date as it is typed: 2025-03-12, 12.03.2025, 12 March 2025, 12 березня, 12 марта 25. */

import { LANGUAGES } from "./made_rules.js";

const ISO = /^(\d{4})([-./\s]?)(\d{1,2})\2(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})([-./\s])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?$/;
const COMPACT = 8; // digits of a date without marks between its parts
const FEWEST = 3; // letters that tell a month
const BESIDE = ["st", "nd", "rd", "th", "of", "the", "го", "р", "року", "г", "года"]; // what may stand in a date and says nothing
let names = /** @type {Map<string, number> | null} */ (null);

/** Every form of the months' names, whole and short, alone and beside a day: which month it is. */
function nameMonths() {
  const found = /** @type {Map<string, number>} */ (new Map());
  for (const locale of LANGUAGES)
    for (const month of /** @type {("long" | "short")[]} */ (["long", "short"]))
      for (const beside of [{}, { day: /** @type {"numeric"} */ ("numeric") }]) {
        const written = new Intl.DateTimeFormat(locale, { month, ...beside, timeZone: "UTC" });
        for (let number = 1; number <= 12; number += 1) {
          const parts = written.formatToParts(Date.UTC(2025, number - 1, 1));
          const name = parts.find(({ type }) => type === "month")?.value ?? "";
          found.set(name.toLowerCase().replace(/\.$/, ""), number);
        }
      }
  return found;
}

/** The month whose name so begins, where it is one alone. @param {string} word */
function findMonth(word) {
  names ??= nameMonths();
  const exact = names.get(word);
  if (exact || word.length < FEWEST) return exact ?? 0;
  const found = new Set([...names].filter(([name]) => name.startsWith(word)).map(([, number]) => number));
  return found.size === 1 ? [...found][0] : 0;
}

/** The day, month and year of what is written with the month's name; a year of 0 is not told. @param {string} text @returns {number[] | null} */
function readWords(text) {
  const words = text.match(/\p{L}+|\d+/gu) ?? [];
  const numbers = words.filter((one) => /\d/.test(one));
  const letters = words.filter((one) => !/\d/.test(one) && !BESIDE.includes(one));
  const month = letters.length === 1 ? findMonth(letters[0]) : 0;
  if (!month || numbers.length < 1 || numbers.length > 2) return null;
  if (numbers.length === 2 && numbers[0].length === 4) numbers.reverse();
  const [day, year] = numbers;
  const fits = day.length <= 2 && (!year || [2, 4].includes(year.length));
  return fits ? [Number(day), month, Number(year ?? 0)] : null;
}

/** @param {string} text @returns {number[] | null} day, month, year */
function readParts(text) {
  const iso = ISO.exec(text);
  if (iso) return iso[2] || text.length === COMPACT ? [Number(iso[4]), Number(iso[3]), Number(iso[1])] : null;
  const dots = DAY_FIRST.exec(text);
  return dots ? [Number(dots[1]), Number(dots[3]), Number(dots[4] ?? 0)] : readWords(text);
}

/** ISO, where there is such a day. @param {number} year @param {number} month @param {number} day */
function writeIso(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/**
 * The day that a text says, also where it lies outside of the days that there are; null where it is none. The day
 * stands before the month, as all three languages write it. A year that is not told is the one that leads to a day
 * that there is, as near to the shown one as may be.
 * @param {string} text
 * @param {{first: string, last: string, near: string}} days ISO
 * @returns {string | null} ISO
 */
export function readDate(text, { first, last, near }) {
  const parts = readParts(
    text
      .normalize("NFKC")
      .replace(/\p{Cf}/gu, "")
      .replace(/\p{Pd}/gu, "-")
      .replace(/\s*([-./])\s*/g, "$1")
      .trim()
      .toLowerCase(),
  );
  if (!parts) return null;
  const [day, month, told] = parts;
  if (told) return writeIso(told < 100 ? 2000 + told : told, month, day);
  const span = Number(last.slice(0, 4)) - Number(first.slice(0, 4));
  const years = Array.from({ length: span + 1 }, (_, number) => Number(first.slice(0, 4)) + number);
  const all = years.flatMap((year) => writeIso(year, month, day) ?? []);
  const inside = all.filter((iso) => iso >= first && iso <= last);
  const off = (/** @type {string} */ iso) => Math.abs(Date.parse(iso) - Date.parse(near));
  const [nearest = null] = (inside.length ? inside : all).sort((a, b) => off(a) - off(b));
  return nearest;
}
