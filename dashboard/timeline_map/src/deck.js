/** The deck outlives the server: the browser keeps its views, for every tab, and gives them back. */
import { mergeLists, recall, remember, watchKept } from "./util/browser.js";

/** @param {unknown} value @returns {string[]} */
const readLinks = (value) => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

/**
 * @param {string} front its id
 * @param {(links: string[]) => void} give the host these views in the place of its own
 * @returns {{take: (deck: KurskDeck) => void}}
 */
export function keepDeck(front, give) {
  const name = `${front}:deck`;
  let session = ""; // of the host that gave the last deck
  let agreed = /** @type {string[]} */ ([]); // between the host and what is kept
  watchKept(name, () => {
    agreed = readLinks(recall(name));
    give(agreed);
  });
  return {
    /** What the host holds now; a session that is new has forgotten nothing on purpose. */
    take(deck) {
      const kept = readLinks(recall(name));
      const base = deck.session === session ? agreed : [];
      session = deck.session;
      agreed = mergeLists(base, base.length ? deck.links : [...new Set([...kept, ...deck.links])], kept);
      if (String(agreed) !== String(kept)) remember(name, agreed);
      if (String(agreed) !== String(deck.links)) give(agreed);
    },
  };
}
