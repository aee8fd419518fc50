/** What is fetched only when it is wanted: what a filter leaves, what areas share, the reading. */
import { listRead } from "./comparison.js";
import { createModel } from "./model.js";
import { readModes } from "./modes.js";
import { readOutlines, readShared } from "./readings.js";

/**
 * @import { Comparison } from "./comparison.js"
 * @import { Model } from "./model.js"
 */

/**
 * @typedef {object} FetchedFront
 * @property {Payload.Frames} payload
 * @property {Payload.Layer[]} layers
 * @property {unknown} fault
 */

/**
 * Turns the model to a filter, by the address of what it leaves; null is the whole.
 * @typedef {object} FilterSwitch
 * @property {(url: string, done: () => void) => Promise<void>} load
 * @property {(url: string | null, done: () => void) => boolean} turn
 */

/**
 * Fetches what comes in a file of its own, once; `done` is told when it is there, unless it cannot be had. What is
 * fetched before anybody wants it fails without a word.
 * @typedef {object} LateFile
 * @property {(done?: () => void) => Promise<void>} load
 * @property {() => Promise<void>} prefetch
 */

/**
 * What is fetched only when it is wanted.
 * @typedef {object} Fetched
 * @property {LateFile} overlaps
 * @property {LateFile} shared
 * @property {LateFile} outlines
 * @property {{ load(done: () => void): Promise<void> }} modes Agreement and days held, of the claims that are shown.
 * @property {Record<string, LateFile>} own The readings of each account's own word.
 * @property {LateFile} phrases Sentences of what only some open.
 */

const KEPT = 8; // filtered models, for going to and fro

/**
 * The payload with the claims that a filter leaves, and with the course of things by those alone.
 * @param {Payload.Frames} whole frames.json
 * @param {Payload.Filtered} patch what differs: dashboard/payload/payload.py, `encode_filter`
 */
function narrowPayload(whole, patch) {
  if (patch.schema !== whole.schema) throw new Error(`schema ${patch.schema} ≠ ${whole.schema}`);
  const claims = /** @type {Record<string, Payload.Claim>} */ ({});
  for (const [id, disputed_on] of Object.entries(patch.claims)) claims[id] = { ...whole.claims[id], disputed_on };
  const control = whole.control.map((row) => {
    const kept = row.claims.filter((id) => Object.hasOwn(claims, id));
    return kept.length === row.claims.length ? row : { ...row, claims: kept };
  });
  return { ...whole, ...patch, claims, control };
}

/**
 * @param {Model} model changed in place when another filter is turned to
 * @param {(url: string) => Promise<Payload.Filtered>} read
 * @param {(error: unknown) => void} fail
 * @returns {FilterSwitch}
 */
export function createFilter(model, read, fail) {
  const whole = { ...model };
  const ready = /** @type {Map<string, Model>} */ (new Map());
  const asked = new Set();
  let shown = /** @type {string | null} */ (null);

  /** @param {string} url @param {() => void} done */
  async function load(url, done) {
    if (asked.has(url)) return;
    asked.add(url);
    try {
      ready.set(url, createModel(narrowPayload(whole.payload, await read(url)), whole));
    } catch (error) {
      return fail(error);
    }
    const [oldest] = ready.keys();
    if (ready.size > KEPT && oldest !== shown) {
      ready.delete(oldest);
      asked.delete(oldest);
    }
    done();
  }

  return {
    load,
    turn(url, done) {
      if (url === shown) return false;
      const next = url === null ? whole : ready.get(url);
      if (!next) {
        load(/** @type {string} */ (url), done);
        return false;
      }
      shown = url;
      Object.assign(model, next);
      return true;
    },
  };
}

/**
 * What many a reader never wants, and whoever does gets once.
 * @template T
 * @param {{rows: T | null}} slot filled in
 * @param {() => Promise<T>} read
 * @param {(error: unknown) => void} fail told once
 * @returns {LateFile}
 */
