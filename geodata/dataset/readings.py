"""The reading of the places as a layer: every day on which evidence changes, coded compactly.

Corners are numbered in the order in which the days first use them and given once, as steps of
1e-5 degree from the one before; a ring is a list of runs (first corner, how many, downwards where
the number is negative). An edge that did not change from one day to the next costs two numbers.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final, TypedDict, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import LinearRing, MultiPolygon, Polygon

from geodata.core.dates import make_span, parse_day
from geodata.core.measure import area_km2
from geodata.core.model import Front
from geodata.core.reading import CHANCES, Reading
from geodata.dataset.geojson import MOST_VERTICES, read_json
from geodata.dataset.rules import MARGIN, is_off

READINGS: Final = "layers/reading/reading.json"
"""What the places imply by the word of all accounts."""
OWN_READINGS: Final = "layers/reading/{account}.json"
"""What they imply by the word of one account alone."""
_SCALE: Final = 100_000  # of a degree, about a metre
MOST_CORNERS: Final = 1_000_000
"""Of all outlines in a file, those that they share counted each time. The bundled front's largest
file has 80,508."""
MOST_READINGS: Final = 1_500
"""Of a file, since every two are measured. The bundled front's largest file has 115."""
_UNIT: Final = "1e-5 degree, WGS 84"
_MOST_STEP: Final = 360 * _SCALE
_EARTH_KM2: Final = 510_100_000
_ROUNDED_KM2, _TOLERANCE = 0.1, 0.005  # by which the size written down may miss the one measured

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
    coded: _Coded = {"unit": _UNIT, "corners": corners, "days": days}
    return (json.dumps(coded, separators=(",", ":")) + "\n").encode()


def list_steps(numbers: Iterable[Corner]) -> list[int]:
    """Return corners, in the order of their numbers, as steps from the one before."""
    flat: list[int] = []
    before = (0, 0)
    for corner in numbers:
        flat += [corner[0] - before[0], corner[1] - before[1]]
        before = corner
    return flat


def read_readings(content: bytes, front: Front) -> tuple[Reading, ...]:
    """Return the readings in a file, each held against what can be.

    Its size is measured, its days rise and are those of the front, its ground lies in the extent.

    Raises:
        ValueError: `content` is no file of readings, or says what cannot be.
    """
    readings: list[Reading] = []
    for one in _decode_days(content):  # one by one: what breaks a rule ends the work
        if readings and one.date <= (before := readings[-1].date):
            raise ValueError(f"gives {one.date} after {before}, expected rising days")
        if broken := next(_find_broken(one, front), ""):
            raise ValueError(f"gives for {one.date} {broken}")
        readings.append(one)
    return tuple(readings)


def decode_readings(content: bytes) -> tuple[Reading, ...]:
    """Return the readings that `encode_readings` wrote, in the order of the file.

    Raises:
        ValueError: `content` is no such file.
    """
    return tuple(_decode_days(content))


def _decode_days(content: bytes) -> Iterator[Reading]:
    """Yield the readings of a file, once it is known to hold no more than can be drawn."""
    try:
        coded = cast(_Coded, read_json(content))
        if coded["unit"] != _UNIT:
            raise ValueError(f"gives corners in {coded['unit']!r}, expected {_UNIT!r}")
        corners = _sum_steps(coded["corners"])
        _check_amount(coded["days"])
        for day in coded["days"]:
            yield _decode_day(day, corners)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError, ShapelyError) as error:
        said = str(error) if isinstance(error, ValueError) else repr(error)
        raise ValueError(f"is no coded reading of the places: {said}") from error


def _check_amount(days: Sequence[_Day]) -> None:
    """Refuse what would take minutes and gigabytes, before any of it is decoded.

    A run is short and its corners are many, and any number of outlines may share them.
    """
    if len(days) > MOST_READINGS:
        raise ValueError(f"has {len(days):,} days, expected {MOST_READINGS:,} at most")
    corners = 0
    for day in days:
        for outline in (day["polygons"], *day["chances"]):
            corners += 1 + (found := _count_corners(outline))  # an empty one costs as well
            if found > MOST_VERTICES:
                told = f"has {found:,} vertices on {day['date']}"
                raise ValueError(f"{told}, expected {MOST_VERTICES:,} at most")
    if corners > MOST_CORNERS:
        raise ValueError(f"has {corners:,} vertices in all, expected {MOST_CORNERS:,} at most")


