/** The door: `kurskFront.mount` builds the timeline on a Leaflet map, `kurskFront.command` steers it. */
import { createBar } from "./address_bar.js";
import { watchConnection, writeInto } from "./connection.js";
import { listCredits, listGroups } from "./controls/controls.js";
import { showFailure, showFault } from "./failure.js";
import { leaveBehind, takeLeft } from "./handover.js";
import { borrowFace, findAround, tellHost, tellLanguage, tellTheme, watchHost, writeFaces } from "./host.js";
import { keepDeck } from "./kept_deck.js";
import { allowZoom, makeRoot, readExtent, renewMap, watchMoves } from "./map_root.js";
import { createActions } from "./model/actions.js";
import { createAddress } from "./model/address.js";
import { createExchange } from "./model/exchange.js";
import { createFetched, createFilter, loadCompared, readJson, readSource } from "./model/fetched.js";
import { describeState, openingState, readState } from "./model/fields.js";
import { composeFrame, createModel } from "./model/model.js";
import { createStore } from "./model/state.js";
import { followDay } from "./model/window.js";
import { watchPanels } from "./panels.js";
import { createScreen } from "./screen.js";
import { createPaper } from "./share/paper.js";
import { createTheme } from "./style/style.js";
import { waitForStyle } from "./util/browser.js";
import { createFormat } from "./util/format.js";

/**
 * @import { AddressBar } from "./address_bar.js"
 * @import { Connection } from "./connection.js"
 * @import { MountOptions } from "./host.js"
 * @import { Actions } from "./model/actions.js"
 * @import { Address } from "./model/address.js"
 * @import { HostCommand } from "./model/exchange.js"
 * @import { Fetched, FilterSwitch, FetchedFront } from "./model/fetched.js"
 * @import { Model } from "./model/model.js"
 * @import { State } from "./model/fields.js"
 * @import { Store, Motion } from "./model/state.js"
 * @import { MapRoot } from "./map_root.js"
 * @import { TimelineScreen } from "./screen.js"
 * @import { Format } from "./util/format.js"
 */

/**
 * @typedef {object} PreparedSource
 * @property {Model} model
 * @property {FilterSwitch} filter
 * @property {Format} format
 * @property {Fetched} fetched
 * @property {Address} address
 * @property {() => { state: State; wish: Payload.MapWish }} start The state to begin with, and the wish that it was read
 *   from.
 * @property {(wish: Payload.MapWish, before: State) => State} read
 */

/**
 * @typedef {object} BuiltScreen
 * @property {AbortController} ending
 * @property {() => object} shown
 * @property {Store} store
 * @property {TimelineScreen} screen
 * @property {Actions} actions
 */

/**
 * What the next map goes on with; without a view it is fitted.
 * @typedef {object} HandedOver
 * @property {string | null} view
 * @property {string | null} chapter
 * @property {boolean} playing
 * @property {number} speed
 * @property {string} stride
 */

/**
 * What is shown of one source.
 * @typedef {object} MountedSource
 * @property {AddressBar} bar
 * @property {Connection | null} connection
 * @property {() => State} state
 * @property {(wish: Payload.MapWish) => void} obey
 * @property {() => HandedOver} leave
 */

const DECK = ".st-key-again .st-key-kept_deck input"; // of the page around the map
const SETTLE_MS = 150; // after the last move
const FOLLOW_MS = 200; // between two messages while the moves go on
let current = /** @type {MountedSource | null} */ (null);
const left = takeLeft(); // by the map in whose place this one is
let queued = left?.wish ?? {}; // what the host wished for before anything was drawn
let room = /** @type {MapRoot | null} */ (null);
let source = /** @type {Payload.MapSource | null} */ (null); // where what is shown comes from, or soon will
const exchange = createExchange(left?.talk);
let deck = /** @type {{take: (deck: Payload.KeptDeck) => void} | null} */ (null); // as this browser keeps it
let hostDeck = /** @type {Payload.KeptDeck | null} */ (null);
let hostAddress = /** @type {string | null} */ (null); // as the page around the map would write it

/** All that is known before anything is drawn. @param {MapRoot} room @param {Payload.MapSource} of @param {FetchedFront} read @returns {Promise<PreparedSource>} */
async function prepare({ root, options }, of, { payload, layers }) {
  const fail = (/** @type {string} */ name) => (/** @type {unknown} */ error) =>
    showFault(root, name, of, error, payload);
  const model = createModel(payload);
  const filter = createFilter(model, readJson, fail("filter"));
  const fetched = createFetched(model, readJson, fail);
  const groups = listGroups(layers);
  const address = createAddress(payload.address, payload.foreign);
  const link = options.onSettled ? null : address.read(window.location.hash || window.location.search);
  const read = (/** @type {Payload.MapWish} */ wish, /** @type {State} */ before) =>
    readState(wish, before, model, groups);
  const start = () => {
    const wish = { ...(options.state || {}), ...(link || {}), ...queued };
    return { wish, state: current ? current.state() : read(wish, openingState(model, layers)) };
  };
  const { state } = start();
  if (state.filter) await filter.load(state.filter, () => undefined);
  if (state.compare) await loadCompared(state.compare, fetched);
  tellLanguage(payload.text.locale);
  return { model, filter, format: createFormat(payload.text), fetched, address, start, read };
}

