// @ts-check
/** Words and dates. Every word comes from the payload's `text`; this file only fills the blanks. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});

  /**
   * @param {Record<string, string>} text sentences by key, with {blanks}
   * @returns {KurskFormat}
   */
  function createFormat(text) {
    const cache = new Map();
    const numbers = new Intl.NumberFormat(text.locale || "en-GB", { maximumFractionDigits: 1 });

    /** @param {string} key @param {Record<string, string | number>} [values] */
    function say(key, values) {
      const sentence = text[key];
      if (sentence === undefined) return key;
      if (!values) return sentence;
      return sentence.replace(/\{(\w+)\}/g, (blank, name) =>
        name in values ? String(values[name]) : blank,
      );
    }

    /** @param {string} pattern @param {string} iso */
    function date(pattern, iso) {
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
    }

    return {
      say,
      longDate: (iso) => date("date_long", iso),
      shortDate: (iso) => date("date_short", iso),
      weekday: (iso) => date("date_weekday", iso),
      number: (value) => numbers.format(value),
      age: (days) =>
        days === 0 ? say("age_today") : days === 1 ? say("age_one") : say("age_days", { days }),
    };
  }

  /**
   * A web address that is safe to put in a link, or null: data may not bring its own scheme.
   * @param {string | undefined} url
   * @returns {string | null}
   */
  function safeUrl(url) {
    return url && /^https?:\/\//i.test(url) ? url : null;
  }

  kf.format = { createFormat, safeUrl };
})();
