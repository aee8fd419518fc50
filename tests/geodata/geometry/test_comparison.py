"""Areas against each other: change and agreement, on shapes of known size."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import segmentize
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.core.measure import Plane, area_km2, distance_km
from geodata.geometry.comparison import compare_areas, measure_change, measure_needless

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


PLANE = Plane(35.2, 51.3)
SQUARE = box(35.0, 51.2, 35.2, 51.4)
EMPTY = MultiPolygon()
KM = 1000.0


def plane_box(west, south, east, north):
    """Return a rectangle given in km of the equal-area plane, in WGS 84."""
    return PLANE.unproject(box(west * KM, south * KM, east * KM, north * KM))


def test_an_area_agrees_fully_with_itself():
    found = compare_areas(SQUARE, SQUARE, PLANE)
    assert found.area_km2 == found.reference_km2 == area_km2(SQUARE)
    assert found.iou == 1.0
    assert found.symmetric_difference_km2 == 0.0
    assert found.mean_distance_km == pytest.approx(0.0, abs=1e-9)
    assert found.p95_distance_km == pytest.approx(0.0, abs=1e-9)


def test_two_squares_that_half_overlap_share_a_third():
    found = compare_areas(SQUARE, box(35.1, 51.2, 35.3, 51.4), PLANE)
    assert found.iou == pytest.approx(1 / 3, rel=1e-4)
    assert found.symmetric_difference_km2 == pytest.approx(area_km2(SQUARE), rel=1e-3)


def test_a_square_inside_another_shares_its_own_size():
    inner = box(35.05, 51.25, 35.15, 51.35)
    found = compare_areas(inner, SQUARE, PLANE)
    assert found.iou == pytest.approx(area_km2(inner) / area_km2(SQUARE))
    assert found.symmetric_difference_km2 == pytest.approx(area_km2(SQUARE) - area_km2(inner))


def test_squares_apart_share_nothing():
    apart = box(36.0, 51.2, 36.1, 51.3)
    found = compare_areas(SQUARE, apart, PLANE)
    assert found.iou == 0.0
    assert found.symmetric_difference_km2 == pytest.approx(area_km2(SQUARE) + area_km2(apart))
    assert found.mean_distance_km > distance_km((35.2, 51.3), (36.0, 51.3))


def test_a_hole_counts_against_the_area():
    hole = box(35.05, 51.25, 35.15, 51.35)
    holed = Polygon(SQUARE.exterior.coords, [hole.exterior.coords])
    found = compare_areas(holed, SQUARE, PLANE)
    assert found.symmetric_difference_km2 == pytest.approx(area_km2(hole))
    assert found.mean_distance_km > 0.5  # the hole's own outline is far from the other's


def test_two_empty_areas_agree_and_have_no_distance():
    found = compare_areas(EMPTY, EMPTY, PLANE)
    assert (found.area_km2, found.reference_km2) == (0.0, 0.0)
    assert (found.iou, found.symmetric_difference_km2) == (1.0, 0.0)
    assert found.mean_distance_km is None
    assert found.p95_distance_km is None


@pytest.mark.parametrize(("area", "reference"), [(SQUARE, EMPTY), (EMPTY, SQUARE)])
def test_an_empty_area_agrees_in_nothing_with_another(area, reference):
    found = compare_areas(area, reference, PLANE)
    assert found.iou == 0.0
    assert found.symmetric_difference_km2 == pytest.approx(area_km2(SQUARE))
    assert found.mean_distance_km is None
    assert found.p95_distance_km is None


def test_distances_of_a_shifted_square():
    # Ten km wide, moved one km east. Of each outline one side lies beyond the other outline, one km
    # off; one lies within it, one km off but for the ends, which are nearer to the sides that the
    # outlines share; of the shared sides one km each reaches beyond, half a km off on average.
    found = compare_areas(plane_box(0, 0, 10, 10), plane_box(1, 0, 11, 10), PLANE)
    expected = (10 * 1.0 + (8 * 1.0 + 2 * 0.5) + 2 * 0.5) / 40
    assert found.mean_distance_km == pytest.approx(expected, rel=0.01)
    assert found.p95_distance_km == pytest.approx(1.0, abs=1e-4)


def test_distances_of_a_frame_within_a_frame():
    # A ring of one km all round: one km from every inner side, up to √2 at the outer corners.
    found = compare_areas(plane_box(0, 0, 10, 10), plane_box(-1, -1, 11, 11), PLANE)
    assert found.mean_distance_km == pytest.approx(1.0, abs=0.02)
    assert 1.0 <= found.p95_distance_km < 2**0.5


def test_a_far_islet_moves_the_mean_and_the_percentile():
    islet = plane_box(40, 0, 41, 1)
    found = compare_areas(
        plane_box(0, 0, 10, 10), shapely.union(plane_box(0, 0, 10, 10), islet), PLANE
    )
    assert found.mean_distance_km == pytest.approx(4 / 84 * 30.5, rel=0.02)
    assert found.p95_distance_km == pytest.approx(0.0, abs=1e-6)  # its 4 km of 84 are under 5 %
    larger = plane_box(40, 0, 41.1, 1.1)  # 4.4 km of 84.4: a little over 5 %
    found = compare_areas(
        plane_box(0, 0, 10, 10), shapely.union(plane_box(0, 0, 10, 10), larger), PLANE
    )
    assert found.p95_distance_km > 30.0


boxes = st.builds(
    lambda west, south, width, height: box(west, south, west + width, south + height),
    *(st.floats(34.5, 35.5), st.floats(51.0, 51.5), st.floats(0.02, 0.5), st.floats(0.02, 0.5)),
)
SHORT = 0.02  # degrees: a whole edge is a geodesic, and what is cut from a long one is another
areas = (
    st.lists(boxes, max_size=3)
    .map(shapely.union_all)
    .map(lambda shape: shapely.segmentize(shape, SHORT))
)


@given(areas, areas)
def test_the_comparison_is_sound_whichever_comes_first(one, two):
    found, back = compare_areas(one, two, PLANE), compare_areas(two, one, PLANE)
    assert 0.0 <= found.iou <= 1.0
    assert found.iou == pytest.approx(back.iou)
    difference = found.symmetric_difference_km2
    assert difference == pytest.approx(back.symmetric_difference_km2, abs=1e-6)
    assert difference >= abs(found.area_km2 - found.reference_km2) - 1e-6
    assert difference <= found.area_km2 + found.reference_km2 + 1e-6
    if found.iou:
        shared = found.area_km2 + found.reference_km2 - difference
        assert shared / 2 == pytest.approx(found.iou * (shared / 2 + difference), rel=1e-6)
    assert difference == pytest.approx(area_km2(one.symmetric_difference(two)), rel=1e-3, abs=0.02)
    if found.mean_distance_km is None:
        assert one.is_empty or two.is_empty
    else:
        assert found.mean_distance_km == pytest.approx(back.mean_distance_km)
        assert found.p95_distance_km == pytest.approx(back.p95_distance_km)
