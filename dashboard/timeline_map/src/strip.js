/** A strip over the map that says in our own words what is the matter, until it is closed. */
import { iconButton, make } from "./util/dom.js";

/** @import { KurskFormat } from "./util/format.js" */

/**
 * @param {HTMLElement} root
 * @param {KurskFormat} format
 * @param {string} name by which tests find it
 */
export function createStrip(root, format, name) {
  const words = make("p", {});
  const close = iconButton("close", format.say("close"), hide);
  const element = make("div", { class: "kf-away", role: "status", "data-testid": name, hidden: true }, words, close);
  root.append(element);

  function hide() {
    element.hidden = true;
  }
  return {
    hide,
    /** @param {string} told */
    say(told) {
      words.replaceChildren(told);
      element.hidden = false;
    },
  };
}
