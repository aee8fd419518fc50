"""What is worked out once: views and their panels, and what st_folium makes of the map."""

import json

import streamlit_folium
from streamlit_folium import st_folium

from dashboard.page.files import ROOT
from dashboard.page.map_frame import HEIGHT, show_frame
from dashboard.panels import claim_rows
from dashboard.panels.claims import render_groups
from dashboard.state.selection import Selection, parse_query
from dashboard.timeline_map import build_map, write_command
from dashboard.view.memo import Kept, keep_panel, keep_view
from dashboard.view.view import build_view
from tests.dashboard.panels.opened import render_opened

EXTENT = (33.95, 50.85, 36.35, 51.95)
COMMAND = {"date": "2024-08-12", "words": "</script><b>{{ 7 * 7 }}\\n", "numbers": {"date": 1}}


def select(workspace, **query):
    front, dates = workspace.dataset.front, workspace.timeline.dates
    given = {name: [value] for name, value in query.items()}
    selection, notices = parse_query(given, front, dates, workspace.choices)
    assert isinstance(selection, Selection)
    assert not notices
    return selection


def test_a_view_and_its_panel_are_made_once(workspace):
    selection = select(workspace, date="2024-09-01")
    view = keep_view(workspace, selection)
    assert view == build_view(workspace, selection)
    assert keep_view(workspace, select(workspace, date="2024-09-01")) is view
    html = keep_panel("claims", render_groups, workspace, view)
    assert html == render_groups(workspace, view)
    assert keep_panel("claims", lambda *_: "made anew", workspace, view) is html
    assert keep_panel("other", lambda *_: "another", workspace, view) == "another"


def test_what_nobody_looks_at_makes_room(workspace):
    kept, made = Kept(2), []
    days = [select(workspace, date=f"2024-09-0{day}") for day in (1, 2, 3)]
    for day in (0, 1, 0, 2, 0, 1):
        kept.take(workspace, days[day], lambda day=day: made.append(day))
    assert made == [0, 1, 2, 1]


def test_lines_that_were_kept_are_those_of_the_day_and_the_clock(workspace, monkeypatch):
    asked = [
        select(workspace, date=day, clock=clock)
        for day in ("2024-08-27", "2024-12-31", "2025-03-12")
        for clock in ("event", "known")
    ]
    views = [build_view(workspace, selection) for selection in asked]
    kept = [render_opened(workspace, view) for view in (*views, *views)]
    for view, *found in zip(views, kept, kept[len(views) :], strict=False):
        monkeypatch.setattr(claim_rows, "_RESTS", Kept(1))
        assert found == 2 * [render_opened(workspace, view)]


def test_the_frame_gets_what_st_folium_would_give_it(monkeypatch):
    told = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: told.append(given))
    for _ in range(2):
        show_frame(EXTENT, ".rests", COMMAND)
    st_folium(
        build_map(None, ROOT, EXTENT, rests=".rests"),
        key="a-map",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=write_command(COMMAND),
    )
    for given in told:
        given.pop("on_change")
        given.pop("id")  # of the folium map, which is another each time
        given.pop("key")  # by which the page's style sheet and these tests find it
    # What reaches the browser is JSON.
    assert len({json.dumps(given, sort_keys=True) for given in told}) == 1
