"""What the screen can export: every form with its choices, its file name and what makes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypedDict

from dashboard.briefing.drawing.page_size import MOST_PX, PAGE_SIZES
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import Extent, Selection
from dashboard.text.language import get_language, speak
from dashboard.view.style import list_colours
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.files.output import zip_files

GROUPS: Final = ("sheet", "deck", "film", "data")
SLIDES: Final = ("queue", "story")
MAPS: Final = ("fit", "view")
_FILM_SHARE: Final = 9 / 16  # of the height of a film's frame in its width


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: its ending, its media type, and the group that offers it.

    `choices` are what can be chosen for it, by name; the first of each is what is offered first.
    """

    suffix: str
    mime: str
    group: str
    choices: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """A form with what was chosen for it; the defaults are what every form offers first."""

    form: str
    template: str = "slide"
    width: str = "1920"
    theme: str = "light"
    by: str = "report"
    length: str = "free"
    slides: str = SLIDES[0]
    map: str = MAPS[0]
    extent: Extent | None = None
    first: date | None = None
    last: date | None = None

    def choose_look(self) -> Look:
        """Return how the file is to look; its pixels have the proportions of its page."""
        film = FORMS[self.form].group == "film"
        template = PAGE_SIZES[self.template]
        share = _FILM_SHARE if film else template.height / template.width
        width = min(int(self.width), int(MOST_PX / max(share, 1.0)))
        size = (width, round(width * share))
        dark, grey = self.theme == "dark", self.theme == "grey"
        return Look(self.template, dark, self.extent, size_px=size, grey=grey)


Asked = tuple[str, Wish, tuple[Selection, ...]]
"""A file that is asked for: its name, its form, and what it shows."""

_THEMES: Final = ("light", "dark")
LENGTHS: Final = ("free", "20", "60", "120")
"""Seconds that a film may take; free, it takes as long as its frames."""
_WIDTHS: Final = ("1920", "3840", "1280")
_PAGE: Final = {"template": tuple(PAGE_SIZES), "theme": (*_THEMES, "grey")}
_SHEET: Final = {**_PAGE, "map": MAPS}
_FILM: Final = {
    "width": ("1920", "1280"),
    "by": ("report", "day"),
    "length": LENGTHS,
    "theme": _THEMES,
}
_PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "png": Form("png", "image/png", "sheet", {**_SHEET, "width": _WIDTHS}),
        "svg": Form("svg", "image/svg+xml", "sheet", _SHEET),
        "pdf": Form("pdf", "application/pdf", "sheet", _SHEET),
        "slide": Form("pptx", _PPTX, "sheet", {"theme": _THEMES}),
        "html": Form("html", "text/html", "sheet", {"theme": _THEMES}),
        "pptx": Form("pptx", _PPTX, "deck", {"slides": SLIDES, "theme": _THEMES}),
        "handout": Form("pdf", "application/pdf", "deck", {"slides": SLIDES, "theme": _THEMES}),
        "page": Form("pdf", "application/pdf", "deck", _PAGE),
        "picture": Form("png", "image/png", "deck", {**_PAGE, "width": _WIDTHS}),
        "mp4": Form("mp4", "video/mp4", "film", _FILM),
        "gif": Form("gif", "image/gif", "film", _FILM),
        "webp": Form("webp", "image/webp", "film", _FILM),
        "zip": Form("zip", "application/zip", "data", {}),
    }
)
"""Every form by its name, in the order in which it is offered."""
_ONE_PAGE: Final = ("page", "picture")


class Chosen(TypedDict, total=False):
    """What was chosen for a form, by the names of its choices."""

    template: str
    width: str
    theme: str
    by: str
    length: str
    slides: str
    map: str


def fill_wish(form: str, chosen: Chosen) -> Wish:
    """Return the wish for a form with what was chosen for it."""
    return Wish(form, **chosen)


def list_forms(group: str) -> tuple[str, ...]:
    """Return the names of the forms that a group offers."""
    return tuple(name for name, form in FORMS.items() if form.group == group)


def name_view(front_id: str, wish: Wish, selection: Selection) -> str:
    """Return the file name of one view; a comparison says so, with the day of each side."""
    compared = selection.compare
    days = [selection.day, compared.day or selection.day] if compared else [selection.day]
    return name_file(front_id, wish, days, "compare" if compared else "")


