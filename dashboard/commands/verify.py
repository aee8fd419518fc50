"""The command `kursk-front verify`: whether a file is what the program makes of the data."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.commands.options import (
    data_option,
    give_examples,
    json_option,
    open_dataset,
    template_option,
)
from dashboard.commands.output import echo_json
from geodata.core.plain import plain_text

if TYPE_CHECKING:
    from dashboard.briefing.drawing.origin import Origin

DIFFERENT: Final = 1
"""The exit code for a file that is not what is made again."""
_WORDS: Final = {
    "same": "same: it was made again of this dataset, and nothing in it differs",
    "altered": "altered: it is not what is made again of what it says it was made of",
    "other data": "made from other data: the dataset that it names is not this one",
    "other version": "made by another version of the program, or of what sets its pages",
    "unknown": "no word of its making is in it: it was not written here, or they were taken out",
}
_PROVES: Final = "This shows whether it agrees with the data, and not who made it."


@click.command(epilog=give_examples("verify map.png", "verify story.pptx --json"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@template_option("The template on which a deck was made, where it was.")
@json_option
@data_option
@click.pass_context
def verify(
    context: click.Context, file: Path, potx: Path | None, as_json: bool, data: Path | None
) -> None:
    """Say whether FILE is what is made of the dataset: a sheet, deck, film or page.

    It is made again of the state that stands in it, and compared byte for byte, a film by its
    pictures. That proves that it agrees with the data, not who made it. Exit code 0 if it is the
    same, 1 if not.
    """
    from dashboard.briefing.drawing.origin import name_program  # noqa: PLC0415
    from dashboard.briefing.verify import verify_file  # noqa: PLC0415 (maps take long to import)

    dataset = open_dataset(context, data)
    verdict = verify_file(dataset, file.read_bytes(), potx.read_bytes() if potx else None)
    origin = verdict.origin and _make_plain(verdict.origin)
    if as_json:
        told = {
            "file": str(file),
            "verdict": verdict.outcome,
            "states": list(origin.states) if origin else [],
            "dataset": {"file": origin.dataset if origin else None, "here": dataset.digest},
            "program": {"file": origin.program if origin else None, "here": name_program()},
        }
        echo_json(told)
    else:
        click.echo(f"{plain_text(str(file))}: {_WORDS[verdict.outcome]}.")
        if origin:
            click.echo(f"It says: {', '.join(origin.states)}, {origin.form}.")
            click.echo(f"Its dataset: {origin.dataset[:16]}, here {dataset.digest[:16]}.")
            click.echo(f"Its program: {origin.program}, here {name_program()}.")
        click.echo(_PROVES)
    sys.exit(0 if verdict.outcome == "same" else DIFFERENT)


def _make_plain(origin: "Origin") -> "Origin":
    """Return what a file says of its making as a terminal may show it: anyone can write it."""
    return replace(
        origin,
        form=plain_text(origin.form),
        states=tuple(map(plain_text, origin.states)),
        dataset=plain_text(origin.dataset),
        program=plain_text(origin.program),
    )
