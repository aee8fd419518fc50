/** The chapters of the story in their order, and what an editor may do with them. */
import { takeChapter } from "./story_file.js";

/** @param {KurskModel} model @returns {KurskChapters} */
export function createChapters(model) {
  const bundled = () => (model.payload.story || []).map(takeChapter);
  let list = /** @type {KurskChapter[]} */ (bundled());
  return {
    list: () => list,
    dayOf: (position) => (list[position] ? model.dayOf(list[position].date) : null),
    latestOn: (date) => list.findLastIndex((one) => one.date <= date),
    move(position, by) {
      const place = position + by;
      if (place < 0 || place >= list.length) return position;
      list.splice(place, 0, ...list.splice(position, 1));
      return place;
    },
    remove(position) {
      list.splice(position, 1);
      return Math.min(position, list.length - 1);
    },
    add(date, title) {
      const place = list.findLastIndex((one) => one.date <= date) + 1;
      list.splice(place, 0, { date, title, text: "", sources: [] });
      return place;
    },
    replace: (next) => void (list = next),
    restore: () => void (list = bundled()),
  };
}
