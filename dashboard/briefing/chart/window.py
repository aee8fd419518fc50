"""The days between which a chart is seen, as chosen on the screen, and what of its figures is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dashboard.briefing.chart.plot import find_top, list_runs
from dashboard.state.selection import Selection
from geodata.claims.timeline import EventTimeline
from geodata.core.dates import parse_day
from geodata.core.model import Series
from geodata.core.reading import Reading

Window = tuple[date, date]


def read_window(selection: Selection) -> Window | None:
    """Return the two days that a selection names, None where it shows all."""
    if selection.window is None:
        return None
    first, last = selection.window.split(",")
    return parse_day(first), parse_day(last)


def keep_seen(timeline: EventTimeline, window: Window) -> EventTimeline:
    """Return a timeline with those figures whose days touch the window; for marks, not for runs."""
    first, last = window
    points = {
        name: tuple(
            one for one in own if one.claim.as_of.end >= first and one.claim.as_of.start <= last
        )
        for name, own in timeline.points.items()
    }
    return replace(timeline, points=points)


def find_seen_top(
    shown: Iterable[Series],
    timeline: EventTimeline,
    readings: Sequence[Reading],
    window: Window,
) -> float:
    """Return the highest km² seen in the window: of marks, lines that pass through, and the band.

    The browser's half is `timeline_map/src/chart/plot.js`; golden vectors hold them together.
    `readings` are all that the chart shows, in order of their days; 1 where nothing is seen.
    """
    first, last = window
    seen = keep_seen(timeline, window)
    highest = max((one.high_km2 for one in keep_seen_readings(readings, window)), default=1.0)
    for series in shown:
        runs = list_runs(timeline, series)
        through = [
            run.value for run in runs if run.start <= last and (not run.end or run.end >= first)
        ]
        highest = max(highest, find_top(seen.points[series.series_id]), *through)
    return highest


def keep_seen_readings(readings: Sequence[Reading], window: Window) -> tuple[Reading, ...]:
    """Return the readings that hold on some day of the window; each lasts until the next."""
    first, last = window
    ends = [*(one.date for one in readings[1:]), date.max]
    held = zip(readings, ends, strict=False)  # of no readings there is an end too many
    return tuple(one for one, end in held if one.date <= last and end > first)
