/** The whole of it put together: elements, layout by container width, and one drawing per frame. */

import { createBrush } from "./chart/brush.js";
import { createChart } from "./chart/chart.js";
import { createSlider } from "./chart/playhead.js";
import { followPointer } from "./chart/pointer.js";
import { createReadout } from "./chart/readout.js";
import { createCompare } from "./compare/compare.js";
import { createControls, createLayerMenu, listGroups, makeButtons, makeCredits } from "./controls/controls.js";
import { spellFigure } from "./controls/figures.js";
import { createHelp, createShortcuts, listenToKeys } from "./controls/keys.js";
import { createCaption, createKeys, createLegend } from "./controls/legend.js";
import { isStale } from "./map/leaflet.js";
import { createStage } from "./map/stage.js";
import { createCalendar } from "./notes/calendar.js";
import { createCard, createTargets, createTooltip, watchChart, watchMap } from "./notes/hover.js";
import { spellMode } from "./notes/mode_words.js";
import { createShare } from "./share/share.js";
import { createBookmarks, createFlash, createPresent } from "./story/present.js";
import { createStory } from "./story/story.js";
import { createDress, makeHatches } from "./style/style.js";
import { createTable } from "./table/table.js";
import { forgetWidths, make, setText } from "./util/dom.js";

/**
 * @import { MapLayers } from "./map/stage.js"
 * @import { Context } from "./model/actions.js"
 * @import { Frame } from "./model/model.js"
 * @import { Motion } from "./model/state.js"
 */

/**
 * @typedef {object} TimelineScreen
 * @property {() => Frame} shown
 * @property {() => boolean} isFitted Whether the map is fitted to ground, and not moved by the reader.
 * @property {() => void} resize
 * @property {() => void} refilter
 * @property {(id: string | null) => void} flyTo
 * @property {() => string | null} view Where the map was moved to, as zoom/latitude/longitude; null where it is fitted,
 *   but for an address that would lead to a place then: one with a place and without a chapter.
 * @property {(view: unknown) => void} takeView
 * @property {() => string | null} chapter
 * @property {(number: unknown) => void} takeChapter
 * @property {(palette: Record<string, string>) => void} restyle
 * @property {(frame: Frame, motion: Motion) => void} draw
 * @property {(frame: Frame) => void} speak
 */

const SHORT = 720; // pixels of height below which everything draws in
const COMPACT = 1100; // pixels of width below which the figures leave more room to the map

/** @param {number} width @returns {string} the layout for a container's width, pixels */
const judgeSize = (width) => (width >= 900 ? "wide" : width >= 720 ? "tablet" : "phone");

/** What a screen reader hears once the moves have ended. @param {Frame} frame @param {Context} context @param {string[]} compared sentences */
function speakFrame(frame, context, compared) {
  const parts = frame.entries.map((entry) => spellFigure(entry, context));
  return [context.format.longDate(frame.date), ...(compared.length ? compared : parts)].join(". ");
}

/** The chart with its slider, and below it what says between which days it is seen. @param {Context} context */
function buildChart(context) {
  const chart = createChart(context);
  const slider = createSlider(context, chart);
  const brush = createBrush(context, chart);
  const surface = make("div", { class: "kf-plot" }, chart.element, slider.element);
  return { chart, slider, brush, surface, rows: [surface, brush.element] };
}

/**
 * Put the pieces into the root and return what must be redrawn.
 * @param {HTMLElement} root
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {() => void} relayout
 */
