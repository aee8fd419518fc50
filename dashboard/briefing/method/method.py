"""How a held area is made, in one picture: four maps of one claim, from reports to its line."""

from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import (
    LEADING,
    measure_width,
    wrap_text,
    write,
    write_lines,
)
from dashboard.briefing.drawing.palette import Palette, read_font, read_palette
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.drawing.viewport import find_bounds, fit_placement
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.overlays import RADIUS, find_marks, make_mark, make_ring, make_stroke
from dashboard.briefing.map.panel import Base, Naming, draw_scale_bar, lay_base
from dashboard.briefing.method.case import Case, study_case
from dashboard.briefing.method.steps import draw_steps, write_captions
from dashboard.briefing.sheet.foot import SMALL
from dashboard.text.pictures import METHOD
from dashboard.text.spelling import format_day, format_number
from dashboard.view.figures import format_figure
from dashboard.view.view import Desk
from geodata.control.strength import INFERRED_KM, NEAR_KM, Strength
from geodata.core.model import Side, Status

DAY: Final = date(2024, 12, 31)
ACCOUNT: Final = Side.INDEPENDENT
"""A claim with many places reported on either side of its line."""

WIDTH: Final = 1240.0
_MARGIN, _GUTTER = 26.0, 24.0
_STEPS: Final = 4
_TITLE_SIZE, _HEAD_SIZE, _NAME_SIZE, _LAND_SIZE = 23.0, 19.0, 14.5, 12.5
_TOP: Final = 54.0  # of the maps
_LEGEND_STEP: Final = 22.0
_EDGE_M: Final = 5000.0  # ground shown beyond the held area


def draw_method(desk: Desk, day: date = DAY, account: Side = ACCOUNT) -> Element:
    """Return the picture: four maps with a sentence each, one legend, one scale bar."""
    case = study_case(desk, account, day)
    palette, title = read_palette(), _write_title(desk, case)
    base = _lay_base(desk, case, palette)
    placement = base.placement
    captions = [
        (head, wrap_text(note, SMALL, placement.width))
        for head, note in write_captions(case, placement)
    ]
    panels = [
        _draw_panel(base, overlays, caption, _MARGIN + step * (placement.width + _GUTTER))
        for step, (overlays, caption) in enumerate(
            zip(draw_steps(desk.dataset, case, placement, palette), captions, strict=True)
        )
    ]
    tallest = max(len(lines) for _, lines in captions)
    foot = _TOP + placement.height + 48.0 + LEADING * tallest + 18.0
    legend = _draw_legend(palette, ink_of(account, palette), _MARGIN, foot)
    scale = draw_scale_bar(placement, WIDTH - _MARGIN, foot, SMALL, palette)
    heading = write(title, _MARGIN, 35.0, _TITLE_SIZE, palette["ink"], bold=True)
    height = foot + 22.0
    paper = make("rect", width=WIDTH, height=height, fill=palette["paper"])
    sheet = make("g", heading, *panels, *legend, scale, font_family=read_font())
    return make_page(WIDTH, height, title, make("defs", *base.definitions), paper, sheet)


def _write_title(desk: Desk, case: Case) -> str:
    return METHOD["title"].format(
        claimant=case.claim.claimant,
        figure=format_figure(case.claim),
        day=format_day(case.area.date),
    )


def _lay_base(desk: Desk, case: Case, palette: Palette) -> Base:
    width = (WIDTH - 2 * _MARGIN - (_STEPS - 1) * _GUTTER) / _STEPS
    plane = case.scene.ground.plane
    placement = fit_placement(plane, find_bounds(plane, [case.area.geometry], _EDGE_M), width)
    room = RADIUS + 1.0
    marks = [
        (x - room, y - room, x + room, y + room) for _, x, y in find_marks(case.evidence, placement)
    ]
    return lay_base(
        desk.dataset,
        placement,
        palette,
        Naming(_NAME_SIZE, _LAND_SIZE, dots=False),
        ident="method",
        groups=("water", "settlements"),
        areas=[case.area],
        marks=marks,
    )


def _draw_panel(
    base: Base, overlays: list[Element], caption: tuple[str, list[str]], left: float
) -> Element:
    heading, lines = caption
    ink = base.palette["ink"]
    line = _TOP + base.placement.height + 27.0
    return make(
        "g",
        base.draw(*overlays, x=left, y=_TOP),
        write(heading, left, line, _HEAD_SIZE, ink, bold=True),
        *write_lines(lines, left, line + 23.0, SMALL, ink),
    )


def _draw_legend(palette: Palette, ink: str, x: float, y: float) -> list[Element]:
    """Return what the marks and the strokes mean, in one line."""
    middle = y - 5.0
    drawn: list[Element] = []
    for status in (Status.HELD, Status.CONTESTED, Status.LOST):
        drawn.append(make_mark(status, x + RADIUS, middle, palette))
        x = _write_entry(drawn, METHOD[status.value], x + 2 * RADIUS + 7.0, y, palette)
    drawn.append(make_ring(x + 8.5, middle, palette))
    x = _write_entry(drawn, METHOD["wrong"], x + 24.0, y, palette)
    for strength in (Strength.NEAR, Strength.INFERRED, Strength.FREE):
        drawn.append(make_stroke(f"M{x:.1f} {middle:.1f}h34", strength, ink))
        limits = {"near": format_number(NEAR_KM), "inferred": format_number(INFERRED_KM)}
        words = METHOD[strength.value].format(**limits)
        x = _write_entry(drawn, words, x + 41.0, y, palette)
    return drawn


def _write_entry(drawn: list[Element], words: str, x: float, y: float, palette: Palette) -> float:
    """Add an entry's words and return where the next entry starts."""
    drawn.append(write(words, x, y, SMALL, palette["ink"]))
    return x + measure_width(words, SMALL) + _LEGEND_STEP
