/** What the map tells and obeys: only what changed, and nothing older than what the reader did. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createExchange } from "../../dashboard/timeline_map/src/model/exchange.js";

const START = { date: "2024-08-12", panel: "claims", accounts: ["kyiv"] };
const wishOf = (parts, number, more = {}) => ({
  ...parts,
  numbers: Object.fromEntries(Object.keys(parts).map((part) => [part, number])),
  nonce: number,
  seen: 0,
  since: -1,
  talk: "a",
  ...more,
});

function meet() {
  const exchange = createExchange();
  assert.deepEqual(exchange.accept(wishOf(START, 0)), START);
  exchange.know(START);
  return exchange;
}

test("a message holds only what changed since the host last saw, each part with its revision", () => {
  const exchange = meet();
  assert.equal(exchange.tell(START), null);
  exchange.touch(["date"]);
  const first = exchange.tell({ ...START, date: "2024-08-20" });
  assert.deepEqual(first, {
    talk: "a",
    revision: 1,
    obeyed: 0,
    changes: { date: { value: "2024-08-20", revision: 1, touched: 1 } },
  });
  exchange.touch(["panel"]);
  const second = exchange.tell({ ...START, date: "2024-08-20", panel: "places" });
  assert.deepEqual(Object.keys(second.changes).sort(), ["date", "panel"]);
  assert.deepEqual([second.changes.date.revision, second.changes.panel.revision], [1, 2]);
  exchange.accept(wishOf({}, 0, { seen: 2 }));
  exchange.touch(["accounts"]);
  const third = exchange.tell({ date: "2024-08-20", panel: "places", accounts: [] });
  assert.deepEqual(Object.keys(third.changes), ["accounts"]);
});

test("a wish is merged with what the reader did since, and never obeyed whole", () => {
  const exchange = meet();
  exchange.touch(["date"]);
  const late = wishOf({ date: "2025-01-01", panel: "table" }, 1);
  assert.deepEqual(exchange.accept(late), { panel: "table" });
  const told = exchange.tell({ ...START, date: "2024-08-20", panel: "table" });
  assert.deepEqual(Object.keys(told.changes), ["date"], "the host learns that its wish was too late");
});

test("a map in the place of another goes on with its talk", () => {
  const exchange = meet();
  exchange.touch(["date"]);
  exchange.tell({ ...START, date: "2024-08-20" });
  const next = createExchange(JSON.parse(JSON.stringify(exchange.keep())));
  const shown = { ...START, date: "2024-08-21" }; // and the last move was told to nobody
  assert.deepEqual(next.accept(wishOf(START, 0)), {}, "what was wished for is done already");
  next.know(shown);
  const told = next.tell(shown);
  assert.deepEqual([told.talk, told.revision, told.obeyed], ["a", 2, 0]);
  assert.deepEqual(told.changes, { date: { value: "2024-08-21", revision: 2, touched: 1 } });
});

test("what moved by itself gives way to a wish, and is not told afterwards", () => {
  const exchange = meet();
  exchange.touch(["date"]);
  exchange.tell({ ...START, date: "2024-08-13" });
  exchange.tell({ ...START, date: "2024-08-14" }); // played on from there
  const wish = wishOf({ date: "2025-01-01" }, 1, { seen: 1 });
  assert.deepEqual(exchange.accept(wish), { date: "2025-01-01" });
  assert.equal(exchange.tell({ ...START, date: "2025-01-01" }), null);
});

test("a wish heard before is not obeyed again", () => {
  const exchange = meet();
  exchange.accept(wishOf({ panel: "table" }, 1));
  assert.deepEqual(exchange.accept(wishOf({ panel: "table" }, 1, { seen: 4 })), {});
});

test("a session that begins beside a living map learns from it all that is shown", () => {
  const exchange = meet();
  exchange.accept(wishOf({ panel: "table" }, 7));
  const shown = { ...START, panel: "table", date: "2024-08-20" };
  exchange.touch(["date"]);
  exchange.tell(shown);
  assert.deepEqual(exchange.accept(wishOf(START, 0, { talk: "b" })), {});
  const told = exchange.tell(shown);
  assert.equal(told.talk, "b");
  const values = Object.entries(told.changes).map(([part, { value }]) => [part, value]);
  assert.deepEqual(Object.fromEntries(values), shown);
  assert.deepEqual(exchange.accept(wishOf({ panel: "claims" }, 1, { talk: "b", seen: 2 })), { panel: "claims" });
});

test("a new map that hears only the latest asks for the rest", () => {
  const exchange = createExchange();
  assert.deepEqual(exchange.accept(wishOf({ panel: "table" }, 9, { seen: 5, since: 8 })), { panel: "table" });
  const state = { ...START, panel: "table" };
  exchange.know(state);
  const asked = exchange.tell(state);
  assert.deepEqual([asked.obeyed, asked.changes], [-1, {}]);
  assert.ok(asked.revision > 5);
  assert.equal(exchange.tell(state), null);
});

test("a bare wish is obeyed whole, and once", () => {
  const exchange = createExchange();
  assert.deepEqual(exchange.accept({ date: "2024-09-01", nonce: 1 }), { date: "2024-09-01" });
  assert.deepEqual(exchange.accept({ date: "2024-09-02", nonce: 1 }), {});
  assert.deepEqual(exchange.accept({ date: "2024-09-02" }), { date: "2024-09-02" });
});
