/** Share: what a reader takes out of the screen, behind one button. */
import { iconButton, make, setText, textButton } from "../util/dom.js";
import { copyPicture, copyWords, saveFile } from "../util/taking.js";
import { drawPicture } from "./picture.js";
import { findEmbedded, writeAlternative, writeCitation, writeFrame, writeSources } from "./texts.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Frame } from "../model/model.js"
 * @import { Format } from "../util/format.js"
 */

/**
 * What is shared: the frame, the link to it, the sentences of a comparison.
 * @typedef {object} ShareSource
 * @property {() => Frame} shown
 * @property {() => string[]} told
 * @property {() => string} link
 */

const REST_MS = 250;
const TOLD_MS = 2000; // for which a button says that it copied
const SLIDE = ".st-key-slide [data-testid=stDownloadButton] button"; // of the page around the map

/** A button that copies some words, and says so. @param {Format} format @param {() => string} words */
function makeCopier(format, words) {
  const button = textButton(format.say("share_copy"), format.say("share_copy"), async () => {
    await copyWords(window, words());
    button.focus({ preventScroll: true });
    setText(button, format.say("copied"));
    setTimeout(() => setText(button, format.say("share_copy")), TOLD_MS);
  });
  return button;
}

/** Words to copy under a name, with room for what is to be known of them. @param {string} key @param {Format} format @param {number} rows */
function makeText(key, format, rows) {
  const label = format.say(key);
  const field = make("textarea", { readonly: true, rows, "aria-label": label, spellcheck: "false" });
  field.addEventListener("focus", () => field.select());
  const note = make("p", { class: "kf-share-note", hidden: true });
  const copier = makeCopier(format, () => field.value);
  copier.setAttribute("aria-label", `${format.say("share_copy")}: ${label}`);
  const element = make("div", { class: "kf-share-part" }, make("h3", {}, label), field, copier, note);
  return {
    element,
    /** @param {string} words */
    write(words) {
      if (field.value !== words) field.value = words;
    },
    /** @param {string} words */
    tell(words) {
      setText(note, words);
      note.hidden = !words;
    },
  };
}

/**
 * The picture: to the clipboard, or where that is refused into a file; what goes with it follows.
 * @param {Context} context
 * @param {() => Promise<Blob>} draw
 * @param {() => string} name of its file
 */
function makePicture({ format }, draw, name) {
  const told = make("p", { class: "kf-share-note", role: "status" });
  const texts = ["share_alternative", "share_sources"].map((key) => makeText(key, format, 2));
  const beside = make("div", { hidden: true }, ...texts.map(({ element }) => element));
  const say = (/** @type {string} */ key) => {
    setText(told, format.say(key, { name: name() }));
    beside.hidden = key === "share_picture_failed";
  };
  /** @param {boolean} copied whether to the clipboard first */
  async function take(copied) {
    const picture = draw();
    try {
      if (copied && (await copyPicture(picture))) return say("share_picture_copied");
      saveFile(name(), await picture);
      say(copied ? "share_picture_refused" : "share_picture_saved");
    } catch {
      say("share_picture_failed");
    }
  }
  const buttons = ["copy", "save"].map((way) => {
    const words = format.say(`share_picture_${way}`);
    return textButton(words, words, () => take(way === "copy"));
  });
  const head = make("div", { class: "kf-group" }, ...buttons);
  const element = make(
    "div",
    { class: "kf-share-part" },
    make("h3", {}, format.say("share_picture")),
    head,
    told,
    beside,
  );
  return { element, texts };
}

/** A slide of the view, which the page around the map makes; without one it is said. @param {Context} context */
function makeSlide({ format, host }) {
  if (!host) return make("p", { class: "kf-share-note" }, format.say("share_offline"));
  const press = () => /** @type {HTMLElement | null} */ (host.document.querySelector(SLIDE))?.click();
  return textButton(format.say("share_slide"), format.say("share_slide_title"), press);
}

/**
 * The parts of the panel, and what writes them.
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {ShareSource} shared
 */
function createParts(root, context, { link, told, shown }) {
  const { format, host, model, faces } = context;
  const { id } = model.payload.front;
  const address = makeText("share_link", format, 1);
  const cited = makeText("share_citation", format, 3);
  const embed = makeText("share_embed", format, 3);
  const sources = () => writeSources(shown(), context);
  const draw = () => drawPicture(root, `${sources()} ${link()}`, faces);
  const picture = makePicture(context, draw, () => `${id}-front_${shown().date}.png`);
  const [alternative, line] = picture.texts;
  if (!host && !/^https?:/.test(link())) address.tell(format.say("share_link_file"));
  return {
    elements: [address, picture, cited, embed].map(({ element }) => element).concat(makeSlide(context)),
    write() {
      const frame = shown();
      const embedded = findEmbedded(Boolean(host), link(), id, (host ?? window).location.href);
      const named = { front: model.payload.front.title, date: format.longDate(frame.date) };
      address.write(link());
      alternative.write(writeAlternative(frame, context, told()));
      line.write(sources());
      cited.write(writeCitation(frame, context, link(), new Date().toISOString().slice(0, 10)));
      embed.write(writeFrame(embedded.address, format.say("share_frame_title", named)));
      embed.tell(format.say(embedded.note, { name: embedded.name }));
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {ShareSource} shared what is shown, and how it is told
 */
export function createShare(root, context, shared) {
  const { format, fetched } = context;
  let parts = /** @type {ReturnType<typeof createParts> | null} */ (null);
  const element = make("section", { class: "kf-share", role: "dialog", hidden: true });
  const button = iconButton(
    "share",
    format.say("share"),
    () => (element.hidden ? open() : close()),
    format.say("share_word"),
  );
  button.setAttribute("aria-expanded", "false");

  function fill() {
    parts = createParts(root, context, shared);
    element.setAttribute("aria-label", format.say("share_title"));
    const title = make("h2", {}, format.say("share_title"));
    const head = make("div", { class: "kf-share-head" }, title, iconButton("close", format.say("close"), close));
    element.replaceChildren(head, ...parts.elements);
  }

  async function open() {
    await fetched.phrases.load(() => {
      if (!parts) fill();
      parts?.write();
      element.hidden = false;
      button.setAttribute("aria-expanded", "true");
      element.querySelector("textarea")?.focus({ preventScroll: true });
    });
  }

  function close() {
    if (element.hidden) return false;
    element.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus({ preventScroll: true });
    return true;
  }
  let waiting = 0; // what moves is written once it rests: each link stands in the address, too
  return {
    element,
    button,
    close,
    toggle: () => button.click(),
    /** Another view is shown. */
    draw() {
      clearTimeout(waiting);
      if (!element.hidden) waiting = window.setTimeout(() => parts?.write(), REST_MS);
    },
  };
}
