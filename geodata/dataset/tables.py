"""The reading of one CSV table: a parser for each sort of cell, a fault for each bad one."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from geodata.core.errors import MOST_FAULTS, Fault
from geodata.core.plain import find_unshown

Code = TypeVar("Code", bound=StrEnum)
Value = TypeVar("Value")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# What a spreadsheet runs as a formula when it opens the file; a minus sign may begin a number.
_FORMULA_STARTS = ("=", "+", "@")
MOST_NUMBER = 10_000_000_000
"""People and square kilometres are fewer on the whole Earth."""
_SHOWN = 80  # characters of a cell that a fault cites


def find_unsafe(cell: str) -> str:
    """Return why `cell` may not stand in any table, or an empty text when it may."""
    if cell.startswith(_FORMULA_STARTS) or (cell.startswith("-") and not _NUMBER.fullmatch(cell)):
        return f"a cell that starts with '{cell[0]}' is a formula to a spreadsheet"
    if unshown := find_unshown(cell):
        return f"a cell {unshown}"
    if cell != cell.strip():
        return "a cell starts or ends with a space"
    return ""


def read_text(cell: str) -> str:
    """Return any text, empty or not."""
    return cell


def read_filled(cell: str) -> str:
    """Return a text that must not be empty."""
    if not cell:
        raise ValueError("is empty, expected a text")
    return cell


def read_id(cell: str) -> str:
    """Return an id: lower-case Latin letters and digits in groups joined by hyphens."""
    if not _ID.fullmatch(cell):
        raise ValueError(f"'{cell}' is not an id, expected letters a-z, digits and single hyphens")
    return cell


def read_optional_id(cell: str) -> str:
    """Return an id or an empty text."""
    return read_id(cell) if cell else ""


def read_ids(cell: str) -> tuple[str, ...]:
    """Return the ids of a cell that joins them by ';', each named once."""
    ids = tuple(read_id(part) for part in cell.split(";")) if cell else ()
    if len(set(ids)) < len(ids):
        raise ValueError(f"'{cell}' names an id twice, expected each once")
    return ids


def read_filled_ids(cell: str) -> tuple[str, ...]:
    """Return at least one id."""
    if not cell:
        raise ValueError("is empty, expected at least one id")
    return read_ids(cell)


def read_key(cell: str) -> str:
    """Return a key, spelt like a code: letters and digits in groups joined by underscores."""
    if not _KEY.fullmatch(cell):
        raise ValueError(f"'{cell}' is not a key, expected letters a-z, digits and underscores")
    return cell


def read_optional_key(cell: str) -> str:
    """Return a key or an empty text."""
    return read_key(cell) if cell else ""


def read_number(cell: str) -> float | None:
    """Return a plain decimal number, or None for an empty cell."""
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        raise ValueError(f"'{cell}' is not a number, expected digits with at most one full stop")
    if not abs(number := float(cell)) <= MOST_NUMBER:
        raise ValueError(f"'{cell}' is beyond {MOST_NUMBER:,}, more than is counted of anything")
    return number


def read_amount(cell: str) -> float | None:
    """Return a number that is not negative, or None for an empty cell."""
    number = read_number(cell)
    if number is not None and number < 0:
        raise ValueError(f"'{cell}' is negative, expected 0 or more")
    return number


def read_flag(cell: str) -> bool:
    """Return whether the cell says yes."""
    return read_choice("yes", "no")(cell) == "yes"


def read_url(cell: str) -> str:
    """Return a web address with a host, which is what a reader takes it for, or an empty text."""
    if not cell:
        return ""
    parts = urlsplit(cell)  # raises ValueError itself on a broken address, `port` on a broken port
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or " " in cell
        or parts.port == 0
    ):
        raise ValueError(f"'{cell}' is not a web address, expected http:// or https:// and a host")
    if "@" in parts.netloc or "\\" in cell:  # reads as one host and leads to another
        raise ValueError(f"'{cell}' names a user before its host, or has a backslash")
    return cell


def read_language(cell: str) -> str:
    """Return an ISO 639-1 code: two lower-case letters."""
    if not _LANGUAGE.fullmatch(cell):
        raise ValueError(f"'{cell}' is not a language, expected two letters such as en, uk or ru")
    return cell


def read_choice(*choices: str) -> Callable[[str], str]:
    """Return a parser that takes exactly one of `choices`."""

    def read(cell: str) -> str:
        if cell not in choices:
            raise ValueError(f"'{cell}' is unknown, expected one of {_join(choices)}")
        return cell

    return read


def read_code(codes: type[Code]) -> Callable[[str], Code]:
    """Return a parser that takes one of the values of an enumeration."""

    def read(cell: str) -> Code:
        if cell not in (known := [code.value for code in codes]):
            raise ValueError(f"'{cell}' is unknown, expected one of {_join(known)}")
        return codes(cell)

    return read


def read_optional(parse: Callable[[str], Value]) -> Callable[[str], Value | None]:
    """Return a parser that gives None for an empty cell and else what `parse` gives."""

    def read(cell: str) -> Value | None:
        return parse(cell) if cell else None

    return read


def _join(choices: tuple[str, ...] | list[str]) -> str:
    return ", ".join(choice or "(empty)" for choice in choices)


Record = TypeVar("Record")
Cells = Mapping[str, str]

_UTF8_REMEDY = "Save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """One column: its heading, the parser of its cells and the record's field that it fills."""

    name: str
    read: Callable[[str], object]
    field: str = ""


