"""The build's command line: make the layers of a dataset, or prove them current.

With the libraries of the lock a file is current when its bytes are those built now; with others,
when it says the same (`sameness`). What is written is always compared by its bytes.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from geodata.build.console import pick_progress, refuse_faults
from geodata.build.lock import list_departures
from geodata.build.sameness import says_the_same
from geodata.core import OnStep
from geodata.dataset.load import bundled_folder
from geodata.files.output import write_files

STEPS = {"basemap": "layers/base", "held": "layers/held", "reading": "layers/reading"}
"""Each step with the folder that it owns, in the order of the build."""

Produce = Callable[[Path, OnStep | None], dict[str, bytes]]

Agree = Callable[[str, bytes, bytes], bool]
"""Whether what was built for a path agrees with what the file there holds."""


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
        with refuse_faults():
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
        command="python -m geodata.build",
        departures=departures,
    )


def run_step(name: str, folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return the files that a step makes, by their path inside the dataset in `folder`."""
    # Imported on demand: the held areas must build without the packages of the base map.
    produce: Produce = import_module(f"geodata.build.{name}").produce
    return produce(folder, on_step)


def has_the_bytes(path: str, built: bytes, found: bytes) -> bool:
    """Whether the file at `path` holds what was built for it, byte for byte."""
    return built == found


def find_stale(folder: Path, files: Mapping[str, bytes], agree: Agree = has_the_bytes) -> list[str]:
    """Return the paths whose file in `folder` is missing or does not agree with what was built."""

    def is_stale(path: str) -> bool:
        target = folder / path
        return not (target.is_file() and agree(path, files[path], target.read_bytes()))

    return [path for path in files if is_stale(path)]


def find_strays(folder: Path, owned: str, files: Mapping[str, bytes]) -> list[str]:
    """Return the files in the folder that a step owns which the step no longer makes."""
    found = (path.relative_to(folder).as_posix() for path in (folder / owned).glob("*.*json"))
    return sorted(path for path in found if path not in files)


def remove_files(folder: Path, paths: list[str]) -> None:
    """Remove built files that no step makes any more."""
    for path in paths:
        (folder / path).unlink()


def conclude(
    stale: list[str],
    *,
    check: bool,
    noun: str,
    current: str,
    command: str,
    departures: Sequence[str] = (),
) -> None:
    """Say how many files changed or, on a check, which are stale, what mends them; then exit 1.

    `departures` are the libraries that are not the lock's, because of which meaning was compared.
    """
    if not check:
        click.echo(f"{len(stale)} {noun} changed." if stale else "Nothing changed.")
    elif stale:
        for path in stale:
            click.echo(f"stale: {path}", err=True)
        click.echo(f"Run {command} and commit the result.", err=True)
        sys.exit(1)
    else:
        click.echo(f"All {current} are current.")
        if departures:
            click.echo(f"Compared by meaning, not by bytes: {', '.join(departures)}.")


if __name__ == "__main__":
    main()
