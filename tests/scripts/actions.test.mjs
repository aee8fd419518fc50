/** Store, playback and stepping, on a clock that the test winds itself. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { createActions } from "../../dashboard/timeline_map/src/model/actions.js";
import { createExchange } from "../../dashboard/timeline_map/src/model/exchange.js";
import { describeState, openingState } from "../../dashboard/timeline_map/src/model/fields.js";
import { createModel } from "../../dashboard/timeline_map/src/model/model.js";
import { createStore } from "../../dashboard/timeline_map/src/model/state.js";
import { makeFrames } from "./front.mjs";

const real = { MessageChannel: globalThis.MessageChannel, performance: globalThis.performance };
let now = 0;
let frames = [];
let timers = [];

beforeEach(() => {
  [now, frames, timers] = [0, [], []];
  globalThis.performance = { now: () => now };
  globalThis.requestAnimationFrame = (act) => frames.push(act);
  globalThis.MessageChannel = class {
    port1 = {};
    port2 = { postMessage: () => this.port1.onmessage() };
  };
  globalThis.window = { setTimeout: (act, ms) => timers.push({ act, due: now + ms }) };
  globalThis.clearTimeout = (id) => {
    timers[id - 1] = null;
  };
});
afterEach(() => Object.assign(globalThis, real));

/** Let time pass in frames of 50 ms. */
function pass(ms) {
  for (const end = now + ms; now < end; ) {
    now += 50;
    const due = frames;
    frames = [];
    for (const act of due) act(now);
    for (const [place, timer] of timers.entries()) {
      if (!timer || timer.due > now) continue;
      timers[place] = null;
      timer.act();
    }
  }
}

function start() {
  const model = createModel(makeFrames());
  const told = [];
  const drawn = [];
  const exchange = createExchange();
  const store = createStore(openingState(model, []), {
    settleMs: 150,
    followMs: 200,
    exchange,
    settled: (message) => told.push(message.changes.date?.value),
    describe: (state) => describeState(state, model),
    follow: (next) => next,
    calm: () => undefined,
    painted: () => undefined,
    draw: (state, motion) => drawn.push([model.isoOf(state.day), motion]),
  });
  return { model, store, exchange, told, drawn, actions: createActions(model, store, () => undefined, true) };
}

test("many moves in a frame are drawn once; the first is told soon, the last once they have ended", () => {
  const { actions, drawn, told } = start();
  for (const day of [10, 11, 12]) actions.goTo(day);
  assert.deepEqual(drawn, []);
  pass(50);
  assert.deepEqual(drawn, [["2024-08-18", "none"]]);
  assert.deepEqual(told, ["2024-08-18"]);
  actions.goTo(13);
  pass(100);
  assert.deepEqual(told, ["2024-08-18"]);
  pass(60);
  assert.deepEqual(told, ["2024-08-18", "2024-08-19"]);
  pass(400);
  assert.equal(told.length, 2);
});

test("after what is told for an act nothing more is until the host has answered, or is too slow", () => {
  const { actions, exchange, store, told } = start();
  const turn = (days, milliseconds) => {
    for (const day of days) actions.goTo(day);
    pass(milliseconds);
    return told.splice(0);
  };
  const answer = (seen) => {
    exchange.accept({ numbers: {}, nonce: 0, seen, since: -1 });
    store.obey(store.get());
  };
  actions.goTo(10);
  store.flush();
  assert.deepEqual(turn([11], 1000), ["2024-08-16"]);
  answer(0); // to something before it
  assert.deepEqual(turn([], 400), []);
  answer(1);
  assert.deepEqual(turn([], 50), ["2024-08-17"]);
  pass(500);
  actions.goTo(12);
  store.flush();
  assert.deepEqual(turn([13], 1900), ["2024-08-18"]);
  assert.deepEqual(turn([], 200), ["2024-08-19"]);
  pass(500);
  store.flush(); // of no news, so that nobody will answer
  assert.deepEqual(turn([14], 200), ["2024-08-20"]);
});

test("nothing more is told after an act in the midst of moves either, where all of them had been told", () => {
  const { actions, exchange, store, told } = start();
  actions.playback.start();
  pass(100);
  store.flush();
  const before = told.length;
  store.flush();
  pass(400);
  assert.deepEqual(told.slice(before), [undefined]); // of no date: that one is known
  exchange.accept({ numbers: {}, nonce: 0, seen: before + 1, since: -1 });
  store.obey(store.get());
  pass(50);
  assert.equal(told.length, before + 2);
});

