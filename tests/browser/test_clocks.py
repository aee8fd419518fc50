"""The two clocks in a browser: the switch, the key, chart and map, panel and address."""

import re

import pytest

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
AFP = "afp-isw"  # a mapper that told late, at the end of the year, what the day had been
AFP_1320 = "ind-20241231-afp-isw-1320"  # as of 20 August 2024, published on 31 December


@pytest.fixture(scope="module")
def opened(open_shared, bundled_url):
    """The standalone page."""
    page = open_shared(bundled_url)
    page.wait_for_selector("[data-testid=timeline][data-date]")
    return page


@pytest.fixture
def bundled(opened):
    """The standalone page on 27 August 2024, as the events fell and as AFP read the ISW's maps."""
    opened.evaluate("document.activeElement.blur()")  # where the test before this one clicked
    show(opened, "2024-08-27", mapper=AFP, clock="event")
    return opened


def show(page, day, **wish):
    page.evaluate("wish => kurskFront.command(wish)", {"date": day, **wish})
    page.locator(f"[data-testid=timeline][data-date='{day}']").wait_for()
    wait_a_frame(page)


def wait_a_frame(page):
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


def read_figure(page, account):
    return page.locator(f"[data-legend={account}] .kf-value").inner_text()


def test_the_switch_changes_the_figures_and_keeps_the_date(bundled):
    assert read_figure(bundled, "independent") == "over 1,320\u00a0km²"
    known = bundled.locator("[data-clock=known]")
    assert known.get_attribute("aria-pressed") == "false"
    known.click()
    bundled.wait_for_selector("[data-clock=known][aria-pressed=true]")
    assert read_figure(bundled, "independent") == "at least 800\u00a0km²"
    assert read_figure(bundled, "ukraine") == "1,294\u00a0km²"
    root = bundled.locator("[data-testid=timeline]")
    assert root.get_attribute("data-date") == "2024-08-27"
    assert not bundled.locator(f"path[data-claim={AFP_1320}]:visible").count()


def test_the_key_k_turns_the_clock_and_back(bundled):
    for pressed in ("true", "false"):
        bundled.keyboard.press("k")
        bundled.wait_for_selector(f"[data-clock=known][aria-pressed={pressed}]")


def test_steps_and_count_follow_the_clock(bundled):
    show(bundled, "2024-12-30", clock="event")
    event = bundled.locator(".kf-count").inner_text()
    assert "AFP" in bundled.locator(".kf-caption").inner_text()
    show(bundled, "2024-12-30", clock="known")
    assert bundled.locator(".kf-count").inner_text() != event
    assert "AFP" not in bundled.locator(".kf-caption").inner_text()
    bundled.keyboard.press("ArrowRight")
    bundled.wait_for_selector("[data-testid=timeline][data-date='2024-12-31']")
    assert "as of 30 December 2024" in bundled.locator(".kf-caption").inner_text()
    bundled.locator("[data-legend=independent] .kf-says").hover()
    source = bundled.locator(".kf-tooltip .kf-note-since").inner_text()
    assert "30 Dec 2024, public 31 Dec 2024" in source


def read_marks(page):
    """How many marks the chart has laid out, and where it is cut off."""
    return page.evaluate(
        """() => {
            const marks = [...document.querySelectorAll(".kf-marks .kf-mark")];
            const clip = document.querySelector(".kf-marks").getAttribute("clip-path");
            const rect = document.querySelector("#kf-known rect");
            return {
              count: marks.map((p) => (p.getAttribute("d").match(/M/g) || []).length)
                .reduce((a, b) => a + b, 0),
              cut: clip ? Number(rect.getAttribute("width")) : null,
              flags: [...document.querySelectorAll(".kf-event")]
                .filter((one) => one.style.display !== "none").length,
              gaps: document.querySelectorAll(".kf-gap").length,
            };
        }"""
    )


def test_the_chart_shows_what_was_known_and_is_filled_in_later(bundled):
    whole = read_marks(bundled)
    assert whole["cut"] is None
    counts = []
    for day in ("2024-08-12", "2024-12-30", "2024-12-31", "2025-12-31"):
        show(bundled, day, clock="known")
        counts.append(read_marks(bundled))
    marks = [one["count"] for one in counts]
    assert marks == sorted(set(marks))
    assert marks[-1] == whole["count"]
    cuts = [one["cut"] for one in counts]
    assert cuts == sorted(set(cuts))
    assert counts[0]["flags"] < counts[-1]["flags"] == whole["flags"]
    assert counts[0]["gaps"] == 0
    assert counts[-1]["gaps"] == whole["gaps"]


def test_a_window_after_the_shown_day_shows_nothing_and_is_no_error(bundled):
    show(bundled, "2025-01-27", clock="known", window="2025-05-01,2025-12-31")
    seen = bundled.locator("#kf-known rect")
    assert float(seen.get_attribute("width")) == 0


def test_both_clocks_draw_the_same_once_all_is_known(bundled):
    lines = []
    for clock in ("event", "known"):
        show(bundled, "2025-12-31", clock=clock)
        paths = (
            "() => [...document.querySelectorAll('.kf-marks path')].map(p => p.getAttribute('d'))"
        )
        lines.append(bundled.evaluate(paths))
    assert lines[0] == lines[1]


def test_playing_on_the_known_clock_redraws_without_errors(bundled):
    show(bundled, "2024-08-06", clock="known")
    bundled.keyboard.press("+")
    bundled.keyboard.press("+")
    bundled.keyboard.press(" ")
    bundled.wait_for_selector("[data-testid=timeline][data-date^='2024-10']")
    bundled.keyboard.press(" ")
    assert bundled.locator("[data-legend=ukraine] .kf-value").inner_text()


def open_app(page, url):
    page.goto(url)
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator("[data-testid=timeline][data-date]").wait_for(timeout=WAIT_MS)
    return frame


def test_the_switch_reaches_panel_and_address_and_the_address_restores_it(page, address):
    frame = open_app(page, f"{address}/?date=2024-08-27&mapper={AFP}")
    claim = page.locator(f"[data-claim={AFP_1320}]").first
    claim.wait_for(timeout=WAIT_MS)
    assert "133 days after what it describes" in claim.text_content()
    frame.locator("[data-clock=known]").click()
    page.wait_for_url(re.compile("date=2024-08-27.*clock=known"), timeout=WAIT_MS)
    page.get_by_test_id("hidden").wait_for(timeout=WAIT_MS)
    assert "later reports about this day are hidden" in page.get_by_test_id("hidden").inner_text()
    assert not claim.count()
    frame = open_app(page, page.url)
    frame.locator("[data-clock=known][aria-pressed=true]").wait_for(timeout=WAIT_MS)
    value = frame.locator("[data-legend=independent] .kf-value")
    assert value.inner_text() == "at least 800\u00a0km²"
