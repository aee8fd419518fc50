/** What a note says of the reading of the places: the chance at a point, and the report nearest to it. */

import { findChance, isReadingOn, nameOwn } from "../model/readings.js";
import { make } from "../util/dom.js";
import { joinParts } from "../util/format.js";
import { line, tellStatus } from "./notes.js";

/**
 * @import { Context } from "../model/actions.js"
 * @import { Place, ControlInterval } from "../model/control.js"
 * @import { Frame, Model } from "../model/model.js"
 * @import { State } from "../model/fields.js"
 * @import { Format } from "../util/format.js"
 */

/** The place nearest to a position of which somebody speaks on the day. @param {Model} model @param {number} day @param {L.LatLng} at @param {string | null} own whose word alone counts */
function findNearest({ control, payload }, day, at, own) {
  const accounts = own === null ? payload.accounts.map(({ id }) => id) : [own];
  let best = /** @type {{place: Place, words: ControlInterval[], km: number} | null} */ (null);
  for (const place of control.places) {
    const km = at.distanceTo(place.at) / 1000;
    if (best && km >= best.km) continue;
    const words = control.listWords(place, day, accounts);
    if (words.length) best = { place, words, km };
  }
  return best;
}

/** By whose word alone the places are read, "" where by all. @param {State} state @param {Context} context */
function nameReading({ reading }, { model, format }) {
  return reading === null ? "" : format.say("reading_alone", { account: nameOwn(reading, model.payload) });
}

/** The chance in words. @param {[number, number]} ends @param {Format} format */
function tellChance([low, high], format) {
  if (low === 0) return format.say("reading_chance_under", { high });
  if (high === 100) return format.say("reading_chance_over", { low });
  return format.say("reading_chance", { low, high });
}

/**
 * What the reading of the day says of a position; null where it is off, not there yet, or says less than all.
 * @param {L.LatLng} at
 * @param {Frame} frame
 * @param {Context} context
 * @returns {{key: string, note: () => Node[]} | null}
 */
export function readAt(at, { day, reading, readings, state }, context) {
  const { model, format } = context;
  const rows = readings.outlines;
  if (!rows || reading < 0 || !isReadingOn(state)) return null;
  const ends = findChance(rows(reading), { lon: at.lng, lat: at.lat });
  const nearest = findNearest(model, day, at, state.reading);
  if (!ends[0] || !nearest) return null;
  const { place, words, km } = nearest;
  const told = words.map((word) => {
    const { label } = model.payload.accounts[word.index];
    return format.say("other_word", { account: label, status: tellStatus(word, context) });
  });
  const near = format.say("reading_nearest", {
    place: format.name(place),
    km: format.number(Math.round(km * 10) / 10),
  });
  return {
    key: `reading/${state.reading}/${reading}/${ends}/${place.id}`,
    note: () => [
      make(
        "div",
        { class: "kf-note" },
        line("kf-note-title", [nameReading(state, context), format.say("reading_source")].filter(Boolean).join(": ")),
        make("strong", {}, tellChance(ends, format)),
        line("kf-note-line", joinParts([near, ...told])),
      ),
    ],
  };
}
