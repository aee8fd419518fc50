/** What a map leaves to the one in its place, which goes on with what was shown, told and heard as if it were the same. */
// Streamlit takes the map away where the connection was cut in the midst of a run, and puts a new one there.
import { findHost } from "./host.js";

/**
 * @import { HandedOver } from "./app.js"
 * @import { KeptTalk } from "./model/exchange.js"
 */

/**
 * @typedef {object} Left
 * @property {KeptTalk} talk
 * @property {Payload.MapWish} wish What was shown.
 * @property {HandedOver} handed
 */

const KEY = "kurskFrontLeft"; // of the window around the map, which lasts until that page is left

/** When this page goes, leave what is shown in the page around it. @param {() => Left} tell @param {AbortSignal} gone */
export function leaveBehind(tell, gone) {
  const leave = () => {
    const host = /** @type {any} */ (findHost());
    if (host) host[KEY] = JSON.stringify(tell());
  };
  window.addEventListener("pagehide", leave, { signal: gone });
}

/** What the map before left, once. @returns {Left | null} */
export function takeLeft() {
  const host = /** @type {any} */ (findHost());
  const left = host?.[KEY];
  if (host) delete host[KEY];
  return left ? JSON.parse(left) : null;
}
