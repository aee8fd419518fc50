"""A deck as a file: opened in the house's colours and type, saved without any clock.

It is 16:9, every layout fitted, the theme its own; the same deck gives the same bytes.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.util import Emu, Inches, Pt

from dashboard.briefing.deck import ooxml
from dashboard.briefing.deck.template import HEIGHT, WIDTH, SlideKind, open_template, pick_layout
from dashboard.briefing.deck.text import ACCENTS, SlideBox
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.map.areas import ink_of
from dashboard.view.style import STYLE
from geodata.core.model import Role
from geodata.files.output import zip_files

MARGIN: Final = Inches(0.5)
SET_WIDTH: Final = Emu(WIDTH - 2 * MARGIN)
"""How wide a slide is between its margins."""
FONT: Final = STYLE.type.deck
NAME: Final = "Kursk Front"
TITLE_BOX: Final[SlideBox] = (MARGIN, Inches(0.32), SET_WIDTH, Inches(0.62))
TITLE_PT: Final = 26.0

_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def open_deck(palette: Palette, template: bytes | None = None) -> Deck:
    """Return a deck without slides whose theme, master and layouts carry the palette.

    With a `template` it has that one's, as they are.

    Raises:
        TemplateError: it is none.
    """
    if template is not None:
        return open_template(template)
    deck = Presentation()
    ooxml.drop_thumbnail(deck)
    ooxml.drop_printer(deck)
    stretch = WIDTH / (deck.slide_width or WIDTH)
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for shape in _list_layout_shapes(deck):
        shape.left, shape.width = (
            Emu(round(shape.left * stretch)),
            Emu(round(shape.width * stretch)),
        )
    if title := pick_layout(deck, SlideKind.DATE).placeholders.get(0):
        title.left, title.top, title.width, title.height = TITLE_BOX
        title.text_frame.margin_left = title.text_frame.margin_right = 0
    ooxml.set_title_style(deck, Pt(TITLE_PT))
    _paint_theme(deck, palette)
    return deck


def _list_layout_shapes(deck: Deck) -> Iterator[BaseShape]:
    """Yield the shapes of master and layouts that have a place of their own."""
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            if ooxml.has_place(shape):
                yield shape


def _paint_theme(deck: Deck, palette: Palette) -> None:
    """Write the palette's colours and the font into the theme, which all native text follows."""
    colours = {
        **colour_accounts(palette),
        "dk1": palette["ink"],
        "lt1": palette["paper"],
        "dk2": palette["muted"],
        "lt2": palette["hover"],
        "accent5": palette["alarm"],
        "accent6": palette["oblast"],
        "hlink": ink_of(Role.HOLDER, palette),
        "folHlink": palette["muted"],
    }
    ooxml.paint_theme(deck, colours, font=FONT, name=NAME)


def colour_accounts(palette: Palette) -> dict[str, str]:
    """Return the colours of the accounts by what the theme calls them."""
    return {ooxml.name_colour(accent): ink_of(role, palette) for role, accent in ACCENTS.items()}


def set_properties(
    deck: Deck, *, title: str, subject: str, language: str, author: str, stamp: datetime
) -> None:
    """Write a deck's core properties, none of which comes from a clock."""
    properties = deck.core_properties
    properties.title, properties.subject, properties.language = title, subject, language
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = properties.last_printed = stamp
    properties.revision = 1
    properties.keywords = properties.comments = properties.category = ""


def serialise_deck(deck: Deck, stamp: datetime) -> bytes:
    """Return the file's bytes, the same for the same deck and `stamp`."""
    when = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def settle(name: str, content: bytes) -> bytes:
        return _STAMP.sub(rb"\g<1>" + when, content) if name == "docProps/core.xml" else content

    ooxml.describe_program(deck, NAME)
    # A chart's workbook bears the time of its making.
    ooxml.settle_workbooks(deck, lambda workbook: _pack_again(workbook, settle))
    stream = BytesIO()
    deck.save(stream)
    return _pack_again(stream.getvalue(), lambda _, content: content)


def _pack_again(archive: bytes, settle: Callable[[str, bytes], bytes]) -> bytes:
    """Return an archive with the same members in the same order, without their times."""
    with ZipFile(BytesIO(archive)) as old:
        return zip_files({name: settle(name, old.read(name)) for name in old.namelist()})
