"""The build's command line: make the layers of a dataset, or prove them current."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import click

from geodata.load import bundled_folder
from geodata.progress import OnStep, pick_progress
from geodata.refusal import refuse_faults
from geodata.writing import write_files

STEPS = {"basemap": "layers/base", "held": "layers/held"}
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
    """Build the layers of a dataset: held areas, base map, or all."""
    folder = data or bundled_folder()
    stale: list[str] = []
    names = list(STEPS) if step == "all" else [step]
    for name in names:
        with refuse_faults():
            files = run_step(name, folder, pick_progress())
        changed = [*find_stale(folder, files), *find_strays(folder, STEPS[name], files)]
        stale += changed
        if not check:
            write_files(folder, {path: files[path] for path in changed if path in files})
            remove_files(folder, [path for path in changed if path not in files])
    conclude(
        stale, check=check, noun="files", current="built files", command="python -m geodata.build"
    )


def run_step(name: str, folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return the files that a step makes, by their path inside the dataset in `folder`."""
    # Imported on demand: the held areas must build without the packages of the base map.
    produce: Produce = import_module(f"geodata.build.{name}").produce
    return produce(folder, on_step)


def find_stale(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return the paths whose file in `folder` is missing or differs from the built bytes."""

    def is_stale(path: str) -> bool:
        target = folder / path
        return not target.is_file() or target.read_bytes() != files[path]

    return [path for path in files if is_stale(path)]


def find_strays(folder: Path, owned: str, files: Mapping[str, bytes]) -> list[str]:
    """Return the files in the folder that a step owns which the step no longer makes."""
    found = (path.relative_to(folder).as_posix() for path in (folder / owned).glob("*.*json"))
    return sorted(path for path in found if path not in files)


def remove_files(folder: Path, paths: list[str]) -> None:
    """Remove built files that no step makes any more."""
    for path in paths:
        (folder / path).unlink()


def conclude(stale: list[str], *, check: bool, noun: str, current: str, command: str) -> None:
    """Say how many files changed or, on a check, which are stale, what mends them; then exit 1."""
    if not check:
        click.echo(f"{len(stale)} {noun} changed." if stale else "Nothing changed.")
    elif stale:
        for path in stale:
            click.echo(f"stale: {path}", err=True)
        click.echo(f"Run {command} and commit the result.", err=True)
        sys.exit(1)
    else:
        click.echo(f"All {current} are current.")


if __name__ == "__main__":
    main()
