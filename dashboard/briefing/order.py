"""From what is asked for to the bytes of a file: the request, its page, and the formats.

Words typed by hand become a workspace and its views; those become a page with its size, drawing and
words; and the page a file by the name of its format.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from dashboard.briefing.drawing.georeference import find_grounds, write_side_file
from dashboard.briefing.drawing.image import read_size, render_pdf, render_png, render_svg
from dashboard.briefing.drawing.metadata import Metadata, stamp_html, stamp_png, stamp_svg
from dashboard.briefing.drawing.origin import Origin
from dashboard.briefing.drawing.page_size import DPI, UNITS_AN_INCH, PageSize
from dashboard.briefing.drawing.svg import Element
from dashboard.briefing.sheet.comparison import (
    describe_comparison,
    draw_comparison,
    title_comparison,
)
from dashboard.briefing.sheet.credits import write_credits, write_link, write_terms
from dashboard.briefing.sheet.look import Look, RequestError
from dashboard.briefing.sheet.mode import describe_mode, draw_mode_sheet, title_mode
from dashboard.briefing.sheet.multiples import (
    MOST,
    describe_multiples,
    draw_multiples,
    title_multiples,
)
from dashboard.briefing.sheet.sheet import describe_sheet, draw_sheet, title_sheet
from dashboard.state.selection import Extent, Selection, parse_query
from dashboard.text.catalogues import REFUSALS
from dashboard.text.language import get_language, speak
from dashboard.view.figures import NO_BREAK
from dashboard.view.filtered import filter_workspace
from dashboard.view.shown_mode import is_moded
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace, lay_out_workspace, translate_workspace
from geodata.core.codes import INSET_GROUP
from geodata.core.model import Dataset, Front
from geodata.files.output import pick_time

__all__ = ["Look", "RequestError"]

_NARROWEST, _WIDEST = 0.02, 40.0  # degrees that a map may show across


@dataclass(frozen=True, slots=True)
class Request:
    """The workspace in the language asked for and narrowed as asked, and the states to be shown."""

    workspace: Workspace
    selections: tuple[Selection, ...]

    def build_views(self) -> list[View]:
        """Return the view of each state."""
        return [build_view(self.workspace, selection) for selection in self.selections]


def read_request(
    dataset: Dataset, wishes: Mapping[str, str | None], days: Sequence[date] = ()
) -> Request:
    """Return what `wishes` ask for, by the names of the page's address (`accounts`, `clock`, …).

    Each of the `days` gives a state of its own; without any it is the wishes' own date, or the
    front's first. What an address would quietly correct is refused here.

    Raises:
        RequestError: a wish, or a day, names nothing that the front has.
    """
    workspace = lay_out_workspace(dataset)
    query = {name: text for name, text in wishes.items() if text is not None}
    selection, notices = parse_query(
        query, dataset.front, workspace.timeline.dates, workspace.choices
    )
    if notices:
        raise RequestError(" ".join(notices))
    told = translate_workspace(workspace, selection.language)
    with speak(selection.language):
        narrowed = filter_workspace(told, selection.filters)
        shown = tuple(_move(selection, day, dataset.front) for day in days) or (selection,)
    return Request(narrowed, shown)


def _move(selection: Selection, day: date, front: Front) -> Selection:
    if not front.first <= day <= front.last:
        raise RequestError(
            REFUSALS["day_outside"].format(day=day, first=front.first, last=front.last)
        )
    return replace(selection, day=day)


@dataclass(frozen=True, slots=True)
class Order:
    """One page to be written: what it shows, its drawing, and how it is described in words.

    A PNG has the page's size at the resolution of the `look`, or exactly the size that it asks for.
    """

    workspace: Workspace
    selections: Sequence[Selection]
    page_size: PageSize
    draw: Callable[[], Element]
    title: str
    alt: str
    look: Look

    @property
    def size_px(self) -> tuple[int, int] | None:
        """The exact size of a picture in pixels, if one was asked for."""
        return self.look.size_px

    def count_pixels(self) -> tuple[int, int]:
        """Return the size of a picture in pixels: the one asked for, else by its resolution."""
        return self.size_px or self.page_size.count_pixels(self.look.dpi or DPI)

    def tell(self, form: str) -> Metadata:
        """Return what the page as a file of that format says of itself."""
        return tell_file(
            self.workspace,
            self.selections,
            make="sheet",
            form=form,
            title=self.title,
            alt=self.alt,
            options=self.look.spell(),
        )


def tell_file(
    workspace: Workspace,
    selections: Sequence[Selection],
    *,
    make: str,
    form: str,
    title: str,
    alt: str,
    options: Mapping[str, str],
) -> Metadata:
    """Return the metadata of a file that shows these states: credit, terms, and its origin."""
    dataset = workspace.dataset
    layers = {layer for one in selections for layer in one.layers}
    origin = Origin(
        make=make,
        form=form,
        states=tuple(write_link(dataset, one) for one in selections),
        dataset=dataset.digest,
        options=dict(options),
    )
    credit = write_credits(dataset, [*sorted(layers), INSET_GROUP]).replace(NO_BREAK, " ")
    return Metadata(title, alt, credit, write_terms(dataset), dataset.front.title, origin)


def write_svg(order: Order) -> bytes:
    """Return the page as SVG, of the size in pixels that was asked for."""
    root = order.draw()
    if order.size_px:
        root.attrib["width"], root.attrib["height"] = map(str, order.size_px)
    return stamp_svg(render_svg(root, outline=order.look.outline), order.tell("svg"))


def write_png(order: Order) -> bytes:
    """Return the page as PNG, exactly as large as asked for.

    Raises:
        ValueError: a side is longer than 8192 pixels.
    """
    dpi = order.look.dpi or DPI
    if order.size_px:
        dpi = order.look.dpi or order.size_px[0] * UNITS_AN_INCH / order.page_size.width
    return stamp_png(render_png(order.draw(), *order.count_pixels(), dpi=dpi), order.tell("png"))


def locate_png(order: Order) -> bytes | None:
    """Return the file beside that PNG by which its one map lies on the Earth, else None."""
    root = order.draw()
    grounds = [*find_grounds(root)]
    if len(grounds) != 1:
        return None
    return write_side_file(grounds[0], read_size(root), order.count_pixels())


def write_pdf(order: Order) -> bytes:
    """Return the page as PDF of its size on paper."""
    return render_pdf(
        order.draw(),
        title=order.title,
        subject=order.workspace.dataset.front.subtitle,
        alt=order.alt,
        language=get_language(),
        page_mm=order.page_size.page_mm,
        made=pick_time(order.workspace.dataset),
        told=order.tell("pdf"),
    )


def write_pptx(order: Order) -> bytes:
    """Return one slide for each state shown, to be pasted into a deck of one's own."""
    from dashboard.briefing.deck.slides import build_deck  # noqa: PLC0415
    from dashboard.briefing.deck.stops import Stop  # noqa: PLC0415 (python-pptx takes long)

    stops = [Stop(selection) for selection in order.selections]
    told = order.tell("pptx")
    return build_deck(order.workspace, stops, order.look, told=told, alone=True)


