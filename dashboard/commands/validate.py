"""The command `kursk-front validate`: a dataset folder checked as a whole, every fault told."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.commands.options import data_option, find_data, give_examples, json_option
from dashboard.commands.output import echo_json

if TYPE_CHECKING:
    from geodata.core.errors import Fault

FAULTY = 1
MOST = 100  # faults that are told, and notices


@click.command(epilog=give_examples("validate", "validate my-front --json"))
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
@data_option
@json_option
@click.pass_context
def validate(context: click.Context, folder: Path | None, data: Path | None, as_json: bool) -> None:
    """Check a dataset FOLDER, the bundled front if left out: tables, layers and how they agree.

    A fault is told with its file, row, rule and remedy, a hundred at most and how many more there
    are; a notice tells what is not wrong. Exit code 0 without faults, 1 with.
    """
    # `--help` need not wait for what reads and measures.
    from geodata.core.errors import DatasetError, Fault, list_told  # noqa: PLC0415
    from geodata.core.plain import plain_text  # noqa: PLC0415
    from geodata.dataset.load import (  # noqa: PLC0415
        bundled_folder,
        find_overlap_faults,
        load_dataset,
        name_folders,
    )

    if folder and data:
        raise click.UsageError("give the folder as FOLDER or by --data, and not both.")
    checked = folder or find_data(context, data) or bundled_folder()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()
    counts: dict[str, int] = {}
    try:
        dataset = load_dataset(checked)
    except DatasetError as error:
        faults = error.faults
    else:
        from dashboard.briefing.missing_letters import list_missing_letters  # noqa: PLC0415

        faults = find_overlap_faults(dataset)
        notices = (*name_folders(dataset.notices, checked), *list_missing_letters(dataset))
        parts = ("claims", "sources", "places", "control", "events", "story", "held", "layers")
        counts = {part: len(getattr(dataset, part)) for part in parts}
    where = plain_text(str(checked))
    if as_json:
        echo_json({"folder": where, **_list_all(faults, notices), "counts": counts})
        sys.exit(FAULTY if faults else 0)
    for line in [*list_told(faults, MOST), *(f"Notice: {one}" for one in list_told(notices))]:
        click.echo(line)
    if faults:
        click.echo(f"{where}: faults: {len(faults)}")
    else:
        summary = ", ".join(f"{part} {count}" for part, count in counts.items())
        click.echo(f"{where}: no faults ({summary})")
    sys.exit(FAULTY if faults else 0)


def _list_all(faults: "Sequence[Fault]", notices: "Sequence[Fault]") -> dict[str, object]:
    """Return what is told of a folder, and how much more there is."""
    return {
        "faults": [asdict(fault) for fault in faults[:MOST]],
        "more_faults": max(len(faults) - MOST, 0),
        "notices": [asdict(notice) for notice in notices[:MOST]],
        "more_notices": max(len(notices) - MOST, 0),
    }
