/** One state, one drawing per animation frame, one message to the host once the moves have ended. */

/**
 * Run `task` after the frame that is being drawn has been painted. The message channel's task is
 * queued during the animation frame, so the browser runs it only once that frame is out.
 * @param {() => void} task
 */
function createAfterPaint(task) {
  const channel = new MessageChannel();
  channel.port1.onmessage = task;
  return () => channel.port2.postMessage(null);
}

/**
 * @param {KurskState} initial
 * @param {KurskStoreHooks} hooks
 * @returns {KurskStore}
 */
export function createStore(initial, hooks) {
  let state = initial;
  let motion = "none";
  let waiting = false;
  let settleTimer = 0;
  let reported = JSON.stringify(hooks.describe(initial));
  const afterPaint = createAfterPaint(() => hooks.painted(state));

  function paint() {
    waiting = false;
    const how = motion;
    motion = "none";
    hooks.draw(state, how);
    afterPaint();
  }

  function schedule() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(paint);
  }

  function settle() {
    const words = JSON.stringify(hooks.describe(state));
    if (words !== reported) {
      reported = words;
      if (hooks.settled) hooks.settled(JSON.parse(words));
    }
    hooks.calm(state);
  }

  return {
    get: () => state,
    schedule,
    change(patch, how = "none") {
      state = { ...state, ...patch };
      motion = how;
      schedule();
      clearTimeout(settleTimer);
      settleTimer = window.setTimeout(settle, hooks.settleMs);
    },
    obey(next, whole) {
      // What the host asked for is what it knows: only a later move by the reader is news to it.
      if (whole) clearTimeout(settleTimer);
      state = next;
      if (whole) reported = JSON.stringify(hooks.describe(state));
      schedule();
    },
  };
}