test("what the host has not answered is told again, and once it has answered no more", () => {
  const { actions, exchange, told } = start();
  actions.goTo(10);
  pass(2400);
  assert.deepEqual(told, ["2024-08-16"]);
  pass(300);
  assert.deepEqual(told, ["2024-08-16", "2024-08-16"]); // the first was lost
  exchange.accept({ numbers: {}, nonce: 0, seen: 2, since: -1 });
  pass(6000);
  assert.equal(told.length, 2);
});

test("what nobody was there to hear is told at once when somebody is there again", () => {
  const { actions, exchange, store, told } = start();
  actions.goTo(10);
  pass(300);
  store.insist();
  assert.deepEqual(told, ["2024-08-16", "2024-08-16"]);
  exchange.accept({ numbers: {}, nonce: 0, seen: 2, since: -1 });
  store.insist();
  assert.equal(told.length, 2);
});

test("what comes back to where it was is no news, nor what the host itself asked for", () => {
  const { actions, exchange, store, told, model } = start();
  actions.goTo(10);
  actions.goTo(model.dayOf("2024-08-12"));
  pass(300);
  const wish = exchange.accept({ date: "2024-09-05" });
  store.obey({ ...store.get(), day: model.dayOf(wish.date) });
  pass(300);
  assert.deepEqual(told, []);
});

test("a store that has ended takes nothing and says nothing, whoever still plays it", () => {
  const { actions, store, drawn, told } = start();
  const { day } = store.get();
  store.end();
  actions.playback.start();
  pass(500);
  actions.playback.stop();
  assert.deepEqual([store.get().day, drawn, told], [day, [], []]);
});

test("steps go by report or by day, and stay within the front", () => {
  const { actions, store, model } = start();
  const day = () => model.isoOf(store.get().day);
  actions.step(1, false, false);
  assert.equal(day(), "2024-09-01");
  actions.step(1, true, false);
  assert.equal(day(), "2024-09-02");
  actions.setStride("day");
  actions.step(-1, false, false);
  actions.step(-1, true, true);
  assert.equal(day(), "2024-08-12");
  actions.jumpTo(5000);
  assert.equal(day(), "2024-11-13");
});

test("a step fades, a repeated one and a drag do not", () => {
  const { actions, drawn } = start();
  actions.step(1, false, false);
  pass(50);
  actions.step(-1, false, true);
  pass(50);
  assert.deepEqual(
    drawn.map(([, motion]) => motion),
    ["step", "none"],
  );
});

test("playback runs at its speed and ends on the last day", () => {
  const { actions, store } = start();
  actions.goTo(0);
  actions.playback.start();
  pass(2050); // the first frame sets the clock
  assert.equal(store.get().day, 14); // seven days a second
  pass(60_000);
  assert.deepEqual([store.get().day, actions.playback.isPlaying()], [99, false]);
  actions.playback.toggle();
  assert.equal(store.get().day, 0);
});

test("a loop is set by two presses, turns on its own, shows each end as long as any day, and ends by a third", () => {
  const { actions, drawn, store, model } = start();
  actions.goTo(20);
  actions.markLoop();
  assert.deepEqual([actions.loopFrom(), store.get().loop], [20, null]);
  actions.goTo(14);
  actions.markLoop();
  assert.deepEqual([actions.loopFrom(), store.get().loop], [null, [14, 20]]);
  actions.goTo(50); // outside of it
  actions.playback.start();
  assert.equal(store.get().day, 14);
  drawn.length = 0;
  pass(3050);
  const days = drawn.map(([iso]) => model.dayOf(iso));
  assert.deepEqual([Math.min(...days), Math.max(...days)], [14, 20]);
  const shown = days.filter((day, place) => day !== days[place - 1]);
  assert.deepEqual(shown.slice(0, 16), [14, 15, 16, 17, 18, 19, 20, 14, 15, 16, 17, 18, 19, 20, 14, 15]);
  assert.ok(actions.playback.isPlaying());
  actions.markLoop();
  assert.equal(store.get().loop, null);
  pass(60_000);
  assert.deepEqual([store.get().day, actions.playback.isPlaying()], [99, false]);
});

test("a loop up to the last day of the front goes round, and one that is set while playing draws the date in", () => {
  const { actions, store, model } = start();
  actions.goTo(97);
  actions.markLoop();
  actions.goTo(99);
  actions.markLoop();
  actions.playback.start();
  pass(60_000);
  assert.ok(actions.playback.isPlaying());
  assert.ok(store.get().day >= 97);
  store.obey({ ...store.get(), loop: [0, 3] });
  pass(100);
  assert.ok(store.get().day <= 3, model.isoOf(store.get().day));
});

