"""What each account itself says of each settlement on a day; map, view and exports read it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from geodata.claims.known import list_known_control
from geodata.core.model import ControlInterval, Dataset, Place, Side, Status


@dataclass(frozen=True, slots=True)
class PlaceStanding:
    """A settlement with a position, and what each account that speaks of it says (account order).

    An account says nothing where it has no interval on the day: it is silent, whatever others say.
    """

    place: Place
    intervals: tuple[ControlInterval, ...]

    @property
    def status(self) -> Status | None:
        """What all of them say, or None where they differ."""
        statuses = {interval.status for interval in self.intervals}
        return statuses.pop() if len(statuses) == 1 else None


def list_places(dataset: Dataset) -> tuple[Place, ...]:
    """Return every place with a position that some account ever speaks of, sorted by id."""
    spoken = {interval.place_id for interval in dataset.control}
    places = (dataset.places[place_id] for place_id in sorted(spoken))
    return tuple(place for place in places if place.lon is not None and place.lat is not None)


def list_standings(
    dataset: Dataset, accounts: Collection[Side], day: date, *, known: bool = False
) -> tuple[PlaceStanding, ...]:
    """Return the standing of each place that one of `accounts` speaks of on `day`, by place id.

    With `known`, by what had been made public by then.
    """
    control = dataset.control
    if known:
        control = list_known_control(control, dataset.claims, day)
    order = [account.side for account in dataset.front.accounts]
    spoken: dict[str, list[ControlInterval]] = defaultdict(list)
    for interval in control:
        if interval.account in accounts and (known or interval.covers(day)):
            spoken[interval.place_id].append(interval)
    return tuple(
        PlaceStanding(
            place, tuple(sorted(spoken[place.place_id], key=lambda one: order.index(one.account)))
        )
        for place in list_places(dataset)
        if place.place_id in spoken
    )
