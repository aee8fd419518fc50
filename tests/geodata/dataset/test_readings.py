"""The layer of readings as a file that anyone may have written: what cannot be is a fault."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely import box, get_num_coordinates
from shapely.geometry import MultiPolygon

from geodata.core.errors import Fault
from geodata.core.measure import area_km2
from geodata.core.model import Dataset
from geodata.core.reading import Reading
from geodata.dataset import readings
from geodata.dataset.readings import READINGS, encode_readings, read_readings

SQUARE = MultiPolygon([box(-29.5, 40.5, -29.4, 40.6)])
SIZE = area_km2(SQUARE)
DAY = date(2024, 8, 10)
MOST_TOLD = 600  # characters of a fault
FindFaults = Callable[[], tuple[Fault, ...]]


def code(*days: date) -> dict[str, object]:
    ones = [Reading(day, SIZE, SIZE / 2, SIZE * 2, SQUARE, (SQUARE,) * 3) for day in days]
    coded: dict[str, object] = json.loads(encode_readings(ones))
    return coded


def write(value: object) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def change(**fields: object) -> bytes:
    coded = code(DAY)
    days = coded["days"]
    assert isinstance(days, list)
    days[0].update(fields)
    return write(coded)


DAYS = json.loads(change())["days"]
UNSOUND = {
    "a size that was not measured": change(km2=1e12, high=1e13),
    "a size of another square": change(km2=SIZE * 1.02),
    "no number": change(km2=float("nan")),
    "an endless number": change(km2=float("inf")),
    "an endless band": write(code(DAY)).replace(b'"high": ', b'"high": 1e999, "x": '),
    "a number of 400 digits": change(high=10**400),
    "a negative size": change(km2=-1.0),
    "a text for a size": change(low="50"),
    "a truth for a size": change(low=True),
    "a band the wrong way round": change(low=SIZE * 2, high=SIZE / 2),
    "a band beside its area": change(low=SIZE + 1),
    "one outline of three": change(chances=[[[[0, 4]]]]),
    "no outline": change(chances=[]),
    "a day that is none": change(date="2024-02-30"),
    "a day that is no text": change(date=5),
    "a day long after": change(date="2150-01-01"),
    "days reversed": write(code(date(2024, 9, 1), DAY)),
    "a day twice": write(code(DAY, DAY)),
    "an endless run": change(polygons=[[[0, 10**11]]]),
    "endless many runs": change(polygons=[[[0, 4]] * 50_000]),
    "one ring by many outlines": write(
        {
            "unit": "1e-5 degree, WGS 84",
            "corners": [1, 0] * 99_000,
            "days": [
                {**DAYS[0], "polygons": [[[0, 99_000]]], "chances": [[[[0, 99_000]]]] * 3},
            ]
            * 700,
        }
    ),
    "outlines of nothing without end": change(chances=[[]] * 1_000_001),
    "more days than are read": write({**code(DAY), "days": DAYS * 1_501}),
    "a run before the first corner": change(polygons=[[[-4, 4]]]),
    "a run past the last corner": change(polygons=[[[0, 5]]]),
    "a run of no whole number": change(polygons=[[[0.0, 4]]]),
    "a run without a length": change(polygons=[[[0]]]),
    "a polygon without a ring": change(polygons=[[]]),
    "a ring of two corners": change(polygons=[[[0, 2]]]),
    "another unit": write({**code(DAY), "unit": "x"}),
    "a step past all numbers": write({**code(DAY), "corners": [10**30, 0] * 4}),
    "steps of 10^7 degrees": write({**code(DAY), "corners": [10**12, 10**12] * 4}),
    "degrees beyond the globe": write({**code(DAY), "corners": [35_000_000, 10] * 4}),
    "ground of another sea": write(
        {**code(DAY), "corners": [0, 0, 10_000, 0, 0, 10_000, -10_000, 0]}
    ),
    "half a step": write({**code(DAY), "corners": [1.5, 2] * 4}),
    "an odd number of steps": write({**code(DAY), "corners": [1, 2, 3]}),
    "days that are a text": write({**code(DAY), "days": "no"}),
    "corners that are a table": write({**code(DAY), "corners": {"a": 1}}),
    "a list": b"[]",
    "a nest": b"[" * 100_000,
    "no JSON": b"{",
    "nothing": b"",
}


def test_a_sound_layer_is_read(made_up: Dataset) -> None:
    (one,) = read_readings(write(code(DAY)), made_up.front)
    assert one.area_km2 == pytest.approx(SIZE, abs=0.1)
    assert len(one.outlines) == 4


AMOUNTS = {
    "one ring by many outlines": f"has {700 * 4 * 99_002:,} vertices in all",
    "outlines of nothing without end": "expected 1,000,000 at most",
    "more days than are read": "has 1,501 days, expected 1,500 at most",
}


@pytest.mark.parametrize("name", [name for name in UNSOUND if name not in AMOUNTS])
def test_what_cannot_be_is_refused(name: str, made_up: Dataset) -> None:
    with pytest.raises(ValueError, match=r"gives|is no coded reading") as raised:
        read_readings(UNSOUND[name], made_up.front)
    assert len(str(Fault(READINGS, "file", str(raised.value), ""))) < MOST_TOLD


@pytest.mark.parametrize(("name", "says"), AMOUNTS.items())
def test_an_amount_is_refused_before_any_of_it_is_decoded(
    name: str, says: str, made_up: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "_decode_day", None)
    with pytest.raises(ValueError, match=says) as raised:
        read_readings(UNSOUND[name], made_up.front)
    assert len(str(Fault(READINGS, "file", str(raised.value), ""))) < MOST_TOLD


def test_the_first_reading_that_cannot_be_ends_the_work(
    made_up: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[Reading] = []
    decode = readings._decode_day

    def note(*given: Any) -> Reading:
        decoded.append(decode(*given))
        return decoded[-1]

    monkeypatch.setattr(readings, "_decode_day", note)
    with pytest.raises(ValueError, match="expected rising days"):
        read_readings(write({**code(DAY), "days": DAYS * 1_000}), made_up.front)
    assert len(decoded) == 2


def test_the_bundled_files_are_far_from_the_limits(kursk: Dataset) -> None:
    for found in (kursk.readings, *kursk.own_readings.values()):
        outlines = [outline for one in found for outline in (one.geometry, *one.chances)]
        assert get_num_coordinates(outlines).sum() * 10 < readings.MOST_CORNERS
        assert len(found) * 10 < readings.MOST_READINGS


@pytest.mark.parametrize("name", ["a size that was not measured", "a nest", "an endless run"])
def test_the_folder_is_refused_with_one_fault(
    name: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    (made_up_folder / READINGS).parent.mkdir()
    (made_up_folder / READINGS).write_bytes(UNSOUND[name])
    (fault,) = find_faults()
    assert (fault.file, fault.row) == (READINGS, "file")


def test_the_readings_of_the_bundled_front_measure_what_they_say(kursk: Dataset) -> None:
    for one in (*kursk.readings, *(one for own in kursk.own_readings.values() for one in own)):
        assert area_km2(one.geometry) == pytest.approx(one.area_km2, rel=0.001, abs=0.06)
