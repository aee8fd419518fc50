"""A room's own template as a deck to be filled: its masters, layouts, type and colours, checked."""

from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 (an exception, named as one)

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches

from dashboard.briefing.deck import ooxml
from dashboard.text.catalogues import REFUSALS
from geodata.core.errors import OutputError
from geodata.files.output import zip_files

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
"""Of every slide; a template is to have the same."""
_MOST_BYTES: Final = 256_000_000  # of a template, unpacked
_TYPES: Final = "[Content_Types].xml"
_KIND: Final = b"presentationml.%s.main+xml"
_MACROS: Final = b"macroEnabled"
_SLACK: Final = 0.005
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_LINES: Final = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
_UNREADABLE: Final = (  # also what the library trips over in a part that lacks what it must have
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    KeyError,
    PythonPptxError,
    RuntimeError,
    TypeError,
    ValueError,
    XMLSyntaxError,
    ZlibError,
)


class TemplateError(OutputError):
    """A file is no template that a deck can be made on."""


class SlideKind(Enum):
    """What a slide is: the deck's title, or one with a heading above what is drawn on it."""

    TITLE = "title"
    DATE = "titleOnly"


@dataclass(frozen=True, slots=True)
class Feet:
    """What a layout calls its placeholders of footer and slide number, None where it has none."""

    footer: int | None
    number: int | None


def open_template(content: bytes) -> Deck:
    """Return the deck without slides that a POTX or PPTX file is a template of.

    Raises:
        TemplateError: it cannot be read, reaches outside itself, has slides of another size, or
            no layout with a title.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
                raise TemplateError(REFUSALS["template_unreadable"])
            members = {name: archive.read(name) for name in archive.namelist()}
        if _MACROS in members[_TYPES]:
            raise TemplateError(REFUSALS["template_unreadable"])
        kinds = members[_TYPES].replace(_KIND % b"template", _KIND % b"presentation")
        whole = zip_files(members | {_TYPES: kinds})
        _check(Presentation(BytesIO(whole)))
        deck = Presentation(BytesIO(whole))
    except _UNREADABLE as error:
        raise TemplateError(REFUSALS["template_unreadable"]) from error
    ooxml.drop_slides(deck)
    return deck


def _check(deck: Deck) -> None:
    size = (deck.slide_width or 0) / Inches(1), (deck.slide_height or 0) / Inches(1)
    wanted = WIDTH / Inches(1), HEIGHT / Inches(1)
    if any(abs(a - b) > _SLACK * b for a, b in zip(size, wanted, strict=True)):
        given = "{:.2f} × {:.2f}".format(*size)
        raise TemplateError(REFUSALS["template_size"].format(given=given))
    if outside := ooxml.find_outside(deck):
        raise TemplateError(REFUSALS["template_outside"].format(given=outside))
    if not any(map(_find_title, deck.slide_layouts)):
        raise TemplateError(REFUSALS["template_layout"])
    for kind in SlideKind:  # what is broken in a layout shows once a slide is made on it
        find_feet(add_slide(deck, kind))


def pick_layout(deck: Deck, kind: SlideKind) -> SlideLayout:
    """Return a deck's layout for a slide: the one of that kind, else with a title, least else."""
    titled = [one for one in deck.slide_layouts if _find_title(one)]
    named = [one for one in titled if ooxml.read_layout_kind(one) == kind.value]
    return next(iter(named), None) or min(titled, key=lambda one: len(one.placeholders))


def add_slide(deck: Deck, kind: SlideKind) -> Slide:
    """Return a new slide of that kind, with no placeholder but its title and a line below it."""
    slide: Slide = deck.slides.add_slide(pick_layout(deck, kind))
    line = find_line(slide) if kind is SlideKind.TITLE else None
    for one in list(slide.placeholders):
        kept = one.placeholder_format.type in _TITLES
        if not kept and (line is None or one.shape_id != line.shape_id):
            ooxml.drop_shape(one)
    return slide


def find_line(slide: Slide) -> SlidePlaceholder | None:
    """Return the placeholder of a title slide for what stands below its title."""
    found = (one for one in slide.placeholders if one.placeholder_format.type in _LINES)
    return next(found, None)


def find_feet(slide: Slide) -> Feet:
    """Return what the layout of a slide calls its placeholders at the foot."""
    idents = ooxml.list_placeholders(slide.slide_layout)
    return Feet(idents.get("ftr"), idents.get("sldNum"))


def _find_title(layout: SlideLayout) -> bool:
    return not {"title", "ctrTitle"}.isdisjoint(ooxml.list_placeholders(layout))
