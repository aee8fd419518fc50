"""The command `kursk-front deck`: slides for dates or the story's chapters, or their handout."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.commands.looks import look_options, read_look
from dashboard.commands.options import (
    Refusal,
    give_examples,
    out_option,
    read_given,
    template_option,
)
from dashboard.commands.output import read_suffix, write_out
from dashboard.commands.signing import sign_made, sign_option
from dashboard.commands.views import (
    check_counted,
    choose_format,
    days_option,
    format_option,
    read_shown,
    view_options,
)
from dashboard.text.language import speak
from geodata.build.console import pick_progress

if TYPE_CHECKING:
    from dashboard.briefing.seal import Seal

KINDS: Final = ("pptx", "pdf")
"""Slides, and their handout."""


@click.command(
    epilog=give_examples(
        "deck --story -o story.pptx",
        "deck --date 2024-08-27 --date 2025-03-12 --language uk -o brief.pptx",
        "deck --story --template house.potx -o story.pptx",
        "deck --story -o handout.pdf",
    )
)
@days_option("A slide for this day; may be given several times. The opening day if left out.")
@click.option("--story", is_flag=True, help="A slide for each chapter of the front's story.")
@look_options("deck")
@format_option(KINDS)
@template_option("A POTX or PPTX file whose masters, layouts, type and colours the deck takes.")
@out_option("The file to write, such as brief.pptx or handout.pdf, or - for standard output.")
@sign_option
@view_options
@click.pass_context
def deck(
    context: click.Context,
    /,
    *,
    days: tuple[date, ...],
    story: bool,
    form: str | None,
    potx: Path | None,
    out: Path,
    seal: "Seal | None",
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Write a PowerPoint deck, or its handout: map, figures, chart, notes, sources and method.

    On slides texts, tables, notes and charts are native and can be edited. A handout is a PDF to
    be printed, a page for each slide with its notes and sources.
    """
    form = choose_format(form or (None if read_suffix(out) else KINDS[0]), out, KINDS)
    if potx and form != KINDS[0]:
        raise Refusal(f"--template would change nothing in a {form} file; leave it out.")
    if story and days:
        raise Refusal("--story and --date were given, expected one of them.")
    # PowerPoint's writer takes a third of a second to import, which `--help` need not wait for.
    from dashboard.briefing.making import make_deck  # noqa: PLC0415

    request = read_shown(context, data, given, days)
    check_counted(request)
    with speak(request.selections[0].language):
        content = make_deck(
            request,
            read_look(given, theme, form),
            story=story,
            form=form,
            template=read_given(potx) if potx else None,
            on_step=pick_progress(),
        )
    write_out(sign_made(content, form, seal), out)
