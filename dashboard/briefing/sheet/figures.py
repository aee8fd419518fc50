"""What each account says, as lines of a page: drawing, figure, age, claimant and source."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import (
    LEADING,
    measure_width,
    wrap_text,
    write,
    write_lines,
)
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.map.areas import SWATCH, make_swatch
from dashboard.view.figures import NO_BREAK, format_age, format_figure, format_source, name_claimant
from dashboard.view.view import Standing, View
from geodata.claims.claims import Figure, best_source
from geodata.core.model import Dataset

SIZE: Final = 17.0
SMALL: Final = 15.0
_HEAD: Final = 23.0
_GAP: Final = 9.0  # between accounts
_INDENT: Final = SWATCH[0] + 9.0
_COLUMN_GAP: Final = 22.0  # between the labels and the column of figures


@dataclass(frozen=True, slots=True)
class Row:
    """One account's lines: label and figure, its words where it gave none, source and age."""

    standing: Standing
    figure: str
    words: tuple[str, ...]
    source: tuple[str, ...]
    full: str

    @property
    def height(self) -> float:
        """Page units from this row to the next."""
        return _HEAD + LEADING * (len(self.words) + len(self.source)) + _GAP


def list_rows(dataset: Dataset, view: View, width: float) -> list[Row]:
    """Return a row for each account of the view that has spoken so far, broken to `width`."""
    day = view.selection.day
    return [
        _write_row(dataset, standing, standing.figure, day, width)
        for standing in view.standings
        if standing.figure
    ]


def draw_rows(rows: list[Row], x: float, y: float, palette: Palette) -> Element:
    """Return the rows one below the other, the top of the first at `y`."""
    labels = [row.standing.account.label for row in rows]
    column = max((measure_width(label, SIZE, bold=True) for label in labels), default=0.0)
    drawn = []
    for row in rows:
        drawn.append(_draw_row(row, x, y, column, palette))
        y += row.height
    return make("g", *drawn)


def _write_row(
    dataset: Dataset, standing: Standing, figure: Figure, day: date, width: float
) -> Row:
    claim = figure.claim
    publisher = format_source(best_source(dataset, claim))
    room = width - _INDENT
    words = wrap_text(claim.words, SIZE, room) if figure.in_words else []
    parts = [name_claimant(claim), publisher]
    if figure.since < day:
        parts.append(format_age(figure.since, day).replace(" ", NO_BREAK))
    source = wrap_text(f"{NO_BREAK}· ".join(parts), SMALL, room)
    number = "" if figure.in_words else format_figure(claim)
    full = f"{claim.claimant} · {publisher} · {figure.since.isoformat()}"
    return Row(standing, number, tuple(words), tuple(source), full)


def _draw_row(row: Row, x: float, y: float, column: float, palette: Palette) -> Element:
    account, line, left = row.standing.account, y + SIZE, x + _INDENT
    ink, muted = palette["ink"], palette["muted"]
    parts = [
        make("title", row.full),
        make_swatch(account.side, x, line - 15.0, palette),
        write(account.label, left, line, SIZE, ink, bold=True),
    ]
    if row.figure:
        parts.append(write(row.figure, left + column + _COLUMN_GAP, line, SIZE, ink, bold=True))
    line += _HEAD - 2.0
    parts += write_lines(row.words, left, line, SIZE, ink)
    line += LEADING * len(row.words)
    parts += write_lines(row.source, left, line, SMALL, muted)
    return make("g", *parts)
