"""The panels of rival figures in Chromium: they scrub the map, and nothing hides in them."""

import re

import pytest

from dashboard.state.selection import PANELS
from tests.browser.waiting import PAGE_MS, wait_for_rest, wait_until

pytestmark = pytest.mark.browser


def open_panel(page, address, query):
    page.goto(f"{address}/?{query}")
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator("[data-testid=timeline][data-date]").wait_for(timeout=PAGE_MS)
    page.locator(".kf-chart").first.wait_for(timeout=PAGE_MS)
    return frame


def test_a_disagreement_or_a_step_leads_to_its_date_and_the_map_leads_the_panel(page, address):
    frame = open_panel(page, address, "panel=disagreement&date=2024-08-12")
    frame.locator("[data-testid=timeline]").evaluate("root => { root.dataset.kept = 'yes'; }")
    page.get_by_role("button", name=re.compile("31 December 2024 · 340 km²")).click()
    frame.locator("[data-testid=timeline][data-date='2024-12-31']").wait_for(timeout=PAGE_MS)
    page.wait_for_url(re.compile("date=2024-12-31"), timeout=PAGE_MS)
    page.get_by_text("340 km² apart · 1.7 to 1").first.wait_for(timeout=PAGE_MS)
    page.locator(".kf-title", has_text="31 December 2024").wait_for(timeout=PAGE_MS)
    assert "panel=disagreement" in page.url
    assert frame.locator("[data-testid=timeline]").get_attribute("data-kept") == "yes"
    page.get_by_role("radio", name="by ratio").click()
    page.get_by_role("button", name=re.compile("19 April 2025 · 55 km²")).click()
    page.wait_for_url(re.compile("date=2025-04-19"), timeout=PAGE_MS)
    frame.locator("[data-testid=timeline][data-date='2025-04-19']").wait_for(timeout=PAGE_MS)
    for name, day in (("26 April 2025", "2025-04-26"), ("22 June 2025", "2025-06-22")):
        wait_for_rest(page)  # a list that opens while its box is drawn anew is shut again
        page.get_by_role("combobox", name=re.compile("Go to a step")).click()
        page.keyboard.type(name)
        page.get_by_role("option", name=re.compile(name)).click()
        page.wait_for_url(re.compile(f"date={day}"), timeout=PAGE_MS)
        frame.locator(f"[data-testid=timeline][data-date='{day}']").wait_for(timeout=PAGE_MS)
    frame.locator("[data-testid=timeline-slider]").press("End")
    page.get_by_text("No account gives a figure yet.").first.wait_for(timeout=PAGE_MS)


def test_every_mark_is_drawn_inside_its_chart(page, address):
    open_panel(page, address, "panel=disagreement&date=2025-01-06")
    for panel in ("disagreement", "beyond"):
        page.locator("[class*=st-key-panel] button").nth(PANELS.index(panel)).click()
        page.locator(f".st-key-{panel} .kf-chart").first.wait_for(timeout=PAGE_MS)
        for width, height in ((1600, 950), (1200, 800), (480, 900)):
            page.set_viewport_size({"width": width, "height": height})
            wait_until(page, "width => innerWidth === width", arg=width)
            assert_marks_inside(page)


def assert_marks_inside(page):
    bad = page.evaluate(
        """() => [...document.querySelectorAll('.kf-chart .kf-mark, .kf-strip .kf-mark')]
            .filter((mark) => mark.offsetParent !== null)
            .filter((mark) => {
                const box = mark.getBoundingClientRect();
                const panel = mark.closest('.kf-panel').getBoundingClientRect();
                return !mark.title || box.width < 8 || box.height < 8
                    || box.left < panel.left - 1 || box.right > panel.right + 1;
            }).map((mark) => mark.outerHTML)"""
    )
    assert bad == []
    assert page.locator(".kf-chart .kf-playhead").count() > 0
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 1, "the page scrolls sideways"
