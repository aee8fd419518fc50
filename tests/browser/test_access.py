"""WCAG 2.2 AA as far as axe-core can tell: the page and the map in it, in each state."""

import pytest

from dashboard.state.selection import PANELS
from tests.browser.waiting import PAGE_MS, wait_for_rest

STATES = {
    "claims": {"panel": "claims"},
    "table": {"panel": "table"},
    "places": {"panel": "places"},
    "place": {"date": "2025-03-13", "place": "sudzha"},
    "disagreement": {"panel": "disagreement"},
    "beyond": {"panel": "beyond"},
    "evidence": {"date": "2025-01-17", "layers": ["settlements", "evidence"]},
}
# A mark on the strip of a place is as long as the word it stands for lasted. Where that is short of
# 24 pixels, the list below it leads to the same claim (WCAG 2.5.8, the exception "Equivalent").
STRIP = ("kf-told-bar", "kf-told-mention")
# What another panel or kind of export changes: the rest of the page was looked at with the first.
BESIDE = "[data-testid=stColumn]:has([class*=st-key-panel])"
DIALOG = "[role=dialog]"


@pytest.fixture
def list_violations(find_barriers):
    def list_them(target, part=None):
        return [
            (rule, html)
            for rule, html in find_barriers(target, part)
            if not (rule == "target-size" and any(name in html for name in STRIP))
        ]

    return list_them


def list_variants():
    """Return language and theme of each walk: one in every run, with `-m long` the others too.

    What is dark is looked at in every run with the map's table, and under a filter.
    """
    rest = [("ru", "dark"), ("uk", "light"), ("en", "dark")]
    return [("en", "light"), *(pytest.param(*one, marks=pytest.mark.long) for one in rest)]


@pytest.mark.parametrize(("language", "scheme"), list_variants())
def test_nothing_that_axe_can_see_breaks_wcag(
    open_page, address, list_violations, language, scheme
):
    """One page is led through every panel, the map's layers and modes, and the export dialog."""
    page = open_page(f"{address}/?date=2025-03-13&lang={language}", color_scheme=scheme)
    frame = page.wait_for_selector(".st-key-map iframe", timeout=PAGE_MS).content_frame()
    frame.wait_for_selector("[data-testid=timeline][data-date]", timeout=PAGE_MS)
    for name, wish in STATES.items():
        beside = wish.get("panel")
        if beside:
            page.locator("[class*=st-key-panel] button").nth(PANELS.index(beside)).click()
        else:
            frame.evaluate("wish => kurskFront.command(wish)", wish)
        wait_for_rest(page)  # half-faded text has no contrast
        if beside == PANELS[0] or "place" in wish:
            assert list_violations(page) == [], name
        elif beside:
            assert list_violations(page, BESIDE) == [], name
        if not beside or beside == PANELS[0]:
            assert list_violations(frame) == [], name
    frame.locator("[data-icon=share]").click()
    frame.locator(".kf-share textarea").first.wait_for()
    assert list_violations(frame) == [], "share"
    frame.locator(".kf-share-head button").click()
    wait_for_rest(page)  # a dialog that opens while its button is drawn anew is shut again
    page.locator(".st-key-title button").last.click(timeout=PAGE_MS)
    groups = page.locator("[role=dialog] [data-testid=stButtonGroup]").first.locator("button")
    groups.last.wait_for(timeout=PAGE_MS)
    assert groups.count() > 1
    for number in range(groups.count()):
        groups.nth(number).click()
        wait_for_rest(page)
        part = DIALOG if number else None
        assert list_violations(page, part) == [], f"group {number} of the export dialog"


# The contrast of each name on the chart with the paper, through all that dims it.
READ_CONTRASTS = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  const read = (colour) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const weigh = (rgb) => rgb.map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const root = document.querySelector('.kf');
  const paper = read(getComputedStyle(root).getPropertyValue('--kf-paper'));
  return [...document.querySelectorAll('.kf-series-name')].map((name) => {
    let opacity = 1;
    for (let one = name; one !== root; one = one.parentElement)
      opacity *= Number(getComputedStyle(one).opacity);
    const ink = read(getComputedStyle(name).fill)
      .map((one, place) => one * opacity + paper[place] * (1 - opacity));
    const [light, dark] = [weigh(ink), weigh(paper)].sort((a, b) => b - a);
    return [name.textContent, (light + 0.05) / (dark + 0.05)];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_names_of_all_lines_on_the_chart_can_be_read(open_page, bundled_url, scheme):
    page = open_page(bundled_url, color_scheme=scheme)
    page.wait_for_selector("[data-testid=timeline][data-date]")
    page.evaluate("kurskFront.command({ date: '2025-03-20' })")
    page.locator("[data-testid=timeline][data-date='2025-03-20']").wait_for()
    contrasts = page.evaluate(READ_CONTRASTS)
    assert any("worked out" in name for name, _ in contrasts)
    assert not [one for one in contrasts if one[1] < 4.5]
