"""The history of one place: who said what of it, when each account reversed, who was first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from geodata.claims.claims import is_known, sort_claims
from geodata.claims.known import is_replaced, public_from
from geodata.core.model import Claim, ControlInterval, Dataset, Place, Side, Status


@dataclass(frozen=True, slots=True)
class Stretch:
    """A control interval with the claims that it rests on, the account's own first.

    `reverses` is what the account said just before, where that was another status.
    """

    interval: ControlInterval
    claims: tuple[Claim, ...]
    reverses: Status | None

    @property
    def announcement(self) -> Claim | None:
        """The account's own claim that is dated, or was made public, on the first day, if any."""
        account, start = self.interval.account, self.interval.start
        return next(
            (
                claim
                for claim in self.claims
                if claim.side == account
                and start in (claim.as_of.start, claim.reported.start)
                and claim.as_of.is_day
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Lag:
    """Two accounts came to the same status on different days, each by a claim of its own."""

    status: Status
    first: Stretch
    second: Stretch

    @property
    def days(self) -> int:
        """How many days the second account came after the first; 0 for the same day."""
        return (self.second.interval.start - self.first.interval.start).days


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """What each account says of `place` over time (in order), and claims that only name it."""

    place: Place
    stretches: dict[Side, tuple[Stretch, ...]]
    mentions: tuple[Claim, ...]


def trace_place(
    dataset: Dataset,
    place_id: str,
    accounts: Collection[Side],
    *,
    known_on: date | None = None,
) -> PlaceHistory:
    """Return the history of a place in `accounts` (in the front's order), silent ones left out.

    With `known_on`, what was made public later is left out: an interval counts once one of its
    claims was known, and lasts until the next that was.

    Raises:
        KeyError: the dataset has no such place.
    """
    place = dataset.places[place_id]
    told = {
        account.side: stretches
        for account in dataset.front.accounts
        if account.side in accounts
        and (stretches := list_stretches(dataset, place_id, account.side, known_on=known_on))
    }
    deciding = {claim.claim_id for row in told.values() for one in row for claim in one.claims}
    mentions = (
        claim
        for claim in dataset.claims.values()
        if place_id in claim.places
        and claim.side in accounts
        and claim.claim_id not in deciding
        and is_known(claim, known_on)
    )
    return PlaceHistory(place, told, sort_by_day(dataset, mentions))


def measure_lags(history: PlaceHistory) -> tuple[Lag, ...]:
    """Return for each pair of accounts how far apart they last called the place held, and lost.

    Only stretches that an account's own claim announced on their first day count, since the start
    of others is implied. Oldest first.
    """
    lags = []
    for status in (Status.HELD, Status.LOST):
        announced = [
            max(found, key=lambda one: one.interval.start)
            for stretches in history.stretches.values()
            if (found := [one for one in stretches if _is_announced(one, status)])
        ]
        for pair in combinations(announced, 2):
            first, second = sorted(pair, key=lambda one: one.interval.start)
            lags.append(Lag(status, first, second))
    return tuple(sorted(lags, key=lambda lag: lag.first.interval.start))


def list_stretches(
    dataset: Dataset, place_id: str, account: Side, *, known_on: date | None = None
) -> tuple[Stretch, ...]:
    """Return what one account says of one place in order of time; `known_on` as in `trace_place`.

    The last that was known on that day has no end yet where what ended it was not known.
    """
    spoken = sorted(
        (one for one in dataset.control if one.place_id == place_id and one.account == account),
        key=lambda one: one.start,
    )
    known = [one for one in spoken if not known_on or public_from(one, dataset.claims) <= known_on]
    if known_on and known and known[-1] is not spoken[-1] and is_replaced(known[-1], spoken):
        known[-1] = replace(known[-1], end=None)
    return tuple(
        Stretch(
            interval=one,
            claims=_list_deciding(dataset, one, known_on),
            reverses=before.status if before and before.status is not one.status else None,
        )
        for before, one in pairwise([None, *known])
        if one
    )


def list_changes(
    dataset: Dataset,
    accounts: Collection[Side],
    since: date,
    until: date,
    *,
    known_on: date | None = None,
) -> tuple[Stretch, ...]:
    """Return what `accounts` newly said of places from `since` to `until`, the newest first.

    Words that count from the front's first day on end nothing and are no change. With
    `known_on` the days are those on which a change had both come about and been made public.
    """

    def find_day(one: ControlInterval) -> date:
        return max(one.start, public_from(one, dataset.claims)) if known_on else one.start

    begun = [
        one
        for one in dataset.control
        if one.account in accounts and since <= find_day(one) <= until
        if one.start > dataset.front.first
    ]
    spoken = sorted({(one.place_id, one.account) for one in begun})
    told = (
        one
        for place, account in spoken
        for one in list_stretches(dataset, place, account, known_on=known_on)
    )
    starts = {one.interval_id for one in begun}
    changes = (one for one in told if one.interval.interval_id in starts)
    return tuple(sorted(changes, key=lambda one: one.interval.start, reverse=True))


def sort_by_day(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return `claims` in order of their as-of date, best graded first within a date."""
    return tuple(sorted(sort_claims(dataset, claims), key=lambda claim: claim.as_of.start))


def _is_announced(stretch: Stretch, status: Status) -> bool:
    return stretch.interval.status is status and stretch.announcement is not None


def _list_deciding(
    dataset: Dataset, interval: ControlInterval, known_on: date | None
) -> tuple[Claim, ...]:
    """Return the claims that an interval rests on, the account's own first, oldest first."""
    claims = (dataset.claims[name] for name in interval.claim_ids)
    ordered = sort_by_day(dataset, (claim for claim in claims if is_known(claim, known_on)))
    return tuple(sorted(ordered, key=lambda claim: claim.side != interval.account))
