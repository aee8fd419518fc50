"""Charts beyond ground: every figure with its source, rivals side by side, nothing joined."""

import re
from dataclasses import replace
from datetime import date

from dashboard.panels.beyond_panel import GROUPS, render_beyond
from dashboard.state.selection import open_selection
from dashboard.text.disagreement import BEYOND
from dashboard.view.figures import format_figure
from dashboard.view.view import build_view
from geodata.claims.topics import find_topic
from geodata.core.model import Kind, Side, Topic


def show(desk, day, **changes):
    selection = replace(open_selection(desk.dataset.front), day=day, **changes)
    return render_beyond(desk, build_view(desk, selection))


def pick_topic(html, topic):
    start = html.index(f"data-topic='{topic.value}'")
    end = html.find("data-topic=", start + 1)
    return html[start : end if end > 0 else None]


def test_every_topic_has_a_place_and_a_name():
    placed = [topic for _, topics in GROUPS for topic in topics]
    assert sorted(placed) == sorted(Topic)
    assert set(placed) <= set(BEYOND)


def test_every_claim_stands_in_the_table_or_the_words_of_its_topic(desk):
    html = show(desk, date(2025, 4, 26))
    for claim in desk.dataset.claims.values():
        if topic := find_topic(claim):
            part = pick_topic(html, topic)
            assert f"<tr data-claim='{claim.claim_id}'" in part or (
                not format_figure(claim) and f"<li data-claim='{claim.claim_id}'" in part
            )
        else:
            assert f"data-claim='{claim.claim_id}'" not in html


def test_each_figure_has_its_source_and_grade(desk):
    html = show(desk, date(2025, 4, 26))
    rows = re.findall(r"<tr data-claim=.*?</tr>", html)
    assert len(rows) > 60
    for row in rows:
        assert "<a href=" in row or "<cite" in row
        assert re.search(r"<abbr>[A-F][1-6]</abbr>", row)


def test_ninety_km2_in_sumy_oblast_are_claimed_in_april_2025(desk):
    part = pick_topic(show(desk, date(2025, 4, 26)), Topic.AREA_SUMY)
    latest = part[: part.index("kf-chart")]
    assert "over 90" in latest
    assert "Gerasimov" in latest
    assert "DeepState" not in latest, "its count came a month later"


def test_rivals_stand_side_by_side_and_are_never_summed(desk):
    part = pick_topic(show(desk, date(2024, 12, 23)), Topic.LOSSES_NORTH_KOREA)
    latest = part[: part.index("kf-chart")]
    assert "ua-20241223-zelensky-nk3000" in latest
    assert "tp-20241223-seoul-nk1100" in latest
    given = {
        f"{format_figure(claim)}"
        for claim in desk.dataset.claims.values()
        if find_topic(claim) is Topic.LOSSES_NORTH_KOREA
    }
    shown = set(re.findall(r"<b class='kf-figure'>([^<]+)</b>", latest))
    assert len(shown) > 1
    assert shown <= given


def test_what_comes_after_the_shown_day_is_dimmed(desk):
    claims = [c for c in desk.dataset.claims.values() if c.kind is Kind.AREA_SUMY]
    for day in (date(2025, 4, 26), date(2025, 5, 30), date(2025, 12, 31)):
        part = pick_topic(show(desk, day), Topic.AREA_SUMY)
        later = sum(claim.as_of.start > day for claim in claims)
        assert len(re.findall(r"kf-mark kf-\w+ kf-later", part)) == later
        assert part.count("(after the shown day)") == later
    before = pick_topic(show(desk, date(2024, 8, 12)), Topic.AREA_SUMY)
    assert "No figure up to this day." in before


def test_accounts_and_clock_are_obeyed(desk):
    html = show(desk, date(2025, 4, 26), accounts=(Side.RUSSIA,))
    assert "data-account='ukraine'" not in html
    day = date(2025, 1, 15)
    names = re.findall(r"data-claim='([^']+)'", show(desk, day, clock="known"))
    assert names
    assert all(desk.dataset.claims[name].reported.end <= day for name in names)
    assert "Every account is switched off" in show(desk, day, accounts=())


def test_what_comes_from_data_is_escaped(desk):
    name = "ua-20241123-nk-11000"
    bad = replace(desk.dataset.claims[name], claimant="<script>alert('x')</script>")
    dataset = replace(desk.dataset, claims={**desk.dataset.claims, name: bad})
    html = show(replace(desk, dataset=dataset), date(2025, 1, 1))
    assert "&lt;script" in html
    assert "<script" not in html
