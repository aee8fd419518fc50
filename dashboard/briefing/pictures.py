"""The command that draws the README's pictures, or proves them current."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from dashboard.briefing.method import draw_method
from dashboard.briefing.six_dates import draw_six_dates
from dashboard.briefing.svg import Element, serialise
from dashboard.view import Desk, lay_out_desk
from geodata.build.__main__ import Refusal, conclude, find_stale, write_files
from geodata.errors import FrontError
from geodata.load import bundled_folder, load_dataset

PICTURES: Final[Mapping[str, Callable[[Desk], Element]]] = {
    "six-dates.svg": draw_six_dates,
    "method.svg": draw_method,
}
"""Each picture's file with what draws it."""


def built_folder() -> Path:
    """Return the folder of the pictures that come with the package."""
    return Path(str(files("dashboard").joinpath("pictures")))


def draw_pictures(desk: Desk) -> dict[str, bytes]:
    """Return every picture of the front: file name → bytes; the same front, the same bytes."""
    return {name: serialise(draw(desk)) for name, draw in PICTURES.items()}


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the pictures; the package's own if left out.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 naming each stale file.")
def main(out: Path | None, check: bool) -> None:
    """Draw the pictures of the bundled front that README and About panel show."""
    folder = out or built_folder()
    try:
        pictures = draw_pictures(lay_out_desk(load_dataset(bundled_folder())))
    except FrontError as error:
        raise Refusal(str(error)) from error
    stale = find_stale(folder, pictures)
    if not check:
        write_files(folder, {name: pictures[name] for name in stale})
    conclude(
        stale,
        check=check,
        noun="pictures",
        current="pictures",
        command="python -m dashboard.briefing.pictures",
    )


if __name__ == "__main__":
    main()
