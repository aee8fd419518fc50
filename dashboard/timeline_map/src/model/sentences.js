/** Sentences that depend on what is filtered, or on who is shown. */

/**
 * @import { Format } from "../util/format.js"
 * @import { Frame, Model } from "./model.js"
 */

/** The sentence for something that is not there: not at all, or not under the filter. @param {string} key @param {Model} model */
export const keyFor = (key, model) => (model.payload.notice ? `${key}_filtered` : key);

/** What the accounts shown newly say on the day, or since when they say the same; of none, why. @param {Frame} frame @param {Model} model @param {Format} format */
export function writeChange({ day, date, state, entries, stepIndex }, model, format) {
  if (!entries.some(({ visible }) => visible)) return format.say("caption_off");
  const keys = entries.flatMap(({ visible, account }) => (visible ? model.keyOf(account.id, state.mapper) : []));
  const told = (/** @type {Payload.Step} */ { changes }) => keys.flatMap((key) => changes[key] ?? []);
  const last = model.axes[state.clock].steps.slice(0, stepIndex + 1).findLast((step) => told(step).length);
  if (!last) return format.say(keyFor("caption_before", model));
  if (last.day === day)
    return format.say("caption_line", { day: format.longDate(date), changes: told(last).join("; ") });
  return format.count(keyFor("caption_since", model), day - last.day, { date: format.longDate(last.date) });
}
