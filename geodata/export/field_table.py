"""The table of fields: what every column of the pack means, and the codes that it may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from geodata.core.codes import CERTAINTIES, Basis, Edge, Kind, Qualifier, Status, Unit
from geodata.core.model import Front
from geodata.export.tables import Column, Table, column, fill_rows

CODES: Final[Mapping[str, type[StrEnum]]] = {
    "kind": Kind,
    "unit": Unit,
    "qualifier": Qualifier,
    "basis": Basis,
    "edge": Edge,
    "status": Status,
}
"""The columns that hold one of a list of codes, in the tables of CODED."""
CODED: Final = frozenset(("held-areas", "claims", "control"))


def list_codes(front: Front, table: str, name: str) -> tuple[str, ...]:
    """Return what a column of a table may hold beside nothing, () where it may be anything."""
    if table not in CODED:
        return ()
    if name == "account":
        return tuple(one.side.value for one in front.accounts)
    if name == "series":
        return tuple(one.series_id for one in front.series)
    if name == "certainty":
        return CERTAINTIES
    return tuple(one.value for one in CODES.get(name, ()))


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """What is said of one column of the pack."""

    table: str
    field: str
    type: str
    meaning: str
    codes: tuple[str, ...]


def tabulate_fields(front: Front, tables: Iterable[Table]) -> Table:
    """Return what every column of `tables` means, so that it travels with the tables."""
    columns: tuple[Column[ColumnNote], ...] = (
        column("table", "The table."),
        column("field", "The column."),
        column("type", "What it holds; ids are several ids joined by ';'."),
        column("meaning", "What it says."),
        column("codes", "All that it may hold beside nothing, joined by ';'.", "ids"),
    )
    fields = [
        ColumnNote(
            table.name, one.name, one.sort, one.about, list_codes(front, table.name, one.name)
        )
        for table in tables
        for one in table.columns
    ]
    rows = fill_rows(columns, fields)
    return Table("fields", "Fields", "", columns, rows, ("table", "field"))
