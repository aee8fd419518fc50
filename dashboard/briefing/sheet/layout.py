"""How a page is laid out: the map takes most of it to its edges, the words what is left.

On a wide page the words stand beside the map, on a tall one above and below it. Where they find no
room in their size, type is set a little smaller; then parts are left out in the order of DROPPED.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import shapely

from dashboard.briefing.chart.chart import make_gap_hatch
from dashboard.briefing.drawing.page_size import LEAST_TYPE, PAGE_SIZES, PageSize
from dashboard.briefing.drawing.palette import Palette, read_font, read_palette
from dashboard.briefing.drawing.svg import DESCRIBED, Element, make, make_box, make_page
from dashboard.briefing.drawing.tagged import PLATE
from dashboard.briefing.drawing.viewport import Box, touch
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.panel import MapPanel, PlaceWords, lay_map
from dashboard.briefing.sheet.look import Look, RequestError
from dashboard.state.selection import Selection
from dashboard.text.catalogues import REFUSALS
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.reading import Shaped

MAP_SHARE: Final = 0.62
"""Of a page's area that the map takes: of its width on a wide page, of its height on a tall one."""
DROPPED: Final = (
    *("origin", "ground", "chart", "subtitle", "way"),
    *("silent", "places", "sources", "remarks", "legend"),
)
"""What is left out where a page has no room, in this order: datum and dataset, which the file says
as well, what the lines of the ground stand for, the chart, the line below the headline, the way
back to the state, accounts that have not spoken yet, the names of places that changed hands, which
are counted, of a source all but who says so and who published it, what is said of a comparison or
a mode beside its sizes, and the legend. After that the map gives way, and a page that has no room
even then is refused."""
_GAP: Final = 1.0  # between the parts of a page, in sizes of the text
_GROW: Final = (1.3, 1.2, 1.1)  # of a table, the first that has room
_EVEN: Final = 1.02  # by how much a larger table may be higher than larger type makes it
_SHRINK: Final = (1.0, 0.94, 0.88)  # of the type, before a part is left out
_CROWDED: Final = (0.82, 0.76, 0.7, 0.64, 0.58)  # of the type, where nothing more can be left out
_SHARES: Final = (0.52, 0.44, 0.36, 0.3)  # of the map, where nothing more can be left out

_PLATES: Final = (0.46, 0.6, 0.9)  # widths of the words on a map alone, in widths of the page
_COVERED: Final = 0.66  # of the height of such a page that its words may take, one over the other
_WHOLE: Final = 0.98  # of its own area that a page has to have to be written whatever it says


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What the parts of one sheet share; `without` are those of DROPPED that are left out.

    `selections` are those that its link restores, the view's own if there are none.
    """

    workspace: Workspace
    view: View
    page_size: PageSize
    palette: Palette
    look: Look
    without: frozenset[str] = frozenset()
    selections: tuple[Selection, ...] = ()

    @property
    def left(self) -> float:
        """The left edge of what is set."""
        return self.page_size.margin

    @property
    def right(self) -> float:
        """The right edge of what is set."""
        return self.page_size.width - self.page_size.margin


def open_page(workspace: Workspace, view: View, look: Look) -> SheetPage:
    """Return the page of a view that looks so, with nothing left out yet."""
    page_size = look.pick_page_size()
    palette = read_palette(dark=look.dark, grey=look.grey, body=page_size.body)
    return SheetPage(workspace, view, page_size, palette, look)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: how high it is, and how to draw it from its upper left corner."""

    height: float
    draw: Callable[[float, float], Element]


