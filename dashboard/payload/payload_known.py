"""The clock of what was known, worked out for the timeline map: what stands on which days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dashboard.payload.records import KnownGap
from geodata.claims.claims import is_held_figure
from geodata.claims.timeline import find_gaps
from geodata.core.model import Dataset, Span

_DAY = timedelta(days=1)


def describe_known_gaps(dataset: Dataset) -> list[KnownGap]:
    """Return every silence among the figures known on some day, with the days that see it.

    One that still lasts on such a day counts once it is long enough by then.
    """
    front = dataset.front
    told = {name: claim for name, claim in dataset.claims.items() if is_held_figure(claim)}
    spoken = replace(dataset, claims=told)  # no other claim ends a silence
    changes = {front.first, *(claim.reported.end for claim in told.values())}
    days = sorted(day for day in changes if front.first <= day <= front.last)
    seen: dict[Span, tuple[date, date]] = {}
    for day, following in pairwise((*days, front.last + _DAY)):
        for gap in find_gaps(spoken, known_on=day):
            long_enough = gap.start + timedelta(days=front.gap_days - 1)
            first, last = max(day, long_enough), following - _DAY
            if first <= last:
                seen[gap] = seen.get(gap, (first, last))[0], last
    return [
        {
            "start": gap.start.isoformat(),
            "end": gap.end.isoformat(),
            "known": [first.isoformat(), last.isoformat()],
        }
        for gap, (first, last) in seen.items()
    ]
