"""Which ground how many accounts give: shapes of known size, made-up ones, and the front's own."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from geodata.core.measure import Plane, area_km2
from geodata.core.model import Edge
from geodata.geometry.agreement import divide_ground, share_ground


def strip(west, east, north=51.1):
    return MultiPolygon([shapely.segmentize(box(west, 51.0, east, north), 0.01)])


ONE, OTHER, THIRD = strip(35.0, 35.3), strip(35.1, 35.4), strip(35.2, 35.5)
STAIR = (35.05, 51.0), (35.2, 51.0), (35.2, 51.1), (35.1, 51.1), (35.1, 51.05), (35.05, 51.05)
KM2 = area_km2(strip(35.0, 35.1))


def test_ground_is_divided_by_who_gives_it():
    cells = divide_ground((ONE, OTHER, THIRD))
    sizes = {tuple(sorted(cell.givers)): cell.area_km2 for cell in cells}
    given = [(0, 1, 2), (0, 1), (1, 2), (0,), (2,)]
    assert list(sizes) == given
    assert sizes == pytest.approx(dict.fromkeys(given, KM2), rel=1e-4)


def test_no_shape_is_not_an_empty_shape():
    nothing = MultiPolygon()
    (alone,) = share_ground(divide_ground((ONE, None)), [0])
    assert (alone.count, alone.area_km2) == (1, pytest.approx(3 * KM2, rel=1e-4))
    both, one = share_ground(divide_ground((ONE, nothing)), [0, 1])
    assert (both.count, both.area_km2) == (2, 0.0)
    assert one.measure_giver(0) == one.area_km2 == pytest.approx(3 * KM2, rel=1e-4)
    assert one.measure_giver(1) == 0.0


def test_whoever_is_not_asked_does_not_count():
    cells = divide_ground((ONE, OTHER, THIRD))
    both, alone = share_ground(cells, [0, 2])
    assert both.area_km2 == pytest.approx(KM2, rel=1e-4)
    assert alone.measure_giver(0) == alone.measure_giver(2) == pytest.approx(2 * KM2, rel=1e-4)
    assert share_ground(cells, []) == ()


def test_shapes_that_only_touch_beside_what_they_share_are_divided():
    """What two have in common is then ground and a line, and a third is laid over it."""
    stair = MultiPolygon([shapely.Polygon([*STAIR, STAIR[0]])])
    cells = divide_ground((strip(35.0, 35.1), stair, strip(35.0, 35.2)))
    assert [sorted(cell.givers) for cell in cells] == [[0, 1, 2], [0, 2], [1, 2]]
    assert sum(cell.area_km2 for cell in cells) == pytest.approx(2 * KM2, rel=1e-4)


rectangles = st.builds(
    lambda west, width, north: strip(35 + west, 35 + west + width, 51 + north),
    *[st.floats(0.01, 0.5).map(lambda value: round(value, 3))] * 3,
)
accounts = st.lists(st.one_of(st.none(), rectangles), min_size=1, max_size=4).map(tuple)


@given(accounts)
def test_classes_sum_to_the_union_and_to_each_account(shapes):
    cells = divide_ground(shapes)
    there = [number for number, shape in enumerate(shapes) if shape is not None]
    union = shapely.union_all([shapes[number] for number in there])
    shares = share_ground(cells, there)
    assert sum(one.area_km2 for one in shares) == pytest.approx(area_km2(union), abs=0.1)
    for number in there:
        own = sum(share.measure_giver(number) for share in shares)
        assert own == pytest.approx(area_km2(shapes[number]), abs=0.1)


def test_the_front_own_shapes_sum_to_their_union_within_a_tenth_of_a_km2(kursk):
    """Every three areas that follow each other, on the ellipsoid and in the equal-area plane."""
    plane = Plane(*kursk.front.centre)
    firm = [area.geometry for area in kursk.held if area.edge is Edge.FIRM]
    for place in range(0, len(firm) - 2, 3):
        shapes = tuple(firm[place : place + 3])
        cells = divide_ground(shapes)
        union = shapely.union_all(shapes)
        assert sum(cell.area_km2 for cell in cells) == pytest.approx(area_km2(union), abs=0.1)
        flat = sum(plane.project(cell.ground).area for cell in cells) / 1e6
        assert flat == pytest.approx(plane.project(union).area / 1e6, abs=0.1)
        assert all(cell.ground.is_valid for cell in cells)
