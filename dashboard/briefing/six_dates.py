"""Six dates side by side: the map and every account's figure, at one scale, as one picture."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import shapely

from dashboard.briefing.areas import make_hatches
from dashboard.briefing.figures import Row, draw_rows, list_rows
from dashboard.briefing.foot import SIZE, SMALL, draw_legend, write_credits
from dashboard.briefing.furniture import draw_scale_bar, write_note
from dashboard.briefing.ground import read_shapes
from dashboard.briefing.lettering import write
from dashboard.briefing.map_drawing import Base, Naming, draw_view, lay_base
from dashboard.briefing.palette import read_font, read_palette
from dashboard.briefing.placement import Bounds, find_bounds, fit_placement
from dashboard.briefing.svg import Element, make, make_page
from dashboard.briefing.words import SIX_DATES
from dashboard.state import Selection
from dashboard.view import Desk, View, build_view
from geodata.dates import format_day
from geodata.measure import project
from geodata.model import Dataset, HeldArea

DATES: Final = (
    date(2024, 8, 12),
    date(2024, 8, 27),
    date(2024, 11, 23),
    date(2025, 3, 13),
    date(2025, 4, 26),
    date(2025, 6, 22),
)
"""The first week, the peak, the autumn, Sudzha retaken, the end declared, the last figures."""

WIDTH: Final = 1240.0
_COLUMNS: Final = 3
_MARGIN, _GUTTER = 26.0, 32.0
_TITLE_SIZE, _DATE_SIZE, _NAME_SIZE, _LAND_SIZE = 24.0, 23.0, 15.5, 13.5
_TOP: Final = 56.0  # of the first row of panels
_HEAD: Final = 35.0  # from the top of a panel to its map
_BELOW: Final = 10.0  # from the map to the figures
_GROUPS: Final = ("water", "settlements")
_EDGE_M: Final = 4500.0  # ground shown beyond the outermost held area
_NEAR_M: Final = 18_000.0  # a first-rank place this near to the held ground is taken into view


def draw_six_dates(desk: Desk, dates: Sequence[date] = DATES) -> Element:
    """Return the picture: a map and the figures of each date, one scale, one legend, credits."""
    front = desk.dataset.front
    palette, title = read_palette(), SIX_DATES["title"].format(front=front.title)
    views = [_see(desk, day) for day in dates]
    areas = [area for view in views for one in view.standings for area in one.areas]
    base = _lay_base(desk.dataset, areas)
    heading = write(title, _MARGIN, 36.0, _TITLE_SIZE, palette["ink"], bold=True)
    panels, bottom = _draw_panels(desk, views, base)
    rule = make("path", d=f"M{_MARGIN} {bottom:.1f}H{WIDTH - _MARGIN}", stroke=palette["hairline"])
    legend, _ = draw_legend(front.accounts, areas, _MARGIN, bottom + 31.0, palette)
    scale = draw_scale_bar(base.placement, WIDTH - _MARGIN, bottom + 31.0, SIZE, palette)
    lines, last = write_credits(
        desk.dataset, _GROUPS, palette, _MARGIN, bottom + 62.0, width=WIDTH - 2 * _MARGIN
    )
    height = last + 20.0
    hatches = make_hatches([account.side for account in front.accounts], palette)
    paper = make("rect", width=WIDTH, height=height, fill=palette["paper"])
    sheet = make("g", heading, *panels, rule, legend, scale, *lines, font_family=read_font())
    definitions = make("defs", *hatches, *base.definitions)
    return make_page(WIDTH, height, title, definitions, paper, sheet)


def _see(desk: Desk, day: date) -> View:
    """Return the view of a day with every account and nothing narrowed."""
    accounts = tuple(account.side for account in desk.dataset.front.accounts)
    return build_view(desk, Selection(day=day, accounts=accounts))


def _lay_base(dataset: Dataset, areas: Sequence[HeldArea]) -> Base:
    width = (WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
    placement = fit_placement(_find_extent(dataset, areas), width)
    note = (width - 100.0, placement.height - 24.0, width, placement.height)
    return lay_base(
        dataset,
        placement,
        read_palette(),
        Naming(_NAME_SIZE, _LAND_SIZE),
        ident="six",
        groups=_GROUPS,
        areas=areas,
        furniture=[note],
    )


def _find_extent(dataset: Dataset, areas: Sequence[HeldArea]) -> Bounds:
    """Return the bounds of all ground shown as held, and of the first-rank places near it.

    Where no ground is held, the front's own extent is shown.
    """
    shown = [area.geometry for area in areas if not area.geometry.is_empty]
    shown = shown or [shapely.box(*dataset.front.extent)]
    held = shapely.box(*find_bounds(shown, 0.0))
    layer = dataset.layers.get("settlements")
    places = [
        geometry
        for properties, geometry in (read_shapes(layer) if layer else ())
        if int(properties["rank"]) == 1 and project(geometry).distance(held) <= _NEAR_M
    ]
    return find_bounds([*shown, *places], _EDGE_M)


def _draw_panels(desk: Desk, views: Sequence[View], base: Base) -> tuple[list[Element], float]:
    """Return the panels row by row, and the height at which the last row ends."""
    width, top = base.placement.width, _TOP
    parts: list[Element] = []
    for start in range(0, len(views), _COLUMNS):
        across = views[start : start + _COLUMNS]
        rows = [list_rows(desk.dataset, view, width) for view in across]
        for column, (view, lines) in enumerate(zip(across, rows, strict=True)):
            left = _MARGIN + column * (width + _GUTTER)
            parts.append(_draw_panel(view, lines, base, left, top))
        tallest = max(sum(row.height for row in lines) for lines in rows)
        top += _HEAD + base.placement.height + _BELOW + tallest + 12.0
    return parts, top


def _draw_panel(view: View, rows: list[Row], base: Base, left: float, top: float) -> Element:
    palette = base.palette
    day = format_day(view.selection.day)
    heading = write(day, left, top + _DATE_SIZE, _DATE_SIZE, palette["ink"], bold=True)
    note = write_note(SIX_DATES["approximate"], base.placement, SMALL, palette)
    drawn = base.draw(*draw_view(base, view), notes=[note], x=left, y=top + _HEAD)
    below = top + _HEAD + base.placement.height + _BELOW
    return make("g", heading, drawn, draw_rows(rows, left, below, palette))
