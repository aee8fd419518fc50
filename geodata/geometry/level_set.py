"""Level sets of a field on a grid: the ground between two values, as polygons."""

from itertools import pairwise
from typing import TypeAlias, cast

import numpy as np
import shapely
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.geometry.grid import Grid

_Outlines: TypeAlias = tuple[list[NDArray[np.float64]], list[NDArray[np.uint32]]]
"""For each polygon its points, and where each of its rings starts and ends among them."""


def trace_levels(
    grid: Grid, field: NDArray[np.float64], low: float, high: float = np.inf
) -> BaseGeometry:
    """Return where `low` < field < `high` as valid polygons, in the plane of `grid` (metres)."""
    generator = contour_generator(
        grid.xs, grid.ys, field, name="serial", fill_type=FillType.OuterOffset
    )
    points, offsets = cast(_Outlines, generator.filled(low, high))
    polygons = []
    for coordinates, starts in zip(points, offsets, strict=True):
        rings = [coordinates[a:b] for a, b in pairwise(starts)]
        polygons.append(shapely.make_valid(Polygon(rings[0], rings[1:])))
    return shapely.union_all(polygons)
