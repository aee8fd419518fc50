/** Words and dates. Every word comes from the payload's `text`; this file only fills the blanks. */

/**
 * @typedef {object} Format
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {(key: string, count: number, values?: Record<string, string | number>) => string} count
 * @property {(place: object) => string} name
 * @property {(iso: string) => string} longDate
 * @property {(iso: string) => string} shortDate
 * @property {(iso: string) => string} weekday
 * @property {(value: number) => string} number
 * @property {(days: number) => string} age
 */

// What runs from right to left, by the blocks that Unicode keeps for such scripts.
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Words between marks that keep them to themselves, where any of them runs from the right. @param {string} words */
export const isolate = (words) => (LEFTWARD.test(words) ? `\u2068${words}\u2069` : words);

/** Parts side by side, none of which turns its neighbours round. @param {string[]} parts @param {string} [between] */
export const joinParts = (parts, between = " · ") => parts.map(isolate).join(between);

/**
 * Writes dates, each once.
 * @param {(key: string, values?: Record<string, string | number>) => string} say
 * @returns {(pattern: string, iso: string) => string}
 */
function createDates(say) {
  const cache = new Map();
  return (pattern, iso) => {
    const key = pattern + iso;
    let words = cache.get(key);
    if (words === undefined) {
      const [year, month, day] = iso.split("-").map(Number);
      const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
      words = say(pattern, {
        day,
        year,
        month: say(`month_${month}`),
        mon: say(`mon_${month}`),
        weekday: say(`weekday_${weekday}`),
      });
      cache.set(key, words);
    }
    return words;
  };
}

/**
 * @param {Record<string, string>} text sentences by key, with {blanks}
 * @returns {Format}
 */
export function createFormat(text) {
  const locale = text.locale || "en-GB";
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const plurals = new Intl.PluralRules(locale);

  /** What fills a blank keeps to itself. @param {string} key @param {Record<string, string | number>} [values] */
  function say(key, values) {
    const sentence = text[key];
    if (sentence === undefined) return key;
    if (!values) return sentence;
    return sentence.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? isolate(String(values[name])) : blank));
  }

  /** The sentence in the plural form that {count} asks for. @param {string} key @param {number} count @param {Record<string, string | number>} [values] */
  function sayCount(key, count, values) {
    const form = `${key}_${plurals.select(count)}`;
    return say(form in text ? form : key, { count, ...values });
  }

  const date = createDates(say);
  const nameFields = (text.name_fields || "latin").split(" ");

  /** A place's name in the language, else in the nearest that it has. @param {object} place */
  function name(place) {
    const names = /** @type {Record<string, string>} */ (place);
    const field = nameFields.find((one) => names[one]);
    return names[field || "name"] || "";
  }

  return {
    say,
    name,
    count: sayCount,
    longDate: (iso) => date("date_long", iso),
    shortDate: (iso) => date("date_short", iso),
    weekday: (iso) => date("date_weekday", iso),
    number: (value) => numbers.format(value),
    age: (days) => (days === 0 ? say("age_today") : sayCount("age", days)),
  };
}

/**
 * A web address that is safe to put in a link, or null: data may not bring its own scheme.
 * @param {string | undefined} url
 * @returns {string | null}
 */
export function safeUrl(url) {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
