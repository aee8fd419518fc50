"""Small multiples: several dates side by side, at one scale, each a map with its figures.

A page of them holds two to twelve dates; the picture of six dates is made of the same panels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Final

from dashboard.briefing.drawing.lettering import SIZE, SMALL
from dashboard.briefing.drawing.page_size import DPI, LEAST_TYPE, UNITS_AN_INCH, PageSize
from dashboard.briefing.drawing.palette import read_font, read_palette
from dashboard.briefing.drawing.svg import DESCRIBED, Element, make, make_page
from dashboard.briefing.drawing.viewport import Bounds
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.extent import pick_bounds
from dashboard.briefing.map.modes import make_mode_hatches
from dashboard.briefing.map.panel import (
    MapBase,
)
from dashboard.briefing.map.scale import draw_scale_bar, measure_scale_bar
from dashboard.briefing.sheet.layout import Block, SheetPage
from dashboard.briefing.sheet.look import Look, RequestError
from dashboard.briefing.sheet.mode import describe_mode, set_sources
from dashboard.briefing.sheet.panels import (
    GUTTER,
    LEGEND,
    NARROWEST,
    Panels,
    draw_legend,
    lay_panel_base,
    list_areas,
    pick_plain,
    set_panels,
)
from dashboard.briefing.sheet.sheet import describe_sheet, set_foot, set_title
from dashboard.text.catalogues import MULTIPLES, REFUSALS, SHEET
from dashboard.text.spelling import format_day
from dashboard.view.shown_mode import DAYS, ShownMode, is_moded, show_mode
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.codes import LAYER_GROUPS
from geodata.core.model import Front

MOST: Final = 12
"""How many dates one page holds."""
DROPPED: Final = ("origin", "publishers", "subtitle", "remarks", "claimants")
"""What is left out where dates have no room in type of LEAST_TYPE, in this order: datum and
dataset, which the file says as well, who published a figure, the line below the title, and what is
said of a mode beside its sizes. Then type is set smaller, down to that size in pixels of the
picture, and who said a figure is left out at the very last: the link to each date leads there."""
_FLOORS: Final = (0.92, 0.84, 0.76, 0.0)  # of the least type where no more can be left out
_WORTH: Final = 0.93  # of a page from which one more of them is left out though it had room
_BACK: Final = 0.8
_SOURCES: Final = 0.1  # of the page's height, which the sources of days held may take
_WIDER: Final = (1.0, 1.15, 1.3, 1.5, 1.75)  # of a panel whose type is set back for a larger map
_HIGH: Final = 1.5  # how high a map may be, in widths of it


def draw_multiples(
    workspace: Workspace,
    views: Sequence[View],
    look: Look | None = None,
) -> Element:
    """Return one page with a map and the figures of each view, all at one scale.

    The links of all dates stand in the foot.
    """
    look = look or Look()
    palette = read_palette(dark=look.dark, grey=look.grey)
    small = _make_small(look.pick_page_size())
    shown = tuple(view.selection for view in views)
    page = SheetPage(workspace, views[0], small, palette, look, selections=shown)
    width, height, margin = small.width, small.height, small.margin
    modes = [show_mode(workspace, view.selection) for view in views]
    bounds = pick_bounds(workspace.dataset, list_areas(views, modes), look.extent)
    page, (panels, share, map_height) = _find_fit(page, views, modes, bounds)
    head, foot = _set_head(page, views, modes), _set_foot(page, modes)
    top, box = _measure_room(page, head, foot)
    groups = [one for one in LAYER_GROUPS if one in shown[0].layers]
    size = {"height": map_height, "width": panels.map_width}
    base = lay_panel_base(workspace, views, palette, groups, bounds=bounds, modes=modes, **size)
    left = page.left + (box[0] - share * panels.width) / 2.0
    drawn = [
        head.draw(page.left, margin),
        _draw_grid(pick_plain(views, modes), panels, base, (left, top), share),
        foot.draw(page.left, height - margin - foot.height),
    ]
    accounts = workspace.dataset.front.accounts
    hatches = make_hatches([one.side for one in accounts], palette)
    if any(modes):
        hatches += make_mode_hatches(accounts, palette)
    return make_page(
        width,
        height,
        title_multiples(workspace, views),
        make("defs", *hatches, *base.definitions),
        make("rect", width=width, height=height, fill=palette["paper"]),
        make("g", *drawn, font_family=read_font()),
        described=describe_multiples(workspace, views),
    )


def _measure_room(page: SheetPage, head: Block, foot: Block) -> tuple[float, tuple[float, float]]:
    """Return where panels start on a page below its head, and how wide and high their room is."""
    top = page.page_size.margin + head.height + page.page_size.body
    below = 2 * page.page_size.body + foot.height + page.page_size.margin
    return top, (page.right - page.left, page.page_size.height - top - below)


def _find_fit(
    page: SheetPage, views: Sequence[View], modes: Sequence[ShownMode | None], bounds: Bounds
) -> tuple[SheetPage, tuple[Panels, float, float]]:
    """Return the page without what it has no room for, and its panels as `_fit_panels` does.

    Raises:
        RequestError: so many dates have no room on it whatever is left out.
    """
    for tries in _list_tries(page):
        found = []
        for without, least in tries:
            reduced = replace(page, without=frozenset(without))
            head, foot = _set_head(reduced, views, modes), _set_foot(reduced, modes)
            _, box = _measure_room(reduced, head, foot)
            if fit := _fit_panels(reduced, views, modes, box, bounds, least=least / SMALL):
                found.append((fit[0] * _WORTH ** len(without), reduced, fit[1:]))
        if found:
            return max(found, key=lambda one: one[0])[1:]
    raise RequestError(REFUSALS["crowded"].format(count=len(views)))


def title_multiples(workspace: Workspace, views: Sequence[View]) -> str:
    """Return what a page of several dates is called."""
    days = sorted(view.selection.day for view in views)
    first, last = format_day(days[0]), format_day(days[-1])
    return MULTIPLES["title"].format(front=workspace.dataset.front.title, first=first, last=last)


def describe_multiples(workspace: Workspace, views: Sequence[View]) -> str:
    """Return what a page of several dates shows in words, date by date."""
    return " ".join(
        (describe_mode if is_moded(view.selection) else describe_sheet)(workspace, view)
        for view in views
    )


def _make_small(page_size: PageSize) -> PageSize:
    """Return the page size with the type of its head and foot set back behind the panels."""
    return replace(page_size, body=_BACK * page_size.body)


def _set_head(page: SheetPage, views: Sequence[View], modes: Sequence[ShownMode | None]) -> Block:
    front = page.workspace.dataset.front
    days = sorted(view.selection.day for view in views)
    span = MULTIPLES["span"].format(first=format_day(days[0]), last=format_day(days[-1]))
    title = page.look.headline or _name_modes(front, modes)
    return set_title(page, page.right - page.left, title, span, front.subtitle, grow=0.62)


def _set_foot(page: SheetPage, modes: Sequence[ShownMode | None]) -> Block:
    """Return the foot, above it the sources of days held; of too many the publishers alone."""
    width = page.right - page.left
    foot, held = set_foot(page, width), [one for one in modes if one and one.mode == DAYS]
    sources = set_sources(page, width, held)
    if sources.height > _SOURCES * page.page_size.height:
        sources = set_sources(replace(page, without=frozenset(("sources",))), width, held)
    gap = 0.8 * page.page_size.body if sources.height else 0.0

    def draw(x: float, y: float) -> Element:
        return make("g", sources.draw(x, y), foot.draw(x, y + sources.height + gap))

    return Block(sources.height + gap + foot.height, draw)


def _name_modes(front: Front, modes: Sequence[ShownMode | None]) -> str:
    """Return the front's title, with what all maps of the page show where that is one mode."""
    names = {mode.title if mode.mode == DAYS else MULTIPLES["agreement"] for mode in modes if mode}
    if len(names) != 1 or not all(modes):
        return front.title
    return SHEET["mode_title"].format(front=front.title, mode=names.pop())


