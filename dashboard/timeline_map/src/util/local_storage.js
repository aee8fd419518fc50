/** What this browser keeps for the reader, beyond the page and for every tab of it. */

const PREFIX = "kursk-front:";
const CALM_MS = 40; // between two entries that another tab changes in one go
const own = new Map(); // what storage would not take

/** @param {string} key */
function readItem(key) {
  if (own.has(key)) return own.get(key);
  try {
    return JSON.parse(window.localStorage.getItem(key) || "null");
  } catch {
    return null; // storage is refused, or holds what nobody here wrote
  }
}

/** @param {string} key @param {unknown} value anything that JSON can hold; null for nothing */
function writeItem(key, value) {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(value));
    own.delete(key);
  } catch {
    own.set(key, value); // storage is refused or full: the page itself still remembers
  }
}

/** @param {string} name @returns {any} what was kept under the name, in this tab or another, or null */
export const recall = (name) => readItem(PREFIX + name);

/** @param {string} name @param {any} value anything that JSON can hold */
export const remember = (name, value) => writeItem(PREFIX + name, value);

// A list that two tabs may change at the same moment. Storage has no way to read and write in one, so that
// of two tabs that wrote the whole of it one would lose its entries. Each entry is kept by itself, under
// what it says, with its place among the others; of a list that is given to begin with only the differences
// are kept, an entry that was taken out having no place.

/**
 * @template T
 * @typedef {{value: T, place: number | null}} Entry
 */

/** @param {string} name @returns {string} */
const prefixOf = (name) => `${PREFIX}${name}/`;

/** The keys of all entries that are kept. @param {string} name @returns {Set<string>} */
function listKeys(name) {
  const keys = new Set(own.keys());
  try {
    for (let at = 0; at < window.localStorage.length; at += 1) keys.add(window.localStorage.key(at) ?? "");
  } catch {
    // storage is refused
  }
  return new Set([...keys].filter((key) => key.startsWith(prefixOf(name))));
}

/** Entries by their keys; of several that say the same each has a number. @template T @param {string} name @param {T[]} list @returns {Map<string, T>} */
function nameEntries(name, list) {
  const named = new Map();
  for (const value of list) {
    const said = prefixOf(name) + JSON.stringify(value);
    let key = said;
    for (let number = 2; named.has(key); number += 1) key = `${said}#${number}`;
    named.set(key, value);
  }
  return named;
}

/** All entries by their keys, also those that were taken out. @template T @param {string} name @param {T[]} start @returns {Map<string, Entry<T>>} */
function readEntries(name, start) {
  const first = [...nameEntries(name, start)];
  const entries = new Map(first.map(([key, value], at) => [key, { value, place: at + 1 }]));
  for (const key of listKeys(name)) {
    const entry = readItem(key);
    if (entry === null || typeof entry !== "object" || !("value" in entry)) continue;
    if (entry.place === null || typeof entry.place === "number") entries.set(key, entry);
  }
  return entries;
}

/** @template T @param {Map<string, Entry<T>>} entries @returns {[string, Entry<T>][]} those that are in the list, in its order */
const sortEntries = (entries) =>
  [...entries]
    .filter(([, { place }]) => place !== null)
    .sort(([key, one], [other, two]) => Number(one.place) - Number(two.place) || (key < other ? -1 : 1));

/**
 * @template T
 * @param {string} name
 * @param {T[]} [start] the list as it is given to begin with
 * @returns {T[]} the list as all tabs have made it
 */
export const recallList = (name, start = []) => sortEntries(readEntries(name, start)).map(([, { value }]) => value);

/**
 * Give the wanted entries places that rise: each keeps its own where that does.
 * @template T
 * @param {string[]} keys in their order
 * @param {Map<string, Entry<T>>} entries
 * @param {Map<string, number>} homes the places of those that were given to begin with
 * @returns {Map<string, number>}
 */
function placeEntries(keys, entries, homes) {
  const last = Math.max(0, ...[...entries.values()].map(({ place }) => place ?? 0));
  const placesOf = (/** @type {string} */ key) => [homes.get(key), entries.get(key)?.place];
  const find = (/** @type {string[]} */ among, /** @type {number} */ after) =>
    among.flatMap(placesOf).find((place) => typeof place === "number" && place > after);
  const places = new Map();
  let former = 0;
  keys.forEach((key, at) => {
    const next = find(keys.slice(at + 1), former);
    const between = next ? (former + next) / 2 : Math.max(last, former) + 1;
    former = find([key], former) ?? between;
    places.set(key, former);
  });
  return places;
}

/**
 * Keep what was changed of a list, and nothing of what was not: what another tab took out stays out.
 * @template T
 * @param {string} name
 * @param {T[]} before as it was when the changes began
 * @param {T[]} after
 * @param {T[]} [start] as in `recallList`
 */
export function rememberList(name, before, after, start = []) {
  const [former, wanted, given] = [before, after, start].map((list) => nameEntries(name, list));
  if (String([...former.keys()]) === String([...wanted.keys()])) return;
  const entries = readEntries(name, start);
  const homes = new Map([...given.keys()].map((key, at) => [key, at + 1]));
  const isIn = (/** @type {string} */ key) => typeof entries.get(key)?.place === "number";
  const keys = [...wanted.keys()].filter((key) => isIn(key) || !former.has(key));
  for (const [key, value] of former)
    if (!wanted.has(key) && isIn(key)) writeItem(key, given.has(key) ? { value, place: null } : null);
  for (const [key, place] of placeEntries(keys, entries, homes)) {
    if (place === entries.get(key)?.place) continue;
    writeItem(key, place === homes.get(key) ? null : { value: wanted.get(key), place });
  }
}

/** Tell when another tab has changed something under the name, or of the list. @param {string} name @param {() => void} changed */
export function watchKept(name, changed) {
  let timer = 0;
  window.addEventListener("storage", ({ key }) => {
    if (key !== null && key !== PREFIX + name && !key.startsWith(prefixOf(name))) return;
    clearTimeout(timer);
    timer = window.setTimeout(changed, CALM_MS);
  });
}
