"""What stands on a map besides its ground: the scale with the arrow, and where the inset has room.

Both go to the corners where they hide least of what the map is about.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make, make_box
from dashboard.briefing.drawing.viewport import Bounds, Box, Viewport, touch
from dashboard.briefing.map.extent import size_locator
from dashboard.briefing.map.ground import place_border
from dashboard.briefing.map.names import find_spots
from dashboard.briefing.map.scale import pick_scale_km
from dashboard.text.catalogues import FOOT, SHEET
from dashboard.text.spelling import format_number
from geodata.core.model import Dataset
from geodata.core.reading import Shaped

_LOCATOR: Final = 0.19  # of the map's width
_TOWN: Final = 40.0  # page units of a border that weigh as much as a town, where both are hidden
_APART: Final = 3.0  # page units between two boxes, one over the other
_ROOMY: Final = 38.0  # sizes of the words below which a map is too small for another in it


def place_furniture(
    dataset: Dataset,
    areas: Sequence[Shaped],
    viewport: Viewport,
    size: float,
    corners: Sequence[Box],
) -> tuple[Box | None, Box]:
    """Return the boxes of the locator and of the scale, in the emptiest corners.

    Both keep clear of the boxes that are taken already, where that can be.
    """
    held = shapely.union_all([viewport.place(area.geometry) for area in areas])
    lines = place_border(dataset, viewport)
    towns = find_spots(dataset, viewport, last_rank=2)
    words = measure_width(SHEET["approximate"], size) + measure_width(_say_km(viewport), size)
    bar = words + 1000.0 * pick_scale_km(viewport) / viewport.metres_per_unit + 5.6 * size
    inset = size_locator(dataset, _LOCATOR * max(viewport.width, viewport.height))
    if viewport.width < _ROOMY * size:
        inset = None
    spots = _clear(_list_corners(viewport, inset), corners) if inset else []
    told = shapely.MultiPoint([(town.x, town.y) for town in towns])
    weigh = partial(_weigh, held, lines, told)
    locator = min(spots, key=weigh, default=None)
    taken, strip = [*corners, *([locator] if locator else [])], (bar, 2.0 * size)
    strips = _list_corners(viewport, strip)
    free = _clear(strips, taken) or _clear(_list_beside(viewport, strip, taken), taken) or strips
    return locator, min(free, key=weigh)


def is_hiding(box: Box, areas: Sequence[Shaped], viewport: Viewport) -> bool:
    """Whether a box stands on held ground."""
    shown = shapely.box(*box)
    return any(viewport.place(area.geometry).intersects(shown) for area in areas)


def make_room(bounds: Bounds, bar: Box, viewport: Viewport) -> Bounds:
    """Return bounds with ground for the scale to stand on, on the side of the map where it does."""
    west, south, east, north = bounds
    high = (bar[3] - bar[1]) * viewport.metres_per_unit
    return (west, south, east, north + high) if bar[1] <= 0.0 else (west, south - high, east, north)


def _clear(boxes: Sequence[Box], taken: Sequence[Box]) -> list[Box]:
    """Return those of some boxes that touch none of those taken."""
    return [box for box in boxes if not any(touch(box, other) for other in taken)]


def _list_corners(viewport: Viewport, size: tuple[float, float]) -> list[Box]:
    """Return the boxes of that size in the corners, the ones to be preferred first."""
    width, height = size
    right, low = viewport.width - width, viewport.height - height
    spots = [(right, low), (0.0, low), (0.0, 0.0), (right, 0.0)]
    return [(x, y, x + width, y + height) for x, y in spots]


def _list_beside(viewport: Viewport, size: tuple[float, float], taken: Sequence[Box]) -> list[Box]:
    """Return the boxes of that size at the edges of a map, over or below those that are taken."""
    width, height = size
    lefts = [0.0 if box[0] <= 0.0 else viewport.width - width for box in taken]
    tops = [box[3] + _APART if box[1] <= 0.0 else box[1] - height - _APART for box in taken]
    return [(x, y, x + width, y + height) for x, y in zip(lefts, tops, strict=True)]


def _weigh(
    held: BaseGeometry, border: BaseGeometry, towns: BaseGeometry, box: Box
) -> tuple[float, float]:
    """Return what a box would hide: of the held ground, then of the border and of towns."""
    hidden = shapely.box(*box)
    line = shapely.intersection(border, hidden).length
    count = shapely.get_num_geometries(shapely.intersection(towns, hidden))
    return round(shapely.intersection(held, hidden).area, 1), round(line + _TOWN * count, 1)


def _say_km(viewport: Viewport) -> str:
    return FOOT["km"].format(number=format_number(pick_scale_km(viewport)))


def draw_bar(box: Box, viewport: Viewport, palette: Palette, size: float) -> Element:
    """Return a slip with the arrow to the north, the scale bar and the word approximate."""
    left, top, right, bottom = box
    ink, line = palette["ink"], bottom - 0.65 * size
    x = left + 0.9 * size
    arrow = f"M{x:.1f} {top + 0.45 * size:.1f}l{0.36 * size:.1f} {1.1 * size:.1f}"
    arrow += f"l-{0.36 * size:.1f} -{0.28 * size:.1f}l-{0.36 * size:.1f} {0.28 * size:.1f}z"
    north = write(SHEET["north"], x + 0.6 * size, line, size, ink, bold=True)
    start = x + 0.6 * size + measure_width(SHEET["north"], size, bold=True) + 0.8 * size
    width = 1000.0 * pick_scale_km(viewport) / viewport.metres_per_unit
    bar = f"M{start:.1f} {line - 0.4 * size:.1f}v{0.4 * size:.1f}h{width:.1f}v-{0.4 * size:.1f}"
    slip = make_box(box, fill=palette["paper"], fill_opacity=0.88)
    return make(
        "g",
        slip,
        make("path", d=arrow, fill=ink),
        north,
        make("path", d=bar, fill="none", stroke=ink, stroke_width=1.4),
        write(_say_km(viewport), start + width + 0.4 * size, line, size, ink),
        write(SHEET["approximate"], right - 0.5 * size, line, size, palette["muted"], anchor="end"),
        class_="scale",
    )
