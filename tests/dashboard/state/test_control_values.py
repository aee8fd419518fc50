"""The native controls and the selection say the same, also while most controls are not shown."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.control_values import EVERY_MAPPER, read_values, write_values
from dashboard.state.filters import Filters
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    PANELS,
    keep_order,
    list_mappers,
    open_selection,
)
from dashboard.text.language import LANGUAGES
from geodata.dataset.load import bundled_folder, load_tables

FRONT = load_tables(bundled_folder()).front
OPENING = open_selection(FRONT)
SIDES = tuple(account.side for account in FRONT.accounts)
SELECTIONS = st.builds(
    replace,
    st.just(OPENING),
    day=st.dates(FRONT.first, FRONT.last),
    accounts=st.sets(st.sampled_from(SIDES)).map(lambda some: keep_order(SIDES, some)),
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda some: keep_order(LAYERS, some)),
    mapper=st.none() | st.sampled_from(list_mappers(FRONT)),
    others=st.booleans(),
    clock=st.sampled_from(CLOCKS),
    panel=st.sampled_from(PANELS),
    language=st.sampled_from(LANGUAGES),
    filters=st.builds(Filters, grade=st.none() | st.just("B2"), core=st.booleans()),
)


@given(SELECTIONS)
def test_controls_show_a_selection_and_give_it_back(selection):
    assert read_values(write_values(selection), OPENING, FRONT) == selection


@given(SELECTIONS)
def test_controls_that_are_not_shown_keep_their_part(selection):
    moved = read_values({"day": date(2025, 2, 20), "other": 1}, selection, FRONT)
    assert moved == replace(selection, day=date(2025, 2, 20))
    assert read_values({}, selection, FRONT) == selection


def test_what_was_emptied_keeps_its_part():
    emptied = {"day": None, "clock": None, "panel": None, "language": None, "mapper": EVERY_MAPPER}
    assert read_values(emptied, OPENING, FRONT) == OPENING


def test_the_order_of_choosing_does_not_matter():
    chosen = {"accounts": list(reversed(SIDES)), "layers": list(reversed(LAYERS))}
    assert read_values(chosen, OPENING, FRONT) == replace(OPENING, layers=tuple(LAYERS))
