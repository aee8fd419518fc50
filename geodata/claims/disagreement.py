"""How far the figures of one day lie apart, for how long, and which claims contradict each other.

A figure counts with its value. One that gives a range without a value counts with both its ends,
and contested ground on top of a value is not counted, so that nothing is blended or averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from math import inf, nextafter
from typing import Final, Literal

from geodata.claims.claims import HELD_KINDS, contradictions, start_of_force
from geodata.core.model import Claim, Dataset, Kind, Qualifier, Role

__all__ = [
    "Disagreement",
    "Spread",
    "can_both_be_right",
    "find_pairs",
    "follow_spread",
    "measure_spread",
    "rank_by_km2",
    "rank_by_ratio",
    "read_bounds",
    "read_ends",
    "read_interval",
]

ABOUT: Final = 0.05
"""How far "about" may be off, as a share of the figure; "nearly" twice as far, and below only."""

_MEASURED: Final = (
    frozenset({Kind.AREA_ACROSS, Kind.SHARE_RETAKEN, Kind.SETTLEMENTS_HELD}) | HELD_KINDS
)
"""What each mapper counts by a definition of its own."""

_COUNTED: Final = _MEASURED | frozenset(
    {Kind.AREA_RETAKEN, Kind.SETTLEMENTS_RETAKEN, Kind.FORCES, Kind.CASUALTIES}
)
_OUTSIDE: Final = frozenset({Role.MAPPERS, Role.OBSERVERS})


@dataclass(frozen=True, slots=True)
class Spread:
    """The two claims that lie farthest apart, with the figures in km² that they count with."""

    greatest: Claim
    smallest: Claim
    high_km2: float
    low_km2: float

    @property
    def km2(self) -> float:
        """How many km² lie between the two."""
        return round(self.high_km2 - self.low_km2, 2)

    @property
    def ratio(self) -> float | None:
        """How many times the smaller the greater is; None where the smaller is nothing."""
        return self.high_km2 / self.low_km2 if self.low_km2 else None

    @property
    def days_apart(self) -> int:
        """How many days lie between the dates that the two claims describe."""
        return abs((start_of_force(self.greatest) - start_of_force(self.smallest)).days)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A spread from `since` until `until`, the next change; None while nothing follows.

    `spread` is None while fewer than two figures stand.
    """

    since: date
    until: date | None
    spread: Spread | None


OpenSide = Literal["least", "most"]
"""On which side a bound is open: upwards, or downwards."""
LEAST: Final = "least"
MOST: Final = "most"
_OPEN: Final[dict[Qualifier, OpenSide]] = {
    Qualifier.OVER: LEAST,
    Qualifier.AT_LEAST: LEAST,
    Qualifier.UP_TO: MOST,
    Qualifier.UNDER: MOST,
}


def read_ends(claim: Claim) -> tuple[float, float] | None:
    """Return the least and the greatest figure with which `claim` counts, None without one."""
    if claim.value is not None:
        return claim.value, claim.value
    ends = [end for end in (claim.low, claim.high) if end is not None]
    return (min(ends), max(ends)) if ends else None


def read_bounds(claim: Claim) -> tuple[float, float] | None:
    """Return the ends of a claim's figure, open on the side of a bound; None without a figure.

    "Over" is open above, "under" and "up to" reach down to nothing.
    """
    ends = [end for end in (claim.value, claim.low, claim.high) if end is not None]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    side = find_open_side(claim)
    if side is None:
        return low, high
    return (low, inf) if side == LEAST else (0.0, high)


def find_open_side(claim: Claim) -> OpenSide | None:
    """Return LEAST for a figure said as over or at least, MOST for under or up to, else None."""
    return _OPEN.get(claim.qualifier)


