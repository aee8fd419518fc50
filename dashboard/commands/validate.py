"""The command `kursk-front validate`: a dataset folder checked as a whole, every fault told."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from dashboard.commands.options import data_option, echo_json, find_data, json_option

FAULTY = 1


@click.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
@data_option
@json_option
@click.pass_context
def validate(context: click.Context, folder: Path | None, data: Path | None, as_json: bool) -> None:
    """Check a dataset FOLDER, the bundled front if left out: tables, layers and how they agree.

    Every fault is told with its file, row, rule and remedy. Exit code 0 without faults, 1 with.
    """
    from geodata.core.errors import DatasetError, Fault  # noqa: PLC0415 (`--help` need not wait)
    from geodata.dataset.load import bundled_folder, load_dataset  # noqa: PLC0415

    if folder and data:
        raise click.UsageError("give the folder as FOLDER or by --data, and not both.")
    checked = folder or find_data(context, data) or bundled_folder()
    faults: tuple[Fault, ...] = ()
    counts: dict[str, int] = {}
    try:
        dataset = load_dataset(checked)
    except DatasetError as error:
        faults = error.faults
    else:
        parts = ("claims", "sources", "places", "control", "events", "story", "held", "layers")
        counts = {part: len(getattr(dataset, part)) for part in parts}
    if as_json:
        found = [asdict(fault) for fault in faults]
        echo_json({"folder": str(checked), "faults": found, "counts": counts})
    elif faults:
        click.echo("\n".join([*map(str, faults), f"{checked}: faults: {len(faults)}"]))
    else:
        told = ", ".join(f"{part} {count}" for part, count in counts.items())
        click.echo(f"{checked}: no faults ({told})")
    sys.exit(FAULTY if faults else 0)