EMPTY: Final = Block(0.0, lambda _x, _y: make("g"))
"""A part that is left out."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a kind of page consists of; each part is set to a width when the page is laid out.

    `overlay` is what the map shows over its ground, `words` what it says over its names, `areas`
    are those that it has to hold, `share` of the page is what it takes. The names of
    places make room for `place_words`, by default for the words on the areas of the view.
    """

    areas: Sequence[Shaped]
    head: Callable[[SheetPage, float], Block]
    table: Callable[[SheetPage, MapPanel, float, float], Block]
    legend: Callable[[SheetPage, MapPanel, float], Block]
    chart: Callable[[SheetPage, float], Block]
    foot: Callable[[SheetPage, float], Block]
    overlay: Callable[[MapPanel], list[Element]]
    words: Callable[[MapPanel], list[Element]] = lambda _: []
    patterns: Sequence[Element] = ()
    share: float = MAP_SHARE
    place_words: PlaceWords | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The map and its corner; the other parts with theirs, and whether all of them have room."""

    panel: MapPanel
    corner: tuple[float, float]
    blocks: Sequence[tuple[Block, float, float]]
    fits: bool = True


def compose(page: SheetPage, parts: Parts, title: str, described: str = "") -> Element:
    """Return a page of its parts, in the largest type in which all of them have room."""
    layout = _find_layout(page, parts)
    panel, palette = layout.panel, page.palette
    width, height = page.page_size.width, page.page_size.height
    hatches = make_hatches([one.side for one in page.workspace.dataset.front.accounts], palette)
    gap = make_gap_hatch(palette)
    definitions = make("defs", *hatches, gap, *parts.patterns, *panel.base.definitions)
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    drawn = [block.draw(x, y) for block, x, y in layout.blocks]
    over = parts.overlay(panel)
    shown = panel.draw(page.workspace, over, *layout.corner, parts.words(panel))
    told = DESCRIBED if described else None
    figure = make("g", shown, id="map", role="img", aria_labelledby=told)
    sheet = make("g", figure, *drawn, font_family=read_font())
    return make_page(width, height, title, definitions, paper, sheet, described=described)


def _find_layout(page: SheetPage, parts: Parts) -> Layout:
    """Return the layout that leaves out least, in the largest type that it has room for.

    The words are measured with one draft of the map, which is laid out again in its own size.
    """
    if page.page_size.bare:
        return _lay_bare(page, parts)
    wide, size = page.page_size.wide, page.page_size
    share = (parts.share, 1.0) if wide else (1.0, parts.share)
    draft = _lay_map(page, parts, share[0] * size.width, share[1] * size.height)
    lay = _lay_wide if wide else _lay_tall
    layout = None
    for reduced, given in _list_tries(page, parts):
        if (layout := lay(reduced, replace(parts, share=given), draft)).fits:
            return layout
    return _accept(page, layout)


def _accept(page: SheetPage, layout: Layout | None) -> Layout:
    """Return a layout whose words run into each other, where there is no larger page.

    Raises:
        RequestError: there is: fewer pixels than a page of this name has were asked for.
    """
    size, whole = page.page_size, PAGE_SIZES[page.page_size.name]
    if layout is None or size.width * size.height < _WHOLE * whole.width * whole.height:
        words = REFUSALS["no_room"].format(width=f"{size.width:.0f}", height=f"{size.height:.0f}")
        raise RequestError(words)
    return layout


def _list_tries(page: SheetPage, parts: Parts) -> Iterator[tuple[SheetPage, float]]:
    """Yield the page with less and less on it, in smaller and smaller type, and the map's share."""
    size = page.page_size
    for count in range(len(DROPPED) + 1):
        # What tells most is kept in smaller type, while that will do.
        crowded = count >= DROPPED.index("sources")
        for share in (*_SHRINK, *(_CROWDED if crowded else ())):
            yield _reduce(page, count, share * size.body), parts.share
    for share in (one for one in _SHARES if one < parts.share):
        for count in (DROPPED.index("sources"), DROPPED.index("legend"), len(DROPPED)):
            yield _reduce(page, count, LEAST_TYPE), share


def _reduce(page: SheetPage, count: int, body: float) -> SheetPage:
    """Return a page without so many of what can be left out, in type of a size or the least."""
    smaller = replace(page.page_size, body=max(body, LEAST_TYPE))
    return replace(page, page_size=smaller, without=frozenset(DROPPED[:count]))


def _lay_wide(page: SheetPage, parts: Parts, draft: MapPanel) -> Layout:
    """Return a page whose words stand beside the map."""
    gap, margin, height = _GAP * page.page_size.body, page.page_size.margin, page.page_size.height
    map_width = parts.share * page.page_size.width
    x = map_width + 1.4 * page.page_size.body
    width = page.right - x
    foot, chart = parts.foot(page, width), _set_chart(page, parts, width)
    head, legend = parts.head(page, width), _set_legend(page, parts, draft, width)
    below = [block for block in (chart, legend, foot) if block.height]
    bottom = height - 0.7 * margin - sum(block.height + gap for block in below)
    top = 0.8 * margin + head.height + gap
    table = _grow_table(page, parts, draft, width, bottom - top)
    fits = table.height <= bottom - top
    same = draft.page_size == page.page_size and draft.base.viewport.width == map_width
    panel = draft if same or not fits else _lay_map(page, parts, map_width, height)
    blocks, y = [(head, x, 0.8 * margin), (table, x, top)], bottom + gap
    for block in below:
        blocks.append((block, x, y))
        y += block.height + gap
    return Layout(panel, (0.0, 0.0), blocks, fits)


