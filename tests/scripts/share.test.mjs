/** What leaves the screen in words: the picture's text, sources, citation, and the frame for a page of others. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openingState } from "../../dashboard/timeline_map/src/model/fields.js";
import { composeFrame, createModel } from "../../dashboard/timeline_map/src/model/model.js";
import {
  findEmbedded,
  writeAlternative,
  writeCitation,
  writeFrame,
  writeSources,
} from "../../dashboard/timeline_map/src/share/texts.js";
import { createFormat } from "../../dashboard/timeline_map/src/util/format.js";
import { makeFrames } from "./front.mjs";

const TEXT = {
  locale: "en-GB",
  date_long: "{day}.{year}",
  clock_event: "as it fell",
  clock_known: "as known",
  no_report: "nothing yet",
  figures_heading: "Held, says",
  dataset: "Data 1",
  share_alternative_text: "{front} {date} {clock}: {heading} {figures}. {disclaimer}",
  share_compared_text: "{front} {date} {clock}: {told}",
  told_figure: "{account} {figure} {since}",
  told_figure_source: "{account} {figure} {since} by {source}",
  told_source_line: "{figures}. {dataset}",
  share_cited: "{figures}; {dataset}; {link}; {today}",
};
const model = createModel(makeFrames());
const context = { model, format: createFormat(TEXT) };
const opening = openingState(model, []);
const frameOn = (date, changes = {}) => composeFrame({ ...opening, day: model.dayOf(date), ...changes }, model);

test("the text of a picture names date, clock and the figure of each account that is shown", () => {
  const both = writeAlternative(frameOn("2024-09-02"), context, []);
  assert.match(both, /2\.2024 as it fell: Held, says First side about 1,300 km².*; Second side 480 km²/);
  assert.doesNotMatch(writeAlternative(frameOn("2024-09-02", { accounts: ["kyiv"] }), context, []), /480/);
  assert.match(writeAlternative(frameOn("2024-08-06"), context, []), /nothing yet/);
  assert.match(writeAlternative(frameOn("2024-09-02", { clock: "known" }), context, []), /as known/);
});

test("a comparison is told by its own sentences", () => {
  assert.match(writeAlternative(frameOn("2024-09-02"), context, ["Won.", "Lost."]), /: Won\. Lost\.$/);
});

test("source line and citation carry publisher, data, link and day", () => {
  const frame = frameOn("2024-09-02");
  const { source } = frame.entries[0].claim;
  assert.ok(source);
  assert.ok(writeSources(frame, context).includes(`by ${source}`));
  assert.ok(writeSources(frame, context).endsWith("Data 1"));
  const cited = writeCitation(frame, context, "https://made-up.example/?date=2024-09-02", "2026-01-05");
  assert.ok(cited.endsWith("; Data 1; https://made-up.example/?date=2024-09-02; 5.2026"));
});

test("attacks stay text in citation and frame, and a name from right to left turns no figure", () => {
  const listed = readFileSync(new URL("../attacks.toml", import.meta.url), "utf8");
  const attacks = [...listed.matchAll(/^ {2}(".*"),$/gm)].map(([, text]) => JSON.parse(text));
  assert.ok(attacks.length >= 20);
  const attribute = '"[^"<]*"';
  const whole = new RegExp(`^<iframe src=${attribute} title=${attribute} width="100%" [a-z0-9=":; ]+></iframe>$`);
  for (const attack of attacks) {
    assert.match(writeFrame(attack, attack), whole);
    const front = { ...model.payload.front, title: attack, disclaimer: attack };
    const attacked = { ...context, model: { ...model, payload: { ...model.payload, front } } };
    const told = { ...TEXT, share_cited: "{front} {today}" };
    const cited = writeCitation(frameOn("2024-09-02"), { ...attacked, format: createFormat(told) }, "", "2026-01-05");
    assert.ok(cited === `${attack} 5.2026` || cited === `\u2068${attack}\u2069 5.2026`, cited);
    const { address } = findEmbedded(false, `file:///x/${encodeURIComponent(attack)}#date=1`, "made-up");
    assert.match(address, /^[^<>"\s:]*#date=1$/);
  }
  const odd = findEmbedded(false, "file:///x/100%.html#date=1", "made-up");
  assert.deepEqual([odd.name, odd.address], ["100%.html", "100%25.html#date=1"]);
});

test("a page of others shows the file: a server's own page lets nobody frame it", () => {
  const served = findEmbedded(true, "http://127.0.0.1:8501/?date=2024-09-02&lang=uk", "made-up");
  assert.deepEqual(served, {
    address: "made-up-front.html#date=2024-09-02&lang=uk",
    note: "share_embed_page",
    name: "made-up-front.html",
  });
  const kept = findEmbedded(false, "file:///a%20b/my%20map.html#date=2024-09-02", "made-up");
  assert.deepEqual(kept, { address: "my%20map.html#date=2024-09-02", note: "share_embed_file", name: "my map.html" });
  const web = findEmbedded(false, "https://made-up.example/map.html#date=2024-09-02", "made-up");
  assert.deepEqual([web.address, web.note], ["https://made-up.example/map.html#date=2024-09-02", "share_embed_web"]);
  const homed = findEmbedded(false, "https://front.example/?date=2024-09-02", "made-up", "file:///a/map.html#x=1");
  assert.deepEqual([homed.address, homed.note], ["map.html#date=2024-09-02", "share_embed_file"]);
});

test("nothing in an address or a title ends the attribute that it stands in", () => {
  const line = writeFrame('a.html#x=1&y="><script>', 'A "front" & <more>');
  assert.ok(
    line.startsWith('<iframe src="a.html#x=1&amp;y=&quot;>&lt;script>" title="A &quot;front&quot; &amp; &lt;more>"'),
  );
  assert.equal(line.match(/<(?!iframe|\/iframe)/g), null);
});
