"""One owner of the state: map, panel, address and sheet show one day, whatever is used when."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
ROOT = "[data-testid=timeline]"
BETWEEN_RUNS = "[data-test-script-state=notRunning]"
READ = """() => ({
    title: document.querySelector(".kf-title").textContent,
    address: new URLSearchParams(location.search).get("date"),
})"""


@pytest.fixture
def opened(page, address):
    """Return the page on 12 August 2024, and the frame of its map."""
    page.goto(f"{address}/?date=2024-08-12")
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(f"{ROOT}[data-date='2024-08-12']").wait_for(timeout=WAIT_MS)
    page.locator(".kf-title", has_text="12 August 2024").wait_for(timeout=WAIT_MS)
    return page, frame


def read_day(frame):
    return frame.locator(ROOT).get_attribute("data-date")


def wait_until_agreed(page, frame, day):
    """Wait until panel and address show a day; the map must show it too."""
    page.wait_for_url(re.compile(f"date={day}"), timeout=WAIT_MS)
    year, month, number = day.split("-")
    words = f" {int(number)} .* {year}" if month else ""
    page.locator(".kf-title", has_text=re.compile(words)).wait_for(timeout=WAIT_MS)
    assert read_day(frame) == day


def test_a_control_beside_the_map_used_right_after_a_step_loses_neither(opened):
    page, frame = opened
    slider = frame.locator("[data-testid=timeline-slider]")
    for panel, wait in (("Table", 0), ("Claims", 60), ("Table", 130)):
        slider.press("ArrowRight")
        page.wait_for_timeout(wait)
        page.get_by_role("radio", name=panel).click()
        day = read_day(frame)
        wait_until_agreed(page, frame, day)
        key = "listing" if panel == "Table" else "claims"
        page.locator(f".st-key-{key}").wait_for(timeout=WAIT_MS)
    assert day == "2024-08-20"


def test_all_follow_the_playback_and_the_sheet_shows_the_frame_of_the_click(opened):
    page, frame = opened
    days = frame.locator(ROOT).evaluate_handle(
        "root => { const days = [root.dataset.date];"
        " new MutationObserver(() => days.push(root.dataset.date)).observe(root,"
        " {attributeFilter: ['data-date']}); return days; }"
    )
    frame.locator("[data-testid=timeline-play]").click()
    for number in (19, 26):
        wait_until(
            page,
            "day => (new URLSearchParams(location.search).get('date') ?? '') >= day",
            arg=f"2024-08-{number}",
            timeout=WAIT_MS,
        )
    page.get_by_role("radio", name="Table").click()
    page.locator(".st-key-listing").wait_for(timeout=WAIT_MS)
    before = read_day(frame)
    wait_until(
        page,
        "day => new URLSearchParams(location.search).get('date') > day",
        arg=before,
        timeout=WAIT_MS,
    )
    page.locator(BETWEEN_RUNS).wait_for()  # what opens while its button is drawn anew is shut again
    page.get_by_role("button", name="Export").click()
    preview = page.locator("[role=dialog] img")
    preview.wait_for(timeout=WAIT_MS)
    day = read_day(frame)
    assert f" {int(day[-2:])} " in preview.get_attribute("alt")
    assert day[:4] in preview.get_attribute("alt")
    wait_until_agreed(page, frame, day)
    shown = days.json_value()
    assert shown == sorted(shown), "a date fell while playing"


def test_language_and_theme_change_everywhere_at_once_and_the_playback_goes_on(opened):
    page, frame = opened
    frame.get_by_role("button", name=re.compile("zoom in", re.IGNORECASE)).click()
    frame.locator("html").evaluate(
        "async () => { while (map.getZoom() % 1 === 0 || map._animatingZoom)"
        " await new Promise(requestAnimationFrame); }"
    )
    zoom = frame.locator("html").evaluate("() => map.getZoom()")
    frame.locator("[data-testid=timeline-play]").click()
    page.get_by_role("radio", name="УК").click()
    frame.locator("[data-testid=timeline-play][title^=Пауза]").wait_for(timeout=WAIT_MS)
    page.locator("h1", has_text="фронт").wait_for(timeout=WAIT_MS)
    page.locator(".kf-title", has_text="Заяви на").wait_for(timeout=WAIT_MS)
    assert frame.locator("html").evaluate("() => map.getZoom()") == zoom
    assert frame.locator(".leaflet-container").count() == 1
    day = read_day(frame)
    frame.locator(f"{ROOT}:not([data-date='{day}'])").wait_for(timeout=WAIT_MS)
    page.emulate_media(color_scheme="dark")
    frame.locator(f"{ROOT}[data-theme=dark]").wait_for(timeout=WAIT_MS)
    swatch = page.locator(".kf-swatch").first
    expect(swatch).to_have_css("border-top-color", "rgb(86, 180, 233)", timeout=WAIT_MS)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.wait_for_url(re.compile("lang=uk"), timeout=WAIT_MS)
