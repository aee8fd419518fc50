"""As was known on the day: the timeline of that clock, and who was then said to hold what.

A claim made public in a month, on a day that nobody recorded, counts from that month's last day.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from geodata.claims.claims import (
    Figure,
    figure_in_force,
    is_held_figure,
    is_known,
    statements_around,
)
from geodata.claims.in_force import claims_in_force
from geodata.claims.timeline import EventTimeline, Timeline, Voice, find_gaps, list_voices
from geodata.core.dates import make_span
from geodata.core.model import Claim, ControlInterval, Dataset, Kind, Side, Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KnownTimeline(Timeline):
    """The days of a dataset as each was known on that day: nothing made public later counts."""

    hindsight: ClassVar[bool] = False

    dataset: Dataset
    dates: tuple[date, ...]
    _figures: tuple[Mapping[Voice, Figure], ...]

    @classmethod
    def build(cls, dataset: Dataset) -> "KnownTimeline":
        """Return the timeline of `dataset`; its dates and their figures are worked out once."""
        known = list_known_figures(dataset)
        return cls(dataset, tuple(known), tuple(known.values()))

    def known_on(self, day: date) -> date | None:
        """Return `day` itself."""
        return day

    def end_on(self, day: date) -> date:
        """Return `day` itself: nobody knew yet of a day after it."""
        return day

    def grows_on(self, day: date) -> bool:
        """Return whether a figure in force came or went on `day`."""
        return day in self.dates

    def figures_on(self, day: date) -> Mapping[Voice, Figure]:
        """Return each voice's figure in force by what was public on `day`."""
        place = bisect_right(self.dates, day)
        return self._figures[place - 1] if place else {}

    def in_force(self, day: date) -> Mapping[Side, tuple[Claim, ...]]:
        """Return every account's totals in force among those public on `day`."""
        return claims_in_force(self.dataset, day, known_on=day)

    def statements(self, day: date, days: int = 3) -> tuple[Claim, ...]:
        """Return the statements around `day` that were public on it."""
        return statements_around(self.dataset, day, days, known_on=day)

    def list_hidden(self, sides: Iterable[Side], day: date) -> tuple[Claim, ...]:
        """Return the claims of `sides` that describe `day` and were made public after it."""
        asked = frozenset(sides)
        return tuple(
            claim
            for claim in self.dataset.claims.values()
            if claim.side in asked
            and claim.as_of.start <= day <= claim.as_of.end
            and not is_known(claim, day)
        )

    def control_on(self, day: date) -> tuple[ControlInterval, ...]:
        """Return the intervals that stand on `day` by what was public then."""
        return list_known_control(self.dataset.control, self.dataset.claims, day)

    def gaps_on(self, day: date) -> tuple[Span, ...]:
        """Return the silences among figures public on `day`, as long as they were by that day."""
        gaps = find_gaps(self.dataset, known_on=day)
        so_far = ((gap.start, min(gap.end, day)) for gap in gaps)
        least = self.dataset.front.gap_days
        return tuple(make_span(*one) for one in so_far if (one[1] - one[0]).days + 1 >= least)

    def draw_on(self, day: date) -> EventTimeline:
        """Return what was public on `day`, laid along the days that it describes."""
        return EventTimeline.build(self.dataset, known_on=day)


def list_known_figures(dataset: Dataset) -> dict[date, dict[Voice, Figure]]:
    """Return each voice's figure in force, as then known, on the days on which some changed.

    Such a day is the later of a figure's own day and of the day that it was made public, unless a
    newer figure of that voice was out already. The days are in order, voices in that of the front;
    a voice is missing before its first figure.
    """
    claims = {
        claim_id: claim
        for claim_id, claim in dataset.claims.items()
        if is_held_figure(claim) or claim.kind is Kind.STANDING
    }
    spoken = replace(dataset, claims=claims)  # no other claim is ever a figure in force
    news: dict[date, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        news[max(claim.as_of.start, claim.reported.end)].append(claim)
    changes = {}
    found: dict[Voice, Figure | None] = dict.fromkeys(list_voices(dataset))
    before: dict[Voice, Figure] = {}
    for day in sorted(news):
        for side, series in found:
            if any(_may_move(claim, side, series) for claim in news[day]):
                found[side, series] = figure_in_force(spoken, side, day, series, known_on=day)
        now = {voice: figure for voice, figure in found.items() if figure is not None}
        if now != before:
            changes[day] = now
        before = now
    return changes


def _may_move(claim: Claim, side: Side, series: str | None) -> bool:
    """Return whether news of a claim can change what a voice says; words count for every voice."""
    spoken = series in (None, claim.series) or claim.kind is Kind.STANDING
    return claim.side == side and spoken


def public_from(interval: ControlInterval, claims: Mapping[str, Claim]) -> date:
    """Return the day on which the first of the interval's claims was public."""
    return min(claims[claim_id].reported.end for claim_id in interval.claim_ids)


def is_replaced(interval: ControlInterval, others: Iterable[ControlInterval]) -> bool:
    """Return whether one of `others`, of the same place and account, directly took its place.

    A word that ended in silence was replaced by none.
    """
    return interval.end is not None and any(o.start == interval.end + _DAY for o in others)


def list_known_control(
    control: Iterable[ControlInterval], claims: Mapping[str, Claim], day: date
) -> tuple[ControlInterval, ...]:
    """Return the intervals that stand on `day` by what was public then, in the order given.

    An interval is known once one of its claims is public. It stands past its own last day for as
    long as the interval that took its place is not known: nobody could yet see that it had ended.
    """
    told: dict[tuple[str, Side], list[ControlInterval]] = defaultdict(list)
    listed = tuple(control)
    for interval in listed:
        told[interval.place_id, interval.account].append(interval)
    standing = {voice: _find_standing(intervals, claims, day) for voice, intervals in told.items()}
    return tuple(one for one in listed if standing[one.place_id, one.account] is one)


def _find_standing(
    intervals: list[ControlInterval], claims: Mapping[str, Claim], day: date
) -> ControlInterval | None:
    begun = [one for one in intervals if one.start <= day and public_from(one, claims) <= day]
    last = max(begun, key=lambda one: one.start, default=None)
    if last is None or last.covers(day) or is_replaced(last, intervals):
        return last
    return None
