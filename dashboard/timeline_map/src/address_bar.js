/** The bar with the page's address: it always says what is shown, and leaves no history. */
import { createStrip } from "./failure.js";

/**
 * @import { Address } from "./model/address.js"
 * @import { Format } from "./util/format.js"
 */

/**
 * The bar with the page's address.
 * @typedef {object} AddressBar
 * @property {() => void} note Something may have changed.
 * @property {() => string} write Say now what is shown; given back too.
 * @property {() => string} link The whole link to what is shown.
 * @property {(given: string) => void} take Take the host's own parts over from the address that it gives.
 */

const WAIT_MS = 250; // between two addresses while something moves

/**
 * Where the address stands: after the "?" of the page around the map, else behind the "#" of this one.
 * @param {(Window & typeof globalThis) | null} host the page around the map
 * @param {string} [home] to which links lead in place of this page
 */
function findPlace(host, home) {
  const page = host ?? window;
  const mark = host ? "?" : "#";
  return {
    page,
    read: () => (host ? page.location.search : page.location.hash || page.location.search).slice(1),
    /** @param {string} text */
    link: (text) => (home ? `${home}?` : page.location.href.split(/[?#]/)[0] + mark) + text,
    /** @param {string} text */
    write(text) {
      if (page.location[host ? "search" : "hash"] === mark + text) return;
      try {
        page.history.replaceState(page.history.state, "", mark + text);
      } catch {
        // too often for this browser, or no address of this page's own: the next change tries again
      }
    },
  };
}

/**
 * Names what of an address was not followed; a host does that for its own.
 * @param {Address} address
 * @param {HTMLElement} root
 * @param {Format} format
 * @param {(() => object) | null} shown
 */
function createJudge(address, root, format, shown) {
  const strip = createStrip(root, format, "notice");
  return (/** @type {string} */ given) => {
    const parts = shown ? address.listUnread(given, shown()) : [];
    if (parts.length) strip.say(format.say("link_unread", { given: parts.join(", ") }));
  };
}

/**
 * @param {Address} address
 * @param {{host: (Window & typeof globalThis) | null, home?: string, shown: () => object, opened: (wish: Payload.MapWish) => void, gone: AbortSignal, root: HTMLElement, format: Format}} page
 *   around the map; where links lead in place of it; what is shown; told of another address that was opened here; when this bar ends; where
 *   it is said, and in which words, what of an address cannot be followed
 * @returns {AddressBar}
 */
export function createBar(address, { host, home, root, format, shown, opened, gone }) {
  const place = findPlace(host, home);
  const judge = createJudge(address, root, format, host ? null : shown);
  let base = ""; // what the page around the map last gave, with parts of its own
  let knows = !host; // such a page has to tell first
  let text = place.read();
  let [before, timer] = [address.write(shown(), base), 0]; // until something changes, the address stays as it came
  const unloaded = new AbortController();

  function write() {
    clearTimeout(timer);
    timer = 0;
    const now = address.write(shown(), base);
    if (!knows || now === before) return now;
    place.write(now);
    [before, text] = [now, now];
    return now;
  }

  /** A link of this page was followed in it, or its address was edited. */
  function look() {
    const now = place.read();
    if (now === text) return;
    if (host) return host.location.reload(); // its half of the state is the server's to read
    opened(address.read(now) ?? {});
    judge(now);
  }
  judge(text);
  gone.addEventListener("abort", () => clearTimeout(timer));
  const when = { signal: AbortSignal.any([gone, unloaded.signal]) };
  for (const name of ["popstate", "hashchange"]) place.page.addEventListener(name, look, when);
  const unload = () => {
    if (timer) write();
    if (host) unloaded.abort();
  };
  window.addEventListener("pagehide", unload, when);
  return {
    note() {
      timer ||= window.setTimeout(write, WAIT_MS);
    },
    write,
    link: () => place.link(write()),
    take(given) {
      if (!knows) before = text;
      base = given;
      knows = true;
      timer ||= window.setTimeout(write, 0);
    },
  };
}
