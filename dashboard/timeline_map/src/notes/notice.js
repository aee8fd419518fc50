/** The line that says what a filter leaves out. */
import { make, setText, textButton } from "../util/dom.js";

/**
 * The line over the figures that says what is left out, with the way back to the whole.
 * @param {KurskContext} context
 */
export function createNotice({ model, format, actions }) {
  const words = make("span", {});
  const clear = textButton(format.say("filter_clear"), format.say("filter_clear_title"), actions.clearFilter);
  const element = make("p", { class: "kf-filter", role: "status", hidden: true }, words, clear);
  return {
    element,
    /** @param {KurskFrame} frame */
    draw({ state }) {
      const notice = model.payload.notice || "";
      element.hidden = !notice;
      clear.hidden = !state.filter; // a page that was made of a filtered front has no whole
      setText(words, notice);
    },
  };
}
