"""The level runs of a series of figures: what a step line on a chart goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.claims.timeline import Timeline
from geodata.core.model import Series, Side


@dataclass(frozen=True, slots=True)
class Run:
    """A figure in km² that holds from one day to another, open (None) where it was the last.

    `joined`: the series' next figure starts on the day on which this one ends.
    """

    start: date
    end: date | None
    value: float
    joined: bool


def list_runs(timeline: Timeline, series: Series) -> list[Run]:
    """Return the runs of a series: each figure until the next, or until words made it void.

    Only figures dated to the day count, and of one day the best graded. A range without a single
    value ends the run before it and has none of its own.
    """
    points = [one for one in timeline.points[series.series_id] if one.on_line]
    figures = [(one.claim.as_of.start, one.claim.value) for one in points if one.claim.as_of.is_day]
    voids = _find_voids(timeline, series.side)
    runs = []
    for place, (start, value) in enumerate(figures):
        following, figure = figures[place + 1] if place + 1 < len(figures) else (None, None)
        end = min((day for day in (following, _after(voids, start)) if day), default=None)
        if value is not None:
            runs.append(Run(start, end, value, figure is not None and end == following))
    return runs


def _find_voids(timeline: Timeline, account: Side) -> list[date]:
    """Return the days from which an account spoke in words only, in order."""
    return [figure.since for figure in timeline.figures(account) if figure.in_words]


def _after(days: Sequence[date], start: date) -> date | None:
    return next((day for day in days if day > start), None)
