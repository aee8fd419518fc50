"""The command `kursk-front timelapse`: the front as a film, date and sources in every frame."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.briefing.sheet.look import Look
from dashboard.commands.looks import film_size_option, pick_options
from dashboard.commands.options import (
    Refusal,
    check_day,
    date_option,
    give_examples,
    out_option,
    pick_type,
)
from dashboard.commands.output import write_out
from dashboard.commands.signing import sign_made, sign_option
from dashboard.commands.views import (
    check_counted,
    choose_format,
    format_option,
    read_shown,
    view_options,
)
from dashboard.state.selection import Extent
from dashboard.text.language import speak
from geodata.build.console import pick_progress

if TYPE_CHECKING:
    from dashboard.briefing.order import Request
    from dashboard.briefing.seal import Seal

KINDS: Final = ("mp4", "gif", "webp")


@click.command(
    epilog=give_examples(
        "timelapse -o front.mp4",
        "timelapse --from 2025-03-01 --to 2025-03-31 --by day --size 1080x1080 -o march.gif",
    )
)
@date_option("The first day; that of the first report if left out.", "--from", parameter="first")
@date_option("The last day; that of the last report if left out.", "--to", parameter="last")
@click.option(
    "--by",
    type=pick_type(("report", "day")),
    default="report",
    show_default=True,
    help="A frame for each report, or for each day.",
)
@click.option(
    "--speed", type=float, help="Reports or days a second; a third by report and 15 by day."
)
@click.option(
    "--length",
    type=click.FloatRange(min=0.1),
    help="Seconds of the whole film, in place of --speed.",
)
@click.option(
    "--fps",
    type=float,
    help="Pictures a second of an MP4; 30 if left out, which every place takes.",
)
@click.option(
    "--cards",
    "card",
    type=float,
    metavar="SECONDS",
    help="For how long the title and, at the end, the sources stand; 3 if left out, 0 for neither.",
)
@film_size_option
@pick_options("extent")
@format_option(KINDS)
@out_option("The file to write, such as front.mp4, or - for standard output.")
@sign_option
@view_options
@click.pass_context
def timelapse(
    context: click.Context,
    /,
    *,
    first: date | None,
    last: date | None,
    by: str,
    speed: float | None,
    length: float | None,
    fps: float | None,
    card: float | None,
    size: tuple[int, int],
    extent: Extent | None,
    form: str | None,
    out: Path,
    seal: "Seal | None",
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write the front as a film: MP4 (H.264), GIF or animated WebP."""
    kind = choose_format(form, out, KINDS)
    _check_pace(kind, speed, length, fps)
    # The encoders take a third of a second to import, which `--help` need not wait for.
    from dashboard.briefing.making import make_film  # noqa: PLC0415

    request = read_shown(context, data, given)
    check_counted(request)
    start, end = _pick_span(request, first, last)
    with speak(request.selections[0].language):
        content = make_film(
            request,
            Look(dark=theme == "dark", size_px=size, extent=extent),
            first=start,
            last=end,
            by=by,
            speed=speed,
            length=length,
            fps=fps,
            card=card,
            kind=kind,
            on_step=pick_progress(),
        )
    write_out(sign_made(content, kind, seal), out)


def _pick_span(request: "Request", first: date | None, last: date | None) -> tuple[date, date]:
    """Return the days of a film: those given, else those of the first and the last report."""
    front = request.workspace.dataset.front
    dates = request.workspace.pick_timeline(request.selections[0].clock).dates
    start = check_day(first or _pick_end(dates[:1], front.first), front)
    return start, check_day(last or _pick_end(dates[-1:], front.last), front)


def _pick_end(dates: tuple[date, ...], otherwise: date) -> date:
    return dates[0] if dates else otherwise


def _check_pace(kind: str, speed: float | None, length: float | None, fps: float | None) -> None:
    """Refuse two paces for one film, and a rate that its format does not have.

    Raises:
        Refusal: so it is.
    """
    if speed is not None and length is not None:
        raise Refusal("--speed and --length were given, expected one of them.")
    if fps is not None and kind != KINDS[0]:
        raise Refusal(f"--fps would change nothing in a {kind} file; leave it out.")
