"""A picture that looks the same wherever it is opened: its letters inside, its halos plain.

An SVG names its fonts, and a machine without them sets the words wider, one over the other. So the
letters in use travel inside the file, as a font or as outlines. A halo is drawn as words of their
own below the words: not every program knows the order in which one text is painted.
"""

from base64 import b64encode
from copy import deepcopy
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from dashboard.briefing.drawing.lettering import REGULAR, SEMIBOLD, find_face
from dashboard.briefing.drawing.svg import Element, make
from dashboard.view.style import STYLE

if TYPE_CHECKING:
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

# The bundled face by its name in the style table.
_FAMILY: Final = next(f"'{name}'" for name in STYLE.type.family if name.endswith("Sans Pro"))
_RULE: Final = "@font-face{{font-family:{family};font-weight:{weight};src:url({address})}}"
_ADDRESS: Final = "data:font/ttf;base64,"
_WEIGHTS: Final = {REGULAR: "400", SEMIBOLD: "600"}
_DROPPED: Final = ("GPOS", "GSUB", "GDEF", "BASE", "gasp", "DSIG")
_OF_STROKES: Final = ("stroke", "stroke-width", "stroke-linejoin", "paint-order")
_OF_WORDS: Final = (
    "x",
    "y",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "letter-spacing",
)
_SHIFT: Final = {"middle": 0.5, "end": 1.0}


def carry_letters(root: Element) -> None:
    """Put the letters that a picture uses into it, as a font for each face."""
    _part_halos(root)
    used: dict[str, set[str]] = {REGULAR: set(), SEMIBOLD: set()}
    for text in root.iter("text"):
        used[_find_face(text)].update(text.text or "")
    rules = [
        _RULE.format(
            family=_FAMILY,
            weight=_WEIGHTS[face],
            address=_ADDRESS + b64encode(subset_face(face, "".join(sorted(letters)))).decode(),
        )
        for face, letters in used.items()
        if letters
    ]
    for element in root.iter():
        if family := element.get("font-family"):
            element.set("font-family", f"{_FAMILY}, {family}")
    root.insert(_find_first_drawn(root), make("style", "".join(rules)))


def outline_letters(root: Element) -> None:
    """Replace the words of a picture by the outlines of their letters, which no program changes.

    Each says in its label what it spells.
    """
    _part_halos(root)
    for parent in [*root.iter()]:
        for place, child in enumerate(parent):
            if child.tag == "text":
                parent[place] = _outline(child)
        parent.attrib.pop("font-family", None)


@lru_cache(maxsize=32)
def subset_face(face: str, letters: str) -> bytes:
    """Return a face with no more than these letters, as the bytes of a TrueType file."""
    from fontTools import subset  # noqa: PLC0415 (a tenth of a second to import)

    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables = [*options.drop_tables, *_DROPPED]
    font = _open_face(face)
    worker = subset.Subsetter(options)
    worker.populate(text=letters)
    worker.subset(font)
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def _open_face(face: str) -> "TTFont":
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    return TTFont(BytesIO(find_face(face).read_bytes()), lazy=True, recalcTimestamp=False)


def _find_first_drawn(root: Element) -> int:
    """Return the place of the first child that is neither title nor description."""
    return next((n for n, one in enumerate(root) if one.tag not in ("title", "desc")), len(root))


def _find_face(text: Element) -> str:
    return SEMIBOLD if text.get("font-weight") else REGULAR


def _part_halos(root: Element) -> None:
    """Draw every halo as words of its own, below the words and silent to those who listen."""
    for parent in [*root.iter()]:
        for place, child in enumerate(parent):
            if child.tag == "text" and child.get("paint-order") == "stroke":
                halo, words = deepcopy(child), deepcopy(child)
                for name in _OF_STROKES:
                    words.attrib.pop(name, None)
                del halo.attrib["paint-order"]
                halo.set("fill", halo.attrib["stroke"])
                halo.set("aria-hidden", "true")
                parent[place] = make("g", halo, words)


def _outline(text: Element) -> Element:
    """Return the outlines of a line of text, drawn as it is: in units of the face, y upwards."""
    words = text.text or ""
    font, letters, glyphs = _read_glyphs(_find_face(text))
    scale = float(text.attrib["font-size"]) / font["head"].unitsPerEm  # type: ignore[attr-defined]  # read from the font
    spacing, pen, shift = float(text.get("letter-spacing", "0")) / scale, _make_pen(glyphs), 0.0
    for letter in words:
        glyph = glyphs[letters.get(ord(letter), ".notdef")]
        glyph.draw(_move_pen(pen, shift))
        shift += glyph.width + spacing
    start = float(text.attrib["x"]) - _SHIFT.get(text.get("text-anchor", ""), 0.0) * shift * scale
    y = float(text.attrib["y"])
    place = f"translate({start:.2f} {y:.2f}) scale({scale:.5f} {-scale:.5f})"
    outline = make("path", d=pen.getCommands(), transform=place)
    for name, value in text.attrib.items():
        if name not in _OF_WORDS:
            outline.set(name, value)
    if width := text.get("stroke-width"):
        outline.set("stroke-width", f"{float(width) / scale:.1f}")
    if not text.get("aria-hidden"):
        outline.set("aria-label", words)
    return outline


@cache
def _read_glyphs(face: str) -> "tuple[TTFont, dict[int, str], _TTGlyphSet]":
    font = _open_face(face)
    return font, font.getBestCmap() or {}, font.getGlyphSet()


def _make_pen(glyphs: "_TTGlyphSet") -> "SVGPathPen":
    from fontTools.pens.svgPathPen import SVGPathPen  # noqa: PLC0415

    return SVGPathPen(glyphs, ntos=lambda value: f"{value:.0f}")


def _move_pen(pen: "SVGPathPen", across: float) -> "TransformPen":
    from fontTools.pens.transformPen import TransformPen  # noqa: PLC0415

    return TransformPen(pen, (1, 0, 0, 1, round(across), 0))
