/** What this browser remembers between visits; where storage is refused, until the page closes. */

const PREFIX = "kursk-front:";
const kept = new Map();

/** @param {string} name @returns {any} what was kept under the name, or null */
export function recall(name) {
  if (kept.has(name)) return kept.get(name);
  try {
    return JSON.parse(window.localStorage.getItem(PREFIX + name) || "null");
  } catch {
    return null; // storage is refused, or holds what nobody here wrote
  }
}

/** @param {string} name @param {any} value anything that JSON can hold */
export function remember(name, value) {
  kept.set(name, value);
  try {
    window.localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // storage is refused or full: the page itself still remembers
  }
}
