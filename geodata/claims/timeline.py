"""The days of a front on a clock: what changes when, what stands on a day, series and silences.

`Timeline` is what every clock answers; `EventTimeline` answers as the events fell,
`known.KnownTimeline` as was known on the day itself. Nobody else asks which clock it is.
"""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from geodata.claims.claims import (
    HELD_KINDS,
    TOTAL_KINDS,
    Figure,
    is_held_figure,
    is_known,
    list_figures,
    list_statements,
    pick_around,
    pick_figure,
    start_of_force,
)
from geodata.claims.in_force import list_in_force
from geodata.core.dates import make_span
from geodata.core.model import Claim, ControlInterval, Dataset, Side, Span

Voice = tuple[Side, str | None]
"""An account as a whole, or one of its series."""

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


def list_voices(dataset: Dataset) -> tuple[Voice, ...]:
    """Return each account, and each of its series, as `claims.list_figures` takes them."""
    accounts = [(account.side, None) for account in dataset.front.accounts]
    return (*accounts, *((series.side, series.series_id) for series in dataset.front.series))


def reported_dates(dataset: Dataset, *, known_on: date | None = None) -> tuple[date, ...]:
    """Return the days, in order, from which a figure or words of some voice are in force."""
    figures = (
        list_figures(dataset, side, series, known_on=known_on)
        for side, series in list_voices(dataset)
    )
    return tuple(sorted({figure.since for voice in figures for figure in voice}))


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


class Timeline(ABC):
    """The days of a dataset on one clock, and what counts on each of them."""

    __slots__ = ()

    hindsight: ClassVar[bool]
    """Whether a report that was made public after a day counts on that day."""

    dates: tuple[date, ...]
    """The days, in order, on which what is in force changes."""

    @abstractmethod
    def known_on(self, day: date) -> date | None:
        """Return by when a claim must have been public to count on `day`; None: at any time."""

    @abstractmethod
    def end_on(self, day: date) -> date:
        """Return the last day of what is told on `day`."""

    @abstractmethod
    def grows_on(self, day: date) -> bool:
        """Return whether what is drawn on `day` took in a figure in force on that very day."""

    @abstractmethod
    def figures_on(self, day: date) -> Mapping[Voice, Figure]:
        """Return each voice's figure in force, voices in order; missing before a first figure."""

    @abstractmethod
    def in_force(self, day: date) -> Mapping[Side, tuple[Claim, ...]]:
        """Return every account's totals in force on `day`, as `in_force.claims_in_force` does."""

    @abstractmethod
    def statements(self, day: date, days: int = 3) -> tuple[Claim, ...]:
        """Return the statements around `day`, as `claims.statements_around` does."""

    @abstractmethod
    def list_hidden(self, sides: Iterable[Side], day: date) -> tuple[Claim, ...]:
        """Return the claims of `sides` that describe `day` and do not count on it yet."""

    @abstractmethod
    def control_on(self, day: date) -> tuple[ControlInterval, ...]:
        """Return the control intervals that stand on `day`, in the order of the dataset."""

    @abstractmethod
    def gaps_on(self, day: date) -> tuple[Span, ...]:
        """Return the silences as they show on `day`, none of them past `end_on`."""

    @abstractmethod
    def draw_on(self, day: date) -> "EventTimeline":
        """Return the lines, figures and silences that are to be drawn on `day`."""


@dataclass(frozen=True, slots=True)
class EventTimeline(Timeline):
    """All of a dataset's dates worked out once, so that any day is looked up in microseconds."""

    hindsight: ClassVar[bool] = True

    dataset: Dataset
    dates: tuple[date, ...]
    points: Mapping[str, tuple[Point, ...]]
    gaps: tuple[Span, ...]
    _figures: Mapping[Voice, tuple[Figure, ...]]
    _changes: tuple[date, ...]
    _in_force: tuple[Mapping[Side, tuple[Claim, ...]], ...]
    _statements: tuple[Claim, ...]

    @classmethod
    def build(cls, dataset: Dataset, *, known_on: date | None = None) -> "EventTimeline":
        """Return the timeline of `dataset`, of the claims known on one day `known_on` if given."""
        counted = {name: one for name, one in dataset.claims.items() if one.kind in TOTAL_KINDS}
        totals = replace(dataset, claims=counted)  # which alone are figures or in force
        changes = tuple(sorted({date.min, *map(start_of_force, counted.values())}))
        return cls(
            dataset=dataset,
            dates=reported_dates(totals, known_on=known_on),
            points=series_points(totals, known_on=known_on),
            gaps=find_gaps(totals, known_on=known_on),
            _figures={
                (side, series): list_figures(totals, side, series, known_on=known_on)
                for side, series in list_voices(dataset)
            },
            _changes=changes,
            _in_force=tuple(list_in_force(totals, changes, known_on=known_on)),
            _statements=list_statements(dataset, known_on=known_on),
        )

    def known_on(self, day: date) -> date | None:
        """Return None: what a claim describes counts, however late it was made public."""
        return None

    def end_on(self, day: date) -> date:
        """Return the front's last day."""
        return self.dataset.front.last

    def grows_on(self, day: date) -> bool:
        """Return False: all that was ever said is drawn on every day."""
        return False

    def figures(self, account: Side, series: str | None = None) -> tuple[Figure, ...]:
        """Return every figure of an account, or of one of its series, in order of its day."""
        return self._figures.get((account, series), ())

    def figure(self, account: Side, day: date, series: str | None = None) -> Figure | None:
        """Return what is in force on `day`, as `claims.figure_in_force` does."""
        return pick_figure(self.figures(account, series), day)

    def figures_on(self, day: date) -> Mapping[Voice, Figure]:
        """Return each voice's last figure up to `day`, voices in the front's order."""
        found = ((voice, pick_figure(figures, day)) for voice, figures in self._figures.items())
        return {voice: figure for voice, figure in found if figure is not None}

    def in_force(self, day: date) -> Mapping[Side, tuple[Claim, ...]]:
        """Return every account's totals in force on `day`, as `in_force.claims_in_force` does."""
        return self._in_force[bisect_right(self._changes, day) - 1]

    def statements(self, day: date, days: int = 3) -> tuple[Claim, ...]:
        """Return the statements around `day`, as `claims.statements_around` does."""
        return pick_around(self._statements, day, days)

    def list_hidden(self, sides: Iterable[Side], day: date) -> tuple[Claim, ...]:
        """Return no claim: whatever describes `day` counts."""
        return ()

    def control_on(self, day: date) -> tuple[ControlInterval, ...]:
        """Return the control intervals that cover `day`."""
        return tuple(interval for interval in self.dataset.control if interval.covers(day))

    def gaps_on(self, day: date) -> tuple[Span, ...]:
        """Return all silences, which are the same on every day."""
        return self.gaps

    def draw_on(self, day: date) -> "EventTimeline":
        """Return this timeline, which is drawn whole on every day."""
        return self

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
