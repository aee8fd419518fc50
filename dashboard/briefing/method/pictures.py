"""The command that draws the README's pictures, or proves them current.

With the libraries of the lock a picture is current when its bytes are those drawn now; with others,
when it has the same words and looks the same.
"""

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from dashboard.briefing.drawing.svg import Element, serialise
from dashboard.briefing.likeness import looks_the_same
from dashboard.briefing.method.method import draw_method
from dashboard.briefing.method.six_dates import draw_six_dates
from dashboard.text.language import ENGLISH, LANGUAGES, speak
from dashboard.view.view import Desk, lay_out_desk, translate_desk
from geodata.build.__main__ import conclude, find_stale, has_the_bytes
from geodata.build.console import refuse_faults
from geodata.build.lock import ARITHMETIC, list_departures
from geodata.dataset.load import bundled_folder, load_dataset
from geodata.files.output import write_files

PICTURES: Final[Mapping[str, Callable[[Desk], Element]]] = {
    "six-dates": draw_six_dates,
    "method": draw_method,
}
"""Each picture's name with what draws it."""
TOLD: Final = ("method",)
"""The pictures that the About panel shows, in every language."""
DRAWING: Final = (*ARITHMETIC, "babel", "font-source-sans-pro", "fonttools")
"""The libraries that decide where a line lies, how a date is spelt and how wide a word is."""


def built_folder() -> Path:
    """Return the folder of the pictures that come with the package."""
    return Path(str(files("dashboard").joinpath("pictures")))


def draw_pictures(desk: Desk) -> dict[str, bytes]:
    """Return every picture of the front: file name → bytes; the same front, the same bytes."""
    drawn = {}
    for language in LANGUAGES:
        told = translate_desk(desk, language)
        with speak(language):
            for name, draw in PICTURES.items():
                if language == ENGLISH:
                    drawn[f"{name}.svg"] = serialise(draw(told))
                elif name in TOLD:
                    drawn[f"{name}-{language}.svg"] = serialise(draw(told))
    return drawn


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
    with refuse_faults():
        pictures = draw_pictures(lay_out_desk(load_dataset(bundled_folder())))
    departures = list_departures(DRAWING) if check else []
    stale = find_stale(folder, pictures, looks_the_same if departures else has_the_bytes)
    if not check:
        write_files(folder, {name: pictures[name] for name in stale})
    conclude(
        stale,
        check=check,
        noun="pictures",
        current="pictures",
        command="python -m dashboard.briefing.method.pictures",
        departures=departures,
    )


if __name__ == "__main__":
    main()
