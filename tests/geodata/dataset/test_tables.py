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
        (b"", "column source_id is missing, column publisher is missing"),
        (b"\xff\xfe", "is not UTF-8 at byte 0"),
        (b"\xef\xbb\xbfsource_id", "column publisher is missing"),
    ],
)
def test_unreadable_table_is_one_clear_fault(content: bytes | None, says: str) -> None:
    rows = read_table(schema.SOURCES, content)
    assert says in rows.faults[0].rule
    assert len(rows.faults) == 1
    assert not rows.records
    assert not rows.whole


def test_byte_order_mark_of_a_spreadsheet_is_read_over() -> None:
    content = (MADE_UP / "sources.csv").read_bytes()
    assert read_table(schema.SOURCES, b"\xef\xbb\xbf" + content) == read_table(
        schema.SOURCES, content
    )


def test_table_that_ends_in_a_row_is_one_fault() -> None:
    rows = read_table(schema.SOURCES, (MADE_UP / "sources.csv").read_bytes()[:-30])
    assert [fault.rule[-19:] for fault in rows.faults] == ["the file ends there"]
    assert not rows.whole


def test_table_of_too_many_faults_is_one_fault() -> None:
    rows = _read_sources(*["a,Paper,Title,,,en,,B,made up"] * 5_000)
    (fault,) = rows.faults
    assert fault.rule.startswith("breaks more than 100 rules, the first in row a: is there twice")
    assert not rows.whole


def test_wrong_header_is_told_by_column() -> None:
    header = "source_id,source_id,publisher,title,url,published,language,via,reliability,colour"
    rules = [fault.rule for fault in read_table(schema.SOURCES, header.encode()).faults]
    assert rules == [
        "column source_id is repeated, column reason is missing, column 'colour' is unknown"
    ]


def _read_sources(*lines: str) -> TableRows[Source]:
    header = ",".join(column.name for column in schema.SOURCES.columns)
    return read_table(schema.SOURCES, "\n".join((header, *lines, "")).encode())


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
