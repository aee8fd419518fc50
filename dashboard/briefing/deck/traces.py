"""What a deck's chart goes through: step lines, single figures, ranges, and the shown day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.briefing.chart.chart import is_charted, read_timeline
from dashboard.briefing.chart.plot import list_runs
from dashboard.state.selection import Selection
from dashboard.text.deck import DECK
from dashboard.text.spelling import format_day
from dashboard.view.view import KNOWN, Desk
from geodata.claims.timeline import Point, Timeline
from geodata.core.model import Account, Series, Side

Pair = tuple[date, float | None]
"""A day and its km²; without km² the line breaks."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one series of the chart goes through, and how it is drawn."""

    label: str
    pairs: tuple[Pair, ...]
    side: Side | None
    order: int = 0
    lined: bool = True
    width: float = 1.75
    named: bool = True


def list_traces(desk: Desk, selection: Selection) -> list[Trace]:
    """Return the traces of every account that is shown: lines, marks, ranges, playhead."""
    timeline = read_timeline(desk, selection)
    end = selection.day if selection.clock == KNOWN else desk.dataset.front.last
    charted = [one for one in desk.dataset.front.series if is_charted(one, selection)]
    traces: list[Trace] = []
    for account in desk.dataset.front.accounts:
        series = [one for one in charted if one.side is account.side]
        traces += _trace_account(timeline, account, series, end)
    top = max((km2 for one in traces for _, km2 in one.pairs if km2 is not None), default=1.0)
    head = ((selection.day, 0.0), (selection.day, top))
    traces.append(Trace(format_day(selection.day), head, None, width=1.25, named=False))
    # LibreOffice drops every series that stands before the longest one.
    longest = max(traces, key=lambda one: len(one.pairs))
    return [longest, *(one for one in traces if one is not longest)]


def _trace_account(
    timeline: Timeline, account: Account, series: list[Series], last: date
) -> list[Trace]:
    """Return a line or marks for each series of an account, and one trace for all its ranges."""
    lined = [one for one in series if one.joined]
    single = [one for one in series if not one.joined]
    traces = [
        Trace(one.label, tuple(_follow(timeline, one, last)), account.side, order)
        for order, one in enumerate(lined)
    ]
    traces += [
        Trace(
            one.label, tuple(_scatter(timeline.points[one.series_id])), account.side, order, False
        )
        for order, one in enumerate(single)
    ]
    points = [point for one in series for point in timeline.points[one.series_id]]
    ranges = tuple(pair for point in points for pair in _extend(point))
    label = DECK["range"].format(account=account.label)
    traces.append(Trace(label, ranges, account.side, width=0.75, named=False))
    return [one for one in traces if one.pairs]


def _follow(timeline: Timeline, series: Series, last: date) -> Iterable[Pair]:
    """Yield the corners of a series' steps; the last figure stands until the `last` day."""
    runs = list_runs(timeline, series)
    for place, run in enumerate(runs):
        yield run.start, run.value
        yield run.end or last, run.value
        if not run.joined and place + 1 < len(runs):
            yield run.end or last, None


def _scatter(points: Iterable[Point]) -> Iterable[Pair]:
    """Yield the single figures that are dated to the day."""
    for point in points:
        if point.claim.as_of.is_day and point.claim.value is not None:
            yield point.claim.as_of.start, point.claim.value


def _extend(point: Point) -> Iterable[Pair]:
    """Yield a claim's range as an upright stroke, its month or season as a level one."""
    claim = point.claim
    first, last = claim.as_of.start, claim.as_of.end
    middle = first + (last - first) / 2
    if claim.low is not None and claim.high is not None:
        yield from ((middle, claim.low), (middle, claim.high), (middle, None))
    height = next((one for one in (claim.value, claim.high, claim.low) if one is not None), None)
    if last > first and height is not None:
        yield from ((first, height), (last, height), (last, None))
