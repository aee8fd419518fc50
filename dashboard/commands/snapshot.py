"""The command `kursk-front snapshot`: one sheet, or several dates on one, as one file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.looks import check_idle, look_options, read_look
from dashboard.commands.options import Refusal, give_examples, out_option
from dashboard.commands.output import STDOUT, write_out
from dashboard.commands.signing import check_signable, sign_made, sign_option
from dashboard.commands.views import (
    KINDS,
    check_counted,
    choose_format,
    days_option,
    format_option,
    read_shown,
    view_options,
    write_order,
)
from dashboard.text.language import speak

if TYPE_CHECKING:
    from dashboard.briefing.seal import Seal


@click.command(
    epilog=give_examples(
        "snapshot --date 2025-03-12 -o map.png",
        "snapshot --date 2024-08-27 --template a4 --language uk -o peak.pdf",
        "snapshot --date 2025-01-20 --mode agreement -o agreement.png",
        "snapshot --date 2024-08-12 --date 2025-03-12 --date 2025-06-22 -o three.svg",
    )
)
@days_option(
    "The day to show, the front's own if left out; 2 to 12 of them give as many maps on one page."
)
@format_option(KINDS)
@out_option("The file to write, such as front.png, or - for standard output.")
@sign_option
@click.option(
    "--georeference",
    is_flag=True,
    help="Write FILE.aux.xml, too, by which QGIS and ArcGIS lay the map of a png at its place.",
)
@look_options(*KINDS)
@view_options
@click.pass_context
def snapshot(
    context: click.Context,
    /,
    *,
    days: Sequence[date],
    form: str | None,
    out: Path,
    seal: "Seal | None",
    georeference: bool,
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write one sheet: map, figures, chart, legend, sources and credits."""
    from dashboard.briefing.order import (  # noqa: PLC0415 (maps take long to import)
        locate_png,
        order_sheet,
    )

    form = choose_format(form, out, KINDS)
    check_idle(context, form)
    check_signable(form, seal)
    if georeference and (form != "png" or out == STDOUT):
        raise Refusal("--georeference writes a file beside a png; leave it out, or name a .png.")
    if form == "html" and len(days) > 1:
        raise Refusal("an html file opens at one day; give one --date, or another format.")
    request = read_shown(context, data, given, days)
    if form != "html":
        check_counted(request)
    with speak(request.selections[0].language):
        order = order_sheet(request, read_look(given, theme, form))
        beside = locate_png(order) if georeference else None
        if georeference and not beside:
            raise Refusal("--georeference is for one map; leave it out, or ask for one --date.")
        content = write_order(form, order)
    write_out(sign_made(content, form, seal), out)
    if beside:
        write_out(beside, out.with_name(f"{out.name}.aux.xml"))
