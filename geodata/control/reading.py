"""The reading of the places: what the villages themselves imply on a day, of no claimed size.

The ground where a held place is nearer than one not held: level zero of the field of all accounts
heard alike, or of one account's own word. It rests on places only, on no size and no map, is
computed, and is nobody's claim. How far its area may be trusted follows from leaving out all
places of one square of ground after the other, since neighbours err together: the delete-a-group
jackknife (J. Shao and C. F. J. Wu, A general theory for jackknife variance estimation, 1989).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import floor, sqrt
from typing import Final

import shapely
from shapely.geometry import MultiPolygon

from geodata.claims.disagreement import read_bounds
from geodata.control.evidence import Evidence, weigh_evidence
from geodata.control.field import Ground, raise_field
from geodata.control.held_area import draw_level
from geodata.control.parameters import PARAMETERS
from geodata.control.scene import Scene
from geodata.core.measure import area_km2
from geodata.core.model import Claim, Dataset, Side, Status
from geodata.core.reading import Reading

BLOCK_KM: Final = 8.0
"""The side of a square whose places are left out together."""
BAND: Final = 1.28
"""Standard deviations to either side of the area that its 80 % band reaches."""
_COARSE: Final = replace(PARAMETERS, cell_km=1.0)


def list_days(dataset: Dataset) -> tuple[date, ...]:
    """Return every day, in order, on which a control interval starts or another has just ended."""
    days = {one.start for one in dataset.control}
    days |= {one.end + timedelta(days=1) for one in dataset.control if one.end is not None}
    return tuple(sorted(days))


def read_places(scene: Scene, day: date, account: Side | None = None) -> Reading:
    """Return the reading of `day`: of all accounts, or of what `account` alone has said."""
    own = [one for one in scene.dataset.control if account is None or one.account == account]
    evidence = weigh_evidence(own, scene.dataset.places, account, day)
    if not any(item.status is Status.HELD for item in evidence):
        return Reading(day, 0.0, 0.0, MultiPolygon())
    geometry = draw_level(raise_field(evidence, scene.ground), scene.ground, 0.0, evidence)
    return Reading(day, area_km2(geometry), measure_spread(evidence, scene.ground), geometry)


def measure_spread(evidence: Sequence[Evidence], ground: Ground) -> float:
    """Return the standard deviation of the area in km², from leaving out squares of places."""
    blocks: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for item in evidence:
        at = ground.plane.project(shapely.Point(item.lon, item.lat))
        blocks[floor(at.x / 1000.0 / BLOCK_KM), floor(at.y / 1000.0 / BLOCK_KM)].append(item)
    areas = []
    for block in blocks.values():
        left = {item.place_id for item in block}
        rest = [item for item in evidence if item.place_id not in left]
        if any(item.status is Status.HELD for item in rest):
            areas.append(raise_field(rest, ground, _COARSE).count_km2())
        else:
            areas.append(0.0)
    middle = sum(areas) / len(areas)
    total = sum((area - middle) ** 2 for area in areas)
    return sqrt(total * (len(areas) - 1) / len(areas))


def find_reading(dataset: Dataset, day: date) -> Reading | None:
    """Return the reading in force on `day`: the last before it, or of it; None before the first."""
    return max(
        (one for one in dataset.readings if one.date <= day),
        key=lambda one: one.date,
        default=None,
    )


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
    None where the claim has no figure or its day no reading.
    """
    reading = find_reading(dataset, claim.as_of.start)
    bounds = read_bounds(claim)
    if reading is None or bounds is None:
        return None
    low, high = bounds
    area, width = reading.area_km2, BAND * reading.sd_km2
    km2 = max(low - area, 0.0) or min(high - area, 0.0)
    position = Position.WITHIN
    if abs(km2) > width:
        position = Position.ABOVE if km2 > 0 else Position.BELOW
    return Difference(claim.claim_id, reading, km2, position)
