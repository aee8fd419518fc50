"""What the screen can export: every form offered in words, made in full, named for its day."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from dashboard.briefing.export import (
    FORMS,
    GROUPS,
    Wish,
    adapt_views,
    fill_wish,
    list_forms,
    make_deck,
    make_film,
    make_pack,
    make_sheet,
    move_view,
    name_file,
    name_view,
    preview_sheet,
)
from dashboard.briefing.film import timelapse
from dashboard.briefing.film.encode import Pace
from dashboard.state.comparison import Comparison
from dashboard.state.filters import Filters
from dashboard.state.selection import open_selection
from dashboard.text.catalogues import EXPORT
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.workspace import translate_workspace

DAY = date(2025, 3, 12)
MAGIC = {
    "png": b"\x89PNG",
    "svg": b"<svg",
    "pdf": b"%PDF-",
    "html": b"<!DOCTYPE html>",
    "slide": b"PK",
}


@pytest.fixture(scope="module")
def selection(workspace):
    return replace(open_selection(workspace.dataset.front), day=DAY)


def test_every_form_belongs_to_a_group_and_every_choice_has_words():
    assert {form.group for form in FORMS.values()} == set(GROUPS)
    for language in LANGUAGES:
        with speak(language):
            for group in GROUPS:
                assert EXPORT[f"what_{group}"]
                for name in list_forms(group):
                    assert EXPORT[f"form_{name}"]
                    for choice, options in FORMS[name].choices.items():
                        assert EXPORT[choice]
                        assert all(EXPORT[f"{choice}_{option}"] for option in options)


@pytest.mark.parametrize("form", list_forms("sheet"))
def test_a_sheet_is_a_file_of_its_kind(workspace, selection, form):
    assert make_sheet(workspace, selection, Wish(form)).startswith(MAGIC[form])


def test_a_picture_has_the_width_that_was_chosen_and_the_page_its_proportions(workspace, selection):
    wide = Image.open(BytesIO(make_sheet(workspace, selection, Wish("png", width="1280"))))
    assert wide.size == (1280, 720)
    preview = preview_sheet(workspace, selection, Wish("pdf", template="a4-portrait"))
    width, height = Image.open(BytesIO(preview)).size
    assert width == 1280
    assert height / width == pytest.approx(297 / 210, rel=0.01)


def test_a_tall_page_is_no_higher_than_a_picture_may_be(workspace, selection, monkeypatch):
    monkeypatch.setattr("dashboard.briefing.export.MOST_PX", 1000)
    wish = Wish("png", width="1280", template="column")
    picture = Image.open(BytesIO(make_sheet(workspace, selection, wish)))
    assert 900 < picture.height <= 1000


def test_a_sheet_speaks_the_language(workspace, selection):
    told, asked = translate_workspace(workspace, "uk"), replace(selection, language="uk")
    svg = make_sheet(told, asked, Wish("svg")).decode()
    assert "12 березня 2025" in svg
    assert "Суджа" in svg


def test_the_sheet_shows_the_extent_of_the_screen_where_it_is_asked_for(workspace, selection):
    near = Wish("svg", map="view", extent=(35.0, 51.1, 35.5, 51.4))
    assert make_sheet(workspace, selection, near) != make_sheet(workspace, selection, Wish("svg"))


def test_a_comparison_is_exported_as_one(workspace, selection):
    other = Comparison("overlay", "ukraine", "ukraine", date(2024, 8, 12))
    compared = replace(selection, compare=other)
    svg = make_sheet(workspace, compared, Wish("svg")).decode()
    assert "12 August 2024" in svg
    assert "12 March 2025" in svg


def test_several_views_stand_on_one_page(workspace, selection):
    views = [replace(selection, day=day) for day in workspace.timeline.dates[:3]]
    assert make_deck(workspace, views, Wish("page")).startswith(b"%PDF-")
    picture = Image.open(BytesIO(make_deck(workspace, views, Wish("picture", width="1280"))))
    assert picture.size == (1280, 720)


def test_a_deck_is_of_the_queue_or_of_the_story(workspace, selection):
    """What is to be made is told with the first step; no more of it is made here."""
    queue = [selection, replace(selection, day=date(2024, 8, 12))]

    def count_steps(wish):
        def stop(done, total, words):
            raise StopIteration(total)

        with pytest.raises(StopIteration) as stopped:
            make_deck(workspace, queue, wish, stop)
        return stopped.value.value

    beside = count_steps(Wish("pptx")) - len(queue)
    story = workspace.dataset.story
    assert count_steps(Wish("pptx", slides="story")) == len(story) + beside > len(queue) + beside


def test_queued_views_take_the_filter_and_the_language_of_now(workspace, selection):
    now = replace(selection, language="ru", filters=Filters(grade="B2"))
    queued = [selection, replace(selection, day=date(2024, 8, 12), filters=Filters(core=True))]
    adapted = adapt_views(queued, now)
    assert [one.day for one in adapted] == [one.day for one in queued]
    assert {(one.filters, one.language) for one in adapted} == {(now.filters, "ru")}


def test_views_move_within_the_deck_and_out_of_it():
    assert move_view("abc", 0, 1) == ("b", "a", "c")
    assert move_view("abc", 0, -1) == ("a", "b", "c")
    assert move_view("abc", 2, -1) == ("a", "c", "b")
    assert move_view("abc", 2, 1) == ("a", "b", "c")
    assert move_view("abc", 1, None) == ("a", "c")


def test_the_pack_is_one_archive_with_its_sums(workspace):
    import zipfile  # noqa: PLC0415

    told = []
    archive = make_pack(workspace, lambda done, total, words: told.append((done, total, words)))
    names = zipfile.ZipFile(BytesIO(archive)).namelist()
    assert any(name.endswith("SHA256SUMS") for name in names)
    assert told[-1][0] == told[-1][1]


def test_a_file_is_named_for_topic_language_paper_and_days():
    days = [date(2024, 8, 12), DAY]
    assert name_file("kursk", Wish("png"), [DAY]) == "kursk-front_en_slide_20250312.png"
    assert name_file("kursk", Wish("mp4"), days) == "kursk-front_en_film_20240812_20250312.mp4"
    assert name_file("kursk", Wish("zip"), []) == "kursk-front_en_data.zip"
    with speak("ru"):
        named = name_file("kursk", Wish("pdf", template="a4"), [DAY])
    assert named == "kursk-front_ru_a4_20250312.pdf"


def test_the_file_of_a_comparison_says_so_with_the_day_of_each_side(workspace):
    alone = replace(open_selection(workspace.dataset.front), day=DAY)
    compared = replace(alone, compare=Comparison("overlay", "a", "a", date(2024, 8, 12)))
    for view, told in ((alone, "20250312"), (compared, "compare_20240812_20250312")):
        assert name_view("kursk", Wish("pdf"), view) == f"kursk-front_en_slide_{told}.pdf"


def test_a_wish_takes_the_first_of_what_was_not_chosen():
    assert fill_wish("mp4", {"by": "day"}) == Wish("mp4", by="day")
    assert fill_wish("png", {"width": "3840"}).width == "3840"
    for name, form in FORMS.items():
        first = {choice: options[0] for choice, options in form.choices.items()}
        assert fill_wish(name, {}) == fill_wish(name, first)


@pytest.mark.parametrize(("length", "seconds"), [("free", None), ("20", 20), ("120", 120)])
def test_a_film_takes_the_length_that_was_chosen(workspace, monkeypatch, length, seconds):
    asked = {}
    monkeypatch.setattr(timelapse, "render_film", lambda *_, **given: asked.update(given) or b"")
    view = open_selection(workspace.dataset.front)
    make_film(workspace, view, fill_wish("mp4", {"length": length}))
    if seconds is None:
        assert asked["speed"] is None
        return
    pace = Pace(asked["speed"], card=asked["card"])
    steps = len(timelapse.list_days(workspace, view, asked["first"], asked["last"], asked["by"]))
    assert steps / pace.speed + pace.hold + 2 * pace.card == pytest.approx(seconds)
