"""Native text on a slide: boxes and runs in the theme's colours, fitted by measure."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from pptx.dml.color import ColorFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Length, Pt

from dashboard.briefing.drawing.lettering import wrap_text
from dashboard.text.language import get_language

Box = tuple[Length, Length, Length, Length]
"""Left, top, width and height."""

INK: Final = MSO_THEME_COLOR.TEXT_1
MUTED: Final = MSO_THEME_COLOR.TEXT_2
LINE_HEIGHT: Final = 1.2  # of the font's size
_LANGUAGES: Final = {
    "en": MSO_LANGUAGE_ID.ENGLISH_UK,
    "uk": MSO_LANGUAGE_ID.UKRAINIAN,
    "ru": MSO_LANGUAGE_ID.RUSSIAN,
}
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_WEB: Final = re.compile(r"https?://\S+")


def write_box(
    slide: Slide,
    box: Box,
    paragraphs: Sequence[str],
    size: float,
    *,
    colour: MSO_THEME_COLOR = INK,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> Shape:
    """Return a new text box without margins, one paragraph for each text, `size` in points."""
    shape = slide.shapes.add_textbox(*box)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_frame(frame, paragraphs, size, colour=colour, bold=bold)
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
    return shape


def write_frame(
    frame: TextFrame,
    paragraphs: Sequence[str],
    size: float,
    *,
    colour: MSO_THEME_COLOR = INK,
    bold: bool = False,
    link: tuple[str, str] = ("", ""),
) -> None:
    """Fill a frame with paragraphs.

    `link` is an address and the end of a paragraph that leads there, if the address is the web's.
    """
    address, shown = link
    shown = shown if _WEB.fullmatch(address) else ""
    for place, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        for part in (text.removesuffix(shown), shown):
            if not part:
                continue
            run = write_run(paragraph, part)
            run.font.size, run.font.bold = Pt(size), bold
            paint(run.font.color, colour)
            if part is shown:
                run.hyperlink.address = address


def write_run(paragraph: _Paragraph, text: str) -> _Run:
    """Return a new run in the spoken language, without the signs that XML cannot hold."""
    run = paragraph.add_run()
    run.text = _FORBIDDEN.sub("", text)
    run.font.language_id = _LANGUAGES[get_language()]
    return run


def describe_shape(shape: BaseShape, text: str) -> None:
    """Give a shape the text that a screen reader says in its place."""
    for properties in islice(shape.element.iter(qn("p:cNvPr")), 1):
        properties.set("descr", text)


def paint(colour: ColorFormat, theme: MSO_THEME_COLOR) -> None:
    """Let a colour follow the theme."""
    colour.theme_color = theme


def count_lines(text: str, size: float, width: Length) -> int:
    """Return about how many lines a text takes at a size in points."""
    return len(wrap_text(text, size, width.pt))


def measure_texts(texts: Sequence[str], size: float, width: Length) -> Length:
    """Return about how high paragraphs stand at a size in points."""
    return Pt(sum(count_lines(text, size, width) for text in texts) * size * LINE_HEIGHT)


def fit_size(text: str, sizes: Sequence[float], width: Length, height: Length) -> float:
    """Return the first of `sizes` (points, falling) at which a text fits, else the last."""
    for size in sizes:
        if count_lines(text, size, width) * size * LINE_HEIGHT <= height.pt:
            return size
    return sizes[-1]