function buildPieces(root, map, context, layers, relayout) {
  const { format } = context;
  const mapBox = map.getContainer();
  mapBox.classList.add("kf-map");
  const legend = createLegend(context, listGroups(layers));
  const menu = createLayerMenu(context, layers);
  const shortcuts = createShortcuts();
  const help = createHelp(format, shortcuts);
  const table = createTable(context);
  const caption = createCaption(context);
  const story = createStory(context, change, () => stage.fitNext());
  const present = createPresent(root, context, story, { changed: change, announce: (words) => flash(words) });
  const keys = createKeys(context);
  const stageBox = make("div", { class: "kf-stage" }, mapBox, legend.element, keys.element);
  const plotted = buildChart(context);
  const controls = createControls(context, { story, present }, help.toggle);
  const live = make("p", { class: "kf-live", "aria-live": "polite" });
  const dock = make("div", { class: "kf-dock" }, story.element, caption.element, ...plotted.rows, controls.element);
  root.prepend(makeHatches(context.model.payload.accounts), stageBox, dock, live);
  const stage = createStage(map, context, layers, stageBox);
  const tools = makeButtons(map, format, stage.fit, [menu.button, table.button]);
  const over = [tools, menu.menu, stage.inset, makeCredits(context, layers), help.element, table.element];
  stageBox.append(...over);
  const flash = createFlash(stageBox);
  const bookmarks = createBookmarks(context, story, flash);
  const telling = { story, present, bookmarks, shortcuts };

  /** A story or a presentation shows the ground of its day, and the whole front when it ends. */
  function change() {
    stage.showDays(story.isOpen() || present.isOn());
    relayout();
  }
  return {
    legend,
    keys,
    menu,
    help,
    table,
    caption,
    stage,
    stageBox,
    tools,
    ...plotted,
    controls,
    live,
    flash,
    telling,
  };
}

/**
 * Where dates are chosen: the shown one beside it on the card, or in the bar over a comparison.
 * @param {HTMLElement} root
 * @param {Context} context
 * @param {ReturnType<typeof buildPieces>} pieces
 * @param {() => Frame} now
 */
function buildDates(root, context, { legend, flash }, now) {
  const { model, format, actions } = context;
  const calendar = createCalendar(root, context, now, flash);
  const shown = {
    label: format.say("go_day"),
    day: () => now().date,
    choose: (/** @type {string} */ iso) => actions.goTo(model.dayOf(iso)),
  };
  calendar.lend(legend.button, shown);
  /** Beside the shown date, where it stands. */
  function ask() {
    const places = [
      legend.button,
      .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".kf-compare-shown")),
    ];
    calendar.open(places.find((one) => one.offsetWidth) ?? root, shown);
  }
  return { calendar, shown, ask };
}

/**
 * Write the layout for the root's size, and say which one the chart takes: to a room, and beside two maps in a low
 * window, it is a strip without names.
 * @param {HTMLElement} root
 * @param {boolean} presenting
 */
function layOut(root, presenting) {
  const size = judgeSize(root.clientWidth);
  root.dataset.size = size;
  root.dataset.figures = presenting ? "room" : root.clientWidth < COMPACT ? "compact" : "roomy";
  root.dataset.height = root.clientHeight < SHORT ? "short" : "tall";
  const shared = root.dataset.compare && root.dataset.height === "short";
  return presenting || shared ? "phone" : size;
}

/**
 * The comparison, the note beside the pointer and the card: what lies over the pieces.
 * @param {HTMLElement} root
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @param {ReturnType<typeof buildPieces>} pieces
 * @param {{resize: () => void, shown: () => Frame}} screen
 */
function buildOver(root, map, context, layers, pieces, screen) {
  const { stage, stageBox, chart, surface, tools, legend } = pieces;
  const tooltip = createTooltip(root);
  const card = createCard(root, context.format);
  const drag = followPointer(chart.element, chart, context);
  const dates = buildDates(root, context, pieces, screen.shown);
  const compare = createCompare(root, stageBox, map, context, layers, {
    dates,
    stage,
    chart,
    resize: screen.resize,
    built: (twin, drawn) => watch(twin, drawn, () => compare.pinned()),
  });
  const told = () => {
    const frame = screen.shown();
    const compared = compare.speak(frame.state);
    return compared.length ? compared : [spellMode(frame, context)].filter(Boolean);
  };
  const share = createShare(root, context, { shown: screen.shown, told, link: context.link });
  root.append(share.element);
  tools.append(compare.button, share.button);
  legend.watch(tooltip, card);
  watch(map, { ...stage, areasShown: () => compare.areasShown() || stage.areasShown() }, screen.shown);
  const readout = createReadout(context, chart, drag.isDragging, screen.shown);
  surface.append(readout);
  watchChart(chart.element, context, chart, tooltip, { ...drag, readout });

  /** @param {L.Map} one @param {MapLayers} drawn @param {() => Frame} frameNow */
  function watch(one, drawn, frameNow) {
    watchMap(one, createTargets(one, context, drawn, frameNow), tooltip, card);
  }
  return { tooltip, card, compare, dates, share };
}

/**
 * Give the keys what they reach.
 * @param {L.Map} map
 * @param {Context} context
 * @param {ReturnType<typeof buildPieces>} pieces
 * @param {ReturnType<typeof buildOver>} over
 * @param {() => Frame} shown
 */
