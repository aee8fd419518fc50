"""Control intervals → what one account has to go by at a date, place by place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from geodata.control.parameters import PARAMETERS
from geodata.core.model import ControlInterval, Place, Role, Side, Status

_WEIGHTS: Final = {
    "high": PARAMETERS.weight_high,
    "medium": PARAMETERS.weight_medium,
    "low": PARAMETERS.weight_low,
}
_SCORE: Final = {Status.HELD: 1.0, Status.CONTESTED: 0.0, Status.LOST: -1.0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place at one date: WGS 84 degrees, its status, and how much it weighs (0 to 1).

    `intervals` are those that decided it.
    """

    place_id: str
    lon: float
    lat: float
    status: Status
    weight: float
    intervals: tuple[ControlInterval, ...] = ()


def weigh_evidence(
    intervals: Iterable[ControlInterval],
    places: Mapping[str, Place],
    account: Side | None,
    day: date,
) -> tuple[Evidence, ...]:
    """Return the evidence of `account` on `day`, sorted by place id.

    The account's own interval decides. Where it has none, the other accounts' intervals are
    averaged by certainty and count for less. Without an account all are heard alike: the reading
    of the places. Places that nobody speaks of on that day, and places without a position, give
    no evidence.
    """
    spoken: dict[str, list[ControlInterval]] = defaultdict(list)
    for interval in intervals:
        if interval.covers(day):
            spoken[interval.place_id].append(interval)
    found = []
    for place_id in sorted(spoken):
        place = places[place_id]
        if place.lon is None or place.lat is None:
            continue
        heard = _pick_heard(spoken[place_id], account)
        status, weight = _judge(heard, account)
        found.append(Evidence(place_id, place.lon, place.lat, status, weight, heard))
    return tuple(found)


def _pick_heard(
    intervals: list[ControlInterval], account: Side | None
) -> tuple[ControlInterval, ...]:
    """Return the account's own intervals, or everybody's where it is silent."""
    own = tuple(interval for interval in intervals if interval.account == account)
    return own or tuple(intervals)


def _hear(role: Role) -> float:
    """Return the factor on what an account says of a place where another is silent."""
    neutral = role in (Role.MAPPERS, Role.OBSERVERS)
    return PARAMETERS.heard_neutral if neutral else PARAMETERS.heard_party


def _judge(heard: tuple[ControlInterval, ...], account: Side | None) -> tuple[Status, float]:
    """Return the status of a place and its weight: the mean of the intervals heard."""
    weights = [
        _WEIGHTS[interval.certainty]
        * (1.0 if interval.account == account else _hear(interval.account.role))
        for interval in heard
    ]
    scores = [_SCORE[interval.status] for interval in heard]
    mean = sum(w * s for w, s in zip(weights, scores, strict=True)) / sum(weights)
    if abs(mean) <= PARAMETERS.decided_mean:
        return Status.CONTESTED, max(weights)
    return (Status.HELD if mean > 0 else Status.LOST), abs(mean) * max(weights)
