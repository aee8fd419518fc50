"""The reading of one CSV table into records: every bad cell and row becomes a fault."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from geodata.core.errors import Fault
from geodata.dataset import cells

Record = TypeVar("Record")
Cells = Mapping[str, str]

UTF8_REMEDY = "Save the file as UTF-8 without a byte-order mark."


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the parser of its cells and the record's field that it fills."""

    name: str
    read: Callable[[str], object]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """One file of the dataset: its columns, how a row is named in a fault, what a row becomes."""

    file: str
    name_row: Callable[[Cells], str]
    columns: tuple[Column, ...]
    build: Callable[..., Record]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Record]):
    """A table as read: sound records by row name, every row name seen, and the faults."""

    file: str
    records: Mapping[str, Record]
    names: frozenset[str]
    faults: tuple[Fault, ...]


def read_table(table: Table[Record], content: bytes | None) -> Rows[Record]:
    """Return the sound records of a CSV file and a fault for every cell or row that is not.

    `content` is None when the file is missing. Never raises on bad content.
    """
    if content is None:
        remedy = f"Add {table.file} with the header {','.join(c.name for c in table.columns)}."
        return Rows(table.file, {}, frozenset(), (Fault(table.file, "file", "is missing", remedy),))
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    names: set[str] = set()
    for name, row in _read_rows(table, content, faults):
        if name in names:
            faults.append(Fault(table.file, name, "is there twice", "Give each row its own id."))
        values = _read_cells(table, name, row, faults)
        if values is not None and name not in names:
            records[name] = table.build(**values)
        names.add(name)
    return Rows(table.file, records, frozenset(names), tuple(faults))


def _read_cells(
    table: Table[Record], name: str, row: Cells, faults: list[Fault]
) -> dict[str, object] | None:
    """Return the row's values by field, or None after adding a fault for each bad cell."""
    values: dict[str, object] = {}
    sound = True
    for column in table.columns:
        cell = row[column.name]
        try:
            if unsafe := cells.find_unsafe(cell):
                raise ValueError(unsafe)
            values[column.field or column.name] = column.read(cell)
        except ValueError as error:
            remedy = f"Correct the cell in column {column.name}."
            faults.append(Fault(table.file, name, f"{column.name}: {error}", remedy))
            sound = False
    return values if sound else None


def _read_rows(
    table: Table[Record], content: bytes, faults: list[Fault]
) -> Iterator[tuple[str, Cells]]:
    """Yield each row of the right width with its name; nothing at all under a wrong header."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        rule = f"is not UTF-8 at byte {error.start}"
        faults.append(Fault(table.file, "file", rule, UTF8_REMEDY))
        return
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        if wrong := list(_find_header_faults(table, header)):
            faults.extend(wrong)
            return
        for cells_of_row in lines:
            where = f"line {lines.line_num}"
            if len(cells_of_row) != len(header):
                rule = f"has {len(cells_of_row)} cells, expected {len(header)}"
                remedy = "Quote cells that hold commas and leave no blank lines."
                faults.append(Fault(table.file, where, rule, remedy))
                continue
            row = dict(zip(header, cells_of_row, strict=True))
            yield table.name_row(row) or where, row
    except csv.Error as error:
        remedy = "Quote cells that hold commas or quotation marks, and double such marks."
        faults.append(Fault(table.file, f"line {lines.line_num}", f"is no CSV: {error}", remedy))


def _find_header_faults(table: Table[Record], header: list[str]) -> Iterator[Fault]:
    """Yield a fault for every column that is missing, unknown or repeated."""
    known = [column.name for column in table.columns]
    if header[:1] and header[0].startswith("\ufeff"):
        yield Fault(table.file, "header", "starts with a byte-order mark", UTF8_REMEDY)
        return
    remedy = f"The header must be {','.join(known)}."
    for name in known:
        if header.count(name) != 1:
            rule = f"column {name} is {'repeated' if name in header else 'missing'}"
            yield Fault(table.file, "header", rule, remedy)
    for name in dict.fromkeys(header):
        if name not in known:
            yield Fault(table.file, "header", f"column '{name}' is unknown", remedy)
