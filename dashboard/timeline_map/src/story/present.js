/** Presenting to a room: full screen where the browser grants it, big type, a cursor that hides. */
import { createBlank } from "./blank.js";

const IDLE_MS = 2000;

/** Hide the cursor over the root while it rests. @param {HTMLElement} root */
function createCursor(root) {
  let timer = 0;
  const rest = () => void (root.dataset.cursor = "hidden");
  function stir() {
    clearTimeout(timer);
    delete root.dataset.cursor;
    timer = window.setTimeout(rest, IDLE_MS);
  }
  return {
    watch() {
      root.addEventListener("pointermove", stir);
      stir();
    },
    leave() {
      root.removeEventListener("pointermove", stir);
      clearTimeout(timer);
      delete root.dataset.cursor;
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {KurskContext} context
 * @param {KurskStory} story
 * @param {() => void} changed told when the presentation begins or ends
 * @returns {KurskPresent}
 */
export function createPresent(root, { format, actions }, story, changed) {
  const cursor = createCursor(root);
  const blank = createBlank(root, format);
  const isOn = () => root.hasAttribute("data-presenting");
  root.tabIndex = -1;

  async function start() {
    story.finishEditing();
    root.dataset.presenting = "";
    actions.setStride("report");
    cursor.watch();
    root.focus({ preventScroll: true }); // so that Space plays and presses no button
    changed();
    try {
      await root.requestFullscreen({ navigationUI: "hide" });
    } catch {
      // refused, or there is no such thing here: the presentation fills the window instead
    }
  }

  function leave() {
    if (!isOn()) return false;
    blank.hide();
    cursor.leave();
    delete root.dataset.presenting;
    delete root.dataset.notes;
    if (document.fullscreenElement === root) document.exitFullscreen().catch(() => undefined);
    changed();
    return true;
  }

  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) leave(); // the browser itself takes Escape
  });
  return {
    isOn,
    leave,
    toggle: () => void (leave() || start()),
    blank: () => void (isOn() && blank.show()),
    unblank: blank.hide,
    showNotes() {
      const wanted = !story.isOpen() || !("notes" in root.dataset);
      if (!story.isOpen()) story.open();
      else if (!isOn()) story.close();
      if (isOn() && wanted) root.dataset.notes = "";
      else delete root.dataset.notes;
      changed();
    },
  };
}