function assignKeys(map, context, { menu, help, table, stage, telling }, over, shown) {
  const { tooltip, card, compare, dates, share } = over;
  const { story, present, bookmarks } = telling;
  listenToKeys(context, {
    map,
    ...telling,
    fit: stage.fit,
    askDay: dates.ask,
    share: share.toggle,
    escape() {
      tooltip.hide();
      const closed =
        [card, share, menu, help, table, compare].some((one) => one.close()) || present.leave() || story.close();
      if (!closed) context.actions.playback.stop();
    },
    bookmark: (number, keep) => (keep ? bookmarks.keep(number, shown().date) : bookmarks.goTo(number)),
  });
}

/** Fill the root anew: the chart only where its size or layout has changed. @param {HTMLElement} root @param {ReturnType<typeof buildPieces>} pieces */
function createFilling(root, { chart, legend, slider, brush, stage, surface, telling }) {
  let plotted = "";
  return () => {
    forgetWidths();
    const size = layOut(root, telling.present.isOn());
    const plot = `${surface.clientWidth} ${surface.clientHeight} ${size}`;
    if (plot !== plotted) {
      plotted = plot;
      chart.resize(surface.clientWidth, surface.clientHeight, size);
      slider.resize();
      brush.resize();
    }
    legend.fit();
    stage.resize();
  };
}

/**
 * Lay all out anew, also where the map's edge alone has moved: by words of another length in the bar over a
 * comparison, or in the card below a map.
 * @param {HTMLElement} root
 * @param {L.Map} map
 * @param {AbortSignal} gone
 * @param {ReturnType<typeof buildPieces>} pieces
 * @param {ReturnType<typeof createCompare>} compare
 */
function createLayout(root, map, gone, pieces, compare) {
  const dress = createDress(root, [pieces.stage, compare]);
  const fill = createFilling(root, pieces);
  function resize() {
    fill();
    dress.resize();
    compare.resize();
  }
  const observer = new ResizeObserver(() => isStale(map) && resize());
  observer.observe(map.getContainer());
  gone.addEventListener("abort", () => observer.disconnect());
  return { resize, restyle: dress.restyle };
}

/**
 * @param {HTMLElement} root
 * @param {L.Map} map
 * @param {Context} context
 * @param {Payload.Layer[]} layers
 * @returns {TimelineScreen}
 */
export function createScreen(root, map, context, layers) {
  const resize = () => layout.resize();
  const relayout = () => {
    resize();
    context.actions.noted();
  };
  const pieces = buildPieces(root, map, context, layers, relayout);
  const { legend, keys, menu, table, caption, stage, chart, slider, brush, controls, surface, live, telling } = pieces;
  let frameNow = /** @type {Frame | null} */ (null);
  const shown = () => /** @type {Frame} */ (frameNow);
  const over = buildOver(root, map, context, layers, pieces, { resize, shown });
  const { tooltip, card, compare, share } = over;
  assignKeys(map, context, pieces, over, shown);

  const layout = createLayout(root, map, context.gone, pieces, compare);

  return {
    resize,
    refilter() {
      tooltip.hide();
      card.close(); // it may tell of what is no longer shown
      chart.resize(surface.clientWidth, surface.clientHeight, layOut(root, telling.present.isOn()));
    },
    restyle: layout.restyle,
    shown,
    isFitted: stage.isFitted,
    flyTo: stage.flyTo,
    view: () => stage.view(Boolean(frameNow?.state.place) && telling.story.chapter() === null),
    takeView: stage.takeView,
    chapter: telling.story.chapter,
    takeChapter: telling.story.takeChapter,
    draw(frame, motion) {
      if (frame.day !== frameNow?.day) tooltip.hide(); // it told of the former day
      chart.draw(frame);
      frameNow = compare.draw(frame, motion);
      for (const one of [legend, keys, slider, brush, controls, menu, telling.story]) one.draw(frame);
      telling.present.draw(frame.state.clock === "known");
      caption.draw(frame, chart.events.on(frame.day));
      stage.draw(frameNow, motion);
      card.keep(frameNow);
      share.draw();
      table.draw(frame, () => ({ events: chart.events.on(frame.day), change: caption.words() }));
    },
    speak: (frame) => setText(live, speakFrame(frame, context, compare.speak(frame.state))),
  };
}
