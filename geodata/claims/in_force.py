"""Which totals are in force on a day: the latest of each voice, and what words have ended."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date

from geodata.claims.claims import (
    TOTAL_KINDS,
    find_voice,
    is_held_figure,
    is_known,
    may_lead,
    sort_newest,
    start_of_force,
)
from geodata.core.model import Claim, Dataset, Kind, Side


def claims_in_force(
    dataset: Dataset, day: date, *, known_on: date | None = None
) -> dict[Side, tuple[Claim, ...]]:
    """Return every account's totals in force on `day`, newest first, in the front's order.

    The latest of each series (or claimant without one) and kind is in force, with any other of the
    same as-of date. Words for the ground held as a whole end the held areas before them, and a
    later held area ends the words. A claim dated to a month or season is in force from its first
    day, a peak from its last, as no peak is known before it has passed; being vaguer, neither ends
    a claim dated to the day.
    """
    (found,) = list_in_force(dataset, [day], known_on=known_on)
    return found


def list_in_force(
    dataset: Dataset, days: Iterable[date], *, known_on: date | None = None
) -> Iterator[dict[Side, tuple[Claim, ...]]]:
    """Yield for each of `days`, which are in order, what `claims_in_force` returns."""
    totals = (claim for claim in dataset.claims.values() if claim.kind in TOTAL_KINDS)
    newest = sort_newest(dataset, (claim for claim in totals if is_known(claim, known_on)))
    places = {claim.claim_id: place for place, claim in enumerate(newest)}
    coming = deque(sorted(newest, key=start_of_force))
    latest: dict[tuple[Side, str, Kind], list[Claim]] = {}
    for day in days:
        while coming and start_of_force(coming[0]) <= day:
            claim = coming.popleft()
            voice = "" if claim.kind is Kind.STANDING else claim.series or claim.claimant
            rivals = latest.setdefault((claim.side, voice, claim.kind), [])
            rivals[:] = [rival for rival in rivals if not _ends(dataset, claim, rival)]
            if not any(_ends(dataset, rival, claim) for rival in rivals):
                rivals.append(claim)
        grouped: dict[Side, list[Claim]] = {one.side: [] for one in dataset.front.accounts}
        for (side, _, _), rivals in latest.items():
            grouped[side] += rivals
        standing = {side: _drop_ended(dataset, claims) for side, claims in grouped.items()}
        yield {
            side: tuple(sorted(claims, key=lambda claim: places[claim.claim_id]))
            for side, claims in standing.items()
        }


def _ends(dataset: Dataset, newer: Claim, older: Claim) -> bool:
    """Return whether `newer` takes the place of `older` in the same voice.

    A figure that may lead no line ends none that leads one.
    """
    vaguer = older.as_of.is_day and not newer.as_of.is_day
    if vaguer or start_of_force(newer) <= start_of_force(older):
        return False
    leads = is_held_figure(older) and _leads_line(dataset, older)
    return not leads or _leads_line(dataset, newer)


def _leads_line(dataset: Dataset, claim: Claim) -> bool:
    return may_lead(dataset.front, dataset.sources, claim, claim.series or None)


def _drop_ended(dataset: Dataset, claims: list[Claim]) -> list[Claim]:
    """Leave out held areas that later words of their voice ended, and words that one ended.

    Words speak for a series, or for the one that their account opens on; where it opens on none,
    for the account as a whole. Other makers' figures stand beside them.
    """
    words = max(
        (claim for claim in claims if claim.kind is Kind.STANDING),
        key=lambda claim: claim.as_of.start,
        default=None,
    )
    if words is None:
        return claims
    voice = words.series or find_voice(dataset.front, words.side)
    since = words.as_of.start
    own = [claim for claim in claims if claim.series == voice or not voice]
    ended = any(
        is_held_figure(claim)
        and claim.as_of.start >= since
        and may_lead(dataset.front, dataset.sources, claim)
        for claim in own
    )
    return [
        claim
        for claim in claims
        if (claim.kind is not Kind.STANDING or not ended)
        and (claim.kind is not Kind.AREA_HELD or claim not in own or claim.as_of.start >= since)
    ]
