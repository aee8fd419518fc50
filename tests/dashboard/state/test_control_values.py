"""The native controls and the selection say the same, also while most controls are not shown."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.fields import Scope, read_values, write_values
from dashboard.state.filters import Filters
from dashboard.state.kinds import EVERY, keep_order
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    PANELS,
    list_mappers,
    open_selection,
)
from dashboard.text.language import LANGUAGES
from geodata.dataset.load import bundled_folder, load_tables

FRONT = load_tables(bundled_folder()).front
SCOPE = Scope(FRONT)
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
    assert read_values(write_values(selection), OPENING, SCOPE) == selection


@given(SELECTIONS)
def test_controls_that_are_not_shown_keep_their_part(selection):
    moved = read_values({"day": date(2025, 2, 20), "other": 1}, selection, SCOPE)
    assert moved == replace(selection, day=date(2025, 2, 20))
    assert read_values({}, selection, SCOPE) == selection


def test_what_was_emptied_keeps_its_part():
    emptied = {"day": None, "clock": None, "panel": None, "language": None, "mapper": EVERY}
    assert read_values(emptied, OPENING, SCOPE) == OPENING


def test_the_order_of_choosing_does_not_matter():
    chosen = {"accounts": list(reversed(SIDES)), "layers": list(reversed(LAYERS))}
    assert read_values(chosen, OPENING, SCOPE) == replace(OPENING, layers=tuple(LAYERS))
