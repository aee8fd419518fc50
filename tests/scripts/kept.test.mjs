/** What the browser keeps: beyond the page, for every tab, also where two write at one moment. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { createChapters } from "../../dashboard/timeline_map/src/story/chapters.js";
import { recall, recallList, remember, rememberList } from "../../dashboard/timeline_map/src/util/local_storage.js";

import { makeFrames } from "./front.mjs";

const START = ["one", "two", "three"];

/** Storage as a tab sees it. @param {Map<string, string>} kept @param {(name: string, value: string | null) => void} [written] */
function makeStorage(kept, written = () => undefined) {
  return {
    get length() {
      return kept.size;
    },
    key: (/** @type {number} */ at) => [...kept.keys()][at] ?? null,
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem(/** @type {string} */ name, /** @type {string} */ value) {
      kept.set(name, value);
      written(name, value);
    },
    removeItem(/** @type {string} */ name) {
      kept.delete(name);
      written(name, null);
    },
  };
}

const kept = new Map();
beforeEach(() => {
  kept.clear();
  globalThis.window = /** @type {any} */ ({ localStorage: makeStorage(kept) });
});

/** Two tabs act at the same moment, of two processes: neither sees what the other writes until later. */
function actAtOnce(...acts) {
  const before = [...kept];
  const writes = acts.map((act) => {
    const told = [];
    const storage = makeStorage(new Map(before), (name, value) => told.push([name, value]));
    globalThis.window = /** @type {any} */ ({ localStorage: storage });
    act();
    return told;
  });
  for (const [name, value] of writes.flat()) value === null ? kept.delete(name) : kept.set(name, value);
  globalThis.window = /** @type {any} */ ({ localStorage: makeStorage(kept) });
}

test("what is remembered outlives the page", async () => {
  const next = await import("../../dashboard/timeline_map/src/util/local_storage.js?next");
  remember("bookmarks/1", "2024-08-12");
  assert.equal(next.recall("bookmarks/1"), "2024-08-12");
  assert.deepEqual([...kept.keys()], ["kursk-front:bookmarks/1"]);
  assert.equal(next.recall("nothing"), null);
});

test("storage that is refused or spoilt is no failure", async () => {
  const page = await import("../../dashboard/timeline_map/src/util/local_storage.js?spoilt");
  kept.set("kursk-front:spoilt", "{");
  kept.set("kursk-front:deck/x", "{");
  kept.set("kursk-front:deck/y", "[]");
  assert.equal(page.recall("spoilt"), null);
  assert.deepEqual(page.recallList("deck"), []);
  const refuse = () => {
    throw new Error("QuotaExceededError");
  };
  Object.assign(globalThis.window.localStorage, { setItem: refuse, removeItem: refuse });
  page.remember("shortcuts", false);
  assert.equal(page.recall("shortcuts"), false);
  page.rememberList("deck", [], ["a", "b"]);
  page.rememberList("deck", ["a", "b"], ["b"]);
  assert.deepEqual(page.recallList("deck"), ["b"]);
});

test("a list comes back as it was left, and a given one leaves nothing behind", () => {
  const lists = [
    ["two", "one", "three"],
    ["three", "two", "one"],
    ["two", "new", "three", "new"],
    [],
    ["last", ...START, "first"],
    ["one", "one", "two"],
  ];
  for (const start of [[], START]) {
    for (const list of [...lists, ...lists.toReversed()]) {
      rememberList("story", recallList("story", start), list, start);
      assert.deepEqual(recallList("story", start), list);
    }
    rememberList("story", recallList("story", start), start, start);
    assert.deepEqual([...kept], []);
  }
});

test("of a list that two tabs change at the same moment nothing is lost", () => {
  remember("deck/other", 1);
  rememberList("deck", [], ["a", "b", "c"]);
  const agreed = recallList("deck");
  actAtOnce(
    () => rememberList("deck", agreed, ["b", "a", "c", "x"]),
    () => rememberList("deck", agreed, ["a", "b", "y"]),
  );
  const list = recallList("deck");
  assert.deepEqual(list.toSorted(), ["a", "b", "x", "y"]);
  assert.ok(list.indexOf("b") < list.indexOf("a"));
  // A tab that has not looked since brings back nothing that was taken out.
  rememberList("deck", agreed, [...agreed, "z"]);
  assert.deepEqual(recallList("deck").toSorted(), ["a", "b", "x", "y", "z"]);
});

test("of a given list as well, though it is kept only where it was changed", () => {
  actAtOnce(
    () => rememberList("story", START, ["one, again", "two", "three"], START),
    () => rememberList("story", START, ["one", "three", "two"], START),
    () => rememberList("story", START, ["one", "two", "two and a half", "three"], START),
  );
  const list = recallList("story", START);
  assert.deepEqual(list.toSorted(), ["one, again", "three", "two", "two and a half"]);
  assert.equal(list[0], "one, again");
});

test("bookmarks of two tabs set at the same moment are both kept", () => {
  actAtOnce(
    () => remember("bookmarks/1", "2024-08-12"),
    () => remember("bookmarks/2", "2025-03-12"),
  );
  assert.deepEqual([recall("bookmarks/1"), recall("bookmarks/2")], ["2024-08-12", "2025-03-12"]);
});

test("who edits a chapter goes on with it once it is kept, though another tab has added one before it", () => {
  const model = createModel(makeFrames());
  const [mine, other] = [createChapters(model), createChapters(model)];
  mine.add("2024-10-01", "Mine");
  mine.add("2024-10-01", "Mine"); // two that say the same
  other.add("2024-08-06", "Theirs");
  other.keep();
  const [, held] = mine.list();
  mine.keep();
  held.title = "Mine, edited";
  mine.keep();
  const titles = mine.list().map(({ title }) => title);
  assert.deepEqual(titles.toSorted(), ["Mine", "Mine, edited", "The first day", "Theirs"]);
  assert.ok(mine.list().includes(held));
  assert.deepEqual(
    createChapters(model)
      .list()
      .map(({ title }) => title),
    titles,
  );
});
