"""The clock of what was known, worked out for the timeline map: what stands on which days."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from dashboard.payload.records import Days, KnownGap
from geodata.claims.claims import is_held_figure
from geodata.claims.known import list_known_control, public_from
from geodata.claims.timeline import series_points
from geodata.core.dates import make_span
from geodata.core.model import Claim, ControlInterval, Dataset, Span

_DAY = timedelta(days=1)


def describe_known_gaps(dataset: Dataset) -> list[KnownGap]:
    """Return every silence among the figures known on some day, with the days that see it.

    One that still lasts on such a day counts once it is long enough by then. The figures are taken
    in the order in which they became public: each ends the silence that it falls into and leaves
    one on either side.
    """
    front = dataset.front
    bounds = [front.first - _DAY, front.last + _DAY]
    opened = {(bounds[0], bounds[1]): front.first}
    told: list[tuple[date, date, Span]] = []

    def close(before: date, after: date, last: date) -> None:
        """Note the silence between two bounds, which was seen until the day `last`."""
        if (after - before).days - 1 < front.gap_days:
            return
        first = max(opened[before, after], before + timedelta(days=front.gap_days))
        if first <= last:
            told.append((first, last, make_span(before + _DAY, after - _DAY)))

    for day, known in _list_reports(dataset):
        place = bisect_left(bounds, day)
        if known > front.last or bounds[place : place + 1] == [day]:
            continue
        since = max(known, front.first)
        beside = [*bounds[max(place - 1, 0) : place], day, *bounds[place : place + 1]]
        if len(beside) > len((day, day)):
            close(beside[0], beside[-1], since - _DAY)
        opened |= dict.fromkeys(pairwise(beside), since)
        bounds.insert(place, day)
    for before, after in pairwise(bounds):
        close(before, after, front.last)
    return [
        {
            "start": gap.start.isoformat(),
            "end": gap.end.isoformat(),
            "known": [first.isoformat(), last.isoformat()],
        }
        for first, last, gap in sorted(told, key=lambda one: (one[0], one[2].start))
    ]


def _list_reports(dataset: Dataset) -> list[tuple[date, date]]:
    """Return the days that figures describe, each with the day on which its first became public."""
    first: dict[date, date] = {}
    for claim in dataset.claims.values():
        if is_held_figure(claim):
            day, known = claim.as_of.start, claim.reported.end
            first[day] = min(known, first.get(day, known))
    return sorted(first.items(), key=lambda one: (one[1], one[0]))


@dataclass(frozen=True, slots=True)
class Lead:
    """The days that saw a claim lead its account's day, and its series'; None where none did."""

    account: Days | None = None
    series: Days | None = None


def list_known_leads(dataset: Dataset) -> dict[str, Lead]:
    """Return by claim id when each figure led among those that were public.

    Only figures of one day rival each other, so that each day is judged by itself.
    """
    rivals: dict[date, list[Claim]] = defaultdict(list)
    for claim in dataset.claims.values():
        if is_held_figure(claim):
            rivals[claim.as_of.start].append(claim)
    leads: dict[str, Lead] = {}
    for claims in rivals.values():
        leads |= _list_leads(dataset, claims)
    return leads


def list_known_standing(dataset: Dataset) -> dict[str, Days]:
    """Return by its id when each control interval stood by what was public, if it ever did.

    An account's word on a place depends on its others there alone, so each place is judged by
    itself, on the days on which something starts, has ended or becomes public.
    """
    told: dict[str, list[ControlInterval]] = defaultdict(list)
    for interval in dataset.control:
        told[interval.place_id].append(interval)
    seen: dict[str, Days] = {}
    last = dataset.front.last
    for intervals in told.values():
        changes = {one.start for one in intervals}
        changes |= {public_from(one, dataset.claims) for one in intervals}
        changes |= {one.end + _DAY for one in intervals if one.end}
        days = sorted(day for day in changes if day <= last)
        for day, following in pairwise((*days, last + _DAY)):
            for interval in list_known_control(intervals, dataset.claims, day):
                name = interval.interval_id
                seen[name] = _extend(seen.get(name), day, following - _DAY)
    return seen


def _list_leads(dataset: Dataset, rivals: Iterable[Claim]) -> dict[str, Lead]:
    """Return when each of some figures of one day led among them."""
    spoken = replace(dataset, claims={claim.claim_id: claim for claim in rivals})
    account: dict[str, Days] = {}
    series: dict[str, Days] = {}
    days = sorted({claim.reported.end for claim in spoken.claims.values()})
    for day, following in pairwise((*days, max(dataset.front.last, days[-1]) + _DAY)):
        for points in series_points(spoken, known_on=day).values():
            for point in points:
                for seen, leads in ((account, point.leading), (series, point.on_line)):
                    if leads:
                        name = point.claim.claim_id
                        seen[name] = _extend(seen.get(name), day, following - _DAY)
    return {name: Lead(account.get(name), series.get(name)) for name in spoken.claims}


def _extend(days: Days | None, first: date, last: date) -> Days:
    """Return the days so far, if there were any, and those that follow from `first` to `last`."""
    return [days[0] if days else first.isoformat(), last.isoformat()]
