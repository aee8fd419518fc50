"""The state as the map knows it: what is no box on the globe is no extent."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.map_state import parse_extent

junk = st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.integers())
anything = st.recursive(junk, lambda inner: st.lists(inner, max_size=5), max_leaves=8)


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
