"""No two parts of the page ever disagree: the cases that did, and a walk of random actions.

A walk is compared at each calm moment. A failure prints its actions; `KURSK_WALK='[…]' python -m
pytest tests/browser/test_agreement.py -k walk` does them again. The long walks shorten theirs
before they print them.
"""

import json
import os

import pytest

from tests.browser.agreement import Agreement
from tests.browser.driver import Screen
from tests.browser.plan import draw_walk, shorten
from tests.browser.walk import DisagreementError, Walk

pytestmark = pytest.mark.browser

DELAYS_MS = (0, 120, 240)


@pytest.fixture(scope="module")
def walks(open_shared, address, workspace):
    """Return a function that gives the walk which the tests below go on with.

    To load a page takes longer than most of what is done on it. Where a test left it at odds, the
    next begins on a page of its own.
    """
    begun = []

    def go_on():
        if not begun or not begun[-1].agrees:
            screen = Screen(open_shared("about:blank"))
            begun.append(Walk(Agreement(screen, workspace), address))
        return begun[-1]

    return go_on


@pytest.fixture
def walk(walks):
    """A walk on a page that shows the same everywhere, whatever that is."""
    return walks()


@pytest.fixture
def begin(open_page, address, workspace):
    """Return a function that begins a walk on a fresh page."""

    def begin_walk():
        return Walk(Agreement(Screen(open_page("about:blank")), workspace), address)

    return begin_walk


def test_a_panel_chosen_at_any_moment_after_a_step_costs_neither(walk):
    for number, delay in enumerate(DELAYS_MS):
        panel = ("table", "claims")[number % 2]
        walk.run([["step", "ArrowRight", 1], ["rest", delay], ["panel", panel]])
    walk.run([["step", "ArrowRight", 12], ["panel", "beyond"]])


def test_a_control_of_the_page_used_while_playing_changes_what_it_names_alone(walk):
    for action in (["panel", "table"], ["clock", "box"]):
        walk.run([["jump", "Home"], ["play", 2], action])


def test_an_act_is_heard_though_the_page_has_yet_to_hear_of_the_one_before(walk):
    walk.run([["core"], ["check"], ["clear", "box"]])
    walk.run([["grade", "C3"], ["core"], ["core"]])  # what was chosen before the clearing, again
    assert walk.screen.reopen_filters_at_once()
    walk.screen.open_export()
    walk.screen.reopen_export_at_once()
    walk.screen.close_dialog()
    walk.check()


def test_what_is_chosen_while_the_page_turns_into_another_language_is_heard(walk):
    walk.run([["language", "uk"], ["panel", "table"], ["check"]])
    walk.run([["language", "ru"], ["clock", "box"], ["language", "en"], ["panel", "claims"]])


def test_a_panel_comes_back_that_the_page_had_dropped_before_it_heard_of_it(walk):
    walk.run([["panel", "claims"]])
    walk.screen.choose_panels_at_once("table", "beyond", "disagreement", "claims")
    walk.check()


@pytest.mark.long
def test_a_language_chosen_while_playing_changes_nothing_else(walk):
    walk.run([["jump", "Home"], ["play", 2], ["panel", "table"]])
    walk.run([["jump", "Home"], ["play", 2], ["language", "uk"]])


def test_address_and_panel_follow_the_playing(walk):
    walk.run([["panel", "claims"], ["jump", "Home"]])
    walk.do(["play", 1])
    told = walk.screen.watch_days(enough=8, seconds=8)  # two seconds' worth on a quiet machine
    assert walk.screen.is_playing()
    assert min(len(days) for days in told.values()) >= 8, told
    walk.check()


def test_sheet_and_slide_of_a_click_while_playing_are_what_the_screen_showed(walk):
    walk.run([["jump", "Home"], ["play", 3], ["export"]])
    walk.run([["jump", "Home"], ["play", 2], ["deck"]])


@pytest.mark.long
def test_nobody_asks_for_the_picture_of_the_sheet_before(walk):
    walk.run([["export"], ["grade", "B2"], ["export"], ["clear", "box"], ["export"]])


def test_a_cut_while_playing_takes_no_day_back(begin):
    """Streamlit may put another map in the place of one whose run was cut: it goes on as it."""
    cut = [["play", 2], ["rest", 217], ["cut", 502, False, 0], ["check"]]
    begin().run([["loop", "2024-10-04", "2025-09-03"], ["compare"], *cut, *cut])


def test_the_parts_agree_after_each_calm_moment_of_a_walk(begin):
    told = os.environ.get("KURSK_WALK")
    begin().run(json.loads(told) if told else draw_walk(seed=1, length=16))


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_parts_agree_on_a_long_walk(begin, seed):
    def find(actions):
        try:
            begin().run(actions)
        except DisagreementError as error:
            return error
        return None

    error = find(draw_walk(seed, length=500))
    if error:
        raise find(shorten(error.actions, lambda fewer: find(fewer) is not None)) or error
