"""How fast the front scrubs, beside the usual way: python tests/benchmarks/bench_front.py

Needs Chromium. Prints medians and 95th percentiles in milliseconds; machines are noisy, so read
the ratios. The bars are those of the design.
"""

import argparse
import gzip
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Frame, Page, sync_playwright

from dashboard.payload.payload import encode_base, encode_frames
from dashboard.view.workspace import open_workspace
from geodata.dataset.load import bundled_folder

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREEN = {"width": 1440, "height": 900}
STEPS = 60
REDRAWN = """() => {
  const frame = document.querySelector("iframe[title*=folium]:not([data-old])");
  return Boolean(frame?.contentDocument?.querySelector("path.leaflet-interactive"));
}"""
# Painted: the frame after the event is out. A task that is queued from within the callbacks of
# a frame runs once that frame is committed, on whatever page.
OBSERVE = """() => {
  window.waits = [];
  const channel = new MessageChannel();
  let start = 0;
  channel.port1.onmessage = () => window.waits.push(performance.now() - start);
  for (const kind of ["pointermove", "keydown"])
    addEventListener(kind, () => {
      start = performance.now();
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }, true);
}"""
NULL_PAGE = """<!doctype html><title>null</title>
<p data-testid="timeline" tabindex="0">0</p>
<input type="range" data-testid="timeline-slider" style="width: 878px">
<script>
  let day = 0;
  const write = () => document.querySelector("p").firstChild.data = String((day += 1));
  for (const kind of ["pointermove", "keydown"])
    addEventListener(kind, () => requestAnimationFrame(write));
</script>"""
PLAY = """async (seconds) => {
  const root = document.querySelector("[data-testid=timeline]");
  const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key }));
  let count = 0;
  const seen = new MutationObserver(() => { count += 1; });
  seen.observe(root, { attributes: true, attributeFilter: ["data-date"] });
  press("Home");
  for (let k = 0; k < 8; k += 1) press("+");
  await new Promise((done) => setTimeout(done, 300));
  count = 0;
  const start = performance.now();
  press(" ");
  await new Promise((done) => setTimeout(done, seconds * 1000));
  press(" ");
  return count / ((performance.now() - start) / 1000);
}"""

PAINTED = """const painted = () => new Promise((resolve) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => resolve();
  requestAnimationFrame(() => channel.port2.postMessage(null));
});
const time = async (change) => {
  const start = performance.now();
  change();
  await painted();
  return performance.now() - start;
};"""
SCRUB = f"""async () => {{
  {PAINTED}
  const slider = document.querySelector("[data-testid=timeline-slider]");
  const times = [];
  for (let day = 10; day < 210; day += 1)
    times.push(await time(() => {{
      slider.value = String(day);
      slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
    }}));
  return times;
}}"""
COMPARE = f"""async (compare) => {{
  {PAINTED}
  return time(() => window.kurskFront.command({{ compare }}));
}}"""
FILTER = """async () => {
  const root = document.querySelector("[data-testid=timeline]");
  const isShown = () => root.querySelector(".kf-legend .kf-filter:not([hidden])") !== null;
  const url = performance.getEntriesByType("resource")
    .map((one) => one.name).find((name) => name.includes("/filter-"));
  const turn = async (filter) => {
    const start = performance.now();
    window.kurskFront.command({ filter });
    while (isShown() === (filter === null))
      await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - start;
  };
  const times = [];
  for (let i = 0; i < 15; i += 1) times.push(await turn(null), await turn(url));
  return times;
}"""
WATCH_PAGE = """() => {
  window.kfNow = () => performance.timeOrigin + performance.now();
  const content = (name) => document.querySelector(`[data-testid=${name}]`);
  let claims = content("claims");
  addEventListener("click", () => { window.kfStart = kfNow(); }, true);
  new MutationObserver(() => {
    if (content("claims") === claims) return;
    claims = content("claims");
    window.kfWait = kfNow() - window.kfStart;
  }).observe(document.body, { subtree: true, childList: true });
}"""
WATCH_FRAME = """() => {
  addEventListener("keydown", () => { window.parent.kfStart = window.parent.kfNow(); }, true);
  new MutationObserver(() => {
    window.parent.kfFiltered = window.parent.kfNow() - window.parent.kfStart;
  }).observe(document.querySelector(".kf-legend .kf-filter"), { attributes: true });
}"""
PINNED = {"account": "ukraine", "against": "ukraine", "day": "2024-12-30"}


