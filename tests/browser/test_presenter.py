"""Presenting to a room and walking through the story, in the standalone page on made-up data."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page, expect

from dashboard.text.catalogues import PRESENTER, TIMELINE
from dashboard.timeline_map import render_page
from tests.browser.stage import HEAR_CANVAS, assert_stage_is_clean
from tests.browser.waiting import PAINTED, wait_until

OpenPage = Callable[..., Page]

DAYS = ["2024-08-12", "2024-10-01", "2025-03-12", "2025-06-22"]
HOSTILE = '<img src=x onerror="window.hostile = 1">'
REFUSED = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'))"
FORGETFUL = """Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"""


def make_story(*, taint: str = "") -> list[dict[str, Any]]:
    """Return a story in which nothing is real."""
    url = "javascript:window.hostile=1" if taint else "https://made-up.example/chapter"
    return [
        {
            "date": day,
            "title": f"Made-up chapter {number}{taint}",
            "text": f"A made-up sentence {number}. Another one.{taint}",
            "sources": [{"label": f"Paper {number}{taint}", "url": url}],
        }
        for number, day in enumerate(DAYS, start=1)
    ]


def write_file(chapters: list[dict[str, Any]]) -> bytes:
    return json.dumps({"format": "kursk-front-story", "version": 1, "chapters": chapters}).encode()


@pytest.fixture(scope="session")
def story_url(made_up_timeline: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the made-up front with a made-up story, as one standalone file."""
    frames = {**made_up_timeline.make_frames(), "story": make_story()}
    base = made_up_timeline.make_base()
    html = render_page(json.dumps(frames).encode(), json.dumps(base).encode(), "Made up")
    path = tmp_path_factory.mktemp("story") / "front.html"
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_story(open_page: OpenPage, story_url: str) -> OpenPage:
    """Return a function that opens that page and waits for its first frame."""

    def open_it(**options: Any) -> Page:
        page = open_page(story_url, **options)
        page.wait_for_selector("[data-testid=timeline][data-date]")
        return page

    return open_it


@pytest.fixture(scope="module")
def opened(open_shared: OpenPage, story_url: str) -> Page:
    """Return that page where the whole screen is refused: most of the tests below share it."""
    page = open_shared(story_url, init=REFUSED)
    page.wait_for_selector("[data-testid=timeline][data-date]")
    return page


@pytest.fixture
def story(opened: Page) -> Iterator[Page]:
    """Give the shared page on its first day, and leave it as it opened: at rest, no story shown."""
    yield opened
    opened.mouse.move(5, 5)
    for _ in range(3):  # a dialog, the presentation, the story
        opened.keyboard.press("Escape")
    if opened.locator(".kf-play[data-icon=pause]").count():
        opened.get_by_test_id("timeline-play").click()
    opened.evaluate("document.activeElement.blur()")
    opened.evaluate("date => kurskFront.command({ date, clock: 'event' })", DAYS[0])
    wait_for_date(opened, DAYS[0])
    expect(opened.locator(".kf-story")).to_be_hidden()
    assert not is_presenting(opened)


@pytest.fixture
def edited(story: Page) -> Iterator[Page]:
    """Give the shared page with its editor open, and leave it with the story that it came with."""
    edit_story(story)
    yield story
    if is_presenting(story):
        story.keyboard.press("Escape")
    if story.locator(".kf-edit").is_hidden():
        press(story, "Edit")
    press(story, "Restore")
    press(story, "Done")
    story.locator(".kf-story").get_by_role("button", name="Close").click()


def wait_for_date(page: Page, day: str) -> None:
    wait_until(
        page,
        "day => document.querySelector('[data-testid=timeline]').dataset.date === day",
        arg=day,
    )


