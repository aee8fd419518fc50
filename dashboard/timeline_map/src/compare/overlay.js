/** Two areas over each other: the parts gained, lost and unchanged, with their sizes on them. */

import { nameShown, placeAll, positionsOf } from "../map/areas.js";
import { openSvg, watchOutline } from "../map/leaflet.js";
import { groundOf, hasGround } from "../model/comparison.js";
import { PATTERNS } from "../style/made_table.js";
import { colourOf } from "../style/style.js";
import { makeSvg, setAttributes, setText } from "../util/dom.js";

/**
 * @import { ShownArea } from "../map/areas.js"
 * @import { MapLayers } from "../map/stage.js"
 * @import { Compared, ComparedSide } from "../model/comparison.js"
 * @import { Model } from "../model/model.js"
 */

/**
 * @typedef {object} Overlay
 * @property {(compared: Compared | null, sizes: Record<string, string>) => void} draw
 * @property {() => ShownArea[]} listShown
 */

const COLUMNS = 28; // of the grid on which a spot is looked for
const ROOM = 26; // pixels from the spot to the part's edge, at least
const AROUND = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y]));

/**
 * The point of a part that lies deepest in it, found on a grid; null where it is too slender.
 * @param {(x: number, y: number) => boolean} inside
 * @param {{x: number, y: number, width: number, height: number}} box
 */
function findSpot(inside, box) {
  const step = Math.max(box.width / COLUMNS, 6);
  const rows = Math.ceil(box.height / step);
  const hits = Array.from({ length: rows * COLUMNS }, (_, place) =>
    inside(box.x + ((place % COLUMNS) + 0.5) * step, box.y + (Math.floor(place / COLUMNS) + 0.5) * step),
  );
  const isIn = (/** @type {number} */ column, /** @type {number} */ row) =>
    column >= 0 && row >= 0 && column < COLUMNS && row < rows && hits[row * COLUMNS + column];
  let best = { depth: ROOM / step, place: -1 };
  hits.forEach((hit, place) => {
    if (!hit) return;
    const [column, row] = [place % COLUMNS, Math.floor(place / COLUMNS)];
    let depth = 1;
    while (AROUND.every(([x, y]) => isIn(column + x * depth, row + y * depth))) depth += 1;
    if (depth > best.depth) best = { depth, place };
  });
  if (best.place < 0) return null;
  const [column, row] = [best.place % COLUMNS, Math.floor(best.place / COLUMNS)];
  return { x: box.x + (column + 0.5) * step, y: box.y + (row + 0.5) * step };
}

/**
 * Whether a point lies in a path, by the rule that the parts are drawn with.
 * @param {string} d
 * @returns {(x: number, y: number) => boolean}
 */
function createTest(d) {
  const path = new Path2D(d);
  const canvas = /** @type {any} */ (document.createElement("canvas").getContext("2d"));
  return (x, y) => canvas.isPointInPath(path, x, y, "evenodd");
}

/**
 * @param {string[]} parts
 * @returns {{elements: SVGElement[], clear: () => void, place: (outlines: Record<string, {d: string, box: any}>, words: Record<string, string>) => void}}
 */
function createPartLabels(parts) {
  const write = (/** @type {string} */ part) =>
    makeSvg("text", { class: "kf-compare-label", "data-part": part, "aria-hidden": "true" });
  const texts = new Map(parts.map((part) => [part, write(part)]));
  const clear = () => {
    for (const text of texts.values()) text.style.display = "none";
  };
  clear();
  return {
    elements: [...texts.values()],
    clear,
    place({ before, after }, words) {
      clear();
      const [old, now] = [createTest(before.d), createTest(after.d)];
      const tests = /** @type {Record<string, (x: number, y: number) => boolean>} */ ({
        gained: (x, y) => now(x, y) && !old(x, y),
        lost: (x, y) => old(x, y) && !now(x, y),
        unchanged: (x, y) => now(x, y) && old(x, y),
      });
      for (const [part, text] of texts) {
        const spot = findSpot(tests[part], (part === "lost" ? before : after).box);
        if (!spot) continue;
        setText(text, words[part]);
        setAttributes(text, { x: spot.x.toFixed(1), y: (spot.y + 5).toFixed(1) });
        text.style.display = "";
      }
    },
  };
}

