/** The story's workshop: chapters retitled, rewritten, moved, added; saved to and opened from a file. */
import { LIMITS, readStory, writeStory } from "./story_file.js";
import { make, setAttributes, setText, textButton } from "../util/dom.js";

/** Hand a file to the reader without any server. @param {string} name @param {string} words */
function download(name, words) {
  const url = URL.createObjectURL(new Blob([words], { type: "application/json" }));
  const link = make("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/**
 * @param {KurskChapter} chapter changed in place as the reader types
 * @param {number} position
 * @param {KurskEditing} host
 */
function makeRow(chapter, position, { format, move, remove, goTo }) {
  const number = position + 1;
  const { title: titleLimit, text: textLimit } = LIMITS;
  const label = { title: chapter.title };
  const title = make("input", {
    type: "text",
    "data-part": "title",
    maxlength: titleLimit,
    "aria-label": format.say("story_title_label", { number }),
  });
  const text = make("textarea", {
    rows: 2,
    maxlength: textLimit,
    "aria-label": format.say("story_text_label", { number }),
  });
  title.value = chapter.title;
  text.value = chapter.text;
  title.addEventListener("input", () => (chapter.title = title.value));
  text.addEventListener("input", () => (chapter.text = text.value));
  const date = textButton(format.shortDate(chapter.date), format.longDate(chapter.date), () => goTo(position));
  const tools = Object.entries({
    up: () => move(position, -1),
    down: () => move(position, 1),
    delete: () => remove(position),
  }).map(([part, act]) => {
    const spoken = format.say(`story_${part}_label`, label);
    const button = textButton(format.say(`story_${part}`), spoken, act);
    setAttributes(button, { "aria-label": spoken, "data-part": part });
    return button;
  });
  const head = make("div", { class: "kf-edit-head" }, date, title, ...tools);
  return make("li", { class: "kf-edit-row" }, head, text);
}

/**
 * @param {KurskEditing} host
 * @returns {KurskEditor}
 */
export function createEditor(host) {
  const { format } = host;
  const list = make("ol", { class: "kf-edit-list" });
  const fault = make("p", { class: "kf-edit-fault", role: "alert" });
  const file = make("input", { type: "file", accept: ".json,application/json", hidden: true });
  const button = (/** @type {string} */ name, /** @type {() => void} */ onPress) =>
    textButton(format.say(`story_${name}`), format.say(`story_${name}_title`), onPress);
  const add = textButton("", format.say("story_add_title"), host.add);
  const save = button("save", () =>
    download(format.say("story_file"), writeStory(host.chapters())),
  );
  const open = button("open", () => file.click());
  const reset = button("reset", host.reset);
  const done = button("done", host.done);
  file.addEventListener("change", async () => {
    const [given] = file.files;
    if (!given) return;
    try {
      host.open(readStory(await given.text(), host.model, format));
      setText(fault, "");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setText(fault, format.say("story_bad", { file: given.name, fault: reason }));
    }
    file.value = "";
  });
  const bar = make("div", { class: "kf-edit-bar" }, add, save, open, reset, done, file);
  return {
    element: make("div", { class: "kf-edit", hidden: true }, bar, fault, list),
    draw() {
      setText(fault, "");
      list.replaceChildren(...host.chapters().map((chapter, position) => makeRow(chapter, position, host)));
    },
    tell: (date) => setText(add, format.say("story_add", { date: format.shortDate(date) })),
    focus(position, part) {
      const row = list.children[position];
      (row ? row.querySelector(`[data-part=${part}]`) : add).focus({ preventScroll: true });
      if (row) row.scrollIntoView({ block: "nearest" });
    },
  };
}