def is_presenting(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('.kf').hasAttribute('data-presenting')"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def measure(page: Page, selector: str) -> float:
    return float(
        page.eval_on_selector(
            selector, "e => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom || 1)"
        )
    )


def test_f_fills_the_screen_with_a_clean_stage_and_f_leaves(open_story: OpenPage) -> None:
    """No word is lower than 24 pixels, and what can be pressed is there for who moves alone."""
    page = open_story(viewport={"width": 1920, "height": 1080}, init=HEAR_CANVAS)
    before = {name: measure(page, name) for name in (".kf-date", ".kf-value", ".kf-caption")}
    page.keyboard.press("f")
    wait_until(page, "document.fullscreenElement?.matches('.kf')")
    assert is_presenting(page)
    assert_stage_is_clean(page)
    for name, size in before.items():
        assert measure(page, name) >= 1.5 * size
    page.keyboard.press("ArrowRight")
    wait_for_date(page, "2024-08-29")
    page.keyboard.press("PageUp")
    wait_for_date(page, "2024-08-12")
    assert_stage_is_clean(page)
    box, thumb = (page.locator(one).bounding_box() for one in (".kf-chart", ".kf-thumb"))
    assert box
    assert thumb
    page.mouse.click(thumb["x"] + thumb["width"] / 2, box["y"] + box["height"] / 2)  # enlarged
    page.locator(".kf-controls").get_by_role("button", name="End", exact=True).wait_for()
    assert page.locator("[data-testid=timeline]").get_attribute("data-date") == "2024-08-12"
    page.keyboard.press("f")
    wait_until(page, "!document.fullscreenElement")
    assert not is_presenting(page)
    assert measure(page, ".kf-date") == before[".kf-date"]


def test_where_full_screen_is_refused_the_window_is_filled(story: Page) -> None:
    page = story
    press(page, "Present")
    assert is_presenting(page)
    box = page.locator(".kf").bounding_box()
    assert box
    assert list(box.values()) == pytest.approx([0, 0, 1440, 900], abs=1)
    assert page.get_by_role("alert").count() == 0
    page.keyboard.press("Escape")
    assert not is_presenting(page)


def test_the_browser_s_own_way_out_ends_the_presentation(open_story: OpenPage) -> None:
    page = open_story()
    press(page, "Present")
    wait_until(page, "document.fullscreenElement")
    page.evaluate("document.exitFullscreen()")
    page.locator(".kf:not([data-presenting])").wait_for()


def test_on_the_known_clock_the_story_says_that_it_is_told_in_hindsight(
    story: Page,
) -> None:
    page = story
    page.keyboard.press("n")
    hindsight = page.get_by_text(TIMELINE["story_hindsight"])
    hindsight.wait_for(state="hidden")
    page.keyboard.press("k")
    hindsight.wait_for()


def test_space_plays_after_the_button_began_the_presentation(story: Page) -> None:
    page = story
    press(page, "Present")
    page.keyboard.press("Space")
    page.locator(".kf-play[data-icon=pause]").wait_for()
    assert is_presenting(page)


def test_the_cursor_hides_until_it_moves(story: Page) -> None:
    page = story
    page.keyboard.press("f")
    read = "() => getComputedStyle(document.querySelector('.kf-map')).cursor"
    assert page.evaluate(read) != "none"
    wait_until(page, f"{read} === 'none'", timeout=4000)
    page.mouse.move(400, 300)
    wait_until(page, f"{read} !== 'none'")


def test_b_blanks_only_a_presentation_and_any_key_returns(story: Page) -> None:
    page = story
    blank = page.locator(".kf-blank")
    page.keyboard.press("b")
    expect(blank).to_be_hidden()
    page.keyboard.press("f")
    page.keyboard.press("b")
    box = blank.bounding_box()
    assert box == pytest.approx({"x": 0, "y": 0, "width": 1440, "height": 900}, abs=1)
    assert blank.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(0, 0, 0)"
    page.keyboard.press("ArrowRight")
    expect(blank).to_be_hidden()
    assert page.locator("[data-testid=timeline]").get_attribute("data-date") == "2024-08-12"
    assert is_presenting(page)


def open_notes(page: Page) -> Page:
    """Return the presenter's window, once it shows the chapter."""
    with page.expect_popup() as pending:
        page.keyboard.press("n")
    notes = pending.value
    notes.locator(".kf-presenter-text", has_text="made-up").wait_for()
    return notes


def see(page: Page) -> bytes:
    """Return what the window shows, once all of it rests."""
    page.mouse.move(5, 5)
    page.locator(".kf[data-cursor=hidden]").wait_for()
    return page.screenshot()


NOISE = 40  # of 255, by which the edges of what is drawn twice may differ, once blurred
BLUR = 1.5  # pixels: a line of one may lie across two the next time


def compare(before: bytes, now: bytes) -> tuple[int, int, int, int] | None:
    """Return the box in which two pictures differ, as words on paper would."""
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(now)) as other:
        blur = ImageFilter.GaussianBlur(BLUR)
        apart = ImageChops.difference(*(each.convert("L").filter(blur) for each in (one, other)))
    return apart.point([0] * NOISE + [255] * (256 - NOISE)).getbbox()


