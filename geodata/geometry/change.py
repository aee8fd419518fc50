"""What changes from one held area to another: gained, lost, unchanged; and change for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import area_km2
from geodata.geometry.polygons import pick_polygons


@dataclass(frozen=True, slots=True)
class Change:
    """The ground gained, lost and unchanged between two areas (WGS 84), and their geodesic km²."""

    gained: MultiPolygon
    lost: MultiPolygon
    unchanged: MultiPolygon
    gained_km2: float
    lost_km2: float
    unchanged_km2: float


def measure_change(before: BaseGeometry, after: BaseGeometry) -> Change:
    """Return what changes from `before` to `after`, polygons in WGS 84."""
    gained = _join(shapely.difference(after, before))
    lost = _join(shapely.difference(before, after))
    unchanged = _join(shapely.intersection(before, after))
    sizes = (area_km2(part) for part in (gained, lost, unchanged))
    return Change(gained, lost, unchanged, *sizes)


def measure_needless(areas: Sequence[BaseGeometry]) -> float:
    """Return the km² that flip and flip back along successive areas, beyond what sizes force.

    Of three areas in a row, ground in the first and last but not between flips for nothing, as
    does ground in the middle one alone, unless the middle one is smaller or larger than both.
    """
    sizes = [area_km2(area) for area in areas]
    total = 0.0
    for place in range(1, len(areas) - 1):
        before, here, after = areas[place - 1 : place + 2]
        dip = area_km2(shapely.difference(shapely.intersection(before, after), here))
        bump = area_km2(shapely.difference(here, shapely.union(before, after)))
        low, high = sorted((sizes[place - 1], sizes[place + 1]))
        total += max(0.0, dip - max(0.0, low - sizes[place]))
        total += max(0.0, bump - max(0.0, sizes[place] - high))
    return total


def _join(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(pick_polygons(shape))