/** @param {Model} model @param {{view: () => unknown, chapter: () => unknown}} told beside the state */
const describeWith = (model, told) => (/** @type {State} */ state) => ({
  ...describeState(state, model),
  view: told.view(),
  chapter: told.chapter(),
});

/** A view that is wished for stands above the flight to a place, and so does the ground of a chapter. @param {{view?: unknown, chapter?: unknown}} wish */
const leadsToPlace = ({ view, chapter }) => !view && !Number(chapter);

/** @param {TimelineScreen} screen @param {string | null} settlement @param {{view: unknown, chapter: unknown}} wanted */
function place(screen, settlement, { view, chapter }) {
  if (settlement && leadsToPlace({ view, chapter })) screen.flyTo(settlement);
  screen.takeChapter(chapter);
  screen.takeView(view); // its own wins over the chapter's
}

/** @param {MapRoot} room @param {FetchedFront} read @param {PreparedSource} prepared @returns {Promise<void>} once it is painted */
function build(room, { payload, layers }, prepared) {
  const { model, filter, format, fetched, start } = prepared;
  const { root, options } = room;
  const { state, wish } = start();
  const former = current ? current.leave() : left?.handed;
  const map = current ? renewMap(room) : room.map;
  const ending = new AbortController();
  const { signal: gone } = ending;
  let painted = () => {};
  const done = new Promise((resolve) => (painted = () => resolve(undefined)));
  const { view = null, chapter = null } = former ?? wish;
  const told = { view: () => view, chapter: () => chapter }; // until they are what the screen shows
  const describe = describeWith(model, told);
  const store = createStore(state, {
    settleMs: options.settleMs ?? SETTLE_MS,
    followMs: options.followMs ?? FOLLOW_MS,
    exchange,
    settled: options.onSettled || null,
    describe: (one) => ({ ...describe(one), extent: readExtent(map) }),
    follow: (next, before) => followDay(next, before, model.days),
    calm: (one) => screen.speak(composeFrame(one, model)),
    painted(one) {
      root.dataset.date = model.isoOf(one.day);
      current?.bar.note();
      painted();
    },
    draw,
  });
  function draw(/** @type {State} */ one, /** @type {Motion} */ motion) {
    if (filter.turn(one.filter, store.schedule)) screen.refilter();
    model.known.turn(one);
    if (theme.apply(one.theme)) screen.restyle(theme.palette());
    screen.draw(composeFrame(one, model), motion);
  }
  const actions = createActions(model, store, store.schedule, Boolean(options.onSettled));
  const theme = createTheme(root, payload.accounts, gone, store.schedule, options.onSettled ? tellTheme : null);
  const around = { ...findAround(options, gone), link: () => current?.bar.link() ?? "", faces: writeFaces };
  const context = { model, format, actions, fetched, ...around };
  const screen = createScreen(root, map, context, layers);
  createPaper(root, map, context, listCredits(layers), screen, () => draw(store.get(), "none"));
  draw(state, "none"); // the view is fitted beside the figures, so they must stand there before it is
  begin(root, { gone, store, screen }, () => {
    place(screen, former ? null : state.place, { view, chapter });
  });
  Object.assign(told, { view: screen.view, chapter: screen.chapter });
  watchMoves(map, gone, () => store.change({}));
  takeOver(room, prepared, { ending, shown: () => describe(store.get()), store, screen, actions });
  if (former) resume(former, actions);
  return done;
}

/**
 * Draw again once the map stands where it should.
 * @param {HTMLElement} root
 * @param {{gone: AbortSignal, store: Store, screen: TimelineScreen}} parts
 * @param {() => void} place
 */
function begin(root, { gone, store, screen }, place) {
  watchSize(root, gone, screen, store);
  place();
  store.schedule();
}

/** @param {HTMLElement} root @param {AbortSignal} gone @param {TimelineScreen} screen @param {Store} store */
function watchSize(root, gone, screen, store) {
  const rewrite = () => {
    screen.resize();
    store.schedule();
  };
  const observer = new ResizeObserver(rewrite);
  observer.observe(root);
  // Letters that come late are of another width, and a canvas keeps those that it was written in.
  document.fonts.addEventListener("loadingdone", rewrite, { signal: gone });
  gone.addEventListener("abort", () => observer.disconnect());
  screen.resize();
}

/** Go on as the map before was left. @param {HandedOver} former @param {Actions} actions */
function resume({ speed, stride, playing }, { playback, setStride }) {
  setStride(stride);
  playback.changeSpeed(speed - playback.pace());
  if (playing) playback.start();
}

