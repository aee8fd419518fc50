"""Map, chart, table and payload say the same on every date."""

import gzip
import json
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, cycle, islice

import pytest

from dashboard.payload.payload import (
    encode_base,
    encode_frames,
    encode_late,
    encode_modes,
    name_file,
)
from dashboard.state.selection import Selection, list_mappers, open_selection
from dashboard.view.figures import format_figure
from dashboard.view.view import build_view
from dashboard.view.workspace import figures_on, lay_out_workspace
from geodata.claims.claims import HELD_KINDS
from geodata.core.dates import Span
from geodata.core.model import Edge, Role, Side, Status

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)
THIRD_PARTY = Side("third_party", Role.OBSERVERS)
SIDES = (UKRAINE, INDEPENDENT, RUSSIA, THIRD_PARTY)


def list_days(workspace):
    front = workspace.dataset.front
    return [front.first + timedelta(days=n) for n in range((front.last - front.first).days + 1)]


def step_on(frames, day):
    """What the browser shows: the last step up to the day."""
    place = bisect_right([step["date"] for step in frames["steps"]], day.isoformat())
    return frames["steps"][place - 1]["figures"] if place else {}


def test_map_and_panel_agree_on_every_date(workspace, frames):
    selection = open_selection(workspace.dataset.front)
    for day in list_days(workspace):
        view = build_view(workspace, Selection(day=day, accounts=selection.accounts, others=True))
        shown = step_on(frames, day)
        for account_view in view.accounts:
            entry = shown.get(account_view.key)
            if account_view.figure is None:
                assert entry is None
                continue
            claim = account_view.figure.claim
            assert entry["claim"] == claim.claim_id
            assert entry["since"] == account_view.figure.since.isoformat()
            assert entry["since"] <= day.isoformat()
            drawn = [workspace.dataset.held[place] for place in entry["areas"]]
            assert drawn == list(account_view.areas)
            assert [workspace.dataset.held[p] for p in entry["others"]] == list(account_view.others)
            assert frames["claims"][claim.claim_id]["figure"] == (
                format_figure(claim) or claim.words
            )
            group = dict(view.groups)[account_view.account]
            assert claim in group, f"{claim.claim_id} is drawn on {day} but not in the panel"


def words_on(frames, accounts, day):
    """What the browser looks up: the intervals of a day, by place and in the accounts' order."""
    order = [account["id"] for account in frames["accounts"]]
    found = {}
    for row in frames["control"]:
        ended = row["end"] is not None and row["end"] < day.isoformat()
        if row["account"] in accounts and row["start"] <= day.isoformat() and not ended:
            found.setdefault(row["place"], []).append(row)
    placed = {place["id"] for place in frames["places"]}
    return {
        place: sorted(rows, key=lambda row: order.index(row["account"]))
        for place, rows in found.items()
        if place in placed
    }


@pytest.mark.parametrize("sides", [SIDES, (RUSSIA, INDEPENDENT)])
def test_map_and_view_agree_on_every_settlement(workspace, frames, sides):
    for day in workspace.timeline.dates:
        places = build_view(workspace, Selection(day=day, accounts=sides)).places
        shown = words_on(frames, {side.value for side in sides}, day)
        assert [report.place.place_id for report in places] == sorted(shown)
        for report in places:
            assert [
                (one.account.value, one.status.value, one.start.isoformat())
                for one in report.intervals
            ] == [
                (row["account"], row["status"], row["start"])
                for row in shown[report.place.place_id]
            ]


def test_accounts_that_differ_on_a_settlement_have_no_common_status(workspace):
    def stand(day, *sides):
        places = build_view(workspace, Selection(day=day, accounts=sides)).places
        return next(one for one in places if one.place.place_id == "sudzha")

    announced = date(2025, 3, 13)  # Moscow announced it; mappers agreed by 15-16 March
    assert stand(announced, *SIDES).status is None
    assert stand(announced, RUSSIA).status is Status.LOST
    assert stand(announced, UKRAINE, RUSSIA).status is None
    assert stand(date(2025, 3, 17), *SIDES).status is Status.LOST


def test_what_is_drawn_is_a_point_of_the_chart(workspace, frames):
    points = {point["claim"]: point for series in frames["series"] for point in series["points"]}
    for area in frames["areas"]:
        point = points[area["claim"]]
        assert point["start"] == point["end"] == area["date"]
        ends = {point["value"], point["low"], point["high"]}
        assert area["km2"] in ends
        assert point["leading"] == area["leading"]


def test_a_mapper_s_own_line_never_changes_hands(workspace):
    lines = {
        mapper: [
            figure.claim.series
            for figure in workspace.timeline.figures(INDEPENDENT, mapper)
            if not figure.in_words
        ]
        for mapper in list_mappers(workspace.dataset.front)
    }
    assert sum(map(bool, lines.values())) > 1
    assert all(set(series) <= {mapper} for mapper, series in lines.items())


def test_the_firm_edge_is_drawn_first_and_inside_the_contested_one(workspace):
    pairs = [areas for areas in workspace.areas.values() if len(areas) > 1]
    assert pairs
    for firm, contested in pairs:
        assert (firm.edge, contested.edge) == (Edge.FIRM, Edge.CONTESTED)
        assert firm.geometry.difference(contested.geometry.buffer(1e-5)).is_empty


