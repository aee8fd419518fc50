"""The command `kursk-front page`: the timeline map as one file that needs no network."""

from datetime import date
from pathlib import Path

import click

from dashboard.commands.options import check_suffix, date_option, out_option, write_out
from dashboard.commands.views import read_shown, view_options
from dashboard.text.language import speak


@click.command()
@date_option("The day at which the page opens; the front's own if left out.")
@out_option("The file to write, such as front.html, or - for standard output.")
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
    check_suffix(out, "html")
    from dashboard.briefing.page import write_page  # noqa: PLC0415

    request = read_shown(context, data, given, [date] if date else [])
    selection = request.selections[0]
    with speak(selection.language):
        content = write_page(request.workspace, selection, theme=theme)
    write_out(content, out)
