"""How far two areas agree: overlap in km², distance between their outlines in km."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import area_km2, project

SAMPLE_M: Final = 100.0
"""Outlines are sampled evenly, this far apart in the front's equal-area plane."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An area against a reference: km² on the WGS 84 ellipsoid, IoU from 0 to 1, distances in km.

    The distances are None where either area is empty: there is no outline to be distant from.
    """

    area_km2: float
    reference_km2: float
    iou: float
    symmetric_difference_km2: float
    mean_distance_km: float | None
    p95_distance_km: float | None


def compare_areas(area: BaseGeometry, reference: BaseGeometry) -> Comparison:
    """Return how far two valid (multi)polygons in WGS 84 agree; two empty ones agree fully.

    Intersection over union (P. Jaccard, 1901) and symmetric difference follow from the geodesic
    areas of the two and of their intersection. For the distances both outlines, holes included,
    are sampled every `SAMPLE_M`; each sample's distance to the nearest point of the other outline
    is taken, both directions are pooled, and the mean and the 95th percentile given.
    """
    own, other = area_km2(area), area_km2(reference)
    shared = min(area_km2(shapely.intersection(area, reference)), own, other)
    union = own + other - shared
    mean, p95 = _measure_distances(area, reference)
    return Comparison(
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
    rings: NDArray[np.object_] = shapely.get_rings(shapely.get_parts(project(area)))
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
