"""Native tables: hairlines instead of boxes, row heights measured, and the accounts' figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Emu, Inches, Length, Pt

from dashboard.briefing.deck.text import (
    INK,
    LINE_HEIGHT,
    MUTED,
    count_lines,
    describe_shape,
    write_frame,
)
from dashboard.briefing.drawing.lettering import measure_width
from dashboard.text.deck import DECK
from dashboard.view.figures import format_age, format_claim, format_source, name_claimant
from dashboard.view.style import DRAWINGS
from dashboard.view.view import Standing, View
from geodata.claims.claims import best_source, grade
from geodata.core.model import Dataset, Side

_PLAIN: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
_PAD: Final = Inches(0.05)
_ACCENTS: Final = {
    Side.UKRAINE: "accent1",
    Side.INDEPENDENT: "accent2",
    Side.RUSSIA: "accent3",
    Side.THIRD_PARTY: "accent4",
}
_SIDES: Final = ("L", "R", "T", "B")
_SIZE, _HEAD_SIZE = 10.0, 9.0


@dataclass(frozen=True, slots=True)
class Row:
    """Texts of one row; `bold` columns stand out.

    `links` are column, address and the end of the column's text that leads there. Where `merged`,
    the second cell runs to the end of the row.
    """

    texts: tuple[str, ...]
    bold: tuple[int, ...] = ()
    links: tuple[tuple[int, str, str], ...] = ()
    side: Side | None = None
    merged: bool = False


def accent_of(side: Side) -> str:
    """Return the theme's name for an account's colour."""
    return _ACCENTS[side]


def measure_row(row: Row, widths: Sequence[Length], size: float = _SIZE) -> Length:
    """Return how high a row must be for its longest cell."""
    if row.merged:
        widths = (widths[0], Emu(sum(widths[1:])))
    lines = (
        count_lines(text, size * (1.06 if place in row.bold else 1.0), Emu(width - 2 * _PAD))
        for place, (text, width) in enumerate(zip(row.texts, widths, strict=False))
    )
    return Emu(Pt(max(lines) * size * LINE_HEIGHT) + 2 * _PAD)


def fit_widths(rows: Sequence[Row], total: Length, size: float = _SIZE) -> list[Length]:
    """Return widths of columns that share `total`: no word is broken, long texts get more."""
    least, most = [], []
    for column in range(len(rows[0].texts)):
        shown = [one for one in rows if not (one.merged and column)]
        bold = [column in one.bold for one in shown]
        lines = [
            measure_width(one.texts[column], size, bold=heavy)
            for one, heavy in zip(shown, bold, strict=True)
        ]
        words = [
            measure_width(word, size, bold=heavy)
            for one, heavy in zip(shown, bold, strict=True)
            for word in one.texts[column].split()
        ]
        pad = 2 * _PAD.pt + 1.0
        least.append(max(words, default=0.0) + pad)
        most.append(min(max(lines), total.pt / 3.0) + pad)
    spare = total.pt - sum(least)
    wants = [max(full - word, 0.0) for full, word in zip(most, least, strict=True)]
    shares = [want / (sum(wants) or 1.0) for want in wants]
    return [Pt(word + spare * share) for word, share in zip(least, shares, strict=True)]


def draw_table(
    slide: Slide,
    corner: tuple[Length, Length],
    widths: Sequence[Length],
    rows: Sequence[Row],
    *,
    name: str,
    size: float = _SIZE,
) -> Length:
    """Add a native table, the first row its heading, and return the height that it takes."""
    sizes = [_HEAD_SIZE if place == 0 else size for place in range(len(rows))]
    heights = [measure_row(row, widths, one) for row, one in zip(rows, sizes, strict=True)]
    total = Emu(sum(heights))
    frame = slide.shapes.add_table(len(rows), len(widths), *corner, Emu(sum(widths)), total)
    frame.name = name
    describe_shape(frame, name)
    table = frame.table
    _set_plain(table)
    for place, width in enumerate(widths):
        table.columns[place].width = width
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[place].height = height
        _fill_row(table, place, row, sizes[place])
    return total


def list_figure_rows(
    dataset: Dataset, view: View, numbers: Mapping[str, tuple[int, tuple[int, ...]]]
) -> list[Row]:
    """Return the heading and a row for each account: figure, claimant, source, grade, age.

    `numbers` are those of the sources on the slides at the end.
    """
    head = Row(
        tuple(DECK[key] for key in ("account", "figure", "claimant", "source", "grade", "age"))
    )
    return [head, *(_describe_standing(dataset, view, one, numbers) for one in view.standings)]


def _describe_standing(
    dataset: Dataset,
    view: View,
    standing: Standing,
    numbers: Mapping[str, tuple[int, tuple[int, ...]]],
) -> Row:
    account, figure = standing.account, standing.figure
    if figure is None:
        texts = (account.label, DECK["silent"], "", "", "", "")
        return Row(texts, bold=(0,), side=account.side, merged=True)
    claim = figure.claim
    source = best_source(dataset, claim)
    number = f"[{numbers[source.source_id][0]}]"
    texts = (
        account.label,
        format_claim(claim),
        name_claimant(claim),
        f"{format_source(source)} {number}",
        grade(dataset, claim),
        format_age(figure.since, view.selection.day),
    )
    return Row(texts, bold=(0, 1), links=((3, source.url, number),), side=account.side)


def _fill_row(table: Table, place: int, row: Row, size: float) -> None:
    if row.merged:
        table.cell(place, 1).merge(table.cell(place, len(row.texts) - 1))
    links = {column: (address, shown) for column, address, shown in row.links}
    for column, text in enumerate(row.texts):
        cell = table.cell(place, column)
        cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = _PAD
        write_frame(
            cell.text_frame,
            [text],
            size,
            colour=INK if place else MUTED,
            bold=column in row.bold,
            link=links.get(column, ("", "")),
        )
        side = row.side if column == 0 else None
        _rule(cell, {"B": ("bg2" if place else "tx2", 9525, ""), **_mark(side)})


def _mark(side: Side | None) -> dict[str, tuple[str, int, str]]:
    """Return the bar before an account's row, in its colour and dashed as on the map."""
    if side is None:
        return {}
    return {"L": (accent_of(side), 38100, "sysDash" if DRAWINGS[side].dash else "")}


def _rule(cell: _Cell, lines: Mapping[str, tuple[str, int, str]]) -> None:
    """Draw a cell's edges: theme colour, width and dash by side; the others stay empty."""
    properties = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(_SIDES):
        colour, width, dash = lines.get(side, ("", 0, ""))
        line = etree.Element(qn(f"a:ln{side}"), w=str(width))
        if colour:
            fill = etree.SubElement(line, qn("a:solidFill"))
            etree.SubElement(fill, qn("a:schemeClr"), val=colour)
            etree.SubElement(line, qn("a:prstDash"), val=dash or "solid")
        else:
            etree.SubElement(line, qn("a:noFill"))
        properties.insert(place, line)


def _set_plain(table: Table) -> None:
    table.horz_banding = False
    for style in table._tbl.iter(qn("a:tableStyleId")):
        style.text = _PLAIN
