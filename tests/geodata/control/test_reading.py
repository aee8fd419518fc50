"""The reading of the places: the bundled layer, its coding, and claims beside it."""

import gzip
import json
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.build.reading import SIDECAR
from geodata.claims.beside_reading import Position, compare_claim
from geodata.control.reading import list_days, list_speakers, read_places
from geodata.control.scene import set_scene
from geodata.core.measure import area_km2
from geodata.core.model import Kind, Qualifier, Status
from geodata.core.reading import Reading, find_reading
from geodata.dataset.readings import READINGS, decode_readings, encode_readings
from tests.bundled import read_bundled

FRONT = read_bundled()
SCENE = set_scene(FRONT)
OBLAST = SCENE.ground.oblast
DAY = date(2025, 2, 20)
KYIV = FRONT.front.find_side("ukraine")
SQUARE = MultiPolygon([box(35.0, 51.0, 35.2, 51.1)])


def test_every_day_on_which_evidence_changes_has_a_reading():
    assert tuple(one.date for one in FRONT.readings) == list_days(FRONT)


@pytest.mark.parametrize(
    "reading", [one for one in FRONT.readings if one.area_km2][::5], ids=lambda one: str(one.date)
)
def test_a_reading_is_sound_and_inside_the_oblast(reading):
    assert reading.geometry.is_valid
    assert OBLAST.covers(reading.geometry)
    assert area_km2(reading.geometry) == pytest.approx(reading.area_km2, abs=0.06)
    for part in reading.geometry.geoms:
        assert part.exterior.is_ccw
    for lon, lat in shapely.get_coordinates(reading.geometry):
        assert (round(lon, 5), round(lat, 5)) == (lon, lat)


def test_reported_places_lie_on_their_side_of_the_reading():
    reading = find_reading(FRONT.readings, DAY)
    wrong = [
        item.place_id
        for item in SCENE.weigh(None, DAY)
        if item.status is not Status.CONTESTED
        and reading.geometry.contains(shapely.Point(item.lon, item.lat))
        != (item.status is Status.HELD)
    ]
    assert wrong == []


def test_the_reading_of_a_day_is_made_again_as_it_was_built():
    built = find_reading(FRONT.readings, DAY)
    again = read_places(SCENE, built.date)
    assert again.geometry.equals(built.geometry)
    assert all(map(MultiPolygon.equals, again.chances, built.chances))
    ends = (again.low_km2, again.high_km2)
    assert ends == pytest.approx((built.low_km2, built.high_km2), abs=0.06)


def test_an_account_may_be_read_by_its_own_word_alone():
    own = read_places(SCENE, DAY, KYIV)
    assert own.area_km2 != pytest.approx(find_reading(FRONT.readings, DAY).area_km2, rel=0.01)


def test_a_day_without_a_held_place_reads_nothing():
    assert read_places(SCENE, date(2026, 6, 1)).geometry.is_empty
    assert find_reading(FRONT.readings, date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    "reading", [one for one in FRONT.readings if one.area_km2][::9], ids=lambda one: str(one.date)
)
def test_what_is_likelier_lies_inside_what_is_less_likely(reading):
    twenty, eighty, ninety_five = reading.chances
    nested = [twenty, reading.geometry, eighty, ninety_five]
    for outer, inner in pairwise(nested):
        assert inner.is_valid
        assert OBLAST.covers(inner)
        assert area_km2(shapely.difference(inner, outer)) < 0.02 * area_km2(outer)
    assert reading.low_km2 < reading.area_km2 < reading.high_km2


def test_a_point_has_a_chance_between_two_outlines():
    reading = find_reading(FRONT.readings, DAY)
    assert reading.find_chance(35.27, 51.19) == (95, 100)  # Sudzha, held by all accounts
    assert reading.find_chance(36.19, 51.73) == (0, 20)  # the city of Kursk
    on_the_line = reading.geometry.geoms[0].exterior.interpolate(0.3, normalized=True)
    low, high = reading.find_chance(on_the_line.x, on_the_line.y)
    assert 0 <= low < high <= 100


def test_the_layer_says_whose_it_is_and_stays_small():
    sidecar = json.loads((FRONT.folder / SIDECAR).read_bytes())
    assert sidecar["label"] == "computed from reported places; nobody's claim"
    assert len(gzip.compress((FRONT.folder / READINGS).read_bytes())) < 50_000


