"""Several dates side by side: for each its map and every account's figure, all at one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Bounds, fit_placement
from dashboard.briefing.map.extent import find_extent, list_shown
from dashboard.briefing.map.panel import Base, Naming, draw_view, lay_base, write_note
from dashboard.briefing.sheet.figures import SMALL, Row, draw_rows, list_rows
from dashboard.text.pictures import SIX_DATES
from dashboard.text.spelling import format_day
from dashboard.view.view import Desk, View
from geodata.core.measure import Plane

WIDTH: Final = 375.0
"""The width of one panel, page units; its type is set for that."""
GUTTER: Final = 32.0
_DATE_SIZE, _NAME_SIZE, _LAND_SIZE = 23.0, 15.5, 13.5
_HEAD: Final = 35.0  # from the top of a panel to its map
_BELOW: Final = 10.0  # from the map to the figures
_GAP: Final = 12.0  # below a row of panels
_NOTE: Final = (100.0, 24.0)  # room that the word in the corner takes


@dataclass(frozen=True, slots=True)
class Panels:
    """The dates in rows of so many columns, and what stands below each map."""

    views: Sequence[View]
    columns: int
    rows: tuple[tuple[Row, ...], ...]

    @property
    def width(self) -> float:
        """The width of a row, page units."""
        return self.columns * WIDTH + (self.columns - 1) * GUTTER

    @property
    def words_height(self) -> float:
        """What all rows take without their maps."""
        return sum(_HEAD + _BELOW + _GAP + tallest for tallest in self._list_tallest())

    @property
    def count(self) -> int:
        """How many rows there are."""
        return -(-len(self.views) // self.columns)

    def measure(self, map_height: float) -> float:
        """Return what all rows take with maps of a height."""
        return self.words_height + self.count * map_height

    def draw(self, base: Base, x: float, y: float) -> list[Element]:
        """Return every panel, the first with its upper left corner there."""
        drawn, tallest = [], self._list_tallest()
        for place, (view, lines) in enumerate(zip(self.views, self.rows, strict=True)):
            row, column = divmod(place, self.columns)
            rows_above = row * (_HEAD + base.placement.height + _BELOW + _GAP)
            top = y + rows_above + sum(tallest[:row])
            left = x + column * (WIDTH + GUTTER)
            drawn.append(_draw_panel(view, list(lines), base, left, top))
        return drawn

    def _list_tallest(self) -> list[float]:
        heights = [sum(row.height for row in lines) for lines in self.rows]
        starts = range(0, len(heights), self.columns)
        return [max(heights[start : start + self.columns]) for start in starts]


def set_panels(desk: Desk, views: Sequence[View], columns: int) -> Panels:
    """Return the panels of views, their figures broken to the width of a panel."""
    rows = tuple(tuple(list_rows(desk.dataset, view, WIDTH)) for view in views)
    return Panels(views, columns, rows)


def lay_panel_base(
    desk: Desk,
    views: Sequence[View],
    palette: Palette,
    groups: Sequence[str],
    *,
    bounds: Bounds | None = None,
    height: float | None = None,
) -> Base:
    """Return the base that all panels share: what all of `views` hold, or `bounds` in the plane."""
    areas = list_shown(views)
    shown = bounds or find_extent(desk.dataset, areas)
    placement = fit_placement(Plane(*desk.dataset.front.centre), shown, WIDTH, height=height)
    note = (WIDTH - _NOTE[0], placement.height - _NOTE[1], WIDTH, placement.height)
    return lay_base(
        desk.dataset,
        placement,
        palette,
        Naming(_NAME_SIZE, _LAND_SIZE),
        ident="panel",
        groups=groups,
        areas=areas,
        furniture=[note],
    )


def _draw_panel(view: View, rows: list[Row], base: Base, left: float, top: float) -> Element:
    palette = base.palette
    day = format_day(view.selection.day)
    heading = write(day, left, top + _DATE_SIZE, _DATE_SIZE, palette["ink"], bold=True)
    note = write_note(SIX_DATES["approximate"], base.placement, SMALL, palette)
    drawn = base.draw(*draw_view(base, view), notes=[note], x=left, y=top + _HEAD)
    below = top + _HEAD + base.placement.height + _BELOW
    return make("g", heading, drawn, draw_rows(rows, left, below, palette))
