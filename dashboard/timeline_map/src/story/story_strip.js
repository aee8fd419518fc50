/** One chapter as it is read: its number, title, two sentences, and sources as links. */
import { iconButton, make, setText, textButton } from "../util/dom.js";
import { safeUrl } from "../util/format.js";

/** @param {KurskChapter} chapter @param {KurskFormat} format @returns {(Node | string)[]} */
function listSources({ sources }, format) {
  const links = sources.flatMap(({ label, url }) => {
    const safe = safeUrl(url);
    const link = safe && make("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label);
    return [" · ", link || label];
  });
  return links.length ? [format.say("story_sources"), ...links] : [];
}

/**
 * @param {KurskFormat} format
 * @param {{turn: (direction: number) => void, back: () => void, edit: () => void, close: () => void}} host
 * @returns {KurskStrip}
 */
export function createStrip(format, host) {
  const previous = iconButton("previous", format.say("story_previous"), () => host.turn(-1));
  const next = iconButton("next", format.say("story_next"), () => host.turn(1));
  const count = make("span", { class: "kf-story-count" });
  const title = make("h3", { class: "kf-story-title" });
  const back = textButton("", format.say("story_return_title"), host.back);
  const text = make("p", { class: "kf-story-text" });
  const sources = make("p", { class: "kf-story-sources" });
  const hindsight = make("p", { class: "kf-story-hindsight" }, format.say("story_hindsight"));
  const edit = textButton(format.say("story_edit"), format.say("story_edit_title"), host.edit);
  const turns = make("div", { class: "kf-story-turns" }, previous, count, next);
  const tools = make("div", { class: "kf-story-tools" }, edit, iconButton("close", format.say("close"), host.close));
  const body = make("div", { class: "kf-story-body", tabindex: 0, role: "group" }, text, hindsight, sources);
  body.setAttribute("aria-label", format.say("story_body"));
  let cited = /** @type {any} */ (null);
  return {
    element: make("div", { class: "kf-story-reading" }, turns, title, back, body, tools),
    focus: () => edit.focus({ preventScroll: true }),
    draw(chapters, index, date, known) {
      const chapter = chapters[index];
      const away = Boolean(chapter) && chapter.date !== date;
      const number = chapter ? index + 1 : 0;
      setText(count, format.say("story_count", { number, total: chapters.length }));
      setText(title, chapter ? chapter.title : format.say("story_empty"));
      setText(text, chapter ? chapter.text : "");
      hindsight.hidden = !known || !chapter;
      back.hidden = !away;
      if (away) setText(back, format.say("story_return", { date: format.shortDate(chapter.date) }));
      previous.disabled = number <= 1;
      next.disabled = number === chapters.length;
      if (cited === chapter) return;
      cited = chapter;
      sources.replaceChildren(...(chapter ? listSources(chapter, format) : []));
      body.scrollTop = 0;
    },
  };
}
