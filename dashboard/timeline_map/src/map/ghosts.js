/** The words on a ghost: what an account says where it gives no figure, and its last figure. */
import { colourOf } from "../style/style.js";
import { make } from "../util/dom.js";
import { positionsOf } from "./areas.js";
import { seatWords } from "./label_room.js";
import { boxOf } from "./leaflet.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { AccountEntry, Frame, Model } from "../model/model.js"
 * @import { Settlement } from "./marks.js"
 */

/** A ghost's box on the map. @param {Model} model @param {number[]} ids of areas */
const boundsOf = (model, ids) => L.latLngBounds(ids.flatMap((id) => positionsOf(model.payload.areas[id]).flat(2)));

/**
 * @param {AccountEntry} entry
 * @param {number} index of the account
 * @param {Context} context
 * @returns {{words: HTMLElement, bounds: L.LatLngBounds, key: string} | null}
 */
function wordGhost({ visible, figure, account, claim }, index, { model, format }) {
  const ids = (figure?.ghost || []).filter((id) => model.payload.areas[id].polygons.length);
  if (!visible || !figure?.words || figure.areas.length || !ids.length) return null;
  const last = model.payload.claims[model.payload.areas[ids[0]].claim];
  const maker = model.payload.series.find((one) => one.id === claim?.series)?.label || account.label;
  const head = make(
    "b",
    { title: format.say("ghost_title") },
    format.say("ghost_head", { account: maker, figure: figure.words }),
  );
  head.style.color = colourOf(index);
  const tail = format.say("ghost_last", { figure: last.figure, day: last.as_of });
  const words = make("div", { class: "kf-ghost-words", "data-ghost": account.id }, head, tail);
  return { words, bounds: boundsOf(model, ids), key: `${figure.claim}/${account.id}` };
}

/** Have words stand in a box of the map, container pixels, or nowhere. @param {HTMLElement} words @param {number[] | null} box @param {L.Map} map */
function stand(words, box, map) {
  words.style.visibility = box ? "" : "hidden";
  if (!box) return;
  const at = map.containerPointToLayerPoint([box[0], box[1]]);
  words.style.left = `${Math.round(at.x)}px`;
  words.style.top = `${Math.round(at.y)}px`;
}

/**
 * Words beside each ghost, on the map whole and under no furniture, so that none covers another's; names give way to
 * them. Where a small map has no such place they are left out.
 * @param {L.Map} map
 * @param {Context} context
 * @param {() => number[][]} findObstacles furniture over the map, container pixels
 * @param {Settlement[]} places whose marks they rather leave free
 * @param {() => void} moved told when they stand elsewhere
 * @returns {{draw: (frame: Frame) => void, boxes: () => number[][], reseat: () => void}} the boxes are those of words
 */
export function createGhostWords(map, context, findObstacles, places, moved) {
  const pane = map.createPane("kf-ghost-words");
  pane.style.zIndex = "640";
  pane.style.pointerEvents = "none";
  let shown = "";
  let placed = /** @type {{words: HTMLElement, bounds: L.LatLngBounds}[]} */ ([]);
  let boxes = /** @type {number[][]} */ ([]);

  function place() {
    if (!placed.length && !boxes.length) return;
    const size = map.getSize();
    const taken = findObstacles();
    const marks = places.filter(({ marked }) => marked).map(({ at }) => map.latLngToContainerPoint(at));
    boxes = [];
    for (const { words, bounds } of placed) {
      const asked = [words.offsetWidth, words.offsetHeight];
      const box = seatWords(boxOf(map, bounds), asked, [size.x, size.y], taken, marks);
      stand(words, box, map);
      if (!box) continue;
      taken.push(box);
      boxes.push(box);
    }
    moved();
  }
  const observer = new ResizeObserver(place); // once they are laid out, before they are seen
  context.gone.addEventListener("abort", () => observer.disconnect());
  map.on("zoomstart", () => {
    pane.style.visibility = "hidden";
  });
  map.on("zoomend viewreset moveend resize", () => {
    pane.style.visibility = "";
    place();
  });
  return {
    boxes: () => boxes,
    reseat: place,
    draw(frame) {
      const found = frame.entries.flatMap((entry, index) => wordGhost(entry, index, context) || []);
      const key = found.map((one) => one.key).join();
      if (key === shown) return;
      shown = key;
      placed = found;
      pane.replaceChildren(...found.map((one) => one.words));
      observer.disconnect();
      for (const { words } of found) observer.observe(words);
      if (!found.length) place();
    },
  };
}
