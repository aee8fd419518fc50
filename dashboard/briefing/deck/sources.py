"""The last slides of a deck: every source with its address, and how the map is made."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from dashboard.briefing.deck.table import Row, draw_table, measure_row
from dashboard.briefing.deck.text import INK, MUTED, describe_shape, measure_texts, write_box
from dashboard.briefing.deck.theme import DATE_LAYOUT, MARGIN, WIDTH
from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.lettering import measure_width
from dashboard.briefing.method.method import draw_method
from dashboard.text.deck import DECK
from dashboard.view.figures import format_source
from dashboard.view.view import Desk
from geodata.core.errors import AreaError
from geodata.core.model import Dataset

Numbers = Mapping[str, tuple[int, tuple[int, ...]]]
"""Number and slides of each source by id."""

_WIDTHS: Final = tuple(Inches(width) for width in (0.5, 5.4, 1.1, 4.43, 0.9))
_TOP: Final = Inches(1.1)
_ROOM: Final = Inches(5.4)
_SIZE: Final = 9.0
_PICTURE_PX: Final = 1860


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


def add_method(deck: Deck, desk: Desk, lines: Sequence[str]) -> Slide:
    """Add the slide that says how the map is made, with the picture of one claim's making.

    `lines` are put below it in small type: credits, licences, version.
    """
    slide = _open_slide(deck, DECK["method"])
    bottom = _place_picture(slide, desk)
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


def _place_picture(slide: Slide, desk: Desk) -> Length:
    """Put the method's picture below the title, and return where there is room again.

    A front that lacks the claim which the picture explains goes without it.
    """
    try:
        page = draw_method(desk)
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
