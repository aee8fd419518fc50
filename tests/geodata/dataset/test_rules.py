"""The rules of single rows at their limits: what just passes, and what no longer does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from geodata.core.dates import make_span, parse_span
from geodata.core.model import Basis, Dataset, Kind, Span, Unit
from geodata.dataset.rules import (
    CHAPTER_TEXT_LENGTH,
    CHAPTER_TITLE_LENGTH,
    CLAIM_RULES,
    CONTROL_RULES,
    EVENT_RULES,
    PLACE_RULES,
    SOURCE_RULES,
    STORY_RULES,
    TITLE_LENGTH,
    Rule,
    is_off,
)

MONTH = timedelta(31)
DAY = timedelta(1)

Shift = Callable[[date, date], Span]


def find_broken(rules: tuple[Rule[Any], ...], row: Any, front: Dataset) -> list[str]:
    """Return what the broken rules say, with their blanks."""
    return [rule.says for rule in rules if rule.broken(row, front.front)]


@pytest.mark.parametrize(
    ("make", "off"),
    [
        (lambda first, _: make_span(first - MONTH, first - MONTH), False),
        (lambda first, _: make_span(first - MONTH - DAY, first - MONTH - DAY), True),
        (lambda _, last: make_span(last + MONTH, last + MONTH), False),
        (lambda _, last: make_span(last + MONTH + DAY, last + MONTH + DAY), True),
        (lambda first, last: make_span(first - MONTH, last + MONTH), False),
        (lambda first, last: make_span(first - MONTH - DAY, last), True),
        (lambda first, last: make_span(first, last + MONTH + DAY), True),
        (lambda first, _: parse_span(f"{first.year - 1}/{first.year}"), True),
        (lambda first, _: parse_span(str(first.year)), False),
        (lambda first, _: parse_span(str(first.year - 1)), True),
    ],
)
def test_a_span_may_reach_a_month_beyond_the_front(
    made_up: Dataset, make: Shift, off: bool
) -> None:
    front = made_up.front
    assert is_off(make(front.first, front.last), front) is off


def test_a_publication_may_look_back_two_years(made_up: Dataset) -> None:
    source = next(iter(made_up.sources.values()))
    latest = made_up.front.last + timedelta(731)
    for day, broken in [(latest, 0), (latest + DAY, 1), (made_up.front.first - MONTH - DAY, 1)]:
        row = replace(source, published=str(day))
        assert len(find_broken(SOURCE_RULES, row, made_up)) == broken
    assert find_broken(SOURCE_RULES, replace(source, published=""), made_up) == []


@pytest.mark.parametrize(("corner", "sign"), [((0, 1), -1), ((2, 3), 1)])
def test_a_place_lies_within_five_degrees_of_the_front(
    made_up: Dataset, corner: tuple[int, int], sign: int
) -> None:
    place = made_up.places["north-village"]
    lon, lat = (made_up.front.extent[side] + 5.0 * sign for side in corner)
    assert find_broken(PLACE_RULES, replace(place, lon=lon, lat=lat), made_up) == []
    for far in ({"lon": lon + 0.01 * sign, "lat": lat}, {"lon": lon, "lat": lat + 0.01 * sign}):
        (said,) = find_broken(PLACE_RULES, replace(place, **far), made_up)
        assert "far from the front" in said


def test_either_coordinate_of_a_district_is_too_many(made_up: Dataset) -> None:
    raion = made_up.places["square-raion"]
    for half in ({"lat": 40.5}, {"lon": -29.5}):
        said = find_broken(PLACE_RULES, replace(raion, position_source="made up", **half), made_up)
        assert any("with coordinates" in one for one in said)


def test_an_interval_may_last_one_day(made_up: Dataset) -> None:
    interval = replace(made_up.control[0], start=date(2024, 8, 8), end=date(2024, 8, 8))
    assert find_broken(CONTROL_RULES, interval, made_up) == []
    early = replace(interval, start=date(2024, 8, 9))
    (said,) = find_broken(CONTROL_RULES, early, made_up)
    assert "is after end" in said


def test_an_interval_ends_within_a_month_of_the_front(made_up: Dataset) -> None:
    front = made_up.front
    interval = replace(made_up.control[0], start=front.first, end=front.last + MONTH)
    assert find_broken(CONTROL_RULES, interval, made_up) == []
    late = replace(interval, end=front.last + MONTH + DAY)
    assert len(find_broken(CONTROL_RULES, late, made_up)) == 1


def test_words_may_be_as_long_as_there_is_room(made_up: Dataset, kursk: Dataset) -> None:
    event, chapter = made_up.events[0], kursk.story[0]
    for rules, front, row, field, most in (
        (EVENT_RULES, made_up, event, "title", TITLE_LENGTH),
        (STORY_RULES, kursk, chapter, "title", CHAPTER_TITLE_LENGTH),
        (STORY_RULES, kursk, chapter, "text", CHAPTER_TEXT_LENGTH),
    ):
        assert find_broken(rules, replace(row, **{field: "x" * most}), front) == []
        (said,) = find_broken(rules, replace(row, **{field: "x" * (most + 1)}), front)
        assert f"over {most} characters" in said


def test_a_chapter_may_be_of_the_first_or_last_day(kursk: Dataset) -> None:
    front, chapter = kursk.front, kursk.story[0]
    for day, broken in [(front.first, 0), (front.last, 0), (front.first - DAY, 1)]:
        assert len(find_broken(STORY_RULES, replace(chapter, day=day), kursk)) == broken
    assert len(find_broken(STORY_RULES, replace(chapter, day=front.last + DAY), kursk)) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, []),
        ({"value": 80.0, "low": 80.0, "high": 120.0}, []),
        ({"value": 120.0, "low": 80.0, "high": 120.0}, []),
        ({"value": 79.0, "low": 80.0, "high": 120.0}, ["outside its range"]),
        ({"value": None, "low": 80.0, "high": 120.0}, []),
        ({"value": None, "low": 0.0, "high": 1.0}, []),
        ({"value": 0.0}, []),
        ({"value": None, "low": 80.0, "high": 80.0}, ["is not below high"]),
        ({"value": None, "low": 80.0}, ["only one end"]),
        ({"value": None, "high": 80.0}, ["only one end"]),
        ({"kind": Kind.SHARE_RETAKEN, "unit": Unit.PERCENT, "value": 100.0}, []),
        ({"kind": Kind.SHARE_RETAKEN, "unit": Unit.PERCENT, "value": 100.5}, ["above 100"]),
        (
            {
                "kind": Kind.SHARE_RETAKEN,
                "unit": Unit.PERCENT,
                "value": None,
                "low": 0.0,
                "high": 100.5,
            },
            ["above 100"],
        ),
        ({"basis": Basis.SUMMED, "derivation": "made up"}, []),
        ({"basis": Basis.COMPUTED, "derivation": "made up"}, ["does not fit series"]),
        ({"basis": Basis.SUMMED, "derivation": ""}, ["has no derivation"]),
        ({"words": "we hold"}, ["has words"]),
        ({"kind": Kind.AREA_PEAK, "series": ""}, ["has no series"]),
        ({"reported": parse_span("2024-08-09")}, ["is after reported"]),
    ],
)
def test_the_figures_of_a_claim_at_their_limits(
    made_up: Dataset, changes: dict[str, Any], says: list[str]
) -> None:
    claim = replace(made_up.claims["first-0810-100"], **changes)
    found = find_broken(CLAIM_RULES, claim, made_up)
    assert len(found) == len(says), found
    for rule, words in zip(found, says, strict=True):
        assert words in rule
