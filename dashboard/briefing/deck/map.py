"""The map of a slide as a picture: what the accounts hold, and below it what its drawings mean."""

from typing import Final

from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.palette import read_font
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.legend import (
    Entry,
    draw_entries,
    flow_entries,
    is_visible,
    list_entries,
    sample_area,
)
from dashboard.briefing.map.panel import MapPanel, draw_view
from dashboard.text.pictures import SHEET
from dashboard.view.view import Desk, View

_SIZE: Final = 11.5  # of the legend
_MINOR: Final = 9.0  # of its second part, the lines of the ground
_LEADING: Final = 1.45


def draw_map(desk: Desk, view: View, panel: MapPanel, *, foot: float) -> Element:
    """Return a page with the map of a view and, `foot` units high below it, its legend."""
    placement, palette = panel.base.placement, panel.base.palette
    width, height = placement.width, placement.height
    hatches = make_hatches([one.account.side for one in view.standings], palette)
    paper = make("rect", width=width, height=height + foot, fill=palette["paper"])
    drawn = panel.draw(desk, draw_view(panel.base, view), 0.0, 0.0)
    legend = _draw_legend(view, panel, height + 0.6 * _SIZE)
    return make_page(
        width,
        height + foot,
        view.selection.day.isoformat(),
        make("defs", *hatches, *panel.base.definitions),
        make("g", paper, drawn, *legend, font_family=read_font()),
    )


def _draw_legend(view: View, panel: MapPanel, top: float) -> list[Element]:
    """Return whose ground is shown, then the other drawings, with nothing that is not visible."""
    base = panel.base
    palette, width = base.palette, base.placement.width
    shown = [
        Entry(one.account.label, sample_area(one.account.side))
        for one in view.standings
        if any(is_visible(area, base.placement) for area in (*one.areas, *one.others))
    ]
    drawn = []
    if shown:
        drawn.append(write(SHEET["according"], 0.0, top + _SIZE, _SIZE, palette["muted"]))
        top += _LEADING * _SIZE
    for entries, size in ((shown, _SIZE), (list_entries(view, base), _MINOR)):
        placed, height = flow_entries(entries, width, size)
        drawn.append(draw_entries(placed, 0.0, top, size, palette))
        top += height + 0.15 * _SIZE
    return drawn
