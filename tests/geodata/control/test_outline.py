"""The cutting of a shape to an oblast, and the tidying of a level set."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, Polygon, box

from geodata.control.outline import Cutter, join_parts
from geodata.geometry.grid import measure_signed_distance

SQUARE = box(35.0, 51.0, 35.1, 51.1)
RIM = [(35.0 + 0.008 * (row % 3), 51.0 + 0.002 * row) for row in range(51)]
JAGGED = shapely.transform(
    Polygon([(35.1, 51.0), (35.1, 51.1), *reversed(RIM)]), lambda pairs: pairs.round(5)
)
NOWHERE = MultiPoint()


def test_a_shape_inside_is_left_alone():
    shape = box(35.02, 51.02, 35.05, 51.06)
    (part,) = Cutter(SQUARE).cut(shape)
    assert part.equals(shape)


def test_a_shape_outside_is_nothing():
    assert Cutter(SQUARE).cut(box(34.0, 51.0, 34.5, 51.1)) == []
    assert join_parts([], NOWHERE).is_empty


def test_a_shape_that_only_grazes_one_edge_vanishes_or_stays_inside():
    for part in Cutter(JAGGED).cut(box(34.9, 51.0203, 35.0005, 51.0204)):
        assert JAGGED.covers(part)


def test_a_hole_that_crosses_the_border_becomes_part_of_the_rim():
    ring = box(34.98, 51.02, 35.08, 51.08).difference(box(34.99, 51.04, 35.04, 51.06))
    parts = Cutter(JAGGED).cut(shapely.transform(ring, lambda pairs: pairs.round(5)))
    assert parts
    for part in parts:
        assert part.is_valid
        assert JAGGED.covers(part)


corner = st.tuples(st.floats(34.98, 35.08), st.floats(51.0, 51.1))


@settings(max_examples=2 * settings.default.max_examples, derandomize=True)
@given(st.lists(corner, min_size=3, max_size=9, unique=True))
def test_whatever_is_cut_is_sound_and_keeps_to_the_oblast(corners):
    hull = shapely.transform(MultiPoint(corners).convex_hull, lambda pairs: pairs.round(5))
    if not isinstance(hull, Polygon) or not hull.is_valid or hull.area < 1e-5:
        return
    joined = join_parts(Cutter(JAGGED).cut(hull), NOWHERE)
    assert joined.is_valid
    assert joined.is_empty or JAGGED.buffer(1.5e-5).covers(joined)
    for value in shapely.get_coordinates(joined).ravel():
        assert round(value, 5) == value


def test_crumbs_go_unless_evidence_lies_in_them():
    large, crumb = box(0, 0, 1, 1), box(2, 0, 2.01, 0.01)
    assert len(join_parts([crumb, large], NOWHERE).geoms) == 1
    marked = MultiPoint([(2.005, 0.005)])
    joined = join_parts([crumb, large], marked)
    assert [part.area for part in joined.geoms] == pytest.approx([1.0, 0.0001])
    assert joined.geoms[0].exterior.is_ccw


def test_depth_has_no_edge_where_the_mask_is_empty_or_full():
    assert (measure_signed_distance(np.zeros((3, 3), dtype=bool), 250.0) == -np.inf).all()
    assert (measure_signed_distance(np.ones((3, 3), dtype=bool), 250.0) == np.inf).all()
