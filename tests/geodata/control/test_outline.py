"""The cutting of a shape to an oblast, and the tidying of a level set."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, Point, Polygon, box

from geodata.control.outline import Cutter, Land, Marks, join_parts, trace_outline
from geodata.geometry.grid import lay_grid, measure_signed_distance

SQUARE = box(35.0, 51.0, 35.1, 51.1)
RIM = [(35.0 + 0.008 * (row % 3), 51.0 + 0.002 * row) for row in range(51)]
JAGGED = shapely.transform(
    Polygon([(35.1, 51.0), (35.1, 51.1), *reversed(RIM)]), lambda pairs: pairs.round(5)
)
NOWHERE = Marks(MultiPoint(), MultiPoint(), MultiPoint())


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
    marked = Marks(MultiPoint(), MultiPoint(), MultiPoint([(2.005, 0.005)]))
    joined = join_parts([crumb, large], marked)
    assert [part.area for part in joined.geoms] == pytest.approx([1.0, 0.0001])
    assert joined.geoms[0].exterior.is_ccw


GRID = lay_grid((0.0, 0.0, 20_000.0, 20_000.0), 250.0)
LAND = Land(box(5_000, -1_000, 30_000, 30_000), box(1_000, -1_000, 5_000, 30_000))


def raise_discs(*discs):
    columns, rows = np.meshgrid(GRID.xs, GRID.ys)
    field = np.full(GRID.shape, -99.0)
    for x, y, radius in discs:
        np.maximum(field, radius - np.hypot(columns - x, rows - y) / 1000.0, out=field)
    return field


def test_a_part_without_a_held_mark_goes():
    field = raise_discs((10_000, 5_000, 2.0), (10_000, 15_000, 2.0))
    marks = Marks(MultiPoint([(10_000, 5_000)]), MultiPoint(), MultiPoint())
    shape = trace_outline(GRID, field, LAND, marks, 5.0)
    assert shape.contains(Point(10_000, 5_000))
    assert not shape.intersects(Point(10_000, 15_000))


@pytest.mark.parametrize(("lost", "holes"), [([], 0), ([(12_000, 10_000)], 1)])
def test_a_hole_stays_only_with_a_lost_mark_in_it(lost, holes):
    field = np.minimum(raise_discs((12_000, 10_000, 5.0)), -raise_discs((12_000, 10_000, 2.0)))
    marks = Marks(MultiPoint([(12_000, 14_000)]), MultiPoint(lost), MultiPoint())
    shape = trace_outline(GRID, field, LAND, marks, 8.0)
    assert len(shape.interiors) == holes


def test_a_bay_shut_off_by_the_border_is_filled():
    field = np.minimum(raise_discs((5_000, 10_000, 6.0)), -raise_discs((5_000, 10_000, 3.0)))
    marks = Marks(MultiPoint([(9_500, 10_000)]), MultiPoint(), MultiPoint())
    assert trace_outline(GRID, field, LAND, marks, 8.0).contains(Point(6_000, 10_000))


def test_a_needle_goes():
    field = np.maximum(raise_discs((10_000, 10_000, 3.0)), -99.0)
    row = GRID.find_cell(0.0, 10_000.0)[0]
    field[row, GRID.find_cell(10_000.0, 0.0)[1] :] = 0.1
    marks = Marks(MultiPoint([(10_000, 10_000)]), MultiPoint(), MultiPoint())
    shape = trace_outline(GRID, field, LAND, marks, 8.0)
    assert not shape.intersects(Point(16_000, 10_000))


def test_depth_has_no_edge_where_the_mask_is_empty_or_full():
    assert (measure_signed_distance(np.zeros((3, 3), dtype=bool), 250.0) == -np.inf).all()
    assert (measure_signed_distance(np.ones((3, 3), dtype=bool), 250.0) == np.inf).all()


LAND = Land(box(-20_000, -20_000, 20_000, 20_000), Polygon())
CLEFT = box(-200, 0, 200, 10_000)


def trace_cleft(*lost):
    """Trace a square of 20 km with a cleft 400 m wide from its northern side to its middle."""
    grid = lay_grid((-15_000.0, -15_000.0, 15_000.0, 15_000.0), 100.0)
    square = box(-10_000, -10_000, 10_000, 10_000).difference(CLEFT)
    field = measure_signed_distance(grid.rasterize(square), grid.cell)
    marks = Marks(MultiPoint([(5_000, 5_000)]), MultiPoint(lost), MultiPoint())
    return trace_outline(grid, field, LAND, marks, 20.0)


def test_a_narrow_cleft_is_filled():
    assert trace_cleft().contains(Point(0, 5_000))


def test_a_cleft_with_a_lost_place_stays():
    outline = trace_cleft((0, 5_000))
    assert not outline.contains(Point(0, 5_000))
    assert outline.is_valid
