"""The build's command line: make the layers of a dataset, or prove them current.

With the libraries of the lock a file is current when its bytes are those built now; with others,
when it says the same (`sameness`). What is written is always compared by its bytes.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from geodata.build.console import leave_cleanly, pick_progress, refuse_faults
from geodata.build.freshness import (
    conclude,
    find_stale,
    find_strays,
    has_the_bytes,
    list_departures,
    remove_files,
)
from geodata.build.sameness import says_the_same
from geodata.core import OnStep
from geodata.dataset.load import bundled_folder, name_folder
from geodata.files.output import write_files

STEPS = {"basemap": "layers/base", "held": "layers/held", "reading": "layers/reading"}
"""Each step with the folder that it owns, in the order of the build."""

Produce = Callable[[Path, OnStep | None], dict[str, bytes]]


@click.command()
@click.argument("step", type=click.Choice([*STEPS, "all"]), default="all")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Dataset folder; the bundled Kursk front if left out.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 naming each stale file.")
def main(step: str, data: Path | None, check: bool) -> None:
    """Build the layers of a dataset: held areas, base map, reading, or all."""
    folder = data or bundled_folder()
    departures = list_departures() if check else []
    stale: list[str] = []
    names = list(STEPS) if step == "all" else [step]
    for name in names:
        with leave_cleanly(), refuse_faults():
            files = run_step(name, folder, pick_progress())
        agree = says_the_same if departures else has_the_bytes
        changed = [*find_stale(folder, files, agree), *find_strays(folder, STEPS[name], files)]
        stale += changed
        if not check:
            write_files(folder, {path: files[path] for path in changed if path in files})
            remove_files(folder, [path for path in changed if path not in files])
    conclude(
        stale,
        check=check,
        noun="files",
        current="built files",
        command=name_folder("python -m geodata.build", folder),
        departures=departures,
    )


def run_step(name: str, folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return the files that a step makes, by their path inside the dataset in `folder`."""
    # Imported on demand: the held areas must build without the packages of the base map.
    produce: Produce = import_module(f"geodata.build.{name}").produce
    return produce(folder, on_step)


if __name__ == "__main__":
    main()
