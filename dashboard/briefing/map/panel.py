"""The map of a sheet: ground, held areas and names, with scale, north and the place it lies in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.page_size import Template
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.space import Box
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Bounds, Placement, fit_placement
from dashboard.briefing.map.drawing import Base, Naming, lay_base
from dashboard.briefing.map.extent import pick_bounds
from dashboard.briefing.map.furniture import pick_scale_km
from dashboard.briefing.map.locator import draw_locator, size_locator
from dashboard.state.selection import LAYER_GROUPS
from dashboard.text.pictures import FOOT, SHEET
from dashboard.text.spelling import format_number
from dashboard.view.view import Desk
from geodata.core.model import HeldArea

_LEAST_M: Final = 60_000.0  # ground shown, east to west, however little is held
_LAST_RANK: Final = 3  # places named in four claims or more
_LOCATOR: Final = 0.19  # of the map's width


@dataclass(frozen=True, slots=True)
class MapPanel:
    """A map that is laid out: its base, and the boxes of its furniture in the map's own units."""

    base: Base
    locator: Box | None
    bar: Box
    size: float

    def draw(self, desk: Desk, overlay: Sequence[Element], x: float, y: float) -> Element:
        """Return the map with what it shows over its ground, its corner there."""
        notes = [_draw_bar(self.bar, self.base, self.size)]
        if self.locator:
            notes.append(draw_locator(desk.dataset, self.locator, self.base, self.size))
        return self.base.draw(*overlay, notes=notes, x=x, y=y)


def lay_map(
    desk: Desk,
    areas: Sequence[HeldArea],
    layers: Collection[str],
    size: tuple[float, float],
    *,
    template: Template,
    palette: Palette,
    extent: Bounds | None = None,
    last_rank: int = _LAST_RANK,
) -> MapPanel:
    """Return the map of that size on which all `areas` are seen, with these groups of layers.

    `extent` is west, south, east and north in WGS 84 degrees, by default what is held, with the
    towns near it. Settlements are named down to `last_rank` (1 to 5).
    """
    dataset = desk.dataset
    bounds = pick_bounds(dataset, areas, extent, least_m=_LEAST_M)
    placement = fit_placement(bounds, size[0], height=size[1])
    locator, bar = _furnish(desk, areas, placement, template)
    groups = [group for group in LAYER_GROUPS if group in layers]
    naming = Naming(
        template.body,
        0.85 * template.body,
        last_rank=last_rank if "settlements" in groups else 1,
        minor_size=template.small,
    )
    base = lay_base(
        dataset,
        placement,
        palette,
        naming,
        ident="map",
        groups=groups,
        areas=areas,
        furniture=[bar, *([locator] if locator else [])],
    )
    return MapPanel(base, locator, bar, template.small)


def _furnish(
    desk: Desk, areas: Sequence[HeldArea], placement: Placement, template: Template
) -> tuple[Box | None, Box]:
    """Return the boxes of the locator and of the scale, in the corners where least is held."""
    held = shapely.union_all([placement.place(area.geometry) for area in areas])
    size = template.small
    words = measure_width(SHEET["approximate"], size) + measure_width(_say_km(placement), size)
    bar = words + 1000.0 * pick_scale_km(placement) / placement.metres_per_unit + 5.6 * size
    inset = size_locator(desk.dataset, _LOCATOR * max(placement.width, placement.height))
    corners = _list_corners(placement, inset) if inset else []
    locator = min(corners, key=lambda box: _weigh(held, box), default=None)
    strips = _list_corners(placement, (bar, 2.0 * size))
    free = [box for box in strips if not locator or not _touch(box, locator)]
    return locator, min(free, key=lambda box: _weigh(held, box))


def _list_corners(placement: Placement, size: tuple[float, float]) -> list[Box]:
    """Return the boxes of that size in the corners, the ones to be preferred first."""
    width, height = size
    right, low = placement.width - width, placement.height - height
    spots = [(right, low), (0.0, low), (0.0, 0.0), (right, 0.0)]
    return [(x, y, x + width, y + height) for x, y in spots]


def _weigh(held: shapely.Geometry, box: Box) -> float:
    return float(round(shapely.intersection(held, shapely.box(*box)).area, 1))


def _touch(first: Box, second: Box) -> bool:
    return bool(shapely.intersects(shapely.box(*first), shapely.box(*second)))


def _say_km(placement: Placement) -> str:
    return FOOT["km"].format(number=format_number(pick_scale_km(placement)))


def _draw_bar(box: Box, base: Base, size: float) -> Element:
    """Return a slip with the arrow to the north, the scale bar and the word approximate."""
    left, top, right, bottom = box
    palette, placement = base.palette, base.placement
    ink, line = palette["ink"], bottom - 0.65 * size
    x = left + 0.9 * size
    arrow = f"M{x:.1f} {top + 0.45 * size:.1f}l{0.36 * size:.1f} {1.1 * size:.1f}"
    arrow += f"l-{0.36 * size:.1f} -{0.28 * size:.1f}l-{0.36 * size:.1f} {0.28 * size:.1f}z"
    north = write(SHEET["north"], x + 0.6 * size, line, size, ink, bold=True)
    start = x + 0.6 * size + measure_width(SHEET["north"], size, bold=True) + 0.8 * size
    width = 1000.0 * pick_scale_km(placement) / placement.metres_per_unit
    bar = f"M{start:.1f} {line - 0.4 * size:.1f}v{0.4 * size:.1f}h{width:.1f}v-{0.4 * size:.1f}"
    slip = _slip(box, palette)
    return make(
        "g",
        slip,
        make("path", d=arrow, fill=ink),
        north,
        make("path", d=bar, fill="none", stroke=ink, stroke_width=1.4),
        write(_say_km(placement), start + width + 0.4 * size, line, size, ink),
        write(SHEET["approximate"], right - 0.5 * size, line, size, palette["muted"], anchor="end"),
    )


def _slip(box: Box, palette: Palette) -> Element:
    left, top, right, bottom = box
    return make(
        "rect",
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        fill=palette["paper"],
        fill_opacity=0.88,
    )
