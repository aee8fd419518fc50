"""A square grid in the front's equal-area plane, and the masks of shapes on it."""

from dataclasses import dataclass

import numpy as np
import shapely
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

    def mask(self, shape: BaseGeometry) -> NDArray[np.bool_]:
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


def measure_depth(mask: NDArray[np.bool_], cell: float) -> NDArray[np.float64]:
    """Return the km from each cell to the edge of `mask`: positive inside, negative outside."""
    km = cell / 1000.0
    if not mask.any():
        return np.full(mask.shape, -np.inf)
    if mask.all():
        return np.full(mask.shape, np.inf)
    inside = distance_transform_edt(mask)
    outside = distance_transform_edt(~mask)
    depth: NDArray[np.float64] = np.where(mask, inside - 0.5, 0.5 - outside) * km
    return depth
