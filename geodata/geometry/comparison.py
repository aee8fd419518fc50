"""Two areas held against each other: what changed, how far they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import Plane, area_km2


def pick_polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of `shape` that are not empty, in their order."""
    parts = shapely.get_parts(shape)
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


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
    """Return what changes from `before` to `after`, polygons in WGS 84.

    >>> from shapely import box
    >>> from geodata import measure_change
    >>> change = measure_change(box(35.0, 51.0, 35.2, 51.1), box(35.0, 51.0, 35.1, 51.1))
    >>> round(change.gained_km2), round(change.lost_km2), round(change.unchanged_km2)
    (0, 78, 78)
    """
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


SAMPLE_M: Final = 100.0  # between the samples of an outline, in the front's equal-area plane


@dataclass(frozen=True, slots=True)
class OutlineAgreement:
    """An area against a reference: km² on the WGS 84 ellipsoid, IoU from 0 to 1, distances in km.

    The distances are None where either area is empty: there is no outline to be distant from.
    """

    area_km2: float
    reference_km2: float
    iou: float
    symmetric_difference_km2: float
    mean_distance_km: float | None
    p95_distance_km: float | None


def compare_areas(area: BaseGeometry, reference: BaseGeometry, plane: Plane) -> OutlineAgreement:
    """Return how far two valid (multi)polygons in WGS 84 agree; two empty ones agree fully.

    Intersection over union (P. Jaccard, 1901) and symmetric difference follow from the geodesic
    areas of the two and of their intersection. For the distances both outlines, holes included,
    are sampled every `SAMPLE_M` in `plane`; each sample's distance to the nearest point of the
    other outline is taken, both directions are pooled, and the mean and the 95th percentile given.

    >>> from shapely import box
    >>> from geodata import Plane, compare_areas
    >>> area, reference = box(35.0, 51.0, 35.2, 51.1), box(35.0, 51.0, 35.1, 51.1)
    >>> round(compare_areas(area, reference, Plane(35.1, 51.05)).iou, 3)
    0.5
    """
    own, other = area_km2(area), area_km2(reference)
    shared = min(area_km2(shapely.intersection(area, reference)), own, other)
    union = own + other - shared
    mean, p95 = _measure_distances(plane.project(area), plane.project(reference))
    return OutlineAgreement(
        area_km2=own,
        reference_km2=other,
        iou=shared / union if union else 1.0,
        symmetric_difference_km2=union - shared,
        mean_distance_km=mean,
        p95_distance_km=p95,
    )


def _measure_distances(
    area: BaseGeometry, reference: BaseGeometry
) -> tuple[float, float] | tuple[None, None]:
    """Return the mean and 95th-percentile distance in km between two outlines."""
    if area.is_empty or reference.is_empty:
        return None, None
    one, two = _list_rings(area), _list_rings(reference)
    metres = np.concatenate([_measure_away(one, two), _measure_away(two, one)])
    return float(np.mean(metres)) / 1000.0, float(np.percentile(metres, 95)) / 1000.0


def _list_rings(area: BaseGeometry) -> NDArray[np.object_]:
    """Return the rings of (multi)polygons in the plane."""
    rings: NDArray[np.object_] = shapely.get_rings(shapely.get_parts(area))
    return rings


def _measure_away(rings: NDArray[np.object_], others: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return for each sample of `rings` the distance in metres to the nearest of `others`."""
    samples = np.concatenate([_sample_ring(ring) for ring in rings])
    corners = [shapely.get_coordinates(ring) for ring in others]
    sides = np.concatenate([np.stack([xy[:-1], xy[1:]], axis=1) for xy in corners])
    # A tree of single segments is quick to ask; a whole outline would be walked for each sample.
    tree = shapely.STRtree(np.asarray(shapely.linestrings(sides), dtype=object))
    _, away = tree.query_nearest(samples, return_distance=True, all_matches=False)
    metres: NDArray[np.float64] = away
    return metres


def _sample_ring(ring: shapely.LinearRing) -> NDArray[np.object_]:
    count = max(round(ring.length / SAMPLE_M), 1)
    places = np.arange(count) / count
    points: NDArray[np.object_] = shapely.line_interpolate_point(ring, places, normalized=True)
    return points
