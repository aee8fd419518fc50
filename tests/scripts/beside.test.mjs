/** The controls beside the map: while the page turns into another language they wait, and no longer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { watchControls } from "../../dashboard/timeline_map/src/beside.js";

/** A page of one column, whose mark may be missing for a while. */
function makePage() {
  let look = () => {};
  const column = { ariaBusy: null, inert: false, toggleAttribute: (_, held) => (column.inert = held) };
  const page = { words: "EN", chosen: "EN", marked: true, column, look: () => look() };
  const find = {
    "[data-kf-shown]": () => (page.marked ? { dataset: { kfWords: page.words, kfTalk: "one", kfShown: "0" } } : null),
    ".st-key-language [role=radio][aria-checked=true]": () => ({ textContent: page.chosen }),
  };
  class MutationObserver {
    constructor(told) {
      look = told;
    }
    observe() {}
    disconnect() {}
  }
  const document = {
    body: {},
    querySelector: (name) => find[name](),
    querySelectorAll: () => (page.marked ? [column] : []),
  };
  return { page, host: { document, MutationObserver } };
}

test("controls wait while the page turns into another language, and no longer", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { page, host } = makePage();
  watchControls(/** @type {any} */ (host), new AbortController().signal);
  const turns = [
    [{ chosen: "RU" }, true],
    [{ marked: false }, true], // what stands before the mark goes, and it takes another place
    [{ marked: true, words: "RU" }, false],
    [{ chosen: "EN" }, true],
    [{ marked: false }, true],
  ];
  for (const [change, held] of turns) {
    Object.assign(page, change);
    page.look();
    assert.equal(page.column.inert, held, JSON.stringify(change));
  }
  const now = performance.now();
  context.mock.method(performance, "now", () => now + 40_000);
  context.mock.timers.tick(40_000);
  assert.equal(page.column.inert, false, "a page that does not come back");
});

test("who watches no more leaves nobody waiting, and the next finds out anew", () => {
  const { page, host } = makePage();
  const first = new AbortController();
  watchControls(/** @type {any} */ (host), first.signal);
  Object.assign(page, { chosen: "RU" });
  page.look();
  Object.assign(page, { marked: false });
  first.abort();
  assert.equal(page.column.inert, false, "no mark says for whom to wait");
  watchControls(/** @type {any} */ (host), new AbortController().signal);
  Object.assign(page, { marked: true });
  page.look();
  assert.equal(page.column.inert, true);
  Object.assign(page, { words: "RU" });
  page.look();
  assert.equal(page.column.inert, false);
});
