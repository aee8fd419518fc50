"""How fast the data answers, beside the obvious way: python tests/benchmarks/bench_data.py

Prints medians and 95th percentiles in milliseconds; machines are noisy, so read the ratios.
"""

import argparse
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import geopandas
import pandas
from bench_front import report
from rapidfuzz import process

from dashboard.panels.places import render_history
from dashboard.state.selection import open_selection
from dashboard.view.view import build_view
from dashboard.view.workspace import Workspace, open_workspace
from geodata.claims.place_history import trace_place
from geodata.claims.timeline import EventTimeline
from geodata.core.model import Dataset
from geodata.dataset.load import bundled_folder, load_dataset
from geodata.places.gazetteer import search_places

TIMES = 20
TYPED = ("Суджа", "Mala Loknia", "Nikolayevo-Darino", "xq", "Горналь")


def clock(act: Callable[[], object], times: int = TIMES) -> list[float]:
    """Return how long `act` takes, again and again, in milliseconds; the first time is left out."""
    act()
    waits = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        waits.append((time.perf_counter() - start) * 1000)
    return waits


def read_plainly(folder: Path) -> None:
    """Read tables and layers unchecked, each with the library that is at hand."""
    for path in folder.glob("*.csv"):
        pandas.read_csv(path)
    for path in folder.glob("layers/**/*.geojson"):
        geopandas.read_file(path)


def look_up_every_day(dataset: Dataset, timeline: EventTimeline) -> None:
    """Ask for everything that is in force on each day of the front."""
    front = dataset.front
    for n in range((front.last - front.first).days + 1):
        day = front.first + timedelta(n)
        timeline.in_force(day)
        timeline.statements(day)
        for account in front.accounts:
            timeline.figure(account.side, day)
        for series in front.series:
            timeline.figure(series.side, day, series.series_id)


def measure_tables(dataset: Dataset) -> None:
    """Measure loading, looking up and searching."""
    folder = dataset.folder
    report("load and check the bundled front", clock(lambda: load_dataset(folder)), "")
    report("the same files by pandas and geopandas", clock(lambda: read_plainly(folder), 5), "")
    timeline = EventTimeline.build(dataset)
    days = (dataset.front.last - dataset.front.first).days + 1
    waits = clock(lambda: look_up_every_day(dataset, timeline))
    report(f"everything in force, {days} days", waits, "")
    report("the timeline that knows it, built", clock(lambda: EventTimeline.build(dataset)), "")
    places = dataset.places.values()
    waits = [wait for typed in TYPED for wait in clock(lambda t=typed: search_places(places, t))]
    report(f"search {len(places)} places", waits, "")
    names = [name for one in places for name in (one.latin, one.russian, one.ukrainian) if name]
    waits = [wait for typed in TYPED for wait in clock(lambda t=typed: process.extract(t, names))]
    report("the same names by rapidfuzz alone", waits, "")


def measure_views(workspace: Workspace) -> None:
    """Measure what a settled date and a place need."""
    selection = open_selection(workspace.dataset.front)
    view = build_view(workspace, selection)
    report("view of a date", clock(lambda: build_view(workspace, selection)), "")

    def tell_history() -> str:
        return render_history(
            workspace, view, trace_place(workspace.dataset, "sudzha", selection.accounts)
        )

    report("history of a place", clock(tell_history), "")


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    workspace = open_workspace(bundled_folder())
    measure_tables(workspace.dataset)
    measure_views(workspace)


if __name__ == "__main__":
    main()
