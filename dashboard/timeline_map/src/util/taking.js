/** What a reader takes away: words and pictures on the clipboard, and files. */
import { make } from "./dom.js";

const KEPT_MS = 1000; // for which the browser may read what it saves

/**
 * Put words on the clipboard, also where a page without a certificate has none of the newer kind.
 * @param {Window & typeof globalThis} page that has the focus
 * @param {string} words
 */
export async function copyWords(page, words) {
  try {
    await page.navigator.clipboard.writeText(words);
  } catch {
    const field = page.document.createElement("textarea");
    field.value = words;
    page.document.body.append(field);
    field.select();
    page.document.execCommand("copy");
    field.remove();
  }
}

/**
 * Put a picture on the clipboard. The promise is handed on as it is: some browsers allow it only
 * at the click itself.
 * @param {Promise<Blob>} picture a PNG in the making
 * @returns {Promise<boolean>} whether the browser let it
 */
export async function copyPicture(picture) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    return false;
  }
}

/** Hand a file to the reader without any server. @param {string} name @param {Blob} content */
export function saveFile(name, content) {
  const url = URL.createObjectURL(content);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
