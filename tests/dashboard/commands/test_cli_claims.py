"""The command `kursk-front claims`: what each filter keeps, each form, each refusal."""

import csv
import io
import json
import os
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.commands.claims import select_claims
from dashboard.commands.tables import lay_out_table
from geodata.claims.claims import grade


def run(*arguments):
    return CliRunner().invoke(main, ["claims", *map(str, arguments)])


def read(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def assert_refused(result, *words):
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_without_filters_every_claim_is_listed_once_in_order_of_days(kursk):
    rows = read()
    assert {row["claim_id"] for row in rows} == set(kursk.claims)
    assert len(rows) == len(kursk.claims)
    assert [row["as_of_start"] for row in rows] == sorted(row["as_of_start"] for row in rows)
    assert len(run().stdout.splitlines()) == len(kursk.claims) + 1


def test_json_gives_a_claim_as_it_stands(kursk):
    rows = read("--date", "2024-08-12")
    assert rows
    for row in rows:
        claim = kursk.claims[row["claim_id"]]
        assert row["account"] == claim.side.value
        assert row["value"] == claim.value
        assert row["summary"] == claim.summary
        assert row["source_ids"] == list(claim.source_ids)
        assert row["places"] == list(claim.places)
        assert row["core"] is claim.core
        assert row["grade"] == grade(kursk, claim)
        assert (row["url"] or "") == kursk.sources[row["source_id"]].url


def test_a_day_keeps_what_covers_it():
    rows = read("--date", "2024-08-12")
    assert "ua-20240812-syrskyi-1000" in {row["claim_id"] for row in rows}
    assert all(row["as_of_start"] <= "2024-08-12" <= row["as_of_end"] for row in rows)


def test_what_was_not_known_yet_is_left_out():
    known = {row["claim_id"] for row in read("--date", "2024-08-12", "--known-on", "2024-08-12")}
    later = [row for row in read("--date", "2024-08-12") if row["claim_id"] not in known]
    assert known
    assert later
    assert all(row["reported_end"] > "2024-08-12" for row in later)


@pytest.mark.parametrize(
    ("arguments", "column", "values"),
    [
        (["--account", "russia"], "account", {"russia"}),
        (["--account", "russia", "--account", "ukraine"], "account", {"russia", "ukraine"}),
        (["--account", "Moscow"], "account", {"russia"}),
        (["--account", "KYIV"], "account", {"ukraine"}),
        (["--account", "indep"], "account", {"independent"}),
        (["--claimant", "syrskyi"], "account", {"ukraine"}),
        (["--kind", "forces"], "kind", {"forces"}),
        (["--claimant", "DeepState"], "claimant", None),
        (["--publisher", "kyiv post"], "publisher", None),
        (["--core"], "core", {True}),
    ],
)
def test_a_filter_keeps_what_fits(kursk, arguments, column, values):
    rows = read(*arguments)
    assert 0 < len(rows) < len(kursk.claims)
    if values is not None:
        assert {row[column] for row in rows} == values


def test_a_grade_keeps_what_is_as_good_in_both_parts(kursk):
    kept = {row["claim_id"] for row in read("--grade", "b2")}
    for claim_id, claim in kursk.claims.items():
        graded = grade(kursk, claim)
        assert (claim_id in kept) == (graded[0] <= "B" and graded[1] <= "2")


@pytest.mark.parametrize("name", ["sudzha", "Sudzha", "Суджа", "sudja"])
def test_a_place_keeps_the_claims_that_name_it(name):
    rows = read("--place", name)
    assert rows
    assert all("sudzha" in row["places"] for row in rows)


def test_a_span_keeps_what_reaches_into_it():
    rows = read("--from", "2025-03-10", "--to", "2025-03-12")
    assert rows
    assert all(row["as_of_start"] <= "2025-03-12" for row in rows)
    assert all(row["as_of_end"] >= "2025-03-10" for row in rows)


def test_filters_add_up(kursk):
    both = select_claims(kursk, accounts=["russia"], kinds=["control"], date=date(2025, 3, 13))
    assert both
    one = select_claims(kursk, accounts=["russia"], date=date(2025, 3, 13))
    assert set(both) < set(one)


def test_a_table_is_aligned_and_ends_in_the_id():
    lines = run("--date", "2024-08-12", "--grade", "B2").stdout.splitlines()
    ids = [row["claim_id"] for row in read("--date", "2024-08-12", "--grade", "B2")]
    assert lines[0].split("  ")[0] == "As of"
    assert [line.rpartition("  ")[2] for line in lines[1:]] == ids
    assert len({line.rindex("  ") for line in lines}) == 1


def test_a_table_is_typed_with_the_spaces_of_a_keyboard_and_whole_in_a_pipe():
    told = run("--date", "2025-03-12").stdout
    assert "over 54,900 people" in told
    assert not set(told) & set("\u00a0\u2007\u2009\u202f")
    assert "…" not in told


def test_a_table_fits_its_terminal(monkeypatch):
    monkeypatch.setattr("dashboard.commands.tables.is_terminal", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((70, 24)))
    table = lay_out_table(["day", "claimant", "id"], [["2025-03-12", "x" * 90, "made-up-id"]])
    assert max(map(len, table.splitlines())) == 70
    assert table.splitlines()[1].endswith("x…  made-up-id")


def test_what_runs_from_right_to_left_turns_no_other_cell():
    lines = [["צד א (1)", "60–90"], ["other", "7"]]
    table = lay_out_table(["claimant", "km²"], lines, right=["km²"])
    assert table.splitlines() == [
        "claimant    km²",
        "\u2068צד א (1)\u2069  60–90",
        "other         7",
    ]


def test_nothing_that_fits_is_an_empty_answer():
    result = run("--date", "2025-12-31", "--core", "--grade", "A1")
    assert (result.exit_code, result.stdout) == (0, "")


def test_csv_goes_to_a_file(tmp_path):
    out = tmp_path / "claims.csv"
    assert run("--kind", "area_held", "--format", "csv", "--out", out).stdout == ""
    lines = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    rows = read("--kind", "area_held")
    assert [line["claim_id"] for line in lines] == [row["claim_id"] for row in rows]
    assert [*lines[0]] == [*rows[0]]
    assert list(tmp_path.iterdir()) == [out]


def test_labels_give_the_headings_and_words_of_the_screen(tmp_path):
    out = tmp_path / "claims.csv"
    assert run("--date", "2025-03-12", "--labels", "--language", "uk", "-o", out).exit_code == 0
    lines = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert "Заява" in lines[0]
    assert {line["Версія"] for line in lines} <= {"Київ", "Москва", "Незалежні", "Інші держави"}


def test_a_workbook_can_be_piped():
    result = run("--date", "2024-08-12", "--format", "xlsx", "--out", "-")
    with zipfile.ZipFile(io.BytesIO(result.stdout_bytes)) as book:
        assert book.testzip() is None


@pytest.mark.parametrize(("form", "mark"), [("bib", "@online{"), ("ris", "TY  - ELEC")])
def test_citations_name_every_claim(form, mark):
    listed = read("--date", "2025-06-22")
    told = run("--date", "2025-06-22", "--format", form).stdout
    assert told.count(mark) == len(listed)


def test_the_table_speaks_the_language_that_is_asked_for(kursk):
    _, *english = run("--date", "2024-08-12").stdout.splitlines()
    _, *russian = run("--date", "2024-08-12", "--language", "ru").stdout.splitlines()
    assert [line.split()[-1] for line in english] == [line.split()[-1] for line in russian]
    assert "км²" in "".join(russian)
    assert "km²" in "".join(english)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--date", "2023-01-01"], ["2023-01-01", "2024-08-06", "2025-12-31"]),
        (["--date", "yesterday"], ["yesterday", "2025-03-12"]),
        (["--known-on", "2202-01-01"], ["2202-01-01"]),
        (["--place", "sujda"], ["sujda", "sudzha"]),
        (["--account", "mars"], ["mars", "russia"]),
        (["--claimant", "putin lavrov"], ["putin lavrov"]),
        (["--publisher", "news"], ["may be any publisher of"]),
        (["--labels"], ["--labels", "csv"]),
        (["--from", "2025-03-12", "--to", "2025-03-10"], ["--from", "later"]),
        (["--publisher", "kyev post"], ["kyev post", "kyiv-post"]),
        (["--claimant", "deep stat"], ["deep stat", "deepstate"]),
        (["--grade", "Z9"], ["Z9", "B2"]),
        (["--kind", "weather"], ["weather"]),
        (["--out", "/nowhere/at/all.csv"], ["/nowhere/at"]),
        (["--out", "/"], ["is a folder"]),
    ],
)
def test_what_cannot_be_is_refused_in_clear_words(arguments, words):
    assert_refused(run(*arguments), *words)
