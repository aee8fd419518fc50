"""Native text on a slide, boxes and tables in the theme's colours, fitted by measure.

Tables have hairlines instead of boxes; the accounts' figures are one of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pptx.dml.color import ColorFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Emu, Inches, Length, Pt

from dashboard.briefing.deck.ooxml import (
    CellEdge,
    describe_shape,
    name_colour,
    rule_cell,
    set_plain,
)
from dashboard.briefing.drawing.lettering import measure_width, wrap_text
from dashboard.text.catalogues import DECK
from dashboard.text.language import get_language
from dashboard.view.figures import (
    NO_BREAK,
    format_age,
    format_claim,
    format_reading,
    name_claimant,
    name_reading,
)
from dashboard.view.style import DRAWINGS
from dashboard.view.view import AccountView, View
from geodata.claims.claims import best_source, grade
from geodata.core.model import Dataset, Role, Side
from geodata.core.plain import is_web_address, isolate

SlideBox = tuple[Length, Length, Length, Length]
"""Left, top, width and height."""
Numbers = Mapping[str, int]
"""Number and slides of each source by id."""

INK: Final = MSO_THEME_COLOR.TEXT_1
MUTED: Final = MSO_THEME_COLOR.TEXT_2
ACCENTS: Final = {
    Role.HOLDER: MSO_THEME_COLOR.ACCENT_1,
    Role.MAPPERS: MSO_THEME_COLOR.ACCENT_2,
    Role.OWNER: MSO_THEME_COLOR.ACCENT_3,
    Role.OBSERVERS: MSO_THEME_COLOR.ACCENT_4,
}
"""The theme's colours of the accounts."""
LINE_HEIGHT: Final = 1.2  # of the font's size
_LANGUAGES: Final = {
    "en": MSO_LANGUAGE_ID.ENGLISH_UK,
    "uk": MSO_LANGUAGE_ID.UKRAINIAN,
    "ru": MSO_LANGUAGE_ID.RUSSIAN,
}
_BETWEEN: Final = " · "
_TILTS: Final = 6
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

_PAD: Final = Inches(0.05)
LEAST: Final = 14.0
"""The size in points below which a room does not read."""
SIZES: Final = (LEAST, 13.0, 12.0)
"""Of a text that finds no room at that, in points, falling."""
_STAND_IN: Final = {False: 1.12, True: 1.22}
"""How much wider than Arial is the widest face that stands in for it (DejaVu Sans), also bold."""


