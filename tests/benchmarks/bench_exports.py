"""How long files take, beside a screenshot of the page: python tests/benchmarks/bench_exports.py

Prints medians in seconds, imports done, and the ratio to the usual way: headless Chromium opens
the standalone page and takes a picture of it. The bars are those of the design.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

from dashboard.briefing.export import Wish, make_deck, make_film, make_pack, make_sheet
from dashboard.state.selection import open_selection
from dashboard.view.workspace import Workspace, open_workspace
from geodata.dataset.load import bundled_folder

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DAY = date(2025, 3, 12)
SLIDES, FRAMES = 10, 60


def list_jobs(workspace: Workspace) -> dict[str, tuple[float | None, Callable[[], bytes]]]:
    """Return what is timed by its name: its bar in seconds, if it has one, and what makes it."""
    selection = replace(open_selection(workspace.dataset.front), day=DAY)
    stops = [replace(selection, day=day) for day in workspace.timeline.dates[:SLIDES]]
    first = date(2024, 8, 6)
    twelve = [replace(selection, day=day) for day in workspace.timeline.dates[::3][:12]]
    large = Wish("png", width="3840")
    film = Wish("mp4", by="day", first=first, last=first + timedelta(FRAMES - 1))
    return {
        "PNG sheet 1920x1080": (0.8, lambda: make_sheet(workspace, selection, Wish("png"))),
        "PNG sheet 3840x2160": (1.5, lambda: make_sheet(workspace, selection, large)),
        "SVG sheet": (0.8, lambda: make_sheet(workspace, selection, Wish("svg"))),
        "PDF sheet": (0.8, lambda: make_sheet(workspace, selection, Wish("pdf"))),
        "12 dates on a page, PNG": (None, lambda: make_deck(workspace, twelve, Wish("picture"))),
        "standalone HTML": (None, lambda: make_sheet(workspace, selection, Wish("html"))),
        f"PPTX of {SLIDES} slides": (5.0, lambda: make_deck(workspace, stops, Wish("pptx"))),
        f"MP4 of {FRAMES} frames 1920x1080": (5.0, lambda: make_film(workspace, selection, film)),
        "data pack, ZIP": (None, lambda: make_pack(workspace)),
    }


def shoot_page(page: Path) -> bytes:
    """Return a picture of the standalone page as headless Chromium shows it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        window = browser.new_page(viewport={"width": 1920, "height": 1080})
        window.goto(page.as_uri())
        window.wait_for_selector("[data-testid=timeline][data-date]")
        return window.screenshot()


def time_it(make: Callable[[], bytes], runs: int) -> tuple[float, int]:
    """Return the median time of `runs` runs in seconds, and the size of the file in bytes."""
    took, size = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        size = len(make())
        took.append(time.perf_counter() - start)
    return statistics.median(took), size


def main() -> None:
    """Time every export and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    workspace = open_workspace(bundled_folder())
    jobs = list_jobs(workspace)
    for _, make in jobs.values():
        make()  # imports, fonts and caches
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "front.html"
        page.write_bytes(jobs["standalone HTML"][1]())
        usual, _ = time_it(lambda: shoot_page(page), runs)
    print(f"{'':32} {'median s':>9} {'bar s':>6} {'usual':>6} {'kB':>8}")
    for name, (bar, make) in jobs.items():
        took, size = time_it(make, runs)
        told = "" if bar is None else f"{bar:.1f}"
        print(f"{name:32} {took:9.2f} {told:>6} {took / usual:6.2f} {size / 1000:8.0f}")
    print(f"{'the usual way: a screenshot':32} {usual:9.2f}")


if __name__ == "__main__":
    main()