def see_at_rest(page: Page) -> bytes:
    """Return the page once it looks the same twice in a row: its map may fly to a chapter."""
    last = see(page)
    for _ in range(100):
        page.wait_for_timeout(100)
        now = see(page)
        if compare(last, now) is None:
            return now
        last = now
    pytest.fail("the page does not come to rest")


def test_the_notes_stand_in_a_window_of_the_presenter_s_own(open_story: OpenPage) -> None:
    """No pixel of the audience's window tells of them, and either window outlives a reload."""
    page = open_story(init=REFUSED)
    page.keyboard.press("f")
    page.keyboard.press("PageDown")
    wait_for_date(page, DAYS[0])
    wait_until(page, "document.querySelector('.kf-story-title').offsetHeight > 0")
    before = see_at_rest(page)
    notes = open_notes(page)
    expect(page.locator(".kf-story-body")).to_be_hidden()
    assert compare(before, see_at_rest(page)) is None
    assert notes.locator("h1").inner_text() == "Made-up chapter 1"
    assert "A made-up sentence 1. Another one." in notes.locator("main").inner_text()
    expect(notes.get_by_role("link", name="Paper 1")).to_be_visible()
    after = PRESENTER["presenter_next"].format(title="Made-up chapter 2", date="1 October 2024")
    expect(notes.get_by_text(after)).to_be_visible()
    clock = notes.locator(".kf-presenter-span")
    expect(clock).to_have_text(re.compile(r"00:0[1-9]"))

    notes.keyboard.press("PageDown")
    wait_for_date(page, DAYS[1])
    expect(notes.locator("h1")).to_have_text("Made-up chapter 2")
    notes.reload()
    expect(notes.locator("h1")).to_have_text("Made-up chapter 2")
    notes.get_by_role("button", name=TIMELINE["story_next"]).click()
    wait_for_date(page, DAYS[2])

    wait_until(page, "location.hash.includes('chapter=3')")  # which it writes once it rests
    former = notes.url
    page.reload()
    page.locator(".kf[data-presenting]").wait_for()
    expect(page.locator(".kf-story-body")).to_be_hidden()
    wait_until(notes, "former => location.href !== former", arg=former)
    expect(notes.locator("h1")).to_have_text("Made-up chapter 3")
    notes.keyboard.press("PageDown")
    wait_for_date(page, DAYS[3])
    expect(notes.locator("h1")).to_have_text("Made-up chapter 4")
    expect(notes.get_by_text(PRESENTER["presenter_last"])).to_be_visible()
    with notes.expect_event("close"):
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    wait_until(page, "!document.querySelector('.kf').hasAttribute('data-presenting')")
    assert notes.is_closed()


def test_page_keys_walk_the_story_and_the_date_follows(story: Page) -> None:
    page = story
    press(page, "Story")
    title, count = page.locator(".kf-story-title"), page.locator(".kf-story-count")
    for key, number in (("PageDown", 2), ("PageDown", 3), ("PageUp", 2), ("PageDown", 3)):
        page.keyboard.press(key)
        wait_for_date(page, DAYS[number - 1])
        assert title.inner_text() == f"Made-up chapter {number}"
        assert count.inner_text() == f"{number} of 4"
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    wait_for_date(page, DAYS[3])
    assert page.get_by_role("button", name=TIMELINE["story_next"]).is_disabled()


