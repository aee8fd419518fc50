"""The panel of places: one place's strip and claims, and the lists that lead to a place."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.panels.place_strip import render_strip
from dashboard.panels.places import (
    group_changes,
    group_differing,
    name_button,
    name_choice,
    render_history,
)
from dashboard.state.selection import open_selection, parse_map_state
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.view import build_view
from dashboard.view.workspace import lay_out_workspace, translate_workspace
from geodata.claims.place_history import list_changes, trace_place

DAY = date(2025, 3, 13)


@pytest.fixture
def view(workspace):
    return build_view(workspace, replace(open_selection(workspace.dataset.front), day=DAY))


def render(workspace, view, place_id):
    accounts = view.selection.accounts
    return render_history(workspace, view, trace_place(workspace.dataset, place_id, accounts))


def test_every_mark_of_the_strip_leads_to_what_it_rests_on(workspace, view):
    for place_id in ("sudzha", "malaya-loknya", "tyotkino", "gornal"):
        html = render(workspace, view, place_id)
        links = set(re.findall(r"href='#([^']+)'", html))
        ids = re.findall(r" id='([^']+)'", html)
        assert links
        assert links <= set(ids)
        assert len(ids) == len(set(ids))


def test_no_claim_is_listed_twice_and_all_are_listed(workspace, view):
    html = render(workspace, view, "sudzha")
    listed = re.findall(r"data-claim='([^']+)'", html)
    history = trace_place(workspace.dataset, "sudzha", view.selection.accounts)
    told = {c.claim_id for row in history.stretches.values() for one in row for c in one.claims}
    assert len(listed) == len(set(listed))
    assert set(listed) == told | {claim.claim_id for claim in history.mentions}


def test_the_strip_spans_the_front_and_the_playhead_stands_on_the_day(workspace):
    front = workspace.dataset.front
    history = trace_place(workspace.dataset, "sudzha", [a.side for a in front.accounts])
    strip = render_strip(workspace, history, DAY)
    share = 100 * (DAY - front.first).days / (front.last - front.first).days
    assert f"--kf-now: {share:.2f}%" in strip
    assert "--kf-now: 0.00%" in render_strip(workspace, history, front.first)
    assert "--kf-now: 100.00%" in render_strip(workspace, history, front.last)
    for left, width in re.findall(r"left:([\d.]+)%;width:([\d.]+)%", strip):
        assert 0 <= float(left) <= float(left) + float(width) <= 100.01
    assert strip.count("class='kf-told-row'") == len(front.accounts)


def test_an_account_that_says_nothing_has_an_empty_row(workspace):
    history = trace_place(
        workspace.dataset, "belaya", [a.side for a in workspace.dataset.front.accounts]
    )
    rows = render_strip(workspace, history, DAY).split("<div class='kf-told-row' ")
    (row,) = (row for row in rows if row.startswith("data-account='ukraine'"))
    assert "does not say who held it" in row
    assert "kf-told-bar" not in row


def test_who_was_first_is_said_with_both_claims(workspace, view):
    html = render(workspace, view, "sudzha")
    lag = re.search(r"<ul class='kf-lags'>(.*?)</ul>", html).group(1)
    words = re.sub(r"<[^>]+>", "", lag)
    assert "Moscow called it lost by Ukraine 2 days before Independent" in words
    assert "Russian Ministry of Defence, 13 March 2025" in words
    assert "15 March 2025" in words


def test_hostile_names_stay_text(workspace, view):
    places = workspace.dataset.places
    bad = replace(places["sudzha"], latin="<b onload=x>'\"&", note="<script>", russian="<i>")
    hostile = lay_out_workspace(replace(workspace.dataset, places={**places, "sudzha": bad}))
    html = render(hostile, view, "sudzha")
    assert "<script" not in html
    assert "<b onload" not in html
    assert "&lt;b onload=x&gt;" in html


def test_lists_name_what_differs_and_what_changed(workspace, view):
    differing = {
        place.place_id
        for _, _, places in group_differing(workspace, view.places)
        for place in places
    }
    split = {one.place.place_id for one in view.places if one.status is None}
    assert differing == split
    assert "sudzha" in differing
    changes = list_changes(workspace.dataset, view.selection.accounts, date(2025, 2, 27), DAY)
    groups = group_changes(workspace, changes)
    assert sum(len(places) for _, _, places in groups) == len(changes)
    assert len({label for label, _, _ in groups}) == len(groups)
    assert "13 March 2025" in groups[0][0]


def test_homonyms_bear_their_district(workspace):
    places = workspace.dataset.places
    assert name_button(workspace, places["sudzha"]) == "Sudzha"
    assert (
        name_button(workspace, places["viktorovka-sudzhansky"]) == "Viktorovka (Sudzhansky raion)"
    )


@pytest.mark.parametrize("name", [name_choice, name_button])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_places_are_offered_in_the_same_words(workspace, name, language):
    with speak(language):
        told = translate_workspace(workspace, language)
        words = [name(told, place) for place in told.dataset.places.values()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("place", [7, ["sudzha"], "../x", "<b>"])
def test_a_bad_place_from_the_browser_keeps_the_former(workspace, place):
    front = workspace.dataset.front
    before = replace(open_selection(front), place="gornal", panel="places")
    after = parse_map_state({"date": "2024-08-12", "place": place, "panel": "mars"}, front, before)
    assert (after.place, after.panel) == ("gornal", "places")


def test_a_place_chosen_on_the_map_opens_its_history(workspace):
    front = workspace.dataset.front
    state = {"date": "2024-08-12", "place": "sudzha", "panel": "places"}
    after = parse_map_state(state, front, open_selection(front))
    assert (after.place, after.panel) == ("sudzha", "places")


@pytest.fixture
def places_app(app):
    app.query_params.update({"date": "2025-03-13", "panel": "places"})
    return app.run()


def read_html(app):
    return "".join(block.proto.body for block in app.get("html"))


def test_a_search_leads_to_the_history_and_back(places_app, read_address):
    places_app.text_input(key="place_query").set_value("Soudja").run()
    places_app.button_group(key="found_places-en-0").set_value("sudzha").run()
    assert not places_app.exception
    assert read_address()["place"] == "sudzha"
    assert places_app.text_input(key="place_query").value == ""
    assert "Who was first" in read_html(places_app)
    (component,) = places_app.get("component_instance")
    assert '\\"place\\":\\"sudzha\\"' in component.proto.json_args
    next(button for button in places_app.button if button.label == "All places").click().run()
    assert not places_app.exception
    assert "place" not in read_address()
    assert "Accounts differ on 13 March 2025: held by Ukraine?" in read_html(places_app)


def test_what_is_typed_while_a_place_is_left_stays(places_app):
    places_app.text_input(key="place_query").set_value("Soudja").run()
    places_app.button_group(key="found_places-en-0").set_value("sudzha").run()
    places_app.text_input(key="place_query").set_value("Korenevo")
    next(button for button in places_app.button if button.label == "All places").click().run()
    assert places_app.text_input(key="place_query").value == "Korenevo"
    assert places_app.button_group(key="found_places-en-0").options


def test_a_search_without_result_says_so(places_app):
    places_app.text_input(key="place_query").set_value("qqqqqqq").run()
    assert not places_app.exception
    assert any("qqqqqqq" in caption.value for caption in places_app.caption)


def test_a_place_that_does_not_exist_is_named(app):
    app.query_params.update({"panel": "places", "place": "atlantis"})
    app.run()
    assert not app.exception
    assert re.search(r"class='kf-message kf-warning'[^>]*><p>[^<]*atlantis", read_html(app))


def test_each_account_answers_in_a_sentence_when_and_by_whose_word(workspace, view):
    part = render(workspace, view, "sudzha").partition("data-testid='answers'")[2]
    answers = part.partition("</ul>")[0].split("<li>")[1:]
    told = {
        label: answer
        for answer in answers
        for label in ("Kyiv", "Moscow")
        if f">{label}:" in answer
    }
    assert "lost by Ukraine from 13 March 2025 (" in told["Moscow"]
    assert "held by Ukraine from" in told["Kyiv"]
    assert "lost by Ukraine from 15 March 2025 (" in told["Kyiv"]


def test_a_chip_says_who_holds_or_lost_a_place_as_the_front_says_it(workspace, view):
    heads = " ".join(words for words, _, _ in group_differing(workspace, view.places))
    assert "Moscow: lost by Ukraine" in heads
    assert not re.search(r": (held|lost)(,|$)", heads)
    strip = render(workspace, view, "sudzha")
    assert "lost by Ukraine since" in strip
