/** Nine bookmarked dates on the number keys: the story's first nine until the reader sets others. */
import { recall, remember } from "../util/memory.js";

/**
 * @param {KurskContext} context
 * @param {KurskStory} story
 * @param {(words: string) => void} announce
 * @returns {KurskBookmarks}
 */
export function createBookmarks({ model, format, actions }, story, announce) {
  const name = `${model.payload.front.id}:bookmarks`;

  /** @returns {Record<string, string>} ISO dates by number, as the reader set them */
  function recallDates() {
    const kept = recall(name);
    return kept && typeof kept === "object" ? kept : {};
  }

  return {
    goTo(number) {
      const own = recallDates()[number];
      const day = typeof own === "string" ? model.dayOf(own) : story.dayOf(number - 1);
      if (Number.isInteger(day)) actions.jumpTo(/** @type {number} */ (day));
      else announce(format.say("bookmark_none", { number }));
    },
    keep(number, date) {
      remember(name, { ...recallDates(), [number]: date });
      announce(format.say("bookmark_set", { number, date: format.longDate(date) }));
    },
  };
}