const PARTS = /** @type {("gained" | "lost" | "unchanged")[]} */ (["unchanged", "lost", "gained"]);
const PANE = "kf-compare";
const CALM_MS = 200;
const EVERYWHERE = "M-99999 -99999H99999V99999H-99999Z";

/** How each part is drawn: lines rising for gained, dots for lost, a calm tint for unchanged. @param {string} part @param {string} id */
function makePattern(part, id) {
  const size = PATTERNS[/** @type {keyof typeof PATTERNS} */ (part)].tile || 1;
  const turn = part === "gained" ? { patternTransform: "rotate(45)" } : {};
  const tint = makeSvg("rect", { width: size, height: size, class: "kf-compare-tint" });
  const drawings = {
    gained: { d: `M${size / 2} 0V${size}` },
    lost: { d: `M${size / 2} ${size / 2}h0.01` },
    unchanged: null,
  };
  const line = drawings[/** @type {"gained"} */ (part)];
  const marks = line ? [makeSvg("path", { ...line, class: "kf-compare-mark" })] : [];
  const attributes = { id, width: size, height: size, patternUnits: "userSpaceOnUse", "data-part": part, ...turn };
  return makeSvg("pattern", attributes, tint, ...marks);
}

/** A small area drawn as on the map. @param {string} part @returns {SVGElement} */
export function makePartSwatch(part) {
  const shape = makeSvg("rect", { x: 1, y: 1, width: 28, height: 16, rx: 1.5, fill: `url(#kf-compare-${part})` });
  return makeSvg(
    "svg",
    { viewBox: "0 0 30 18", class: "kf-swatch kf-compare-swatch", "aria-hidden": "true", "data-part": part },
    shape,
  );
}

/** The hidden drawing of the patterns, for map and bar. @returns {SVGElement} */
export function makePartPatterns() {
  const patterns = PARTS.map((part) => makePattern(part, `kf-compare-${part}`));
  return makeSvg("svg", { class: "kf-definitions", "aria-hidden": "true" }, makeSvg("defs", {}, ...patterns));
}

/**
 * The three parts, each a path cut by the other area or by all that lies outside it. Cutting is
 * left to the browser, which has both outlines already: nothing is computed from the shapes.
 */
function makeParts() {
  const cuts = ["before", "after", "not-before", "not-after"].map((name) => {
    const path = makeSvg("path", { "clip-rule": "evenodd" });
    return { name, path, clip: makeSvg("clipPath", { id: `kf-cut-${name}`, clipPathUnits: "userSpaceOnUse" }, path) };
  });
  const shapes = PARTS.map((part) => {
    const cut = { unchanged: "before", lost: "not-after", gained: "not-before" }[part];
    const path = makeSvg("path", {
      class: "kf-compare-part",
      "data-part": part,
      "fill-rule": "evenodd",
      fill: `url(#kf-compare-${part})`,
      "clip-path": `url(#kf-cut-${cut})`,
    });
    return { of: part === "lost" ? "before" : "after", path };
  });
  return {
    elements: [makeSvg("defs", {}, ...cuts.map(({ clip }) => clip)), ...shapes.map(({ path }) => path)],
    /** Follow an outline as Leaflet has drawn it. @param {"before" | "after"} side @param {string} d */
    trace(side, d) {
      for (const { of, path } of shapes) if (of === side) path.setAttribute("d", d);
      for (const { name, path } of cuts) {
        if (name === side) path.setAttribute("d", d);
        else if (name === `not-${side}`) path.setAttribute("d", EVERYWHERE + d);
      }
    },
  };
}

/**
 * The two outlines, which also catch the pointer and can be reached by keyboard.
 * @param {L.Map} map
 * @param {Model} model
 * @param {L.Renderer} renderer
 * @param {(area: any) => string} describe the sentence that a screen reader says of an area
 * @param {(side: "before" | "after", d: string) => void} trace told of every new outline
 */
