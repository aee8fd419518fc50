"""Charts beyond ground: every figure with its source, rivals side by side, nothing joined."""

import re
from dataclasses import replace
from datetime import date

from dashboard.panels.beyond import render_beyond
from dashboard.state.selection import open_selection
from dashboard.view.figures import format_figure
from dashboard.view.view import build_view
from dashboard.view.workspace import lay_out_workspace
from geodata.claims.claims import find_topic
from geodata.core.model import Kind, Role, Side

RUSSIA = Side("russia", Role.OWNER)


def show(workspace, day, **changes):
    selection = replace(open_selection(workspace.dataset.front), day=day, **changes)
    return render_beyond(workspace, build_view(workspace, selection))


def pick_topic(html, topic):
    start = html.index(f"data-topic='{topic}'")
    end = html.find("data-topic=", start + 1)
    return html[start : end if end > 0 else None]


def test_topics_stand_under_their_headings_in_the_order_of_the_front(workspace):
    html = show(workspace, date(2025, 12, 31))
    front = workspace.dataset.front
    assert re.findall(r"data-topic='(\w+)'", html) == [one.topic_id for one in front.topics]
    assert re.findall(r"<h4>([^<]+)", html) == [one.label for one in front.topics]
    groups = list(dict.fromkeys(one.group for one in front.topics))
    assert re.findall(r"<h3>([^<]+)", html) == groups


def test_every_claim_stands_in_the_table_or_the_words_of_its_topic(workspace):
    html = show(workspace, date(2025, 4, 26))
    for claim in workspace.dataset.claims.values():
        if topic := find_topic(workspace.dataset.front, claim):
            part = pick_topic(html, topic.topic_id)
            assert f"<tr data-claim='{claim.claim_id}'" in part or (
                not format_figure(claim) and f"<li data-claim='{claim.claim_id}'" in part
            )
        else:
            assert f"data-claim='{claim.claim_id}'" not in html


def test_each_figure_has_its_source_and_grade(workspace):
    html = show(workspace, date(2025, 4, 26))
    rows = re.findall(r"<tr data-claim=.*?</tr>", html)
    assert len(rows) > 60
    for row in rows:
        assert "<a href=" in row or "<cite" in row
        assert re.search(r"<abbr>[A-F][1-6]</abbr>", row)


def test_ninety_km2_in_sumy_oblast_are_claimed_in_april_2025(workspace):
    part = pick_topic(show(workspace, date(2025, 4, 26)), "area_across")
    latest = part[: part.index("kf-chart")]
    assert "over 90" in latest
    assert "Gerasimov" in latest
    assert "62.6" not in latest, "that count came a month later"


def test_rivals_stand_side_by_side_and_are_never_summed(workspace):
    part = pick_topic(show(workspace, date(2024, 12, 23)), "losses_north_korea")
    latest = part[: part.index("kf-chart")]
    assert "ua-20241223-zelensky-nk3000" in latest
    assert "tp-20241223-seoul-nk1100" in latest
    given = {
        f"{format_figure(claim)}"
        for claim in workspace.dataset.claims.values()
        if claim.topic == "losses_north_korea"
    }
    shown = set(re.findall(r"<b class='kf-figure'>([^<]+)</b>", latest))
    assert len(shown) > 1
    assert shown <= given


def test_what_comes_after_the_shown_day_is_dimmed(workspace):
    claims = [c for c in workspace.dataset.claims.values() if c.kind is Kind.AREA_ACROSS]
    for day in (date(2025, 4, 26), date(2025, 5, 30), date(2025, 12, 31)):
        part = pick_topic(show(workspace, day), "area_across")
        later = sum(claim.as_of.start > day for claim in claims)
        assert len(re.findall(r"kf-mark kf-\w+ kf-later", part)) == later
        assert part.count("(after the shown day)") == later
    before = pick_topic(show(workspace, date(2024, 8, 12)), "area_across")
    assert "No figure up to this day." in before


def test_accounts_and_clock_are_obeyed(workspace):
    html = show(workspace, date(2025, 4, 26), accounts=(RUSSIA,))
    assert "data-account='ukraine'" not in html
    day = date(2025, 1, 15)
    names = re.findall(r"data-claim='([^']+)'", show(workspace, day, clock="known"))
    assert names
    assert all(workspace.dataset.claims[name].reported.end <= day for name in names)
    assert "Every account is switched off" in show(workspace, day, accounts=())


def test_what_comes_from_data_is_escaped(workspace):
    name = "ua-20241123-nk-11000"
    bad = replace(workspace.dataset.claims[name], claimant="<script>alert('x')</script>")
    dataset = replace(workspace.dataset, claims={**workspace.dataset.claims, name: bad})
    html = show(replace(workspace, dataset=dataset), date(2025, 1, 1))
    assert "&lt;script" in html
    assert "<script" not in html


def test_another_front_counts_other_things(made_up):
    made_up_workspace = lay_out_workspace(made_up)
    html = show(made_up_workspace, date(2024, 12, 31))
    assert re.findall(r"<h[34]>([^<]+)", html) == [
        "Villages",
        "Villages held",
        "Boats and losses",
        "Crews of boats",
        "Made-up losses",
    ]
    hostile = replace(made_up.front.topics[0], label="<script>", group="<script>")
    front = replace(made_up.front, topics=(hostile,))
    html = show(lay_out_workspace(replace(made_up, front=front)), date(2024, 12, 31))
    assert "&lt;script" in html
    assert "<script" not in html
