"""A small writer of SVG: elements, path data and numbers, the same bytes on every machine.

Elements are the standard library's, which escapes whatever comes from data. Numbers are written
with fixed precision, so that the last bit of a float never reaches the file.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element, tostring

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import get_coordinates
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

__all__ = [
    "Element",
    "format_path",
    "make",
    "make_clip",
    "make_hatch",
    "make_page",
    "serialise",
]

CELL: Final = "cell"
ROW_HEAD: Final = "rowheader"
"""The roles of the cells of a table: one of each row says what the others are about."""
DESCRIBED: Final = "described"
"""The id of what a page shows in words, for the group that shows it to refer to."""
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_TENTHS: Final = 10  # path data is written to a tenth of a page unit
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make(tag: str, *children: Element | str | None, **attributes: str | float | None) -> Element:
    """Return an element; `stroke_width` becomes `stroke-width`, what is None is left out."""
    element = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            text = _clean(value) if isinstance(value, str) else _format_number(value, 2)
            element.set(name.rstrip("_").replace("_", "-"), text)
    for child in children:
        if isinstance(child, Element):
            element.append(child)
        elif child:
            element.text = _clean(child)
    return element


def make_page(
    width: float, height: float, title: str, *children: Element | None, described: str = ""
) -> Element:
    """Return the root of a picture of that many units.

    `title` says what it is, `described` what it shows, to those who cannot see it. What is
    described is a document, whose parts may have roles: within a picture nobody would hear them.
    """
    size = f"0 0 {_format_number(width, 2)} {_format_number(height, 2)}"
    return make(
        "svg",
        make("title", title),
        make("desc", described, id=DESCRIBED) if described else None,
        *children,
        xmlns=_NAMESPACE,
        viewBox=size,
        width=width,
        height=height,
        role="graphics-document document" if described else "img",
    )


def make_box(box: tuple[float, float, float, float], **attributes: str | float) -> Element:
    """Return the rectangle of a box: left, top, right and bottom, page units."""
    left, top, right, bottom = box
    return make("rect", x=left, y=top, width=right - left, height=bottom - top, **attributes)


def make_clip(ident: str, width: float, height: float) -> Element:
    """Return the clip that keeps what refers to `ident` inside a box at the origin."""
    return make("clipPath", make("rect", width=width, height=height), id=ident)


def make_hatch(
    ident: str, gap: float, slope: float, *, stroke: str, weight: float, opacity: float = 1.0
) -> Element:
    """Return a pattern of lines `gap` units apart, turned by `slope` degrees from upright.

    The lines themselves are slanted, by 45 degrees where they are slanted at all, and not the
    pattern, which some programs do not turn.

    Raises:
        ValueError: the slope is none of -45, 0, 45 and 90.
    """
    if slope not in (-45.0, 0.0, 45.0, 90.0):
        raise ValueError(f"slope is {slope:g}, expected -45, 0, 45 or 90")
    slanted = abs(slope) == 45.0
    tile = round(gap * (math.sqrt(2.0) if slanted else 1.0), 2)
    way = f"M0 {tile / 2:g}H{tile:g}" if slope else f"M{tile / 2:g} 0V{tile:g}"
    if slanted:
        # Both lines run on past the tile: where one crosses its edge, the next tile's goes on.
        up = (f"M{x:g} {tile:g}L{x + tile:g} 0" for x in (-tile / 2, tile / 2))
        down = (f"M{x:g} 0L{x + tile:g} {tile:g}" for x in (-tile / 2, tile / 2))
        way = "".join(up if slope > 0 else down)
    line = make(
        "path",
        d=way,
        fill="none",
        stroke=stroke,
        stroke_width=weight,
        stroke_opacity=opacity if opacity < 1.0 else None,
        stroke_linecap="square",
    )
    return make("pattern", line, id=ident, width=tile, height=tile, patternUnits="userSpaceOnUse")


def format_path(geometry: BaseGeometry) -> str:
    """Return the lines and rings of a geometry in page units as path data, '' where it is empty."""
    return "".join(_format_part(part) for part in _list_parts(geometry))


def serialise(root: Element) -> bytes:
    """Return a picture as the bytes of its file."""
    return (tostring(root, encoding="unicode") + "\n").encode("utf-8")


def _list_parts(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if hasattr(part, "geoms"):
            yield from _list_parts(part)
        else:
            yield part


def _format_part(part: BaseGeometry) -> str:
    if isinstance(part, Polygon):
        rings = (part.exterior, *part.interiors)
        return "".join(_format_line(get_coordinates(ring)[:-1], closed=True) for ring in rings)
    if isinstance(part, LineString):
        return _format_line(get_coordinates(part), closed=False)
    return ""


def _format_line(coordinates: NDArray[np.float64], *, closed: bool) -> str:
    """Return one line as a start and relative steps: shorter than absolute, and no less exact."""
    points = np.rint(coordinates * _TENTHS).astype(int).tolist()
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    steps = [step for step in steps if step != (0, 0)]
    if len(steps) < (2 if closed else 1):
        return ""
    start = " ".join(_format_number(value / _TENTHS, 1) for value in points[0])
    way = " ".join(_format_number(value / _TENTHS, 1) for step in steps for value in step)
    return f"M{start}l{way}{'z' if closed else ''}".replace(" -", "-")


@lru_cache(maxsize=8192)
def _format_number(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clean(text: str) -> str:
    """Return the text without the control characters that XML has no way to write."""
    return _FORBIDDEN.sub("", text)
