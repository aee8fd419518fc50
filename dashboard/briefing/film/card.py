"""The cards of a film: what it is, before its steps; on whose word it rests, after them."""

from collections.abc import Iterable, Sequence
from typing import Final

from PIL import Image

from dashboard.briefing.drawing.image import rasterize
from dashboard.briefing.drawing.lettering import wrap_text, write_lines
from dashboard.briefing.drawing.palette import Palette, read_font
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.film.layout import FilmLayout
from dashboard.briefing.map.areas import make_hatches, make_swatch
from dashboard.briefing.sheet.credits import write_datum, write_origin
from dashboard.text.catalogues import DECK, FILM
from dashboard.text.spelling import format_day
from dashboard.view.figures import DOT, format_source
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source
from geodata.core.model import Account

_TITLE, _SPAN, _TEXT, _NOTE = 2.3, 1.45, 1.1, 0.8  # sizes over that of running text
_LEADING: Final = 1.3
_MARGIN: Final = 3.0  # sizes of running text
_SAMPLE: Final = (2.2, 1.3)  # width and height of an account's, in sizes of its name


class _CardPage:
    """Lines set one below the other between the margins of a frame."""

    def __init__(self, layout: FilmLayout, palette: Palette) -> None:
        self.body, self.palette = layout.body, palette
        self.size = layout.width, layout.height
        self.left = _MARGIN * self.body
        self.width = layout.width - 2 * self.left
        self.y = 0.0
        self.drawn: list[Element] = []

    def fit(self, text: str, scale: float, *, bold: bool = False, inset: float = 0.0) -> list[str]:
        return wrap_text(text, scale * self.body, self.width - inset, bold=bold)

    def set(
        self,
        lines: Sequence[str],
        scale: float,
        colour: str,
        *,
        bold: bool = False,
        inset: float = 0,
    ) -> None:
        size = scale * self.body
        ink, leading = self.palette[colour], _LEADING * size
        x, y = self.left + inset, self.y + size
        self.drawn += write_lines(lines, x, y, size, ink, leading=leading, bold=bold)
        self.y += leading * len(lines)

    def set_account(self, account: Account) -> None:
        size = _TEXT * self.body
        box = _SAMPLE[0] * size, _SAMPLE[1] * size
        sample = make_swatch(account.side, self.left, self.y, self.palette, size=box)
        self.drawn.append(sample)
        inset = box[0] + 0.7 * size
        self.set([account.label], _TEXT, "ink", bold=True, inset=inset)
        lines = self.fit(account.description, _NOTE * 1.1, inset=inset)
        self.set(lines, _NOTE * 1.1, "muted", inset=inset)
        self.y += 0.5 * self.body

    def paint(self, title: str, accounts: Iterable[Account] = ()) -> Image.Image:
        width, height = self.size
        paper = make("rect", width=width, height=height, fill=self.palette["paper"])
        hatches = make_hatches([one.side for one in accounts], self.palette)
        # What was set from the top stands in the middle.
        shift = max((height - self.y) / 2.0, 0.0)
        words = make("g", *self.drawn, transform=f"translate(0 {shift:.1f})")
        page = make("g", paper, words, font_family=read_font())
        return rasterize(make_page(width, height, title, make("defs", *hatches), page), "RGB")


def paint_title(
    workspace: Workspace, views: Sequence[View], layout: FilmLayout, palette: Palette
) -> Image.Image:
    """Return the card before the first step: title, days, and whose accounts are shown."""
    front, page = workspace.dataset.front, _CardPage(layout, palette)
    first, last = (format_day(view.selection.day) for view in (views[0], views[-1]))
    page.set(page.fit(front.title, _TITLE, bold=True), _TITLE, "ink", bold=True)
    page.set(page.fit(front.subtitle, _TEXT), _TEXT, "muted")
    page.y += 0.6 * page.body
    span = first if first == last else DECK["from_to"].format(first=first, last=last)
    page.set(page.fit(span, _SPAN, bold=True), _SPAN, "ink", bold=True)
    if not views[0].timeline.hindsight:
        page.set(page.fit(FILM["clock_known"], _TEXT), _TEXT, "muted")
    page.y += 1.2 * page.body
    accounts = [one.account for one in views[0].accounts]
    for one in accounts:
        page.set_account(one)
    parts = " ".join(filter(None, (workspace.notice, front.disclaimer)))
    page.set(page.fit(parts, _NOTE), _NOTE, "muted")
    return page.paint(front.title, accounts)


def paint_end(
    workspace: Workspace, views: Sequence[View], layout: FilmLayout, palette: Palette
) -> Image.Image:
    """Return the card after the last step: who published the figures shown, credit, dataset."""
    dataset, page = workspace.dataset, _CardPage(layout, palette)
    page.set(page.fit(FILM["sources"], _SPAN, bold=True), _SPAN, "ink", bold=True)
    page.y += 0.5 * page.body
    origin, _ = write_origin(dataset, "")
    notes = [write_datum(dataset.front), " ".join(layout.foot_lines), origin]
    low = [line for text in notes for line in page.fit(text, _NOTE)]
    room = layout.height - 2 * page.left - page.y - _LEADING * page.body * (_NOTE * len(low) + 1)
    page.set(_fit_publishers(page, list_publishers(workspace, views), room), _TEXT, "ink")
    page.y += page.body
    page.set(low, _NOTE, "muted")
    return page.paint(FILM["sources"])


def list_publishers(workspace: Workspace, views: Sequence[View]) -> list[str]:
    """Return who published the figures of the views, each once, as they come in."""
    claims = [one.figure.claim for view in views for one in view.accounts if one.figure]
    found = (format_source(best_source(workspace.dataset, claim)) for claim in claims)
    return list(dict.fromkeys(found))


def _fit_publishers(page: _CardPage, names: Sequence[str], room: float) -> list[str]:
    """Return the lines of as many names as find room, and words for those that do not."""
    most = max(int(room / (_LEADING * _TEXT * page.body)), 1)
    for count in range(len(names), 0, -1):
        shown = [*names[:count], *([] if count == len(names) else [FILM["more_sources"]])]
        lines = page.fit(DOT.join(shown), _TEXT)
        if len(lines) <= most:
            return lines
    return page.fit(FILM["more_sources"], _TEXT)[:most]
