/** Rules of the house for the modules in src/, read from their text. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const SRC = new URL("../../dashboard/timeline_map/src/", import.meta.url);
const MODULES = readdirSync(SRC, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, text: readFileSync(new URL(name, SRC), "utf-8") }));
const MOST_LINES = 50;

/** Top-level functions with their length in lines. */
function measureFunctions(text) {
  const found = text.matchAll(/^(?:export )?(?:async )?function (\w+)[\s\S]*?^}/gm);
  return [...found].map(([body, name]) => ({ name, lines: body.split("\n").length }));
}

test("no function is longer than fifty lines", () => {
  const all = MODULES.flatMap(({ name, text }) => measureFunctions(text).map((one) => ({ ...one, in: name })));
  assert.ok(all.length > 150);
  assert.deepEqual(
    all.filter(({ lines }) => lines > MOST_LINES),
    [],
  );
});

test("only one module uses what Leaflet keeps to itself", () => {
  const doors = MODULES.filter(({ text }) => /(?<!\.)\._[a-z]/i.test(text)).map(({ name }) => name);
  assert.deepEqual(doors, ["map/leaflet.js"]);
});

test("the model has a type for everything", () => {
  const model = MODULES.filter(({ name }) => name.startsWith("model/"));
  assert.ok(model.length >= 6);
  const loose = model.filter(({ text }) => /\{[^}\n]*\bany\b[^}\n]*\}/.test(text.replace(/"[^"\n]*"/g, "")));
  assert.deepEqual(
    loose.map(({ name }) => name),
    [],
  );
});

test("each shape stands once: beside its module, or written from Python's records", () => {
  const kept = readdirSync(SRC, { recursive: true }).filter((name) => name.endsWith(".d.ts"));
  assert.deepEqual(kept, ["payload.d.ts"]);
  const typedefs = MODULES.flatMap(({ text }) => [...text.matchAll(/@typedef (\{[^@]*\}) (\w+)/g)]);
  const names = typedefs.map(([, , name]) => name);
  assert.ok(names.length > 80);
  assert.deepEqual(
    names.filter((name, place) => names.indexOf(name) < place),
    [],
  );
});

test("the model and what it stands on need no page to load", async () => {
  for (const { name } of MODULES.filter(({ name }) => /^(model|util)\//.test(name))) {
    assert.ok(Object.keys(await import(new URL(name, SRC))).length > 0, name);
  }
});
