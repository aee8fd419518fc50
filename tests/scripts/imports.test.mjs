/** Which folder of src/ may import which: a stranger finds what a room depends on by its name. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { posix } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const HOME = new URL("../../dashboard/timeline_map/", import.meta.url);
const { build } = createRequire(new URL("package.json", HOME))("esbuild");

// Each folder may import those on the lines above its own, and itself.
const FLOORS = [
  ["util"],
  ["model", "style"],
  ["map", "chart", "notes", "story"],
  ["compare", "controls", "table", "share"],
  ["app"],
];
const floorOf = (folder) => FLOORS.findIndex((floor) => floor.includes(folder));
const folderOf = (path) => /^src\/(\w+)\//.exec(path)?.[1] ?? "app";

/** Every import of the modules below src/, as the bundler sees them. */
async function listImports() {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(HOME),
    entryPoints: ["src/app.js"],
    bundle: true,
    write: false,
    metafile: true,
  });
  return Object.entries(metafile.inputs).flatMap(([from, { imports }]) => imports.map(({ path }) => [from, path]));
}

/** The first way through the imports that ends where it began. */
function findCircle(imports) {
  const cleared = new Set();
  const walk = (path) => {
    const here = path.at(-1);
    if (path.indexOf(here) < path.length - 1) return path.slice(path.indexOf(here));
    if (cleared.has(here)) return null;
    for (const [from, to] of imports) {
      const found = from === here && walk([...path, to]);
      if (found) return found;
    }
    cleared.add(here);
    return null;
  };
  return walk(["src/app.js"]);
}

const forbidden = (imports) =>
  imports.filter(([from, to]) => {
    const [upper, lower] = [folderOf(from), folderOf(to)];
    return upper !== lower && floorOf(lower) >= floorOf(upper);
  });

test("every folder stands on a floor and imports only from floors below", async () => {
  const imports = await listImports();
  assert.ok(imports.length > 50);
  assert.ok(imports.flat().every((path) => floorOf(folderOf(path)) >= 0));
  assert.deepEqual(forbidden(imports), []);
});

/** Every type that a module takes from another, which the bundler does not see. */
function listTypeImports() {
  const names = readdirSync(new URL("src/", HOME), { recursive: true }).filter((name) => name.endsWith(".js"));
  return names.flatMap((name) => {
    const text = readFileSync(new URL(`src/${name}`, HOME), "utf-8");
    const taken = [...text.matchAll(/@import \{[^}]*\} from "([^"]+)"/g)];
    return taken.map(([, path]) => [`src/${name}`, posix.join("src", posix.dirname(name), path)]);
  });
}

test("a shape is taken from a neighbour or from below, never from above", () => {
  const taken = listTypeImports();
  assert.ok(taken.length > 100);
  const upward = taken.filter(([from, to]) => floorOf(folderOf(to)) > floorOf(folderOf(from)));
  assert.deepEqual(upward, []);
});

test("no module imports itself by a detour", async () => {
  assert.equal(findCircle(await listImports()), null);
});

test("a wrong way and a circle would be told", () => {
  const [model, map, notes] = ["src/model/a.js", "src/map/b.js", "src/notes/c.js"];
  assert.deepEqual(
    forbidden([
      [map, model],
      [model, map],
      [map, notes],
    ]),
    [
      [model, map],
      [map, notes],
    ],
  );
  const round = [
    ["src/app.js", map],
    [map, model],
    [model, map],
  ];
  assert.deepEqual(findCircle(round), [map, model, map]);
});
