"""Which ground a map shows: all that is held in its views, with the towns near it."""

from collections.abc import Iterable, Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.viewport import Bounds, find_bounds
from dashboard.briefing.map.ground import read_shapes
from dashboard.view.view import View
from geodata.core.measure import project
from geodata.core.model import Dataset, HeldArea

_EDGE_M: Final = 4500.0  # ground shown beyond the outermost held area
_NEAR_M: Final = 18_000.0  # a first-rank place this near to the held ground is taken into view


def list_shown(views: Iterable[View]) -> list[HeldArea]:
    """Return every held area that some view shows, with rival claims where it shows them."""
    standings = [one for view in views for one in view.standings]
    return [area for one in standings for area in (*one.areas, *one.others)]


def find_extent(dataset: Dataset, areas: Sequence[HeldArea], *, least_m: float = 0.0) -> Bounds:
    """Return the bounds of all ground shown as held, and of the first-rank places near it.

    Where no ground is held, the front's own extent is shown. `least_m` is how far they reach at
    least, east to west.
    """
    shown: list[BaseGeometry] = [area.geometry for area in areas if not area.geometry.is_empty]
    shown = shown or [shapely.box(*dataset.front.extent)]
    held = shapely.box(*find_bounds(shown, 0.0))
    layer = dataset.layers.get("settlements")
    places = [
        geometry
        for properties, geometry in (read_shapes(layer) if layer else ())
        if int(properties["rank"]) == 1 and project(geometry).distance(held) <= _NEAR_M
    ]
    west, south, east, north = find_bounds([*shown, *places], _EDGE_M)
    short = max(0.0, least_m - (east - west)) / 2.0
    return west - short, south, east + short, north


def pick_bounds(
    dataset: Dataset, areas: Sequence[HeldArea], asked: Bounds | None, *, least_m: float = 0.0
) -> Bounds:
    """Return the bounds of the ground asked for in WGS 84 degrees, else those of `find_extent`."""
    if asked is None:
        return find_extent(dataset, areas, least_m=least_m)
    # A parallel is curved in the plane, so that the corners alone would cut it off.
    return find_bounds([shapely.segmentize(shapely.box(*asked), 0.1)], 0.0)
