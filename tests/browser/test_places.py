"""Places on the map: the way to a place's history, the ring round it, the flight to it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import SETTLED
from tests.browser.waiting import wait_until

OpenPage = Callable[..., Page]

ROOT = "[data-testid=timeline]"


@pytest.fixture
def served(open_page: OpenPage, served_url: str) -> Page:
    """Return the made-up front as a host serves it, with what it settles on in `settled`."""
    page = open_page(served_url, init=SETTLED, reduced_motion="reduce")
    page.wait_for_selector(f"{ROOT}[data-date]")
    return page


def find_place(made_up: ModuleType, name: str) -> list[float]:
    return next([lon, lat] for latin, lon, lat, _ in made_up.PLACES if latin == name)


def command(page: Page, **wish: Any) -> None:
    page.evaluate("wish => window.kurskFront.command(wish)", {"nonce": str(wish), **wish})


def read_centre(page: Page) -> list[float]:
    return list(page.evaluate("[exposedMap.getCenter().lng, exposedMap.getCenter().lat]"))


def click_place(page: Page, place: list[float]) -> None:
    page.mouse.click(*page.evaluate("place => findOnMap(place)", place))


def test_the_card_of_a_settlement_leads_to_its_history(
    served: Page, made_up_timeline: ModuleType
) -> None:
    click_place(served, find_place(made_up_timeline, "Alphaville"))
    button = served.locator(".kf-card").get_by_role("button", name="Show its history")
    assert button.bounding_box()["height"] >= 24
    button.click()
    wait_until(served, "settled.length === 1")
    state = served.evaluate("settled[0]")
    assert (state["place"], state["panel"]) == ("alphaville", "places")
    expect(served.locator(".kf-card")).to_be_hidden()
    expect(served.locator(".kf-place-ring")).to_have_count(1)


def test_the_history_is_reachable_again_after_another_panel_was_chosen(
    served: Page, made_up_timeline: ModuleType
) -> None:
    command(served, date="2024-08-12", place="alphaville", panel="claims")
    expect(served.locator(".kf-place-ring")).to_have_count(1)
    click_place(served, find_place(made_up_timeline, "Alphaville"))
    served.get_by_role("button", name="Show its history").click()
    wait_until(served, "settled.at(-1)?.panel === 'places'")


def test_without_a_host_there_is_no_history_to_show(
    open_front: OpenPage, made_up_timeline: ModuleType
) -> None:
    page = open_front(reduced_motion="reduce")
    click_place(page, find_place(made_up_timeline, "Alphaville"))
    expect(page.locator(".kf-card")).to_contain_text("Alphaville")
    expect(page.get_by_role("button", name="Show its history")).to_have_count(0)


def test_a_command_flies_to_the_place_and_rings_it(
    served: Page, made_up_timeline: ModuleType
) -> None:
    place = find_place(made_up_timeline, "Epsilon")
    command(served, date="2024-08-12", place="epsilon")
    expect(served.locator(".kf-place-ring")).to_have_count(1)
    assert served.evaluate("exposedMap.getZoom()") >= 11
    assert read_centre(served) == pytest.approx(place, abs=0.01)
    box = served.locator(".kf-place-ring").bounding_box()
    x, y = served.evaluate("place => findOnMap(place)", place)
    assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=1)
    assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=1)


def test_the_same_place_again_leaves_the_readers_view_alone(served: Page) -> None:
    command(served, date="2024-08-12", place="epsilon")
    served.evaluate("exposedMap.setView([51.0, 34.9], 11, {animate: false})")
    command(served, date="2024-10-01", place="epsilon")
    expect(served.locator(ROOT)).to_have_attribute("data-date", "2024-10-01")
    assert read_centre(served) == pytest.approx([34.9, 51.0], abs=0.01)
    command(served, date="2024-10-01", place=None)
    expect(served.locator(".kf-place-ring")).to_have_count(0)


def test_what_is_no_place_moves_and_rings_nothing(served: Page) -> None:
    before = read_centre(served)
    days = ("2024-10-01", "2024-08-12", "2024-10-01", "2024-08-12")
    for day, place in zip(days, ("nowhere", 7, ["alphaville"], "<img src=x>"), strict=True):
        command(served, date=day, place=place)
        expect(served.locator(ROOT)).to_have_attribute("data-date", day)
        expect(served.locator(".kf-place-ring")).to_have_count(0)
        assert read_centre(served) == pytest.approx(before, abs=0.001), place


def test_a_search_in_any_spelling_leads_panel_map_and_address_to_the_place(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/?date=2025-03-13&panel=places", reduced_motion="reduce")
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(f"{ROOT}[data-date]").wait_for(timeout=30_000)
    page.get_by_label("Find a place").fill("Soudja")
    page.keyboard.press("Enter")
    page.get_by_text("Sudzha · Суджа (Sudzhansky raion)").click()
    history = page.get_by_test_id("history")
    expect(history).to_contain_text("Moscow called it lost by Ukraine 2 days before Independent")
    expect(frame.locator(".kf-place-ring")).to_have_count(1)
    page.wait_for_url("**place=sudzha**")
    history.locator("a.kf-told-bar[data-status=held]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said-sudzha-ukraine-2024-08-15")).to_be_in_viewport()
    expect(frame.locator(".kf-place-ring")).to_have_count(1)


def test_a_settlement_on_the_map_opens_its_history_beside_it(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(f"{address}/?date=2025-03-13&place=sudzha", reduced_motion="reduce")
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(".kf-place-ring").wait_for(timeout=30_000)
    page.get_by_test_id("claims").wait_for()
    page.wait_for_timeout(500)
    box = frame.locator(".kf-place-ring").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    frame.get_by_role("button", name="Show its history").click()
    expect(page.get_by_test_id("history")).to_contain_text("Sudzhansky raion")
    expect(frame.locator(".kf-card")).to_be_hidden()
    page.wait_for_url("**panel=places**")
