"""The address: it says what is shown, is read whenever another is opened, and leaves no history."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
TIMELINE = "[data-testid=timeline]"
BEFORE = "about:blank"


def open_map(page, url):
    """Open the served page and return the frame of its map, once that is drawn."""
    page.goto(url)
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(f"{TIMELINE}[data-date]").wait_for(timeout=WAIT_MS)
    return frame


def wait_for_address(page, part, *, there=True):
    """Wait until a part stands in the address, or no longer does."""
    script = "([part, there]) => (location.search + location.hash).includes(part) === there"
    wait_until(page, script, arg=[part, there], timeout=WAIT_MS)


def read_parts(page):
    parts = urlsplit(page.url)
    return dict(parse_qsl(parts.query or parts.fragment))


def wait_for_date(where, day):
    where.locator(f"{TIMELINE}[data-date='{day}']").wait_for(timeout=WAIT_MS)


def test_one_back_leaves_the_page_and_forward_comes_back_to_what_was_shown(page, address):
    page.goto(BEFORE)
    frame = open_map(page, f"{address}/?date=2024-08-12")
    length = page.evaluate("history.length")
    slider = frame.locator("[data-testid=timeline-slider]")
    for _ in range(4):
        before = frame.locator(TIMELINE).get_attribute("data-date")
        slider.press("ArrowRight")
        frame.locator(f"{TIMELINE}:not([data-date='{before}'])").wait_for()
        shown = frame.locator(TIMELINE).get_attribute("data-date")
        wait_for_address(page, f"date={shown}")
    page.locator("[class*=st-key-panel] button", has_text="Table").click()
    wait_for_address(page, "panel=table")
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url == BEFORE
    page.go_forward()
    frame = page.locator(".st-key-map iframe").last.content_frame
    wait_for_date(frame, shown)
    assert read_parts(page) == {"date": shown, "panel": "table"}


def test_what_is_seen_of_the_map_and_the_story_survives_a_reload(page, address):
    link = "?date=2025-02-20&Accounts=ukraine.&amp;layers=water&fbclid=x"
    frame = open_map(page, f"{address}/{link}")
    wait_until(
        page,
        "() => location.search === '?date=2025-02-20&accounts=ukraine&layers=water'",
        timeout=WAIT_MS,
    )
    assert not page.locator("[data-testid=stAlert]").count()
    frame.locator("[data-testid=timeline-slider]").press("PageDown")
    wait_for_address(page, "chapter=")
    frame.locator(".kf-map-tools button").first.click()
    wait_for_address(page, "view=")
    wanted = read_parts(page)
    chapter = frame.locator(".kf-story-title").inner_text()
    page.reload()
    frame = page.locator(".st-key-map iframe").last.content_frame
    wait_for_date(frame, wanted["date"])
    frame.locator(".kf-story-title", has_text=chapter).wait_for()
    page.locator(".kf-title").wait_for()
    page.wait_for_timeout(600)  # longer than the bar waits before it writes
    assert read_parts(page) == wanted
    frame.locator(".kf-map-tools button").nth(2).click()
    wait_for_address(page, "view=", there=False)


def test_a_chapter_that_is_not_there_is_said_until_the_reader_goes_on(page, address):
    frame = open_map(page, f"{address}/?chapter=99")
    story = frame.locator(".kf-story-reading")
    last = story.locator(".kf-story-count").inner_text().split()[-1]
    story.get_by_text(f"There is no chapter 99; the last is {last}.").wait_for()
    frame.locator("[data-testid=timeline-slider]").press("ArrowLeft")
    story.get_by_text("There is no chapter").wait_for(state="hidden")


def test_another_address_that_is_opened_in_the_page_is_read(page, address):
    frame = open_map(page, f"{address}/?date=2024-08-12")
    page.locator(".kf-title", has_text="12 August 2024").wait_for(timeout=WAIT_MS)
    page.evaluate("history.pushState({}, '', '?date=2025-03-12')")
    page.evaluate("history.back()")
    page.wait_for_timeout(300)  # the same as before: nothing is to be read
    wait_for_date(frame, "2024-08-12")
    page.evaluate("history.forward()")
    frame = page.locator(".st-key-map iframe").last.content_frame
    wait_for_date(frame, "2025-03-12")
    page.locator(".kf-title", has_text="12 March 2025").wait_for(timeout=WAIT_MS)


def test_the_one_file_page_keeps_what_it_shows_behind_the_hash(page, bundled_url):
    page.goto(bundled_url)
    wait_for_date(page, "2024-08-12")
    assert page.url == bundled_url, "nothing was chosen yet"
    length = page.evaluate("history.length")
    page.locator("[data-testid=timeline-slider]").press("ArrowRight")
    wait_until(page, "() => location.hash.startsWith('#date=2024-08-')")
    shown = page.locator(TIMELINE).get_attribute("data-date")
    wait_for_address(page, f"date={shown}")
    assert read_parts(page) == {"date": shown}, "a choice that nobody made is in the address"
    assert page.evaluate("history.length") == length
    page.reload()
    wait_for_date(page, shown)
    page.evaluate(
        "location.hash = '#date=2025-04-26&amp;Accounts=Ukraine,russia.&view=10/51.2/35.1'"
    )
    wait_for_date(page, "2025-04-26")
    # Words without a figure leave the last area as a ghost, and stand beside it.
    expect(page.locator("path.kf-ghost[data-account=ukraine]")).to_have_css("fill-opacity", "0")
    expect(page.locator("[data-ghost=ukraine]")).to_contain_text("last figure: about 500")
    assert page.locator(".kf-legend input:checked").count() == 2
    wait_for_address(page, "#date=2025-04-26&accounts=ukraine,russia&view=10/51.2/35.1")
    page.go_back()
    wait_for_date(page, shown)


@pytest.mark.parametrize("mark", ["?", "#"])
def test_a_link_to_the_one_file_page_opens_at_its_date(page, bundled_url, mark):
    page.goto(f"{bundled_url}{mark}date=2025-03-12&compare=overlay&account=ukraine&with=russia")
    wait_for_date(page, "2025-03-12")
    page.locator(".kf-compare:not([hidden])").first.wait_for()


def test_a_place_beside_a_chapter_moves_no_map_and_without_one_its_view_is_told(page, bundled_url):
    link = "date=2024-08-12&place=sudzha&chapter=2"
    page.goto(f"{bundled_url}#{link}")
    wait_for_date(page, "2024-08-12")
    page.locator(".kf-place-ring").wait_for()
    page.wait_for_timeout(900)  # longer than a flight and the bar's wait after it
    assert "view=" not in page.url, "the map has left the chapter's ground for the place"
    page.keyboard.press("Escape")
    wait_for_address(page, "chapter=", there=False)
    wait_for_address(page, "view=")  # else the link would lead to the place
    page.keyboard.press("0")
    seen = page.evaluate("window.map?.getZoom() ?? exposedMap.getZoom()")
    page.wait_for_timeout(600)
    page.reload()
    page.locator(".kf-place-ring").wait_for()
    page.wait_for_timeout(900)
    assert page.evaluate("window.map?.getZoom() ?? exposedMap.getZoom()") == pytest.approx(
        seen, abs=0.02
    )
    page.evaluate("link => { location.hash = link; }", link.replace("place=sudzha&", ""))
    wait_for_address(page, "view=", there=False)
    page.evaluate("link => { location.hash = link; }", link)
    page.locator(".kf-place-ring").wait_for()
    page.wait_for_timeout(900)
    assert "view=" not in page.url
    page.locator(".kf-map-tools button").first.click()
    wait_for_address(page, "view=")
    page.evaluate("kurskFront.command({ nonce: 1, chapter: '2' })")  # as a new session may
    page.wait_for_timeout(600)
    assert "view=" in page.url


def test_the_one_file_page_says_once_what_of_a_link_it_cannot_show(page, bundled_url):
    page.goto(f"{bundled_url}#date=2025-03-12&lang=uk&accounts=ukraine,mars&fbclid=x")
    wait_for_date(page, "2025-03-12")
    notice = page.get_by_test_id("notice")
    assert "lang=uk, accounts=ukraine,mars" in notice.inner_text()
    assert "fbclid" not in notice.inner_text()
    notice.get_by_role("button").click()
    page.locator("[data-testid=timeline-slider]").press("ArrowRight")
    wait_for_address(page, "lang=", there=False)
    expect(notice).to_be_hidden()
    page.evaluate("location.hash = '#date=2025-04-26&panel=table&view=10.1/51.2/35.1'")
    wait_for_date(page, "2025-04-26")
    expect(notice).to_be_hidden()
