"""The command `kursk-front page`: the timeline map as one file that needs no network."""

from datetime import date
from pathlib import Path

import click

from dashboard.commands.looks import look_options, read_look
from dashboard.commands.options import date_option, give_examples, out_option
from dashboard.commands.output import check_output, write_out
from dashboard.commands.views import read_shown, view_options
from dashboard.text.language import speak


@click.command(epilog=give_examples("page --date 2025-03-12 --language ru -o front.html"))
@date_option("The day at which the page opens; the front's own if left out.")
@out_option("The file to write, such as front.html, or - for standard output.")
@look_options("html")
@view_options
@click.pass_context
def page(
    context: click.Context,
    /,
    *,
    date: date | None,
    out: Path,
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write the timeline map as one HTML file: all inside, no server, no network."""
    check_output(out, "html")
    from dashboard.briefing.making import make_page  # noqa: PLC0415

    request = read_shown(context, data, given, [date] if date else [])
    with speak(request.selections[0].language):
        content = make_page(request, read_look(given, theme, "html"))
    write_out(content, out)
