"""Small multiples: two to twelve dates on one page, each a map with every account's figure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dashboard.briefing.drawing.page_size import TEMPLATES, Template
from dashboard.briefing.drawing.palette import read_font, read_palette
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.drawing.viewport import Bounds
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.extent import list_shown, pick_bounds
from dashboard.briefing.map.panel import Base, draw_scale_bar
from dashboard.briefing.sheet.blocks import set_foot, set_title
from dashboard.briefing.sheet.foot import SIZE, draw_legend
from dashboard.briefing.sheet.layout import Block, Page
from dashboard.briefing.sheet.panels import WIDTH, Panels, lay_panel_base, set_panels
from dashboard.state.selection import LAYER_GROUPS
from dashboard.text.pictures import MULTIPLES
from dashboard.text.spelling import format_day
from dashboard.view.view import Desk, View

MOST: Final = 12
"""How many dates one page holds."""
_FLAT, _HIGH = 0.42, 0.95  # how low and how high a map may be, in widths of it
_BACK: Final = 0.8
_LEGEND: Final = 44.0  # room of the legend below the panels, in units of a panel


def draw_multiples(
    desk: Desk,
    views: Sequence[View],
    *,
    template: Template | None = None,
    dark: bool = False,
    extent: Bounds | None = None,
    base_url: str = "",
) -> Element:
    """Return one page with a map and the figures of each view, all at one scale.

    `extent` (WGS 84 degrees) and `base_url` are as for a sheet; the link restores the first state.
    """
    palette = read_palette(dark=dark)
    page = Page(desk, views[0], _make_small(template), palette, base_url, extent)
    (width, height), margin = (page.template.width, page.template.height), page.template.margin
    head, foot = _set_head(page, views), set_foot(page, page.right - page.left)
    top = margin + head.height + page.template.body
    box = page.right - page.left, height - top - 2 * page.template.body - foot.height - margin
    panels, share, map_height = _fit_panels(desk, views, box)
    groups = [one for one in LAYER_GROUPS if one in views[0].selection.layers]
    base = lay_panel_base(
        desk,
        views,
        palette,
        groups,
        bounds=pick_bounds(desk.dataset, list_shown(views), extent),
        height=map_height,
    )
    left = page.left + (box[0] - share * panels.width) / 2.0
    drawn = [
        head.draw(page.left, margin),
        _draw_grid(views, panels, base, (left, top), share),
        foot.draw(page.left, height - margin - foot.height),
    ]
    hatches = make_hatches([one.side for one in desk.dataset.front.accounts], palette)
    return make_page(
        width,
        height,
        title_multiples(desk, views),
        make("defs", *hatches, *base.definitions),
        make("rect", width=width, height=height, fill=palette["paper"]),
        make("g", *drawn, font_family=read_font()),
    )


def title_multiples(desk: Desk, views: Sequence[View]) -> str:
    """Return what a page of several dates is called."""
    days = sorted(view.selection.day for view in views)
    first, last = format_day(days[0]), format_day(days[-1])
    return MULTIPLES["title"].format(front=desk.dataset.front.title, first=first, last=last)


def _make_small(template: Template | None) -> Template:
    """Return the template with the type of its head and foot set back behind the panels."""
    whole = template or TEMPLATES["slide"]
    return replace(whole, body=_BACK * whole.body)


def _set_head(page: Page, views: Sequence[View]) -> Block:
    front = page.desk.dataset.front
    days = sorted(view.selection.day for view in views)
    span = MULTIPLES["span"].format(first=format_day(days[0]), last=format_day(days[-1]))
    return set_title(page, page.right - page.left, front.title, span, front.subtitle, grow=0.62)


def _fit_panels(
    desk: Desk, views: Sequence[View], box: tuple[float, float]
) -> tuple[Panels, float, float]:
    """Return the panels in the columns that show most, their scale, and how high a map is."""
    best: tuple[float, Panels, float, float] | None = None
    for columns in range(1, len(views) + 1):
        panels = set_panels(desk, views, columns)
        share = box[0] / panels.width
        words = panels.words_height + _LEGEND
        high = (box[1] / share - words) / panels.count
        if high < _FLAT * WIDTH:
            high = _FLAT * WIDTH
            share = box[1] / (words + panels.count * high)
        high = min(high, _HIGH * WIDTH)
        score = share * high**0.5
        if best is None or score > best[0]:
            best = score, panels, share, high
    assert best is not None  # noqa: S101 - there is a view at least
    return best[1:]


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
    line = panels.measure(base.placement.height) + 0.6 * _LEGEND
    accounts = [standing.account for standing in views[0].standings]
    legend, _ = draw_legend(accounts, list_shown(views), 0.0, line, base.palette)
    return [legend, draw_scale_bar(base.placement, panels.width, line, SIZE, base.palette)]
