"""The command `kursk-front deck`: a PowerPoint file, a slide for each date or story chapter."""

from datetime import date
from pathlib import Path

import click

from dashboard.commands.options import Refusal, check_suffix, out_option, write_out
from dashboard.commands.views import days_option, read_shown, view_options
from dashboard.text.language import speak
from geodata.build.console import pick_progress


@click.command()
@days_option("A slide for this day; may be given several times. The opening day if left out.")
@click.option("--story", is_flag=True, help="A slide for each chapter of the front's story.")
@out_option("The file to write, such as brief.pptx, or - for standard output.")
@view_options
@click.pass_context
def deck(
    context: click.Context,
    /,
    *,
    days: tuple[date, ...],
    story: bool,
    out: Path,
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write a PowerPoint deck: map, figures, chart and notes by date, sources and method.

    Texts, tables, notes and charts are native and can be edited.
    """
    check_suffix(out, "pptx")
    if story and days:
        raise Refusal("--story and --date were given, expected one of them.")
    # PowerPoint's writer takes a third of a second to import, which `--help` need not wait for.
    from dashboard.briefing.deck.slides import build_deck  # noqa: PLC0415
    from dashboard.briefing.deck.stops import Stop, tell_story  # noqa: PLC0415

    request = read_shown(context, data, given, days)
    selections = request.selections
    stops = tuple(Stop(one) for one in selections)
    if story:
        stops = tell_story(request.workspace, selections[0])
    if not stops:
        raise Refusal("The dataset has no story, expected a story.csv; give --date instead.")
    with speak(selections[0].language):
        content = build_deck(
            request.workspace, stops, dark=theme == "dark", on_step=pick_progress()
        )
    write_out(content, out)