def _lay_tall(page: SheetPage, parts: Parts, draft: MapPanel) -> Layout:
    """Return a page whose words stand round the map."""
    gap, margin, height = _GAP * page.page_size.body, page.page_size.margin, page.page_size.height
    width = page.right - page.left
    head, foot = parts.head(page, width), parts.foot(page, width)
    chart, legend = _set_chart(page, parts, width), _set_legend(page, parts, draft, width)
    top = 0.8 * margin + head.height + 0.7 * gap
    others = [block for block in (legend, chart, foot) if block.height]
    room = (1.0 - parts.share) * height - 0.7 * margin - top
    room -= sum(block.height + gap for block in others) + gap
    table = _grow_table(page, parts, draft, width, room)
    fits = table.height <= room
    map_height = max(parts.share * height + room - table.height, _SHARES[-1] * height)
    panel = _lay_map(page, parts, page.page_size.width, map_height) if fits else draft
    map_height = panel.base.viewport.height
    blocks, y = [(head, page.left, 0.8 * margin)], top + map_height + gap
    for block in (one for one in (legend, table, chart, foot) if one.height):
        blocks.append((block, page.left, y))
        y += block.height + gap
    return Layout(panel, (0.0, top), blocks, fits)


def _lay_bare(page: SheetPage, parts: Parts) -> Layout:
    """Return a map alone, on which its headline and its credit stand in corners of their own."""
    size, layout = page.page_size, None
    for body, share in product((size.body, 0.85 * size.body, LEAST_TYPE), _PLATES):
        small = replace(size, body=max(body, LEAST_TYPE))
        reduced = replace(page, page_size=small, without=frozenset(DROPPED))
        width = min(share * size.width, 34 * body)
        plates = parts.head(reduced, width), parts.foot(reduced, width)
        room = _COVERED * size.height - sum(one.height for one in plates) - 3.6 * small.body
        if room < 0.0 and (body, share) != (LEAST_TYPE, _PLATES[-1]):
            continue
        layout = _lay_plates(reduced, parts, plates, width)
        if layout.fits and room >= 0.0:
            return layout
    return _accept(page, layout)


def _lay_plates(page: SheetPage, parts: Parts, words: tuple[Block, Block], width: float) -> Layout:
    """Return a map with plates of a width for its headline, left or right, and its credit."""
    size, margin, (head, foot) = page.page_size, 0.9 * page.page_size.body, words
    panels = []
    for right in (False, True):
        left = size.width - width - 2 * margin if right else 0.0
        corners = [
            (left, 0.0, left + width + 2 * margin, head.height + 2 * margin),
            (0.0, size.height - foot.height - 2 * margin, width + 2 * margin, size.height),
        ]
        panel = _lay_map(page, parts, size.width, size.height, corners)
        panels.append((_weigh_cover(panel, parts, corners), right, panel, corners))
    _, _, panel, corners = min(panels, key=lambda one: one[:2])
    plates = [
        _lay_plate(page, block, box, margin)
        for block, box in zip((head, foot), corners, strict=True)
    ]
    fits = not any(touch(panel.bar, one) for one in corners)
    return Layout(panel, (0.0, 0.0), [(plate, 0.0, 0.0) for plate in plates], fits)


def _weigh_cover(panel: MapPanel, parts: Parts, corners: Sequence[Box]) -> float:
    """Return how much held ground the boxes in the corners would hide, square page units."""
    boxes = shapely.union_all([shapely.box(*box) for box in corners])
    shown = shapely.union_all([panel.base.viewport.place(area.geometry) for area in parts.areas])
    return float(round(shapely.intersection(shown, boxes).area))


def _lay_plate(page: SheetPage, block: Block, box: Box, margin: float) -> Block:
    """Return a block on a plate of paper that fills its box of the page."""
    left, top, _, bottom = box

    def draw(x: float, y: float) -> Element:
        plate = make_box(box, fill=page.palette["paper"], fill_opacity=0.92)
        words = block.draw(x + left + margin, y + top + margin)
        return make("g", plate, words, class_=PLATE)

    return Block(bottom - top, draw)


def _set_chart(page: SheetPage, parts: Parts, width: float) -> Block:
    return EMPTY if "chart" in page.without else parts.chart(page, width)


def _set_legend(page: SheetPage, parts: Parts, panel: MapPanel, width: float) -> Block:
    return EMPTY if "legend" in page.without else parts.legend(page, panel, width)


def _grow_table(page: SheetPage, parts: Parts, panel: MapPanel, width: float, room: float) -> Block:
    """Return the table in the largest type that its room has, and in no smaller than the text's."""
    table = parts.table(page, panel, width, 1.0)
    for share in _GROW if page.page_size.body > LEAST_TYPE else ():
        larger = parts.table(page, panel, width, share)
        if larger.height <= min(room, share * table.height * _EVEN):
            return larger
    return table


def _lay_map(
    page: SheetPage, parts: Parts, width: float, height: float, corners: Sequence[Box] = ()
) -> MapPanel:
    return lay_map(
        page.workspace,
        parts.areas,
        page.view.selection.layers,
        (width, height),
        page_size=page.page_size,
        palette=page.palette,
        extent=page.look.extent,
        views=[page.view],
        place_words=parts.place_words,
        corners=corners,
    )
