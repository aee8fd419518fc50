/** The buttons of the panels around the map that copy: a citation, or the link to a claim's day. */

const TOLD_MS = 2000; // for which a button says that it copied

/**
 * Put text on the clipboard, also where a page without a certificate has none of the newer kind.
 * @param {Window & typeof globalThis} page
 * @param {string} text
 */
async function copy(page, text) {
  try {
    await page.navigator.clipboard.writeText(text);
  } catch {
    const field = page.document.createElement("textarea");
    field.value = text;
    page.document.body.append(field);
    field.select();
    page.document.execCommand("copy");
    field.remove();
  }
}

/**
 * @param {Window & typeof globalThis} page with the panels
 * @param {KurskFormat} format
 * @param {AbortSignal} gone
 */
export function watchCopies(page, format, gone) {
  const press = async (/** @type {MouseEvent} */ event) => {
    const target = /** @type {Element} */ (event.target); // of the page, which has classes of its own
    const button = /** @type {HTMLElement | null} */ (target.closest?.("[data-copy]"));
    const what = button?.dataset.copy;
    if (!button || !what) return;
    const cited = button.parentElement?.querySelector("q")?.textContent ?? "";
    await copy(page, what === "cite" ? cited : `${page.location.origin}${page.location.pathname}${what}`);
    const words = button.textContent;
    button.textContent = format.say("copied");
    setTimeout(() => (button.textContent = words), TOLD_MS);
  };
  page.document.addEventListener("click", press, { signal: gone });
}
