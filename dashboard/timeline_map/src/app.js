/** The door: `kurskFront.mount` builds the timeline on a Leaflet map, `kurskFront.command` steers it. */
import { createBar } from "./bar.js";
import { watchConnection } from "./connection.js";
import { listGroups } from "./controls/controls.js";
import { createActions } from "./model/actions.js";
import { createAddress } from "./model/address.js";
import { createFilter, createOverlaps } from "./model/fetched.js";
import { composeFrame, createModel } from "./model/model.js";
import { createStore, describeState, openingState, readState } from "./model/state.js";
import { createScreen } from "./screen.js";
import { createTheme } from "./style/style.js";
import { iconButton, make } from "./util/dom.js";
import { createFormat } from "./util/format.js";

const STYLE_WAIT_MS = 8000;
const TOUCH_MS = 1500; // longest from a touch to the end of the move that it began
let current = /** @type {{obey(wished: KurskCommand): void, bar: KurskBar, connection?: KurskConnection} | null} */ (
  null
);
let queued = /** @type {KurskCommand | null} */ (null);
let lastNonce = /** @type {string | number | undefined} */ (undefined);
let hostAddress = /** @type {string | null} */ (null); // as the page around the map would write it

/**
 * JSON from a script element of this page or from a file beside it.
 * @param {string} where element id or URL
 */
