"""How a page is laid out: from its edges inwards, the map is given all that is left.

The foot takes what its words need, the chart a strip above it, the figures stand beside the map on
a wide page and below it on a tall one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dashboard.briefing.chart.chart import make_gap_hatch
from dashboard.briefing.drawing.page_size import PageSize
from dashboard.briefing.drawing.palette import Palette, read_font
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.drawing.viewport import Bounds
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.panel import MapPanel, lay_map
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.reading import Shaped

_SIDE: Final = 0.42  # of the page's width that the figures take beside the map
_GAP: Final = 1.1  # between the parts of a page, in sizes of the text
_LEAST: Final = 0.3  # of the page's height that the map takes at least
_GROW: Final = (1.3, 1.2, 1.1)  # of a table beside the map, the first that has room
_EVEN: Final = 1.02  # by how much a larger table may be higher than larger type makes it
_SHRINK: Final = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)  # until all words have room


@dataclass(frozen=True, slots=True)
class Page:
    """What the parts of one sheet share."""

    workspace: Workspace
    view: View
    page_size: PageSize
    palette: Palette
    base_url: str
    extent: Bounds | None

    @property
    def left(self) -> float:
        """The left edge of what is set."""
        return self.page_size.margin

    @property
    def right(self) -> float:
        """The right edge of what is set."""
        return self.page_size.width - self.page_size.margin


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: how high it is, and how to draw it from its upper left corner."""

    height: float
    draw: Callable[[float, float], Element]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a kind of page consists of; each part is set to a width when the page is laid out.

    `overlay` is what the map shows over its ground, `words` what it says over its names, `areas`
    are those that it has to hold.
    """

    areas: Sequence[Shaped]
    head: Callable[[Page, float], Block]
    table: Callable[[Page, MapPanel, float, float], Block]
    legend: Callable[[Page, MapPanel, float], Block]
    chart: Callable[[Page, float], Block]
    foot: Callable[[Page, float], Block]
    overlay: Callable[[MapPanel], list[Element]]
    words: Callable[[MapPanel], list[Element]] = lambda _: []
    patterns: Sequence[Element] = ()


Layout = tuple[MapPanel, float, list[tuple[Block, float, float]]]
"""The map and where it begins; the other parts with their corners."""


def compose(page: Page, parts: Parts, title: str) -> Element:
    """Return a page of its parts, in the largest type in which all of them have room."""
    panel, top, blocks = _find_layout(page, parts)
    palette, width, height = page.palette, page.page_size.width, page.page_size.height
    hatches = make_hatches([one.side for one in page.workspace.dataset.front.accounts], palette)
    gap = make_gap_hatch(palette)
    definitions = make("defs", *hatches, gap, *parts.patterns, *panel.base.definitions)
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    drawn = [block.draw(x, y) for block, x, y in blocks]
    shown = panel.draw(page.workspace, parts.overlay(panel), page.left, top, parts.words(panel))
    sheet = make("g", shown, *drawn, font_family=read_font())
    return make_page(width, height, title, definitions, paper, sheet)


def _find_layout(page: Page, parts: Parts) -> Layout:
    lay = _lay_wide if page.page_size.wide else _lay_tall
    for share in _SHRINK:
        small = replace(page.page_size, body=page.page_size.body * share)
        layout = lay(replace(page, page_size=small), parts, last=share == _SHRINK[-1])
        if layout:
            return layout
    raise AssertionError("the smallest type is always taken")


def _lay_wide(page: Page, parts: Parts, *, last: bool) -> Layout | None:
    """Return a page whose figures stand beside the map; None where they find no room."""
    gap, margin = _GAP * page.page_size.body, page.page_size.margin
    width = page.right - page.left
    foot, chart = parts.foot(page, width), parts.chart(page, width)
    foot_top = page.page_size.height - margin - foot.height
    chart_top = foot_top - gap - chart.height
    map_height = chart_top - gap - margin
    side = _SIDE * width
    x = page.right - side
    panel = _lay_map(page, parts, width - side - 1.6 * gap, map_height)
    head, legend = parts.head(page, side), parts.legend(page, panel, side)
    table_top = margin + head.height + gap
    legend_top = margin + map_height - legend.height
    room = legend_top - gap - table_top
    table = parts.table(page, panel, side, 1.0)
    if table.height > room and not last:
        return None
    for share in _GROW:
        larger = parts.table(page, panel, side, share)
        if larger.height <= min(room, share * table.height * _EVEN):
            table = larger
            break
    blocks = [(head, x, margin), (table, x, table_top), (legend, x, legend_top)]
    return panel, margin, [*blocks, (chart, page.left, chart_top), (foot, page.left, foot_top)]


def _lay_tall(page: Page, parts: Parts, *, last: bool) -> Layout | None:
    """Return a page whose figures stand below the map; None where that would be too low."""
    gap, margin, height = _GAP * page.page_size.body, page.page_size.margin, page.page_size.height
    width = page.right - page.left
    head, chart, foot = (part(page, width) for part in (parts.head, parts.chart, parts.foot))
    room = height - 2 * margin - head.height - foot.height - chart.height - 5 * gap
    draft = _lay_map(page, parts, width, 0.6 * room)
    table, legend = parts.table(page, draft, width, 1.0), parts.legend(page, draft, width)
    map_height = room - legend.height - table.height
    if map_height < _LEAST * height and not last:
        return None
    panel = _lay_map(page, parts, width, map_height)
    top = margin + head.height + gap
    blocks, y = [(head, page.left, margin)], top + map_height + gap
    below = parts.legend(page, panel, width), parts.table(page, panel, width, 1.0)
    for block in (*below, chart, foot):
        blocks.append((block, page.left, y))
        y += block.height + gap
    return panel, top, blocks


def _lay_map(page: Page, parts: Parts, width: float, height: float) -> MapPanel:
    return lay_map(
        page.workspace,
        parts.areas,
        page.view.selection.layers,
        (width, height),
        page_size=page.page_size,
        palette=page.palette,
        extent=page.extent,
        views=[page.view],
    )
