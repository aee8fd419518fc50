"""The type of the page: its faces, how wide lines run, where they break, and how they are set.

Widths are those of Source Sans Pro, letter by letter, with room to spare: a program that shows an
SVG may have no such font, and take another.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from dashboard.briefing.drawing.svg import CELL, ROW_HEAD, Element, make
from geodata.core.plain import is_web_address

REGULAR, SEMIBOLD = "Regular", "Semibold"
FACES: Final = (REGULAR, SEMIBOLD, "It", "SemiboldIt")
"""The faces that pictures are set in; the upright ones have Latin and Cyrillic letters."""

_PACKAGE: Final = "font_source_sans_pro"

SIZE: Final = 17.0
"""Size of the running text of a picture, page units."""
SMALL: Final = 15.0
"""Size of its sources, notes and credits."""
LEADING: Final = 19.5
"""Page units from one baseline of running text to the next."""

_ALEF: Final = {"\u0627": "a"}  # anyascii leaves the commonest Arabic vowel out
_SPARE: Final = 1.1  # Arial and its like run a tenth wider than Source Sans Pro
_BETWEEN: Final = re.compile(r" (?!(?:km|км)\b)|(?<!\d) ")  # words: a unit stays with its number
_OTHER: Final = 0.6  # of a letter that the face lacks, ems


def find_face(face: str) -> Path:
    """Return the TrueType file of one of FACES."""
    return Path(str(files(_PACKAGE).joinpath("files", f"SourceSansPro-{face}.ttf")))


@cache
def read_widths(face: str) -> Mapping[str, float]:
    """Return the advance width of every letter of a face, in ems."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (a tenth of a second to import)

    with TTFont(find_face(face), lazy=True) as font:
        unit = font["head"].unitsPerEm  # type: ignore[attr-defined]  # it is read from the font
        metrics, letters = font["hmtx"], font.getBestCmap() or {}
        return {chr(code): metrics[name][0] / unit for code, name in letters.items()}


@cache
def read_letters() -> frozenset[str]:
    """Return the letters that both upright faces have; they stand in where an italic has none."""
    return frozenset(read_widths(REGULAR)) & frozenset(read_widths(SEMIBOLD))


def find_missing(text: str) -> str:
    """Return the letters of `text` that a face lacks, each once, in their order."""
    if text.isascii() or read_letters().issuperset(text):
        return ""
    return "".join(dict.fromkeys(one for one in text if one not in read_letters()))


@lru_cache(maxsize=4096)
def spell_letters(text: str) -> str:
    """Return `text` in letters that the faces have: those of other scripts are transliterated.

    What anyascii says for a letter is as near as Latin comes; a letter or mark for which it says
    nothing goes missing, and a sign becomes a question mark: nothing is drawn as an empty box.
    """
    if text.isascii() or not find_missing(text):
        return text
    known = read_letters()
    return "".join(one if one in known else _spell_letter(one) for one in text)


def _spell_letter(letter: str) -> str:
    from anyascii import anyascii  # noqa: PLC0415 (its tables are read when first asked for)

    if spelled := _ALEF.get(letter) or anyascii(letter):
        return spelled
    return "" if unicodedata.category(letter)[0] in "LMC" else "?"


@lru_cache(maxsize=8192)
def measure_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return how many units `text` takes at a font size at most, letter spacing included."""
    widths, text = read_widths(SEMIBOLD if bold else REGULAR), spell_letters(text)
    return sum(widths.get(letter, _OTHER) for letter in text) * size * _SPARE + spacing * len(text)


def measure_set(text: str, size: float, *, bold: bool = False) -> float:
    """Return how many units `text` takes in the face itself, which our files bring with them."""
    return measure_width(text, size, bold=bold) / _SPARE


def wrap_text(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of `text` that fit into `width`; a word that is longer is broken."""
    return list(_wrap(text, size, width, bold))


@lru_cache(maxsize=4096)
def _wrap(text: str, size: float, width: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in _break_words(text, size, width, bold=bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def split_words(text: str) -> list[str]:
    """Return the words of a text between which a line may end, in letters that the faces have."""
    return _BETWEEN.split(spell_letters(text))


def _break_words(text: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    """Yield the words of a text, a word without room in pieces."""
    widths, room = read_widths(SEMIBOLD if bold else REGULAR), width / (size * _SPARE)
    for tied in split_words(text):
        long = " " in tied and sum(widths.get(letter, _OTHER) for letter in tied) > room
        for word in tied.split(" ") if long else [tied]:
            start, taken = 0, 0.0
            for place, letter in enumerate(word):
                wide = widths.get(letter, _OTHER)
                if place > start and taken + wide > room:
                    yield word[start:place]
                    start, taken = place, 0.0
                taken += wide
            yield word[start:]


def write(
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    bold: bool = False,
    anchor: str | None = None,
    italic: bool = False,
) -> Element:
    """Return one line of text with its baseline at `y`; `anchor` is 'middle' or 'end'."""
    return make(
        "text",
        spell_letters(text),
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        font_weight="600" if bold else None,
        font_style="italic" if italic else None,
        text_anchor=anchor,
    )


def write_lines(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    leading: float = LEADING,
    bold: bool = False,
) -> list[Element]:
    """Return lines of text one below the other, the first with its baseline at `y`."""
    return [
        write(line, x, y + row * leading, size, fill, bold=bold) for row, line in enumerate(lines)
    ]


def link_to(address: str, drawn: Sequence[Element]) -> Element:
    """Return lines of text that lead to an address where there is one that a browser may open."""
    known = is_web_address(address)
    return make("a" if known else "g", *drawn, href=address if known else None)


def write_heading(level: int, lines: Sequence[Element]) -> Element:
    """Return lines of text as one heading, 1 being that of the page."""
    return make("g", *lines, role="heading", aria_level=str(level))


def write_paragraph(lines: Sequence[Element]) -> Element:
    """Return lines of text, which may be links, as one paragraph."""
    return make("g", *lines, role="paragraph")


def write_row(
    marks: Sequence[Element | None], cells: Sequence[Sequence[Element]], head: int = 0
) -> Element:
    """Return a row of a table: what is drawn beside it, and the lines of each cell.

    The one at `head` says what the others are about.
    """
    told = (
        make("g", *lines, role=ROW_HEAD if place == head else CELL)
        for place, lines in enumerate(cells)
    )
    return make("g", *marks, *told, role="row")
