"""How a deck begins: its cover with a map, then of several dates all figures at a glance."""

from collections.abc import Sequence
from typing import Final

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from dashboard.briefing.deck.file import MARGIN, SET_WIDTH
from dashboard.briefing.deck.slide import (
    TOP,
    UNIT_PT,
    DeckContext,
    add_picture,
    break_rows,
    describe_map,
    draw_map,
    lay_stop,
    open_slide,
)
from dashboard.briefing.deck.stops import Stop, span_days, write_title
from dashboard.briefing.deck.template import WIDTH, SlideKind, add_slide, find_line
from dashboard.briefing.deck.text import (
    INK,
    MUTED,
    SlideBox,
    TableRow,
    draw_table,
    place_shape,
    write_box,
    write_frame,
)
from dashboard.briefing.map.extent import list_shown
from dashboard.text.catalogues import DECK
from dashboard.view.figures import format_figure
from dashboard.view.view import AccountView, View
from geodata.core.plain import isolate

_MAP: Final = (Inches(8.03), Inches(0.55), Inches(4.3), Inches(3.1))
_MAP_PX: Final = 1100
_FEW: Final = 4  # dates that one keeps in mind without a table of them
_SAID: Final = Inches(2.15)  # the column of an account
_NOTHING: Final = "–"


def add_cover(deck: Deck, context: DeckContext, told: Sequence[tuple[Stop, View]]) -> None:
    """Add the slide of the title: whose statements the deck tells, and where on the map."""
    front, stops = context.workspace.dataset.front, [stop for stop, _ in told]
    slide = add_slide(deck, SlideKind.TITLE)
    width = Emu(WIDTH - 2 * Inches(1.0))
    beside: Length = Emu(width - _MAP[2] - Inches(0.3))
    boxes = (
        (slide.shapes.title, Inches(1.0), Inches(0.9), [front.title], 44.0),
        (find_line(slide), Inches(1.9), Inches(1.6), [front.subtitle, span_days(stops)], 20.0),
    )
    for place, (shape, top, height, texts, size) in enumerate(boxes):
        box = (Inches(1), top, beside, height)
        if shape is None:
            write_box(slide, box, texts, size, colour=MUTED)
            continue
        colour = MUTED if place else INK
        write_frame(shape.text_frame, texts, size, bold=not place, colour=colour)
        place_shape(shape, box)
    _add_map(slide, context, told, _MAP)
    shown = stops[0].selection.accounts
    rows = [
        TableRow((isolate(one.label), isolate(one.description)), bold=(0,), side=one.side)
        for one in front.accounts
        if one.side in shown
    ]
    head = TableRow((DECK["account"], DECK["described"]))
    corner, widths = (Inches(1), Inches(3.85)), (Inches(2.2), Emu(width - Inches(2.2)))
    draw_table(slide, corner, widths, [head, *rows], name=DECK["account"], size=14.0)
    box = (Inches(1), Inches(6.6), width, Inches(0.4))
    write_box(slide, box, [front.disclaimer], 12.0, colour=MUTED)


def _add_map(
    slide: Slide, context: DeckContext, told: Sequence[tuple[Stop, View]], box: SlideBox
) -> None:
    """Add the map of the stop that tells of most ground, without a legend."""
    stop, view = max(told, key=lambda one: _measure_ground(one[1]))
    panel = lay_stop(context, stop, view, (box[2].pt / UNIT_PT, box[3].pt / UNIT_PT))
    page = draw_map(context.workspace, view, panel, foot=0.0)
    add_picture(slide, page, _MAP_PX, box[:2], width=box[2], told=describe_map(context, view))


def _measure_ground(view: View) -> float:
    """Return the size of the largest area of a view, km²."""
    return max((area.area_km2 for area in list_shown([view])), default=0.0)


def add_agenda(deck: Deck, context: DeckContext, told: Sequence[tuple[Stop, View]]) -> None:
    """Add a table of the dates and of what each account says on them; none of a few dates."""
    if len(told) <= _FEW:
        return
    accounts = [one.account for one in told[0][1].accounts]
    spoken = [
        place
        for place in range(len(accounts))
        if any(view.accounts[place].figure for _, view in told)
    ]
    head = TableRow((DECK["agenda_day"], *(isolate(accounts[place].label) for place in spoken)))
    rows = [
        TableRow(
            (
                write_title(context.workspace, stop, view),
                *(_write_figure(view.accounts[place]) for place in spoken),
            )
        )
        for stop, view in told
    ]
    widths = (Emu(SET_WIDTH - len(spoken) * _SAID), *(_SAID for _ in spoken))
    for page in break_rows(rows, widths):
        slide = open_slide(deck, DECK["agenda"])
        draw_table(slide, (MARGIN, TOP), widths, [head, *page], name=DECK["agenda"])


def _write_figure(account_view: AccountView) -> str:
    """Return the figure of an account, or that it gave words; a dash before its first."""
    figure = account_view.figure
    if figure is None:
        return _NOTHING
    return DECK["agenda_words"] if figure.in_words else format_figure(figure.claim)
