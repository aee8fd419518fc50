"""The command `kursk-front snapshot`: one sheet, or several dates on one, as one file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Unpack

import click

from dashboard.commands.look import (
    KINDS,
    Asked,
    choose_format,
    format_option,
    look_options,
    read_look,
    write_order,
)
from dashboard.commands.options import out_option, write_out
from dashboard.commands.shown import days_option, read_shown, view_options
from dashboard.text.language import speak


@click.command()
@days_option("The day to show; 2 to 12 of them give as many maps on one page.")
@format_option(KINDS)
@out_option("The file to write, such as sudzha.png, or - for standard output.")
@look_options
@view_options
@click.pass_context
def snapshot(
    context: click.Context,
    *,
    days: Sequence[date],
    form: str | None,
    out: Path,
    theme: str,
    data: Path | None,
    **asked: Unpack[Asked],
) -> None:
    """Write one sheet: map, figures, chart, legend, sources and credits."""
    from dashboard.briefing.order import order_sheet  # noqa: PLC0415 (maps take long to import)

    form = choose_format(form, out, KINDS)
    request = read_shown(context, data, asked, days)
    with speak(request.selections[0].language):
        content = write_order(form, order_sheet(request, read_look(asked, theme)))
    write_out(content, out)
