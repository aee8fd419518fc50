/** A black screen over everything, and the brief words that appear when a key has done its work. */
import { make, setText } from "../util/dom.js";

const FLASH_MS = 1800;

/** @param {HTMLElement} root @param {KurskFormat} format @returns {KurskBlank} */
export function createBlank(root, format) {
  const attributes = { class: "kf-blank", role: "dialog", tabindex: -1, hidden: true };
  const element = make("div", attributes);
  element.setAttribute("aria-label", format.say("blank_label"));
  element.addEventListener("click", hide);
  root.append(element);

  function hide() {
    if (element.hidden) return false;
    element.hidden = true;
    root.focus({ preventScroll: true });
    return true;
  }
  return {
    hide,
    show() {
      element.hidden = false;
      element.focus({ preventScroll: true });
    },
  };
}

/** @param {HTMLElement} room @returns {(words: string) => void} */
export function createFlash(room) {
  const element = make("p", { class: "kf-flash", role: "status" });
  let timer = 0;
  room.append(element);
  return (words) => {
    setText(element, words);
    clearTimeout(timer);
    timer = window.setTimeout(() => setText(element, ""), FLASH_MS);
  };
}
