"""A deck as a file: opened in the house's colours and type, saved without any clock.

It is 16:9, every layout fitted, the theme its own; the same deck gives the same bytes.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.util import Emu, Inches, Length, Pt

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.map.areas import ink_of
from dashboard.view.style import STYLE
from geodata.core.model import Side
from geodata.files.output import zip_files

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN: Final = Inches(0.5)
FONT: Final = STYLE.type.deck
TITLE_LAYOUT, DATE_LAYOUT = 0, 5  # of the template: "Title Slide", "Title Only"

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAIN: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TITLE_BOX: Final = (MARGIN, Inches(0.32), WIDTH - 2 * MARGIN, Inches(0.62))
_TITLE_SIZE: Final = Pt(26)

_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def open_deck(palette: Palette) -> Deck:
    """Return a deck without slides whose theme, master and layouts carry the palette."""
    deck = Presentation()
    _drop_thumbnail(deck)
    stretch = WIDTH / (deck.slide_width or WIDTH)
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for shape in _list_layout_shapes(deck):
        shape.left, shape.width = (
            Emu(round(shape.left * stretch)),
            Emu(round(shape.width * stretch)),
        )
    layout = deck.slide_layouts[DATE_LAYOUT]
    if title := layout.placeholders.get(0):
        title.left, title.top, title.width, title.height = _TITLE_BOX
        title.text_frame.margin_left = title.text_frame.margin_right = 0
    _set_title_style(deck)
    _paint_theme(deck, palette)
    return deck


def _drop_thumbnail(deck: Deck) -> None:
    """Take the template's own small picture out of the file."""
    package = deck.part.package
    found = [one for one in package._rels.values() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for relationship in found:
        package.drop_rel(relationship.rId)


def _list_layout_shapes(deck: Deck) -> Iterator[BaseShape]:
    """Yield the shapes of master and layouts that have a place of their own."""
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            if shape._element.find(f".//{_DRAWING}off") is not None:
                yield shape


def _set_title_style(deck: Deck) -> None:
    """Let titles stand at the left, bold, in one size."""
    style = deck.slide_master.element.find(f".//{_MAIN}titleStyle/{_DRAWING}lvl1pPr")
    style.set("algn", "l")
    run = style.find(f"{_DRAWING}defRPr")
    run.set("sz", str(_in_hundredths(_TITLE_SIZE)))
    run.set("b", "1")


def _paint_theme(deck: Deck, palette: Palette) -> None:
    """Write the palette's colours and the font into the theme, which all native text follows."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    colours = {
        "dk1": palette["ink"],
        "lt1": palette["paper"],
        "dk2": palette["muted"],
        "lt2": palette["hover"],
        "accent1": ink_of(Side.UKRAINE, palette),
        "accent2": ink_of(Side.INDEPENDENT, palette),
        "accent3": ink_of(Side.RUSSIA, palette),
        "accent4": ink_of(Side.THIRD_PARTY, palette),
        "accent5": palette["alarm"],
        "accent6": palette["oblast"],
        "hlink": ink_of(Side.UKRAINE, palette),
        "folHlink": palette["muted"],
    }
    for name, colour in colours.items():
        for entry in theme.iterfind(f".//{_DRAWING}clrScheme/{_DRAWING}{name}"):
            entry[:] = [etree.Element(f"{_DRAWING}srgbClr", val=colour.lstrip("#").upper())]
    for face in theme.iterfind(f".//{_DRAWING}fontScheme//{_DRAWING}latin"):
        face.set("typeface", FONT)
    theme.set("name", "Kursk Front")
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _in_hundredths(size: Length) -> int:
    """Return a size as drawings state it: hundredths of a point."""
    return int(size.pt * 100)


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
    for part in deck.part.package.iter_parts():
        if str(part.partname).endswith(".xlsx"):
            _settle_workbook(part, when)
    stream = BytesIO()
    deck.save(stream)
    return _pack_again(stream.getvalue(), lambda _, content: content)


def _settle_workbook(part: Part, when: bytes) -> None:
    """Take the clock out of a chart's workbook."""

    def settle(name: str, content: bytes) -> bytes:
        return _STAMP.sub(rb"\g<1>" + when, content) if name == "docProps/core.xml" else content

    part._blob = _pack_again(part.blob, settle)


def _pack_again(archive: bytes, settle: Callable[[str, bytes], bytes]) -> bytes:
    """Return an archive with the same members in the same order, without their times."""
    with ZipFile(BytesIO(archive)) as old:
        return zip_files({name: settle(name, old.read(name)) for name in old.namelist()})
