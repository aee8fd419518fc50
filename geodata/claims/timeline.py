"""The date axis of a front: the days on which something changes, series, and silences."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from geodata.claims.claims import (
    HELD_KINDS,
    TOTAL_KINDS,
    Figure,
    claims_in_force,
    is_held_figure,
    is_known,
    list_figures,
    list_statements,
    pick_around,
    pick_figure,
    start_of_force,
)
from geodata.claims.known import list_voices
from geodata.core.dates import make_span
from geodata.core.model import Claim, Dataset, Side, Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """A claim of ground held on its series' line; month and season claims are bars, never joined.

    `leading`: it leads its account on its day. `on_line`: it leads its series on its day, so that
    the series' line runs through it.
    """

    claim: Claim
    leading: bool
    on_line: bool


def reported_dates(dataset: Dataset, *, known_on: date | None = None) -> tuple[date, ...]:
    """Return the days, in order, from which some account's figure or words are in force."""
    sides = [account.side for account in dataset.front.accounts]
    figures = (list_figures(dataset, side, known_on=known_on) for side in sides)
    return tuple(sorted({figure.since for account in figures for figure in account}))


def series_points(
    dataset: Dataset, *, known_on: date | None = None
) -> dict[str, tuple[Point, ...]]:
    """Return every series' claims of ground held in order of as-of date, in the front's order."""
    points: dict[str, tuple[Point, ...]] = {}
    for series in dataset.front.series:
        in_account = _list_leaders(dataset, series.side, None, known_on)
        in_series = _list_leaders(dataset, series.side, series.series_id, known_on)
        claims = (
            claim
            for claim in dataset.claims.values()
            if claim.series == series.series_id
            and claim.kind in HELD_KINDS
            and is_known(claim, known_on)
        )
        points[series.series_id] = tuple(
            Point(claim, claim.claim_id in in_account, claim.claim_id in in_series)
            for claim in sorted(claims, key=lambda c: (c.as_of, c.reported, c.claim_id))
        )
    return points


def find_gaps(dataset: Dataset, *, known_on: date | None = None) -> tuple[Span, ...]:
    """Return the silences: at least `gap_days` days without anybody's area figure.

    Counted between figures dated to the day, on the as-of clock, and out to the front's first and
    last day; the days of the figures themselves are not part of a silence.
    """
    front = dataset.front
    reports = {
        claim.as_of.start
        for claim in dataset.claims.values()
        if is_held_figure(claim) and is_known(claim, known_on)
    }
    bounds = sorted({front.first - _DAY, *reports, front.last + _DAY})
    return tuple(
        make_span(before + _DAY, after - _DAY)
        for before, after in pairwise(bounds)
        if (after - before).days - 1 >= front.gap_days
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """All of a dataset's dates worked out once, so that any day is looked up in microseconds."""

    dates: tuple[date, ...]
    points: Mapping[str, tuple[Point, ...]]
    gaps: tuple[Span, ...]
    _figures: Mapping[tuple[Side, str | None], tuple[Figure, ...]]
    _changes: tuple[date, ...]
    _in_force: tuple[Mapping[Side, tuple[Claim, ...]], ...]
    _statements: tuple[Claim, ...]

    @classmethod
    def build(cls, dataset: Dataset, *, known_on: date | None = None) -> "Timeline":
        """Return the timeline of `dataset`, of what was known on `known_on` where given."""
        totals = (claim for claim in dataset.claims.values() if claim.kind in TOTAL_KINDS)
        changes = tuple(sorted({date.min, *(start_of_force(claim) for claim in totals)}))
        return cls(
            dates=reported_dates(dataset, known_on=known_on),
            points=series_points(dataset, known_on=known_on),
            gaps=find_gaps(dataset, known_on=known_on),
            _figures={
                (side, series): list_figures(dataset, side, series, known_on=known_on)
                for side, series in list_voices(dataset)
            },
            _changes=changes,
            _in_force=tuple(claims_in_force(dataset, day, known_on=known_on) for day in changes),
            _statements=list_statements(dataset, known_on=known_on),
        )

    def figures(self, account: Side, series: str | None = None) -> tuple[Figure, ...]:
        """Return every figure of an account, or of one of its series, in order of its day."""
        return self._figures.get((account, series), ())

    def figure(self, account: Side, day: date, series: str | None = None) -> Figure | None:
        """Return what is in force on `day`, as `claims.figure_in_force` does."""
        return pick_figure(self.figures(account, series), day)

    def in_force(self, day: date) -> Mapping[Side, tuple[Claim, ...]]:
        """Return every account's totals in force on `day`, as `claims.claims_in_force` does."""
        return self._in_force[bisect_right(self._changes, day) - 1]

    def statements(self, day: date, days: int = 3) -> tuple[Claim, ...]:
        """Return the statements around `day`, as `claims.statements_around` does."""
        return pick_around(self._statements, day, days)

    def nearest(self, day: date) -> date | None:
        """Return the reported date closest to `day`, the earlier of two; None when there is none.

        What a bad or empty date in an address falls back to.
        """
        return min(self.dates, key=lambda reported: abs(reported - day), default=None)

    def previous(self, day: date) -> date | None:
        """Return the last reported date before `day`, or None."""
        return max((reported for reported in self.dates if reported < day), default=None)

    def next(self, day: date) -> date | None:
        """Return the first reported date after `day`, or None."""
        return min((reported for reported in self.dates if reported > day), default=None)


def _list_leaders(
    dataset: Dataset, side: Side, series: str | None, known_on: date | None
) -> frozenset[str]:
    """Return the ids of the claims that lead an account or series on their day."""
    figures = list_figures(dataset, side, series, known_on=known_on)
    return frozenset(figure.claim.claim_id for figure in figures)
