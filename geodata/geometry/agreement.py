"""Several accounts of one day laid over each other: ground that all give, two give, one gives.

Shapes are overlaid in longitude and latitude, in which their sides are straight (RFC 7946, 3.1.1),
on a grid of 1e-5 degree, a metre, on which they are drawn as well; sizes are geodesic. One is laid
on the other, which for the few accounts of a day takes a quarter of what cutting `faces` does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import area_km2
from geodata.geometry.comparison import pick_polygons

STEP: Final = 1e-5
"""Of the grid that what is overlaid stands on, degrees."""
_MOST: Final = 512  # overlays kept: a front has some hundred


@dataclass(frozen=True, slots=True)
class Cell:
    """The ground (WGS 84) that just the shapes numbered in `givers` have in common, and its km²."""

    givers: frozenset[int]
    ground: MultiPolygon
    area_km2: float


@lru_cache(maxsize=_MOST)
def divide_ground(shapes: tuple[MultiPolygon | None, ...]) -> tuple[Cell, ...]:
    """Return the cells into which shapes (WGS 84) divide the ground that any of them covers.

    Each bit of ground lies in one cell, so that their sizes sum to that of the union. None stands
    for an account that has no shape, which is not the same as an empty one; neither gives a cell.

    >>> from shapely import MultiPolygon, box
    >>> from geodata import divide_ground
    >>> one, other = (MultiPolygon([box(w, 51.0, w + 0.2, 51.1)]) for w in (35.0, 35.1))
    >>> [(sorted(cell.givers), round(cell.area_km2)) for cell in divide_ground((one, None, other))]
    [([0, 2], 78), ([0], 78), ([2], 78)]
    """
    found: list[tuple[frozenset[int], MultiPolygon]] = []
    covered: BaseGeometry = MultiPolygon()
    for number, shape in enumerate(shapes):
        if shape is None or shape.is_empty:
            continue
        placed = shapely.set_precision(shape, STEP)
        split = []
        for givers, ground in found:
            shared = shapely.intersection(ground, placed, grid_size=STEP)
            rest = shapely.difference(ground, placed, grid_size=STEP)
            split += [(givers | {number}, _keep_ground(shared)), (givers, _keep_ground(rest))]
        alone = _keep_ground(shapely.difference(placed, covered, grid_size=STEP))
        found = [*split, (frozenset({number}), alone)]
        covered = shapely.union(covered, placed, grid_size=STEP)
    cells = (
        Cell(givers, ground, area_km2(ground)) for givers, ground in found if not ground.is_empty
    )
    return tuple(sorted(cells, key=lambda cell: (-len(cell.givers), sorted(cell.givers))))


def _keep_ground(shape: BaseGeometry) -> MultiPolygon:
    """Return the polygons alone: shapes that touch share lines too, which no overlay takes."""
    return MultiPolygon(pick_polygons(shape))


@dataclass(frozen=True, slots=True)
class Share:
    """The ground that so many of the accounts give: the cells that have `count` givers."""

    count: int
    cells: tuple[Cell, ...]

    @property
    def area_km2(self) -> float:
        """What its cells measure together."""
        return sum(cell.area_km2 for cell in self.cells)

    def measure_giver(self, number: int) -> float:
        """Return the km² of the cells that the account of that number gives."""
        return sum(cell.area_km2 for cell in self.cells if number in cell.givers)


def share_ground(cells: Iterable[Cell], counted: Sequence[int]) -> tuple[Share, ...]:
    """Return the ground that all `counted` shapes give, all but one, … one alone; most first.

    `counted` are the numbers of the accounts that have a shape and are asked. What only others
    give is left out; a class that nobody's ground falls into stands there with nothing in it.

    >>> from shapely import MultiPolygon, box
    >>> from geodata import divide_ground, share_ground
    >>> one, other = (MultiPolygon([box(w, 51.0, w + 0.2, 51.1)]) for w in (35.0, 35.1))
    >>> shares = share_ground(divide_ground((one, other)), [0, 1])
    >>> [(share.count, round(share.area_km2)) for share in shares]
    [(2, 78), (1, 156)]
    """
    asked = frozenset(counted)
    narrowed = [
        Cell(cell.givers & asked, cell.ground, cell.area_km2)
        for cell in cells
        if cell.givers & asked
    ]
    return tuple(
        Share(count, tuple(cell for cell in narrowed if len(cell.givers) == count))
        for count in range(len(asked), 0, -1)
    )
