"""The deck: one slide for each chosen date or chapter, the sources, and how the map is made."""

from collections.abc import Collection, Sequence
from typing import Final

from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches

from dashboard.briefing.deck.file import serialise_deck, set_properties
from dashboard.briefing.deck.slide import add_stop, lay_slides
from dashboard.briefing.deck.sources import add_method, add_sources
from dashboard.briefing.deck.stops import Stop, list_cited, number_sources
from dashboard.briefing.deck.table import Row, draw_table
from dashboard.briefing.deck.text import MUTED, write_box, write_frame
from dashboard.briefing.deck.theme import (
    HEIGHT,
    MARGIN,
    TITLE_LAYOUT,
    WIDTH,
    open_deck,
)
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.sheet.colophon import write_credits, write_datum, write_origin
from dashboard.text.deck import DECK
from dashboard.text.language import get_language
from dashboard.text.pictures import REFUSALS
from dashboard.text.spelling import format_day
from dashboard.view.view import Desk, build_view
from geodata.core import OnStep
from geodata.core.errors import OutputError
from geodata.core.model import Dataset
from geodata.files.output import pick_time

AUTHOR: Final = "Kursk Front"
_FIRST: Final = 2  # the number of the first slide after the title's


def build_deck(
    desk: Desk, stops: Sequence[Stop], *, dark: bool = False, on_step: OnStep | None = None
) -> bytes:
    """Return a PowerPoint file of a slide for each stop, in the language that is spoken.

    Titles, texts, tables, notes and charts are native and can be edited; the maps are pictures, all
    at one scale. The same desk and stops give the same bytes.

    Raises:
        OutputError: there is no stop.
    """
    if not stops:
        raise OutputError(REFUSALS["deck_empty"])
    tell = on_step or (lambda *_: None)
    total = len(stops) + 2
    dataset, palette = desk.dataset, read_palette(dark=dark)
    views = [build_view(desk, stop.selection) for stop in stops]
    cited = [list_cited(dataset, *pair) for pair in zip(stops, views, strict=True)]
    numbers = number_sources(dataset, cited)
    layers = {layer for stop in stops for layer in stop.selection.layers}
    shared = lay_slides(desk, views, numbers, palette)
    deck = open_deck(palette)
    _add_title(deck, desk, stops)
    for place, (stop, view) in enumerate(zip(stops, views, strict=True)):
        add_stop(deck, shared, stop, view)
        tell(place + 1, total, DECK["step_slide"].format(number=place + _FIRST))
    add_sources(deck, dataset, numbers, _FIRST)
    add_method(deck, desk, _list_credits(dataset, layers))
    tell(total - 1, total, DECK["step_method"])
    for number, slide in enumerate(deck.slides, 1):
        if number >= _FIRST:
            _write_foot(slide, desk, number)
    stamp = pick_time(dataset)
    set_properties(
        deck,
        title=f"{dataset.front.title}: {_span_days(stops)}",
        subject=DECK["subject"],
        language=get_language(),
        author=AUTHOR,
        stamp=stamp,
    )
    content = serialise_deck(deck, stamp)
    tell(total, total, DECK["step_file"])
    return content


def _add_title(deck: Deck, desk: Desk, stops: Sequence[Stop]) -> None:
    front = desk.dataset.front
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    title, subtitle = slide.placeholders[0], slide.placeholders[1]
    width = Emu(WIDTH - 2 * Inches(1.0))
    title.left, title.top, title.width, title.height = Inches(1), Inches(1.3), width, Inches(0.9)
    write_frame(title.text_frame, [front.title], 44.0, bold=True)
    subtitle.left, subtitle.top = Inches(1), Inches(2.2)
    subtitle.width, subtitle.height = width, Inches(1.3)
    write_frame(subtitle.text_frame, [front.subtitle, _span_days(stops)], 20.0, colour=MUTED)
    for frame in (title.text_frame, subtitle.text_frame):
        frame.margin_left = frame.margin_right = 0
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
    shown = stops[0].selection.accounts
    rows = [
        Row((one.label, one.description), bold=(0,), side=one.side)
        for one in front.accounts
        if one.side in shown
    ]
    head = Row((DECK["account"], DECK["described"]))
    corner, widths = (Inches(1), Inches(3.85)), (Inches(2.2), Emu(width - Inches(2.2)))
    draw_table(slide, corner, widths, [head, *rows], name=DECK["account"], size=14.0)
    box = (Inches(1), Inches(6.75), width, Inches(0.4))
    write_box(slide, box, [front.disclaimer], 12.0, colour=MUTED)


def _write_foot(slide: Slide, desk: Desk, number: int) -> None:
    """Put the filter in force, the disclaimer and the slide's number at its lower edge."""
    width = Emu(WIDTH - 2 * MARGIN)
    caution = " · ".join(filter(None, (desk.notice, desk.dataset.front.disclaimer)))
    top, height = Emu(HEIGHT - Inches(0.36)), Inches(0.2)
    write_box(slide, (MARGIN, top, width, height), [caution], 9.0, colour=MUTED)
    box = (Emu(WIDTH - MARGIN - Inches(0.6)), top, Inches(0.6), height)
    write_box(slide, box, [str(number)], 9.0, colour=MUTED, align=PP_ALIGN.RIGHT)


def _list_credits(dataset: Dataset, layers: Collection[str]) -> list[str]:
    """Return datum, credits with licences, and the dataset's version and fingerprint."""
    origin, _ = write_origin(dataset, "")
    return [write_datum(), write_credits(dataset, layers), origin]


def _span_days(stops: Sequence[Stop]) -> str:
    """Return the first and the last day of a deck, or its only one."""
    days = sorted({stop.selection.day for stop in stops})
    if len(days) == 1:
        return format_day(days[0])
    return DECK["from_to"].format(first=format_day(days[0]), last=format_day(days[-1]))