@contextmanager
def serve(*words: str) -> Iterator[str]:
    """Run a module that serves a page, on a free port, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        url = f"http://localhost:{port}"
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        try:
            yield url
        finally:
            os.kill(server.pid, signal.SIGTERM)


def report(name: str, waits: list[float], bar: str) -> None:
    """Print one line of the table."""
    ordered = sorted(waits)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    middle = statistics.median(ordered)
    print(f"{name:<46} n {len(waits):>3}   p50 {middle:7.1f}   p95 {late:7.1f}   {bar}")


def open_timeline(page: Page, url: str) -> Frame:
    """Open the dashboard and return the frame of its timeline once it is drawn."""
    page.goto(url)
    handle = page.wait_for_selector(".st-key-map iframe")
    frame = handle.content_frame()
    frame.wait_for_selector("[data-testid=timeline][data-date]")
    return frame


def measure_first_map(browser: Browser, url: str) -> None:
    """Measure opening to first frame, first with a cold server, then again."""
    context = browser.new_context(viewport=SCREEN)
    waits = []
    for _ in range(9):
        page = context.new_page()
        start = time.perf_counter()
        open_timeline(page, url)
        waits.append((time.perf_counter() - start) * 1000)
        page.close()
    report("first map, cold server", waits[:1], "bar 2,500")
    report("first map, later visits", waits[1:], "bar 1,500")


def open_counter(page: Page) -> CDPSession:
    """Return the page's counter of processor time, which tells more on a busy machine."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    session.send("Performance.enable")
    return session


def count_work(counter: CDPSession) -> float:
    """Return the processor time that the page's own thread has used so far, ms."""
    found = counter.send("Performance.getMetrics")["metrics"]
    return next(1000.0 * one["value"] for one in found if one["name"] == "TaskDuration")


def drag(page: Page, frame: Page | Frame, counter: CDPSession, name: str) -> None:
    """Measure a drag: pointer move to the painted frame."""
    box = frame.locator("[data-testid=timeline-slider]").bounding_box()
    assert box
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 12, height)
    page.mouse.down()
    page.wait_for_timeout(600)
    frame.evaluate("waits = []")
    before = count_work(counter)
    for step in range(STEPS):
        page.mouse.move(box["x"] + 12 + (step + 1) * (box["width"] - 30) / STEPS, height)
        page.wait_for_timeout(25)
    work = (count_work(counter) - before) / STEPS
    page.mouse.up()
    report(f"drag, {name}: pointer move to painted", frame.evaluate("waits"), f"CPU {work:.1f}")