def write_html(order: Order) -> bytes:
    """Return the timeline map as one file that needs no network, opened at the first state."""
    from dashboard.briefing.page import write_page  # noqa: PLC0415 (the map takes long to import)

    page = write_page(order.workspace, order.selections[0], order.look)
    return stamp_html(page, order.tell("html"))


FORMATS: Final[Mapping[str, Callable[[Order], bytes]]] = MappingProxyType(
    {"png": write_png, "svg": write_svg, "pdf": write_pdf, "pptx": write_pptx, "html": write_html}
)
"""What writes each format; a file's suffix names it too."""


def order_sheet(request: Request, look: Look) -> Order:
    """Return the order of a sheet, of a comparison, or of small multiples for several days.

    Raises:
        RequestError: more days are asked for than stand on one page.
    """
    workspace, views = request.workspace, request.build_views()
    if len(views) == 1 and request.selections[0].compare:
        return order_comparison(request, look)
    if len(views) == 1 and is_moded(request.selections[0]):
        view = views[0]
        title, alt = title_mode(workspace, view), describe_mode(workspace, view)
        return _fill_in(request, look, partial(draw_mode_sheet, workspace, view, look), title, alt)
    if len(views) == 1:
        title, alt = title_sheet(workspace, views[0]), describe_sheet(workspace, views[0])
        return _fill_in(request, look, partial(draw_sheet, workspace, views[0], look), title, alt)
    if len(views) > MOST:
        raise RequestError(REFUSALS["many_days"].format(given=len(views), most=MOST))
    title, alt = title_multiples(workspace, views), describe_multiples(workspace, views)
    return _fill_in(request, look, partial(draw_multiples, workspace, views, look), title, alt)


def order_comparison(request: Request, look: Look) -> Order:
    """Return the order of the sheet of a comparison.

    Raises:
        NothingComparedError: the state compares nothing.
    """
    workspace, view = request.workspace, request.build_views()[0]
    title, alt = title_comparison(workspace, view), describe_comparison(workspace, view)
    return _fill_in(request, look, partial(draw_comparison, workspace, view, look), title, alt)


def check_extent(extent: Extent | None, front: Front) -> None:
    """Refuse a map that would show nothing of the front, or nothing that can be read.

    Raises:
        RequestError: `extent` misses the front, or is too narrow or too wide.
    """
    if extent is None:
        return
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
    request: Request, look: Look, draw: Callable[[], Element], title: str, alt: str
) -> Order:
    page_size = look.pick_page_size()
    check_extent(look.extent, request.workspace.dataset.front)
    return Order(
        workspace=request.workspace,
        selections=request.selections,
        page_size=page_size,
        draw=draw,
        title=title,
        alt=alt,
        look=look,
    )
