"""Measure km² and km on the WGS 84 ellipsoid, and project for planar work.

Every geometry is in WGS 84 longitude, latitude degrees. Sizes are geodesic (GeographicLib's
algorithm by way of `pyproj.Geod`), never taken from a flat projection. Planar operations (buffers,
Voronoi cells, level sets) go through `project` and `unproject`. No other module imports pyproj.
"""

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

Position = tuple[float, float]
Geometry = TypeVar("Geometry", bound=BaseGeometry)

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Plane:
    """The Lambert azimuthal equal-area plane, metres, that touches the Earth at (`lon`, `lat`).

    Areas hold everywhere, lengths within 200 km of that point to 0.02 %: each front has its own.

    >>> import shapely
    >>> plane = Plane(-29.5, 40.5)
    >>> plane.project(shapely.Point(-29.5, 40.5)).distance(shapely.Point(0, 0)) < 1e-6
    True
    """

    lon: float
    lat: float

    def project(self, geometry: Geometry) -> Geometry:
        """Return a geometry given in WGS 84 degrees in this plane, in metres."""
        return self._transform(geometry, "FORWARD")

    def unproject(self, geometry: Geometry) -> Geometry:
        """Return a geometry of this plane in WGS 84 degrees."""
        return self._transform(geometry, "INVERSE")

    def _transform(self, geometry: Geometry, direction: str) -> Geometry:
        transformer = _make_transformer(self)

        def move(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
            x, y = transformer.transform(coordinates[:, 0], coordinates[:, 1], direction=direction)
            return np.column_stack([x, y])

        moved: Geometry = shapely.transform(geometry, move)
        return moved


def area_km2(geometry: BaseGeometry) -> float:
    """Return the geodesic area of every polygon in `geometry`, holes taken off, in km².

    Points and lines have no area; edges are geodesics between the given vertices.
    """
    total = 0.0
    for part in shapely.get_parts(geometry):
        if isinstance(part, shapely.Polygon):
            shell, *holes = (_ring_area_km2(ring) for ring in (part.exterior, *part.interiors))
            total += shell - sum(holes)
        elif hasattr(part, "geoms"):  # a collection within a collection
            total += area_km2(part)
    return total


def length_km(geometry: BaseGeometry) -> float:
    """Return the geodesic length of the lines in `geometry`, or of polygon outlines, in km."""
    return abs(float(_GEOD.geometry_length(geometry))) / 1000.0


def distance_km(first: Position, second: Position) -> float:
    """Return the geodesic distance in km between two (longitude, latitude) points."""
    _, _, metres = _GEOD.inv(first[0], first[1], second[0], second[1])
    return float(metres) / 1000.0


def _ring_area_km2(ring: BaseGeometry) -> float:
    corners = shapely.get_coordinates(ring)
    area, _ = _GEOD.polygon_area_perimeter(corners[:, 0], corners[:, 1])
    return abs(float(area)) / 1e6


@cache
def _make_transformer(plane: Plane) -> Transformer:
    definition = (
        f"+proj=laea +lat_0={plane.lat} +lon_0={plane.lon} +x_0=0 +y_0=0 +datum=WGS84 +units=m "
        "+no_defs +type=crs"
    )
    return Transformer.from_crs("OGC:CRS84", definition, always_xy=True)


SharedSizes = tuple[tuple[int, ...], ...]
"""For each area what it shares with each one before it, and its own size at the end; hectares."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What every two of `names` share: claim ids of firm areas, or names of readings, in order.

    The rows of readings begin with what each shares with the firm areas.
    """

    names: tuple[str, ...]
    rows: SharedSizes