def test_a_closed_story_opens_at_the_next_chapter_and_never_goes_back(story: Page) -> None:
    page = story
    title = page.locator(".kf-story-title")
    between = "2024-10-20"
    for key, number in (("PageDown", 3), ("PageUp", 2)):
        page.evaluate("date => kurskFront.command({ date })", between)
        wait_for_date(page, between)
        page.evaluate(PAINTED)  # the story follows once the map is drawn
        page.keyboard.press(key)
        wait_for_date(page, DAYS[number - 1])
        expect(title).to_have_text(f"Made-up chapter {number}")
        page.keyboard.press("Escape")
        expect(page.locator(".kf-story")).to_be_hidden()
    page.keyboard.press("End")
    page.locator(f".kf:not([data-date='{DAYS[1]}'])").wait_for()
    last = page.locator(".kf").get_attribute("data-date")
    page.keyboard.press("PageDown")
    expect(title).to_have_text("Made-up chapter 4")
    wait_for_date(page, last)


def test_away_from_the_chapter_a_button_leads_back(story: Page) -> None:
    page = story
    press(page, "Story")
    page.keyboard.press("End")
    wait_for_date(page, "2025-12-31")
    press(page, "Back to 12 Aug 2024")
    wait_for_date(page, "2024-08-12")
    page.locator(".kf-story").get_by_role("button", name="Close").click()
    expect(page.locator(".kf-story")).to_be_hidden()


@pytest.mark.parametrize("storage", ["", FORGETFUL])
def test_digits_go_to_bookmarks_and_shift_sets_them(open_story: OpenPage, storage: str) -> None:
    page = open_story(init=storage)
    page.keyboard.press("3")
    wait_for_date(page, DAYS[2])
    page.keyboard.press("ArrowLeft")
    wait_until(page, f"document.querySelector('.kf').dataset.date !== '{DAYS[2]}'")
    here = page.locator("[data-testid=timeline]").get_attribute("data-date")
    assert here
    assert here != DAYS[2]
    page.keyboard.press("Shift+Digit5")
    assert page.locator(".kf-flash").inner_text().startswith("Bookmark 5: ")
    page.keyboard.press("Home")
    wait_for_date(page, "2024-08-06")
    page.keyboard.press("5")
    wait_for_date(page, here)
    page.keyboard.press("9")
    assert page.locator(".kf-flash").inner_text() == "No bookmark 9: set it with Shift + 9"


def test_bookmarks_outlive_the_page(open_story: OpenPage) -> None:
    page = open_story()
    page.keyboard.press("Home")
    wait_for_date(page, "2024-08-06")
    page.keyboard.press("Shift+Digit1")
    page.reload()
    page.wait_for_selector("[data-testid=timeline][data-date]")
    page.keyboard.press("1")
    wait_for_date(page, "2024-08-06")


def test_single_keys_can_be_switched_off_and_the_others_still_work(open_story: OpenPage) -> None:
    page = open_story(init=REFUSED)
    press(page, "Keys")
    page.locator(".kf-help .kf-toggle").click()
    page.keyboard.press("Escape")
    for key in ("f", "n", "3", "Space"):
        page.keyboard.press(key)
    assert not is_presenting(page)
    expect(page.locator(".kf-story")).to_be_hidden()
    assert page.locator("[data-testid=timeline]").get_attribute("data-date") == "2024-08-12"
    page.keyboard.press("ArrowRight")
    wait_for_date(page, "2024-08-29")
    assert page.evaluate("localStorage.getItem('kursk-front:shortcuts')") == "false"


def test_a_later_visit_remembers_that_single_keys_are_off(open_story: OpenPage) -> None:
    page = open_story(init="localStorage.setItem('kursk-front:shortcuts', 'false')")
    press(page, "Keys")
    assert not page.locator(".kf-help input").is_checked()


def test_every_key_is_in_the_help(story: Page) -> None:
    page = story
    press(page, "Keys")
    words = page.locator(".kf-help").inner_text()
    for name in ("present", "bookmark", "keep", "story", "notes", "blank"):
        assert TIMELINE[f"help_{name}"] in words
        assert TIMELINE[f"help_{name}_keys"] in words


