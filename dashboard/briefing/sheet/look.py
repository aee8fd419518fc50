"""How a page is to look: its size, colours, extent and words; and back from a file's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.briefing.drawing.page_size import LEAST_PX, PAGE_SIZES, PageSize
from dashboard.briefing.drawing.viewport import Bounds
from dashboard.text.catalogues import REFUSALS
from geodata.core.errors import FrontError


class RequestError(FrontError):
    """A sheet was asked for with words that name nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to look, whatever it shows; `headline` takes the place of its own.

    With `outline` the words of an SVG are shapes.
    """

    template: str = "slide"
    dark: bool = False
    extent: Bounds | None = None
    base_url: str = ""
    headline: str = ""
    size_px: tuple[int, int] | None = None
    dpi: float | None = None
    outline: bool = False

    def spell(self) -> dict[str, str]:
        """Return the look in words, without what is as by default."""
        size = self.size_px and f"{self.size_px[0]}x{self.size_px[1]}"
        extent = self.extent and ",".join(f"{side!r}" for side in self.extent)
        words = {
            "template": self.template,
            "dark": "1" if self.dark else "",
            "extent": extent or "",
            "link": self.base_url,
            "title": self.headline,
            "size": size or "",
            "dpi": f"{self.dpi!r}" if self.dpi else "",
            "outline": "1" if self.outline else "",
        }
        return {name: text for name, text in words.items() if text}

    @classmethod
    def read(cls, words: Mapping[str, str]) -> "Look":
        """Return the look that `spell` put into words.

        Raises:
            ValueError: the words are none of its.
        """
        size = tuple(int(side) for side in words.get("size", "").split("x") if side)
        sides = tuple(float(side) for side in words.get("extent", "").split(",") if side)
        if (
            len(size) not in (0, 2)
            or len(sides) not in (0, 4)
            or words["template"] not in PAGE_SIZES
        ):
            raise ValueError(words)
        return cls(
            template=words["template"],
            dark="dark" in words,
            extent=(sides[0], sides[1], sides[2], sides[3]) if sides else None,
            base_url=words.get("link", ""),
            headline=words.get("title", ""),
            size_px=(size[0], size[1]) if size else None,
            dpi=float(words["dpi"]) if "dpi" in words else None,
            outline="outline" in words,
        )

    def pick_page_size(self) -> PageSize:
        """Return the page, in the proportions of the size in pixels where that has others.

        Raises:
            RequestError: a sheet of so few pixels could not be read.
        """
        page_size = PAGE_SIZES[self.template]
        if self.size_px is None or min(self.size_px) < 1:
            return page_size
        if min(self.size_px) < LEAST_PX:
            width, height = self.size_px
            raise RequestError(
                REFUSALS["small_page"].format(width=width, height=height, least=LEAST_PX)
            )
        return page_size.fit_pixels(*self.size_px)
