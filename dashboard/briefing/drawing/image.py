"""A drawn page as the bytes of a file: SVG, PNG of exact pixels, or tagged vector PDF.

Typst (https://typst.app) sets all but the SVG: no browser, no network, no font of the machine. The
fonts are Source Sans Pro's, Latin and Cyrillic, which the PDF carries as subsets.
"""

import json
import shutil
import struct
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Final, Literal, TypedDict

import typst
from PIL import Image
from PIL.PngImagePlugin import putchunk

from dashboard.briefing.drawing.georeference import find_grounds, place_grounds
from dashboard.briefing.drawing.layers import name_layers
from dashboard.briefing.drawing.lettering import FACES, find_face, measure_width
from dashboard.briefing.drawing.metadata import Metadata
from dashboard.briefing.drawing.page_size import MOST_PX, UNITS_AN_INCH
from dashboard.briefing.drawing.pdf_objects import Objects
from dashboard.briefing.drawing.portable import carry_letters, outline_letters
from dashboard.briefing.drawing.svg import Element, serialise
from dashboard.briefing.drawing.tagged import mark_heads, part_page
from dashboard.text.catalogues import REFUSALS
from geodata.files.output import borrow_folder

_POINTS_AN_INCH: Final = 72.0
_MM_AN_INCH: Final = 25.4
_SPARED: Final = 1.1  # what `measure_width` has to spare, so that a link is as wide as its words
_METRE: Final = 1000.0 / _MM_AN_INCH  # inches
_ROUNDED: Final = 2.0  # pixels by which sides that were rounded may be off their proportions
_AFTER_HEAD: Final = 33  # bytes of a PNG up to the end of its first chunk
_DOCUMENT: Final = b"""
#set document(
  title: sys.inputs.title, description: sys.inputs.subject, author: sys.inputs.author,
  date: if sys.inputs.timed == "" { none } else { auto },
  keywords: json(bytes(sys.inputs.keywords)),
)
#set text(lang: sys.inputs.language)
"""
_PAGE: Final = b"""
#set page(width: eval(sys.inputs.width), height: eval(sys.inputs.height), margin: 0pt, fill: none)
"""

_SHEET: Final = b"""
#image(
  bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%,
  fit: sys.inputs.fit,
)
"""

_TAGGED: Final = b"""
#let unit = eval(sys.inputs.width) / float(sys.inputs.units)
#show heading: it => it.body
#set text(font: "Source Sans Pro", top-edge: "baseline", bottom-edge: "baseline", hyphenate: false)
#set text(kerning: true, ligatures: false)
#let whole(body) = place(top + left, block(width: 100%, height: 100%, body))
#let picture(svg, ..more) = image(
  bytes(svg), format: "svg", width: 100%, height: 100%, fit: "contain", ..more,
)
#let pile(one) = figure(
  alt: one.alt, supplement: none, numbering: none, gap: 0pt,
  block(width: 100%, height: 100%, for svg in one.svgs { place(top + left, picture(svg)) }),
)
#let write(one) = context {
  let words = text(
    size: one.size * unit, fill: rgb(one.fill),
    weight: if one.bold { 600 } else { 400 }, style: if one.italic { "italic" } else { "normal" },
    one.words,
  )
  let wide = measure(words).width
  let line = box(width: wide, words)
  let start = one.x * unit - one.shift * wide
  let told = if one.link == "" { line } else { link(one.link, line) }
  place(alignment.top + alignment.left, dx: start, dy: one.y * unit, told)
}
#for part in json(bytes(sys.inputs.parts)) {
  if part.kind == "decoration" { whole(pdf.artifact(picture(part.svgs.at(0)))) }
  if part.kind == "figure" {
    whole(if part.svgs.len() > 1 { pile(part) } else { picture(part.svgs.at(0), alt: part.alt) })
  }
  if part.kind == "heading" {
    whole(heading(level: part.level, for line in part.lines { write(line) }))
  }
  if part.kind == "paragraph" {
    whole(par(box(width: 0pt, height: 0pt, for line in part.lines { write(line) })))
  }
  if part.kind == "table" {
    let cells = for row in part.rows { for cell in row { ([#for line in cell { write(line) }],) } }
    whole(table(
      columns: (0pt,) * part.rows.at(0).len(), rows: 0pt, inset: 0pt, stroke: none, ..cells,
    ))
  }
}
#for one in json(bytes(sys.inputs.links)) {
  let (address, x, y, wide, high) = one
  place(top + left, dx: x * 100%, dy: y * 100%, link(
    address, block(width: wide * 100%, height: high * 100%),
  ))
}
"""

