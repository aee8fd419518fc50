"""The command `modes`: its rows are the classes that map and sheets show."""

import csv
import io
import json
from collections import defaultdict

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.state.selection import open_selection
from dashboard.view.modes import count_days, list_agreed
from geodata.control.modes import list_counted


def run(*arguments):
    return CliRunner().invoke(main, ["modes", *arguments])


def test_a_day_s_rows_sum_to_the_ground_that_any_account_gives(workspace):
    rows = json.loads(run("agreement", "--json").output)
    sums = defaultdict(float)
    for row in rows:
        sums[row["date"]] += row["area_km2"]
        assert len(row["accounts"]) == row["given_by"] <= row["of"]
    for day, agreed in list_agreed(workspace, open_selection(workspace.dataset.front)):
        assert sums[day.isoformat()] == pytest.approx(agreed.area_km2, abs=0.01)


def test_days_held_as_csv_have_every_class_of_everybody(workspace, tmp_path):
    out = tmp_path / "days.csv"
    assert run("days", "-o", str(out)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    day = workspace.dataset.front.first
    counted = [
        one
        for key in list_counted(workspace.dataset)
        for one in count_days(workspace, key, day).classes
    ]
    assert len(rows) == len(counted)
    assert [float(row["area_km2"]) for row in rows] == pytest.approx(
        [one.area_km2 for one in counted], abs=0.001
    )
    assert len(run("days").output.splitlines()) == len(rows) + 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["accounts"], "agreement"),
        (["days", "--clock", "known"], "--clock"),
        (["days", "--json", "--format", "csv"], "--json"),
    ],
)
def test_what_would_change_nothing_is_refused(arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output
