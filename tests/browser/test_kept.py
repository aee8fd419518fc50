"""What took a reader's work is kept in the browser: the deck, bookmarks, their own story."""

import pytest

from tests.browser.waiting import wait_for_rest, wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
TIMELINE = "[data-testid=timeline]"
KEEPS = "key => localStorage.getItem(`kursk-front:kursk:bookmarks/${key}`) !== null"
DECK = "Object.keys(localStorage).filter(one => one.startsWith('kursk-front:kursk:deck/'))"
# Of two pages, at the same moment of the clock: neither can have seen what the other writes.
SET_AT = """([key, at]) => setTimeout(() => document.dispatchEvent(new KeyboardEvent("keydown",
    { key: "!", code: `Digit${key}`, shiftKey: true, bubbles: true })), at - Date.now())"""


def open_map(page, url):
    page.goto(url)
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(f"{TIMELINE}[data-date]").wait_for(timeout=WAIT_MS)
    page.locator(".kf-title").wait_for(timeout=WAIT_MS)
    return frame


def read_deck(page):
    return page.evaluate(DECK)


def collect(page, count):
    page.get_by_role("button", name="To the deck").click()
    wait_until(
        page,
        f"count => {DECK}.length === count",
        arg=count,
        timeout=WAIT_MS,
    )


def test_the_deck_survives_a_reload_and_is_shared_by_two_tabs(page, address):
    open_map(page, f"{address}/?date=2024-08-20")
    collect(page, 1)
    open_map(page, f"{address}/?date=2025-03-12")  # a session of its own, with nothing in it
    wait_until(
        page, "() => document.querySelector('.st-key-kept_deck input')?.value", timeout=WAIT_MS
    )
    collect(page, 2)
    other = page.context.new_page()
    open_map(other, f"{address}/?date=2025-06-22")
    wait_until(
        other,
        "() => document.querySelector('.st-key-kept_deck input')?.value.includes('2025-03-12')",
        timeout=WAIT_MS,
    )
    collect(other, 3)
    wait_until(
        page,
        "() => document.querySelector('.st-key-kept_deck input')?.value.includes('2025-06-22')",
        timeout=WAIT_MS,
    )
    page.reload()
    page.locator(".kf-title").wait_for(timeout=WAIT_MS)
    wait_until(
        page,
        "() => document.querySelector('.st-key-kept_deck input')?.value.includes('2025-06-22')",
        timeout=WAIT_MS,
    )
    wait_for_rest(page)  # what opens while its button is drawn anew is shut again
    page.get_by_role("button", name="Export").click()
    page.get_by_role("dialog").get_by_text("Deck", exact=False).first.click()
    for day in ("20 August 2024", "12 March 2025", "22 June 2025"):
        page.get_by_role("dialog").get_by_text(day).first.wait_for(timeout=WAIT_MS)
    assert len(read_deck(page)) == 3


def test_two_tabs_keep_each_other_s_bookmarks_and_chapters(page, bundled_url):
    page.goto(bundled_url)
    page.wait_for_selector(f"{TIMELINE}[data-date]")
    other = page.context.new_page()
    other.goto(bundled_url)
    other.wait_for_selector(f"{TIMELINE}[data-date]")
    for tab, key in ((page, "1"), (other, "2"), (page, "3")):
        tab.locator("[data-testid=timeline-slider]").press(f"Shift+Digit{key}")
        for one in (page, other):  # what one tab writes reaches the other a moment later
            wait_until(one, KEEPS, arg=key)
    moment = page.evaluate("Date.now() + 300")
    for tab, key in ((page, "4"), (other, "5")):
        tab.evaluate(SET_AT, [key, moment])
    for key in ("1", "2", "3", "4", "5"):
        for one in (page, other):
            wait_until(one, KEEPS, arg=key)
    for number, tab in enumerate((page, other)):
        tab.get_by_role("button", name="Story", exact=True).click()
        tab.locator(".kf-story-tools button").first.click()
        title = tab.locator(".kf-edit-row input").nth(number)
        title.fill(f"By tab {number}")
        title.press("Tab")
    page.reload()
    page.wait_for_selector(f"{TIMELINE}[data-date]")
    page.locator(".kf-story-tools button").first.click()  # the story is open, by the address
    values = page.locator(".kf-edit-row input").evaluate_all("all => all.map((one) => one.value)")
    assert values[:2] == ["By tab 0", "By tab 1"]
