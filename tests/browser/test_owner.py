"""One owner of the state: language and theme turn everywhere at once, while it plays."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
ROOT = "[data-testid=timeline]"


@pytest.fixture
def opened(page, address):
    """Return the page on 12 August 2024, and the frame of its map."""
    page.goto(f"{address}/?date=2024-08-12")
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(f"{ROOT}[data-date='2024-08-12']").wait_for(timeout=WAIT_MS)
    page.locator(".kf-title", has_text="12 August 2024").wait_for(timeout=WAIT_MS)
    return page, frame


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
    day = frame.locator(ROOT).get_attribute("data-date")
    frame.locator(f"{ROOT}:not([data-date='{day}'])").wait_for(timeout=WAIT_MS)
    page.emulate_media(color_scheme="dark")
    frame.locator(f"{ROOT}[data-theme=dark]").wait_for(timeout=WAIT_MS)
    swatch = page.locator(".kf-swatch").first
    expect(swatch).to_have_css("border-top-color", "rgb(86, 180, 233)", timeout=WAIT_MS)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.wait_for_url(re.compile("lang=uk"), timeout=WAIT_MS)
