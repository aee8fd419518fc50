"""Ground gained, lost and unchanged, and change for nothing, on made-up rectangles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import segmentize
from shapely.geometry import MultiPolygon, box

from geodata.core.measure import area_km2
from geodata.geometry.change import measure_change, measure_needless

WEST, EAST = box(35.0, 51.0, 35.1, 51.1), box(35.1, 51.0, 35.2, 51.1)
BOTH = box(35.0, 51.0, 35.2, 51.1)
KM2 = area_km2(WEST)


def test_a_change_splits_into_gained_lost_and_unchanged():
    change = measure_change(WEST, box(35.05, 51.0, 35.15, 51.1))
    assert change.gained.equals(box(35.1, 51.0, 35.15, 51.1))
    assert change.lost.equals(box(35.0, 51.0, 35.05, 51.1))
    assert change.unchanged.equals(box(35.05, 51.0, 35.1, 51.1))
    sizes = [change.gained_km2, change.lost_km2, change.unchanged_km2]
    assert sizes == pytest.approx([KM2 / 2] * 3, rel=1e-6)


def test_no_change_between_neighbours_that_share_an_edge():
    change = measure_change(WEST, EAST)
    assert change.unchanged.is_empty
    assert change.unchanged_km2 == 0.0


def test_an_area_that_ends_is_all_lost():
    change = measure_change(WEST, MultiPolygon())
    assert (change.gained_km2, change.unchanged_km2) == (0.0, 0.0)
    assert change.lost_km2 == pytest.approx(KM2)


# Long sides are cut up, as those of real outlines are: a geodesic bends, its halves bend less.
rectangles = st.builds(
    lambda west, width, north: segmentize(
        box(35 + west, 51.0, 35 + west + width, 51 + north), 0.01
    ),
    *[st.floats(0.01, 0.5).map(lambda value: round(value, 3))] * 3,
)


@given(rectangles, rectangles)
def test_what_changes_adds_up_to_both_areas(before, after):
    change, close = measure_change(before, after), {"rel": 1e-3}
    assert change.unchanged_km2 + change.lost_km2 == pytest.approx(area_km2(before), **close)
    assert change.unchanged_km2 + change.gained_km2 == pytest.approx(area_km2(after), **close)


def test_ground_that_flips_and_flips_back_is_needless():
    assert measure_needless([WEST, EAST, WEST]) == pytest.approx(2 * KM2, rel=1e-3)


@pytest.mark.parametrize(
    "areas",
    [[WEST, BOTH, EAST], [BOTH, WEST, BOTH], [WEST, BOTH, WEST], [WEST, WEST, EAST], [WEST], []],
)
def test_change_that_sizes_force_or_that_stays_is_not(areas):
    assert measure_needless(areas) == pytest.approx(0.0, abs=1e-3)
