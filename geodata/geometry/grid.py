"""A square grid in the front's equal-area plane: rasterized shapes, signed distance, level sets."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, cast

import numpy as np
import shapely
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Grid:
    """Cell centres in plane metres: `xs` eastwards, `ys` northwards, `cell` metres apart."""

    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    cell: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.ys.size, self.xs.size

    @property
    def frame(self) -> Polygon:
        """The box from the first to the last cell centre."""
        xs, ys = self.xs, self.ys
        return shapely.box(float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))

    def find_cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and column nearest to a point, within the grid."""
        column = round((x - float(self.xs[0])) / self.cell)
        row = round((y - float(self.ys[0])) / self.cell)
        height, width = self.shape
        return min(max(row, 0), height - 1), min(max(column, 0), width - 1)

    def rasterize(self, shape: BaseGeometry) -> NDArray[np.bool_]:
        """Return which cell centres lie inside `shape` (plane metres)."""
        shapely.prepare(shape)
        columns, rows = np.meshgrid(self.xs, self.ys)
        inside: NDArray[np.bool_] = shapely.contains_xy(shape, columns, rows)
        return inside


def lay_grid(bounds: tuple[float, float, float, float], cell: float) -> Grid:
    """Return the grid over `bounds` (plane metres), its cells on whole multiples of `cell`."""
    west, south, east, north = bounds
    columns = np.arange(np.floor(west / cell), np.ceil(east / cell) + 1)
    rows = np.arange(np.floor(south / cell), np.ceil(north / cell) + 1)
    return Grid(columns * cell, rows * cell, cell)


def measure_signed_distance(mask: NDArray[np.bool_], cell: float) -> NDArray[np.float64]:
    """Return the km from each cell to the edge of `mask`: positive inside, negative outside."""
    km = cell / 1000.0
    if not mask.any():
        return np.full(mask.shape, -np.inf)
    if mask.all():
        return np.full(mask.shape, np.inf)
    inside = distance_transform_edt(mask)
    outside = distance_transform_edt(~mask)
    distance: NDArray[np.float64] = np.where(mask, inside - 0.5, 0.5 - outside) * km
    return distance


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
