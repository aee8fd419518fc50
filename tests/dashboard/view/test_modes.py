"""Agreement and days held: of the view, and the same in what the browser looks up."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
import shapely

from dashboard.payload.modes import describe_modes
from dashboard.state.selection import open_selection, parse_query
from dashboard.view.modes import (
    agree,
    count_days,
    list_agreed,
    list_firm,
    pick_holder,
)
from dashboard.view.shown_mode import show_mode
from geodata.control.modes import list_counted
from geodata.core.measure import area_km2

DAY = date(2025, 1, 20)


@pytest.fixture(scope="module")
def start(workspace):
    return replace(open_selection(workspace.dataset.front), day=DAY)


@pytest.fixture(scope="module")
def modes(workspace):
    return describe_modes(workspace, workspace.dataset)


def test_an_address_asks_for_a_mode_and_says_what_there_is(workspace):
    front = workspace.dataset.front
    asked, notices = parse_query(
        {"mode": "DAYS", "whose": "russia"}, front, workspace.timeline.dates
    )
    assert (asked.mode, asked.whose, notices) == ("days", "russia", ())
    wrong, notices = parse_query({"mode": "sizes", "whose": "me"}, front, workspace.timeline.dates)
    assert (wrong.mode, wrong.whose) == ("accounts", None)
    assert "agreement" in notices[0]
    assert "reading" in notices[1]


def test_classes_sum_to_the_union_on_every_day(workspace, start):
    for day, agreed in list_agreed(workspace, start):
        firm = [area.geometry for area in list_firm(workspace, day, None) if area]
        assert agreed.area_km2 == pytest.approx(area_km2(shapely.union_all(firm)), abs=0.1)
        assert [share.count for share in agreed.shares] == [*range(len(firm), 0, -1)]


def test_an_account_without_a_shape_is_not_one_that_says_nothing_is_held(workspace, start):
    accounts = [one.side.value for one in workspace.dataset.front.accounts]
    agreed = agree(workspace, start)
    assert [accounts[number] for number in agreed.shaped] == ["ukraine", "independent"]
    assert not agreed.empty
    later = agree(workspace, replace(start, day=date(2025, 6, 22)))
    assert [accounts[number] for number in later.empty] == ["russia"]
    assert later.shares[0].area_km2 == 0.0  # what all three give
    one = agree(workspace, replace(start, accounts=start.accounts[:1]))
    assert (one.shaped, len(one.shares)) == ((0,), 1)


def test_days_are_of_whom_is_asked_for_else_of_the_first_shown(workspace, start):
    assert pick_holder(workspace, start) == "ukraine"
    assert pick_holder(workspace, replace(start, accounts=())) is None
    own = replace(start, whose="independent", mapper="deepstate")
    assert pick_holder(workspace, own) == "independent:deepstate"


@pytest.mark.parametrize("mode", ["days", "agreement"])
def test_that_every_account_is_switched_off_is_said_whole(workspace, start, mode):
    shown = show_mode(workspace, replace(start, mode=mode, accounts=()))
    assert shown.notes == ("Every account is switched off.",)
    assert shown.title == {"days": "Days held", "agreement": "Agreement on 20 January 2025"}[mode]


def test_days_times_ground_is_what_the_shapes_have(workspace):
    for key in list_counted(workspace.dataset):
        counted = count_days(workspace, key, DAY)
        whole = sum(one.days * area_km2(one.ground) for one in counted.spells)
        classed = sum(one.km2_days for one in counted.classes)
        assert classed == pytest.approx(whole, rel=1e-4, abs=0.1)
        assert len(counted.outlines) <= 12


def test_no_figure_counts_longer_than_anybody_said(workspace):
    spells = count_days(workspace, "independent:afp-isw", DAY).spells
    assert spells[-1].days == 1  # nothing follows it
    for before, after in pairwise(spells):
        assert before.end < after.start


def test_the_browser_looks_up_what_the_view_has(workspace, start, modes):
    """Map and export agree: the same classes on every day, and the same days of everybody."""
    places = {id(area): place for place, area in enumerate(workspace.dataset.held)}
    rows = {tuple(row["areas"]): row["cells"] for row in modes["agreement"]}
    for mapper in (None, "afp-isw"):
        chosen = replace(start, mapper=mapper)
        for day, agreed in list_agreed(workspace, chosen):
            firm = list_firm(workspace, day, mapper)
            cells = rows.get(tuple(places[id(area)] if area else -1 for area in firm), [])
            for share in agreed.shares:
                there = sum(one["km2"] for one in cells if len(one["givers"]) == share.count)
                assert there == pytest.approx(share.area_km2, abs=0.01)
    for key, row in modes["days"].items():
        counted = count_days(workspace, key, DAY)
        assert [one["days"] for one in row["spells"]] == [one.days for one in counted.spells]
        assert [one["least"] for one in row["classes"]] == [one.least for one in counted.classes]
