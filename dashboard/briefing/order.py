"""From what is asked for to a page that can be written: its template, its drawing, its words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from dashboard.briefing.drawing.page_size import TEMPLATES, Template
from dashboard.briefing.drawing.svg import Element
from dashboard.briefing.drawing.viewport import Bounds
from dashboard.briefing.formats import Order
from dashboard.briefing.request import Request, RequestError
from dashboard.briefing.sheet.multiples import MOST, draw_multiples, title_multiples
from dashboard.briefing.sheet.sheet import describe_sheet, draw_sheet, title_sheet
from dashboard.briefing.sheet.versus import describe_versus, draw_versus, title_versus
from dashboard.text.pictures import REFUSALS
from geodata.core.model import Front

_NARROWEST, _WIDEST = 0.02, 40.0  # degrees that a map may show across
_SAME: Final = 0.005  # proportions that differ by less are the same


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to look, whatever it shows."""

    template: str = "slide"
    dark: bool = False
    extent: Bounds | None = None
    base_url: str = ""
    size_px: tuple[int, int] | None = None
    dpi: float | None = None

    def pick_template(self) -> Template:
        """Return the template, in the proportions of the size in pixels where that has others."""
        template = TEMPLATES[self.template]
        if self.size_px is None or min(self.size_px) < 1:
            return template
        share = self.size_px[0] / self.size_px[1] * template.height / template.width
        return template if abs(share - 1.0) < _SAME else template.reshape(*self.size_px)


def order_sheet(request: Request, look: Look) -> Order:
    """Return the order of a sheet, of a comparison, or of small multiples for several days.

    Raises:
        RequestError: more days are asked for than stand on one page.
    """
    desk, views = request.desk, request.build_views()
    if len(views) == 1 and request.selections[0].compare:
        return order_versus(request, look)
    if len(views) == 1:
        title, alt = title_sheet(desk, views[0]), describe_sheet(desk, views[0])
        return _fill_in(request, look, partial(draw_sheet, desk, views[0]), title, alt)
    if len(views) > MOST:
        raise RequestError(REFUSALS["many_days"].format(given=len(views), most=MOST))
    alt = " ".join(describe_sheet(desk, view) for view in views)
    title = title_multiples(desk, views)
    return _fill_in(request, look, partial(draw_multiples, desk, views), title, alt)


def order_versus(request: Request, look: Look) -> Order:
    """Return the order of the sheet of a comparison.

    Raises:
        NothingComparedError: the state compares nothing.
    """
    desk, view = request.desk, request.build_views()[0]
    title, alt = title_versus(desk, view), describe_versus(desk, view)
    return _fill_in(request, look, partial(draw_versus, desk, view), title, alt)


def _check_extent(extent: Bounds, front: Front) -> None:
    """Refuse a map that would show nothing of the front, or nothing that can be read.

    Raises:
        RequestError: `extent` misses the front, or is too narrow or too wide.
    """
    west, south, east, north = extent
    sides = east - west, north - south
    given = ",".join(f"{side:g}" for side in extent)
    if min(sides) < _NARROWEST or max(sides) > _WIDEST:
        raise RequestError(
            REFUSALS["extent_size"].format(
                given=given,
                width=f"{sides[0]:g}",
                height=f"{sides[1]:g}",
                least=f"{_NARROWEST:g}",
                most=f"{_WIDEST:g}",
            )
        )
    left, low, right, high = front.extent
    if west > right or east < left or south > high or north < low:
        raise RequestError(
            REFUSALS["extent_misses"].format(
                given=given, front=f"{left:g},{low:g},{right:g},{high:g}"
            )
        )


def _fill_in(
    request: Request, look: Look, draw: Callable[..., Element], title: str, alt: str
) -> Order:
    template = look.pick_template()
    if look.extent:
        _check_extent(look.extent, request.desk.dataset.front)
    return Order(
        desk=request.desk,
        selections=request.selections,
        template=template,
        dark=look.dark,
        draw=partial(
            draw, template=template, dark=look.dark, extent=look.extent, base_url=look.base_url
        ),
        title=title,
        alt=alt,
        size_px=look.size_px,
        dpi=look.dpi,
    )
