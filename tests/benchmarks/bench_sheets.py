"""How fast sheets are written: python tests/benchmarks/bench_sheets.py

Prints the median of some runs in seconds, imports done, beside the bar of the design.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dashboard.briefing.image import render_pdf, render_png, render_svg
from dashboard.briefing.multiples import draw_multiples
from dashboard.briefing.sheet import draw_sheet
from dashboard.state import open_selection
from dashboard.view import build_view, open_desk
from geodata.load import bundled_folder

RUNS = 5
WORDS = {"title": "a", "subject": "b", "alt": "c", "language": "en"}


def measure(work: Callable[[], object]) -> float:
    """Return the median seconds that `work` takes."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure every format of one day's sheet, and twelve dates on a page."""
    desk = open_desk(bundled_folder())
    selection = replace(open_selection(desk.dataset.front), day=date(2025, 3, 12))
    view = build_view(desk, selection)
    dates = desk.timeline.dates[:: len(desk.timeline.dates) // 12][:12]
    views = [build_view(desk, replace(selection, day=day)) for day in dates]

    def draw(width: int) -> bytes:
        return render_png(draw_sheet(desk, view), width)

    rows = (
        ("SVG", 0.8, lambda: render_svg(draw_sheet(desk, view))),
        ("PDF", 0.8, lambda: render_pdf(draw_sheet(desk, view), **WORDS)),
        ("PNG 1920x1080", 0.8, lambda: draw(1920)),
        ("PNG 3840x2160", 1.5, lambda: draw(3840)),
        ("PNG 7680x4320", None, lambda: draw(7680)),
        ("PNG 1920x1080, 12 dates", None, lambda: render_png(draw_multiples(desk, views), 1920)),
    )
    for name, bar, work in rows:
        print(f"{name:<26} {measure(work):6.2f} s   {f'bar {bar} s' if bar else ''}")


if __name__ == "__main__":
    main()
