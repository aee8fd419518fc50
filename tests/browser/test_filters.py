"""Filters in a browser: map, chart and panel obey them alike, and say so until they are cleared."""

import re
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from dashboard.briefing.chart.chart import keep_drawn
from dashboard.state.filters import Filters
from dashboard.state.selection import open_selection
from dashboard.view.figures import format_figure
from dashboard.view.filtered import filter_workspace
from dashboard.view.view import build_view
from dashboard.view.workspace import lay_out_workspace
from tests.browser.waiting import PAGE_MS, wait_for_rest

pytestmark = pytest.mark.browser

NOTICE = ".kf-filter:not([hidden])"  # another map, compared with this one, has one as well
DAYS = ("2024-08-12", "2024-08-27", "2024-12-30", "2025-03-13", "2025-04-26", "2025-06-22")
CASES = {
    "core=1": Filters(core=True),
    "maker=deepstate,isw": Filters(makers=("deepstate", "isw")),
    "publisher=tass,the-moscow-times": Filters(publishers=("tass", "the-moscow-times")),
    "grade=B2": Filters(grade="B2"),
    "claimant=deepstate": Filters(claimants=("deepstate",)),
}
LATER = pytest.mark.long


@pytest.fixture
def open_app(open_page, address):
    """Open the dashboard; return its page and the frame of the map."""

    def open_it(query, **options):
        page = open_page(f"{address}/?{query}", **options)
        frame = page.wait_for_selector(".st-key-map iframe", timeout=PAGE_MS).content_frame()
        frame.wait_for_selector("[data-testid=timeline][data-date]", timeout=PAGE_MS)
        return page, frame

    return open_it


def show(frame, day):
    frame.evaluate("date => kurskFront.command({ date })", day)
    frame.locator(f"[data-testid=timeline][data-date='{day}']").wait_for()


def list_drawn(frame):
    drawn = frame.locator("path.kf-area[data-claim]:visible")
    return {path.get_attribute("data-claim") for path in drawn.all()}


def open_box(page):
    """Open the box of filters, and return its first choice."""
    page.locator(".st-key-filter button").first.click()
    return page.get_by_label("Core documents only").locator("xpath=ancestor::label")


def choose_core(page):
    open_box(page).click()


def read_notice(frame):
    return frame.locator(f"{NOTICE} span").inner_text()


@pytest.mark.parametrize(
    "query",
    [
        "core=1",
        "publisher=tass,the-moscow-times",
        pytest.param("maker=deepstate,isw", marks=LATER),
        pytest.param("grade=B2", marks=LATER),
        pytest.param("claimant=deepstate", marks=LATER),
    ],
)
def test_the_map_and_its_table_say_what_the_filtered_workspace_says(open_app, workspace, query):
    narrowed = filter_workspace(workspace, CASES[query])
    page, frame = open_app(f"date=2024-08-12&{query}")
    assert read_notice(frame) == narrowed.notice
    assert page.locator("[data-testid=filtered]").inner_text() == narrowed.notice
    marks = frame.evaluate(
        """() => [...document.querySelectorAll(".kf-marks .kf-mark")]
            .map(path => (path.getAttribute("d").match(/M/g) || []).length)
            .reduce((a, b) => a + b, 0)"""
    )
    charted = keep_drawn(narrowed.timeline, open_selection(workspace.dataset.front))
    points = [point.claim for series in charted.points.values() for point in series]
    assert marks == len([claim for claim in points if claim.value is not None])
    start = replace(open_selection(workspace.dataset.front), filters=CASES[query])
    for day in DAYS:
        show(frame, day)
        view = build_view(narrowed, replace(start, day=date.fromisoformat(day)))
        for account_view in view.accounts:
            shown = frame.locator(f"[data-legend={account_view.account.side.value}] .kf-value")
            figure = account_view.figure
            if figure is None:
                assert shown.inner_text() == "no figure under this filter"
            elif not figure.in_words:
                assert shown.inner_text() == format_figure(figure.claim)
        assert list_drawn(frame) == {
            area.claim_id
            for account_view in view.accounts
            for area in account_view.areas
            if not area.geometry.is_empty
        }
    show(frame, "2025-04-26")
    frame.locator("[data-icon=table]").click()
    rows = frame.locator(".kf-table table").last.locator("tbody tr")
    view = build_view(narrowed, replace(start, day=date(2025, 4, 26)))
    assert view.places or query != "core=1"
    expect(rows).to_have_count(len(view.places) + 1)