_EVERY_FACE: Final = b"""
#set text(font: "Source Sans Pro")
#for weight in (400, 600) { for style in ("normal", "italic") {
  text(weight: weight, style: style)[a]
} }
"""


def render_svg(root: Element, *, outline: bool = False) -> bytes:
    """Return a page as the bytes of an SVG file that bears its letters.

    Its text is text, in a font that the file has inside; with `outline` it is drawn as shapes, for
    programs that pass such fonts over.
    """
    page = deepcopy(root)
    (outline_letters if outline else carry_letters)(page)
    return serialise(page)


def render_png(
    root: Element, width_px: int, height_px: int | None = None, *, dpi: float = UNITS_AN_INCH
) -> bytes:
    """Return a page as a PNG exactly that many pixels wide, and high if that is given.

    The page keeps its proportions: where the height asked for has others, the page stands in the
    middle, and what is left over is transparent. `dpi` is only stated in the file.

    Raises:
        ValueError: a side is not between 1 and 8192 pixels.
    """
    width, height = read_size(root)
    height_px = height_px or max(1, round(width_px * height / width))
    if not (1 <= width_px <= MOST_PX and 1 <= height_px <= MOST_PX):
        raise ValueError(
            REFUSALS["picture_size"].format(width=width_px, height=height_px, least=1, most=MOST_PX)
        )
    return _state_dpi(_draw(root, (width_px, height_px)), dpi)


def rasterize(root: Element, mode: str) -> Image.Image:
    """Return a page as a picture of as many pixels as it has units, in a mode such as "RGB"."""
    width, height = (round(side) for side in read_size(root))
    return Image.open(BytesIO(render_png(root, width, height))).convert(mode)


def render_pdf(
    root: Element,
    *,
    title: str,
    subject: str,
    alt: str,
    language: str,
    page_mm: tuple[float, float] | None = None,
    made: datetime | None = None,
    author: str = "Kursk Front",
    told: Metadata | None = None,
) -> bytes:
    """Return a page as a PDF: vector, tagged, with metadata, links and embedded fonts.

    Its tags are headings, paragraphs, tables and figures with words for them, in the order of
    reading; `alt` puts the map, or a page without parts, into words. PDF/UA is not claimed.
    `page_mm` is the size of the paper, by default that of the drawing at 96
    units an inch. `made` is the time that the file bears, none if left out.
    """
    parts = part_page(root, alt)
    width, height = page_mm or [side * _MM_AN_INCH / UNITS_AN_INCH for side in read_size(root)]
    words = {
        "alt": alt,
        "links": json.dumps(_list_links(root) if len(parts) == 1 else []),
        "parts": json.dumps(parts),
        "units": repr(read_size(root)[0]),
        "width": f"{width:.3f}mm",
        "height": f"{height:.3f}mm",
    }
    page = set_pdf(
        _PAGE + _TAGGED,
        words,
        title=title,
        subject=subject,
        language=language,
        made=made,
        author=author,
        told=told,
    )
    piles = [part["layers"] for part in parts if len(part.get("svgs", ())) > 1]
    grounds = [*find_grounds(root)]
    page = mark_heads(page, parts)
    if not (piles or grounds):
        return page
    objects = Objects.read(page)
    name_layers(objects, piles)
    units_wide, units_high = read_size(root)
    points = width / _MM_AN_INCH * _POINTS_AN_INCH / units_wide
    place_grounds(objects, grounds, units_high, points)
    return objects.write()


