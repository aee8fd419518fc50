"""What each account says, as a table beside a map: drawing, figure or words, source and age."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import (
    link_to,
    measure_width,
    wrap_text,
    write,
    write_lines,
    write_row,
)
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.briefing.map.legend import (
    Draw,
    is_visible,
    sample_area,
    sample_ghost,
    sample_reading,
    size_swatch,
)
from dashboard.text.catalogues import SHEET
from dashboard.text.spelling import format_span
from dashboard.view.figures import (
    DOT,
    NO_BREAK,
    format_age,
    format_claim,
    format_figure,
    format_reading,
    format_source,
    name_claimant,
    name_reading,
)
from dashboard.view.view import AccountView, View
from geodata.claims.claims import best_source, grade
from geodata.claims.support import find_series
from geodata.core.dates import parse_span
from geodata.core.model import Claim, Dataset

_LEADING: Final = 1.22
_MIDDLE: Final = 0.36  # of a sample above the baseline, in sizes of the text
_GAP: Final = 0.62  # below a row
_BELOW: Final = 0.22  # the last baseline of a row: equal gaps are from letters to letters
_BETWEEN: Final = 1.1  # columns
_LARGE: Final = 1.2  # size of an account's number, in sizes of the text
_NUMBER: Final = re.compile(r"\d")
_MOST: Final = 0.34  # of the width that the figures may take
_NARROW: Final = 36.0  # sizes of the text below which a table has no room for a third column


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One statement: its account, figure or words, and whose it is; `main` where it leads.

    `address` is where its source can be read. `sample` draws what stands for it on the map, None
    where nothing does. `brief` is the source where there is no room for all of it.
    """

    label: str
    figure: str
    source: str
    main: bool
    sample: Draw | None
    address: str = ""
    brief: str = ""

    @property
    def bold(self) -> bool:
        """Whether it is an account's own figure or words, and not silence or a rival claim."""
        return self.main and bool(self.source)

    def size_figure(self, body: float) -> float:
        """Return the size of the figure beside text of a size: an account's number is larger."""
        return body * (_LARGE if self.bold and _NUMBER.search(self.figure) else 1.0)