def test_switching_accounts_off_takes_them_out_everywhere(workspace):
    view = build_view(workspace, Selection(day=date(2024, 8, 12), accounts=(RUSSIA,)))
    assert [account_view.account.side for account_view in view.accounts] == [RUSSIA]
    assert [account.side for account, _ in view.groups] == [RUSSIA]
    assert {claim.side for claim in view.statements} <= {RUSSIA}


def test_a_mapper_narrows_the_panel_too(workspace):
    view = build_view(
        workspace,
        Selection(day=date(2025, 3, 13), accounts=(INDEPENDENT,), mapper="deepstate"),
    )
    ((_, claims),) = view.groups
    assert {c.series for c in claims if c.kind in HELD_KINDS} == {"deepstate"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 8, 12), {"ukraine": 1000, "independent:afp-isw": 800}),
        (date(2024, 8, 27), {"ukraine": 1294}),
        (date(2024, 9, 6), {"ukraine": 1300}),
        (date(2024, 11, 23), {"ukraine": 800}),
        (date(2025, 2, 13), {"ukraine": 500}),
        (date(2025, 4, 26), {"russia": 0, "independent": 30}),
        (date(2025, 6, 22), {"ukraine": 90, "independent": 5.5, "russia": 0}),
    ],
)
def test_the_dates_of_the_brief(workspace, day, expected):
    figures = figures_on(workspace, day)
    assert {key: figures[key].claim.value for key in expected} == expected


def test_a_denial_stands_in_words_where_its_figure_would(workspace):
    figure = figures_on(workspace, date(2025, 4, 26))["ukraine"]
    assert figure.in_words
    assert figure.claim.words


def test_captions_name_everyone_shown_who_spoke_and_nobody_else(workspace):
    whole = replace(open_selection(workspace.dataset.front), day=date(2024, 8, 12))
    caption = build_view(workspace, whole).caption
    for word in ("12 August 2024", "Kyiv", "Independent", "Moscow", "1,000", "12 by 40 km"):
        assert word in caption
    some = build_view(workspace, replace(whole, accounts=("russia",))).caption
    assert "12 by 40 km" in some
    assert "Kyiv" not in some
    assert "Independent" not in some


def test_a_caption_tells_of_the_last_day_on_which_a_shown_account_spoke(workspace):
    start = replace(open_selection(workspace.dataset.front), day=date(2024, 8, 27))
    assert build_view(workspace, start).caption.startswith("27 August 2024 · Kyiv")
    some = build_view(workspace, replace(start, accounts=("russia",))).caption
    assert some.startswith("12 August 2024 · Moscow")


def test_building_a_view_leaves_the_workspace_as_it_was(workspace):
    before = encode_frames(workspace)
    build_view(workspace, open_selection(workspace.dataset.front))
    assert encode_frames(workspace) == before


def test_all_frames_stay_small_on_the_wire(workspace):
    late = {stem: f"{stem}.json" for stem in (*encode_late(workspace), "modes")}
    asked = {stem: late[stem] for stem in late if stem not in ("overlaps", "reading")}
    # What single readers ask for stands apart: readings of one account's word, what readings share.
    assert len(gzip.compress(encode_frames(workspace, asked), 6)) <= 150_000
    parts = [*encode_late(workspace).values(), encode_modes(workspace, workspace.dataset)]
    assert all(len(gzip.compress(one, 6)) <= 75_000 for one in parts)


def add_areas(dataset, dates):
    """A made-up front: the areas of `dataset` again, on day after day, until there are `dates`."""
    firm = [area for area in dataset.held if area.edge is Edge.FIRM]
    claims, held = dict(dataset.claims), list(dataset.held)
    days = (dataset.front.last + timedelta(days=k) for k in count(1))
    wanted = dates - len({area.date for area in held})
    for day, area in islice(zip(days, cycle(firm), strict=False), wanted):
        name, when = f"{day}-{area.claim_id}", Span(day, day, str(day))
        before = dataset.claims[area.claim_id]
        claims[name] = replace(before, claim_id=name, as_of=when, reported=when, disputed_by=())
        held.append(replace(area, date=day, claim_id=name))
    front = replace(dataset.front, last=held[-1].date)
    return replace(dataset, claims=claims, held=tuple(held), front=front)


OWN = ("reading-ukraine", "reading-independent", "reading-russia")


def measure_frames(workspace):
    """Return what the frames of a front weigh on the wire, in bytes."""
    late = {stem: f"{stem}.json" for stem in ("overlaps", "reading", "shared", *OWN)}
    return len(gzip.compress(encode_frames(workspace, late), 6))


@pytest.mark.long
def test_frames_grow_in_step_with_their_number(workspace):
    held = workspace.dataset.held
    every = sum(area.edge is Edge.FIRM for area in held)  # the same areas again in each round
    sizes, dates = [measure_frames(workspace)], len({area.date for area in held})
    for _ in range(2):
        dates += every
        sizes.append(measure_frames(lay_out_workspace(add_areas(workspace.dataset, dates))))
    step = sizes[2] - sizes[1]
    assert step == pytest.approx(sizes[1] - sizes[0], rel=0.1)
    assert sizes[2] + (1000 - dates) / every * step <= 1_000_000  # of a thousand dates


def test_base_layers_carry_their_credit(workspace):
    layers = json.loads(encode_base(workspace))["layers"]
    assert layers
    assert all(layer["credit"] and layer["geojson"]["features"] for layer in layers)


def test_a_file_s_name_follows_its_content():
    assert name_file("base", b"a") == name_file("base", b"a") != name_file("base", b"b")
