/** A picture of what the map shows, drawn by the browser itself, which needs no server: nothing is drawn twice. */
// The page's own elements and rules go into an image as they are, with the words below it.
import { make, makeSvg } from "../util/dom.js";

const SCALE = 2; // pixels of the picture to one of the screen, at least
const XHTML = "http://www.w3.org/1999/xhtml";
/** What only a screen has. */
export const TOOLS = [
  ...[".kf-map-tools", ".kf-menu", ".kf-help", ".kf-table", ".kf-credits", ".kf-flash", ".kf-share"],
  ...[".kf-controls", ".kf-lens", ".kf-story", ".kf-slider", ".kf-readout", ".kf-live", ".kf-blank"],
  ...[".kf-tooltip", ".kf-card", ".kf-away", ".kf-failure", ".kf-compare-choices", ".leaflet-proxy", "[hidden]"],
];
const FOREIGN = /url\((?!["']?(?:data:|#))[^)]*\)/g; // an image may not fetch anything

/**
 * The rules of a style sheet as they were written: a browser's own copy has no more of a shorthand
 * with a variable in it once a longhand follows. @param {CSSStyleSheet} sheet
 */
async function readSheet({ ownerNode, href, cssRules }) {
  if (!href) return ownerNode?.textContent || [...cssRules].map((rule) => rule.cssText).join("\n");
  try {
    return await (await fetch(href)).text();
  } catch {
    return ""; // of another origin, or of a server that is away
  }
}

/** The rules of the page, without what would have to be fetched. */
async function writeRules() {
  const rules = await Promise.all([...document.styleSheets].map(readSheet));
  return rules.join("\n").replace(FOREIGN, "none");
}

/** A canvas as an image that lies where it lay. @param {HTMLCanvasElement} canvas */
function freeze(canvas) {
  const image = make("img", { class: canvas.getAttribute("class"), src: canvas.toDataURL(), alt: "" });
  image.style.cssText = canvas.style.cssText;
  const { width, height } = getComputedStyle(canvas);
  Object.assign(image.style, { position: "absolute", left: 0, top: 0, maxWidth: "none", width, height });
  return image;
}

/** The elements as they stand, with what they keep outside of their markup. @param {HTMLElement} root */
function copyElements(root) {
  const copy = /** @type {HTMLElement} */ (root.cloneNode(true));
  const [canvases, choices] = [root.querySelectorAll("canvas"), root.querySelectorAll("select")];
  for (const [place, one] of copy.querySelectorAll("canvas").entries()) one.replaceWith(freeze(canvases[place]));
  for (const [place, one] of copy.querySelectorAll("select").entries()) {
    const words = choices[place].selectedOptions[0]?.textContent ?? "";
    one.replaceWith(make("span", { class: "kf-name" }, words));
  }
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=checkbox]"));
  for (const [place, one] of copy.querySelectorAll("input[type=checkbox]").entries()) {
    one.toggleAttribute("checked", boxes[place].checked);
  }
  return copy;
}

/** @param {HTMLElement} root @returns {number} how high the map stands in it, pixels */
const measureStage = (root) => /** @type {HTMLElement} */ (root.querySelector(".kf-stage")).offsetHeight;

/**
 * The elements without the tools, the map as large as it stands, the words below.
 * @param {HTMLElement} root
 * @param {string} words
 */
function compose(root, words) {
  const copy = copyElements(root);
  for (const one of copy.querySelectorAll(TOOLS.join())) one.remove();
  const stage = /** @type {HTMLElement} */ (copy.querySelector(".kf-stage"));
  Object.assign(stage.style, { flex: "none", height: `${measureStage(root)}px` });
  Object.assign(copy.style, { width: `${root.clientWidth}px`, height: "auto", minHeight: 0, position: "relative" });
  copy.append(make("p", { class: "kf-picture-words" }, words));
  return copy;
}

/** How high the elements come to stand. @param {HTMLElement} root @param {HTMLElement} copy */
function measureHeight(root, copy) {
  const box = make("div", { style: "position:absolute;visibility:hidden;pointer-events:none", inert: true }, copy);
  document.body.append(box);
  const height = Math.ceil(copy.getBoundingClientRect().height);
  box.remove();
  copy.setAttribute("xmlns", XHTML);
  return { width: root.clientWidth, height };
}

/** @param {HTMLElement} copy @param {{width: number, height: number}} size @param {string} rules of its style */
function writeImage(copy, { width, height }, rules) {
  const style = make("style", {}, rules);
  const page = make("div", {}, style, copy);
  const frame = makeSvg("foreignObject", { width, height }, page);
  const svg = makeSvg("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, frame);
  const text = new XMLSerializer().serializeToString(svg);
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

/**
 * @param {HTMLElement} root
 * @param {string} words that stand below the map
 * @param {() => Promise<string>} faces rules that bring the page's letters with them
 * @returns {Promise<Blob>} a PNG
 * @throws {Error} where the browser does not let a page draw itself
 */
export async function drawPicture(root, words, faces) {
  const copy = compose(root, words);
  const size = measureHeight(root, copy);
  const image = new Image();
  image.src = writeImage(copy, size, `${await faces()}\n${await writeRules()}`);
  await image.decode();
  const scale = Math.max(SCALE, window.devicePixelRatio);
  const canvas = make("canvas", { width: size.width * scale, height: size.height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (/** @type {Blob | null} */ blob) => (blob ? resolve(blob) : reject(new Error("toBlob"))),
      "image/png",
    );
  });
}