corner = st.tuples(st.integers(3_400_000, 3_600_000), st.integers(5_000_000, 5_200_000))


@given(st.lists(st.lists(corner, min_size=3, max_size=12, unique=True), max_size=4))
def test_what_is_coded_is_read_back(rings):
    hulls = [
        shapely.MultiPoint([(x / 1e5, y / 1e5) for x, y in ring]).convex_hull for ring in rings
    ]
    sound = [one for one in hulls if isinstance(one, Polygon) and one.is_valid and one.area > 1e-6]
    given_ones = tuple(
        Reading(
            date(2025, 1, 1 + number),
            *(10.0, 8.5, 11.0),
            MultiPolygon([one.reverse()]),
            (MultiPolygon(), MultiPolygon([one.reverse()])),
        )
        for number, one in enumerate(sound)
        for one in (one, one)
    )
    assert decode_readings(encode_readings(given_ones)) == given_ones


def test_a_hole_and_an_edge_that_returns_are_read_back():
    holed = MultiPolygon([box(35.0, 51.0, 35.2, 51.2) - box(35.05, 51.05, 35.1, 51.1)])
    days = [
        Reading(date(2025, 1, day), 1.0, 0.0, 2.0, one) for day, one in ((1, holed), (2, SQUARE))
    ]
    assert decode_readings(encode_readings(days)) == tuple(days)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"corners":[1],"days":[]}', b'{"days":[]}'])
def test_what_is_no_reading_is_refused(content):
    with pytest.raises(ValueError, match="no coded reading"):
        decode_readings(content)


def find_figure():
    return next(
        one
        for one in FRONT.claims.values()
        if one.kind is Kind.AREA_HELD and one.as_of.is_day and not one.within
    )


@pytest.mark.parametrize(
    ("value", "qualifier", "km2", "position"),
    [
        (110.0, Qualifier.NONE, 10.0, Position.WITHIN),
        (140.0, Qualifier.ABOUT, 40.0, Position.ABOVE),
        (60.0, Qualifier.NONE, -40.0, Position.BELOW),
        (60.0, Qualifier.AT_LEAST, 0.0, Position.WITHIN),
        (140.0, Qualifier.AT_LEAST, 40.0, Position.ABOVE),
        (140.0, Qualifier.UP_TO, 0.0, Position.WITHIN),
        (60.0, Qualifier.UNDER, -40.0, Position.BELOW),
    ],
)
def test_a_claim_stands_within_above_or_below_the_band(value, qualifier, km2, position):
    claim = find_figure()
    claim = replace(claim, value=value, low=None, high=None, qualifier=qualifier)
    reading = Reading(claim.as_of.start, 100.0, 80.0, 120.0, SQUARE)
    found = compare_claim(claim, replace(FRONT, readings=(reading,)))
    assert (found.km2, found.position) == (pytest.approx(km2), position)


def test_a_range_counts_from_its_nearer_end():
    claim = find_figure()
    claim = replace(claim, value=None, low=120.0, high=180.0, qualifier=Qualifier.NONE)
    reading = Reading(claim.as_of.start, 100.0, 95.0, 105.0, SQUARE)
    found = compare_claim(claim, replace(FRONT, readings=(reading,)))
    assert (found.km2, found.position) == (20.0, Position.ABOVE)
    assert compare_claim(claim, replace(FRONT, readings=())) is None


def test_a_district_a_month_and_the_greatest_extent_are_not_set_against_it():
    claim = find_figure()
    for change in ({"within": "sudzhansky"}, {"kind": Kind.AREA_PEAK}):
        assert compare_claim(replace(claim, **change), FRONT) is None


def test_each_account_that_speaks_of_places_enough_has_a_reading_of_its_own_word():
    assert tuple(FRONT.own_readings) == list_speakers(FRONT)
    for account, readings in FRONT.own_readings.items():
        assert tuple(one.date for one in readings) == list_days(FRONT, account)
        drawn = next(one for one in readings if one.date >= DAY)
        again = read_places(SCENE, drawn.date, account)
        assert again.area_km2 == pytest.approx(drawn.area_km2, abs=0.06)


def test_a_band_that_begins_at_nothing_is_finite():
    for readings in (FRONT.readings, *FRONT.own_readings.values()):
        assert all(0 <= one.low_km2 <= one.high_km2 < 3000 for one in readings)
