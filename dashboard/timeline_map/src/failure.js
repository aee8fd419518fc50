/** What is said where something is the matter: a failure in the host's words, or a strip over the map in our own. */
import { iconButton, make } from "./util/dom.js";

/** @import { Format } from "./util/format.js" */

/** @param {HTMLElement} root @param {string} name a key of the source's failures @param {Payload.MapSource} of @param {unknown} error */
export function showFailure(root, name, of, error) {
  const failure = of.failure || {};
  const reason = error instanceof Error ? error.message : String(error);
  const message = make(
    "div",
    { class: "kf-failure", role: "alert" },
    make("strong", {}, failure[name] || name),
    make("p", {}, failure.remedy || ""),
    make("p", { class: "kf-failure-reason" }, reason),
  );
  root.append(message);
  return message;
}

/** A failure that leaves the rest in use, so that it can be closed. @param {HTMLElement} root @param {string} name @param {Payload.MapSource} of @param {unknown} error @param {Payload.Frames} payload */
export function showFault(root, name, of, error, payload) {
  const message = showFailure(root, name, of, error);
  message.append(iconButton("close", payload.text.close, () => message.remove()));
}

/**
 * A strip over the map that says what is the matter, until it is closed.
 * @param {HTMLElement} root
 * @param {Format} format
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