def edit_story(page: Page) -> None:
    press(page, "Story")
    press(page, "Edit")


def save_story(page: Page, folder: Path) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        press(page, "Save")
    path = folder / "saved.json"
    download.value.save_as(path)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["format"] == "kursk-front-story"
    return list(saved["chapters"])


def test_chapters_are_rewritten_moved_deleted_added_and_saved(edited: Page, tmp_path: Path) -> None:
    page = edited
    page.get_by_label("Title of chapter 1").fill("Another f title b 3")
    page.get_by_label("Text of chapter 1").fill("Other words.")
    assert not is_presenting(page)
    press(page, "Down: Made-up chapter 1")
    press(page, "Delete: Made-up chapter 3")
    page.keyboard.press("End")
    press(page, "Add 31 Dec 2025")
    page.get_by_label("Title of chapter 4").fill("The end")
    saved = save_story(page, tmp_path)
    titles = ["Made-up chapter 2", "Another f title b 3", "Made-up chapter 4", "The end"]
    assert [chapter["title"] for chapter in saved] == titles
    assert [chapter["date"] for chapter in saved] == [DAYS[1], DAYS[0], DAYS[3], "2025-12-31"]
    assert saved[1]["text"] == "Other words."
    press(page, "Restore")
    assert save_story(page, tmp_path) == make_story()


def test_a_presentation_shows_the_story_and_not_its_workshop(edited: Page) -> None:
    page = edited
    press(page, "Present")
    expect(page.locator(".kf-edit")).to_be_hidden()
    assert page.locator(".kf-story-title").inner_text() == "Made-up chapter 1"


def open_file(page: Page, content: bytes) -> None:
    file = {"name": "mine.json", "mimeType": "application/json", "buffer": content}
    page.locator(".kf-edit input[type=file]").set_input_files(file)


def test_a_saved_story_opens_again(edited: Page) -> None:
    page = edited
    chapters = make_story()[::-1]
    open_file(page, write_file(chapters))
    wait_for_date(page, DAYS[3])
    press(page, "Done")
    assert page.locator(".kf-story-title").inner_text() == "Made-up chapter 4"
    page.keyboard.press("PageDown")
    wait_for_date(page, DAYS[2])


def _change(**values: object) -> bytes:
    chapters = make_story()
    chapters[1] |= values
    return write_file(chapters)


# What else a file is refused for is tested without a browser: tests/scripts/words.test.mjs.
BAD_FILES = [
    (b"{", "it is no JSON file"),
    (_change(date="2024-02-31"), "chapter 2 has the date “2024-02-31”"),
    (b" " * 600_000, "it is larger than 512 kB"),
]


def test_a_bad_file_is_refused_in_one_sentence_and_the_story_stays(
    edited: Page, tmp_path: Path
) -> None:
    page = edited
    message = page.locator(".kf-edit-fault")
    for content, fault in BAD_FILES:  # each fault differs from the one before it
        open_file(page, content)
        expect(message).to_contain_text(fault)
        expect(message).to_contain_text("mine.json")
        assert save_story(page, tmp_path) == make_story(), fault


def test_a_hostile_file_stays_text(edited: Page) -> None:
    page = edited
    open_file(page, write_file(make_story(taint=HOSTILE)))
    press(page, "Done")
    assert HOSTILE in page.locator(".kf-story-title").inner_text()
    assert HOSTILE in page.locator(".kf-story-text").inner_text()
    assert page.locator(".kf-story a").count() == 0
    assert page.locator(".kf-story img").count() == 0
    assert page.evaluate("window.hostile") is None


def test_a_front_without_a_story_can_be_given_one(open_front: OpenPage) -> None:
    page = open_front()
    press(page, "Story")
    assert page.locator(".kf-story-title").inner_text() == TIMELINE["story_empty"]
    page.keyboard.press("PageDown")
    press(page, "Edit")
    press(page, "Add 12 Aug 2024")
    page.get_by_label("Title of chapter 1").fill("The first")
    press(page, "Done")
    assert page.locator(".kf-story-title").inner_text() == "The first"
