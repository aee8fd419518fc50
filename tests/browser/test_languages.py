"""The dashboard in Ukrainian and Russian: every part speaks, and the address keeps the language."""

import re

import pytest

from dashboard.text.catalogues import ABOUT, CONTROLS
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.workspace import translate_workspace
from tests.browser.waiting import wait_for_rest, wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
MARK = "[data-testid=timeline][data-date='2024-08-12']"
DAYS = {"en": "12 August 2024", "uk": "12 серпня 2024", "ru": "12 августа 2024"}
OTHERS = ("uk", "ru")
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def urls(workspace, save_front):
    """The bundled front as one standalone file in each language."""
    found = {}
    for language in LANGUAGES:
        with speak(language):
            found[language] = save_front(translate_workspace(workspace, language))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_speaks_its_language(open_page, urls, workspace, language):
    page = open_page(urls[language])
    page.wait_for_selector(MARK)
    assert_dates_are_spelled(page, language)
    if language in OTHERS:
        with speak(language):
            claims = translate_workspace(workspace, language).dataset.claims.values()
        assert_no_button_is_left_in_english(page, {one.claimant for one in claims})
        assert_numbers_have_their_marks(page)


def assert_dates_are_spelled(page, language):
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert DAYS[language] in page.locator("[data-testid=timeline]").inner_text()


def assert_no_button_is_left_in_english(page, makers):
    """Check the words of every button; a maker that one begins with keeps its own letters."""
    names = page.eval_on_selector_all(
        "button", "all => all.map(one => one.ariaLabel || one.title || one.textContent)"
    )
    assert len(names) > 15
    allowed = {"Home", "End", "Shift", "Page", "Down", "Esc"}
    for name in names:
        maker, colon, rest = name.partition(":")
        words = rest if colon and maker in makers else name
        assert not set(LATIN.findall(words)) - allowed, name


def assert_numbers_have_their_marks(page):
    figure = page.locator("[data-legend=ukraine] .kf-value").inner_text()
    assert "1\u00a0000\u00a0км²" in figure


def test_the_switch_changes_page_map_panel_address_and_boxes(open_page, address):
    page = open_page(f"{address}/?date=2024-08-12", viewport={"width": 1500, "height": 950})
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(MARK).wait_for(timeout=WAIT_MS)
    page.get_by_role("radio", name="УК").click()
    page.wait_for_url(re.compile("lang=uk"), timeout=WAIT_MS)
    frame.get_by_text(DAYS["uk"]).first.wait_for(timeout=WAIT_MS)
    page.locator(".kf-title", has_text=DAYS["uk"]).wait_for(timeout=WAIT_MS)
    wait_until(page, "document.documentElement.lang === 'uk'", timeout=WAIT_MS)
    assert "date=2024-08-12" in page.url
    assert_boxes_speak(page, "uk")
    page.get_by_role("radio", name="EN").click()
    page.locator(".kf-title", has_text=DAYS["en"]).wait_for(timeout=WAIT_MS)
    frame.get_by_text(DAYS["en"]).first.wait_for(timeout=WAIT_MS)
    assert "lang=" not in page.url


def assert_boxes_speak(page, language):
    """Check what is drawn only once somebody opens it."""
    with speak(language):
        head, clock = ABOUT["what_title"], CONTROLS["clock"]
    wait_for_rest(page)  # a box that opens while its button is drawn anew is shut again
    # By key, so that the map tells of the settings in the same moment: both are heard.
    page.locator(".st-key-about button").first.press("Enter")
    page.get_by_role("heading", name=head).wait_for(timeout=WAIT_MS)
    page.keyboard.press("Escape")
    page.locator(".st-key-more button").first.click()
    page.get_by_text(clock, exact=True).wait_for(timeout=WAIT_MS)
    page.keyboard.press("Escape")
