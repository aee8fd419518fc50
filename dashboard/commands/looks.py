"""How a sheet is to look, as options: page, size, extent and words; and what of it is idle."""

import re
from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Final, TypedDict, cast

import click

from dashboard.briefing.drawing.page_size import MOST_PX, PAGE_SIZES
from dashboard.commands.options import Refusal, add_options, is_given, pick_type

if TYPE_CHECKING:
    from dashboard.briefing.order import Look

SHAPES: Final = tuple(PAGE_SIZES)
_PAPER: Final = ("template", "extent", "link", "title")
_PIXELS: Final = ("size", "dpi")
_VECTOR: Final = ("outline",)
IDLE: Final[Mapping[str, tuple[str, ...]]] = {
    "png": _VECTOR,
    "svg": ("dpi",),
    "pdf": (*_PIXELS, *_VECTOR),
    "pptx": (*_PAPER, *_PIXELS, *_VECTOR),
    "html": (*_PAPER, *_PIXELS, *_VECTOR),
}
"""The options of a page that change nothing in a file of each format."""
_SIZE: Final = re.compile(r"(\d+)\s*[x×]\s*(\d+)", re.IGNORECASE)


class Looks(TypedDict):
    """How the sheet is to look, as given on the command line."""

    template: str
    size: tuple[int, int] | None
    dpi: float | None
    extent: tuple[float, float, float, float] | None
    link: str
    title: str
    outline: bool


def read_size(
    context: click.Context, parameter: click.Parameter, text: str | None
) -> tuple[int, int] | None:
    """Return WIDTHxHEIGHT as two numbers of pixels."""
    found = _SIZE.fullmatch(text) if text else None
    if text and not found:
        raise click.BadParameter(f"'{text}' is not WIDTHxHEIGHT in pixels.", context, parameter)
    return (int(found[1]), int(found[2])) if found else None


def _read_extent(
    context: click.Context, parameter: click.Parameter, text: str | None
) -> tuple[float, float, float, float] | None:
    """Return WEST,SOUTH,EAST,NORTH as four numbers of degrees."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = 0.0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        words = f"'{text}' is not WEST,SOUTH,EAST,NORTH in degrees, such as 34.5,51.0,35.6,51.6."
        raise click.BadParameter(words, context, parameter)
    return west, south, east, north


def _read_link(context: click.Context, parameter: click.Parameter, text: str) -> str:
    """Return an address that a browser opens, as it was given."""
    if text and not text.lower().startswith(("https://", "http://")):
        words = f"'{text}' is no address, expected one that begins with https:// or http://."
        raise click.BadParameter(words, context, parameter)
    return text


look_options = add_options(
    click.option(
        "--template", type=pick_type(SHAPES), default=SHAPES[0], show_default=True, help="Page."
    ),
    click.option(
        "--size", callback=read_size, metavar="WxH", help="Exact pixels of a PNG or an SVG."
    ),
    click.option(
        "--dpi",
        type=click.FloatRange(20, 1200),
        help="Resolution of a PNG, in place of --size; 144 if both are left out.",
    ),
    click.option("--extent", callback=_read_extent, metavar="W,S,E,N", help="Degrees to show."),
    click.option(
        "--link",
        default="",
        metavar="URL",
        callback=_read_link,
        help="The dashboard's own address, by which the link in the foot can be followed.",
    ),
    click.option(
        "--title", default="", metavar="TEXT", help="The headline, in place of the day's own."
    ),
    click.option(
        "--outline",
        is_flag=True,
        help="Draw the words of an SVG as shapes, for programs that pass over fonts inside it.",
    ),
)
"""Add the options of how a sheet looks."""


def check_idle(
    context: click.Context, form: str | None, options: Mapping[str, tuple[str, ...]] = IDLE
) -> None:
    """Refuse the options of a page that would change nothing in a file of that format.

    None is no file at all, to which every one of them is idle.

    Raises:
        Refusal: such an option was given, or a size and a resolution that contradict each other.
    """
    idle = options[form] if form else (*_PAPER, *_PIXELS, *_VECTOR)
    if given := [f"--{name}" for name in idle if is_given(context, name)]:
        where = f"a {form} file" if form else "what is printed"
        raise Refusal(f"{', '.join(given)} would change nothing in {where}; leave it out.")
    if all(is_given(context, name) for name in _PIXELS):
        raise Refusal("--size and --dpi were given, expected one of them.")


def read_look(given: Mapping[str, object], theme: str) -> "Look":
    """Return how the sheet is to look.

    Raises:
        Refusal: the size or the resolution is none that a sheet can have.
    """
    looks = cast(Looks, given)
    size, dpi = looks["size"], looks["dpi"]
    if size and not all(1 <= side <= MOST_PX for side in size):
        width, height = size
        raise Refusal(f"--size is {width}x{height}; each side must lie between 1 and {MOST_PX}.")
    if dpi is not None and not isfinite(dpi):
        raise Refusal(f"--dpi is {dpi}, expected a number from 20 to 1200.")
    from dashboard.briefing.order import Look  # noqa: PLC0415 (maps take long to import)

    return Look(
        template=looks["template"],
        dark=theme == "dark",
        extent=looks["extent"],
        base_url=looks["link"],
        headline=looks["title"].strip(),
        size_px=size,
        dpi=dpi,
        outline=looks["outline"],
    )
