"""The deck: one slide for each chosen date or chapter, the sources, and how the map is made."""

from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Final

from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from dashboard.briefing.deck import ooxml
from dashboard.briefing.deck.file import (
    DATE_LAYOUT,
    HEIGHT,
    MARGIN,
    TITLE_LAYOUT,
    WIDTH,
    open_deck,
    serialise_deck,
    set_properties,
)
from dashboard.briefing.deck.ooxml import describe_shape
from dashboard.briefing.deck.slide import add_stop, lay_slides
from dashboard.briefing.deck.stops import Stop, list_cited, number_sources
from dashboard.briefing.deck.text import (
    INK,
    MUTED,
    Numbers,
    Row,
    draw_table,
    measure_row,
    measure_texts,
    write_box,
    write_frame,
)
from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.lettering import measure_width
from dashboard.briefing.drawing.metadata import Metadata, write_packet
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.method.method import draw_method
from dashboard.briefing.sheet.credits import write_credits, write_datum, write_origin
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import INSET_GROUP
from dashboard.text.catalogues import DECK, REFUSALS
from dashboard.text.language import get_language
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_source
from dashboard.view.view import build_view
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.core.errors import AreaError, OutputError
from geodata.core.model import Dataset
from geodata.files.output import pick_time

_WIDTHS: Final = tuple(Inches(width) for width in (0.5, 5.4, 1.1, 4.43, 0.9))
_TOP: Final = Inches(1.1)
_ROOM: Final = Inches(5.4)
_SIZE: Final = 9.0
_FOOTER, _NUMBERED = 11, 12  # what the template calls the placeholders of footer and number
_FOOT_SIZE: Final = 10.0
_PICTURE_PX: Final = 1860

AUTHOR: Final = "Kursk Front"
_FIRST: Final = 2  # the number of the first slide after the title's


def list_pages(dataset: Dataset, numbers: Numbers, first: int) -> list[list[Row]]:
    """Return the rows of each sources slide; `first` is the number of the first cited slide."""
    pages: list[list[Row]] = []
    room = 0
    for source_id, (number, places) in numbers.items():
        source = dataset.sources[source_id]
        slides = ", ".join(str(first + place) for place in places)
        publication = f"{format_source(source)}: {source.title}"
        address = _shorten(source.url)
        texts = (str(number), publication, source.published, address, slides)
        row = Row(texts, links=((3, source.url, address),))
        height = measure_row(row, _WIDTHS, _SIZE)
        if not pages or room < height:
            pages.append([])
            room = _ROOM
        room -= height
        pages[-1].append(row)
    return pages


def add_sources(deck: Deck, dataset: Dataset, numbers: Numbers, first: int) -> list[Slide]:
    """Add as many slides as the sources need, and return them."""
    pages = list_pages(dataset, numbers, first)
    keys = ("number", "publication", "published", "address", "cited")
    head = Row(tuple(DECK[key] for key in keys))
    slides = []
    for place, rows in enumerate(pages, 1):
        title = DECK["sources_page"].format(page=place, pages=len(pages))
        slide = _open_slide(deck, title if len(pages) > 1 else DECK["sources"])
        corner = (MARGIN, _TOP)
        draw_table(slide, corner, _WIDTHS, [head, *rows], name=DECK["sources"], size=_SIZE)
        slides.append(slide)
    return slides


def add_method(deck: Deck, workspace: Workspace, lines: Sequence[str]) -> Slide:
    """Add the slide that says how the map is made, with the picture of one claim's making.

    `lines` are put below it in small type: credits, licences, version.
    """
    slide = _open_slide(deck, DECK["method"])
    bottom = _place_picture(slide, workspace)
    texts = [DECK["method_map"], DECK["method_stay"], DECK["method_grade"]]
    width = Emu(WIDTH - 2 * MARGIN)
    height = measure_texts(texts, 12.0, width)
    write_box(slide, (MARGIN, bottom, width, height), texts, 12.0, colour=INK)
    top = Emu(bottom + height + Inches(0.08))
    write_box(slide, (MARGIN, top, width, Inches(0.9)), lines, 8.0, colour=MUTED)
    return slide


