"""Calibration of the reading of the places: made-up examples, a few days of the front, and all."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.control.field import find_level, judge_chance
from geodata.control.parameters import PARAMETERS
from geodata.evaluate.calibration import (
    LEAST,
    Example,
    fit_doubt,
    judge_apart,
    judge_examples,
    leave_places_out,
    pick_days,
    summarize_calibration,
)
from tests.bundled import read_bundled

README = Path(__file__).parents[3] / "geodata" / "control" / "README.md"
FRONT = read_bundled()


def make_examples(count=1600, doubt_km=1.5, seed=1):
    """Return places that are held as often as a curve of such doubt gives them."""
    chooser = np.random.default_rng(seed)
    value, away = chooser.normal(0.0, 5.0, count), chooser.uniform(0.5, 8.0, count)
    truth = replace(PARAMETERS, doubt_km=doubt_km)
    held = chooser.random(count) < judge_chance(value, truth)
    folds = [(number % 4, number // 4 % 4) for number in range(count)]
    return [
        Example(date(2025, 1, 1), f"p{n}", bool(held[n]), value[n], away[n], 1.0, 3, folds[n])
        for n in range(count)
    ]


@given(st.lists(st.floats(-40, 40), min_size=2, max_size=9))
def test_a_chance_rises_with_the_field_and_is_even_on_the_line(values):
    chances = judge_chance(np.sort(values))
    assert all(one <= other for one, other in pairwise(chances))
    assert judge_chance(np.zeros(1)) == 0.5
    levels = [find_level(percent) for percent in (5, 20, 50, 80, 95)]
    assert 100 * judge_chance(np.array(levels)) == pytest.approx([5, 20, 50, 80, 95])


def test_the_doubt_that_made_the_examples_is_found_again():
    found = fit_doubt(make_examples(count=20_000))
    assert found.doubt_km == pytest.approx(1.5, rel=0.1)


def test_no_example_is_judged_by_its_own_ground_or_season(monkeypatch):
    examples = make_examples(count=64)
    taught = []

    def fit(given_ones):
        taught.append({one.fold for one in given_ones})
        return PARAMETERS

    monkeypatch.setattr("geodata.evaluate.calibration.fit_doubt", fit)
    judge_apart(examples)
    assert len(taught) == 16
    for number, folds in enumerate(taught):
        ground, season = divmod(number, 4)
        assert all(one[0] != ground and one[1] != season for one in folds)


def test_the_table_adds_up_and_has_no_row_of_few():
    examples = make_examples()
    summary = summarize_calibration(examples, judge_examples(examples, PARAMETERS))
    rows = summary["rows"]
    assert sum(row["count"] for row in rows) == summary["places"] == len(examples)
    assert all(row["count"] >= LEAST for row in rows)
    assert (rows[0]["low"], rows[-1]["high"]) == (0.0, 1.0)
    assert all(one["high"] == other["low"] for one, other in pairwise(rows))
    assert sum(span["count"] for span in summary["by_distance"]) == len(examples)
    few = summarize_calibration(examples[:40], judge_examples(examples[:40], PARAMETERS))
    assert sum(row["count"] for row in few["rows"]) == 40


# --- a few days in each run ------------------------------------------------------------------


def test_places_of_a_few_days_are_held_about_as_often_as_they_are_given():
    days = [date(2024, 9, 1), date(2025, 1, 15)]
    few = [one for one in FRONT.readings if any(abs((one.date - day).days) < 6 for day in days)]
    front = replace(FRONT, readings=(few[0], few[-1]))
    assert len(pick_days(front)) == 2
    steps = []
    examples = leave_places_out(front, lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == [1, 2]
    summary = summarize_calibration(examples, judge_examples(examples, PARAMETERS))
    assert summary["brier"] < 0.09 < summary["baseline"]


# --- the whole front -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def summary():
    examples = leave_places_out(FRONT)
    return summarize_calibration(examples, judge_apart(examples))


@pytest.mark.long
def test_chances_hold_on_other_ground_and_in_other_seasons(summary):
    assert summary["brier"] <= 0.08
    (row,) = (row for row in summary["rows"] if (row["low"], row["high"]) == (0.8, 0.95))
    assert 0.8 <= row["held"] <= 0.95
    for row in summary["rows"]:
        assert row["low"] - 0.05 <= row["held"] <= row["high"] + 0.1


@pytest.mark.long
def test_the_parameters_are_those_that_fit_best(summary):
    assert PARAMETERS.doubt_km == pytest.approx(summary["doubt_km"], rel=0.1)


@pytest.mark.long
def test_the_readme_tells_the_table(summary):
    told = README.read_text("utf-8")
    for row in summary["rows"]:
        name = f"{row['low'] * 100:.0f}–{row['high'] * 100:.0f}"
        (found,) = re.findall(
            rf"^\| {name} \| (\d+) \| ([\d.]+) \| ([\d.]+) \|", told, re.MULTILINE
        )
        assert int(found[0]) == pytest.approx(row["count"], abs=5)
        assert float(found[2]) == pytest.approx(100 * row["held"], abs=2.0)