def _count_corners(polygons: Polygons) -> int:
    """Return how many corners the rings of an outline have, its last as its first."""
    return sum(1 + sum(map(abs, ring[1::2])) for rings in polygons for ring in rings)


def _sum_steps(steps: Sequence[int]) -> _Corners:
    """Return the corners, degrees, that their steps lead to."""
    if not all(type(step) is int and abs(step) <= _MOST_STEP for step in steps):
        raise ValueError(f"has a step of a corner that is no whole number up to {_MOST_STEP}")
    corners: _Corners = np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0) / _SCALE
    if (np.abs(corners) > (180.0, 90.0)).any():
        raise ValueError("has a corner that is at no degrees of WGS 84")
    return corners


def _decode_day(day: _Day, corners: _Corners) -> Reading:
    return Reading(
        parse_day(str(day["date"])),
        _read_size(day["km2"]),
        _read_size(day["low"]),
        _read_size(day["high"]),
        _decode_area(day["polygons"], corners, day["date"]),
        tuple(_decode_area(outline, corners, day["date"]) for outline in day["chances"]),
    )


def _read_size(given: object) -> float:
    """Return a size in km² that the Earth has room for."""
    if type(given) not in (int, float) or not 0 <= cast(float, given) <= _EARTH_KM2:
        raise ValueError(f"has the size {given!r}, expected 0 to {_EARTH_KM2:,} km2")
    return float(cast(float, given))


def _find_broken(reading: Reading, front: Front) -> Iterator[str]:
    """Yield what cannot be of a reading: its outlines, its band, its size, its day, its ground."""
    if len(reading.chances) != len(CHANCES):
        yield f"{len(reading.chances)} outlines beside its own, expected {len(CHANCES)}"
    low, area, high = reading.low_km2, reading.area_km2, reading.high_km2
    if not low <= area <= high:
        yield f"{area} km2 with a band of {low} to {high}, expected the area within its band"
    measured = area_km2(reading.geometry)
    if abs(measured - area) > _ROUNDED_KM2 + _TOLERANCE * measured:
        yield f"{area} km2, but its polygons measure {measured:.1f}"
    if is_off(make_span(reading.date, reading.date), front, MARGIN + timedelta(days=1)):
        yield f"a reading, outside the front's days, {front.first} to {front.last}"
    reach = shapely.box(*front.extent)
    for outline in (reading.geometry, *reading.chances):
        if not outline.is_empty and not reach.covers(shapely.box(*outline.bounds)):
            yield f"ground that leaves the extent {list(front.extent)} of the front"


def _decode_area(polygons: Polygons, corners: _Corners, day: str) -> MultiPolygon:
    parts = []
    for rings in polygons:
        shell, *holes = (corners[_list_places(ring, len(corners))] for ring in rings)
        parts.append(Polygon(shell, holes))
    geometry = MultiPolygon(parts)
    if not geometry.is_valid:
        raise ValueError(f"the polygons of {day} are not valid")
    return geometry


def code_area(area: MultiPolygon, numbers: dict[Corner, int]) -> Polygons:
    """Return the polygons of an area (WGS 84) by the numbers of corners, to which new ones come."""
    return [
        [_code_ring(ring, numbers) for ring in (part.exterior, *part.interiors)]
        for part in area.geoms
    ]


def _code_ring(ring: LinearRing, numbers: dict[Corner, int]) -> list[int]:
    """Return the runs of a closed ring without its last corner, numbering what is new."""
    runs: list[int] = []
    corners = np.rint(shapely.get_coordinates(ring)[:-1] * _SCALE).astype(int).tolist()
    for lon, lat in corners:
        corner = (lon, lat)
        number = numbers.setdefault(corner, len(numbers))
        if runs and (count := runs[-1]) > 0 and number == runs[-2] + count:
            runs[-1] += 1
        elif runs and ((count := runs[-1]) == 1 or count < 0) and (number == runs[-2] - abs(count)):
            runs[-1] = -abs(count) - 1
        else:
            runs += [number, 1]
    return runs


def _list_places(runs: Sequence[int], corners: int) -> list[int]:
    """Return the numbers of a ring's corners, of so many that there are."""
    places: list[int] = []
    for first, count in zip(runs[0::2], runs[1::2], strict=True):
        step = 1 if count > 0 else -1
        last = first + count - step
        if not (0 <= first < corners and 0 <= last < corners):
            raise ValueError(f"runs from corner {first} to {last}, of {corners} that there are")
        places += range(first, first + count, step)
    return places