/**
 * @param {Payload.MapWish} wish
 * @param {{store: Store, screen: TimelineScreen, playback: Actions["playback"], read: PreparedSource["read"]}} parts
 */
function obeyWish(wish, { store, screen, playback, read }) {
  const { place } = store.get();
  if ("date" in wish) playback.stop();
  store.obey(Object.keys(wish).length ? read(wish, store.get()) : store.get());
  if (store.get().place !== place && leadsToPlace(wish)) screen.flyTo(store.get().place);
  // The host may name the chapter that is told without the view to which it was moved: that is no turn.
  if (wish.chapter !== screen.chapter()) screen.takeChapter(wish.chapter);
  screen.takeView(wish.view);
}

/**
 * Take over what the host wishes for from now on, and what it wished for while things were prepared.
 * @param {MapRoot} room
 * @param {PreparedSource} prepared
 * @param {BuiltScreen} built
 */
function takeOver({ options, root }, { model, address, format, read }, { ending, shown, store, screen, actions }) {
  const { playback } = actions;
  const { host, unloaded, gone } = findAround(options, ending.signal);
  const handOver = () => ({
    view: screen.view(),
    chapter: screen.chapter(),
    playing: playback.isPlaying(),
    speed: playback.pace(),
    stride: actions.stride(),
  });
  const obey = (/** @type {Payload.MapWish} */ wish) => obeyWish(wish, { store, screen, playback, read });
  /** A link that is followed turns to its chapter, also where that is told already. @param {Payload.MapWish} wish */
  const open = (wish) => {
    if (wish.chapter) screen.takeChapter(0);
    obey(wish);
  };
  const bar = createBar(address, { host, home: options.home, root, format, shown, opened: open, gone });
  if (host) {
    watchHost(options.rests, gone, store.flush, playback.stop);
    watchPanels(host, format, unloaded);
  }
  current = {
    state: store.get,
    bar,
    connection: host && watchConnection(host, { root, format, save: bar.write, insist: store.insist, gone }),
    obey,
    leave() {
      const handed = handOver();
      store.end();
      playback.stop();
      ending.abort();
      return handed;
    },
  };
  if (host) leaveBehind(() => ({ talk: exchange.keep(), wish: shown(), handed: handOver() }), gone);
  if (hostAddress !== null) bar.take(hostAddress);
  if (host && !deck) {
    deck = keepDeck(model.payload.front.id, (links, stamp) => writeInto(host, DECK, JSON.stringify([stamp, ...links])));
    if (hostDeck) deck.take(hostDeck);
  }
  obey(queued);
  queued = {};
}

/**
 * Show what a source holds, in the place of what was shown before: that stays until all is there.
 * @param {MapRoot} room
 * @param {Payload.MapSource} of
 */
async function show(room, of) {
  const { root } = room;
  let read;
  try {
    read = await readSource(of);
  } catch (error) {
    return void showFailure(root, "frames", of, error);
  }
  try {
    await waitForStyle(root);
    await borrowFace(getComputedStyle(root).fontFamily);
    const prepared = await prepare(room, of, read);
    if (of !== source) return; // another has been asked for meanwhile
    await build(room, read, prepared);
  } catch (error) {
    showFailure(root, "start", of, error);
    throw error;
  }
  if (read.fault) showFault(root, "base", of, read.fault, read.payload);
}

/**
 * Build the timeline in the place of a Leaflet map, which becomes a part of it.
 * @param {L.Map} map
 * @param {MountOptions} given of which the source may be left to the first command
 * @param {((message: Payload.MapMessage) => void) | null} [onSettled] told what changed: when the reader's moves
 *   have ended, now and then while they go on, and before a control of the page around the map acts
 * @returns {Promise<void>} once the first frame has been painted
 */
async function mount(map, given, onSettled) {
  const options = onSettled ? { ...given, onSettled } : given;
  allowZoom();
  room = { root: makeRoot(map), map, options };
  source ??= given.frames ? /** @type {Payload.MapSource} */ (given) : null;
  if (source) await show(room, source);
}

/**
 * Set what the host asks for, but for what the reader has done since. Before the mount it waits its turn.
 * @param {HostCommand} wish
 */
function command({ address, run, source: next, deck: held, ...wish }) {
  current?.connection?.answered();
  if (held) {
    hostDeck = held;
    deck?.take(held);
  }
  if (address !== undefined) {
    hostAddress = address;
    current?.bar.take(address);
  }
  const news = exchange.accept(wish);
  if (current) current.obey(news);
  else queued = { ...queued, ...news };
  if (left && "date" in news) left.handed.playing = false;
  if (!next || next.frames === source?.frames) return;
  source = next;
  if (room) show(room, source);
}

Object.assign(window, { kurskFront: { mount, command, tellHost } });
