/** The bar with the page's address: it always says what is shown, and leaves no history. */

const WAIT_MS = 250; // between two addresses while something moves

/**
 * Where the address stands: after the "?" of the page around the map, else behind the "#" of this one.
 * @param {(Window & typeof globalThis) | null} host the page around the map
 */
function findPlace(host) {
  const page = host ?? window;
  const mark = host ? "?" : "#";
  return {
    page,
    read: () => (host ? page.location.search : page.location.hash || page.location.search).slice(1),
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
 * @param {KurskAddress} address
 * @param {{host: (Window & typeof globalThis) | null, shown: () => object, opened: (wish: KurskWish) => void, gone: AbortSignal}} page
 *   around the map; what is shown; told of another address that was opened here; when this bar ends
 * @returns {KurskBar}
 */
export function createBar(address, { host, shown, opened, gone }) {
  const place = findPlace(host);
  let base = ""; // what the page around the map last gave, with parts of its own
  let knows = !host; // such a page has to tell first
  let text = place.read();
  let before = address.write(shown(), base); // until something changes, the address stays as it came
  let timer = 0;
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
    if (host)
      host.location.reload(); // its half of the state is the server's to read
    else opened(address.read(now) ?? {});
  }

  gone.addEventListener("abort", () => clearTimeout(timer));
  const when = { signal: AbortSignal.any([gone, unloaded.signal]) };
  place.page.addEventListener("popstate", look, when);
  place.page.addEventListener("hashchange", look, when);
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
    take(given) {
      if (!knows) before = text;
      base = given;
      knows = true;
      timer ||= window.setTimeout(write, 0);
    },
  };
}
