"""The held area of a given size, on a square oblast of 1,870 km² entered from the west."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box

from geodata.control.evidence import Evidence, weigh_evidence
from geodata.control.field import Ground, raise_field
from geodata.control.held_area import draw_held_area, draw_level, judge_points
from geodata.core.errors import AreaError
from geodata.core.measure import Plane, area_km2, distance_km
from geodata.core.model import ControlInterval, Place, Role, Side, Status

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)

WEST, SOUTH, EAST, NORTH = 35.0, 51.1, 35.6, 51.5
SQUARE = box(WEST, SOUTH, EAST, NORTH)
BORDER = LineString([(WEST, SOUTH), (WEST, NORTH)])
PLANE = Plane(35.2, 51.3)
GROUND = Ground(SQUARE, BORDER, PLANE)


def place(name, lon, lat, status=Status.HELD, weight=1.0):
    return Evidence(name, lon, lat, status, weight)


VILLAGE = place("village", 35.10, 51.30)


def assert_sound(area, oblast=SQUARE):
    assert isinstance(area, MultiPolygon)
    assert area.is_valid
    assert oblast.covers(area)
    for part in area.geoms:
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)
    for lon, lat in shapely.get_coordinates(area):
        assert (round(lon, 5), round(lat, 5)) == (lon, lat)


def test_one_village_gives_one_area_round_it():
    area = draw_held_area([VILLAGE], GROUND, 100.0)
    assert_sound(area)
    assert area_km2(area) == pytest.approx(100.0, rel=0.004)
    assert len(area.geoms) == 1
    assert not area.geoms[0].interiors
    assert area.contains(Point(35.10, 51.30))


def test_larger_ground_runs_up_to_the_border_and_along_it():
    area = draw_held_area([VILLAGE], GROUND, 200.0)
    assert_sound(area)
    assert area.bounds[0] == WEST


def test_a_place_that_nobody_mentioned_counts_as_not_held():
    silent = replace(GROUND, silent=((35.10, 51.36),))
    free = draw_held_area([VILLAGE], GROUND, 200.0)
    area = draw_held_area([VILLAGE], silent, 200.0)
    assert_sound(area)
    assert free.contains(Point(35.10, 51.36))
    assert not area.contains(Point(35.10, 51.36))
    assert area.contains(Point(35.10, 51.30))


def test_two_far_villages_give_two_pockets():
    south, north = place("south", 35.02, 51.15), place("north", 35.02, 51.45)
    area = draw_held_area([south, north], GROUND, 60.0)
    assert_sound(area)
    assert len(area.geoms) == 2
    assert area.contains(Point(35.02, 51.15))
    assert area.contains(Point(35.02, 51.45))


def test_points_are_judged_as_the_drawn_area_has_them():
    evidence = [VILLAGE, place("lost", 35.2, 51.2, Status.LOST)]
    area = draw_held_area(evidence, GROUND, 200.0)
    points = [(35.1, 51.3), (35.02, 51.3), (35.2, 51.2), (35.5, 51.4), (35.9, 52.0)]
    judged = judge_points(evidence, GROUND, 200.0, points)
    assert judged == [area.contains(Point(point)) for point in points]
    assert judged[0]
    assert not judged[2]


def test_a_pocket_too_small_to_be_drawn_stays_for_the_place_that_is_held_in_it():
    steps = ((0.014, 0.0), (-0.014, 0.0), (0.0, 0.009), (0.0, -0.009))
    ring = [place(f"{n}", 35.45 + x, 51.42 + y, Status.LOST) for n, (x, y) in enumerate(steps)]
    evidence = [VILLAGE, place("pocket", 35.45, 51.42), *ring]
    field = raise_field(evidence, GROUND)
    assert len(draw_level(field, GROUND, 0.0, evidence).geoms) == 2
    lost = [replace(item, status=Status.LOST) for item in evidence]
    assert len(draw_level(field, GROUND, 0.0, lost).geoms) == 1


def test_ground_lies_above_a_level_and_not_on_it():
    field = raise_field([VILLAGE], GROUND)
    step = (field.grid.cell / 1000.0) ** 2
    row, column = np.argwhere(field.inside & (field.values > 1.0))[0]
    higher = field.count_km2(float(field.values[row, column]))
    assert field.count_km2(float(np.nextafter(field.values[row, column], -np.inf))) == higher + step


def test_zero_is_an_empty_area():
    area = draw_held_area([VILLAGE], GROUND, 0.0)
    assert area.is_empty
    assert isinstance(area, MultiPolygon)


@pytest.mark.parametrize("size", [-1.0, float("nan"), 1900.0])
def test_an_impossible_size_is_refused(size):
    with pytest.raises(AreaError, match=r"expected .*Correct"):
        draw_held_area([VILLAGE], GROUND, size)


def test_a_size_beyond_the_district_is_refused():
    district = box(35.0, 51.2, 35.2, 51.4)
    with pytest.raises(AreaError, match="ground it may lie in"):
        draw_held_area([VILLAGE], Ground(SQUARE, BORDER, PLANE, district), 500.0)


def test_a_size_can_fill_the_district_to_its_rim():
    district = box(35.0, 51.2, 35.2, 51.4)
    area = draw_held_area([VILLAGE], Ground(SQUARE, BORDER, PLANE, district), area_km2(district))
    assert area_km2(area) == pytest.approx(area_km2(district), rel=0.004)
    assert district.buffer(2e-5).covers(area)


def test_a_size_smaller_than_the_area_it_must_contain_is_refused():
    inner = draw_held_area([VILLAGE], GROUND, 100.0)
    with pytest.raises(AreaError, match="the closest is"):
        draw_held_area([VILLAGE], GROUND, 50.0, inner=inner)


def test_a_size_beyond_the_evidence_overruns_it_rather_than_leaping_over():
    lost = [place(f"lost-{row}", 35.25, 51.1 + 0.04 * row, Status.LOST, 0.5) for row in range(11)]
    area = draw_held_area([VILLAGE, *lost], GROUND, 1200.0)
    assert_sound(area)
    assert len(area.geoms) == 1
    assert not area.geoms[0].interiors


def test_a_district_keeps_the_area_inside():
    district = box(34.9, 51.2, 35.15, 51.4)
    area = draw_held_area([VILLAGE], Ground(SQUARE, BORDER, PLANE, district), 150.0)
    assert_sound(area)
    assert area_km2(area) == pytest.approx(150.0, rel=0.004)
    assert district.covers(area)


def test_no_evidence_gives_a_strip_along_the_border():
    area = draw_held_area([], GROUND, 90.0)
    assert_sound(area)
    assert area_km2(area) == pytest.approx(90.0, rel=0.004)
    assert area.bounds[0] == WEST
    assert area.bounds[2] < 35.06


def test_a_lost_place_stays_out_and_a_held_one_in():
    lost = place("lost", 35.20, 51.30, Status.LOST)
    area = draw_held_area([VILLAGE, lost], GROUND, 300.0)
    assert_sound(area)
    assert area.contains(Point(35.10, 51.30))
    assert not area.contains(Point(35.20, 51.30))
    alone = draw_held_area([VILLAGE], GROUND, 300.0)
    assert alone.contains(Point(35.20, 51.30))


def test_an_unknown_place_is_neutral():
    assert draw_held_area([VILLAGE], GROUND, 80.0).equals_exact(
        draw_held_area([VILLAGE], GROUND, 80.0), 0.0
    )


def test_a_contested_place_lies_on_the_line_between_held_and_lost():
    contested = place("contested", 35.16, 51.30, Status.CONTESTED)
    evidence = [VILLAGE, contested, place("lost", 35.22, 51.30, Status.LOST)]
    area = draw_level(raise_field(evidence, GROUND), GROUND, 0.0, evidence)
    assert_sound(area)
    line = PLANE.project(area.boundary)
    assert line.distance(PLANE.project(Point(35.16, 51.30))) < 500.0
    assert area.contains(Point(35.10, 51.30))
    assert not area.contains(Point(35.22, 51.30))


def test_sizes_of_one_field_nest():
    evidence = [VILLAGE, place("lost", 35.2, 51.33, Status.LOST)]
    areas = [draw_held_area(evidence, GROUND, size) for size in (50.0, 100.0, 150.0)]
    for inner, outer in pairwise(areas):
        assert area_km2(inner.difference(outer)) < 0.2  # each outline is thinned by itself


def test_contested_places_alone_are_where_the_area_lies():
    contested = place("contested", 35.04, 51.20, Status.CONTESTED, 0.5)
    area = draw_held_area([contested], GROUND, 5.5)
    assert_sound(area)
    assert area_km2(area) == pytest.approx(5.5, rel=0.004)
    assert area.intersects(Point(35.04, 51.20).buffer(0.02))


@pytest.mark.parametrize("factor", [1.004, 1.01, 1.2, 3.0])
def test_a_smaller_claim_nests_in_a_larger_one(factor):
    inner = draw_held_area([VILLAGE], GROUND, 100.0)
    elsewhere = [place("elsewhere", 35.12, 51.42)]
    outer = draw_held_area(elsewhere, GROUND, 100.0 * factor, inner=inner)
    assert_sound(outer)
    assert area_km2(outer) == pytest.approx(100.0 * factor, rel=0.004)
    assert area_km2(inner.difference(outer)) < 0.001


def test_the_same_inputs_give_the_same_coordinates():
    evidence = [VILLAGE, place("lost", 35.2, 51.33, Status.LOST, 0.7)]
    first, second = (draw_held_area(evidence, GROUND, 222.0) for _ in range(2))
    assert first.wkb == second.wkb


def test_the_border_side_keeps_the_vertices_of_the_oblast():
    rim = [(WEST + 0.01 * (row % 2), SOUTH + 0.004 * row) for row in range(101)]
    oblast = shapely.Polygon([(EAST, SOUTH), (EAST, NORTH), *reversed(rim)])
    oblast = shapely.transform(oblast, lambda pairs: pairs.round(5))
    own = {tuple(pair) for pair in shapely.get_coordinates(oblast).tolist()}
    area = draw_held_area([VILLAGE], Ground(oblast, LineString(rim), PLANE), 150.0)
    assert_sound(area, oblast)
    corners = {tuple(pair) for pair in shapely.get_coordinates(area).tolist()}
    near = {pair for pair in corners if oblast.exterior.distance(Point(pair)) < 5e-5}
    assert near
    assert near <= own


def test_a_place_beyond_the_border_of_the_oblast_does_not_break_the_search():
    outside = place("outside", 34.9, 51.3)
    area = draw_held_area([VILLAGE, outside], GROUND, 100.0)
    assert_sound(area)
    assert area_km2(area) == pytest.approx(100.0, rel=0.004)


sites = st.tuples(
    st.floats(35.02, 35.58), st.floats(51.12, 51.48), st.sampled_from(Status), st.floats(0.2, 1.0)
)


# Each example draws an area: a tenth of the usual number in each run, two hundred in a long one.
@settings(max_examples=settings.default.max_examples // 10, derandomize=True)
@given(st.floats(2.0, 900.0), st.lists(sites, min_size=1, max_size=8))
@example(1.0, [(35.3, 51.3, Status.HELD, 1.0)])
@example(1860.0, [(35.3, 51.3, Status.HELD, 1.0)])
def test_any_size_is_met_inside_the_oblast(size, found):
    evidence = [place(f"site-{number}", *site) for number, site in enumerate(found)]
    area = draw_held_area(evidence, GROUND, size)
    assert_sound(area)
    assert area_km2(area) == pytest.approx(size, rel=0.004)


@settings(max_examples=settings.default.max_examples // 7, derandomize=True)
@given(st.floats(40.0, 700.0), st.floats(35.05, 35.4), st.floats(51.2, 51.4))
def test_a_sure_lone_village_lies_inside(size, lon, lat):
    assert draw_held_area([place("village", lon, lat)], GROUND, size).contains(Point(lon, lat))


def settle(place_id, lon=35.1, lat=51.3):
    return Place(place_id, place_id, place_id, "", "", "village", "r", "o", lat, lon, "made up", "")


def hold(place_id, account, status, start, *, end=None, certainty="high"):
    return ControlInterval(place_id, account, status, start, end, certainty, ("claim",), "")


DAY = date(2024, 8, 12)
PLACES = {"a": settle("a"), "nowhere": settle("nowhere", None, None)}


def weigh(*intervals, account=UKRAINE, day=DAY):
    return weigh_evidence(intervals, PLACES, account, day)


def test_the_accounts_own_word_comes_first():
    own = hold("a", UKRAINE, Status.HELD, DAY, certainty="low")
    other = hold("a", RUSSIA, Status.LOST, DAY)
    (found,) = weigh(own, other)
    assert (found.status, found.weight) == (Status.HELD, 0.4)


def test_others_count_where_the_account_is_silent_and_belligerents_count_less():
    (heard,) = weigh(hold("a", RUSSIA, Status.LOST, DAY))
    (mapped,) = weigh(hold("a", INDEPENDENT, Status.LOST, DAY))
    assert heard.status is mapped.status is Status.LOST
    assert heard.weight < mapped.weight < 1.0


def test_others_who_disagree_make_a_place_contested():
    (found,) = weigh(hold("a", RUSSIA, Status.LOST, DAY), hold("a", INDEPENDENT, Status.HELD, DAY))
    assert found.status is Status.CONTESTED


def test_an_interval_holds_on_its_first_and_last_day_only_between():
    interval = hold("a", UKRAINE, Status.HELD, DAY, end=date(2024, 8, 20))
    assert weigh(interval)
    assert weigh(interval, day=date(2024, 8, 20))
    assert not weigh(interval, day=date(2024, 8, 21))
    assert not weigh(interval, day=date(2024, 8, 11))


def test_a_place_without_a_position_gives_no_evidence():
    assert not weigh(hold("nowhere", UKRAINE, Status.HELD, DAY))


def test_a_strip_with_no_evidence_is_narrow_everywhere():
    area = draw_held_area([], GROUND, 45.0)
    assert area_km2(area) == pytest.approx(45.0, rel=0.005)
    for lon, lat in shapely.get_coordinates(area):
        assert distance_km((lon, lat), (WEST, lat)) < 4.0
