/** The deck outlives the server: the browser keeps its views, for every tab, and gives them back. */
import { recallList, rememberList, watchKept } from "./util/local_storage.js";

const PATIENCE_MS = 3000; // for the host to hear what it was given

/**
 * @param {string} front its id
 * @param {(links: string[], stamp: number) => void} give the host these views in the place of its own, under a number
 * @returns {{take: (deck: Payload.KeptDeck) => void}}
 */
export function keepDeck(front, give) {
  const name = `${front}:deck`;
  const held = /** @type {Map<string, string[]>} */ (new Map()); // by the host, once it had heard what it was given last
  let session = ""; // of the host that gave the last deck
  let stamp = 0;
  const read = () => recallList(name).filter((one) => typeof one === "string");
  const nameOf = (/** @type {number} */ heard) => `${session} ${heard}`;

  function tell() {
    stamp = Math.max(stamp + 1, Date.now());
    held.set(nameOf(stamp), read());
    give(read(), stamp);
  }
  watchKept(name, tell);
  return {
    /** What the host holds now; one that has heard nothing yet has forgotten nothing on purpose. */
    take(deck) {
      const isNew = deck.session !== session;
      session = deck.session;
      const when = nameOf(deck.heard);
      rememberList(name, held.get(when) ?? [], deck.links);
      held.set(when, deck.links);
      const waits = !isNew && deck.heard < stamp && Date.now() - stamp < PATIENCE_MS;
      if (!waits && String(read()) !== String(deck.links)) tell();
    },
  };
}
