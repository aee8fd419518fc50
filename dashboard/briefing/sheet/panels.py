"""Panels of small multiples: in each a date with its map, and what is said of it.

Pages of several dates and the picture of six dates are made of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.briefing.drawing.lettering import SIZE, SMALL, measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Bounds, Box, Viewport, fit_viewport
from dashboard.briefing.map.areas import SWATCH, make_swatch
from dashboard.briefing.map.extent import find_extent, list_shown
from dashboard.briefing.map.labels import place_labels, write_labels
from dashboard.briefing.map.modes import draw_mode
from dashboard.briefing.map.panel import (
    MapBase,
    Naming,
    draw_view,
    lay_base,
)
from dashboard.briefing.map.scale import write_note
from dashboard.briefing.sheet.mode import Told, set_classes
from dashboard.briefing.sheet.rows import draw_rows, list_rows
from dashboard.text.catalogues import FOOT, SIX_DATES
from dashboard.text.spelling import format_day
from dashboard.view.shown_mode import ShownMode
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.measure import Plane
from geodata.core.model import Edge, Front
from geodata.core.reading import Shaped

WIDTH: Final = 375.0
"""The width of one panel, page units; its type is set for that."""
NARROWEST: Final = 290.0
"""The width of one panel at least, where many have to stand side by side."""
GUTTER: Final = 32.0
_DATE_SIZE, _NAME_SIZE = 23.0, 15.5
_HEAD: Final = 35.0  # from the top of a panel to its map
BELOW: Final = 10.0  # from the map to the figures
_GAP: Final = 12.0  # below a row of panels
_STEP: Final = 22.0  # between the entries of the legend
_NOTE: Final = (100.0, 24.0)  # room that the word in the corner takes

_FLAT: Final = 0.42  # how low a map may be, in widths of it
_BESIDE: Final = 0.6  # of a panel that the map takes at least where figures stand beside it
_FIGURES: Final = 250.0  # room that the figures take beside a map at most
LEGEND: Final = 58.0  # room of the legend below the panels, in units of a panel


@dataclass(frozen=True, slots=True)
class Panels:
    """The dates in rows of so many columns, and what stands below each map."""

    front: Front
    views: Sequence[View]
    columns: int
    told: tuple[Told, ...]
    cell: float = WIDTH
    beside: bool = False

    @property
    def width(self) -> float:
        """The width of a row, page units."""
        return self.columns * self.cell + (self.columns - 1) * GUTTER

    @property
    def map_width(self) -> float:
        """The width of one map: that of its panel, less the figures where they stand beside it."""
        return measure_map(self.cell) if self.beside else self.cell

    @property
    def count(self) -> int:
        """How many rows there are."""
        return -(-len(self.views) // self.columns)

    @property
    def least_height(self) -> float:
        """How high a map has to be at least, so that figures beside it have room."""
        return max(_FLAT * self.map_width, max(self._list_tallest()) if self.beside else 0.0)

    def measure(self, map_height: float) -> float:
        """Return what all rows take with maps of a height."""
        return sum(self._list_heights(map_height))

    def fit_height(self, room: float) -> float:
        """Return how high the maps are if all rows take so much room."""
        return (room - self.measure(0.0 if not self.beside else self.least_height)) / self.count + (
            self.least_height if self.beside else 0.0
        )

    def draw(self, base: MapBase, x: float, y: float) -> list[Element]:
        """Return every panel, the first with its upper left corner there."""
        drawn, heights = [], self._list_heights(base.viewport.height)
        for place, (view, told) in enumerate(zip(self.views, self.told, strict=True)):
            row, column = divmod(place, self.columns)
            top, left = y + sum(heights[:row]), x + column * (self.cell + GUTTER)
            drawn.append(_draw_panel(view, told, base, left, top, beside=self.beside))
        return drawn

    def _list_heights(self, map_height: float) -> list[float]:
        around = _HEAD + _GAP
        if self.beside:
            return [around + max(map_height, tallest) for tallest in self._list_tallest()]
        return [around + map_height + BELOW + tallest for tallest in self._list_tallest()]

    def _list_tallest(self) -> list[float]:
        heights = [one.height for one in self.told]
        starts = range(0, len(heights), self.columns)
        return [max(heights[start : start + self.columns]) for start in starts]


def set_panels(
    workspace: Workspace,
    views: Sequence[View],
    columns: int,
    *,
    cell: float = WIDTH,
    beside: bool = False,
    modes: Sequence[ShownMode | None] = (),
    without: frozenset[str] = frozenset(),
) -> Panels:
    """Return the panels of views, `cell` units wide, their figures below or `beside` the map.

    `modes` has for each view the mode that it shows, if any does; its classes are then the figures.
    What is said of figures is left out as `without` has it: "publishers", "claimants", "remarks".
    """
    room = cell - measure_map(cell) - BELOW if beside else cell
    shown = [*modes] or [None] * len(views)
    told = tuple(
        _tell_mode(mode, room, without) if mode else _tell_accounts(workspace, view, room, without)
        for view, mode in zip(views, shown, strict=True)
    )
    return Panels(workspace.dataset.front, views, columns, told, cell, beside)


def _tell_accounts(workspace: Workspace, view: View, width: float, without: frozenset[str]) -> Told:
    rows = list_rows(workspace.dataset, view, width, without)
    height = sum(row.height for row in rows)
    return Told(height, lambda x, y, palette: draw_rows(rows, x, y, palette))


def _tell_mode(mode: ShownMode, width: float, without: frozenset[str]) -> Told:
    notes = () if "remarks" in without else mode.notes
    return set_classes(mode, notes, width, SIZE, SMALL)


def measure_map(cell: float) -> float:
    """Return the width of a map beside which stand its figures, in a panel of a width."""
    return max(_BESIDE * cell, cell - _FIGURES)


def lay_panel_base(
    workspace: Workspace,
    views: Sequence[View],
    palette: Palette,
    groups: Sequence[str],
    *,
    bounds: Bounds | None = None,
    height: float | None = None,
    width: float = WIDTH,
    modes: Sequence[ShownMode | None] = (),
) -> MapBase:
    """Return the base that all panels share: what all of `views` hold, or `bounds` in the plane."""
    areas = list_areas(views, modes)
    shown = bounds or find_extent(workspace.dataset, areas)
    viewport = fit_viewport(Plane(*workspace.dataset.front.centre), shown, width, height=height)
    note = _box_note(viewport)
    plates = [
        plate
        for view in pick_plain(views, modes)
        for plate in place_labels(view, viewport, SMALL, [note], ghosts_only=True)
    ]
    return lay_base(
        workspace.dataset,
        viewport,
        palette,
        Naming(_NAME_SIZE, SMALL),
        ident="panel",
        groups=groups,
        areas=areas,
        furniture=[note, *(plate.box for plate in plates)],
    )


def pick_plain(views: Sequence[View], modes: Sequence[ShownMode | None]) -> list[View]:
    """Return the views that show the accounts, and no mode."""
    shown = [*modes] or [None] * len(views)
    return [view for view, mode in zip(views, shown, strict=True) if mode is None]


def list_areas(views: Sequence[View], modes: Sequence[ShownMode | None] = ()) -> list[Shaped]:
    """Return what maps of these views have to hold: what they show, or what their modes count."""
    plain = list_shown(pick_plain(views, modes))
    return [*plain, *(area for mode in modes if mode for area in mode.areas)]


def _box_note(viewport: Viewport) -> Box:
    """Return the corner of a map in which its note stands."""
    right, low = viewport.width, viewport.height
    return right - _NOTE[0], low - _NOTE[1], right, low


def draw_legend(
    front: Front,
    views: Sequence[View],
    x: float,
    y: float,
    palette: Palette,
    *,
    room: float = math.inf,
) -> tuple[Element, float]:
    """Return a line that names the drawings of what is held in `views`, and how far right it runs.

    Where an account is drawn by several makers, each is named. What all of them have in common
    stands before them, unless they run beyond the `room` then.
    """
    line, right = _draw_names(front, views, (x, y), palette, FOOT["legend"].format(**front.words))
    return (line, right) if right <= room else _draw_names(front, views, (x, y), palette, "")


def _draw_names(
    front: Front, views: Sequence[View], at: tuple[float, float], palette: Palette, head: str
) -> tuple[Element, float]:
    x, y = at
    shown = {
        (area.account, one.drawings.get(area.claim_id, 0), area.edge): one.maker
        for view in views
        for one in view.accounts
        for area in one.areas
        if not area.geometry.is_empty
    }
    parts = [write(head, x, y, SIZE, palette["muted"])] if head else []
    x += measure_width(head, SIZE) + 14.0 if head else 0.0
    for account in front.accounts:
        own = [key for key in shown if key[0] == account.side]
        several = len({maker for _, maker, _ in own}) > 1
        for side, maker, edge in sorted(own, key=lambda key: (key[1], key[2] is not Edge.FIRM)):
            words = shown[side, maker, edge] if several else account.label
            words = FOOT["contested"] if edge is Edge.CONTESTED else words
            parts.append(make_swatch(side, x, y - 15.0, palette, edge=edge, maker=maker))
            x += SWATCH[0] + 8.0
            parts.append(write(words, x, y, SIZE, palette["ink"]))
            x += measure_width(words, SIZE) + _STEP
    return make("g", *parts), x


def _draw_panel(
    view: View, told: Told, base: MapBase, left: float, top: float, *, beside: bool
) -> Element:
    palette = base.palette
    day = format_day(view.selection.day)
    heading = write(day, left, top + _DATE_SIZE, _DATE_SIZE, palette["ink"], bold=True)
    note = write_note(SIX_DATES["approximate"], base.viewport, SMALL, palette)
    furniture = [_box_note(base.viewport)]
    if told.mode:
        over, words = [draw_mode(told.mode, base.viewport, palette)], []
    else:
        over = draw_view(base, view)
        words = write_labels(view, base.viewport, SMALL, palette, furniture, ghosts_only=True)
    drawn = base.draw(*over, words=words, notes=[note], x=left, y=top + _HEAD)
    corner = left, top + _HEAD + base.viewport.height + BELOW
    if beside:
        corner = left + base.viewport.width + BELOW, top + _HEAD
    return make("g", heading, drawn, told.draw(*corner, palette))
