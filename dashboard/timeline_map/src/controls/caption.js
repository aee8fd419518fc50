/** The line over the chart: what happened on the shown day, and what the reports then changed. */
import { keyFor } from "../model/filter.js";
import { make, setText } from "../util/dom.js";

/** @param {KurskContext} context */
export function createCaption({ model, format }) {
  const change = make("span", { class: "kf-change" });
  const event = make("span", { class: "kf-happening" });
  const element = make("p", { class: "kf-caption" }, event, change);
  return {
    element,
    words: () => change.textContent || "",
    /** @param {KurskFrame} frame @param {any[]} events those of the day */
    draw(frame, events) {
      const { step, day } = frame;
      let words = format.say(keyFor("caption_before", model));
      if (step && step.day === day) words = step.captions?.[frame.state.mapper || ""] || step.caption;
      else if (step) {
        const age = day - step.day;
        words = format.count(keyFor("caption_since", model), age, { date: format.longDate(model.isoOf(step.day)) });
      }
      setText(change, words);
      setText(event, events.map((one) => one.title).join(" · "));
      element.title = [...events.map((one) => `${one.title}: ${one.summary}`), words].join("\n");
    },
  };
}
