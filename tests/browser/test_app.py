"""The whole product as a person meets it: the served page in Chromium, on the bundled front."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import PAGE_MS, take_size, wait_for_rest, wait_until

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (834, 1112), (390, 844)]
LOOK_MS = 100


def open_front(page, url):
    """Open the dashboard and return the frame that holds the timeline, once it is drawn."""
    page.goto(url)
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator("[data-testid=timeline][data-date]").wait_for(timeout=PAGE_MS)
    return frame


def read_date(frame):
    return frame.locator("[data-testid=timeline]").get_attribute("data-date")


def count_drawn(frame, account):
    """How many outlines of an account take up room on the map."""
    return frame.locator(f"path[data-account={account}]").evaluate_all(
        "paths => paths.filter((path) => path.getBoundingClientRect().width > 0).length"
    )


@pytest.fixture(scope="module")
def resting(open_shared, address):
    """The dashboard as it opens, for tests that only look: the page, and the frame of its map."""
    page = open_shared("about:blank")
    frame = open_front(page, address)
    wait_for_claims(page, "12 August 2024")
    return page, frame


def wait_for_claims(page, words):
    page.locator(".kf-title", has_text=f"Claims on {words}").wait_for(timeout=PAGE_MS)


def test_first_map_shows_the_opening_date_with_its_claims(resting):
    page, frame = resting
    assert read_date(frame) == "2024-08-12"
    path = frame.locator("path[data-account=ukraine][data-edge=firm]").first
    assert len(path.get_attribute("d")) > 20
    for account in ("russia", "independent"):  # words, and so no area that could be drawn
        says = frame.locator(f"[data-legend={account}] .kf-says")
        assert says.inner_text().startswith("in words only")
        said = "no area – about 44" if account == "independent" else "no area – 28"
        assert said in says.get_attribute("aria-label")
        assert not count_drawn(frame, account)
    line = page.locator("[data-claim=ua-20240812-syrskyi-1000]").first
    words = line.inner_text().replace("\n", " ")
    assert re.search(r"about 1,000.km².*Syrskyi.*Censor\.NET.*C3", words)


def test_a_second_map_is_made_in_a_calm_moment_and_not_shown(page, address):
    page.add_init_script(
        "const append = Element.prototype.append;"
        "Element.prototype.append = function (...nodes) {"
        "  if (nodes[0]?.dataset?.testid === 'twin') window.kfTwin = nodes[0];"
        "  return append.apply(this, nodes); };"
    )
    frame = open_front(page, address)
    root = frame.locator("html")
    for place in range(PAGE_MS // LOOK_MS):
        if place % 30 == 0:  # now and then: a map that is not yet ready hears no single move
            page.mouse.move(600 + place, 500)
        if root.evaluate("Boolean(window.kfTwin)"):
            break
        page.wait_for_timeout(LOOK_MS)
    twin = root.evaluate_handle("window.kfTwin")
    assert twin.evaluate("box => box.querySelectorAll('canvas').length") > 1
    assert not twin.evaluate("box => box.isConnected")
    assert not frame.locator("[data-testid=twin]").count()


def test_a_settled_date_reaches_panel_and_address_and_keeps_the_zoom(page, address):
    frame = open_front(page, address)
    wait_for_claims(page, "12 August 2024")
    fold = page.locator("details[data-part=superseded]")
    assert not fold.locator("[data-claim]").count()
    fold.locator("> summary").press("Enter")
    fold.locator("[data-claim]").first.wait_for(timeout=PAGE_MS)
    before = fold.locator("[data-claim]").count()
    assert fold.locator("> summary").inner_text() == f"Superseded: {before}"
    slider = frame.locator("[data-testid=timeline-slider]")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    day = "2024-08-20"  # the third report after 12 August
    frame.locator(f"[data-testid=timeline][data-date='{day}']").wait_for(timeout=PAGE_MS)
    page.wait_for_url(re.compile(f"date={day}"), timeout=PAGE_MS)
    wait_for_claims(page, "20 August 2024")
    # What a reader has opened stays open, on the lines of the date that is shown now.
    assert fold.get_attribute("open") is not None
    wait_until(
        page,
        "() => { const fold = document.querySelector('details[data-part=superseded]');"
        " return fold.querySelector('summary').textContent"
        " === `Superseded: ${fold.querySelectorAll('[data-claim]').length}`; }",
    )
    assert fold.locator("[data-claim]").count() > before
    source = fold.locator("[data-claim] > .kf-from a").first
    assert "noopener" in source.get_attribute("rel")
    fold.locator("> summary").press("Enter")
    for _ in range(3):
        slider.press("ArrowLeft")
    wait_for_claims(page, "12 August 2024")
    assert fold.get_attribute("open") is None
    # The zoom is kept.
    scale = frame.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    frame.get_by_role("button", name=re.compile("zoom in", re.IGNORECASE)).click()
    expect(scale).not_to_have_text(before)
    wait_for_rest(page)
    zoomed = scale.inner_text()
    slider.press("End")
    page.wait_for_url(re.compile("date=2025-12-31"), timeout=PAGE_MS)
    slider.press("Home")
    page.wait_for_url(re.compile("date=2024-08-06"), timeout=PAGE_MS)
    assert scale.inner_text() == zoomed


def test_the_address_restores_the_screen(page, address):
    frame = open_front(page, f"{address}/?date=2025-06-22&accounts=ukraine,russia&layers=water")
    frame.locator("[data-testid=timeline][data-date='2025-06-22']").wait_for(timeout=PAGE_MS)
    wait_for_claims(page, "22 June 2025")
    assert page.locator(".kf-group").count() == 2
    assert count_drawn(frame, "ukraine")
    assert not count_drawn(frame, "independent")


def test_a_bad_address_is_said_and_survived(page, address):
    open_front(page, f"{address}/?date=2202-02-02")
    page.get_by_text("2202-02-02 lies outside").wait_for(timeout=PAGE_MS)


def test_sources_open_elsewhere_and_tell_nobody_where_from(resting):
    page, _ = resting
    link = page.locator(".kf-claim a").first
    assert link.get_attribute("href").startswith("http")
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")


def test_nothing_is_cut_off_at_any_width(resting):
    page, frame = resting
    root = frame.locator("[data-testid=timeline]")
    slider = frame.locator("[data-testid=timeline-slider]")
    for theme, (width, height) in product(("dark", "light"), SIZES):
        page.emulate_media(color_scheme=theme)
        frame.locator(f"[data-testid=timeline][data-theme={theme}]").wait_for(timeout=PAGE_MS)
        take_size(page, frame, width, height)
        overflow = root.evaluate(
            "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
        )
        assert max(overflow) <= 1
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
        assert slider.bounding_box()["width"] > width * 0.4
    take_size(page, frame, *SIZES[0])


# Spacing as WCAG 1.4.12 has it, for as long as it is asked which labels leave their buttons.
SPACED = """() => {
  const sheet = document.head.appendChild(document.createElement("style"));
  sheet.textContent = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    + " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";
  const cut = [...document.querySelectorAll(".stApp button p")].filter((label) => {
    const room = label.closest("button").getBoundingClientRect();
    const words = document.createRange();
    words.selectNodeContents(label);
    const { top, bottom, height } = words.getBoundingClientRect();
    return height && (top < room.top || bottom > room.bottom);
  });
  const told = cut.map((label) => label.textContent);
  sheet.remove();
  return told;
}"""


def test_a_readers_own_spacing_cuts_no_label(resting):
    page, _ = resting
    assert page.evaluate(SPACED) == []


@pytest.mark.parametrize("lines", [1, 4])
def test_the_map_gives_way_to_a_notice_above_it(page, address, lines):
    page.set_viewport_size({"width": 1440, "height": 900})
    faults = ["date=31.02.2025", "view=x", "zzz=1", "whose=me"][:lines]
    frame = open_front(page, f"{address}/?{'&'.join(faults)}")
    expect(page.locator(".st-key-notices .kf-message p")).to_have_count(lines)
    play = frame.locator("[data-testid=timeline-play]").bounding_box()
    assert play["y"] + play["height"] < 900
    assert page.locator(".stMain").evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    page.get_by_role("button", name="Close", exact=True).click()
    page.locator(".st-key-notices").wait_for(state="detached")
    wait_until(page, "() => document.querySelector('.st-key-map iframe').offsetHeight === 816")


def test_what_is_compared_is_whole_and_scrolls_with_the_panel(page, address):
    page.set_viewport_size({"width": 1440, "height": 900})
    query = "date=2025-06-22&compare=side&account=ukraine&with=independent&lang=ru"
    open_front(page, f"{address}/?{query}")
    compared = page.locator(".st-key-compare")
    compared.wait_for(timeout=PAGE_MS)
    assert compared.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    told = page.locator(".st-key-told")
    assert told.evaluate("e => e.scrollHeight - e.clientHeight") > 0
    assert page.locator(".stMain").evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    last = page.locator(".st-key-claims [data-part=statements]").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()


def test_beside_the_map_only_the_claims_scroll(resting):
    page, _ = resting
    main = page.locator(".stMain").evaluate("e => e.scrollHeight - e.clientHeight")
    assert main <= 1
    claims = page.locator(".st-key-told")
    assert claims.evaluate("e => getComputedStyle(e).overflowY") == "auto"
    # All that stands open is on the screen at once; opened, it scrolls there and nowhere else.
    assert claims.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    claims.locator("[data-part=statements] > summary").click()
    claims.locator("[data-part=statements] [data-claim]").first.wait_for(timeout=PAGE_MS)
    assert claims.evaluate("e => e.scrollHeight - e.clientHeight") > 0
    assert page.locator(".stMain").evaluate("e => e.scrollHeight - e.clientHeight") <= 1


def test_the_address_switches_the_strength_of_evidence_on_and_the_menu_off(page, address):
    frame = open_front(page, f"{address}?layers=water,evidence")
    frame.locator(".kf-strengths:not(.kf-bound-key)").wait_for(timeout=PAGE_MS)
    near = frame.locator(".kf-strength-line[data-of=ukraine][data-strength=near]")
    assert len(near.get_attribute("d")) > 20
    frame.get_by_role("button", name="Layers").click()
    frame.get_by_text("Strength of evidence").click()
    page.wait_for_url(re.compile(r"layers=water(&|$)"), timeout=PAGE_MS)
    expect(frame.locator(".kf-strengths:not(.kf-bound-key)")).to_be_hidden()


def test_a_settlement_tells_that_accounts_differ(page, address):
    page.add_init_script(
        """Object.defineProperty(window, 'L', {configurable: true, set(leaflet) {
            Object.defineProperty(window, 'L', {value: leaflet, configurable: true});
            leaflet.Map.addInitHook(function () { window.exposedMap = this; });
        }});"""
    )
    # Moscow announced Sudzha on this day; mappers agreed by 15-16 March.
    frame = open_front(page, f"{address}?date=2025-03-13")
    frame.locator("[data-testid=timeline][data-date='2025-03-13']").wait_for(timeout=PAGE_MS)
    wait_for_claims(page, "13 March 2025")
    box = frame.locator(".kf-map").bounding_box()
    x, y = frame.locator(".kf-map").evaluate(
        "() => { const p = exposedMap.latLngToContainerPoint([51.1919, 35.2719]); "
        "return [p.x, p.y]; }"
    )
    page.mouse.move(box["x"] + x, box["y"] + y)
    note = frame.locator(".kf-tooltip")
    note.get_by_text("lost by Ukraine since 13 Mar 2025").wait_for(timeout=PAGE_MS)
    heads = note.locator(".kf-note-head").all_inner_texts()
    assert note.locator("strong").first.inner_text() == "Sudzha"
    assert any("Moscow" in head and "lost" in head for head in heads)
    assert any("Moscow" not in head and "lost" not in head for head in heads)
