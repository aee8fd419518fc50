"""Six dates side by side: the map and every account's figure, at one scale, as one picture."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.palette import read_font, read_palette
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.panel import draw_scale_bar
from dashboard.briefing.sheet.foot import SIZE, draw_legend, write_credits
from dashboard.briefing.sheet.panels import lay_panel_base, set_panels
from dashboard.state.selection import Selection
from dashboard.text.pictures import SIX_DATES
from dashboard.view.view import Desk, View, build_view

DATES: Final = (
    date(2024, 8, 12),
    date(2024, 8, 27),
    date(2024, 11, 23),
    date(2025, 3, 13),
    date(2025, 4, 26),
    date(2025, 6, 22),
)
"""The first week, the peak, the autumn, Sudzha retaken, the end declared, the last figures."""

_COLUMNS: Final = 3
_MARGIN: Final = 26.0
_TITLE_SIZE: Final = 24.0
_TOP: Final = 56.0  # of the first row of panels
_GROUPS: Final = ("water", "settlements")


def draw_six_dates(desk: Desk, dates: Sequence[date] = DATES) -> Element:
    """Return the picture: a map and the figures of each date, one scale, one legend, credits."""
    front = desk.dataset.front
    palette, title = read_palette(), SIX_DATES["title"].format(front=front.title)
    views = [_see(desk, day) for day in dates]
    base = lay_panel_base(desk, views, palette, _GROUPS)
    panels = set_panels(desk, views, _COLUMNS)
    right, bottom = _MARGIN + panels.width, _TOP + panels.measure(base.placement.height)
    heading = write(title, _MARGIN, 36.0, _TITLE_SIZE, palette["ink"], bold=True)
    rule = make("path", d=f"M{_MARGIN} {bottom:.1f}H{right}", stroke=palette["hairline"])
    legend, _ = draw_legend(front.accounts, list_shown(views), _MARGIN, bottom + 31.0, palette)
    scale = draw_scale_bar(base.placement, right, bottom + 31.0, SIZE, palette)
    lines, last = write_credits(
        desk.dataset, _GROUPS, palette, _MARGIN, bottom + 62.0, width=panels.width
    )
    width, height = right + _MARGIN, last + 20.0
    hatches = make_hatches([account.side for account in front.accounts], palette)
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    drawn = panels.draw(base, _MARGIN, _TOP)
    sheet = make("g", heading, *drawn, rule, legend, scale, *lines, font_family=read_font())
    definitions = make("defs", *hatches, *base.definitions)
    return make_page(width, height, title, definitions, paper, sheet)


def _see(desk: Desk, day: date) -> View:
    """Return the view of a day with every account and nothing narrowed."""
    accounts = tuple(account.side for account in desk.dataset.front.accounts)
    return build_view(desk, Selection(day=day, accounts=accounts))
