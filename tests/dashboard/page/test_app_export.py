"""The Export dialog in the page: what it offers first; the rest is tested in Chromium."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.page import export_dialog
from dashboard.state.selection import MAP_MODES
from dashboard.text.catalogues import EXPORT


@pytest.fixture
def page(app):
    """The page on 12 March 2025."""
    app.query_params["date"] = "2025-03-12"
    return app.run()


def press(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def open_dialog(app, **chosen):
    """Open the dialog with some of its switches set; AppTest runs the page, not the dialog."""
    opening = app.session_state["export_acts"].times + 1
    for key, value in chosen.items():
        app.session_state[f"export_{opening}_{key}"] = value
    press(app, EXPORT["open"])
    assert not app.exception
    return app


def list_labels(app, sort):
    """Return the labels of what is seen: the button of "Share" is there for the map's script."""
    return [one.label for one in app.get(sort) if one.label != EXPORT["form_slide"]]


def test_a_view_has_a_preview_and_a_download(page):
    dialog = open_dialog(page)
    assert list_labels(dialog, "download_button") == [EXPORT["download"]]
    assert [one.label for one in dialog.selectbox][-4:] == [
        EXPORT[name] for name in ("template", "theme", "map", "width")
    ]
    assert EXPORT["make"] not in list_labels(dialog, "button")


def test_the_interactive_page_says_what_it_is(page):
    dialog = open_dialog(page, form_png="html")
    assert EXPORT["html_note"] in [one.value for one in dialog.caption]
    assert list_labels(dialog, "download_button") == [EXPORT["download"]]


def test_an_empty_deck_says_how_to_fill_it(page):
    dialog = open_dialog(page, what_sheet="deck")
    assert [one.value for one in dialog.info] == [EXPORT["queue_empty"]]
    assert EXPORT["make"] not in list_labels(dialog, "button")


def test_a_view_is_queued_once_and_nothing_is_made_before_it_is_asked_for(page):
    press(page, EXPORT["queue_add"])
    assert [one.value for one in page.toast] == [EXPORT.count("queue_added", 1)]
    press(page, EXPORT["queue_add"])
    assert [one.value for one in page.toast] == [EXPORT.count("queue_there", 1)]
    assert [one.day for one in page.session_state["record"].deck] == [date(2025, 3, 12)]
    dialog = open_dialog(page, what_sheet="deck")
    assert list_labels(dialog, "button").count(EXPORT["queue_drop"]) == 1
    assert EXPORT["make"] in list_labels(dialog, "button")
    assert not list_labels(dialog, "download_button")


def test_a_view_is_kept_as_it_was_when_a_later_one_overtakes_the_run(page, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(export_dialog, "show_ways_out", lambda _: None)  # so far no run has come
        press(page, EXPORT["queue_add"])
    page.session_state["record"].asked.append(({"day": date(2025, 3, 13)}, ""))
    page.run()
    assert [one.value for one in page.toast] == [EXPORT.count("queue_added", 1)]
    assert [one.day for one in page.session_state["record"].deck] == [date(2025, 3, 12)]


def test_the_deck_that_a_browser_kept_is_taken_over(page):
    links = ["?date=2024-08-20", "?date=2024-09-01", "?date=2024-08-20"]
    page.text_input(key="kept_deck").set_value(json.dumps([7, *links])).run()
    days = [one.day for one in page.session_state["record"].deck]
    assert days == [date(2024, 8, 20), date(2024, 9, 1)]
    page.text_input(key="kept_deck").set_value("7").run()
    assert len(page.session_state["record"].deck) == 2


def test_a_file_is_let_go_once_another_is_asked_for(page):
    press(page, EXPORT["queue_add"])
    dialog = press(open_dialog(page, what_sheet="deck"), EXPORT["make"])
    job = page.session_state["export_acts"].job
    press(dialog, EXPORT["make"])
    assert page.session_state["export_acts"].job is not job
    assert not job.content


def test_each_view_of_the_deck_has_its_name_and_moves_only_where_it_can(page):
    press(page, EXPORT["queue_add"])
    record = page.session_state["record"]
    views = record.deck
    record.deck = (*views, *(replace(views[0], mode=one) for one in MAP_MODES[1:]))
    dialog = open_dialog(page, what_sheet="deck")
    listed = [one.value for one in dialog.get("html") if re.match(r"<p>\d\. ", str(one.value))]
    assert [one.partition("·")[2] for one in listed] == ["", " agreement</p>", " days held</p>"]
    idle = {
        label: [one.disabled for one in dialog.button if one.label == EXPORT[label]]
        for label in ("queue_up", "queue_down", "queue_drop")
    }
    assert idle == {
        "queue_up": [True, False, False],
        "queue_down": [False, False, True],
        "queue_drop": [False, False, False],
    }


def test_a_film_and_the_data_are_made_on_asking(page):
    film = open_dialog(page, what_sheet="film")
    names = EXPORT["first"], EXPORT["last"]
    assert [one.value for one in film.text_input if one.label in names] == [
        "2024-08-06",
        "2025-12-31",
    ]
    assert "6 August 2024" in "".join(one.value for one in film.caption)
    assert EXPORT["make"] in list_labels(film, "button")
    data = open_dialog(page, what_sheet="data")
    assert EXPORT["make"] in list_labels(data, "button")
    assert not list_labels(data, "download_button")
