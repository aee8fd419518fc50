/** Two maps of one size that pan and zoom as one. */

/** Whether two maps are of one size, but for a pixel that no half of the room has. @param {KurskMap} one @param {KurskMap} other */
const isAlike = (one, other) => one.getSize().distanceTo(other.getSize()) < 3;

/**
 * Let `follower` go where `leader` goes. Leaflet's own steps are taken one by one, so that a drag
 * moves the other map's pane and nothing else until it ends.
 * @param {KurskMap} leader
 * @param {KurskMap} follower
 * @param {{on: boolean, busy: boolean}} link shared by both directions
 */
function follow(leader, follower, link) {
  /** @param {() => void} act */
  const act = (act) => {
    if (!link.on || link.busy || !isAlike(leader, follower)) return;
    link.busy = true;
    act();
    link.busy = false;
  };
  const away = () => follower.latLngToLayerPoint(leader.getCenter()).subtract(follower._getCenterLayerPoint());
  const align = () => {
    follower._stop();
    follower._resetView(leader.getCenter(), leader.getZoom());
  };
  leader.on("move", () =>
    act(() => {
      if (follower.getZoom() !== leader.getZoom()) return leader._animatingZoom ? undefined : align();
      const offset = away();
      if (!offset.x && !offset.y) return;
      follower._rawPanBy(offset);
      follower.fire("move");
    }),
  );
  leader.on("moveend", () =>
    act(() => {
      if (follower.getZoom() !== leader.getZoom()) align();
      else follower.fire("moveend");
    }),
  );
  leader.on("zoomanim", (/** @type {any} */ { center, zoom, noUpdate }) =>
    act(() => {
      if (!follower._zoomAnimated) return;
      if (!follower._animatingZoom) follower._moveStart(true, false);
      follower._animateZoom(center, zoom, true, noUpdate);
    }),
  );
}

/**
 * @param {KurskMap} main
 * @param {KurskMap} twin
 * @returns {{turn: (on: boolean) => void}}
 */
export function createSync(main, twin) {
  const link = { on: false, busy: false };
  follow(main, twin, link);
  follow(twin, main, link);

  /** Draw the twin anew only where its size or view is not the main map's. */
  function align() {
    const box = twin.getContainer();
    const former = twin.getSize();
    const resized = former.x !== box.clientWidth || former.y !== box.clientHeight;
    const moved = twin.getZoom() !== main.getZoom() || !twin.getCenter().equals(main.getCenter(), 1e-9);
    twin.options.minZoom = main.getMinZoom();
    twin.options.maxBounds = main.options.maxBounds;
    if (resized) twin._sizeChanged = true;
    if (resized || moved) twin._resetView(main.getCenter(), main.getZoom());
  }
  return {
    /** Start or stop; on starting the twin goes where the main map is. */
    turn(on) {
      link.on = false;
      if (on) align();
      link.on = on;
    },
  };
}
