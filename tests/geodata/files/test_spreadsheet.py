"""Rows as CSV and as a workbook: what each sort of value becomes, and that no text is run."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.files.spreadsheet import Sheet, encode_csv, encode_workbook, find_addresses

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_each_sort_of_value_has_one_spelling():
    row = [None, True, False, 1, 2.5, date(2024, 8, 12), "text", -1.0]
    cells = ["", "true", "false", "1", "2.5", "2024-08-12", "text", "-1.0"]
    assert read_csv(encode_csv(list("abcdefgh"), [row])) == [list("abcdefgh"), cells]


@given(TEXTS)
def test_a_text_comes_back_unless_it_would_be_run(text):
    ((_,), (cell,)) = read_csv(encode_csv(["heading"], [[text]])) if text else (("",), ("",))
    assert cell in (text, f"'{text}")
    assert not cell.startswith(tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20"))


@pytest.mark.parametrize("sign", list("=+-@\t\r\uff1d\uff0b\uff0d\uff20"))
def test_a_formula_is_disarmed(sign):
    assert read_csv(encode_csv(["heading"], [[f"{sign}1"]]))[1] == [f"'{sign}1"]


def test_a_workbook_keeps_the_sorts_of_its_values():
    row = ["=1+1", "https://example.org", 2.5, True, date(2024, 8, 12), None]
    content = encode_workbook([Sheet("made up", list("abcdef"), [row], {0: 40})], "made up")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["made up"]
    cells = list(sheet[2])
    assert [cell.value for cell in cells[:4]] == row[:4]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "b", "d", "n"]
    assert cells[4].value.date() == date(2024, 8, 12)
    assert cells[5].value is None
    assert cells[1].hyperlink is None
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > 39


def test_only_an_address_in_a_column_of_addresses_is_a_link():
    said = ["https://example.org/a", "javascript:alert(1)", "internal:b!A1", "https://a b", None]
    rows = [[one, one] for one in said]
    content = encode_workbook([Sheet("a", ["url", "note"], rows, addresses={0})], "made up")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["a"]
    targets = [[cell.hyperlink and cell.hyperlink.target for cell in row] for row in sheet["A2:B6"]]
    assert targets == [[said[0], None], *[[None, None]] * 4]
    assert [row[0].value for row in sheet["A2:B6"]] == said
    assert find_addresses(["claim_id", "url", "archive"]) == {1, 2}


def test_prose_is_wrapped_and_not_filtered():
    content = encode_workbook([Sheet("a", ["b"], [["long"]], prose=True)], "made up")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["a"]
    assert sheet.auto_filter.ref is None
    assert sheet["A2"].alignment.wrap_text


def test_a_workbook_without_rows_still_has_its_headings():
    content = encode_workbook([Sheet("made up", ["a"], [])], "made up")
    assert openpyxl.load_workbook(io.BytesIO(content))["made up"]["A1"].value == "a"
