"""The reading of one CSV file: what is not a table at all is told, and never crashes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.model import Source
from geodata.dataset import schema
from geodata.dataset.tables import TableRows, read_table

MADE_UP = Path(__file__).parents[2] / "made_up_front"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is missing"),
        (b"", "column source_id is missing"),
        (b"\xff\xfe", "is not UTF-8 at byte 0"),
        (b"\xef\xbb\xbfsource_id", "byte-order mark"),
    ],
)
def test_unreadable_table_is_one_clear_fault(content: bytes | None, says: str) -> None:
    rows = read_table(schema.SOURCES, content)
    assert says in rows.faults[0].rule
    assert not rows.records


def test_wrong_header_is_told_by_column() -> None:
    header = "source_id,source_id,publisher,title,url,published,language,via,reliability,colour"
    rules = [fault.rule for fault in read_table(schema.SOURCES, header.encode()).faults]
    assert rules == [
        "column source_id is repeated",
        "column reason is missing",
        "column 'colour' is unknown",
    ]


def _read_sources(*lines: str) -> TableRows[Source]:
    header = ",".join(column.name for column in schema.SOURCES.columns)
    return read_table(schema.SOURCES, "\n".join((header, *lines)).encode())


def test_row_of_wrong_width_or_quoting_is_told_by_line() -> None:
    sound = "a,Paper,Title,,,en,,B,made up"
    narrow = _read_sources(sound, "b,Paper")
    assert [str(fault) for fault in narrow.faults] == [
        "sources.csv, line 3: has 2 cells, expected 9."
        " Quote cells that hold commas and leave no blank lines."
    ]
    assert list(narrow.records) == ["a"]
    unquoted = _read_sources(sound, 'b,"Paper"x,Title,,,en,,B,made up')
    assert [fault.row for fault in unquoted.faults] == ["line 3"]


def test_windows_line_ends_and_column_order_do_not_matter() -> None:
    content = (MADE_UP / "sources.csv").read_bytes()
    assert read_table(schema.SOURCES, content.replace(b"\n", b"\r\n")).faults == ()


@given(content=st.binary(max_size=200))
def test_corrupt_bytes_never_crash(content: bytes) -> None:
    assert read_table(schema.SOURCES, content).faults
