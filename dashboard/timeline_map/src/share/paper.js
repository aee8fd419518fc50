/** The view on paper: one page, in light, the map fitted to it, and below it what is shown and on what it rests. */
import { drawFinely, drawNow } from "../map/leaflet.js";
import { make } from "../util/dom.js";
import { TOOLS } from "./picture.js";
import { writeSources } from "./texts.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 */

// CSS pixels of a lying sheet, A4 or Letter, within margins of a centimetre, less the line below a page in one file.
const [WIDTH, HEIGHT] = [978, 692];

/**
 * Have a canvas printed as it is seen. A browser would repeat its strokes, among which a wiping is a white box over all
 * that lies below; it cannot where some were read before others were drawn.
 * @param {HTMLCanvasElement} canvas
 */
function fix(canvas) {
  const pen = canvas.getContext("2d");
  for (const x of [0, 1]) {
    pen?.getImageData(0, 0, 1, 1);
    pen?.fillRect(x, 0, 0.01, 0.01);
  }
}

/**
 * The sentences below the map.
 * @param {Context} context
 * @param {Frame} frame
 * @param {string[]} credits of the base map
 */
function writeFoot(context, frame, credits) {
  const { model, link } = context;
  const { title, disclaimer } = model.payload.front;
  return [
    make("p", {}, make("b", {}, `${title}. `), writeSources(frame, context), " ", disclaimer),
    make("p", {}, [link(), ...credits].join(" · ")),
  ];
}

/**
 * Lay the map out for paper as long as the browser draws that.
 * @param {HTMLElement} root
 * @param {L.Map} map
 * @param {Context} context
 * @param {string[]} credits of the base map
 * @param {{shown: () => Frame, isFitted: () => boolean, resize: () => void}} screen
 * @param {() => void} paint what is shown, in the scheme of the screen or of paper
 */
export function createPaper(root, map, context, credits, screen, paint) {
  const { host, unloaded } = context;
  const foot = make("div", { class: "kf-paper" });
  root.append(foot);
  /** All of it before this returns: a browser draws no frame between the word that it prints and the page. */
  function refill() {
    paint();
    screen.resize();
    paint();
  }
  let before = /** @type {{center: L.LatLng, zoom: number} | null} */ (null); // where the reader had moved the map

  /** @param {boolean} on */
  function lay(on) {
    root.toggleAttribute("data-paper", on);
    drawFinely(on);
    Object.assign(root.style, { width: on ? `${WIDTH}px` : "", height: on ? `${HEIGHT}px` : "" });
    for (const one of root.querySelectorAll(TOOLS.join())) one.toggleAttribute("data-off-paper", on);
  }
  function begin() {
    if (root.hasAttribute("data-paper")) return;
    const seen = map.getBounds();
    before = screen.isFitted() ? null : { center: map.getCenter(), zoom: map.getZoom() };
    foot.replaceChildren(...writeFoot(context, screen.shown(), credits));
    lay(true);
    refill();
    if (before) map.fitBounds(seen, { animate: false });
    drawNow(map);
    queueMicrotask(() => root.querySelectorAll("canvas").forEach(fix)); // after the names, which come at the end of a task
  }
  function end() {
    if (!root.hasAttribute("data-paper")) return;
    lay(false);
    refill();
    if (before) map.setView(before.center, before.zoom, { animate: false });
  }
  for (const one of host ? [window, host] : [window]) {
    one.addEventListener("beforeprint", begin, { signal: unloaded });
    one.addEventListener("afterprint", end, { signal: unloaded });
  }
}
