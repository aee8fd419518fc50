"""The table of claims: what is listed, and what the files hold."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from dashboard.panels.claims_table import (
    SHOWN,
    list_downloads,
    list_shown_claims,
    tabulate_claims,
    write_csv,
    write_xlsx,
)
from dashboard.state.selection import open_selection
from dashboard.text.catalogues import COLUMNS, TABLE
from dashboard.view.view import build_view


@pytest.fixture(scope="module")
def view(workspace):
    return build_view(workspace, open_selection(workspace.dataset.front))


def test_what_is_listed_is_what_the_panel_shows(workspace):
    selection = open_selection(workspace.dataset.front)
    for day in (date(2024, 8, 12), date(2025, 3, 13), date(2025, 6, 22)):
        view = build_view(workspace, replace(selection, day=day))
        listed = list_shown_claims(view)
        assert len(listed) == len({claim.claim_id for claim in listed})
        in_panel = [c for _, claims in view.groups for c in claims] + list(view.statements)
        assert set(listed) == set(in_panel)


def test_every_row_fills_every_column(workspace, view):
    rows = tabulate_claims(workspace, list_shown_claims(view))
    assert rows
    for row in rows:
        assert tuple(row) == tuple(COLUMNS)
        assert row["publisher"]
        assert row["grade"]
    assert set(SHOWN) - set(COLUMNS) == {"km2", "age"}


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_file_gives_the_rows_back(workspace, view):
    rows = tabulate_claims(workspace, list_shown_claims(view))
    found = read_csv(write_csv(rows))
    assert [line["Claim"] for line in found] == [row["claim_id"] for row in rows]
    assert [line["Figure"] for line in found] == [row["figure"] for row in rows]
    assert found[0]["Value"] == str(rows[0]["value"])


FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture
def hostile(workspace, view):
    (row, *_) = tabulate_claims(workspace, list_shown_claims(view))
    return [{**row, "summary": FORMULA, "claimant": "+1", "value": -1.0, "low": None}]


def test_no_cell_of_a_csv_file_is_a_formula(hostile):
    (line,) = read_csv(write_csv(hostile))
    assert line["Summary"] == f"'{FORMULA}"
    assert line["Claimant"] == "'+1"
    assert line["Value"] == "-1.0"
    assert line["Low"] == ""


def test_no_cell_of_a_workbook_is_a_formula_and_addresses_alone_are_links(hostile):
    with zipfile.ZipFile(io.BytesIO(write_xlsx(hostile, "made up"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
        links = ElementTree.fromstring(book.read("xl/worksheets/_rels/sheet1.xml.rels"))  # noqa: S314
    assert "<f>" not in sheet
    (row,) = hostile
    assert [one.get("Target") for one in links] == [row["url"], row["archive"]]
    assert "=HYPERLINK(" in texts
    assert "<v>-1</v>" in sheet


def test_files_are_the_same_bytes_each_time(workspace, view):
    claims = list_shown_claims(view)

    def write_all():
        rows = tabulate_claims(workspace, claims)
        return [write() for *_, write in list_downloads(workspace, claims, rows, "12 August 2024")]

    assert write_all() == write_all()


def test_every_download_has_a_name_on_its_button(workspace, view):
    claims = list_shown_claims(view)
    downloads = list_downloads(
        workspace, claims, tabulate_claims(workspace, claims), "12 August 2024"
    )
    assert [name for name, *_ in downloads] == ["csv", "xlsx", "bib", "ris"]
    assert all(TABLE[name] for name, *_ in downloads)
