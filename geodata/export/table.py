"""A table of the pack: columns with type and meaning, rows, and a geometry where it has one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Final, Generic, Literal, Never, TypeVar

from shapely.geometry.base import BaseGeometry

LIST_MARK: Final = ";"
"""Between the parts of a cell that holds several ids."""

Sort = Literal["string", "ids", "number", "integer", "boolean", "date"]
"""The type of a column; `ids` are several ids in one text, joined by LIST_MARK."""
Value = str | float | int | bool | date | None
Row = dict[str, Value]
Record_contra = TypeVar("Record_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[Record_contra]):
    """One column: its name, the type of its values, what it means, and where they come from.

    `get` reads the value from what a row is filled from. Once the rows are filled, it no longer
    matters what that was: a column of any record is a `Column[Never]`.
    """

    name: str
    sort: Sort
    about: str
    get: Callable[[Record_contra], object]


@dataclass(frozen=True, slots=True)
class Link:
    """A column whose every value stands in a column of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under `columns`, keyed by `key`; `shapes` has a geometry in WGS 84, or None, a row.

    `part` is what the front's list of licences calls the table's contents.
    """

    name: str
    title: str
    part: str
    columns: tuple[Column[Never], ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    shapes: tuple[BaseGeometry | None, ...] | None = None


def column(
    name: str,
    about: str,
    sort: Sort = "string",
    get: Callable[[Record_contra], object] | None = None,
) -> Column[Record_contra]:
    """Return a column that reads the attribute of its own name, or what `get` gives."""
    return Column(name, sort, about, get or attrgetter(name))


def fill_rows(
    columns: Sequence[Column[Record_contra]], records: Iterable[Record_contra]
) -> tuple[Row, ...]:
    """Return a row for each record; what is empty or unknown is None."""
    return tuple({one.name: _flatten(one.get(record)) for one in columns} for record in records)


def _flatten(value: object) -> Value:
    """Return a value that fits a cell: codes as text, several ids joined, nothing as None."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, tuple):
        value = LIST_MARK.join(str(part) for part in value)
    if value is None or value == "":
        return None
    if isinstance(value, str | bool | int | float | date):
        return value
    raise TypeError(f"a cell of the pack holds {value!r}, expected a text, number, flag or day")