@dataclass(frozen=True, slots=True)
class AccountTable:
    """The lines of a table broken into columns; sizes are those of the page.

    With `below` a source stands below its figure.
    """

    lines: tuple[AccountLine, ...]
    cells: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    starts: tuple[float, float, float]
    body: float
    small: float
    below: bool

    @property
    def height(self) -> float:
        """What the whole table takes, page units."""
        pairs = zip(self.lines, self.cells, strict=True)
        return sum(self._measure(*pair) for pair in pairs) - _GAP * self.body

    def draw(self, x: float, y: float, palette: Palette) -> Element:
        """Return the table with its upper left corner there."""
        drawn = []
        for line, cell in zip(self.lines, self.cells, strict=True):
            drawn.append(self._draw_line(line, cell, x, y, palette))
            y += self._measure(line, cell)
        return make("g", *drawn, role="table")

    def _measure(self, line: AccountLine, cell: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
        figure, source = cell
        large = line.size_figure(self.body)
        first, rows = _LEADING * large * (len(figure) - 1), len(source)
        last = first + _LEADING * self.small * rows
        if not self.below:
            last = max(first, _LEADING * self.small * (rows - 1))
        return large + last + (_BELOW + _GAP) * self.body

    def _draw_line(
        self,
        line: AccountLine,
        cell: tuple[tuple[str, ...], tuple[str, ...]],
        x: float,
        y: float,
        palette: Palette,
    ) -> Element:
        size, large = self.body, line.size_figure(self.body)
        baseline = y + large
        ink, muted = palette["ink"], palette["muted"]
        label, figure, source = (x + start for start in self.starts)
        second = baseline
        if self.below:
            second += _LEADING * ((len(cell[0]) - 1) * large + self.small)
        swatch = line.sample(x, baseline - _MIDDLE * size, size, palette) if line.sample else None
        tone = ink if line.bold else muted
        number = write_lines(
            cell[0], figure, baseline, large, tone, leading=_LEADING * large, bold=line.bold
        )
        told = write_lines(
            cell[1], source, second, self.small, muted, leading=_LEADING * self.small
        )
        name = write(line.label, label, baseline, size, tone, bold=line.bold)
        return write_row([swatch], [[name], number, [link_to(line.address, told)]])


def list_lines(dataset: Dataset, view: View, viewport: Viewport | None) -> list[AccountLine]:
    """Return a line for each account of the view, each followed by the rival claims it shows.

    What the reported places imply comes last. Without a `viewport` no line has a sample.
    """
    lines = []
    for account_view in view.accounts:
        lines.append(_tell(dataset, account_view, view, viewport))
        if view.selection.others and account_view.figure:
            for claim in account_view.figure.others:
                shown = [area for area in account_view.others if area.claim_id == claim.claim_id]
                visible = any(viewport and is_visible(area, viewport) for area in shown)
                maker = account_view.drawings.get(claim.claim_id, 0)
                lines.append(_tell_rival(dataset, claim, visible=visible, maker=maker))
    if view.reading:
        label = name_reading(dataset.front, view.selection.reading)
        figure = format_reading(view.reading)
        lines.append(
            AccountLine(label, figure, SHEET["computed"], main=False, sample=sample_reading)
        )
    return lines


def lay_table(
    lines: Sequence[AccountLine], width: float, body: float, small: float, *, brief: bool = False
) -> AccountTable:
    """Return the lines as a table of that width, type of that size, sources a little smaller.

    The source stands beside the figure, or below it where the table is narrow; if `brief`, it is
    no more than who said so, who published it, and how old it is.
    """
    label = size_swatch(body)[0] + 0.6 * body
    widest = max((measure_width(one.label, body, bold=one.bold) for one in lines), default=0.0)
    figure = label + widest + _BETWEEN * body
    figures = [measure_width(one.figure, one.size_figure(body), bold=one.bold) for one in lines]
    below = width < _NARROW * body
    most = width - figure if below else _MOST * width
    room = min(max(figures, default=0.0), most)
    source = label if below else figure + room + _BETWEEN * body
    cells = []
    for one in lines:
        words = tuple(wrap_text(one.figure, one.size_figure(body), room, bold=one.bold))
        source_words = (brief and one.brief) or one.source
        told = wrap_text(source_words, small, width - source) if source_words else []
        cells.append((words, tuple(told)))
    return AccountTable(tuple(lines), tuple(cells), (label, figure, source), body, small, below)


def tell_briefly(dataset: Dataset, claim: Claim, since: date, day: date) -> str:
    """Return who made a claim, who published it, and its age where it has one."""
    parts = [name_claimant(claim), format_source(best_source(dataset, claim))]
    return DOT.join(parts + tell_age(since, day))


def tell_age(since: date, day: date) -> list[str]:
    """Return how old a statement is, nothing on its own day."""
    return [format_age(since, day).replace(" ", NO_BREAK)] if since < day else []


def _name_with_ties(dataset: Dataset, claim: Claim) -> str:
    """Return who made a claim, and whose a maker of its own line is, where that is known."""
    name = name_claimant(claim)
    series = find_series(dataset.front, claim)
    if series is None or not series.ties or name != series.label:
        return name
    return SHEET["tied"].format(maker=name, ties=series.ties)


def tell_claim(dataset: Dataset, claim: Claim, since: date, day: date) -> str:
    """Return who made a claim, who published it and when, its grade, its age where it has one.

    A maker with ties to a side is named with them.
    """
    best = best_source(dataset, claim)
    published = f", {format_span(parse_span(best.published))}" if best.published else ""
    source = f"{format_source(best)}{published}"
    graded = SHEET["grade"].format(grade=grade(dataset, claim)).replace(" ", NO_BREAK)
    parts = [_name_with_ties(dataset, claim), source, graded]
    return DOT.join(parts + tell_age(since, day))


def _tell(
    dataset: Dataset, account_view: AccountView, view: View, viewport: Viewport | None
) -> AccountLine:
    account, figure = account_view.account, account_view.figure
    if figure is None:
        return AccountLine(account.label, SHEET["silent"], "", main=True, sample=None)
    claim = figure.claim
    source = tell_claim(dataset, claim, figure.since, view.selection.day)
    visible = any(viewport and is_visible(area, viewport) for area in account_view.areas)
    drawing, days = account_view.drawing, account_view.age
    sample = sample_area(account.side, maker=drawing, days=days) if visible else None
    if any(viewport and is_visible(area, viewport) for area in account_view.ghost):
        sample = sample_ghost(account.side)
    address = best_source(dataset, claim).url
    brief = tell_briefly(dataset, claim, figure.since, view.selection.day)
    return AccountLine(account.label, format_claim(claim), source, True, sample, address, brief)


def _tell_rival(dataset: Dataset, claim: Claim, *, visible: bool, maker: int) -> AccountLine:
    labels = {series.series_id: series.label for series in dataset.front.series}
    label = labels.get(claim.series, claim.claimant)
    source = tell_claim(dataset, claim, claim.as_of.start, claim.as_of.start)
    sample = sample_area(claim.side, rival=True, maker=maker) if visible else None
    address = best_source(dataset, claim).url
    brief = tell_briefly(dataset, claim, claim.as_of.start, claim.as_of.start)
    return AccountLine(label, format_figure(claim), source, False, sample, address, brief)
