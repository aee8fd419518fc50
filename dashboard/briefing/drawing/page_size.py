"""The formats of a sheet: its size, its margins and the size of its type."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from types import MappingProxyType
from typing import Final

MOST_PX: Final = 8192
"""The longest side of a PNG."""
_UNITS_A_MM: Final = 96.0 / 25.4
WIDE: Final = 1.15
"""The proportion from which on the figures stand beside the map, not below it."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page of `width` x `height` units, 96 an inch; `body` is the size of running text."""

    name: str
    width: float
    height: float
    body: float

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
        return 1.9 * self.body

    @property
    def small(self) -> float:
        """The size of sources and notes."""
        return 0.87 * self.body

    @property
    def tiny(self) -> float:
        """The size of credits and of the chart's ticks."""
        return 0.75 * self.body

    def reshape(self, width: float, height: float) -> "PageSize":
        """Return this page size in the proportions of a box, with as much room on the page."""
        wide = sqrt(self.width * self.height * width / height)
        return replace(self, width=wide, height=wide * height / width)


def _fit_paper(name: str, width_mm: float, height_mm: float) -> PageSize:
    return PageSize(name, width_mm * _UNITS_A_MM, height_mm * _UNITS_A_MM, 12.5)


_LIST: Final = (
    PageSize("slide", 1280.0, 720.0, 15.0),
    _fit_paper("a4", 297.0, 210.0),
    _fit_paper("a4-portrait", 210.0, 297.0),
    _fit_paper("letter", 279.4, 215.9),
    _fit_paper("letter-portrait", 215.9, 279.4),
    PageSize("square", 960.0, 960.0, 15.0),
)
PAGE_SIZES: Final[Mapping[str, PageSize]] = MappingProxyType({one.name: one for one in _LIST})
"""Every format by its name; the first is a slide of 16:9, shown at 1920x1080 pixels."""
