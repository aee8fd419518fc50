"""Axes of advance: the ways by which ground is reached from the border, place by place.

A held area is no set of discs round villages: it was entered from the border and widened from the
roads behind. Each held place is joined to the border by the cheapest path over a grid, where
ground near other held places is cheap and ground near lost places dear, so that the paths run
together into trunks and go round what was not taken. Ground between neighbouring held places, or
between them and the border, is held with them unless a lost place lies there: the triangles of a
Delaunay triangulation with short sides. The distance to all this, in km and the longer the more
one has to pass by lost places, orders the ground: the closer, the sooner it is held.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.spatial import Delaunay, QhullError
from shapely.geometry import Polygon

from geodata.control.least_cost_path import Pair, Paths, coarsen, thin
from geodata.geometry.grid import Grid

_CHEAP, _CHEAP_KM = 0.6, 2.5  # share of a path's cost saved beside a held place, and how near
_DEAR, _DEAR_KM = 12.0, 2.0  # surcharge on a path at a lost place
_DETOUR, _DETOUR_KM = 2.0, 2.5  # surcharge on the distance from the axes at a lost place
_CLOSED, _FOREIGN = 50.0, 3.0  # factors on ground outside the oblast: for paths, for distances
_CLEAR_M = 800.0  # from a lost place to a triangle of held ground


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an axis: a place in plane metres, and the km by which it lags behind.

    Ground between heads closer together than the lesser of their `link_km` may be held with them.
    """

    x: float
    y: float
    lag_km: float
    link_km: float


@dataclass(frozen=True, slots=True)
class Lost:
    """A place to keep clear of, in plane metres, and how much its loss weighs (0 to 1)."""

    x: float
    y: float
    weight: float


def measure_from_axes(
    grid: Grid,
    open_ground: NDArray[np.bool_],
    entry: NDArray[np.bool_],
    heads: Sequence[Head],
    lost: Sequence[Lost],
) -> NDArray[np.float64]:
    """Return for each cell the km to the nearest axis, plus the lag of that axis.

    `open_ground` are the cells that a path may cross, `entry` those where paths start. Inside
    solid held ground the km are negative, to its edge. Without heads the entry is the axis.
    """
    away = np.full(grid.shape, np.inf)
    axes = np.zeros(grid.shape, dtype=bool)
    for lag, axis in _lay_axes(grid, open_ground, entry, heads, lost):
        away = np.minimum(away, lag + _measure_distance(grid, axis))
        axes |= axis
    return away + _measure_detour(grid, open_ground, axes, lost)


def _lay_axes(
    grid: Grid,
    open_ground: NDArray[np.bool_],
    entry: NDArray[np.bool_],
    heads: Sequence[Head],
    lost: Sequence[Lost],
) -> list[tuple[float, NDArray[np.bool_]]]:
    """Return the cells of the axes and of the solid ground between them, by lag."""
    if not heads:
        return [(0.0, entry)]
    coarse = coarsen(grid)
    cost = 1.0 - _CHEAP * _shade(coarse, [(head.x, head.y, 1.0) for head in heads], _CHEAP_KM)
    cost += _DEAR * _shade(coarse, [(item.x, item.y, 1.0) for item in lost], _DEAR_KM)
    cost[~thin(open_ground | entry)] *= _CLOSED
    ways = Paths(grid, cost).trace(entry, [(head.x, head.y) for head in heads])
    solids = _find_solids(heads, [way[-1] for way in ways], lost)
    axes = []
    for lag in sorted({head.lag_km for head in heads}):
        solid = [shape for reach, shape in solids if reach == lag]
        axis = (
            grid.rasterize(shapely.union_all(solid)) if solid else np.zeros(grid.shape, dtype=bool)
        )
        lines = [way for head, way in zip(heads, ways, strict=True) if head.lag_km == lag]
        for line in lines + [_walk(shape.exterior, grid.cell) for shape in solid]:
            for point in line:
                axis[grid.find_cell(*point)] = True
        axes.append((lag, axis))
    return axes


def _find_solids(
    heads: Sequence[Head], entries: Sequence[Pair], lost: Sequence[Lost]
) -> list[tuple[float, Polygon]]:
    """Return the triangles between heads and their entries with nothing lost in them.

    Each comes with its lag, the greatest of its heads. Long sides disqualify a triangle.
    """
    corners = [((head.x, head.y), head) for head in heads]
    corners += list(zip(entries, heads, strict=True))
    points = np.array([point for point, _ in corners])
    try:
        triangles = Delaunay(points).simplices
    except QhullError:  # fewer than three corners, or all on one line
        return []
    barrier = shapely.MultiPoint([(item.x, item.y) for item in lost]).buffer(_CLEAR_M)
    solids = []
    for triangle in triangles:
        sides = [points[triangle[i]] - points[triangle[i - 1]] for i in range(3)]
        owners = [corners[index][1] for index in triangle]
        longest = max(float(np.hypot(*side)) for side in sides)
        shape = Polygon(points[triangle])
        if longest <= 1000.0 * min(o.link_km for o in owners) and not shape.intersects(barrier):
            solids.append((max(owner.lag_km for owner in owners), shape))
    return solids


def _measure_distance(grid: Grid, axis: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the km to the nearest cell of the axis, negative inside it."""
    outside = distance_transform_edt(~axis)
    inside = np.maximum(distance_transform_edt(axis) - 1.0, 0.0)
    km: NDArray[np.float64] = (outside - inside) * (grid.cell / 1000.0)
    return km


def _measure_detour(
    grid: Grid,
    open_ground: NDArray[np.bool_],
    axes: NDArray[np.bool_],
    lost: Sequence[Lost],
) -> NDArray[np.float64]:
    """Return by how many km lost places and the border lengthen the way from the axes."""
    coarse = coarsen(grid)
    cost = 1.0 + _DETOUR * _shade(coarse, [(i.x, i.y, i.weight) for i in lost], _DETOUR_KM)
    cost[~thin(open_ground | axes)] *= _FOREIGN
    return Paths(grid, cost).measure(axes) - Paths(grid, np.ones(coarse.shape)).measure(axes)


def _walk(line: shapely.LineString, step: float) -> list[Pair]:
    """Return points along a line, `step` metres apart."""
    count = int(line.length / step) + 1
    points = shapely.line_interpolate_point(line, np.linspace(0.0, line.length, count + 1))
    return [(point.x, point.y) for point in points]


def _shade(
    grid: Grid, spots: Sequence[tuple[float, float, float]], km: float
) -> NDArray[np.float64]:
    """Return the strongest of the Gaussian spots (x, y, height) of width `km` on each cell."""
    shade = np.zeros(grid.shape)
    for x, y, height in spots:
        across = np.exp(-0.5 * ((grid.xs - x) / (km * 1000.0)) ** 2)
        along = np.exp(-0.5 * ((grid.ys - y) / (km * 1000.0)) ** 2)
        np.maximum(shade, height * along[:, None] * across[None, :], out=shade)
    return shade