export function createLate(slot, read, fail) {
  let fetched = /** @type {Promise<void> | null} */ (null);

  /** @param {(error: unknown) => void} tell */
  async function fetchRows(tell) {
    if (slot.rows) return;
    try {
      slot.rows = await read();
    } catch (error) {
      tell(error);
    }
  }

  return {
    async load(done) {
      fetched ??= fetchRows(fail);
      await fetched;
      if (slot.rows) done?.();
    },
    async prefetch() {
      // Nobody has asked yet, so nobody is told of a server that is away: whoever asks tries again.
      fetched ??= fetchRows(() => {
        fetched = null;
      });
      await fetched;
    },
  };
}

/**
 * What the modes show of the claims that a filter leaves, or of all: each has a file of its own.
 * @param {Model} model whose payload and slot are those of the filter that is shown
 * @param {(url: string) => Promise<Payload.Modes>} read
 * @param {(error: unknown) => void} fail
 */
function createLateModes(model, read, fail) {
  const slots = /** @type {WeakMap<object, LateFile>} */ (new WeakMap());
  return {
    async load(/** @type {() => void} */ done) {
      const { modes: slot, payload, rawDayOf, outlines } = model;
      const readSlot = async () => readModes(await read(String(payload.modes)), payload, rawDayOf, outlines);
      const late = slots.get(slot) ?? createLate(slot, readSlot, fail);
      slots.set(slot, late);
      await late.load(done);
    },
  };
}

/**
 * The sentences of what only some open: they come among the others.
 * @param {Payload.Frames} payload
 * @param {(url: string) => Promise<Payload.Phrases>} read
 * @param {(error: unknown) => void} fail
 */
function createPhrases({ phrases, text }, read, fail) {
  const take = (/** @type {Record<string, string>} */ rows) => Object.assign(text, rows);
  const slot = { rows: typeof phrases === "string" ? null : take(phrases) };
  return createLate(slot, async () => take((await read(String(phrases))).rows), fail);
}

/**
 * What the map fetches by itself: what areas and readings share, the outlines of the reading, the
 * readings of each account's own word, and sentences that only some readers open.
 * @param {Model} model
 * @param {(url: string) => Promise<Payload.Overlaps & Payload.SharedSizes & Payload.Outlines & Payload.OwnReadings & Payload.Modes & Payload.Phrases>} read
 * @param {(name: string) => (error: unknown) => void} fail by the name of what cannot be had
 * @returns {Fetched}
 */
export function createFetched(model, read, fail) {
  const { payload } = model;
  const readRows = (/** @type {unknown} */ url) => async () => (await read(String(url))).rows;
  const readSizes = async () => readShared(await read(String(payload.shared)));
  const readReading = async () => readOutlines(await read(String(payload.outlines)), payload.chances);
  const own = Object.entries(model.own).map(([id, slot]) => {
    const readOwn = async () => slot.read(await read(String(payload.own[id])));
    return [id, createLate(slot, readOwn, fail("reading"))];
  });
  return {
    modes: createLateModes(model, read, fail("modes")),
    overlaps: createLate(model.overlaps, readRows(payload.overlaps), fail("overlaps")),
    shared: createLate(model.shared, readSizes, fail("overlaps")),
    outlines: createLate(model.outlines, readReading, fail("reading")),
    own: Object.fromEntries(own),
    phrases: createPhrases(payload, read, fail("phrases")),
  };
}

/** Fetch what a comparison needs. @param {Comparison} compare @param {Fetched} parts @param {() => void} [done] */
export async function loadCompared(compare, { overlaps, shared, outlines, own }, done) {
  const read = listRead(compare).map((id) => (id === null ? outlines : (own[id] ?? outlines)));
  const parts = [overlaps, ...(read.length ? [shared] : []), ...read];
  await Promise.all(parts.map((part) => part.load(done)));
}

/**
 * JSON from a script element of this page or from a file beside it.
 * @param {string} where element id or URL
 */
export async function readJson(where) {
  const element = document.getElementById(where);
  if (element) return JSON.parse(element.textContent || "");
  const response = await fetch(where);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

/** What is shown, and the fault of the base layers, without which the rest is of use. @param {Payload.MapSource} of @returns {Promise<FetchedFront>} */
export async function readSource(of) {
  const base = readJson(of.base);
  base.catch(() => undefined);
  const payload = await readJson(of.frames);
  try {
    return { payload, layers: (await base).layers, fault: null };
  } catch (fault) {
    return { payload, layers: [], fault };
  }
}
