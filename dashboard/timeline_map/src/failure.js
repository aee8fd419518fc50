/** What is said where something cannot be shown: in the host's words, with the reason. */
import { iconButton, make } from "./util/dom.js";

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
