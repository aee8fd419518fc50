"""The state as the map knows it: a bad part of a message changes nothing but itself."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.comparison import MODES, Comparison, list_keys
from dashboard.state.fields import Scope, apply_changes, list_fields, read_changes, write_message
from dashboard.state.filters import NO_FILTERS, Filters
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    PANELS,
    Selection,
    list_mappers,
    parse_extent,
    parse_map_state,
)
from tests.bundled import read_bundled

FRONT = read_bundled().front
SIDES = [account.side for account in FRONT.accounts]
MESSAGES = {name: codec.message for name, codec in list_fields(Selection).items()}
PARTS = sorted(write_message(Selection(FRONT.first, ())))

junk = st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.integers())
anything = st.recursive(
    junk,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def list_subsets(names):
    """Return a strategy of some of `names`, in their own order."""
    return st.sets(st.sampled_from(names)).map(
        lambda some: tuple(name for name in names if name in some)
    )


days = st.dates(FRONT.first, FRONT.last)
keys = st.sampled_from(list_keys(FRONT))
selections = st.builds(
    Selection,
    day=days,
    accounts=list_subsets(SIDES),
    layers=list_subsets(LAYERS),
    mapper=st.none() | st.sampled_from(list_mappers(FRONT)),
    others=st.booleans(),
    panel=st.sampled_from(PANELS),
    place=st.none() | st.sampled_from(["sudzha", "viktorovka-sudzhansky"]),
    clock=st.sampled_from(CLOCKS),
    language=st.just("uk"),
    filters=st.sampled_from([NO_FILTERS, Filters(grade="B2")]),
    compare=st.none() | st.builds(Comparison, st.sampled_from(MODES), keys, keys, st.none() | days),
)


def test_an_extent_is_west_south_east_north():
    assert parse_extent({"extent": [34.5, 51, 35.5, 51.5]}) == (34.5, 51, 35.5, 51.5)


def test_a_box_turned_round_or_off_the_globe_is_none():
    for sides in ([35.5, 51, 34.5, 51.5], [34.5, 52, 35.5, 51], [34.5, 51, 200, 51.5]):
        assert parse_extent({"extent": sides}) is None
    assert parse_extent({}) is None


@given(anything)
def test_whatever_comes_it_is_a_box_or_none(value):
    extent = parse_extent({"extent": value})
    if extent is not None:
        west, south, east, north = extent
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


@given(selections, selections)
def test_what_the_map_is_sent_it_can_send_back(before, after):
    """All but the language and the filter, which are not the map's to set."""
    kept = replace(after, language=before.language, filters=before.filters)
    assert parse_map_state(write_message(after), FRONT, before) == kept


@given(selections, selections, st.sets(st.sampled_from(PARTS)))
def test_a_missing_part_keeps_its_value(before, after, sent):
    """So that a message may hold only what changed."""
    wish = {name: value for name, value in write_message(after).items() if name in sent}
    found = parse_map_state(wish, FRONT, before)
    for field in fields(Selection):
        source = after if MESSAGES[field.name] in sent else before
        assert getattr(found, field.name) == getattr(source, field.name), field.name


@given(selections, st.sets(st.sampled_from(PARTS)))
def test_the_fields_of_a_partial_message_are_read_one_by_one(selection, sent):
    wish = {name: value for name, value in write_message(selection).items() if name in sent}
    changes = read_changes({**wish, "theme": "dark", "nonce": 1}, selection, Scope(FRONT))
    assert {MESSAGES[name] for name in changes} == sent
    assert apply_changes(selection, changes) == selection


def test_there_is_no_change_of_a_field_that_is_not_there():
    with pytest.raises(TypeError):
        apply_changes(Selection(FRONT.first, ()), {"hue": "red"})


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        *(("date", bad) for bad in (None, 20250312, "12 March 2025", "2025-02-30", ["2025-03-12"])),
        *(("accounts", bad) for bad in (None, "russia", ["mars"], [["russia"]], {"russia": True})),
        *(("layers", bad) for bad in (None, "water", [7], {"water": 1})),
        *(("mapper", bad) for bad in ("mars", 7, False, ["deepstate"], "")),
        *(("others", bad) for bad in (None, "no", "false", 0, 1, [])),
        *(("clock", bad) for bad in (None, "moon", 1, ["known"])),
        *(("place", bad) for bad in (7, "../x", "", ["sudzha"], False)),
        *(("panel", bad) for bad in (None, "mars", 0, ["places"])),
        *(("compare", bad) for bad in ("swipe", {}, {"mode": "fade"}, False, ["swipe"])),
        *(("filter", bad) for bad in ("", 0, False, [], "core")),
    ],
)
@pytest.mark.parametrize("others", [False, True])
def test_a_bad_part_keeps_its_value(name, bad, others):
    before = Selection(
        date(2025, 3, 12),
        (SIDES[0],),
        ("water",),
        mapper="deepstate",
        others=others,
        panel="places",
        place="sudzha",
        clock="known",
        filters=Filters(grade="B2"),
        compare=Comparison("swipe", "russia", "ukraine", date(2025, 2, 6)),
    )
    assert parse_map_state({name: bad}, FRONT, before) == before
    good = write_message(replace(before, day=date(2025, 6, 22), layers=("roads",)))
    kept = before.day if name == "date" else date(2025, 6, 22)
    layers = before.layers if name == "layers" else ("roads",)
    expected = replace(before, day=kept, layers=layers)
    assert parse_map_state({**good, name: bad}, FRONT, before) == expected


def test_a_comparison_with_a_bad_day_keeps_the_former():
    before = replace(
        Selection(FRONT.first, ()), compare=Comparison("side", "russia", "russia", None)
    )
    sent = {"mode": "swipe", "account": "ukraine", "against": "russia", "day": "yesterday"}
    assert parse_map_state({"compare": sent}, FRONT, before) == before


@given(selections, st.dictionaries(st.sampled_from([*PARTS, "filter"]), anything))
def test_whatever_comes_it_is_a_selection(before, message):
    found = parse_map_state(message, FRONT, before)
    assert FRONT.first <= found.day <= FRONT.last
    assert set(found.accounts) <= set(SIDES)
    assert set(found.layers) <= set(LAYERS)
    assert found.mapper is None or found.mapper in list_mappers(FRONT)
    assert found.clock in CLOCKS
    assert found.panel in PANELS
    assert found.language == before.language
    assert found.filters in (before.filters, NO_FILTERS)
    assert type(found.others) is bool
    assert hash(found) == hash(replace(found))
