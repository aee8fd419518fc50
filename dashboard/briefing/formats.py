"""The files that a sheet can become, by the name of the format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard.briefing.drawing.image import UNITS_AN_INCH, render_pdf, render_png, render_svg
from dashboard.briefing.drawing.page_size import Template
from dashboard.briefing.drawing.svg import Element
from dashboard.state.selection import Selection
from dashboard.text.language import get_language
from dashboard.view.view import Desk
from geodata.files.output import pick_time

DPI: Final = 144.0
"""The resolution at which a page becomes a PNG of no stated size: a slide has 1920x1080 pixels."""


@dataclass(frozen=True, slots=True)
class Order:
    """One page to be written: what it shows, its drawing, and how it is described in words.

    `size_px` is the exact size of a PNG, by default that of the page at `dpi`.
    """

    desk: Desk
    selections: Sequence[Selection]
    template: Template
    dark: bool
    draw: Callable[[], Element]
    title: str
    alt: str
    size_px: tuple[int, int] | None = None
    dpi: float | None = None


def write_svg(order: Order) -> bytes:
    """Return the page as SVG."""
    return render_svg(order.draw())


def write_png(order: Order) -> bytes:
    """Return the page as PNG, exactly as large as asked for.

    Raises:
        ValueError: a side is longer than 8192 pixels.
    """
    inches = order.template.width / UNITS_AN_INCH, order.template.height / UNITS_AN_INCH
    if order.size_px:
        dpi = order.dpi or order.size_px[0] / inches[0]
        return render_png(order.draw(), *order.size_px, dpi=dpi)
    dpi = order.dpi or DPI
    return render_png(order.draw(), *(round(side * dpi) for side in inches), dpi=dpi)


def write_pdf(order: Order) -> bytes:
    """Return the page as PDF of its template's size on paper."""
    return render_pdf(
        order.draw(),
        title=order.title,
        subject=order.desk.dataset.front.subtitle,
        alt=order.alt,
        language=get_language(),
        page_mm=order.template.page_mm,
        made=pick_time(order.desk.dataset),
    )


def write_pptx(order: Order) -> bytes:
    """Return a deck of one slide for each state shown."""
    from dashboard.briefing.deck.slides import build_deck  # noqa: PLC0415
    from dashboard.briefing.deck.stops import Stop  # noqa: PLC0415 (python-pptx takes long)

    stops = [Stop(selection) for selection in order.selections]
    return build_deck(order.desk, stops, dark=order.dark)


def write_html(order: Order) -> bytes:
    """Return the timeline map as one file that needs no network, opened at the first state."""
    from dashboard.briefing.page import write_page  # noqa: PLC0415 (the map takes long to import)

    return write_page(order.desk, order.selections[0], theme="dark" if order.dark else "light")


FORMATS: Final[Mapping[str, Callable[[Order], bytes]]] = MappingProxyType(
    {"png": write_png, "svg": write_svg, "pdf": write_pdf, "pptx": write_pptx, "html": write_html}
)
"""What writes each format; a file's suffix names it too."""
