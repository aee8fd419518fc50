"""The command that draws the README's pictures, or proves them current; among them the six dates.

With the libraries of the lock a picture is current when its bytes are those drawn now; with others,
when it has the same words and looks the same to an eye, whatever drew its lines and letters.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import XML, ParseError

import click
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from dashboard.briefing.drawing.image import render_png, render_svg
from dashboard.briefing.drawing.lettering import LEADING, SIZE, SMALL, wrap_text, write, write_lines
from dashboard.briefing.drawing.palette import read_font, read_palette
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.scale import draw_scale_bar
from dashboard.briefing.method.method import draw_method
from dashboard.briefing.method.reading import draw_reading_method
from dashboard.briefing.sheet.credits import write_credits
from dashboard.briefing.sheet.panels import draw_legend, lay_panel_base, set_panels
from dashboard.state.selection import Selection
from dashboard.text.catalogues import SIX_DATES
from dashboard.text.language import ENGLISH, LANGUAGES, speak
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace, lay_out_workspace, translate_workspace
from geodata.build.console import refuse_faults
from geodata.build.freshness import (
    ARITHMETIC,
    conclude,
    find_stale,
    has_the_bytes,
    list_departures,
)
from geodata.core.model import Pictures
from geodata.dataset.contents import PICTURE_FOLDER
from geodata.dataset.load import bundled_folder, load_dataset
from geodata.files.output import write_files

_COLUMNS: Final = 3
_MARGIN: Final = 26.0
_TITLE_SIZE: Final = 24.0
_TOP: Final = 56.0  # of the first row of panels
_GROUPS: Final = ("water", "settlements")

TOLD: Final = ("method", "reading")
"""The pictures that the About panel shows, in every language."""
DRAWING: Final = (*ARITHMETIC, "babel", "font-source-sans-pro", "fonttools")
"""The libraries that decide where a line lies, how a date is spelt and how wide a word is."""

WIDTH_PX: Final = 640
"""How wide drawings are set to be compared."""
LIKE: Final = 0.004
"""The share of the pixels that may differ noticeably between two pictures that look alike."""
_BLUR_PX: Final = 1.2  # the edges of letters differ from one rasteriser to the next
_NOTICED: Final = 24  # of 255: a difference that an eye would see


def draw_six_dates(workspace: Workspace, dates: Sequence[date]) -> Element:
    """Return the picture: a map and the figures of each date, one scale, one legend, credits."""
    front = workspace.dataset.front
    palette, title = read_palette(), SIX_DATES["title"].format(front=front.title)
    views = [_see(workspace, day) for day in dates]
    base = lay_panel_base(workspace, views, palette, _GROUPS)
    panels = set_panels(workspace, views, _COLUMNS)
    right, bottom = _MARGIN + panels.width, _TOP + panels.measure(base.viewport.height)
    heading = write(title, _MARGIN, 36.0, _TITLE_SIZE, palette["ink"], bold=True)
    rule = make("path", d=f"M{_MARGIN} {bottom:.1f}H{right}", stroke=palette["hairline"])
    legend, _ = draw_legend(front, views, _MARGIN, bottom + 31.0, palette)
    scale = draw_scale_bar(base.viewport, right, bottom + 31.0, SIZE, palette)
    said = (front.disclaimer, write_credits(workspace.dataset, _GROUPS))
    credit = [line for words in said for line in wrap_text(words, SMALL, panels.width)]
    first = bottom + 62.0
    lines = write_lines(credit, _MARGIN, first, SMALL, palette["muted"])
    width, height = right + _MARGIN, first + LEADING * (len(credit) - 1) + 20.0
    hatches = make_hatches([account.side for account in front.accounts], palette)
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    drawn = panels.draw(base, _MARGIN, _TOP)
    sheet = make("g", heading, *drawn, rule, legend, scale, *lines, font_family=read_font())
    definitions = make("defs", *hatches, *base.definitions)
    return make_page(width, height, title, definitions, paper, sheet)


def _see(workspace: Workspace, day: date) -> View:
    """Return the view of a day with every account and nothing narrowed."""
    accounts = tuple(account.side for account in workspace.dataset.front.accounts)
    return build_view(workspace, Selection(day=day, accounts=accounts))


PICTURES: Final[Mapping[str, Callable[[Workspace, Pictures], Element]]] = {
    "six-dates": lambda workspace, shown: draw_six_dates(workspace, shown.dates),
    "method": lambda workspace, shown: draw_method(workspace, shown.day, shown.side),
    "reading": lambda workspace, shown: draw_reading_method(workspace, shown.day),
}
"""Each picture's name with what draws it."""


def draw_pictures(workspace: Workspace) -> dict[str, bytes]:
    """Return every picture that the front wants: file name → bytes, the same for the same front."""
    drawn: dict[str, bytes] = {}
    shown = workspace.dataset.front.pictures
    if shown is None:
        return drawn
    for language in LANGUAGES:
        told = translate_workspace(workspace, language)
        with speak(language):
            for name, draw in PICTURES.items():
                if language == ENGLISH:
                    drawn[f"{name}.svg"] = render_svg(draw(told, shown))
                elif name in TOLD:
                    drawn[f"{name}-{language}.svg"] = render_svg(draw(told, shown))
    return drawn


def measure_difference(first: bytes, second: bytes) -> float:
    """Return the share of the pixels, 0 to 1, in which two pictures (PNG) differ noticeably.

    Pictures of another size differ in all.
    """
    ours, theirs = (_soften(content) for content in (first, second))
    if ours.shape != theirs.shape:
        return 1.0
    return float((np.abs(ours - theirs).max(axis=2) > _NOTICED).mean())


def looks_the_same(path: str, drawn: bytes, found: bytes) -> bool:
    """Whether two drawings (SVG) have the same words in the same order, and look alike."""
    try:
        ours, theirs = (XML(content.decode()) for content in (drawn, found))
    except (ParseError, ValueError):
        return False
    if _list_words(ours) != _list_words(theirs):
        return False
    first, second = (render_png(root, WIDTH_PX) for root in (ours, theirs))
    return measure_difference(first, second) <= LIKE


def _list_words(root: Element) -> list[str]:
    return [words for text in root.itertext() if (words := text.strip())]


def _soften(content: bytes) -> npt.NDArray[np.float64]:
    with Image.open(BytesIO(content)) as image:
        soft = image.convert("RGB").filter(ImageFilter.GaussianBlur(_BLUR_PX))
    return np.asarray(soft, dtype=np.float64)


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the pictures; the front's own if left out.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 naming each stale file.")
def main(out: Path | None, check: bool) -> None:
    """Draw the pictures of the bundled front that README and About panel show."""
    folder = out or bundled_folder() / PICTURE_FOLDER
    with refuse_faults():
        pictures = draw_pictures(lay_out_workspace(load_dataset(bundled_folder())))
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
