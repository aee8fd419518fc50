"""What had been made public by a day: the dates of that clock, and who was said to hold what.

A claim made public in a month, on a day that nobody recorded, counts from that month's last day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from geodata.claims.claims import Figure, figure_in_force, is_held_figure, is_known
from geodata.core.model import Claim, ControlInterval, Dataset, Kind, Side

Voice = tuple[Side, str | None]
"""An account as a whole, or one of its series."""

_DAY = timedelta(days=1)


def list_voices(dataset: Dataset) -> tuple[Voice, ...]:
    """Return each account, and each of its series, as `claims.list_figures` takes them."""
    accounts = [(account.side, None) for account in dataset.front.accounts]
    return (*accounts, *((series.side, series.series_id) for series in dataset.front.series))


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
    days = sorted({max(claim.as_of.start, claim.reported.end) for claim in claims.values()})
    voices = list_voices(dataset)
    changes = {}
    before: dict[Voice, Figure] = {}
    for day in days:
        found = {
            (side, series): figure_in_force(spoken, side, day, series, known_on=day)
            for side, series in voices
        }
        now = {voice: figure for voice, figure in found.items() if figure is not None}
        if now != before:
            changes[day] = now
        before = now
    return changes


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
    standing = {
        found.interval_id
        for intervals in told.values()
        if (found := _find_standing(intervals, claims, day)) is not None
    }
    return tuple(interval for interval in listed if interval.interval_id in standing)


def list_hidden(dataset: Dataset, sides: Iterable[Side], day: date) -> tuple[Claim, ...]:
    """Return the claims of `sides` that describe `day` and were made public after it."""
    asked = frozenset(sides)
    return tuple(
        claim
        for claim in dataset.claims.values()
        if claim.side in asked
        and claim.as_of.start <= day <= claim.as_of.end
        and not is_known(claim, day)
    )


def _find_standing(
    intervals: list[ControlInterval], claims: Mapping[str, Claim], day: date
) -> ControlInterval | None:
    ordered = sorted(intervals, key=lambda interval: interval.start)
    known = [i for i in ordered if i.start <= day and public_from(i, claims) <= day]
    if not known:
        return None
    last = known[-1]
    if last.covers(day):
        return last
    return last if is_replaced(last, ordered) else None
