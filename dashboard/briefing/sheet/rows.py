"""What each account says, as lines below a small map: drawing, figure or words, source and age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import (
    LEADING,
    SIZE,
    SMALL,
    measure_width,
    wrap_text,
    write,
    write_lines,
)
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.map.areas import SWATCH, make_ghost_swatch, make_swatch
from dashboard.briefing.sheet.accounts import tell_age
from dashboard.view.figures import DOT, format_figure, format_source, name_claimant
from dashboard.view.view import AccountView, View
from geodata.claims.claims import best_source
from geodata.core.model import Dataset

_HEAD: Final = 23.0
_GAP: Final = 9.0  # between accounts
_INDENT: Final = SWATCH[0] + 9.0
_COLUMN_GAP: Final = 22.0  # between the labels and the column of figures


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account's lines: label and figure, its words where it gave none, source and age."""

    account_view: AccountView
    figure: str
    words: tuple[str, ...]
    source: tuple[str, ...]
    full: str

    @property
    def height(self) -> float:
        """Page units from this row to the next."""
        return _HEAD + LEADING * (len(self.words) + len(self.source)) + _GAP


def list_rows(
    dataset: Dataset, view: View, width: float, without: frozenset[str] = frozenset()
) -> list[AccountRow]:
    """Return a row for each account of the view that has spoken so far, broken to `width`.

    Where `without` has "publishers" or "claimants", rows do not name them.
    """
    spoken = [one for one in view.accounts if one.figure]
    room = width, _measure_labels(one.account.label for one in spoken)
    rows = (_write_row(dataset, one, view.selection.day, room, without) for one in spoken)
    return [row for row in rows if row]


def _measure_labels(labels: Iterable[str]) -> float:
    return max((measure_width(label, SIZE, bold=True) for label in labels), default=0.0)


def draw_rows(rows: list[AccountRow], x: float, y: float, palette: Palette) -> Element:
    """Return the rows one below the other, the top of the first at `y`."""
    column = _measure_labels(row.account_view.account.label for row in rows)
    drawn = []
    for row in rows:
        drawn.append(_draw_row(row, x, y, column, palette))
        y += row.height
    return make("g", *drawn)


def _write_row(
    dataset: Dataset,
    account_view: AccountView,
    day: date,
    room: tuple[float, float],
    without: frozenset[str],
) -> AccountRow | None:
    """Return one account's lines; a figure without room beside its label stands below it."""
    figure = account_view.figure
    if figure is None:
        return None
    claim, (width, column) = figure.claim, room
    publisher = format_source(best_source(dataset, claim))
    below = width - _INDENT
    said = "" if figure.in_words else format_figure(claim)
    aside = _INDENT + column + _COLUMN_GAP + measure_width(said, SIZE, bold=True) <= width
    told = claim.words if figure.in_words else "" if aside else said
    words = wrap_text(told, SIZE, below) if told else []
    named = {"claimants": name_claimant(claim), "publishers": publisher}
    parts = [named[name] for name in named if name not in without] + tell_age(figure.since, day)
    source = wrap_text(DOT.join(parts), SMALL, below) if parts else []
    full = f"{claim.claimant} · {publisher} · {figure.since.isoformat()}"
    return AccountRow(account_view, said if aside else "", tuple(words), tuple(source), full)


def _draw_row(row: AccountRow, x: float, y: float, column: float, palette: Palette) -> Element:
    account, line, left = row.account_view.account, y + SIZE, x + _INDENT
    ink, muted = palette["ink"], palette["muted"]
    parts = [make("title", row.full), write(account.label, left, line, SIZE, ink, bold=True)]
    if any(not area.geometry.is_empty for area in row.account_view.areas):
        maker, days = row.account_view.drawing, row.account_view.age
        swatch = make_swatch(account.side, x, line - 15.0, palette, maker=maker, days=days)
        parts.append(swatch)
    elif any(not area.geometry.is_empty for area in row.account_view.ghost):
        parts.append(make_ghost_swatch(account.side, x, line - 15.0, palette))
    if row.figure:
        parts.append(write(row.figure, left + column + _COLUMN_GAP, line, SIZE, ink, bold=True))
    line += _HEAD - 2.0
    parts += write_lines(row.words, left, line, SIZE, ink)
    line += LEADING * len(row.words)
    parts += write_lines(row.source, left, line, SMALL, muted)
    return make("g", *parts)