def name_file(front_id: str, wish: Wish, days: Sequence[date], topic: str = "") -> str:
    """Return a file name of topic, language, paper and days, as humanitarian maps are named."""
    form = FORMS[wish.form]
    spans = sorted({f"{day:%Y%m%d}" for day in (days[0], days[-1])}) if days else []
    paper = {"sheet": wish.template, "deck": "deck", "film": "film", "data": "data"}[form.group]
    parts = (f"{front_id}-front", get_language(), paper, topic, *spans)
    return "_".join(part for part in parts if part) + f".{form.suffix}"


def adapt_views(views: Iterable[Selection], now: Selection) -> tuple[Selection, ...]:
    """Return views in the language and with the filter of `now`."""
    return tuple(replace(one, filters=now.filters, language=now.language) for one in views)


def move_view(views: Sequence[Selection], place: int, by: int | None) -> tuple[Selection, ...]:
    """Return views with the one at `place` moved by so many places, or left out for None."""
    moved = list(views)
    view = moved.pop(place)
    if by is not None:
        moved.insert(max(place + by, 0), view)
    return tuple(moved)


def preview_sheet(workspace: Workspace, selection: Selection, wish: Wish) -> bytes:
    """Return the sheet of a selection as a PNG large enough to judge it by."""
    return make_sheet(workspace, selection, replace(wish, form="png", width="1280"))


def make_sheet(workspace: Workspace, selection: Selection, wish: Wish) -> bytes:
    """Return the sheet of one selection, of a comparison where it compares, in the wished form.

    >>> from dashboard import open_selection, open_workspace
    >>> from geodata import bundled_folder
    >>> workspace = open_workspace(bundled_folder())
    >>> make_sheet(workspace, open_selection(workspace.dataset.front), Wish("png"))[1:4]
    b'PNG'
    """
    with speak(selection.language):
        return _write(workspace, [selection], wish, FORMS[wish.form].suffix)


def _write(workspace: Workspace, selections: Sequence[Selection], wish: Wish, kind: str) -> bytes:
    """Return one page of the selections as a file of a kind."""
    # What draws and encodes takes a while to import, which the first page need not wait for.
    from dashboard.briefing.order import FORMATS, Request, order_sheet  # noqa: PLC0415

    request = Request(workspace, tuple(selections))
    return FORMATS[kind](order_sheet(request, wish.choose_look()))


def make_deck(
    workspace: Workspace, selections: Sequence[Selection], wish: Wish, on_step: OnStep | None = None
) -> bytes:
    """Return slides of several selections, or of the story as the last shows it; or a handout.

    A form of one page has all of them side by side.

    Raises:
        RequestError: there are more than one page holds.
    """
    with speak(selections[-1].language):
        if wish.form in _ONE_PAGE:
            return _write(workspace, selections, wish, FORMS[wish.form].suffix)
        from dashboard.briefing.making import make_deck as make  # noqa: PLC0415
        from dashboard.briefing.order import Request  # noqa: PLC0415

        story = wish.slides == "story"
        shown = tuple(selections[-1:] if story else selections)
        look, form = wish.choose_look(), FORMS[wish.form].suffix
        return make(Request(workspace, shown), look, story=story, form=form, on_step=on_step)


def make_film(
    workspace: Workspace, selection: Selection, wish: Wish, on_step: OnStep | None = None
) -> bytes:
    """Return the film of the wished-for days, shown as `selection` shows its own.

    Raises:
        OutputError: the days make no film.
    """
    from dashboard.briefing.making import make_film as make  # noqa: PLC0415
    from dashboard.briefing.order import Request  # noqa: PLC0415

    front = workspace.dataset.front
    with speak(selection.language):
        return make(
            Request(workspace, (selection,)),
            wish.choose_look(),
            first=wish.first or front.first,
            last=wish.last or workspace.timeline.dates[-1],
            by=wish.by,
            kind=wish.form,
            length=None if wish.length == LENGTHS[0] else float(wish.length),
            on_step=on_step,
        )


def make_pack(workspace: Workspace, on_step: OnStep | None = None) -> bytes:
    """Return the data pack of a workspace as a ZIP archive."""
    from geodata.export.datapack import build_pack  # noqa: PLC0415

    files = build_pack(workspace.dataset, list_colours(), on_step)
    return zip_files(files, f"{workspace.dataset.front.front_id}-front")