@dataclass(frozen=True, slots=True)
class TableSchema(Generic[Record]):
    """One file of the dataset: its columns, how a row is named in a fault, what a row becomes."""

    file: str
    name_row: Callable[[Cells], str]
    columns: tuple[ColumnSchema, ...]
    build: Callable[..., Record]
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class TableRows(Generic[Record]):
    """A table as read: sound records by row name, every row name seen, and the faults.

    `whole` is off where the file could not be read to its end: then its one fault is told, and
    nothing of what else may rest on it.
    """

    file: str
    records: Mapping[str, Record]
    names: frozenset[str]
    faults: tuple[Fault, ...]
    whole: bool = True


class UnreadableError(ValueError):
    """A table that cannot be read as a whole; carries the one fault that says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        self.fault = fault
        super().__init__(str(fault))


def read_table(
    table: TableSchema[Record], content: bytes | None, reason: str = "is missing"
) -> TableRows[Record]:
    """Return the sound records of a CSV file and a fault for every cell or row that is not.

    `content` is None when the file cannot be read, for that reason. Never raises on bad content.
    """
    try:
        if content is None:
            raise UnreadableError(_explain_absence(table, reason))
        return _read_whole(table, content)
    except UnreadableError as error:
        return TableRows(table.file, {}, frozenset(), (error.fault,), whole=False)


def _explain_absence(table: TableSchema[Record], reason: str) -> Fault:
    header = ",".join(column.name for column in table.columns)
    remedy = f"Add {table.file} with the header {header}."
    if reason != "is missing":
        remedy = f"Make {table.file} a file that can be read."
    return Fault(table.file, "file", reason, remedy)


def _read_whole(table: TableSchema[Record], content: bytes) -> TableRows[Record]:
    """Return the records of a table with the faults of its rows.

    Raises:
        UnreadableError: it cannot be read to its end, or breaks too many rules to go on.
    """
    faults: list[Fault] = []
    records: dict[str, Record] = {}
    names: set[str] = set()
    for name, row in _read_rows(table, content, faults, names):
        if len(faults) > MOST_FAULTS:
            rule = f"breaks more than {MOST_FAULTS} rules, the first in row {faults[0].row}: "
            raise UnreadableError(
                Fault(table.file, "file", rule + faults[0].rule, faults[0].remedy)
            )
        if name in names:
            faults.append(Fault(table.file, name, "is there twice", "Give each row its own id."))
        values = _read_cells(table, name, row, faults)
        if values is not None and name not in names:
            records[name] = table.build(**values)
        names.add(name)
    if not names and not faults and not table.may_be_empty:
        raise UnreadableError(Fault(table.file, "file", "holds no row", "Add the rows."))
    return TableRows(table.file, records, frozenset(names), tuple(faults))


def _read_cells(
    table: TableSchema[Record], name: str, row: Cells, faults: list[Fault]
) -> dict[str, object] | None:
    """Return the row's values by field, or None after adding a fault for each bad cell."""
    values: dict[str, object] = {}
    sound = True
    for column in table.columns:
        cell = row[column.name]
        try:
            if unsafe := find_unsafe(cell):
                raise ValueError(unsafe)
            values[column.field or column.name] = column.read(cell)
        except ValueError as error:
            remedy = f"Correct the cell in column {column.name}."
            shown = cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…"
            rule = f"{column.name}: {str(error).replace(cell, shown)}"
            faults.append(Fault(table.file, name, rule, remedy))
            sound = False
    return values if sound else None


def _read_rows(
    table: TableSchema[Record], content: bytes, faults: list[Fault], names: set[str]
) -> Iterator[tuple[str, Cells]]:
    """Yield each row of the right width with its name; the names of the others join `names`.

    Raises:
        UnreadableError: the file is no such table, or ends in the middle of a row.
    """
    try:
        text = content.decode("utf-8-sig")  # spreadsheets begin UTF-8 with a byte-order mark
    except UnicodeDecodeError as error:
        rule = f"is not UTF-8 at byte {error.start}"
        raise UnreadableError(Fault(table.file, "file", rule, _UTF8_REMEDY)) from error
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        if wrong := list(_find_header_faults(table, header)):
            raise UnreadableError(wrong[0] if len(wrong) == 1 else _join_header_faults(wrong))
        for cells_of_row in lines:
            where = f"line {lines.line_num}"
            if len(cells_of_row) != len(header):
                rule = f"has {len(cells_of_row)} cells, expected {len(header)}"
                remedy = "Quote cells that hold commas and leave no blank lines."
                fault = Fault(table.file, where, rule, remedy)
                if not text.endswith("\n") and next(lines, None) is None:
                    raise UnreadableError(replace(fault, rule=f"{rule}: the file ends there"))
                faults.append(fault)
                cells = zip(header, cells_of_row, strict=False)
                names.add(table.name_row({**dict.fromkeys(header, ""), **dict(cells)}) or where)
                continue
            row = dict(zip(header, cells_of_row, strict=True))
            yield table.name_row(row) or where, row
    except csv.Error as error:
        remedy = "Quote cells that hold commas or quotation marks, and double such marks."
        fault = Fault(table.file, f"line {lines.line_num}", f"is no CSV: {error}", remedy)
        raise UnreadableError(fault) from error


def _join_header_faults(faults: list[Fault]) -> Fault:
    """Return what is wrong with a header as one fault: it has one cause."""
    first = faults[0]
    return replace(first, rule=", ".join(fault.rule for fault in faults))


def _find_header_faults(table: TableSchema[Record], header: list[str]) -> Iterator[Fault]:
    """Yield a fault for every column that is missing, unknown or repeated."""
    known = [column.name for column in table.columns]
    remedy = f"The header must be {','.join(known)}."
    for name in known:
        if header.count(name) != 1:
            rule = f"column {name} is {'repeated' if name in header else 'missing'}"
            yield Fault(table.file, "header", rule, remedy)
    for name in dict.fromkeys(header):
        if name not in known:
            yield Fault(table.file, "header", f"column '{name}' is unknown", remedy)
