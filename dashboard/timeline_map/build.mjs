/** Bundles src/ into dist/timeline.js and dist/timeline.css; `--check` only compares. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const LANGUAGE = "es2022"; // which every browser of the last three years speaks

/** @returns {Promise<Map<string, string>>} what dist/ is to hold, by file name */
async function bundle() {
  const common = { absWorkingDir: HERE, bundle: true, write: false };
  const [script, style] = await Promise.all([
    build({ ...common, entryPoints: ["src/app.js"], format: "iife", minify: true, target: LANGUAGE }),
    build({ ...common, entryPoints: ["src/app.css"], minifyWhitespace: true }),
  ]);
  return new Map([
    ["timeline.js", script.outputFiles[0].text],
    ["timeline.css", style.outputFiles[0].text],
  ]);
}

const check = process.argv.includes("--check");
const stale = [];
for (const [name, text] of await bundle()) {
  const path = `${HERE}dist/${name}`;
  const before = await readFile(path, "utf-8").catch(() => null);
  if (before === text) continue;
  stale.push(name);
  if (check) continue;
  await mkdir(`${HERE}dist`, { recursive: true });
  await writeFile(path, text);
}
const words = stale.length ? stale.join(", ") : "nothing";
console.log(check ? `dist/ against src/: ${words} differs` : `dist/: ${words} written anew`);
if (check && stale.length) {
  console.error("Run `npm run build` in dashboard/timeline_map and commit dist/.");
  process.exitCode = 1;
}