async function readJson(where) {
  const element = document.getElementById(where);
  if (element) return JSON.parse(element.textContent || "");
  const response = await fetch(where);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

/** The style sheet may arrive after the script; sizes mean nothing before. @param {HTMLElement} root */
async function waitForStyle(root) {
  const end = performance.now() + STYLE_WAIT_MS;
  const style = getComputedStyle(root);
  while (style.getPropertyValue("--kf-has-style").trim() !== "1") {
    if (performance.now() > end) throw new Error("timeline.css");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** @param {HTMLElement} root @param {string} name a key of options.failure @param {KurskOptions} options @param {unknown} error */
function showFailure(root, name, options, error) {
  const failure = options.failure || {};
  const reason = error instanceof Error ? error.message : String(error);
  const message = make(
    "div",
    { class: "kf-failure", role: "alert" },
    make("strong", {}, failure[name] || name),
    make("p", {}, failure.remedy || ""),
    make("p", { class: "kf-failure-reason" }, reason),
  );
  root.append(message);
  return message;
}

/** A failure that leaves the rest in use, so that it can be closed. @param {HTMLElement} root @param {string} name @param {KurskOptions} options @param {unknown} error @param {Payload.Frames} payload */
function showFault(root, name, options, error, payload) {
  const message = showFailure(root, name, options, error);
  message.append(iconButton("close", payload.text.close, () => message.remove()));
}

/** @param {KurskMap} map @returns {HTMLElement} the root, in the map's place */
function makeRoot(map) {
  const container = map.getContainer();
  const root = make("div", { class: "kf", "data-testid": "timeline" });
  document.documentElement.classList.add("kf-page");
  container.replaceWith(root);
  root.append(container);
  return root;
}

/** What the map shows: west, south, east, north in degrees, to about ten metres. @param {KurskMap} map */
function readExtent(map) {
  const bounds = map.getBounds();
  const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return sides.map((side) => Number(side.toFixed(4)));
}

/**
 * Tell where the reader moved the map to, for exports of what is on the screen; a move that
 * follows no touch of theirs is the host's own wish and no news to it.
 * @param {KurskMap} map
 * @param {() => void} moved
 */
function watchMoves(map, moved) {
  let touched = -Infinity;
  const touch = () => {
    touched = performance.now();
  };
  for (const name of ["pointerdown", "pointerup", "wheel", "keydown"])
    window.addEventListener(name, touch, { capture: true, passive: true });
  map.on("moveend", () => void (performance.now() - touched < TOUCH_MS && moved()));
}

/** All that is known before anything is drawn. @param {HTMLElement} root @param {Payload.Frames} payload @param {Payload.Layer[]} layers @param {KurskOptions} options */
async function prepare(root, payload, layers, options) {
  const fail = (/** @type {string} */ name) => (/** @type {unknown} */ error) =>
    showFault(root, name, options, error, payload);
  const model = createModel(payload);
  const filter = createFilter(model, readJson, fail("filter"));
  const overlaps = createOverlaps(model, readJson, fail("overlaps"));
  tellLanguage(payload.text.locale);
  const groups = listGroups(layers);
  const address = createAddress(payload.address);
  const link = options.onSettled ? null : address.read(window.location.hash || window.location.search);
  const wish = { ...(options.state || {}), ...(link || {}), ...(queued || {}) };
  queued = null;
  const state = readState(wish, openingState(model, layers), model, groups);
  if (state.filter) await filter.load(state.filter, () => undefined);
  if (state.compare) await overlaps.load();
  return { model, filter, format: createFormat(payload.text), groups, overlaps, state, address, wish };
}

/** @param {HTMLElement} root @param {KurskMap} map @param {Payload.Frames} payload @param {Payload.Layer[]} layers @param {KurskOptions} options */
async function build(root, map, payload, layers, options) {
  const { model, filter, format, groups, overlaps, state, address, wish } = await prepare(
    root,
    payload,
    layers,
    options,
  );
  let painted = () => {};
  const done = new Promise((resolve) => (painted = () => resolve(undefined)));
  let describeView = () => ({ view: wish.view ?? null, chapter: wish.chapter ?? null });
  const store = createStore(state, {
    settleMs: options.settleMs ?? 150,
    settled: options.onSettled || null,
    describe: (one) => ({ ...describeState(one, model), ...describeView(), extent: readExtent(map) }),
    calm: (one) => screen.speak(composeFrame(one, model)),
    painted(one) {
      root.dataset.date = model.isoOf(one.day);
      current?.bar.note();
      painted();
    },
    draw(one, motion) {
      if (filter.turn(one.filter, store.schedule)) screen.refilter();
      model.known.turn(one);
      if (theme.apply(one.theme)) screen.restyle(theme.palette());
      screen.draw(composeFrame(one, model), motion);
    },
  });
  const actions = createActions(model, store, store.schedule, Boolean(options.onSettled));
  const theme = createTheme(root, payload.accounts, store.schedule);
  theme.apply(state.theme);
  const screen = createScreen(root, map, { model, format, actions, overlaps }, layers);
  screen.restyle(theme.palette());
  filter.turn(state.filter, store.schedule);
  model.known.turn(state);
  // The view is fitted beside the figures, so they must stand there before it is.
  screen.draw(composeFrame(state, model), "none");
  new ResizeObserver(() => {
    screen.resize();
    store.schedule();
  }).observe(root);
  screen.resize();
  screen.flyTo(state.place);
  screen.takeView(wish.view);
  screen.takeChapter(wish.chapter);
  describeView = () => ({ view: screen.view(), chapter: screen.chapter() });
  store.schedule();
  watchMoves(map, () => store.change({}));
  const shown = () => ({ ...describeState(store.get(), model), ...describeView() });
  const host = options.onSettled ? findHost() : null;
  current = {
    bar: createBar(address, { host, shown, opened: obey }),
    obey,
  };
  if (hostAddress !== null) current.bar.take(hostAddress);
  if (host) current.connection = watchConnection(host, { root, format, save: current.bar.write });

  function obey(/** @type {KurskCommand} */ wished) {
    if (wished.date) actions.playback.stop();
    const { place } = store.get();
    store.obey(readState(wished, store.get(), model, groups), "date" in wished);
    if (store.get().place !== place) screen.flyTo(store.get().place);
    screen.takeView(wished.view);
    screen.takeChapter(wished.chapter);
  }
  if (queued) current.obey(queued); // what the host wished for while the filter was fetched
  queued = null;
  return done;
}

/**
 * Say which language the words are in, to screen readers; of the page around it too, where the
 * browser lets this one.
 * @param {string} locale
 */
function tellLanguage(locale) {
  document.documentElement.lang = locale;
  try {
    window.parent.document.documentElement.lang = locale;
  } catch {
    // A page of another origin speaks for itself.
  }
}

/** The window around this one; null where there is none, or it is of another origin. @returns {any} */
function findHost() {
  try {
    return window.parent !== window && window.parent.document ? window.parent : null;
  } catch {
    return null;
  }
}

/** Let readers enlarge the page with two fingers, which folium's template forbids. */
function allowZoom() {
  for (const viewport of document.querySelectorAll("meta[name=viewport]"))
    viewport.setAttribute("content", "width=device-width, initial-scale=1");
}

/**
 * Build the timeline in the place of a Leaflet map, which becomes a part of it.
 * @param {KurskMap} map
 * @param {KurskOptions} given
 * @param {((state: KurskWish) => void) | null} [onSettled] told once the reader's moves have ended
 * @returns {Promise<void>} once the first frame has been painted
 */
async function mount(map, given, onSettled) {
  const options = onSettled ? { ...given, onSettled } : given;
  allowZoom();
  const root = makeRoot(map);
  const frames = readJson(options.frames);
  const base = readJson(options.base);
  base.catch(() => undefined);
  let payload;
  try {
    payload = await frames;
  } catch (error) {
    return void showFailure(root, "frames", options, error);
  }
  let layers = [];
  let baseError = null;
  try {
    layers = (await base).layers;
  } catch (error) {
    baseError = error;
  }
  try {
    await waitForStyle(root);
    await build(root, map, payload, layers, options);
  } catch (error) {
    showFailure(root, "start", options, error);
    throw error;
  }
  if (baseError) {
    showFault(root, "base", options, baseError, payload);
  }
}

/**
 * Set what the host asks for; nothing of it is sent back. Before the mount it waits its turn.
 * A wish with a nonce already seen is the host repeating itself: only its theme may be news.
 * @param {KurskCommand} wish
 */
function command({ address, run, ...wish }) {
  current?.connection?.answered();
  if (address !== undefined) {
    hostAddress = address;
    current?.bar.take(address);
  }
  const repeated = wish.nonce !== undefined && wish.nonce === lastNonce;
  lastNonce = wish.nonce;
  const news = repeated ? ("theme" in wish ? { theme: wish.theme } : {}) : wish;
  if (current) current.obey(news);
  else queued = { ...(queued || {}), ...news };
}

window.kurskFront = { mount, command };