def _open_slide(deck: Deck, text: str) -> Slide:
    """Return a new slide under a title."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[DATE_LAYOUT])
    if title := slide.shapes.title:
        title.text = text
    return slide


def _place_picture(slide: Slide, workspace: Workspace) -> Length:
    """Put the method's picture below the title, and return where there is room again.

    A front that names no claim for it to explain, or lacks that claim, goes without it.
    """
    shown = workspace.dataset.front.pictures
    if shown is None:
        return _TOP
    try:
        page = draw_method(workspace, shown.day, shown.side)
    except AreaError:
        return _TOP
    image = BytesIO(render_png(page, _PICTURE_PX))
    picture = slide.shapes.add_picture(image, MARGIN, _TOP, width=Emu(WIDTH - 2 * MARGIN))
    limit = Inches(3.5)
    if picture.height > limit:
        picture.width, picture.height = Emu(round(picture.width * limit / picture.height)), limit
        picture.left = Emu((WIDTH - picture.width) // 2)
    describe_shape(picture, DECK["method_alt"])
    return Emu(_TOP + picture.height + Inches(0.14))


def _shorten(address: str) -> str:
    """Return as much of an address as one line has room for; its link has all of it."""
    text = address.removeprefix("https://").removeprefix("www.")
    room = _WIDTHS[3].pt - 8.0
    while measure_width(text, _SIZE) > room:
        text = f"{text[:-2]}…"
    return text


def build_deck(
    workspace: Workspace,
    stops: Sequence[Stop],
    look: Look | None = None,
    *,
    on_step: OnStep | None = None,
    told: Metadata | None = None,
    alone: bool = False,
) -> bytes:
    """Return a PowerPoint file of a slide for each stop, in the language that is spoken.

    Titles, texts, tables, notes and charts are native and can be edited; the maps are pictures,
    each of the ground that its date tells of. `told` is what the file is to say of itself.
    With `alone` there is no slide but those of the stops: their notes hold the sources. The same
    workspace and stops give the same bytes.

    Raises:
        OutputError: there is no stop.
    """
    if not stops:
        raise OutputError(REFUSALS["deck_empty"])
    tell = on_step or (lambda *_: None)
    total, look = len(stops) + 2, look or Look()
    dataset, palette = workspace.dataset, read_palette(dark=look.dark)
    views = [build_view(workspace, stop.selection) for stop in stops]
    cited = [list_cited(dataset, *pair) for pair in zip(stops, views, strict=True)]
    numbers = number_sources(dataset, cited)
    layers = {layer for stop in stops for layer in stop.selection.layers}
    shared = lay_slides(workspace, views, numbers, palette)
    deck = open_deck(palette)
    if not alone:
        _add_title(deck, workspace, stops)
    for place, (stop, view) in enumerate(zip(stops, views, strict=True)):
        add_stop(deck, shared, stop, view)
        tell(place + 1, total, DECK["step_slide"].format(number=place + _FIRST))
    if not alone:
        add_sources(deck, dataset, numbers, _FIRST)
        add_method(deck, workspace, _list_credits(dataset, layers))
    tell(total - 1, total, DECK["step_method"])
    for number, slide in enumerate(deck.slides, 1):
        if number >= _FIRST or alone or look.marking:
            _write_foot(slide, workspace, number, look.marking)
    content = _finish(deck, workspace, stops, told)
    tell(total, total, DECK["step_file"])
    return content


def _finish(
    deck: Deck, workspace: Workspace, stops: Sequence[Stop], told: Metadata | None
) -> bytes:
    """Return the bytes of a deck that says what it is, and what it was made of."""
    dataset = workspace.dataset
    stamp = pick_time(dataset)
    set_properties(
        deck,
        title=f"{dataset.front.title}: {_span_days(stops)}",
        subject=DECK["subject"],
        language=get_language(),
        author=AUTHOR,
        stamp=stamp,
    )
    if told:
        ooxml.add_note(deck, write_packet(told))
    return serialise_deck(deck, stamp)


def _add_title(deck: Deck, workspace: Workspace, stops: Sequence[Stop]) -> None:
    front = workspace.dataset.front
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


def _write_foot(slide: Slide, workspace: Workspace, number: int, marking: str) -> None:
    """Fill the placeholders of a slide's lower edge: marking, filter and disclaimer; its number."""
    width = Emu(WIDTH - 2 * MARGIN - Inches(0.8))
    parts = (marking, workspace.notice, workspace.dataset.front.disclaimer)
    top, height = Emu(HEIGHT - Inches(0.36)), Inches(0.2)
    ooxml.add_placeholder(slide, "ftr", _FOOTER, (MARGIN, top, width, height))
    foot = slide.placeholders[_FOOTER]
    write_frame(foot.text_frame, [" · ".join(filter(None, parts))], _FOOT_SIZE, colour=MUTED)
    foot.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    box = (Emu(WIDTH - MARGIN - Inches(0.6)), top, Inches(0.6), height)
    ooxml.number_slide(ooxml.add_placeholder(slide, "sldNum", _NUMBERED, box), number, _FOOT_SIZE)


def _list_credits(dataset: Dataset, layers: Collection[str]) -> list[str]:
    """Return datum, credits with licences, and the dataset's version and fingerprint."""
    origin, _ = write_origin(dataset, "")
    return [write_datum(dataset.front), write_credits(dataset, [*layers, INSET_GROUP]), origin]


def _span_days(stops: Sequence[Stop]) -> str:
    """Return the first and the last day of a deck, or its only one."""
    days = sorted({stop.selection.day for stop in stops})
    if len(days) == 1:
        return format_day(days[0])
    return DECK["from_to"].format(first=format_day(days[0]), last=format_day(days[-1]))
