"""The command `kursk-front deck`: a PowerPoint file, a slide for each date or story chapter."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.looks import look_options, read_look
from dashboard.commands.options import Refusal, give_examples, out_option, template_option
from dashboard.commands.output import check_output, write_out
from dashboard.commands.signing import sign_made, sign_option
from dashboard.commands.views import days_option, read_shown, view_options
from dashboard.text.language import speak
from geodata.build.console import pick_progress

if TYPE_CHECKING:
    from dashboard.briefing.seal import Seal


@click.command(
    epilog=give_examples(
        "deck --story -o story.pptx",
        "deck --date 2024-08-27 --date 2025-03-12 --language uk -o brief.pptx",
        "deck --story --template house.potx -o story.pptx",
    )
)
@days_option("A slide for this day; may be given several times. The opening day if left out.")
@click.option("--story", is_flag=True, help="A slide for each chapter of the front's story.")
@look_options("deck")
@template_option("A POTX or PPTX file whose masters, layouts, type and colours the deck takes.")
@out_option("The file to write, such as brief.pptx, or - for standard output.")
@sign_option
@view_options
@click.pass_context
def deck(
    context: click.Context,
    /,
    *,
    days: tuple[date, ...],
    story: bool,
    potx: Path | None,
    out: Path,
    seal: "Seal | None",
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write a PowerPoint deck: map, figures, chart and notes by date, sources and method.

    Texts, tables, notes and charts are native and can be edited.
    """
    check_output(out, "pptx")
    if story and days:
        raise Refusal("--story and --date were given, expected one of them.")
    # PowerPoint's writer takes a third of a second to import, which `--help` need not wait for.
    from dashboard.briefing.making import make_deck  # noqa: PLC0415

    request = read_shown(context, data, given, days)
    with speak(request.selections[0].language):
        content = make_deck(
            request,
            read_look(given, theme),
            story=story,
            template=potx.read_bytes() if potx else None,
            on_step=pick_progress(),
        )
    write_out(sign_made(content, "pptx", seal), out)