function createOutlines(map, model, renderer, describe, trace) {
  /** @param {"before" | "after"} name */
  function make(name) {
    const options = { renderer, pane: PANE, interactive: false, smoothFactor: 0, noClip: true };
    const polygon = L.polygon([], options);
    watchOutline(polygon, (d) => trace(name, d));
    polygon.addTo(map);
    const path = /** @type {SVGPathElement} */ (polygon.getElement());
    path.classList.add("kf-area", "kf-compare-outline");
    Object.assign(path.style, { fillOpacity: "0", display: "none" });
    path.dataset.side = name;
    return { polygon, path, shown: -1, reading: /** @type {Payload.Reading | null} */ (null) };
  }
  const outlines = { before: make("before"), after: make("after") };

  return {
    outlines,
    listShown: () =>
      Object.values(outlines)
        .filter(({ path, shown }) => shown >= 0 && path.style.display !== "none")
        .map(({ polygon, shown }) => nameShown(polygon, model.payload.areas[shown])),
    /** @param {"before" | "after"} name @param {ComparedSide | null} side @returns {boolean} whether it shows another area now */
    show(name, side) {
      const outline = outlines[name];
      const id = side ? side.area : -1;
      const reading = side?.reading ?? null;
      if (side) outline.path.style.stroke = colourOf(side.index);
      if (id === outline.shown && reading === outline.reading) return false;
      Object.assign(outline, { shown: id, reading });
      const area = id < 0 ? null : model.payload.areas[id];
      const ground = side && hasGround(side) ? groundOf(side, model) : [];
      outline.polygon.setLatLngs(area ? positionsOf(area) : placeAll(ground));
      outline.path.style.display = ground.length ? "" : "none";
      const said = area && ground.length ? area : null; // of the reading, words in the bar tell
      setAttributes(outline.path, {
        "data-account": said ? said.account : null,
        "data-claim": said ? said.claim : null,
        "aria-label": said ? describe(said) : null,
        tabindex: said ? 0 : null,
        role: said ? "img" : null,
      });
      return true;
    },
  };
}

/** Rings round the settlements that changed. @param {L.Map} map @param {L.Renderer} renderer @returns {(changes: any[]) => void} */
function createRings(map, renderer) {
  const group = L.layerGroup().addTo(map);
  let ringed = "";
  return (changes) => {
    const names = changes.map(({ place }) => place.id).join();
    if (names === ringed) return;
    ringed = names;
    group.clearLayers();
    const options = { renderer, pane: PANE, interactive: false, radius: 8, className: "kf-compare-ring" };
    for (const { place } of changes) L.circleMarker(place.at, options).addTo(group);
  };
}

/**
 * @param {L.Map} map
 * @param {Model} model
 * @param {MapLayers} stage whose names make room for the sizes
 * @returns {Overlay}
 */
export function createOverlay(map, model, stage) {
  map.createPane(PANE).style.zIndex = "412";
  const renderer = L.svg({ pane: PANE, padding: 0.3 }).addTo(map);
  const parts = makeParts();
  const { outlines, show, listShown } = createOutlines(map, model, renderer, stage.describe, parts.trace);
  const ring = createRings(map, renderer);
  const labels = createPartLabels(PARTS);
  const { element, group } = openSvg(renderer);
  group.prepend(...parts.elements);
  element.append(...labels.elements);
  let words = /** @type {Record<string, string> | null} */ (null);
  let timer = 0;

  /** Write the sizes once all has come to rest; until then none stands in a wrong place. */
  function relabel() {
    labels.clear();
    clearTimeout(timer);
    timer = window.setTimeout(writeLabels, CALM_MS);
  }

  function writeLabels() {
    const trace = (/** @type {{path: SVGPathElement}} */ { path }) => ({
      d: path.getAttribute("d") || "",
      box: path.getBBox(),
    });
    if (words) labels.place({ before: trace(outlines.before), after: trace(outlines.after) }, words);
    stage.repaint();
  }
  map.on("zoomend moveend", relabel);

  return {
    listShown,
    draw(compared, sizes) {
      const drawn = compared?.sizes ? compared : null;
      const changed = [show("before", drawn?.before ?? null), show("after", drawn?.after ?? null)];
      ring(compared ? compared.changes : []);
      const before = words;
      words = drawn && sizes;
      if (Boolean(words) !== Boolean(before) || changed.includes(true)) relabel();
    },
  };
}
