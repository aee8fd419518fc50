"""Derive the border, Ukraine's land and the outline of Kursk Oblast.

The border is OpenStreetMap's, by way of the Europe/Kyiv time zone, which follows it exactly in
this area. It is simplified once, so that all three layers share every vertex of it.
"""

from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_cells import FRAME, REACH, join_cells, list_russian_settlements, snap
from geodata.build.basemap_sources import KURSK, read_ukraine
from geodata.core.measure import Plane

BORDER_TOLERANCE_M = 30.0


@cache
def derive_ukraine(plane: Plane) -> BaseGeometry:
    """Return Ukraine's land within REACH, its border simplified to BORDER_TOLERANCE_M."""
    land = read_ukraine().intersection(REACH)
    return snap(plane.unproject(plane.project(land).simplify(BORDER_TOLERANCE_M)))


def clip_ukraine(plane: Plane) -> BaseGeometry:
    """Return Ukraine's land within the frame of the map."""
    return snap(derive_ukraine(plane).intersection(FRAME))


def derive_border(plane: Plane) -> BaseGeometry:
    """Return the Russia-Ukraine line within the frame of the map."""
    line = derive_ukraine(plane).boundary.intersection(FRAME)
    return snap(shapely.line_merge(line))


@cache
def derive_oblast(plane: Plane) -> BaseGeometry:
    """Return Kursk Oblast whole: its settlements' cells less Ukraine's land.

    The side towards Ukraine is the border itself; the inland sides run half-way between the
    nearest settlements of neighbouring oblasts (median 0.7 km from the surveyed line).
    """
    cells = join_cells(list_russian_settlements(), lambda entry: entry.region, plane)
    parts = shapely.get_parts(snap(cells[KURSK].difference(derive_ukraine(plane))))
    largest: BaseGeometry = max(parts, key=lambda part: float(part.area))
    return largest
