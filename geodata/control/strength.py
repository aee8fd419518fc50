"""How well evidence holds a line: what shaped a held area, how far its line is from a report.

A line between two reported places is inferred, and the farther from either, the freer it runs.
Nobody ought to mistake the one for the other, so every stretch of an outline gets its strength.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.control.evidence import Evidence
from geodata.control.parameters import PARAMETERS
from geodata.core.measure import Plane

_ON_BORDER_M: Final = 5.0  # outlines are rounded to five decimals, about a metre


class Strength(StrEnum):
    """What a stretch of an outline rests on, strongest first."""

    BORDER = "border"
    """It is the oblast boundary itself."""
    NEAR = "near"
    """A reported place lies within 2.5 km."""
    INFERRED = "inferred"
    """The nearest reported place lies 2.5 to 7.5 km away."""
    FREE = "free"
    """No place within 7.5 km was reported: farther ones and places never mentioned decide."""


def list_shaping(
    evidence: Sequence[Evidence], area: MultiPolygon, plane: Plane
) -> tuple[Evidence, ...]:
    """Return the evidence inside `area` (WGS 84) or within 10 km of it, in the order given."""
    km = shapely.distance(plane.project(area), _place(evidence, plane)) / 1000.0
    return tuple(
        item for item, away in zip(evidence, km, strict=True) if away <= PARAMETERS.shaped_km
    )


def grade_outline(
    area: MultiPolygon, evidence: Sequence[Evidence], oblast: BaseGeometry, plane: Plane
) -> list[list[list[Strength]]]:
    """Return the strength of each edge of each ring of each polygon of `area` (WGS 84).

    `evidence` is that of the area's account and date, `oblast` the outline that it lies inside.
    """
    places = shapely.STRtree(_place(evidence, plane)) if evidence else None
    boundary = shapely.boundary(plane.project(oblast))
    shapely.prepare(boundary)
    return [
        [_grade_ring(ring, places, boundary) for ring in (part.exterior, *part.interiors)]
        for part in plane.project(area).geoms
    ]


def _grade_ring(
    ring: BaseGeometry, places: shapely.STRtree | None, boundary: BaseGeometry
) -> list[Strength]:
    middles = shapely.points(
        [((a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0) for a, b in pairwise(ring.coords)]
    )
    on_border = shapely.dwithin(boundary, middles, _ON_BORDER_M)
    km = np.full(len(middles), np.inf)
    if places is not None:
        asked, away = places.query_nearest(middles, return_distance=True, all_matches=False)
        km[asked[0]] = away / 1000.0
    return [_grade(bool(on), float(far)) for on, far in zip(on_border, km, strict=True)]


def _grade(on_border: bool, km: float) -> Strength:
    if on_border:
        return Strength.BORDER
    if km <= PARAMETERS.firm_km:
        return Strength.NEAR
    return Strength.INFERRED if km <= PARAMETERS.inferred_km else Strength.FREE


def _place(evidence: Sequence[Evidence], plane: Plane) -> list[shapely.Point]:
    points = shapely.MultiPoint([(item.lon, item.lat) for item in evidence])
    return list(plane.project(points).geoms)
