"""The formats of a sheet: its size, its margins and the size of its type.

A unit of a page is never written smaller than a pixel: a picture of fewer pixels is a smaller page
in type of the same size, from which parts are left out. So nothing is ever set below LEAST_TYPE.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from types import MappingProxyType
from typing import Final

MOST_PX: Final = 8192
"""The longest side of a PNG."""
LEAST_PX: Final = 360
"""The least width and height of a sheet in pixels: below it the figures find no room."""
LEAST_TYPE: Final = 11.0
"""The smallest type of a sheet, page units."""
UNITS_AN_INCH: Final = 96.0
"""Page units in an inch of paper, and the resolution that a PNG states where none is asked for."""
DPI: Final = 144.0
"""The resolution at which a page becomes a PNG of no stated size: a slide has 1920x1080 pixels."""
_UNITS_A_MM: Final = UNITS_AN_INCH / 25.4
_SAME: Final = 0.005
"""Proportions that differ by less are the same."""
WIDE: Final = 1.15
"""The proportion from which on the figures stand beside the map, not below it."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page of `width` x `height` units, 96 an inch; `body` is the size of running text.

    A `bare` page is a map alone: its title, figures and credit stand on it.
    """

    name: str
    width: float
    height: float
    body: float
    bare: bool = False

    @property
    def wide(self) -> bool:
        """Whether the figures stand beside the map, not below it."""
        return self.width >= WIDE * self.height

    @property
    def page_mm(self) -> tuple[float, float]:
        """The size of the page on paper."""
        return self.width / _UNITS_A_MM, self.height / _UNITS_A_MM

    @property
    def margin(self) -> float:
        """The blank border of the page."""
        return min(1.9 * self.body, 0.045 * max(self.width, self.height))

    @property
    def small(self) -> float:
        """The size of sources and notes."""
        return max(0.87 * self.body, LEAST_TYPE)

    @property
    def tiny(self) -> float:
        """The size of credits and of the chart's ticks."""
        return max(0.75 * self.body, LEAST_TYPE)

    def count_pixels(self, dpi: float) -> tuple[int, int]:
        """Return the size of a picture of the page at so many dots an inch."""
        return round(self.width / UNITS_AN_INCH * dpi), round(self.height / UNITS_AN_INCH * dpi)

    def reshape(self, width: float, height: float) -> "PageSize":
        """Return this page size in the proportions of a box, with as much room on the page."""
        wide = sqrt(self.width * self.height * width / height)
        return replace(self, width=wide, height=wide * height / width)

    def fit_pixels(self, width: int, height: int) -> "PageSize":
        """Return this page for a picture of so many pixels: its proportions, no unit below one."""
        share = width / height * self.height / self.width
        page_size = self if abs(share - 1.0) < _SAME else self.reshape(width, height)
        if width >= page_size.width:
            return page_size
        return replace(page_size, width=float(width), height=float(height))


def _fit_paper(name: str, width_mm: float, height_mm: float) -> PageSize:
    return PageSize(name, width_mm * _UNITS_A_MM, height_mm * _UNITS_A_MM, 12.6)


_LIST: Final = (
    PageSize("slide", 1280.0, 720.0, 15.0),
    _fit_paper("a4", 297.0, 210.0),
    _fit_paper("a4-portrait", 210.0, 297.0),
    _fit_paper("letter", 279.4, 215.9),
    _fit_paper("letter-portrait", 215.9, 279.4),
    PageSize("square", 960.0, 960.0, 15.0),
    _fit_paper("column", 100.0, 230.0),
    PageSize("social", 720.0, 900.0, 18.0),
    PageSize("social-square", 720.0, 720.0, 18.0),
    PageSize("map", 1280.0, 720.0, 15.0, bare=True),
)
PAGE_SIZES: Final[Mapping[str, PageSize]] = MappingProxyType({one.name: one for one in _LIST})
"""Every format by its name; the first is a slide of 16:9, shown at 1920x1080 pixels."""
