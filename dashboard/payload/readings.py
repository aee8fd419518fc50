"""The readings of the places: their figures, their outlines, and what they share."""

import json
from collections.abc import Sequence
from itertools import groupby, pairwise, zip_longest
from typing import Final

from dashboard.payload.late_records import Outlines, OutlinesDay, OwnReadings, SharedSizes, Turn
from dashboard.payload.late_records import Reading as ReadingRow
from geodata.core.model import Dataset
from geodata.core.reading import Reading, name_readings
from geodata.dataset.readings import encode_readings
from geodata.geometry.overlaps import find_reading_overlaps

_LASTING: Final = 3  # alike numbers in a row that are shorter told with their count


def describe_shared(dataset: Dataset) -> SharedSizes:
    """Return what readings share, each row by its steps from the one before: days are alike."""
    named = name_readings(dataset.readings, dataset.own_readings)
    rows = find_reading_overlaps(dataset.held, named, dataset.reading_overlaps).rows
    starts, start = {}, len(dataset.readings)
    for side, own in dataset.own_readings.items():
        starts[side.value] = start
        start += len(own)
    steps = [
        [size - before for size, before in zip_longest(row, last, fillvalue=0)]
        for last, row in pairwise(((), *rows))
    ]
    return {"starts": starts, "turns": [_code_turns(row) for row in steps]}


def _code_turns(row: Sequence[int]) -> list[Turn]:
    """Code numbers by how much each differs from the one before, with a count where that lasts."""
    turns: list[Turn] = []
    for turn, alike in groupby(now - before for before, now in pairwise((0, *row))):
        count = sum(1 for _ in alike)
        turns += [turn] * count if count < _LASTING else [(turn, count)]
    return turns


def describe_own(readings: Sequence[Reading]) -> OwnReadings:
    """Return the readings of one account's own word, with their outlines."""
    return {"readings": list_readings(readings), "outlines": list_outlines(readings)}


def list_outlines(readings: Sequence[Reading]) -> Outlines:
    """Return the outlines coded as in their layer, without the figures, which are on board."""
    coded = json.loads(encode_readings(readings))
    days: list[OutlinesDay] = [
        {"polygons": day["polygons"], "chances": day["chances"]} for day in coded["days"]
    ]
    return {"corners": coded["corners"], "days": days}


def list_readings(readings: Sequence[Reading]) -> list[ReadingRow]:
    """Return the days of readings, with their areas and bands in whole km²."""
    return [
        {
            "date": one.date.isoformat(),
            "km2": round(one.area_km2),
            "low": round(one.low_km2),
            "high": round(one.high_km2),
        }
        for one in readings
    ]
