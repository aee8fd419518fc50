"""Sizes on the ellipsoid against known values, and the projection there and back."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.measure import Plane, area_km2, distance_km, length_km
from geodata.core.model import Dataset

PLANE = Plane(35.2, 51.3)
DEGREE = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)])
longitudes = st.floats(33.0, 38.0, allow_nan=False)
latitudes = st.floats(50.0, 53.0, allow_nan=False)


def test_one_degree_square_at_the_equator() -> None:
    # GeographicLib: four geodesic edges, not parallels.
    assert area_km2(DEGREE) == pytest.approx(12308.7784, abs=0.01)


def test_a_degree_of_the_equator_and_of_a_meridian() -> None:
    assert distance_km((0, 0), (1, 0)) == pytest.approx(111.3195, abs=0.0001)
    assert distance_km((35, 51), (35, 52)) == pytest.approx(111.2631, abs=0.01)


def test_holes_are_taken_off_and_direction_does_not_matter() -> None:
    hole = shapely.box(0.25, 0.25, 0.75, 0.75)
    holed = shapely.Polygon(DEGREE.exterior.coords, [hole.exterior.coords])
    assert area_km2(holed) == pytest.approx(area_km2(DEGREE) - area_km2(hole))
    assert area_km2(DEGREE.reverse()) == pytest.approx(area_km2(DEGREE))


def test_parts_add_up_whichever_way_they_turn() -> None:
    far = shapely.box(35, 51, 36, 52).reverse()
    both = shapely.MultiPolygon([DEGREE, far])
    assert area_km2(both) == pytest.approx(area_km2(DEGREE) + area_km2(far))
    nested = shapely.GeometryCollection([both, shapely.Point(0, 0)])
    assert area_km2(nested) == pytest.approx(area_km2(both))


@pytest.mark.parametrize("empty", [shapely.MultiPolygon(), shapely.Polygon(), shapely.Point(1, 2)])
def test_nothing_has_no_size(empty: shapely.Geometry) -> None:
    assert area_km2(empty) == 0
    assert length_km(empty) == 0


def test_length_of_a_line_is_the_sum_of_its_steps() -> None:
    line = shapely.LineString([(35, 51), (35.5, 51), (35.5, 51.5)])
    steps = distance_km((35, 51), (35.5, 51)) + distance_km((35.5, 51), (35.5, 51.5))
    assert length_km(line) == pytest.approx(steps)


def test_the_plane_keeps_areas() -> None:
    square = shapely.segmentize(shapely.box(35, 51, 36, 52), 0.01)
    assert PLANE.project(square).area / 1e6 == pytest.approx(area_km2(square), rel=1e-6)


@given(lon=longitudes, lat=latitudes)
def test_projection_there_and_back_within_a_millimetre(lon: float, lat: float) -> None:
    back = PLANE.unproject(PLANE.project(shapely.Point(lon, lat)))
    assert (back.x, back.y) == pytest.approx((lon, lat), abs=1e-8)


@given(lon=st.floats(34, 36.5), lat=st.floats(50.8, 52), east=st.floats(0.01, 0.3))
def test_the_plane_keeps_lengths_near_the_front(lon: float, lat: float, east: float) -> None:
    flat = PLANE.project(shapely.LineString([(lon, lat), (lon + east, lat)])).length / 1000
    assert flat == pytest.approx(distance_km((lon, lat), (lon + east, lat)), rel=2e-4)


def test_each_front_is_laid_flat_round_its_own_middle(kursk: Dataset, made_up: Dataset) -> None:
    assert kursk.front.centre == (35.2, 51.3)
    assert made_up.front.centre == pytest.approx((-29.5, 40.5)), "the middle of the extent"
    for front in (kursk.front, made_up.front):
        plane = Plane(*front.centre)
        west, south, east, north = front.extent
        sides = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        ring = shapely.segmentize(shapely.LineString(sides), 0.01)
        assert plane.project(ring).length / 1000 == pytest.approx(length_km(ring), rel=1e-3)
        ground = shapely.Polygon(ring)
        assert plane.project(ground).area / 1e6 == pytest.approx(area_km2(ground), rel=1e-3)


def test_two_planes_do_not_share_a_middle() -> None:
    point = shapely.Point(-29.5, 40.5)
    here, there = Plane(-29.5, 40.5), PLANE
    assert here.project(point).distance(shapely.Point(0, 0)) < 1e-6
    assert there.project(point).distance(shapely.Point(0, 0)) > 4e6
