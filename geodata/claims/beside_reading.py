"""A claim of ground held beside the reading of the places; that may be wrong, too."""

from dataclasses import dataclass
from enum import StrEnum

from geodata.claims.disagreement import read_bounds
from geodata.core.model import Claim, Dataset, Kind
from geodata.core.reading import Reading, find_reading


class Position(StrEnum):
    """Where a claim lies beside the reading's 80 % band."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim of ground held beside the reading of its day: km² above it, and the band's word.

    The reading may be wrong, too.
    """

    claim_id: str
    reading: Reading
    km2: float
    position: Position


def compare_claim(claim: Claim, dataset: Dataset) -> Difference | None:
    """Return how far a claim of ground held (km²) is from the reading of its day.

    A range counts from its nearer end; a figure said as at least or as under is open on its side.
    None where the claim has no figure of the whole oblast on one day, or its day no reading.
    """
    if claim.kind is not Kind.AREA_HELD or not claim.as_of.is_day or claim.within:
        return None
    reading = find_reading(dataset.readings, claim.as_of.start)
    bounds = read_bounds(claim)
    if reading is None or bounds is None:
        return None
    low, high = bounds
    area = reading.area_km2
    km2 = max(low - area, 0.0) or min(high - area, 0.0)
    position = Position.WITHIN
    if low > reading.high_km2:
        position = Position.ABOVE
    elif high < reading.low_km2:
        position = Position.BELOW
    return Difference(claim.claim_id, reading, km2, position)
