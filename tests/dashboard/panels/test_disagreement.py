"""The disagreement panel says what map and chart say, on every reported date."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from dashboard.panels.claim_rows import render_source
from dashboard.panels.disagreement import (
    format_ratio,
    list_disagreements,
    list_held_figures,
    list_largest,
    list_leading,
    list_steps,
    render_figures,
    render_pairs,
    render_spread_chart,
)
from dashboard.panels.small_charts import Scales, draw_strip, list_ticks
from dashboard.state.selection import open_selection
from dashboard.view.figures import format_figure
from dashboard.view.view import build_view
from dashboard.view.workspace import KNOWN
from geodata.claims.claims import best_source
from geodata.claims.disagreement import Spread, measure_spread
from geodata.core.model import Role, Side

UKRAINE = Side("ukraine", Role.HOLDER)


def see(workspace, day, **changes):
    return build_view(
        workspace, replace(open_selection(workspace.dataset.front), day=day, **changes)
    )


def test_panel_chart_and_map_agree_on_every_reported_date(workspace):
    found = list_disagreements(workspace, open_selection(workspace.dataset.front))
    for day in workspace.timeline.dates:
        view = see(workspace, day)
        html = render_figures(workspace, view)
        shown = re.findall(r"data-claim='([^']+)' data-leading", html)
        figures = [s.figure for s in view.accounts if s.figure and not s.figure.in_words]
        assert sorted(shown) == sorted(figure.claim.claim_id for figure in figures)
        (step,) = (s for s in found if s.since <= day and (s.until is None or day < s.until))
        assert step.spread == measure_spread(list_leading(view))


@pytest.mark.parametrize("clock", ["event", "known"])
def test_every_figure_in_force_stands_on_an_axis_with_its_source(workspace, clock):
    seen = 0
    for day in workspace.timeline.dates[::4]:
        view = see(workspace, day, clock=clock)
        html = render_figures(workspace, view)
        for claim in list_held_figures(view):
            start = html.index(f"data-claim='{claim.claim_id}'")
            row = html[start : html.index("</li>", start)]
            assert render_source(best_source(workspace.dataset, claim)) in row
            assert format_figure(claim) in unescape(row)
            assert "kf-mark" in row or "kf-range" in row
            seen += 1
    assert seen > 20


def test_the_spread_of_the_opening_date(workspace):
    html = render_figures(workspace, see(workspace, date(2024, 8, 12)))
    assert "Only Kyiv has a leading figure" in html
    # A channel's 45 km² of 7 August is no word on this day, on which it would make 955 km² of it.
    assert "Between the 3 figures of this very day" in html
    assert "520 km² apart · 2.1 to 1" in html
    for words in ("28 settlements, 12 by 40 km", "about 44 settlements, ten unclear"):
        assert words in html


def test_a_side_that_says_none_gives_no_ratio_and_words_stand_as_words(workspace):
    html = render_figures(workspace, see(workspace, date(2025, 4, 26)))
    assert "30 km² apart · one says none" in html
    assert "<q>no figure – denies, positions held</q>" in html
    assert "inf" not in re.sub(r"<[^>]*>", "", html).split()


@pytest.mark.parametrize(
    ("high", "low", "words"),
    [
        (480.0, 480.0, "no difference"),
        (0.0, 0.0, "no difference"),
        (30.0, 0.0, "one says none"),
        (1000.0, 480.0, "2.1 to 1"),
        (483.0, 480.0, "1.01 to 1"),
        (63.0, 3.0, "21 to 1"),
    ],
)
def test_ratios_in_words(workspace, high, low, words):
    claim = workspace.dataset.claims["ua-20240812-syrskyi-1000"]
    assert format_ratio(Spread(claim, claim, high, low)) == words


def test_a_single_account_is_set_against_nothing(workspace):
    html = render_figures(workspace, see(workspace, date(2024, 8, 12)))
    assert "Only Kyiv has a leading figure" in html
    # A channel's 45 km² of 7 August is no word on this day, on which it would make 955 km² of it.
    assert "Between the 3 figures of this very day" in html
    assert "520 km² apart · 2.1 to 1" in html
    assert "No account gives a figure yet" in render_figures(
        workspace, see(workspace, date(2024, 8, 6))
    )
    off = see(workspace, date(2024, 8, 12), accounts=())
    assert "Every account is switched off" in render_figures(workspace, off)


def test_a_pair_shows_both_statements_with_claimant_source_and_grade(workspace):
    html = render_pairs(workspace, see(workspace, date(2025, 4, 26)))
    pair = next(part for part in html.split("<div class='kf-pair'>") if "gs-denial" in part)
    assert "ru-20250426-gerasimov-complete" in pair
    for words in ("General Staff of the Armed Forces of Ukraine", "Gerasimov", "26 April 2025"):
        assert words in pair
    assert pair.count("<abbr>") == 2
    alone = see(workspace, date(2025, 4, 26), accounts=(UKRAINE,))
    assert "ru-" not in render_pairs(workspace, alone)


def test_the_panel_knows_nothing_that_its_clock_does_not_know(workspace):
    day = date(2024, 12, 23)
    view = see(workspace, day, clock="known")
    shown = re.findall(
        r"data-claim='([^']+)'", render_figures(workspace, view) + render_pairs(workspace, view)
    )
    assert shown
    for name in shown:
        assert workspace.dataset.claims[name].reported.end <= day
    found = list_disagreements(workspace, view.selection)
    assert max(step.since for step in found) <= day
    assert found[-1].spread == measure_spread(list_leading(view))


def test_the_largest_disagreements_lead_to_their_dates(workspace):
    found = list_disagreements(workspace, open_selection(workspace.dataset.front))
    by_km2, by_ratio = (list_largest(workspace, found, by_ratio=flag) for flag in (False, True))
    assert len(by_km2) == 10 > len(by_ratio) >= 5, "a ratio needs two figures above nothing"
    assert by_km2[0][0] == date(2024, 10, 14)
    assert "640 km²" in by_km2[0][1]
    assert by_ratio[0][0] == date(2025, 4, 19)
    assert not any("one says none" in label for _, label in by_ratio)
    assert {day for day, _ in list_steps(found)} <= set(workspace.timeline.dates)


def test_the_chart_steps_hatches_gaps_and_dims_what_comes_later(workspace):
    day = date(2025, 1, 17)
    selection = replace(open_selection(workspace.dataset.front), day=day)
    found = list_disagreements(workspace, selection)
    html = render_spread_chart(workspace, selection, found)
    steps = re.findall(r"class='kf-level( kf-later)?'", html)
    assert len(steps) == sum(step.spread is not None for step in found)
    later = sum(step.spread is not None and step.since > day for step in found)
    assert sum(bool(dimmed) for dimmed in steps) == later > 0
    assert html.count("class='kf-gap'") == len(workspace.timeline.gaps)
    assert html.count("kf-playhead") == 1
    assert html.count("<tr><th scope='row'>") == len(found)


def test_the_gaps_of_the_known_clock_end_with_the_shown_day(workspace):
    day = date(2025, 1, 17)
    selection = replace(open_selection(workspace.dataset.front), day=day, clock=KNOWN)
    html = render_spread_chart(workspace, selection, list_disagreements(workspace, selection))
    gaps = workspace.known.gaps_on(day)
    assert html.count("class='kf-gap'") == len(gaps)
    assert 0 < len(gaps) < len(workspace.timeline.gaps)


def test_an_axis_begins_at_zero_and_reaches_the_greatest_figure():
    for greatest in (0.0, 0.4, 5.5, 90.0, 1050.0, 77_000.0):
        ticks = list_ticks(greatest)
        assert ticks[0] == 0
        assert ticks[-1] >= greatest
        assert 2 <= len(ticks) <= 6
    scales = Scales(date(2024, 8, 6), date(2025, 12, 31), list_ticks(100))
    assert scales.place(scales.first) == 0
    assert scales.place(date(2030, 1, 1)) == 100


def test_what_comes_from_data_is_escaped(workspace):
    bad = "<script>alert('x')</script>"
    claim = replace(workspace.dataset.claims["ua-20240812-syrskyi-1000"], claimant=bad)
    assert "<script" not in draw_strip(claim, 1000, bad, hollow=False)
    view = see(workspace, date(2024, 8, 12))
    groups = tuple((account, (claim,)) for account, _ in view.groups)
    assert "<script" not in render_figures(workspace, replace(view, groups=groups))
