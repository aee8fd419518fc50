"""The command `kursk-front evaluate`: its tables, its JSON and its refusals."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from geodata.build.console import show_progress
from geodata.core.model import Role, Side, Status
from geodata.evaluate.leave_one_out import Prediction

UKRAINE = Side("ukraine", Role.HOLDER)
RUSSIA = Side("russia", Role.OWNER)

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[35.1, 51.1], [35.3, 51.1], [35.3, 51.3], [35.1, 51.3], [35.1, 51.1]]],
}
NOTHING = {"type": "FeatureCollection", "features": []}
KEYS = {"rows", "summary"}


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def assert_refused(result, *words):
    assert result.exit_code == 2
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture
def write(tmp_path):
    """Return a function that writes references, name by name, and gives their folder."""
    folder = tmp_path / "references"
    folder.mkdir()

    def write_all(**contents):
        for name, content in contents.items():
            path = folder / f"{name.strip('_').replace('_', '-')}.geojson"
            path.write_text(json.dumps(content), encoding="utf-8")
        return folder

    return write_all


def test_swapped_latitude_and_longitude_are_no_disagreement(write):
    turned = {**SQUARE, "coordinates": [[pair[::-1] for pair in SQUARE["coordinates"][0]]]}
    words = ("2024-08-12.geojson", "nowhere near the front", "swapped")
    assert_refused(run("--reference", write(_2024_08_12=turned)), *words)


def test_json_holds_rows_and_a_summary(write):
    folder = write(_2024_08_12=SQUARE, _2025_04_26=NOTHING)
    result = run("--reference", folder, "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    found = json.loads(result.stdout)
    assert set(found) == KEYS
    assert list(found["rows"][0]) == [
        "date",
        "account",
        "area_km2",
        "reference_km2",
        "iou",
        "symmetric_difference_km2",
        "mean_distance_km",
        "p95_distance_km",
    ]
    summary = found["summary"]
    assert (summary["dates"], summary["rows"]) == (2, len(found["rows"]))
    skipped = [(row["date"], row["account"]) for row in summary["skipped"]]
    assert ("2025-04-26", "ukraine") in skipped


def test_the_table_has_a_line_for_each_row_and_names_the_skipped(write):
    folder = write(_2024_08_12=SQUARE, _2025_04_26=SQUARE)
    rows = json.loads(run("--reference", folder, "--json").stdout)["rows"]
    lines = run("--reference", folder).stdout.splitlines()
    table = [line for line in lines if line.startswith("20")]
    assert [line.split()[:2] for line in table] == [[row["date"], row["account"]] for row in rows]
    assert f"{rows[0]['iou']:.4f}" in table[0]
    heads = [line for line in lines if line.startswith("date")]
    assert len({len(line) for line in [*heads, *table]}) == 1, "the columns do not line up"
    assert any(line.startswith("overall") for line in lines)
    assert any("2025-04-26 ukraine: words without a figure" in line for line in lines)


def test_one_account_and_one_edge_can_be_chosen(write):
    folder = write(_2024_10_20=SQUARE)
    arguments = ("--reference", folder, "--account", "independent", "--json")
    (firm,) = json.loads(run(*arguments).stdout)["rows"]
    (outer,) = json.loads(run(*arguments, "--edge", "contested").stdout)["rows"]
    assert firm["account"] == outer["account"] == "independent"
    assert outer["area_km2"] > firm["area_km2"]


def test_a_date_with_nothing_to_compare_is_no_error(write):
    folder = write(_2023_01_01=SQUARE)
    result = run("--reference", folder)
    assert result.exit_code == 0
    assert "0 comparisons on 1 date:" in result.stdout
    assert "2023-01-01 russia: no figure" in result.stdout


def test_matching_judges_shape_apart_from_size(write):
    folder = write(_2024_08_12=SQUARE)
    result = run("--reference", folder, "--account", "russia", "--match-area", "--json")
    assert result.exit_code == 0
    assert result.stderr == ""  # no progress bar where nobody watches
    found = json.loads(result.stdout)
    (row,) = found["rows"]
    assert row["area_km2"] == pytest.approx(row["reference_km2"], rel=0.005)
    assert found["summary"]["match_area"] is True


def test_progress_is_drawn_on_a_terminal_alone(write, monkeypatch):
    monkeypatch.setattr("dashboard.commands.evaluate.pick_progress", lambda: show_progress)
    folder = write(_2024_08_12=NOTHING)
    result = run("--reference", folder, "--match-area", "--json")
    assert "1/1 2024-08-12" in result.stderr
    assert set(json.loads(result.stdout)) == KEYS


def test_every_fault_of_the_reference_is_refused_at_once(write):
    projected = {"type": "Polygon", "coordinates": [[[4e5, 5e6], [4e5, 6e6], [5e5, 6e6]]]}
    folder = write(latest=SQUARE, _2024_08_12=projected, _2024_08_13={"type": "Topology"})
    words = ("latest.geojson", "2024-08-12.geojson", "2024-08-13.geojson", "expected", "3 faults")
    for extra in ((), ("--json",), ("--match-area",)):
        assert_refused(run("--reference", folder, *extra), *words)


def test_an_empty_folder_and_a_missing_one_are_refused(tmp_path):
    assert_refused(run("--reference", tmp_path), "holds no .geojson file")
    assert_refused(run("--reference", tmp_path / "nowhere"), "nowhere")


def test_an_unknown_account_is_refused(write, made_up_folder):
    folder = write(_2024_08_12=SQUARE)
    assert_refused(run("--reference", folder, "--account", "atlantis"), "atlantis", "ukraine")
    arguments = ("--account", "third_party", "--data", made_up_folder)
    assert_refused(run("--reference", folder, *arguments), "third_party", "independent")


def test_exactly_one_of_the_two_ways_is_wanted(write):
    folder = write(_2024_08_12=SQUARE)
    assert_refused(run(), "--reference", "--leave-one-out")
    assert_refused(run("--reference", folder, "--leave-one-out"), "not both")
    assert_refused(run("--leave-one-out", "--match-area"), "--match-area")
    assert_refused(run("--leave-one-out", "--edge", "firm"), "--edge")


def test_a_faulty_dataset_is_refused(write, made_up_folder):
    ring = [[-29.6, 40.4], [-29.4, 40.4], [-29.4, 40.6], [-29.6, 40.6], [-29.6, 40.4]]
    folder = write(_2024_08_10={"type": "Polygon", "coordinates": [ring]})
    arguments = ("--reference", folder, "--data", made_up_folder)
    assert run(*arguments).exit_code == 0
    assert_refused(run(*arguments, "--match-area"), "no layer has role border")
    (made_up_folder / "claims.csv").unlink()
    assert_refused(run(*arguments), "claims.csv")


def test_data_may_be_given_before_the_command(write, made_up_folder):
    folder = write(_2024_08_10=NOTHING)
    arguments = ["--data", str(made_up_folder), "evaluate", "--reference", str(folder), "--json"]
    rows = json.loads(CliRunner().invoke(main, arguments).stdout)["rows"]
    assert rows[0]["area_km2"] == pytest.approx(100.0, rel=0.005)


@pytest.fixture
def predicted(monkeypatch):
    """Put made-up predictions in place of the real ones; keep what was asked for."""
    asked = []
    day = date(2024, 8, 31)
    predictions = (
        Prediction(UKRAINE, day, "sudzha", Status.HELD, True, 12.3456),
        Prediction(UKRAINE, day, "korenevo", Status.LOST, True, 1.5),
        Prediction(RUSSIA, date(2025, 3, 12), "sudzha", Status.HELD, True, 0.25),
    )

    def predict(dataset, accounts=None, on_step=None):
        asked.append(list(accounts))
        return tuple(item for item in predictions if item.account in accounts)

    monkeypatch.setattr("geodata.evaluate.leave_one_out.predict_left_out", predict)
    return asked


def test_leaving_one_out_as_json(predicted):
    result = run("--leave-one-out", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert set(found) == {"predictions", "summary"}
    assert found["predictions"][1] == {
        "account": "ukraine",
        "day": "2024-08-31",
        "period": "2024-08",
        "place_id": "korenevo",
        "status": "lost",
        "held": True,
        "margin_km": 1.5,
        "right": False,
    }
    assert found["summary"]["overall"]["right"] == 2


def test_leaving_one_out_as_a_table(predicted):
    lines = run("--leave-one-out").stdout.splitlines()
    assert "2 of 3, 66.7%" in lines[0]
    assert "1 of 2, 50.0%" in lines[1]
    assert ["2024-08", "2", "1", "50.0%", "1", "0.0%"] in [line.split() for line in lines]
    assert ["Korenevo", "1", "0", "0.0%"] in [line.split() for line in lines]


def test_leaving_one_out_of_one_account(predicted):
    result = run("--leave-one-out", "--account", "russia")
    assert predicted == [[RUSSIA]]
    assert "1 of 1, 100.0%" in result.stdout


def test_leaving_one_out_where_there_is_nothing_to_leave_out(predicted):
    result = run("--leave-one-out", "--account", "third_party")
    assert result.exit_code == 0
    assert "0 of 0, –" in result.stdout


def test_the_help_needs_nothing_that_draws():
    code = (
        "import sys, dashboard.cli; "
        "sys.exit(bool({'scipy', 'contourpy', 'geopandas', 'streamlit'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_reference_is_left_as_it_was(write):
    folder = write(_2024_08_12=SQUARE)
    before = {path: path.read_bytes() for path in Path(folder).iterdir()}
    run("--reference", folder, "--json")
    assert {path: path.read_bytes() for path in Path(folder).iterdir()} == before
