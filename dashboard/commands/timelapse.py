"""The command `kursk-front timelapse`: the front as a film, date and sources in every frame."""

from datetime import date
from pathlib import Path
from typing import Final

import click

from dashboard.commands.options import (
    check_day,
    date_option,
    give_examples,
    out_option,
    pick_type,
)
from dashboard.commands.output import write_out
from dashboard.commands.views import (
    choose_format,
    format_option,
    read_shown,
    read_size,
    view_options,
)
from dashboard.text.language import speak
from geodata.build.console import pick_progress

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
@click.option("--speed", type=float, help="Frames a second; 2 by report and 15 by day.")
@click.option(
    "--size",
    callback=read_size,
    metavar="WxH",
    default="1920x1080",
    show_default=True,
    help="Pixels of a frame.",
)
@format_option(KINDS)
@out_option("The file to write, such as front.mp4, or - for standard output.")
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
    size: tuple[int, int] | None,
    form: str | None,
    out: Path,
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write the front as a film: MP4 (H.264), GIF or animated WebP."""
    kind = choose_format(form, out, KINDS)
    # The encoders take a third of a second to import, which `--help` need not wait for.
    from dashboard.briefing.making import make_film  # noqa: PLC0415

    request = read_shown(context, data, given)
    selection = request.selections[0]
    front = request.workspace.dataset.front
    dates = request.workspace.pick_timeline(selection.clock).dates
    with speak(selection.language):
        content = make_film(
            request,
            first=check_day(first or _pick_end(dates[:1], front.first), front),
            last=check_day(last or _pick_end(dates[-1:], front.last), front),
            by=by,
            speed=speed,
            kind=kind,
            size=size or (1920, 1080),
            dark=theme == "dark",
            on_step=pick_progress(),
        )
    write_out(content, out)


def _pick_end(dates: tuple[date, ...], otherwise: date) -> date:
    return dates[0] if dates else otherwise
