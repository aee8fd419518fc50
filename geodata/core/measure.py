"""Measure km² and km on the WGS 84 ellipsoid, and project for planar work.

Every geometry is in WGS 84 longitude, latitude degrees. Sizes are geodesic (GeographicLib's
algorithm by way of `pyproj.Geod`), never taken from a flat projection. Planar operations (buffers,
Voronoi cells, level sets) go through `project` and `unproject`. No other module imports pyproj.
"""

from functools import cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Geometry = TypeVar("Geometry", bound=BaseGeometry)

FRONT_CRS = (
    "+proj=laea +lat_0=51.3 +lon_0=35.2 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs +type=crs"
)
"""Lambert azimuthal equal-area, centred near Sudzha: lengths off by under 0.02 % within 200 km."""

_GEOD = Geod(ellps="WGS84")


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


def distance_km(first: Point, second: Point) -> float:
    """Return the geodesic distance in km between two (longitude, latitude) points."""
    _, _, metres = _GEOD.inv(first[0], first[1], second[0], second[1])
    return float(metres) / 1000.0


def project(geometry: Geometry) -> Geometry:
    """Return `geometry` in the front's equal-area plane, in metres."""
    return _transform(geometry, inverse=False)


def unproject(geometry: Geometry) -> Geometry:
    """Return a geometry from the front's equal-area plane in WGS 84 degrees."""
    return _transform(geometry, inverse=True)


def _ring_area_km2(ring: BaseGeometry) -> float:
    area, _ = _GEOD.geometry_area_perimeter(ring)
    return abs(float(area)) / 1e6


def _transform(geometry: Geometry, *, inverse: bool) -> Geometry:
    transformer = _transformer()
    direction = "INVERSE" if inverse else "FORWARD"

    def move(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = transformer.transform(coordinates[:, 0], coordinates[:, 1], direction=direction)
        return np.column_stack([x, y])

    moved: Geometry = shapely.transform(geometry, move)
    return moved


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("OGC:CRS84", FRONT_CRS, always_xy=True)
