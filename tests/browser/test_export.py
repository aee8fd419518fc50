"""The Export dialog in Chromium: files that open, a deck in the reader's order, a way to stop."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from dashboard.text.catalogues import EXPORT, SHARE, TIMELINE
from tests.browser.waiting import wait_for_rest, wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 90_000


@pytest.fixture(scope="module")
def opened(open_shared, address):
    """The dashboard on 12 March 2025, its map painted."""
    page = open_shared(f"{address}/?date=2025-03-12", viewport={"width": 1500, "height": 1100})
    frame = page.frame_locator(".st-key-map iframe")
    frame.locator("[data-testid=timeline][data-date='2025-03-12']").wait_for(timeout=WAIT_MS)
    return page


@pytest.fixture
def page(opened):
    """The dashboard, and afterwards without a dialog."""
    yield opened
    dialog = opened.get_by_role("dialog")
    if dialog.count():
        dialog.get_by_role("button", name="Close").click()
        dialog.wait_for(state="hidden", timeout=WAIT_MS)


def open_dialog(page, *chosen):
    wait_for_rest(page)  # a dialog that opens while its button is drawn anew is shut again
    page.get_by_role("button", name=EXPORT["open"]).click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for(timeout=WAIT_MS)
    for label in chosen:
        dialog.get_by_role("radio", name=label, exact=True).click()
    return dialog


# Both in one task of the browser: no message can come in between.
CHOOSE_AND_DOWNLOAD = """(dialog, [form, download]) => {
  const press = (names, words) =>
    [...dialog.querySelectorAll(names)].find((one) => one.innerText.endsWith(words)).click();
  press("[role=radio]", form);
  press("[data-testid=stDownloadButton] button", download);
}"""


def download(page, dialog):
    button = dialog.get_by_role("button", name=EXPORT["download"])
    button.wait_for(timeout=WAIT_MS)
    with page.expect_download(timeout=WAIT_MS) as pending:
        button.click()
    return pending.value.suggested_filename, Path(pending.value.path()).read_bytes()


def test_the_sheet_is_seen_before_it_is_downloaded(page):
    dialog = open_dialog(page)
    dialog.locator("[data-testid=stImage] img").wait_for(timeout=WAIT_MS)
    name, content = download(page, dialog)
    assert name == "kursk-front_en_slide_20250312.png"
    assert Image.open(BytesIO(content)).size == (1920, 1080)


def test_the_sheet_can_show_what_the_screen_shows(page):
    frame = page.locator(".st-key-map iframe").last.content_frame
    for _ in range(3):
        frame.get_by_role("button", name=TIMELINE["zoom_in"]).click()
        page.wait_for_timeout(700)
    dialog = open_dialog(page)
    picture = dialog.locator("[data-testid=stImage] img")
    fitted = picture.evaluate("image => image.src", timeout=WAIT_MS)
    dialog.get_by_label(EXPORT["map"], exact=True).click()
    page.get_by_role("option", name=EXPORT["map_view"]).click()
    wait_until(
        page,
        "old => document.querySelector('[role=dialog] [data-testid=stImage] img')?.src !== old",
        arg=fitted,
        timeout=WAIT_MS,
    )
    assert picture.evaluate("image => image.src") != fitted


def test_a_download_at_once_after_a_choice_is_of_that_choice(page):
    dialog = open_dialog(page)
    dialog.get_by_role("button", name=EXPORT["download"]).wait_for(timeout=WAIT_MS)
    with page.expect_download(timeout=WAIT_MS) as pending:
        dialog.evaluate(CHOOSE_AND_DOWNLOAD, [EXPORT["form_pdf"], EXPORT["download"]])
    name = pending.value.suggested_filename
    content = Path(pending.value.path()).read_bytes()
    assert name.endswith(".pdf")
    assert content.startswith(b"%PDF-")


def test_this_view_is_a_slide_in_two_clicks_and_its_link_is_the_page_s_own(page):
    frame = page.frame_locator(".st-key-map iframe")
    frame.get_by_role("button", name=TIMELINE["share"]).click()
    panel = frame.get_by_role("dialog", name=SHARE["share_title"])
    slide = panel.get_by_role("button", name=SHARE["share_slide"])
    with page.expect_download(timeout=WAIT_MS) as pending:
        slide.click()
    assert pending.value.suggested_filename == "kursk-front_en_slide_20250312.pptx"
    assert len(Presentation(pending.value.path()).slides) == 1
    link = panel.get_by_role("textbox", name=SHARE["share_link"], exact=True)
    assert link.input_value() == page.url
    embedded = panel.get_by_role("textbox", name=SHARE["share_embed"], exact=True)
    assert 'src="kursk-front.html#date=2025-03-12' in embedded.input_value()
    panel.get_by_role("button", name=TIMELINE["close"]).click()


def test_a_deck_of_the_views_that_were_added(page):
    page.get_by_role("button", name=EXPORT["queue_add"]).click()
    told = page.get_by_text(EXPORT.count("queue_added", 1), exact=True)
    told.wait_for(timeout=WAIT_MS)
    dialog = open_dialog(page, EXPORT["what_deck"])
    dialog.get_by_text("1. 12 March 2025").wait_for(timeout=WAIT_MS)
    dialog.get_by_role("button", name=EXPORT["make"]).click()
    name, content = download(page, dialog)
    assert name == "kursk-front_en_deck_20250312.pptx"
    words = [
        shape.text_frame.text
        for slide in Presentation(BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert any("12 March 2025" in text for text in words)


# The map has something to tell as the button is pressed, in one task of the browser.
STEP_AND_PRESS = """(pressed, key) => {
  const map = document.querySelector(".st-key-map iframe").contentDocument;
  const slider = map.querySelector("[data-testid=timeline-slider]");
  slider.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true }));
  pressed.click();
}"""


def test_a_choice_in_the_dialog_is_heard_while_the_map_tells_of_a_move(page):
    dialog = open_dialog(page)
    for key, name in (("ArrowRight", "what_data"), ("ArrowLeft", "what_film")):
        wait_for_rest(page)
        dialog.get_by_role("radio", name=EXPORT[name], exact=True).evaluate(STEP_AND_PRESS, key)
        note = EXPORT[f"{name.removeprefix('what_')}_note"]
        dialog.get_by_text(note, exact=True).wait_for(timeout=WAIT_MS)
    wait_for_rest(page)


def test_a_slide_is_made_while_the_map_tells_of_a_move(page):
    frame = page.frame_locator(".st-key-map iframe")
    frame.get_by_role("button", name=TIMELINE["share"]).click()
    panel = frame.get_by_role("dialog", name=SHARE["share_title"])
    hidden = page.locator(".st-key-slide [data-testid=stDownloadButton] button")
    for key in ("ArrowRight", "ArrowLeft"):
        with page.expect_download(timeout=WAIT_MS) as pending:
            hidden.evaluate(STEP_AND_PRESS, key)
        day = pending.value.suggested_filename.removesuffix(".pptx")[-8:]
        assert (day == "20250312") == (key == "ArrowLeft")
    panel.get_by_role("button", name=TIMELINE["close"]).click()


def test_the_data_comes_as_one_archive(page):
    dialog = open_dialog(page, EXPORT["what_data"])
    dialog.get_by_role("button", name=EXPORT["make"]).click()
    _, content = download(page, dialog)
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None


def test_a_film_that_is_stopped_leaves_nothing(page):
    dialog = open_dialog(page, EXPORT["what_film"])
    dialog.get_by_text(EXPORT["first"], exact=True).wait_for(timeout=WAIT_MS)
    dialog.get_by_role("button", name=EXPORT["make"]).click()
    stop = dialog.get_by_role("button", name=EXPORT["stop"])
    stop.click(timeout=WAIT_MS)
    stop.wait_for(state="hidden", timeout=WAIT_MS)
    dialog.get_by_role("progressbar").wait_for(state="hidden", timeout=WAIT_MS)
    assert dialog.get_by_role("button", name=EXPORT["download"]).count() == 0
