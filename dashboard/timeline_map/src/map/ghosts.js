/** The former shapes of held areas, which fade out below the new ones when the reader steps. */

const FADE_MS = 400;

/**
 * The former shapes, fading together below the new ones: one layer, so that the compositor does
 * the fading and a step stays as quick as a drag.
 * @param {KurskMap} map
 */
export function createGhosts(map) {
  const pane = map.createPane("kf-ghosts");
  pane.style.zIndex = "405";
  const renderer = L.svg({ pane: "kf-ghosts", padding: 0.3 });
  renderer.addTo(map);
  const all = /** @type {SVGPathElement[]} */ ([]);
  let fading = /** @type {Animation | null} */ (null);
  let start = 0;

  function clear() {
    cancelAnimationFrame(start);
    if (fading) fading.cancel();
    fading = null;
    for (const ghost of all) ghost.style.display = "none";
  }
  map.on("zoomstart viewreset", clear);
  return {
    clear,
    add(/** @type {SVGPathElement} */ ghost) {
      all.push(ghost);
      renderer._rootGroup.append(ghost);
    },
    // The fade starts a frame later: the step itself is out first.
    fade() {
      start = requestAnimationFrame(() => {
        const timing = { duration: FADE_MS, easing: "ease-in" };
        const leaving = pane.animate([{ opacity: 1 }, { opacity: 0 }], timing);
        leaving.onfinish = clear;
        fading = leaving;
      });
    },
  };
}

/** Leave the shape's outline behind as a ghost. @param {any} shape @returns {boolean} */
export function leaveGhost({ path, ghost }) {
  if (path.style.display === "none") return false;
  ghost.setAttribute("d", path.getAttribute("d") || "");
  ghost.style.display = "";
  return true;
}