def read_interval(claim: Claim) -> tuple[float, float] | None:
    """Return what a claim's figure leaves open, its hedge too; None without a figure.

    "Under" is said of something: of more than nothing.
    """
    bounds = read_bounds(claim)
    if bounds is None:
        return None
    low, high = bounds
    if claim.qualifier is Qualifier.ABOUT:
        return low * (1 - ABOUT), high * (1 + ABOUT)
    if claim.qualifier is Qualifier.NEARLY:
        return low * (1 - 2 * ABOUT), high
    if claim.qualifier is Qualifier.UNDER:
        return nextafter(low, 1.0), high
    return bounds


def can_both_be_right(first: Claim, second: Claim) -> bool:
    """Return whether two claims are figures of one thing that leave room for each other.

    So do figures whose intervals meet, counts of two mappers, who count by definitions of their
    own, and a greatest extent that is not below the other's figure of a day. Two claims that are
    not figures of one thing are not judged here: False.
    """
    kinds = {first.kind, second.kind}
    one, other = read_interval(first), read_interval(second)
    if one is None or other is None or first.topic != second.topic or not kinds <= _COUNTED:
        return False
    if len(kinds) > 1 and kinds != HELD_KINDS:
        return False
    if kinds <= _MEASURED and {first.side.role, second.side.role} <= _OUTSIDE:
        return True
    if len(kinds) > 1:
        peak, held = (one, other) if first.kind is Kind.AREA_PEAK else (other, one)
        return peak[1] >= held[0]
    return one[0] <= other[1] and other[0] <= one[1]


def measure_spread(claims: Iterable[Claim]) -> Spread | None:
    """Return the widest spread between two of `claims`, None with fewer than two figures."""
    ends = [(claim, pair) for claim in claims if (pair := read_ends(claim)) is not None]
    spreads = (
        Spread(greatest, smallest, high, low)
        for (greatest, (_, high)), (smallest, (low, _)) in permutations(ends, 2)
        if high >= low
    )
    return max(spreads, key=lambda spread: spread.high_km2 - spread.low_km2, default=None)


def follow_spread(steps: Iterable[tuple[date, Iterable[Claim]]]) -> tuple[Disagreement, ...]:
    """Return the spread of each step's claims in order; a step that changes neither end is joined.

    Args:
        steps: days in order, each with the claims whose figures stand from that day on.
    """
    found: list[Disagreement] = []
    for day, claims in steps:
        spread = measure_spread(claims)
        if found:
            if spread == found[-1].spread:
                continue
            found[-1] = Disagreement(found[-1].since, day, found[-1].spread)
        found.append(Disagreement(day, None, spread))
    return tuple(found)


def rank_by_km2(disagreements: Iterable[Disagreement]) -> tuple[tuple[date, Spread], ...]:
    """Return the first day of every spread, widest in km² first."""
    ranked = [(each.since, each.spread) for each in disagreements if each.spread]
    return tuple(sorted(ranked, key=lambda entry: (-entry[1].km2, entry[0])))


def rank_by_ratio(disagreements: Iterable[Disagreement]) -> tuple[tuple[date, Spread], ...]:
    """Return the first day of every spread that has a ratio, the greatest ratio first."""
    ranked = [
        (ratio, each.since, each.spread)
        for each in disagreements
        if each.spread and (ratio := each.spread.ratio) is not None
    ]
    ranked.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple((since, spread) for _, since, spread in ranked)


def find_pairs(
    dataset: Dataset, claims: Iterable[Claim], day: date
) -> tuple[tuple[Claim, Claim], ...]:
    """Return the pairs among `claims` that cannot both be right, each once, in their order.

    Only claims that describe `day` or an earlier one are paired.
    """
    standing = {claim.claim_id: claim for claim in claims if claim.as_of.start <= day}
    pairs: dict[frozenset[str], tuple[Claim, Claim]] = {}
    for claim in standing.values():
        for rival in contradictions(dataset, claim):
            if rival.claim_id in standing:
                pairs.setdefault(frozenset({claim.claim_id, rival.claim_id}), (claim, rival))
    return tuple(pairs.values())