def _list_tries(page: SheetPage) -> Iterator[Sequence[tuple[Sequence[str], float]]]:
    """Yield what may be left out, and the least type in units that has to have room then.

    Of several together the best counts.
    """
    most = len(DROPPED) - 1
    yield [(DROPPED[:count], LEAST_TYPE) for count in range(most + 1)]
    size, written = page.look.size_px, (page.look.dpi or DPI) / UNITS_AN_INCH
    share = min(size[0] / page.page_size.width if size else written, DPI / UNITS_AN_INCH)
    last = LEAST_TYPE / max(share, 1.0)
    yield from ([(DROPPED[:most], max(floor * LEAST_TYPE, last))] for floor in _FLOORS)
    yield [(DROPPED, last)]


def _fit_panels(
    page: SheetPage,
    views: Sequence[View],
    modes: Sequence[ShownMode | None],
    box: tuple[float, float],
    bounds: Bounds,
    *,
    least: float,
) -> tuple[float, Panels, float, float] | None:
    """Return how much the best columns show, their panels, their scale, and how high a map is.

    None if none have a scale of `least`.
    """
    west, south, east, north = bounds
    lay_out = partial(set_panels, page.workspace, views, modes=modes, without=page.without)
    found = []
    for columns, beside, wide in product(range(1, len(views) + 1), (False, True), _WIDER):
        cell = max(NARROWEST, wide * (box[0] - (columns - 1) * GUTTER) / columns)
        share = box[0] / (columns * cell + (columns - 1) * GUTTER)
        if share < least:
            continue
        panels = lay_out(columns=columns, cell=cell, beside=beside)
        high = panels.fit_height(box[1] / share - LEGEND)
        if high < panels.least_height:
            high = panels.least_height
            share = box[1] / (LEGEND + panels.measure(high))
        if share < least:
            continue
        high = min(high, _HIGH * panels.map_width)
        # Largest is the ground in the larger of scales; empty cells and small type count against.
        scale = share * min(panels.map_width / (east - west), high / (north - south))
        filled = len(views) / (panels.columns * panels.count)
        score = 1e6 * scale * filled * min(share, 1.0) ** 0.5
        rank = round(score, 3), -columns, not beside
        found.append((rank, (score, panels, share, high)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _draw_grid(
    views: Sequence[View], panels: Panels, base: MapBase, corner: tuple[float, float], share: float
) -> Element:
    """Return the panels and their legend at that scale, with their corner there."""
    return make(
        "g",
        *panels.draw(base, 0.0, 0.0),
        *_draw_legend(views, panels, base),
        role="img",
        aria_labelledby=DESCRIBED,
        transform=f"translate({corner[0]:.2f} {corner[1]:.2f}) scale({share:.4f})",
    )


def _draw_legend(views: Sequence[View], panels: Panels, base: MapBase) -> list[Element]:
    """Return what the areas stand for and the scale, below the last row of panels."""
    line = panels.measure(base.viewport.height) + 0.6 * LEGEND
    legend, right = (
        draw_legend(panels.front, views, 0.0, line, base.palette, room=panels.width)
        if views
        else (make("g"), 0.0)
    )
    bar = draw_scale_bar(base.viewport, panels.width, line, SIZE, base.palette)
    room = panels.width - measure_scale_bar(base.viewport, SIZE)
    return [legend, bar] if right <= room else [legend, _move_down(bar)]


def _move_down(bar: Element) -> Element:
    """Return the scale on a line of its own, where the legend takes the whole of the first."""
    return make("g", bar, transform=f"translate(0 {SIZE * 1.4:.1f})")
