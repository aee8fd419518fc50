"""The two clocks: map and panel agree on both, and on "known" nothing later shows anywhere."""

import gzip
import json
import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.panels.claims import render_groups
from dashboard.payload.claims import describe_series
from dashboard.payload.payload import encode_frames, encode_late
from dashboard.state.selection import CLOCKS, open_selection, parse_map_state
from dashboard.view.figures import format_lag
from dashboard.view.view import build_view
from dashboard.view.workspace import KNOWN, figures_on
from geodata.claims.claims import contradictions, is_known
from geodata.claims.timeline import series_points
from geodata.core.dates import parse_span
from tests.dashboard.panels.opened import render_opened

AFP_1320 = "ind-20241231-afp-isw-1320"  # as of 20 August 2024, published on 31 December


def look(workspace, day, clock):
    return build_view(
        workspace, replace(open_selection(workspace.dataset.front), day=day, clock=clock)
    )


def list_days(workspace):
    front = workspace.dataset.front
    return [front.first + timedelta(n) for n in range((front.last - front.first).days + 1)]


def steps_of(frames, clock):
    return frames["known_steps" if clock == KNOWN else "steps"]


@pytest.mark.parametrize("clock", CLOCKS)
def test_every_step_shows_what_the_view_shows(workspace, frames, clock):
    for step in steps_of(frames, clock):
        view = look(workspace, date.fromisoformat(step["date"]), clock)
        for account_view in view.accounts:
            entry = step["figures"].get(account_view.key)
            assert (entry is None) == (account_view.figure is None)
            if entry:
                assert entry["claim"] == account_view.figure.claim.claim_id
                assert entry["since"] == account_view.figure.since.isoformat()
                drawn = [workspace.dataset.held[place] for place in entry["areas"]]
                assert drawn == list(account_view.areas)
        if told := [
            step["changes"][one.key] for one in view.accounts if one.key in step["changes"]
        ]:
            assert view.caption.partition(" · ")[2] == "; ".join(told)


@pytest.mark.parametrize("clock", CLOCKS)
def test_between_its_steps_nothing_changes(workspace, frames, clock):
    steps = steps_of(frames, clock)
    dates = [step["date"] for step in steps]
    for day in list_days(workspace):
        place = bisect_right(dates, day.isoformat())
        shown = steps[place - 1]["figures"] if place else {}
        now = figures_on(workspace, day, clock)
        assert {key: entry["claim"] for key, entry in shown.items()} == {
            key: figure.claim.claim_id for key, figure in now.items()
        }


def test_nothing_published_later_is_anywhere_in_the_view(workspace):
    for day in list_days(workspace):
        view = look(workspace, day, KNOWN)
        figures = [account_view.figure for account_view in view.accounts if account_view.figure]
        claims = [claim for figure in figures for claim in (figure.claim, *figure.others)]
        claims += [claim for _, group in view.groups for claim in group]
        assert all(is_known(claim, day) for claim in (*claims, *view.statements)), day
        areas = [area for one in view.accounts for area in (*one.areas, *one.others)]
        assert all(is_known(workspace.dataset.claims[area.claim_id], day) for area in areas)
        for report in view.places:
            for interval in report.intervals:
                told = [workspace.dataset.claims[name] for name in interval.claim_ids]
                assert any(is_known(claim, day) for claim in told)


def test_nothing_published_later_is_in_the_steps(workspace, frames):
    for step in frames["known_steps"]:
        for entry in step["figures"].values():
            drawn = [frames["areas"][place]["claim"] for place in entry["areas"] + entry["others"]]
            for claim in (entry["claim"], *drawn):
                assert frames["claims"][claim]["public"] <= step["date"]


def test_a_review_of_december_is_not_known_in_august(workspace):
    day = date(2024, 8, 27)
    assert figures_on(workspace, day)["independent:afp-isw"].claim.claim_id == AFP_1320
    known = figures_on(workspace, day, KNOWN)["independent:afp-isw"].claim
    assert known.claim_id != AFP_1320
    assert AFP_1320 not in render_opened(workspace, look(workspace, day, KNOWN))
    published = date(2024, 12, 31)
    assert is_known(workspace.dataset.claims[AFP_1320], published)


@pytest.mark.parametrize(
    ("day", "accounts"), [("2024-08-12", "ukraine russia"), ("2025-04-26", "")]
)
def test_what_was_said_at_once_is_the_same_on_both_clocks(workspace, day, accounts):
    on = date.fromisoformat(day)
    keys = accounts.split() or ["ukraine", "russia", "independent"]
    event, known = figures_on(workspace, on), figures_on(workspace, on, KNOWN)
    assert [event[key] for key in keys] == [known[key] for key in keys]