def set_pdf(
    template: bytes,
    words: Mapping[str, str],
    *,
    title: str,
    subject: str,
    language: str,
    made: datetime | None = None,
    author: str = "Kursk Front",
    told: Metadata | None = None,
) -> bytes:
    """Return the PDF that a Typst template sets of `words`, its `sys.inputs`, with its metadata.

    `made` is the time that the file bears, none if left out.
    """
    said = {
        "title": title,
        "subject": subject,
        "language": language,
        "author": author,
        "timed": str(made or ""),
        "keywords": json.dumps(list_keywords(told) if told else []),
    }
    seconds = int(made.timestamp()) if made else 0
    form: _Form = {"format": "pdf", "timestamp": seconds}
    return _set(_DOCUMENT + template, {**words, **said}, form)


def read_size(root: Element) -> tuple[float, float]:
    """Return the width and the height of a page in its own units."""
    return float(root.attrib["width"]), float(root.attrib["height"])


def list_keywords(told: Metadata) -> list[str]:
    """Return what a PDF says of itself beside its title: credit, terms, states and origin."""
    states = [f"state {one}" for one in told.origin.states]
    dataset = f"dataset sha256:{told.origin.dataset}"
    return [told.credit, told.terms, *states, dataset, told.origin.spell()]


def _list_links(root: Element) -> list[tuple[str, float, float, float, float]]:
    """Return the addresses that lines of a page lead to, with their boxes as shares of the page."""
    width, height = read_size(root)
    found: list[tuple[str, float, float, float, float]] = []
    for anchor in root.iter("a"):
        address = anchor.attrib["href"]
        for line in anchor.iter("text"):
            size = float(line.attrib["font-size"])
            left, low = float(line.attrib["x"]), float(line.attrib["y"])
            wide = measure_width(line.text or "", size) / _SPARED
            box = left / width, (low - size) / height, wide / width, 1.25 * size / height
            x, y, across, down = (round(side, 5) for side in box)
            found.append((address, x, y, across, down))
    return found


class _Form(TypedDict, total=False):
    format: Literal["pdf", "png"]
    ppi: float
    timestamp: int


def _draw(root: Element, size: tuple[int, int]) -> bytes:
    """Return a page as a PNG of so many pixels.

    A page seldom has a whole number of pixels. What both sides have of one too few or too many is
    no edge through which the ground below the picture shows: it is drawn wider or higher by that.
    """
    width, height = read_size(root)
    off = abs(size[0] / width - size[1] / height) * max(width, height)
    words = {
        "svg": serialise(root).decode(),
        "fit": "stretch" if off < _ROUNDED else "contain",
        "width": f"{size[0]}pt",
        "height": f"{size[1]}pt",
    }
    return _set(_PAGE + _SHEET, words, {"format": "png", "ppi": _POINTS_AN_INCH})


def _set(template: bytes, words: Mapping[str, str], form: _Form) -> bytes:
    page: bytes = typst.compile(
        template,
        font_paths=_load_fonts(),
        ignore_system_fonts=True,
        sys_inputs=dict(words),
        **form,
    )
    return page


@cache
def _load_fonts() -> typst.Fonts:
    """Return the four faces, read into memory.

    They are taken from a folder of their own: of the package's, which has each face twice, the file
    system's order would choose.
    """
    with borrow_folder() as folder:
        for face in FACES:
            shutil.copy(find_face(face), folder)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        # A face is read when it first sets a letter, by when its folder would be gone.
        typst.compile(_EVERY_FACE, font_paths=fonts, ignore_system_fonts=True, format="png")
    return fonts


def _state_dpi(png: bytes, dpi: float) -> bytes:
    """Return a PNG that has no resolution with one: the chunk pHYs, in pixels a metre.

    Its pixels stay packed: to save it again with Pillow would take as long as to draw it.
    """
    dots, stream = round(dpi * _METRE), BytesIO()
    stream.write(png[:_AFTER_HEAD])
    putchunk(stream, b"pHYs", struct.pack(">IIB", dots, dots, 1))
    stream.write(png[_AFTER_HEAD:])
    return stream.getvalue()
