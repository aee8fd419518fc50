"""Rows as CSV or as a workbook: a text from data never becomes a formula, a clock never shows."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from geodata.core.plain import is_web_address

if TYPE_CHECKING:  # CSV is written without
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

BYTE_ORDER_MARK: Final = "\ufeff"
"""By which spreadsheets know that a CSV file is in UTF-8."""

# What a spreadsheet would run as a formula at the start of a cell, the wide signs where it is set
# to a language that writes them.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the same bytes whenever it is written
_WIDTH: Final = 14
_LONGEST_ADDRESS: Final = 2000  # that a workbook takes


_ADDRESSED: Final = ("url", "archive")


def find_addresses(columns: Sequence[str]) -> frozenset[int]:
    """Return the places of the columns whose cells are addresses of the web, by their names."""
    return frozenset(place for place, name in enumerate(columns) if name in _ADDRESSED)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: headings over rows; `widths` of some columns, in characters.

    The cells of the columns `addresses` lead to the web where they say an address of it. `prose`
    is read and not sorted: its lines are broken, nothing is filtered.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Mapping[int, int] = field(default_factory=dict)
    addresses: Collection[int] = ()
    prose: bool = False


def encode_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180); an empty cell for None, true or false for a flag.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_format_cell(value) for value in row])
    return stream.getvalue()


def encode_marked_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the same as a file: UTF-8 with a byte order mark, by which spreadsheets know it."""
    return f"{BYTE_ORDER_MARK}{encode_csv(headings, rows)}".encode()


def encode_workbook(sheets: Iterable[Sheet], title: str, created: datetime = _EPOCH) -> bytes:
    """Return a workbook in XLSX, the headings of its sheets frozen and filtered.

    Numbers are numbers, days are days, texts are texts: no cell becomes a formula or a link by
    itself, only the columns of addresses have links.
    """
    import xlsxwriter  # noqa: PLC0415

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title, "created": created})
        form = _CellFormats(
            bold=book.add_format({"bold": True}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
            prose=book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for sheet in sheets:
            _fill_sheet(book.add_worksheet(sheet.name), sheet, form)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _CellFormats:
    """How the cells of a workbook look."""

    bold: "Format"
    day: "Format"
    prose: "Format"


def _fill_sheet(page: "Worksheet", sheet: Sheet, form: _CellFormats) -> None:
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, form.bold)
        page.set_column(column, column, sheet.widths.get(column, _WIDTH))
    for line, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, column, value, form.day)  # type: ignore[call-overload]  # days too
            elif column in sheet.addresses and _is_link(str(value)):
                page.write_url(line, column, str(value), string=str(value))
            elif value is not None:
                page.write(line, column, value, form.prose if sheet.prose else None)
    page.freeze_panes(1, 0)
    if not sheet.prose:
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.headings) - 1)


def _is_link(text: str) -> bool:
    return len(text) <= _LONGEST_ADDRESS and is_web_address(text)


def _format_cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    armed = isinstance(value, str) and value.startswith(_FORMULA_SIGNS)
    return f"'{value}" if armed else value
