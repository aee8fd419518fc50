"""How a sheet looks: the options of the commands that write one, and the way to its file."""

import re
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

import click

from dashboard.briefing.drawing.page_size import MOST_PX, TEMPLATES
from dashboard.commands.options import Command, Refusal, check_suffix, read_suffix
from dashboard.commands.shown import Shown

if TYPE_CHECKING:
    from dashboard.briefing.order import Look, Order

KINDS: Final = ("png", "svg", "pdf", "pptx", "html")
"""Formats by name, so that `--help` need not import what writes them."""
SHAPES: Final = tuple(TEMPLATES)
_SIZE: Final = re.compile(r"(\d+)\s*[x×]\s*(\d+)", re.IGNORECASE)


class Looks(TypedDict):
    """How the sheet is to look, as given on the command line."""

    template: str
    size: tuple[int, int] | None
    dpi: float | None
    extent: tuple[float, float, float, float] | None
    link: str


class Asked(Shown, Looks):
    """What a sheet is to show, and how it is to look."""


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


_OPTIONS: Final = (
    click.option(
        "--template", type=click.Choice(SHAPES), default=SHAPES[0], show_default=True, help="Page."
    ),
    click.option("--size", callback=read_size, metavar="WxH", help="Exact pixels of a PNG."),
    click.option("--dpi", type=click.FloatRange(20, 1200), help="Resolution of a PNG."),
    click.option("--extent", callback=_read_extent, metavar="W,S,E,N", help="Degrees to show."),
    click.option("--link", default="", metavar="URL", help="Where the link in the foot leads to."),
)


def look_options(command: Command) -> Command:
    """Add the options of how a sheet looks."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def format_option(kinds: tuple[str, ...]) -> Callable[[Command], Command]:
    """Return the option `--format`, one of `kinds`."""
    words = "Format; without it the file's suffix says which."
    return click.option("--format", "form", type=click.Choice(kinds), help=words)


def choose_format(form: str | None, out: Path, kinds: tuple[str, ...]) -> str:
    """Return the format that is named, else the one that the file's suffix names.

    Raises:
        Refusal: neither names one of `kinds`, or they contradict each other.
    """
    chosen = form or read_suffix(out)
    if chosen not in kinds:
        raise Refusal(
            f"{out} names none of the formats that can be written here; give --format, one of "
            f"{', '.join(kinds)}."
        )
    check_suffix(out, chosen)
    return chosen


def read_look(looks: Looks, theme: str) -> "Look":
    """Return how the sheet is to look.

    Raises:
        Refusal: the size or the resolution is none that a sheet can have.
    """
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
        size_px=size,
        dpi=dpi,
    )


def write_order(form: str, order: "Order") -> bytes:
    """Return the file of an order.

    Raises:
        Refusal: the size asked for cannot be drawn.
    """
    from dashboard.briefing.order import FORMATS  # noqa: PLC0415

    try:
        return FORMATS[form](order)
    except ValueError as error:
        raise Refusal(f"{error}.") from error
