"""What every two shapes share, of shapes of known size, and beside cutting them two by two."""

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.core.measure import area_km2
from geodata.geometry.faces import measure_all_shared

SQUARE = box(35.0, 51.2, 35.2, 51.4)
KM2 = area_km2(box(35.0, 51.2, 35.1, 51.4))


def test_squares_that_half_overlap_share_a_half():
    shared = measure_all_shared([SQUARE, box(35.1, 51.2, 35.3, 51.4), box(36.0, 51.2, 36.1, 51.4)])
    wanted = np.array([[2, 1, 0], [1, 2, 0], [0, 0, 1]]) * KM2
    assert shared == pytest.approx(wanted, rel=1e-4)


def test_nothing_shares_nothing():
    assert measure_all_shared([]).shape == (0, 0)
    assert not measure_all_shared([MultiPolygon(), MultiPolygon()]).any()
    shared = measure_all_shared([SQUARE, MultiPolygon()])
    assert shared[0, 0] == pytest.approx(2 * KM2, rel=1e-4)
    assert not shared[1].any()


def test_what_lies_in_a_hole_is_shared_with_the_hole_s_own_shape_alone():
    inner = box(35.05, 51.25, 35.15, 51.35)
    holed = Polygon(SQUARE.exterior.coords, [inner.exterior.coords])
    shared = measure_all_shared([holed, inner, SQUARE])
    assert shared[0, 1] == 0.0
    assert shared[1, 2] == pytest.approx(area_km2(inner), rel=1e-4)
    assert shared[0, 2] == pytest.approx(shared[2, 2] - shared[1, 1])


corner = st.floats(0.0, 0.5)
boxes = st.builds(
    lambda west, south, width, height: box(
        35 + west, 51 + south, 35.01 + west + width, 51.01 + south + height
    ),
    *[corner] * 4,
)
SHORT = 0.02  # degrees: a whole edge is a geodesic, and what is cut from a long one is another
areas = st.lists(boxes, max_size=3).map(shapely.union_all)


@example([box(35, 51, 35.51, 51.01), box(35.25, 51.0078, 35.26, 51.0178)])
@given(st.lists(areas, min_size=1, max_size=4))
def test_all_at_once_is_as_two_by_two(shapes):
    shapes = [shapely.segmentize(shape, SHORT) for shape in shapes]
    shared = measure_all_shared(shapes)
    assert (shared == shared.T).all()
    for one, row in zip(shapes, shared, strict=True):
        exact = [area_km2(shapely.intersection(one, other)) for other in shapes]
        assert row == pytest.approx(exact, rel=1e-3, abs=0.02)
