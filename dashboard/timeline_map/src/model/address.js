/** The address in the browser's hands: what is shown as the parts of a link, and back. */

import { isIsoDay } from "../util/scale.js";

/** @import { Comparison } from "./comparison.js" */

/**
 * The address in the browser's hands.
 * @typedef {object} Address
 * @property {(shown: object, base: string) => string} write What is shown as the parts of a link; those that the host
 *   alone can write are copied from its own.
 * @property {(text: string) => Payload.MapWish | null} read What a link asks for, null where it asks for nothing.
 * @property {(text: string, shown: object) => string[]} listUnread The parts of a link that mean nothing to a page
 *   without a host, or that `shown` does not follow.
 */

const NOTHING = "none"; // of a list
const AND = /[&?;](?:amp;|#38;)*/; // what chats make of the sign between two parts
const CLUTTER = /^[\s.,;:!?*"'()[\]<>«»“”]+|[\s.,;:!?*_"'()[\]<>«»“”]+$/g;
const UNSEEN = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const PLAIN = /%(2C|3A|2F)/g; // these may stand in a link as they are

/** What of a comparison stands in a link. @param {Comparison | null} value @param {string[]} names @returns {string[][]} */
function writeComparison(value, names) {
  if (!value) return [];
  const other = [value.against === value.account ? "" : value.against, value.day ?? ""].filter(Boolean);
  const parts = [value.mode, value.account, other.join(",")];
  return names.map((name, place) => [name, parts[place]]).filter(([, text]) => text);
}

/** @param {Map<string, string>} given @param {string[]} names @returns {Comparison | undefined} */
function readComparison(given, [mode, account, against]) {
  const how = given.get(mode);
  if (how === undefined) return undefined;
  const words = (given.get(against) ?? "").split(",").filter(Boolean);
  const key = given.get(account) ?? "";
  const compared = { mode: how, account: key, against: words.find((word) => !isIsoDay(word)) ?? key };
  return /** @type {Comparison} */ ({ ...compared, day: words.find(isIsoDay) ?? null });
}

/** How each form of a field is written. @type {Record<string, (value: unknown) => string>} */
const WRITERS = {
  list: (value) => /** @type {string[]} */ (value).join(",") || NOTHING,
  flag: (value) => (value ? "1" : "0"),
  text: String,
};

/** And read. @type {Record<string, (text: string) => unknown>} */
const READERS = {
  list: (text) => (text === NOTHING ? [] : text.split(",")),
  flag: (text) => text === "1",
  text: (text) => text,
};

/** @param {string} text @returns {string} */
function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text; // a percent sign of no code
  }
}

/** The parts of a link, put right where a chat has mangled them. @param {string} text @returns {Map<string, string>} */
function split(text) {
  const clean = (/** @type {string} */ word) => word.replace(UNSEEN, "").replace(CLUTTER, "");
  const given = new Map();
  for (const piece of decode(text).split(AND)) {
    const [name, ...rest] = piece.split("=");
    const value = clean(rest.join("=")).toLowerCase();
    if (rest.length && value) given.set(clean(name.replace(/^#/, "")).toLowerCase(), value);
  }
  return given;
}

/** @param {string[][]} parts @returns {string} */
const join = (parts) =>
  parts.map((part) => part.map((one) => encodeURIComponent(one).replace(PLAIN, decode)).join("=")).join("&");

/**
 * Whether a link got what it asks for under a name.
 * @param {Payload.AddressField} field
 * @param {string} said
 * @param {string | undefined} shown what a link to what is shown says there
 */
function isObeyed({ part, form, start }, said, shown) {
  if (form === "flag" && said !== "0" && said !== "1") return false;
  if (shown === undefined) return JSON.stringify((READERS[form] ?? READERS.text)(said)) === JSON.stringify(start);
  const sort = (/** @type {string} */ text) => text.split(",").sort().join(",");
  return part === "view" || sort(said) === sort(shown); // where the map stands may be a little off
}

/**
 * @param {Payload.AddressField[]} fields as dashboard/state declares them, in their order
 * @param {string} foreign pattern of the names that others add to a link
 * @returns {Address}
 */
export function createAddress(fields, foreign) {
  const others = new RegExp(`^(?:${foreign})$`);
  return {
    listUnread(text, shown) {
      const now = split(this.write(shown, ""));
      const isRead = (/** @type {string} */ name, /** @type {string} */ said) => {
        const field = fields.find(({ names }) => names.includes(name));
        if (!field) return others.test(name);
        return field.form !== "host" && isObeyed(field, said, now.get(name));
      };
      return [...split(text)].flatMap(([name, said]) => (isRead(name, said) ? [] : [`${name}=${said}`]));
    },
    write(shown, base) {
      const state = /** @type {Record<string, unknown>} */ (shown);
      const kept = new Map(new URLSearchParams(base));
      const copy = (/** @type {string[]} */ names) =>
        names.flatMap((name) => (kept.has(name) ? [[name, kept.get(name) ?? ""]] : []));
      return join(
        fields.flatMap(({ names, part, form, start, allowed }) => {
          if (form === "host") return part && state[part] === null ? [] : copy(names);
          const held = state[part];
          const value = Array.isArray(held) ? allowed.filter((one) => held.includes(one)) : held;
          if (form === "day") return [[names[0], String(value)]];
          if (form === "text" && value === null) return []; // a page without a host has no panel
          if (JSON.stringify(value) === JSON.stringify(start)) return [];
          if (form === "compared") return writeComparison(/** @type {Comparison | null} */ (value), names);
          return [[names[0], WRITERS[form](value)]];
        }),
      );
    },
    read(text) {
      const given = split(text);
      const own = fields.filter(({ form, names }) => form !== "host" && names.some((name) => given.has(name)));
      if (!own.length) return null;
      const wish = /** @type {Record<string, unknown>} */ ({});
      for (const { names, part, form, start } of fields) {
        if (form === "host") continue;
        const said = given.get(names[0]);
        if (form === "compared") wish[part] = readComparison(given, names) ?? start;
        else if (said !== undefined) wish[part] = (READERS[form] ?? READERS.text)(said);
        else if (form !== "day") wish[part] = start;
      }
      return wish;
    },
  };
}
