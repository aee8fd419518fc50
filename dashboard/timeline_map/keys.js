// @ts-check
/** Keys: the arrows step, Home and End leap, Space plays, + and - change the speed. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  const PAN = 80; // pixels a key press
  const PANS = /** @type {Record<string, [number, number]>} */ ({
    w: [0, -PAN],
    a: [-PAN, 0],
    s: [0, PAN],
    d: [PAN, 0],
  });

  /** Whether the element needs the key itself. @param {any} target @param {string} key */
  function keepsKey(target, key) {
    if (!(target instanceof Element)) return false;
    if (target.matches("select, textarea, input:not([type=range]):not([type=checkbox])")) return true;
    return key === " " && target.matches("button, a, summary, input[type=checkbox], .kf-area");
  }

  /**
   * @param {KurskActions} actions
   * @param {KurskModel} model
   * @param {{map: KurskMap, fit: () => void, escape: () => void}} stage
   */
  function listenToKeys(actions, model, stage) {
    const { playback } = actions;
    const { map } = stage;
    /** @type {Record<string, (event: KeyboardEvent) => void>} */
    const keys = {
      ArrowRight: (event) => actions.step(1, event.shiftKey, event.repeat),
      ArrowLeft: (event) => actions.step(-1, event.shiftKey, event.repeat),
      Home: () => actions.jumpTo(0),
      End: () => actions.jumpTo(model.days - 1),
      " ": () => playback.toggle(),
      "+": () => playback.changeSpeed(1),
      "=": () => playback.changeSpeed(1),
      "-": () => playback.changeSpeed(-1),
      _: () => playback.changeSpeed(-1),
      z: () => map.zoomIn(),
      x: () => map.zoomOut(),
      0: () => stage.fit(),
      Escape: () => stage.escape(),
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== "Escape" && keepsKey(event.target, event.key)) return;
      const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const pan = PANS[letter];
      const act = pan ? () => map.panBy(pan) : keys[letter];
      if (!act) return;
      event.preventDefault();
      act(event);
    });
  }

  kf.keys = { listenToKeys };
})();
