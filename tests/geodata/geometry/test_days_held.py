"""On how many days ground was held: shapes of known size, made-up ones, and the front's own."""

from datetime import date, timedelta

import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from geodata.core.measure import area_km2
from geodata.geometry.agreement import STEP
from geodata.geometry.days_held import (
    BOUNDS,
    MOST_OUTLINES,
    Spell,
    class_days,
    count_stay,
    pick_outlines,
)

DAY = date(2001, 1, 1)


def strip(west, east, north=51.1):
    """Ground with a point every 700 m, as drawn shapes have: a long side is no parallel."""
    return MultiPolygon([box(west, 51.0, east, north).segmentize(0.01)])


def follow(*steps):
    """Spells one after the other: how many days each, and its ground."""
    spells, start = [], DAY
    for days, ground in steps:
        spells.append(Spell(start, days, ground))
        start += timedelta(days=days)
    return tuple(spells)


def test_days_of_shapes_that_share_ground_add_up():
    spells = follow((5, strip(35.0, 35.2)), (40, strip(35.0, 35.1)), (1, MultiPolygon()))
    short, long = class_days(spells)
    assert (short.least, short.most, long.least, long.most) == (1, 7, 31, 90)
    assert short.km2_days == pytest.approx(5 * short.area_km2)
    assert long.km2_days == pytest.approx(45 * long.area_km2)
    assert long.ground.equals(strip(35.0, 35.1))


def test_a_point_says_its_days_with_the_first_and_the_last():
    spells = follow((5, strip(35.0, 35.2)), (3, strip(35.1, 35.2)), (2, strip(35.0, 35.1)))
    stay = count_stay(spells, 35.05, 51.05)
    assert (stay.days, stay.first, stay.last) == (7, DAY, DAY + timedelta(days=9))
    assert count_stay(spells, 35.05, 52.0) is None


rectangles = st.builds(
    lambda west, width, north: strip(35 + west, 35 + west + width, 51 + north),
    *[st.floats(0.01, 0.5).map(lambda value: round(value, 3))] * 3,
)
courses = st.lists(st.tuples(st.integers(1, 200), rectangles), min_size=1, max_size=6)


@example([(4, strip(35.192, 35.364)), (4, strip(35.02, 35.192))])
@given(courses)
def test_ground_times_days_is_what_the_shapes_have(course):
    spells = follow(*course)
    classes = class_days(spells)
    whole = sum(spell.days * area_km2(spell.ground) for spell in spells)
    assert sum(one.km2_days for one in classes) == pytest.approx(whole, rel=1e-3)
    # On a seam between two shapes a point is in both.
    seams = shapely.union_all([spell.ground.boundary for spell in spells]).buffer(STEP)
    for one in classes:
        assert one.least in BOUNDS
        inner = one.ground.difference(seams).representative_point()
        stay = count_stay(spells, inner.x, inner.y)
        assert one.least <= stay.days <= (one.most or stay.days)


def test_the_front_own_days_add_up(kursk):
    readings = kursk.readings
    ends = [*(one.date for one in readings[1:]), kursk.front.last + timedelta(days=1)]
    spells = tuple(
        Spell(one.date, (end - one.date).days, one.geometry)
        for one, end in zip(readings, ends, strict=True)
    )
    classes = class_days(spells)
    whole = sum(spell.days * area_km2(spell.ground) for spell in spells)
    assert sum(one.km2_days for one in classes) == pytest.approx(whole, rel=1e-4)
    assert all(one.ground.is_valid for one in classes)
    picked = pick_outlines(spells)
    assert len(picked) == MOST_OUTLINES
    assert [one.start for one in picked] == sorted(one.start for one in picked)


def test_the_outlines_that_tell_most_are_picked():
    large, same, small = strip(35.0, 35.5), strip(35.0, 35.4999), strip(35.0, 35.1)
    spells = follow((1, small), (1, large), (1, same), (1, MultiPolygon()))
    assert [one.ground for one in pick_outlines(spells)] == [small, large]
    assert [one.ground for one in pick_outlines(spells, 1)] == [large]
    assert pick_outlines(()) == ()
