"""The reading of the places as a layer: every day on which evidence changes, coded compactly.

Corners are numbered in the order in which the days first use them and given once, as steps of
1e-5 degree from the one before; a ring is a list of runs (first corner, how many, downwards where
the number is negative). An edge that did not change from one day to the next costs two numbers.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from geodata.core.dates import parse_day
from geodata.core.reading import Reading

READINGS: Final = "layers/reading/reading.json"
"""What the places imply by the word of all accounts."""
OWN_READINGS: Final = "layers/reading/{account}.json"
"""What they imply by the word of one account alone."""
_SCALE: Final = 100_000  # of a degree, about a metre

Corner = tuple[int, int]
"""Longitude and latitude in steps of 1e-5 degree."""
_Corners = NDArray[np.float64]


Polygons = list[list[list[int]]]
"""The rings of each polygon, as runs of corners."""


class _Day(TypedDict):
    """A reading: `chances` are the polygons of each of CHANCES, `polygons` of even chances."""

    date: str
    km2: float
    low: float
    high: float
    polygons: Polygons
    chances: list[Polygons]


class _Coded(TypedDict):
    """`corners` are longitude and latitude by turns."""

    unit: str
    corners: list[int]
    days: list[_Day]


def encode_readings(readings: Sequence[Reading]) -> bytes:
    """Return the readings as JSON, their geometries of five decimals."""
    numbers: dict[Corner, int] = {}
    days: list[_Day] = []
    for one in readings:
        days.append(
            {
                "date": one.date.isoformat(),
                "km2": round(one.area_km2, 1),
                "low": round(one.low_km2, 1),
                "high": round(one.high_km2, 1),
                "polygons": code_area(one.geometry, numbers),
                "chances": [code_area(outline, numbers) for outline in one.chances],
            }
        )
    corners = list_steps(numbers)
    coded: _Coded = {"unit": "1e-5 degree, WGS 84", "corners": corners, "days": days}
    return (json.dumps(coded, separators=(",", ":")) + "\n").encode()


def list_steps(numbers: Iterable[Corner]) -> list[int]:
    """Return corners, in the order of their numbers, as steps from the one before."""
    flat: list[int] = []
    before = (0, 0)
    for corner in numbers:
        flat += [corner[0] - before[0], corner[1] - before[1]]
        before = corner
    return flat


def decode_readings(content: bytes) -> tuple[Reading, ...]:
    """Return the readings in a file that `encode_readings` made, in order of their days.

    Raises:
        ValueError: `content` is no such file.
    """
    try:
        coded: _Coded = json.loads(content)
        steps = np.array(coded["corners"], dtype=np.int64).reshape(-1, 2)
        corners = np.cumsum(steps, axis=0) / _SCALE
        return tuple(_decode_day(day, corners) for day in coded["days"])
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise ValueError(f"is no coded reading of the places: {error!r}") from error


def _decode_day(day: _Day, corners: _Corners) -> Reading:
    return Reading(
        parse_day(day["date"]),
        float(day["km2"]),
        float(day["low"]),
        float(day["high"]),
        _decode_area(day["polygons"], corners, day["date"]),
        tuple(_decode_area(outline, corners, day["date"]) for outline in day["chances"]),
    )


def _decode_area(polygons: Polygons, corners: _Corners, day: str) -> MultiPolygon:
    parts = []
    for rings in polygons:
        shell, *holes = (corners[_list_places(ring)] for ring in rings)
        parts.append(Polygon(shell, holes))
    geometry = MultiPolygon(parts)
    if not geometry.is_valid:
        raise ValueError(f"the polygons of {day} are not valid")
    return geometry


def code_area(area: MultiPolygon, numbers: dict[Corner, int]) -> Polygons:
    """Return the polygons of an area (WGS 84) by the numbers of corners, to which new ones come."""
    return [
        [_code_ring(ring.coords, numbers) for ring in (part.exterior, *part.interiors)]
        for part in area.geoms
    ]


def _code_ring(coordinates: Iterable[tuple[float, ...]], numbers: dict[Corner, int]) -> list[int]:
    """Return the runs of a closed ring without its last corner, numbering what is new."""
    runs: list[int] = []
    ring = [(round(pair[0] * _SCALE), round(pair[1] * _SCALE)) for pair in coordinates][:-1]
    for corner in ring:
        number = numbers.setdefault(corner, len(numbers))
        if runs and (count := runs[-1]) > 0 and number == runs[-2] + count:
            runs[-1] += 1
        elif (
            runs
            and (count := runs[-1]) in (1, *range(-len(ring), 0))
            and (number == runs[-2] - abs(count))
        ):
            runs[-1] = -abs(count) - 1
        else:
            runs += [number, 1]
    return runs


def _list_places(runs: Sequence[int]) -> list[int]:
    """Return the numbers of a ring's corners."""
    places: list[int] = []
    for first, count in zip(runs[0::2], runs[1::2], strict=True):
        step = 1 if count > 0 else -1
        places += range(first, first + count, step)
    return places