def press(page: Page, frame: Page | Frame, counter: CDPSession, name: str) -> None:
    """Measure steps by key: key down to the painted frame."""
    frame.locator("[data-testid=timeline-slider]").press("Home")
    page.wait_for_timeout(600)
    frame.evaluate("waits = []")
    before = count_work(counter)
    for _ in range(STEPS // 2):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    work = (count_work(counter) - before) / (STEPS // 2)
    report(f"key step, {name}: key to painted", frame.evaluate("waits"), f"CPU {work:.1f}")


def measure_scrubbing(browser: Browser, page: Page, frame: Frame) -> None:
    """Measure drag, key steps and playback, the first two beside a page that writes a number."""
    empty = browser.new_page(viewport=SCREEN)
    empty.set_content(NULL_PAGE)
    for one in (empty, frame):
        one.evaluate(OBSERVE)
    counters = open_counter(empty), open_counter(page)
    for act in (drag, press):
        empty.bring_to_front()
        act(empty, empty, counters[0], "null page")
        page.bring_to_front()
        act(page, frame, counters[1], "dashboard")
    print("    bars: drag p50 4 above the null page, key step 7; p95 33 in all")
    empty.close()
    print(f"{'playback, repaints a second':<46}       {frame.evaluate(PLAY, 4):11.1f}   bar 60")


def measure_settling(page: Page, frame: Frame) -> None:
    """Measure a step to the claims panel of the new date, the wait before it is told included."""
    waits = []
    slider = frame.locator("[data-testid=timeline-slider]")
    for first, step in (("Home", "ArrowRight"), ("End", "ArrowLeft")):
        slider.press(first)
        page.wait_for_timeout(1500)
        for _ in range(38):  # every reported date but the first
            slider.press(step)
            page.wait_for_timeout(800)  # asking again and again would slow it down
            waits.append(page.evaluate("window.kfWait"))
    report("settled date to claims panel", waits, "bar p95 220")


def measure_comparing(page: Page, frame: Frame, mode: str) -> None:
    """Measure entering a way to compare again, and scrubbing while it is on."""
    waits = []
    for _ in range(8):
        waits.append(frame.evaluate(COMPARE, {**PINNED, "mode": mode}))
        page.wait_for_timeout(400)
        frame.evaluate(COMPARE, None)
        page.wait_for_timeout(400)
    report(f"compare, {mode}: again", waits[1:], "bar 100")
    frame.evaluate(COMPARE, {**PINNED, "mode": mode})
    page.wait_for_timeout(600)
    report(f"scrubbing by script, {mode}", frame.evaluate(SCRUB), "bar 17 / 33")


def measure_first_comparing(browser: Browser, url: str, mode: str) -> None:
    """Measure entering a way to compare as the first of all, on pages that have come to rest."""
    waits = []
    for _ in range(5):
        page = browser.new_page(viewport=SCREEN)
        frame = open_timeline(page, url)
        page.mouse.move(600, 400)  # of a reader, whose rests alone are used
        page.wait_for_timeout(4000)
        waits.append(frame.evaluate(COMPARE, {**PINNED, "mode": mode}))
        page.close()
    report(f"compare, {mode}: the first time", waits, "bar 100")


def measure_filtering(page: Page, url: str) -> None:
    """Measure turning a filter on and off in the browser, and through Python from its control."""
    frame = open_timeline(page, f"{url}/?date=2024-12-30&grade=C3")
    page.wait_for_timeout(1500)
    report("filter turned in the browser", frame.evaluate(FILTER), "bar 100")
    frame = open_timeline(page, f"{url}/?date=2024-12-30")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH_PAGE)
    frame.evaluate(WATCH_FRAME)
    page.locator(".st-key-filter button").first.click()
    core = page.get_by_label("Core documents only").locator("xpath=ancestor::label")
    core.wait_for()
    page.wait_for_timeout(800)
    waits = []
    for _ in range(20):
        core.click()
        page.wait_for_timeout(1000)
        waits.append(page.evaluate("window.kfFiltered"))
    report("filter: click to map, through Python", waits, "bar 250")


def measure_naive(page: Page, url: str) -> None:
    """Measure the same step where every date is a new folium map."""
    page.goto(url)
    page.wait_for_selector("#settled")
    page.wait_for_timeout(3000)
    thumb = page.get_by_role("slider")
    waits = []
    for _ in range(8):
        page.evaluate("document.querySelector('iframe[title*=folium]').dataset.old = '1'")
        start = time.perf_counter()
        thumb.press("ArrowRight")
        page.wait_for_function(REDRAWN)
        waits.append((time.perf_counter() - start) * 1000)
        page.wait_for_timeout(500)
    report("the usual way: new folium map at each step", waits, "")


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    workspace = open_workspace(bundled_folder())
    for name, content in (
        ("frames", encode_frames(workspace)),
        ("base map", encode_base(workspace)),
    ):
        packed = len(gzip.compress(content)) / 1000
        print(f"{name}: {len(content) / 1000:.0f} kB, {packed:.0f} kB compressed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    naive = str(Path(__file__).with_name("naive_server.py"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with serve("dashboard", "--no-browser", "--port={port}") as url:
            measure_first_map(browser, url)
            page = browser.new_page(viewport=SCREEN)
            frame = open_timeline(page, url)
            page.wait_for_timeout(1500)
            measure_scrubbing(browser, page, frame)
            page.evaluate(WATCH_PAGE)
            frame.evaluate(WATCH_FRAME)
            measure_settling(page, frame)
            report("scrubbing by script, not comparing", frame.evaluate(SCRUB), "")
            page.close()
            for mode in ("overlay", "side", "swipe"):
                measure_first_comparing(browser, url, mode)
                page = browser.new_page(viewport=SCREEN)
                measure_comparing(page, open_timeline(page, url), mode)
                page.close()
            page = browser.new_page(viewport=SCREEN)
            measure_filtering(page, url)
            page.close()
        with serve(
            "streamlit", "run", naive, "--server.headless=true", "--server.port={port}"
        ) as url:
            measure_naive(browser.new_page(), url)
        browser.close()


if __name__ == "__main__":
    main()
