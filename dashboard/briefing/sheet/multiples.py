"""Small multiples: several dates side by side, at one scale, each a map with its figures.

A page of them holds two to twelve dates; the picture of six dates is made of the same panels.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from dashboard.briefing.drawing.lettering import SIZE, SMALL, measure_width, write
from dashboard.briefing.drawing.page_size import PageSize
from dashboard.briefing.drawing.palette import Palette, read_font, read_palette
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.drawing.viewport import Bounds, Box, Viewport, fit_viewport
from dashboard.briefing.map.areas import SWATCH, make_hatches, make_swatch
from dashboard.briefing.map.extent import find_extent, list_shown, pick_bounds
from dashboard.briefing.map.labels import place_labels, write_labels
from dashboard.briefing.map.panel import (
    Base,
    Naming,
    draw_view,
    lay_base,
)
from dashboard.briefing.map.scale import draw_scale_bar, measure_scale_bar, write_note
from dashboard.briefing.sheet.accounts import Row, draw_rows, list_rows
from dashboard.briefing.sheet.layout import Block, Page
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.sheet import set_foot, set_title
from dashboard.state.selection import LAYER_GROUPS
from dashboard.text.catalogues import FOOT, MULTIPLES, SIX_DATES
from dashboard.text.spelling import format_day
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.measure import Plane
from geodata.core.model import Edge, Front

WIDTH: Final = 375.0
"""The width of one panel at least, page units; its type is set for that."""
GUTTER: Final = 32.0
_DATE_SIZE, _NAME_SIZE, _LAND_SIZE = 23.0, 15.5, 13.5
_HEAD: Final = 35.0  # from the top of a panel to its map
_BELOW: Final = 10.0  # from the map to the figures
_GAP: Final = 12.0  # below a row of panels
_STEP: Final = 22.0  # between the entries of the legend
_NOTE: Final = (100.0, 24.0)  # room that the word in the corner takes

MOST: Final = 12
"""How many dates one page holds."""
_FLAT, _HIGH = 0.42, 1.5  # how low and how high a map may be, in widths of it
_BESIDE: Final = 0.6  # of a panel that the map takes at least where figures stand beside it
_FIGURES: Final = 250.0  # room that the figures take beside a map at most
_BACK: Final = 0.8
_LEGEND: Final = 58.0  # room of the legend below the panels, in units of a panel


@dataclass(frozen=True, slots=True)
class Panels:
    """The dates in rows of so many columns, and what stands below each map."""

    front: Front
    views: Sequence[View]
    columns: int
    rows: tuple[tuple[Row, ...], ...]
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

    def draw(self, base: Base, x: float, y: float) -> list[Element]:
        """Return every panel, the first with its upper left corner there."""
        drawn, heights = [], self._list_heights(base.viewport.height)
        for place, (view, lines) in enumerate(zip(self.views, self.rows, strict=True)):
            row, column = divmod(place, self.columns)
            top, left = y + sum(heights[:row]), x + column * (self.cell + GUTTER)
            drawn.append(_draw_panel(view, list(lines), base, left, top, beside=self.beside))
        return drawn

    def _list_heights(self, map_height: float) -> list[float]:
        around = _HEAD + _GAP
        if self.beside:
            return [around + max(map_height, tallest) for tallest in self._list_tallest()]
        return [around + map_height + _BELOW + tallest for tallest in self._list_tallest()]

    def _list_tallest(self) -> list[float]:
        heights = [sum(row.height for row in lines) for lines in self.rows]
        starts = range(0, len(heights), self.columns)
        return [max(heights[start : start + self.columns]) for start in starts]


def set_panels(
    workspace: Workspace,
    views: Sequence[View],
    columns: int,
    *,
    cell: float = WIDTH,
    beside: bool = False,
) -> Panels:
    """Return the panels of views, `cell` units wide, their figures below or `beside` the map."""
    room = cell - measure_map(cell) - _BELOW if beside else cell
    rows = tuple(tuple(list_rows(workspace.dataset, view, room)) for view in views)
    return Panels(workspace.dataset.front, views, columns, rows, cell, beside)


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
) -> Base:
    """Return the base that all panels share: what all of `views` hold, or `bounds` in the plane."""
    areas = list_shown(views)
    shown = bounds or find_extent(workspace.dataset, areas)
    viewport = fit_viewport(Plane(*workspace.dataset.front.centre), shown, width, height=height)
    note = _box_note(viewport)
    plates = [
        plate
        for view in views
        for plate in place_labels(view, viewport, SMALL, [note], ghosts_only=True)
    ]
    return lay_base(
        workspace.dataset,
        viewport,
        palette,
        Naming(_NAME_SIZE, _LAND_SIZE),
        ident="panel",
        groups=groups,
        areas=areas,
        furniture=[note, *(plate.box for plate in plates)],
    )


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
) -> tuple[Element, float]:
    """Return a line that names the drawings of what is held in `views`, and how far right it runs.

    Where an account is drawn by several makers, each is named.
    """
    shown = {
        (area.account, one.drawings.get(area.claim_id, 0), area.edge): one.maker
        for view in views
        for one in view.accounts
        for area in one.areas
        if not area.geometry.is_empty
    }
    head = FOOT["legend"].format(**front.words)
    parts = [write(head, x, y, SIZE, palette["muted"])]
    x += measure_width(head, SIZE) + 14.0
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
    view: View, rows: list[Row], base: Base, left: float, top: float, *, beside: bool
) -> Element:
    palette = base.palette
    day = format_day(view.selection.day)
    heading = write(day, left, top + _DATE_SIZE, _DATE_SIZE, palette["ink"], bold=True)
    note = write_note(SIX_DATES["approximate"], base.viewport, SMALL, palette)
    furniture = [_box_note(base.viewport)]
    words = write_labels(view, base.viewport, SMALL, palette, furniture, ghosts_only=True)
    drawn = base.draw(*draw_view(base, view), notes=[*words, note], x=left, y=top + _HEAD)
    corner = left, top + _HEAD + base.viewport.height + _BELOW
    if beside:
        corner = left + base.viewport.width + _BELOW, top + _HEAD
    return make("g", heading, drawn, draw_rows(rows, *corner, palette))


def draw_multiples(
    workspace: Workspace,
    views: Sequence[View],
    look: Look | None = None,
) -> Element:
    """Return one page with a map and the figures of each view, all at one scale.

    The links of all dates stand in the foot.
    """
    look = look or Look()
    palette, small = read_palette(dark=look.dark), _make_small(look.pick_page_size())
    shown = tuple(view.selection for view in views)
    page = Page(workspace, views[0], small, palette, look, selections=shown)
    width, height, margin = small.width, small.height, small.margin
    head, foot = _set_head(page, views), set_foot(page, page.right - page.left)
    top = margin + head.height + page.page_size.body
    box = page.right - page.left, height - top - 2 * page.page_size.body - foot.height - margin
    bounds = pick_bounds(workspace.dataset, list_shown(views), look.extent)
    panels, share, map_height = _fit_panels(workspace, views, box, bounds)
    groups = [one for one in LAYER_GROUPS if one in shown[0].layers]
    size = {"height": map_height, "width": panels.map_width}
    base = lay_panel_base(workspace, views, palette, groups, bounds=bounds, **size)
    left = page.left + (box[0] - share * panels.width) / 2.0
    drawn = [
        head.draw(page.left, margin),
        _draw_grid(views, panels, base, (left, top), share),
        foot.draw(page.left, height - margin - foot.height),
    ]
    hatches = make_hatches([one.side for one in workspace.dataset.front.accounts], palette)
    return make_page(
        width,
        height,
        title_multiples(workspace, views),
        make("defs", *hatches, *base.definitions),
        make("rect", width=width, height=height, fill=palette["paper"]),
        make("g", *drawn, font_family=read_font()),
    )


def title_multiples(workspace: Workspace, views: Sequence[View]) -> str:
    """Return what a page of several dates is called."""
    days = sorted(view.selection.day for view in views)
    first, last = format_day(days[0]), format_day(days[-1])
    return MULTIPLES["title"].format(front=workspace.dataset.front.title, first=first, last=last)


def _make_small(page_size: PageSize) -> PageSize:
    """Return the page size with the type of its head and foot set back behind the panels."""
    return replace(page_size, body=_BACK * page_size.body)


def _set_head(page: Page, views: Sequence[View]) -> Block:
    front = page.workspace.dataset.front
    days = sorted(view.selection.day for view in views)
    span = MULTIPLES["span"].format(first=format_day(days[0]), last=format_day(days[-1]))
    title = page.look.headline or front.title
    return set_title(page, page.right - page.left, title, span, front.subtitle, grow=0.62)


def _fit_panels(
    workspace: Workspace, views: Sequence[View], box: tuple[float, float], bounds: Bounds
) -> tuple[Panels, float, float]:
    """Return the panels in the columns that show most, their scale, and how high a map is."""
    west, south, east, north = bounds
    found = []
    for columns, beside in product(range(1, len(views) + 1), (False, True)):
        cell = max(WIDTH, (box[0] - (columns - 1) * GUTTER) / columns)
        panels = set_panels(workspace, views, columns, cell=cell, beside=beside)
        share = box[0] / panels.width
        high = panels.fit_height(box[1] / share - _LEGEND)
        if high < panels.least_height:
            high = panels.least_height
            share = box[1] / (_LEGEND + panels.measure(high))
        high = min(high, _HIGH * panels.map_width)
        # Largest is the ground in the larger of scales; empty cells and small type count against.
        scale = share * min(panels.map_width / (east - west), high / (north - south))
        filled = len(views) / (panels.columns * panels.count)
        score = 1e6 * scale * filled * min(share, 1.0) ** 0.5
        found.append((round(score, 3), -columns, not beside, panels, share, high))
    return max(found, key=lambda one: one[:3])[3:]


def _draw_grid(
    views: Sequence[View], panels: Panels, base: Base, corner: tuple[float, float], share: float
) -> Element:
    """Return the panels and their legend at that scale, with their corner there."""
    return make(
        "g",
        *panels.draw(base, 0.0, 0.0),
        *_draw_legend(views, panels, base),
        transform=f"translate({corner[0]:.2f} {corner[1]:.2f}) scale({share:.4f})",
    )


def _draw_legend(views: Sequence[View], panels: Panels, base: Base) -> list[Element]:
    """Return what the areas stand for and the scale, below the last row of panels."""
    line = panels.measure(base.viewport.height) + 0.6 * _LEGEND
    legend, right = draw_legend(panels.front, views, 0.0, line, base.palette)
    bar = draw_scale_bar(base.viewport, panels.width, line, SIZE, base.palette)
    room = panels.width - measure_scale_bar(base.viewport, SIZE)
    return [legend, bar] if right <= room else [legend, _move_down(bar)]


def _move_down(bar: Element) -> Element:
    """Return the scale on a line of its own, where the legend takes the whole of the first."""
    return make("g", bar, transform=f"translate(0 {SIZE * 1.4:.1f})")
