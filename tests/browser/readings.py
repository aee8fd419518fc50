"""What the driver runs in the page: hooks, and readings of what each part shows."""

from typing import Final

# In every frame of the page: what moves is noted in the topmost one, and the server can be made to
# go away: sockets are cut, and new ones find nobody. A page whose session the server has forgotten
# comes back without the name of that session. What a busy server says can be made to arrive late.
HOOKS: Final = """(() => {
  const note = (what) => {
    window.top.kfMoved = performance.timeOrigin + performance.now();
    window.top.kfLast = [what, ...(window.top.kfLast || [])].slice(0, 20); // for who waits in vain
  };
  const nameChange = ({ type, attributeName, target }) =>
    [type, attributeName, target.nodeName, target.className || target.parentNode?.className].join();
  note("start");
  window.kfDays = [];
  new MutationObserver((changes) => {
    note(changes.map(nameChange));
    for (const { attributeName, target } of changes)
      if (attributeName === "data-date") kfDays.push(target.dataset.date);
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const noteFetched = (list) => note(list.getEntries().map((one) => one.name));
  new PerformanceObserver(noteFetched).observe({ type: "resource" });
  addEventListener("message", ({ data }) => note(data?.type));
  // What a reader ticks: the page may draw another control just before, in the place of one.
  addEventListener("pointerdown", ({ target }) => {
    const tick = target.closest("label")?.querySelector("[type=checkbox]");
    if (tick) window.kfTicks = !tick.checked;
  }, true);
  const Native = WebSocket;
  const open = new Set();
  const state = window.kfServer = {
    away: false, forgetful: false, messages: 0,
    cut() { for (const one of open) one.close(); },
    connected() { return [...open].some((one) => one.readyState === Native.OPEN); },
    late: false, asked: 0,
    release() {
      if (!held.length) return void (state.late = false);
      passing = true;
      for (let end = held[0][0]; held.length && held[0][0] - end < 100; ) {
        const [when, one, data] = held.shift();
        end = when;
        one.dispatchEvent(new MessageEvent("message", { data }));
      }
      passing = false;
      setTimeout(state.release, 100); // what the next run says comes once this is drawn
    },
  };
  const held = [];
  let passing = false;
  window.WebSocket = class extends Native {
    constructor(url, protocols) {
      const names = state.forgetful && Array.isArray(protocols) ? protocols.slice(0, 2) : protocols;
      super(state.away ? new URL("/nobody", url) : url, names); // its policy allows no other host
      open.add(this);
      this.addEventListener("message", (event) => {
        state.messages += 1;
        state.asked = 0;
        note("answer");
        if (!state.late || passing) return;
        event.stopImmediatePropagation();
        held.push([performance.now(), this, event.data]);
      });
      this.addEventListener("close", () => { open.delete(this); note("closed"); });
    }
    send(content) {
      state.messages += 1;
      state.asked = performance.now();
      note("asked");
      super.send(content);
    }
  };
})();"""
# How long it has been calm; while the server works on a run it is not, though nothing moves.
CALM: Final = """() => {
  const app = document.querySelector("[data-test-script-state]");
  if (app && app.dataset.testScriptState !== "notRunning") return 0;
  // A busy server is slow to begin; to what concerns a part that is gone it says nothing at all.
  if (kfServer.asked && performance.now() - kfServer.asked < 3000) return 0;
  return performance.timeOrigin + performance.now() - window.kfMoved;
}"""
PAINT: Final = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
# Press pause where a map plays; true where there is one, and it does not.
PRESS_PAUSE: Final = """() => {
  const map = document.querySelector("[data-testid=timeline][data-date]");
  const button = map?.querySelector("[data-testid=timeline-play]");
  const playing = button?.dataset.icon === "pause";
  if (playing) button.click();
  return Boolean(map) && !playing;
}"""
# A map in the place of another has drawn nothing at first.
READ_DAY: Final = """async () => {
  const wait = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const read = () => document.querySelector("[data-testid=timeline]")?.dataset.date;
  for (let frame = 0; frame < 2 || !read(); frame++) await wait();
  return read();
}"""
READ_MAP: Final = """() => {
  const root = document.querySelector("[data-testid=timeline]");
  const all = (names) => [...root.querySelectorAll(names)];
  const seen = (one) => one.getBoundingClientRect().width > 0;
  const pressed = root.querySelector("[data-clock][aria-pressed=true]");
  const [against, account] = ["against", "account"]
    .map((side) => root.querySelector(`[data-chosen=${side}] select`).value);
  const pin = root.querySelector(".kf-compare-day");
  const same = pin.disabled;
  const mode = root.dataset.compare;
  const ring = root.querySelector(".kf-place-ring");
  let place = null;
  if (ring) {
    const box = ring.getBoundingClientRect();
    const outer = map.getContainer().getBoundingClientRect();
    const x = box.left + box.width / 2 - outer.left;
    const y = box.top + box.height / 2 - outer.top;
    const { lat, lng } = map.containerPointToLatLng([x, y]);
    place = [lng, lat];
  }
  const shade = getComputedStyle(root).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number);
  const boxes = all(".kf-menu label").map((one) => [one.textContent, one.firstChild.checked]);
  return {
    day: root.dataset.date,
    words: root.querySelector(".kf-date").textContent,
    spoken: root.querySelector("[data-testid=timeline-slider]").getAttribute("aria-valuetext"),
    accounts: all("[data-legend]:not([data-legend=reading])")
      .filter((one) => one.querySelector("input").checked)
      .map((one) => one.dataset.legend),
    clock: pressed && pressed.dataset.clock,
    mapper: root.querySelector(".kf-mapper").value || null,
    reading: root.querySelector("select.kf-whose").value || null,
    mode: root.querySelector("select.kf-mode-pick").value,
    whose: root.querySelector("select.kf-mode-whose").value,
    loops: root.querySelector("[data-icon=loop]").getAttribute("aria-pressed") === "true",
    windowed: root.querySelector(".kf-brush-ends").getAttribute("d") !== "",
    compare: mode ? { mode, account, against, day: same ? null : pin.dataset.day } : null,
    notice: all(".kf-legend .kf-filter:not([hidden]) span").map((one) => one.textContent)[0] || "",
    place,
    language: document.documentElement.lang.split("-")[0],
    theme: root.dataset.theme,
    shade: shade[0] + shade[1] + shade[2] > 382 ? "light" : "dark",
    inks: Object.fromEntries(all("[data-legend]:not([data-legend=reading])").map((one, index) =>
      [one.dataset.legend, getComputedStyle(root).getPropertyValue(`--kf-account-${index}`)])),
    boxes: Object.fromEntries(boxes),
    figures: Object.fromEntries(all("[data-legend]").map((one) =>
      [one.dataset.legend, one.querySelector(".kf-value").textContent])),
    drawn: all("path.kf-area[data-claim]").filter(seen).map((one) => one.dataset.claim),
    playing: root.querySelector("[data-testid=timeline-play]").dataset.icon === "pause",
    view: map.getContainer().isConnected
      ? [map.getZoom(), map.getCenter().lat, map.getCenter().lng] : null,
    chapter: all(".kf-story:not([hidden]) .kf-story-title").map((one) => one.textContent)[0] || "",
    failures: all(".kf-failure").map((one) => one.textContent),
  };
}"""
READ_PAGE: Final = """() => {
  const all = (names) => [...document.querySelectorAll(names)];
  const read = (names) => all(names).map((one) => one.textContent)[0];
  const shade = (one) => {
    const tones = getComputedStyle(one).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number);
    return tones[0] + tones[1] + tones[2] > 382 ? "light" : "dark";
  };
  return {
    title: read(".kf-title"),
    parts: Object.fromEntries(all(".stMain .kf-panel[data-testid]")
      .map((one) => [one.dataset.testid, one.textContent])),
    notice: read("[data-testid=filtered]") || "",
    shade: shade(document.querySelector(".stApp")),
    scheme: getComputedStyle(document.documentElement).colorScheme,
    language: document.documentElement.lang.split("-")[0],
    inks: Object.fromEntries(all(".stMain i.kf-swatch[data-account]").map((one) =>
      [one.dataset.account, getComputedStyle(one).borderTopColor])),
    alerts: all("[data-testid=stAlert], [data-testid=stException]").map((one) => one.textContent),
    dialogs: all("[role=dialog]").map((one) => one.textContent),
    held: all("[inert]").map((one) => one.className),
  };
}"""
WATCH_DAYS: Final = """async ([enough, seconds]) => {
  const look = {
    address: () => new URLSearchParams(location.search).get("date"),
    panel: () => document.querySelector(".kf-title").textContent,
  };
  const seen = Object.fromEntries(Object.keys(look).map((name) => [name, []]));
  const end = performance.now() + 1000 * seconds;
  const few = () => Object.values(seen).some((days) => days.length < enough);
  while (few() && performance.now() < end) {
    for (const [name, read] of Object.entries(look))
      if (read() !== seen[name].at(-1)) seen[name].push(read());
    await new Promise((done) => setTimeout(done, 20));
  }
  return seen;
}"""
READ_TEXT: Final = """html => {
  const box = document.createElement("div");
  box.innerHTML = html;
  return box.textContent;
}"""
READ_PICTURE: Final = """(picture) => [picture.alt, picture.src.split("base64,")[1]]"""
