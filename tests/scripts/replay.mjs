/**
 * What the browser's model makes of a front, for a test in Python to compare with its own.
 *
 * Reads {"task": one of TASKS, "frames": frames.json, "asked": a list} and writes one answer for each of what is asked.
 */
import { text } from "node:stream/consumers";
import { findHighest, listRuns } from "../../dashboard/timeline_map/src/chart/plot.js";
import { countPlaces, nameSizes, tellComparison } from "../../dashboard/timeline_map/src/compare/words.js";
import { createSpace, findSpot, probeView } from "../../dashboard/timeline_map/src/map/label_room.js";
import { createAddress } from "../../dashboard/timeline_map/src/model/address.js";
import { listGaps } from "../../dashboard/timeline_map/src/model/clock.js";
import { compose } from "../../dashboard/timeline_map/src/model/comparison.js";
import { describeState, openingState, readState } from "../../dashboard/timeline_map/src/model/fields.js";
import { composeFrame, createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { tellMode } from "../../dashboard/timeline_map/src/notes/mode_words.js";
import { boundRings, isInRing } from "../../dashboard/timeline_map/src/util/boxes.js";
import { createFormat } from "../../dashboard/timeline_map/src/util/format.js";
import { dayNumber, isoDate, niceTicks } from "../../dashboard/timeline_map/src/util/scale.js";

const { task, frames, asked } = JSON.parse(await text(process.stdin));
const model = createModel(frames);
const format = createFormat(frames.text);

const TASKS = {
  /** What is said of a comparison. */
  compare(wish) {
    const state = readState(wish, openingState(model, []), model, []);
    model.known.turn(state);
    const compared = compose(state, model);
    return {
      words: tellComparison(compared, { model, format }),
      names: nameSizes(compared, format),
      count: countPlaces(compared, format),
      sizes: compared.sizes,
      silent: compared.silent,
    };
  },
  /** What a mode of the map says: its title, its classes with their km², and notes. */
  mode(wish) {
    const state = readState(wish, openingState(model, []), model, []);
    model.known.turn(state);
    const told = tellMode(composeFrame(state, model), { model, format });
    return told && { title: told.title, lines: told.lines.map(({ words, km2 }) => [words, km2]), notes: told.notes };
  },
  /** Which intervals stand on a day, by what had been made public. */
  known(date) {
    const day = model.dayOf(date);
    const accounts = frames.accounts.map(({ id }) => id);
    model.known.turn({ clock: "known", day });
    return model.control.places.flatMap((place) =>
      model.control.listWords(place, day, accounts).map(({ account, start }) => `${place.id}/${account}/${start}`),
    );
  },
  /** Which claims lead their account's day, and which their series', among what was public by a day. */
  leads(date) {
    model.known.turn({ clock: "known", day: model.dayOf(date) });
    const points = model.known.series().flatMap((one) => one.points);
    const pick = (part) => points.filter((point) => point[part]).map((point) => point.claim);
    return [pick("leading"), pick("line")];
  },
  /** The address of what a message says is shown, beside the host's own; and what is read of the host's. */
  address([message, link]) {
    const address = createAddress(frames.address, frames.foreign);
    return [address.write(message, link), address.read(`#${link}`)];
  },
  /** What of a link a page without a host does not follow; the map stands where it was asked to. */
  unread(link) {
    const address = createAddress(frames.address, frames.foreign);
    const wish = address.read(link);
    const state = readState(wish, openingState(model, []), model, []);
    return address.listUnread(link, { ...describeState(state, model), view: wish.view, chapter: null });
  },
  /** The level runs of each series on a day of a clock. */
  runs([clock, date]) {
    model.known.turn({ clock, day: model.dayOf(date) });
    const all = model.known.series();
    const tell = ({ from, to, value, joined }) => [model.isoOf(from), model.isoOf(to), value, joined];
    return Object.fromEntries(all.map((one) => [one.id, listRuns(one, model, all).map(tell)]));
  },
  /** The largest figure seen between two days, with the readings or without. */
  highest([first, last, banded]) {
    model.known.turn({ clock: "event", day: 0 });
    return findHighest(model, [model.dayOf(first), model.dayOf(last)], banded ? frames.readings : []);
  },
  /** The step between round figures up to a highest one. */
  step: (highest) => niceTicks(highest, 3)[1],
  /** Whether each of some boxes has room beside those taken. */
  room: ([taken, boxes]) => boxes.map(createSpace(taken).isFree),
  /** The middle of the roomiest box of a size in a land on a map, null without room. */
  spot([ring, size, view]) {
    const rings = [ring.map(([x, y]) => ({ x, y }))];
    const region = { rings, box: boundRings(rings), abroad: false, tight: 0.22 };
    const found = findSpot(region, probeView(view, []), view, size, () => true);
    return found && [found.x, found.y];
  },
  /** Whether each of some points lies in a ring. */
  inside([ring, points]) {
    const corners = ring.map(([x, y]) => ({ x, y }));
    return points.map(([x, y]) => isInRing(x, y, corners));
  },
  /** The day so many days after another. */
  later: ([date, days]) => isoDate(dayNumber(date) + days),
  /** The silences as seen on a day. */
  gaps(date) {
    model.known.turn({ clock: "known", day: model.dayOf(date) });
    return listGaps(model).map((gap) => gap.map(model.isoOf));
  },
};

process.stdout.write(JSON.stringify(asked.map(TASKS[task])));