def test_clearing_on_the_map_clears_panel_and_address_and_keeps_date_and_zoom(open_app):
    page, frame = open_app("date=2024-12-30&grade=B2")
    frame.locator("[data-icon=plus]").first.click()
    page.wait_for_timeout(500)
    zoom = frame.locator(".leaflet-control-scale-line").inner_text()
    frame.get_by_role("button", name="Show all").click()
    frame.wait_for_selector(NOTICE, state="detached", timeout=PAGE_MS)
    page.wait_for_selector("[data-testid=filtered]", state="detached", timeout=PAGE_MS)
    page.wait_for_url(re.compile(r"date=2024-12-30(&view=[^&]*)?$"))
    assert frame.locator("[data-legend=ukraine] .kf-value").inner_text() == "about 800\u00a0km²"
    assert frame.locator(".leaflet-control-scale-line").inner_text() == zoom


def test_native_controls_set_a_filter_which_map_and_notes_obey_at_once(open_app):
    page, frame = open_app("date=2024-12-30")
    assert not frame.locator(NOTICE).count()
    frame.locator("[data-icon=plus]").first.click()
    page.wait_for_timeout(500)
    zoom = frame.locator(".leaflet-control-scale-line").inner_text()
    choose_core(page)
    frame.wait_for_selector(NOTICE, timeout=PAGE_MS)
    assert "core documents only" in read_notice(frame)
    assert frame.locator(".leaflet-control-scale-line").inner_text() == zoom
    page.wait_for_url(re.compile("core=1"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear the filter").click()
    frame.wait_for_selector(NOTICE, state="detached", timeout=PAGE_MS)
    page.wait_for_url(re.compile(r"date=2024-12-30(&view=[^&]*)?$"))
    # A note that stood open does not outlive its claim.
    show(frame, "2024-08-12")
    page.wait_for_url(re.compile("date=2024-08-12"))
    path = frame.locator("path.kf-area[data-account=ukraine]:visible").first
    path.focus()
    page.keyboard.press("Enter")
    frame.locator(".kf-card").wait_for()
    choose_core(page)
    frame.wait_for_selector(NOTICE, timeout=PAGE_MS)
    expect(frame.locator(".kf-card")).to_be_hidden()
    assert list_drawn(frame) == set()


def test_a_filter_that_cannot_be_loaded_is_named(open_page, address):
    page = open_page("about:blank")
    page.route("**/filter-*.json", lambda route: route.fulfill(status=404))
    page.goto(f"{address}/?date=2024-08-12&grade=B2")
    frame = page.wait_for_selector(".st-key-map iframe", timeout=PAGE_MS).content_frame()
    failure = frame.wait_for_selector(".kf-failure", timeout=PAGE_MS)
    assert "the map shows every claim" in failure.inner_text()
    frame.wait_for_selector("[data-testid=timeline][data-date]", timeout=PAGE_MS)
    assert not frame.locator(NOTICE).count()


@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=LATER)])
def test_nothing_that_axe_can_see_breaks_wcag_under_a_filter(open_app, find_barriers, scheme):
    page, frame = open_app("date=2025-03-13&grade=B2", color_scheme=scheme)
    open_box(page).wait_for()
    wait_for_rest(page)
    assert find_barriers(frame) == []
    assert find_barriers(page) == []


def test_a_page_made_of_a_filtered_front_says_so_and_has_no_whole(open_page, made_up, save_front):
    narrowed = filter_workspace(lay_out_workspace(made_up), Filters(grade="B2"))
    page = open_page(save_front(narrowed))
    page.wait_for_selector("[data-testid=timeline][data-date]")
    assert read_notice(page) == narrowed.notice
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
