"""Cheapest ways over a grid: where an advance ran, and how far round what was not taken it is.

Costs are whole numbers, so that ties fall the same way on every machine.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from geodata.geometry.grid import Grid

COARSE = 2
"""Path cells are this many grid cells wide: paths need no finer grid."""

_STEPS = ((0, 1, 1000), (1, 0, 1000), (1, 1, 1414), (1, -1, 1414))  # down, right, length

Pair = tuple[float, float]
Mask = NDArray[np.bool_]


class Paths:
    """The cheapest ways over one grid; `cost` is per km on the coarse cells of `coarsen`."""

    def __init__(self, grid: Grid, cost: NDArray[np.float64]) -> None:
        """Join every cell to its eight neighbours."""
        self._grid = grid
        self._shape = cost.shape
        self._graph = _join_neighbours(np.rint(cost * 1000.0))

    def measure(self, starts: Mask) -> NDArray[np.float64]:
        """Return for each cell of the grid the cost in km to the nearest of the starting cells."""
        away = self._search(starts)[0].reshape(self._shape)
        km = self._grid.cell * COARSE / 1000.0 / 2e6  # two cells' thousandths, a step's thousandths
        rows = np.arange(self._grid.shape[0]) / COARSE
        columns = np.arange(self._grid.shape[1]) / COARSE
        fine: NDArray[np.float64] = map_coordinates(
            away * km, np.meshgrid(rows, columns, indexing="ij"), order=1, mode="nearest"
        )
        return fine

    def trace(self, starts: Mask, goals: Sequence[Pair]) -> list[list[Pair]]:
        """Return the cheapest way from each goal to a starting cell, in plane metres."""
        back = self._search(starts)[1]
        return [self._follow(back, goal) for goal in goals]

    def _search(self, starts: Mask) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        away, back, _ = dijkstra(
            self._graph,
            directed=False,
            indices=np.flatnonzero(thin(starts)),
            min_only=True,
            return_predecessors=True,
        )
        return away, back

    def _follow(self, back: NDArray[np.int32], goal: Pair) -> list[Pair]:
        points = [goal]
        row, column = self._grid.find_cell(*goal)
        node = (row // COARSE) * self._shape[1] + column // COARSE
        while node >= 0:
            down, right = divmod(node, self._shape[1])
            row = min(down * COARSE, self._grid.shape[0] - 1)
            column = min(right * COARSE, self._grid.shape[1] - 1)
            points.append((float(self._grid.xs[column]), float(self._grid.ys[row])))
            node = int(back[node])
        return points


def coarsen(grid: Grid) -> Grid:
    """Return the grid on which costs are given."""
    return Grid(grid.xs[::COARSE], grid.ys[::COARSE], grid.cell * COARSE)


def thin(mask: Mask) -> Mask:
    """Return a mask on the coarse grid: a cell is set where any of its fine cells is."""
    height, width = (-(-size // COARSE) * COARSE for size in mask.shape)
    full = np.zeros((height, width), dtype=bool)
    full[: mask.shape[0], : mask.shape[1]] = mask
    blocks = full.reshape(height // COARSE, COARSE, width // COARSE, COARSE)
    return np.asarray(blocks.any(axis=(1, 3)))


def _join_neighbours(whole: NDArray[np.float64]) -> csr_matrix:
    number = np.arange(whole.size).reshape(whole.shape)
    height, width = whole.shape
    rows, columns, weights = [], [], []
    for down, right, length in _STEPS:
        here = number[: height - down, max(-right, 0) : width - max(right, 0)].ravel()
        there = number[down:, max(right, 0) : width + min(right, 0)].ravel()
        rows.append(here)
        columns.append(there)
        weights.append((whole.ravel()[here] + whole.ravel()[there]) * length)
    return csr_matrix(
        (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))),
        shape=(whole.size, whole.size),
    )