test("one day is no loop", () => {
  const { actions, store } = start();
  for (let press = 0; press < 2; press += 1) actions.markLoop();
  assert.deepEqual([actions.loopFrom(), store.get().loop], [null, null]);
});

test("the host follows the moves four times a second while they go on, and ends on the shown day", () => {
  const { actions, store, told, model } = start();
  actions.playback.changeSpeed(1); // fourteen days a second: a date a frame
  actions.playback.start();
  pass(2000);
  assert.ok(told.length >= 8, String(told.length));
  actions.playback.stop();
  pass(300);
  assert.equal(told.at(-1), model.isoOf(store.get().day));
});

test("what is untold is told at once where a control beside the map is about to act", () => {
  const { actions, store, told } = start();
  actions.goTo(20);
  store.flush();
  assert.deepEqual(told, ["2024-08-26"]);
  pass(500);
  assert.equal(told.length, 1);
});

test("the date never falls and never leaves the front, whatever the frames are dated", () => {
  const { actions, store, model } = start();
  const days = [];
  for (const first of [0, 5, model.days - 2]) {
    for (let pair = 0; pair < 40; pair += 1) {
      actions.goTo(first);
      actions.playback.start();
      const [tick] = frames.slice(-1);
      frames = [];
      now += 16;
      tick(now - 400); // a frame may be dated before the key that began it
      actions.playback.toggle();
      actions.playback.toggle(); // a second key before the next frame
      pass(50);
      days.push(store.get().day - first);
      actions.playback.stop();
    }
  }
  assert.ok(Math.min(...days) >= 0);
  assert.ok(store.get().day < model.days);
});

test("keys pressed twice within a frame leave one playback at its own speed", () => {
  const { actions, store } = start();
  actions.goTo(0);
  for (let press = 0; press < 5; press += 1) actions.playback.toggle();
  pass(1050);
  assert.equal(store.get().day, 7);
});

test("a change of speed holds from the next frame on, and moves no day by itself", () => {
  const { actions, store } = start();
  actions.goTo(0);
  actions.playback.start();
  pass(1050);
  const before = store.get().day;
  for (const by of [1, 1, -1]) actions.playback.changeSpeed(by);
  assert.equal(store.get().day, before);
  pass(1000);
  assert.equal(store.get().day, before + 14);
});

test("a hidden tab is not caught up in one leap", () => {
  const { actions, store } = start();
  actions.goTo(0);
  actions.playback.start();
  pass(50);
  now += 60_000;
  pass(50);
  assert.ok(store.get().day <= 2);
});

test("any move by hand ends playback; speeds have their limits", () => {
  const { actions } = start();
  const { playback } = actions;
  playback.start();
  actions.step(1, false, false);
  assert.equal(playback.isPlaying(), false);
  for (let press = 0; press < 9; press += 1) playback.changeSpeed(1);
  assert.deepEqual([playback.speed(), playback.limits()], [60, { slowest: false, fastest: true }]);
  for (let press = 0; press < 9; press += 1) playback.changeSpeed(-1);
  assert.deepEqual([playback.speed(), playback.limits()], [1, { slowest: true, fastest: false }]);
});

test("accounts and layers keep the order of the front", () => {
  const { actions, store } = start();
  actions.toggleAccount("kyiv", false);
  assert.deepEqual(store.get().accounts, ["moscow"]);
  actions.toggleAccount("kyiv", true);
  assert.deepEqual(store.get().accounts, ["kyiv", "moscow"]);
  actions.toggleLayer("water", true, ["roads", "water"]);
  actions.toggleLayer("roads", true, ["roads", "water"]);
  assert.deepEqual(store.get().layers, ["roads", "water"]);
});

test("two compared sides change places with their dates", () => {
  const { actions, store, model } = start();
  actions.goTo(model.dayOf("2024-09-15"));
  actions.toggleCompare();
  const { compare } = store.get();
  assert.equal(compare.day, "2024-08-12");
  actions.compare({ account: "moscow" });
  actions.swapCompared();
  assert.equal(model.isoOf(store.get().day), "2024-08-12");
  assert.deepEqual(store.get().compare, { mode: "overlay", account: "kyiv", against: "moscow", day: "2024-09-15" });
  actions.toggleCompare();
  assert.equal(store.get().compare, null);
});
