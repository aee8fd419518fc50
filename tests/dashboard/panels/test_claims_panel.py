"""The panel of claims: a line for each, what is new first, and each account's word in force."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.panels.claims import (
    FOLDS,
    NEW_AT_ONCE,
    list_folds,
    list_new,
    render_fold,
    render_groups,
    render_statements,
)
from dashboard.panels.claims_table import tell_no_claims
from dashboard.state.filters import Filters
from dashboard.state.selection import open_selection
from dashboard.view.figures import cite_plain
from dashboard.view.filtered import filter_workspace
from dashboard.view.view import build_view
from geodata.claims.claims import LEADING_LETTERS, TOTAL_KINDS, pick_source, start_of_force
from tests.dashboard.panels.opened import open_folds


def look(workspace, day, **more):
    start = open_selection(workspace.dataset.front)
    return build_view(workspace, replace(start, day=date.fromisoformat(day), **more))


def cut(html, part):
    """Return a part of the panel by its name."""
    return html.partition(f"data-part='{part}'")[2]


def list_claims(html):
    return re.findall(r"data-claim='([^']+)'", html)


@pytest.mark.parametrize("day", ["2024-08-12", "2024-08-31", "2025-02-20", "2025-04-26"])
def test_every_claim_has_its_line_and_none_stands_twice_below_what_is_new(workspace, day):
    view = look(workspace, day)
    html = open_folds(render_groups(workspace, view), workspace, view)
    totals = {claim.claim_id for _, claims in view.groups for claim in claims}
    standing = cut(html, "standing")
    ended = {
        claim.claim_id
        for claim in workspace.dataset.claims.values()
        if claim.kind in TOTAL_KINDS and start_of_force(claim) <= view.selection.day
    } - totals
    assert sorted(list_claims(standing)) == sorted(totals | ended)
    said = list_claims(open_folds(render_statements(workspace, view), workspace, view))
    assert len(said) == len(set(said))


def test_in_force_is_one_open_line_an_account_and_the_rest_is_folded(workspace):
    view = look(workspace, "2025-02-20")
    groups = cut(render_groups(workspace, view), "standing").split("class='kf-group'")[1:]
    assert len(groups) == len(view.accounts)
    for group, shown in zip(groups, view.accounts, strict=True):
        ahead = group.partition("<details class='kf-fold'")[0]
        leading = [shown.figure.claim.claim_id] if shown.figure else []
        assert list_claims(ahead) == leading
        assert not shown.figure or f"<span>{shown.maker}</span>" in ahead
    assert "Peaks ever claimed: 10" in render_groups(workspace, view)


def test_what_is_new_is_of_the_day_on_either_clock(workspace):
    for clock in ("event", "known"):
        view = look(workspace, "2025-04-26", clock=clock)
        found = list_new(workspace, view, [c for _, claims in view.groups for c in claims])
        assert len(found) > NEW_AT_ONCE
        for claim in found:
            span = claim.as_of if clock == "event" else claim.reported
            assert span.text == "2025-04-26"
        html = open_folds(render_groups(workspace, view), workspace, view)
        part = cut(html, "new").partition("data-part='standing'")[0]
        assert list_claims(part) == [claim.claim_id for claim in found]
        assert part.partition("class='kf-fold'")[0].count("data-claim") == NEW_AT_ONCE


def test_what_rests_on_weak_sources_alone_leads_no_list(workspace):
    view = look(workspace, "2025-03-12")
    totals = [claim for _, claims in view.groups for claim in claims]
    found = list_new(workspace, view, totals)
    letters = [pick_source(one, workspace.dataset.sources).reliability for one in found]
    told = letters[: sum(one in totals for one in found)]
    weak = [letter not in LEADING_LETTERS for letter in told]
    assert any(weak)
    assert weak == sorted(weak)


@pytest.mark.parametrize("day", ["2024-08-12", "2025-02-20", "2025-11-03"])
def test_a_date_is_sent_without_what_is_folded(workspace, day):
    view = look(workspace, day)
    html = render_groups(workspace, view) + render_statements(workspace, view)
    in_sight = len(list_claims(html))
    assert in_sight <= NEW_AT_ONCE + len(view.accounts)
    folded = {name: claims for name, claims in list_folds(workspace, view).items() if claims}
    assert html.count(f"href='{FOLDS}/") == len(folded)
    for name, claims in folded.items():
        lines = list_claims(render_fold(workspace, view, name))
        assert lines == [claim.claim_id for claim in claims]
    assert len(html) < 3_000 * (in_sight + len(folded))
    assert sum(map(len, folded.values())) > in_sight
    assert render_fold(workspace, view, "no-such-fold") == ""


def test_why_nothing_is_said_is_told_as_it_is(workspace):
    """That nothing was reported is said only where every account is shown and no filter is set."""
    day, front = "2025-04-26", workspace.dataset.front
    off = look(workspace, day, accounts=())
    assert render_statements(workspace, off) == render_groups(workspace, off)
    assert "Every account is switched off." in render_statements(workspace, off)
    assert "every account is switched off" in tell_no_claims(workspace, off)
    few = replace(look(workspace, day, accounts=front.sides[:1]), statements=())
    assert "by the accounts that are shown" in render_statements(workspace, few)
    assert "the accounts that are shown have none" in tell_no_claims(workspace, few)
    sifted = filter_workspace(workspace, Filters(core=True))
    assert "passes the filter" in render_statements(sifted, few)
    assert "passes the filter" in tell_no_claims(sifted, few)
    alone = replace(look(workspace, day), statements=())
    assert "Nothing else was reported in these days." in render_statements(workspace, alone)


def test_a_line_opens_on_its_citation_and_a_link_to_its_day(workspace):
    view = look(workspace, "2025-06-22")
    html = render_groups(workspace, view)
    claim = next(one.figure.claim for one in view.accounts if one.account.label == "Kyiv")
    row = html.partition(f"data-claim='{claim.claim_id}'")[2].partition("</details>")[0]
    assert cite_plain(workspace.dataset, claim).split(".")[0] in row
    assert "data-copy='cite'" in row
    assert "data-copy='?date=2025-06-22'" in row
