"""The chart of a page and of a slide follows the window that a reader gave the chart on screen."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pptx import Presentation

from dashboard.briefing.chart.chart import draw_chart, list_charted, list_shown_series
from dashboard.briefing.chart.plot import list_runs
from dashboard.briefing.chart.window import (
    find_seen_top,
    keep_seen,
    keep_seen_readings,
    read_window,
)
from dashboard.briefing.deck.chart import find_top_km2
from dashboard.briefing.deck.slides import build_deck
from dashboard.briefing.deck.stops import Stop
from dashboard.briefing.drawing.palette import read_palette
from dashboard.state.selection import open_selection

BOX = (0.0, 0.0, 900.0, 300.0)
AUGUST = "2024-08-06,2024-08-31"
SPRING = "2025-04-01,2025-07-31"
EPOCH = date(1899, 12, 30)


@pytest.fixture
def select(workspace):
    def narrow(window, day=date(2024, 8, 12)):
        opened = open_selection(workspace.dataset.front)
        return replace(opened, day=day, window=window)

    return narrow


def draw_words(workspace, selection):
    drawn = draw_chart(workspace, selection, BOX, 12.0, read_palette(dark=False))
    return [element.text for element in drawn.iter("text")]


def read_heights(workspace, selection):
    """Return the figures beside the axis, the numbers that stand alone at its left."""
    words = (re.sub(r"\D", "", one) for one in draw_words(workspace, selection) if one)
    return max(int(one) for one in words if one and len(one) <= 4 and one not in ("2024", "2025"))


def test_without_a_window_all_is_seen(workspace, select):
    assert read_window(select(None)) is None
    assert "2025" in draw_words(workspace, select(None))


def test_the_axis_is_the_window_and_names_its_days_where_they_are_few(workspace, select):
    words = draw_words(workspace, select(AUGUST))
    assert "6 Aug 2024" in words
    assert "31 Aug 2024" in words
    assert "2025" not in words
    assert {"2025", "May", "Jun", "Jul"} <= set(draw_words(workspace, select(SPRING)))


def test_small_ground_gets_the_height_of_its_window(workspace, select):
    day = date(2025, 6, 22)
    assert read_heights(workspace, select(SPRING, day)) < read_heights(workspace, select(None, day))


def test_the_shown_day_is_marked_only_where_it_is_seen(workspace, select):
    assert "12 August 2024" in [
        word.replace("\xa0", " ") for word in draw_words(workspace, select(AUGUST)) if word
    ]
    assert not any("2024" in word for word in draw_words(workspace, select(SPRING)) if word)


def test_no_mark_of_a_figure_outside_and_none_inside_is_lost(workspace, select):
    first, last = read_window(select(SPRING))
    seen = keep_seen(workspace.timeline, (first, last))
    for name, points in workspace.timeline.points.items():
        touching = [
            one for one in points if one.claim.as_of.end >= first and one.claim.as_of.start <= last
        ]
        assert list(seen.points[name]) == touching
    assert (
        0 < sum(map(len, seen.points.values())) < sum(map(len, workspace.timeline.points.values()))
    )


def test_a_line_that_only_passes_through_counts_for_the_height(workspace, select):
    selection = select(None)
    shown = list_shown_series(workspace.dataset.front, selection)
    lines = [one for one in shown if one.joined]
    runs = [run for one in lines for run in list_runs(workspace.timeline, one) if run.end]
    run = max((run for run in runs if (run.end - run.start).days > 10), key=lambda run: run.value)
    window = run.start + timedelta(days=3), run.start + timedelta(days=5)
    assert find_seen_top(shown, workspace.timeline, (), window) >= run.value


def test_a_reading_is_seen_while_it_holds(workspace, select):
    readings = list_charted(workspace, replace(select(None), layers=frozenset({"reading"})))
    assert len(readings) > 2
    one, following = readings[1], readings[2]
    last = following.date - timedelta(days=1)
    assert keep_seen_readings(readings, (last, last)) == (one,)
    assert keep_seen_readings(readings, (following.date, following.date)) == (following,)
    assert find_seen_top([], workspace.timeline, readings, (last, last)) == one.high_km2


@pytest.mark.parametrize(("window", "labels"), [(AUGUST, "d mmm"), (SPRING, "mmm yy")])
def test_the_chart_of_a_slide_follows_the_window(workspace, select, window, labels):
    selection = select(window)
    first, last = read_window(selection)
    deck = Presentation(BytesIO(build_deck(workspace, [Stop(selection)], alone=True)))
    frame = next(shape for shape in deck.slides[0].shapes if shape.has_chart)
    across, up = frame.chart.category_axis, frame.chart.value_axis
    assert across.minimum_scale == (first - EPOCH).days
    assert across.maximum_scale == (last - EPOCH).days + 1
    assert across.tick_labels.number_format.endswith(labels)
    assert find_top_km2(workspace, selection) <= up.maximum_scale
    if window == SPRING:
        assert up.maximum_scale < find_top_km2(workspace, select(None))
