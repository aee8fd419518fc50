/** A story as a file: written as JSON, and read back only when every chapter is sound. */

const FORMAT = "kursk-front-story";
export const LIMITS = { bytes: 512 * 1024, chapters: 100, title: 120, text: 2000, sources: 30 };
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** @param {any[]} chapters @returns {string} */
export const writeStory = (chapters) => JSON.stringify({ format: FORMAT, version: 1, chapters }, null, 2);

/** @param {any} value @param {number} limit @returns {boolean} */
const isText = (value, limit) => typeof value === "string" && value.length <= limit;

/** @param {any} date @param {KurskModel} model @returns {boolean} whether it is a day of the front */
function isDay(date, model) {
  if (!isText(date, 10) || !ISO.test(date)) return false;
  const day = model.rawDayOf(date);
  return day >= 0 && day < model.days && model.isoOf(day) === date;
}

/** @param {any} sources @returns {boolean} */
function areSources(sources) {
  if (!Array.isArray(sources) || sources.length > LIMITS.sources) return false;
  return sources.every((one) => isText(one?.label, LIMITS.title) && isText(one.url ?? "", LIMITS.text));
}

/**
 * @param {any} chapter
 * @param {KurskModel} model
 * @returns {[string, Record<string, string | number>] | null} the first fault: a sentence's key and its blanks
 */
function findFault(chapter, model) {
  if (!isDay(chapter?.date, model)) return ["story_bad_date", { date: String(chapter?.date).slice(0, 40) }];
  if (!isText(chapter.title, LIMITS.title) || !chapter.title.trim()) {
    return ["story_bad_title", { limit: LIMITS.title }];
  }
  if (!isText(chapter.text, LIMITS.text)) return ["story_bad_text", { limit: LIMITS.text }];
  return areSources(chapter.sources ?? []) ? null : ["story_bad_sources", {}];
}

/** @param {any} chapter a sound one @returns {KurskChapter} only what belongs to it */
export const takeChapter = ({ date, title, text, sources = [] }) => ({
  date,
  title,
  text,
  sources: sources.map((/** @type {any} */ { label, url = "" }) => ({ label, url })),
});

/**
 * @param {string} words the file's content
 * @param {KurskModel} model
 * @param {KurskFormat} format
 * @returns {KurskChapter[]}
 * @throws {Error} whose message tells the reader what is wrong
 */
export function readStory(words, model, format) {
  const refuse = (/** @type {string} */ key, /** @type {any} */ values) => {
    throw new Error(format.say(key, values));
  };
  if (words.length > LIMITS.bytes) refuse("story_bad_size", { limit: LIMITS.bytes / 1024 });
  let given = /** @type {any} */ (null);
  try {
    given = JSON.parse(words);
  } catch {
    refuse("story_bad_json", {});
  }
  if (given?.format !== FORMAT || !Array.isArray(given.chapters)) refuse("story_bad_format", {});
  const count = given.chapters.length;
  if (!count || count > LIMITS.chapters) refuse("story_bad_count", { count, limit: LIMITS.chapters });
  given.chapters.forEach((/** @type {any} */ chapter, /** @type {number} */ position) => {
    const { first, last } = model.payload.front;
    const fault = findFault(chapter, model);
    if (fault) refuse(fault[0], { number: position + 1, first, last, ...fault[1] });
  });
  return given.chapters.map(takeChapter);
}