def write_box(
    slide: Slide,
    box: SlideBox,
    paragraphs: Sequence[str],
    size: float,
    *,
    colour: MSO_THEME_COLOR = INK,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> Shape:
    """Return a new text box without margins, one paragraph for each text, `size` in points."""
    shape = slide.shapes.add_textbox(*box)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_frame(frame, paragraphs, size, colour=colour, bold=bold)
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
    return shape


def place_shape(shape: Shape, box: SlideBox) -> None:
    """Put a placeholder where a deck has it, its words at the left edge and on top of it."""
    shape.left, shape.top, shape.width, shape.height = box
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = 0
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def write_frame(
    frame: TextFrame,
    paragraphs: Sequence[str],
    size: float,
    *,
    colour: MSO_THEME_COLOR = INK,
    bold: bool = False,
    link: tuple[str, str] = ("", ""),
) -> None:
    """Fill a frame with paragraphs.

    `link` is an address and the end of a paragraph that leads there, if the address is the web's.
    """
    address, shown = link
    shown = shown if is_web_address(address) else ""
    for place, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        for part in (text.removesuffix(shown), shown):
            if not part:
                continue
            run = write_run(paragraph, part)
            run.font.size, run.font.bold = Pt(size), bold
            paint(run.font.color, colour)
            if part is shown:
                run.hyperlink.address = address


def write_run(paragraph: _Paragraph, text: str) -> _Run:
    """Return a new run in the spoken language, without the signs that XML cannot hold."""
    run = paragraph.add_run()
    run.text = _FORBIDDEN.sub("", text)
    run.font.language_id = _LANGUAGES[get_language()]
    return run


def paint(colour: ColorFormat, theme: MSO_THEME_COLOR) -> None:
    """Let a colour follow the theme."""
    colour.theme_color = theme


def count_lines(text: str, size: float, width: Length, *, bold: bool = False) -> int:
    """Return how many lines a text takes at most, also in a face that stands in for the deck's."""
    return len(wrap_text(text, size, width.pt / _STAND_IN[bold], bold=bold))


def _measure(text: str, size: float, *, bold: bool) -> float:
    return measure_width(text, size, bold=bold) * _STAND_IN[bold]


def measure_texts(texts: Sequence[str], size: float, width: Length) -> Length:
    """Return about how high paragraphs stand at a size in points."""
    return Pt(sum(count_lines(text, size, width) for text in texts) * size * LINE_HEIGHT)


def fit_size(
    text: str, sizes: Sequence[float], width: Length, height: Length, *, bold: bool = False
) -> float:
    """Return the first of `sizes` (points, falling) at which a text fits, else the last."""
    for size in sizes:
        if count_lines(text, size, width, bold=bold) * size * LINE_HEIGHT <= height.pt:
            return size
    return sizes[-1]


@dataclass(frozen=True, slots=True)
class TableRow:
    """Texts of one row; `bold` columns stand out.

    `links` are column, address and the end of the column's text that leads there. Where `merged`,
    the second cell runs to the end of the row.
    """

    texts: tuple[str, ...]
    bold: tuple[int, ...] = ()
    links: tuple[tuple[int, str, str], ...] = ()
    side: Side | None = None
    merged: bool = False


def measure_row(row: TableRow, widths: Sequence[Length], size: float = LEAST) -> Length:
    """Return how high a row must be for its longest cell."""
    if row.merged:
        widths = (widths[0], Emu(sum(widths[1:])))
    linked = {column: shown for column, _, shown in row.links}
    lines = (
        _count_cell(text, linked.get(place, ""), size, Emu(width - 2 * _PAD), place in row.bold)
        for place, (text, width) in enumerate(zip(row.texts, widths, strict=False))
    )
    return Emu(Pt(max(lines) * size * LINE_HEIGHT) + 2 * _PAD)


def _count_cell(text: str, link: str, size: float, width: Length, bold: bool) -> int:
    """Return how many lines a cell takes, also where a link that does not fit begins a new one."""
    lines, before = count_lines(text, size, width, bold=bold), text.removesuffix(link).strip()
    if lines == 1 or not before or _measure(link, size, bold=bold) < width.pt / 2.0:
        return lines
    return sum(count_lines(one, size, width, bold=bold) for one in (before, link))


def fit_widths(rows: Sequence[TableRow], total: Length, size: float = LEAST) -> list[Length]:
    """Return widths of columns that share `total`: no word is broken, long texts get more."""
    least, most = [], []
    for column in range(len(rows[0].texts)):
        shown = [one for one in rows if not (one.merged and column)]
        bold = [column in one.bold for one in shown]
        lines = [
            _measure(one.texts[column], size, bold=heavy)
            for one, heavy in zip(shown, bold, strict=True)
        ]
        words = [
            _measure(word, size, bold=heavy)
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
    rows: Sequence[TableRow],
    *,
    name: str,
    size: float = LEAST,
) -> Length:
    """Add a native table, the first row its heading, and return the height that it takes."""
    heights = [measure_row(row, widths, size) for row in rows]
    total = Emu(sum(heights))
    frame = slide.shapes.add_table(len(rows), len(widths), *corner, Emu(sum(widths)), total)
    frame.name = name
    describe_shape(frame, name)
    table = frame.table
    set_plain(frame)
    for place, width in enumerate(widths):
        table.columns[place].width = width
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[place].height = height
        _fill_row(frame, place, row, size)
    return total


def fit_table(rows: Sequence[TableRow], total: Length, room: Length) -> tuple[list[Length], float]:
    """Return widths of columns that share `total`, and the size at which the rows find `room`.

    That is the first of SIZES that is small enough, else the last.
    """

    def share(size: float) -> list[Length]:
        return min(_tilt(fit_widths(rows, total, size)), key=partial(measure_rows, rows, size))

    tried = ((share(size), size) for size in SIZES)
    fits = (one for one in tried if measure_rows(rows, one[1], one[0]) <= room)
    return next(fits, None) or (share(SIZES[-1]), SIZES[-1])


def measure_rows(rows: Sequence[TableRow], size: float, widths: Sequence[Length]) -> Length:
    """Return how high a table of these rows stands."""
    return Emu(sum(measure_row(row, widths, size) for row in rows))


def _tilt(widths: list[Length]) -> list[list[Length]]:
    """Return widths, and others in which one of the last two columns yields to the other."""
    *first, left, right = widths
    tilts = sorted(range(-_TILTS, _TILTS + 1), key=abs)
    moved = (Emu(round(min(left, right) * tilt / (2 * _TILTS))) for tilt in tilts)
    return [[*first, Emu(left + by), Emu(right - by)] for by in moved]


def list_figure_rows(dataset: Dataset, view: View, numbers: Numbers) -> list[TableRow]:
    """Return the heading and a row for each account: its figure; claimant, grade, age and source.

    What the reported places imply comes last. `numbers` are those of the sources on the slides at
    the end.
    """
    head = TableRow((DECK["account"], DECK["figure"], DECK["claimant"]))
    rows = [_describe_account(dataset, view, one, numbers) for one in view.accounts]
    if view.reading:
        told = f"{format_reading(view.reading)}; {DECK['computed']}"
        name = name_reading(dataset.front, view.selection.reading)
        rows.append(TableRow((name, told, ""), merged=True))
    return [head, *rows]


def _describe_account(
    dataset: Dataset, view: View, account_view: AccountView, numbers: Numbers
) -> TableRow:
    account, figure = account_view.account, account_view.figure
    if figure is None:
        texts = (isolate(account.label), DECK["silent"], "")
        return TableRow(texts, bold=(0,), side=account.side, merged=True)
    claim = figure.claim
    source = best_source(dataset, claim)
    number = f"[{numbers[source.source_id]}]"
    age = format_age(figure.since, view.selection.day).replace(" ", NO_BREAK)
    claimant = isolate(name_claimant(claim))
    said = _BETWEEN.join((claimant, grade(dataset, claim), f"{age}{NO_BREAK}{number}"))
    texts = (isolate(account.label), format_claim(claim), said)
    return TableRow(texts, bold=(0, 1), links=((2, source.url, number),), side=account.side)


def _fill_row(frame: GraphicFrame, place: int, row: TableRow, size: float) -> None:
    table = frame.table
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
        rules = {"B": CellEdge("bg2" if place else "tx2", 9525), **_mark(side)}
        rule_cell(frame, place, column, rules)


def _mark(side: Side | None) -> dict[str, CellEdge]:
    """Return the bar before an account's row, in its colour and dashed as on the map."""
    if side is None:
        return {}
    return {
        "L": CellEdge(
            name_colour(ACCENTS[side.role]), 38100, "sysDash" if DRAWINGS[side.role].dash else ""
        )
    }