def test_a_late_figure_says_in_the_caption_which_day_it_describes(workspace, frames):
    late = [
        step
        for step in frames["known_steps"]
        if any(
            entry["since"] < step["date"] == frames["claims"][entry["claim"]]["public"]
            for key, entry in step["figures"].items()
            if ":" not in key
        )
    ]
    assert late
    assert all("as of" in "; ".join(step["changes"].values()) for step in late)


def test_the_panel_counts_what_it_hides(workspace):
    day = date(2024, 8, 20)
    view = look(workspace, day, KNOWN)
    html = render_groups(workspace, view)
    assert f"{len(view.hidden)} later reports about this day are hidden on this clock." in html
    assert AFP_1320 in {claim.claim_id for claim in view.hidden}
    event = look(workspace, day, "event")
    assert event.hidden == ()
    assert "later report" not in render_groups(workspace, event)


def test_rivals_of_a_claim_are_those_known(workspace):
    disputed = set()
    for day in workspace.known.dates:
        html = render_opened(workspace, look(workspace, day, KNOWN))
        articles = dict(re.findall(r"data-claim='([^']+)'(.*?)</article>", html, re.DOTALL))
        assert articles
        for claim_id, article in articles.items():
            claim = workspace.dataset.claims[claim_id]
            count = len(contradictions(workspace.dataset, claim, known_on=day))
            assert (f"disputed by {count}<" in article) == (count > 0)
            disputed.add(count > 0)
    assert disputed == {False, True}


@pytest.mark.parametrize(
    ("as_of", "reported", "words"),
    [
        ("2024-08-12", "2024-08-12", ""),
        ("2024-08-12", "2024-08-13", "made public 13 August 2024, 1 day after what it describes"),
        ("2024-08-20", "2024-12-31", "made public 31 December 2024, 133 days after"),
        ("2024-08", "2024-09-05", "made public 5 September 2024, 5 days after"),
        ("2024-08", "2024-08-20", "made public 20 August 2024"),
        ("2024-08", "2024-12", "made public December 2024"),
    ],
)
def test_the_lag_of_a_report_is_said(workspace, as_of, reported, words):
    claim = replace(
        workspace.dataset.claims[AFP_1320], as_of=parse_span(as_of), reported=parse_span(reported)
    )
    said = format_lag(claim)
    assert said.startswith(words)
    assert ("after" in said) == ("after" in words)
    assert bool(said) == bool(words)


def test_a_panel_says_each_lag_on_both_clocks(workspace):
    for clock in CLOCKS:
        view = look(workspace, date(2025, 1, 7), clock)
        html = render_opened(workspace, view)
        told = [format_lag(claim) for _, claims in view.groups for claim in claims]
        assert any(told)
        assert all(lag in html for lag in told)
    assert "days after what it describes" in html


def test_points_carry_the_days_on_which_they_lead_among_what_is_known(workspace):
    sent = {
        point["claim"]: [point["known_leading"], point["known_line"]]
        for one in describe_series(workspace)
        for point in one["points"]
    }
    leading = set()
    for day in workspace.known.dates:
        for points in series_points(workspace.dataset, known_on=day).values():
            for point in points:
                first, line = (
                    days is not None and days[0] <= day.isoformat() <= days[1]
                    for days in sent[point.claim.claim_id]
                )
                assert (point.leading, point.on_line) == (first, line)
                leading.add((first, line))
    assert leading == {(False, False), (False, True), (True, True)}


def test_frames_with_two_clocks_stay_small(workspace):
    late = {stem: f"{stem}.json" for stem in (*encode_late(workspace), "modes")}
    assert len(gzip.compress(encode_frames(workspace, late), 6)) <= 135_000


def read_clock(app):
    """The clock in the command that the map gets."""
    (component,) = app.get("component_instance")
    script = json.loads(component.proto.json_args)["feature_group"]
    start = script.index("kurskFront.command(") + len("kurskFront.command(")
    return json.JSONDecoder().raw_decode(script, start)[0]["clock"]


def test_the_native_control_moves_map_and_address(app, read_address):
    app.query_params["date"] = "2024-08-27"
    app.session_state["more"] = True
    app.run()
    assert read_clock(app) == "event"
    app.radio(key="clock-en-0").set_value("known").run()
    assert not app.exception
    assert read_clock(app) == "known"
    assert read_address()["clock"] == "known"
    assert read_address()["date"] == "2024-08-27"


def test_the_address_restores_the_clock(app):
    app.query_params.update({"date": "2024-08-27", "clock": "known"})
    app.session_state["more"] = True
    app.run()
    assert read_clock(app) == app.radio(key="clock-en-0").value == "known"


def test_the_map_s_state_carries_the_clock(workspace):
    before = open_selection(workspace.dataset.front)
    sent = {"date": "2024-08-27", "clock": "known"}
    known = parse_map_state(sent, workspace.dataset.front, before)
    assert known.clock == "known"
    assert (
        parse_map_state({**sent, "clock": "moon"}, workspace.dataset.front, known).clock == "known"
    )
