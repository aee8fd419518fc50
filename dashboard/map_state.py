"""The selection as the timeline map knows it: the wish sent to it, and the state it settled on."""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Final

from dashboard.comparison import describe_comparison, parse_map_comparison
from dashboard.filters import NO_FILTERS
from dashboard.state import (
    CLOCKS,
    LAYERS,
    PANELS,
    PLACE_ID,
    Selection,
    keep_order,
    list_mappers,
)
from geodata.dates import parse_day
from geodata.model import Front

EXTENT: Final = "extent"
"""Under which name the session keeps what the map shows."""

Extent = tuple[float, float, float, float]


def write_wish(selection: Selection) -> dict[str, object]:
    """Return a selection as the timeline map is to take it over; JSON types only."""
    return {
        "date": selection.day.isoformat(),
        "accounts": [side.value for side in selection.accounts],
        "layers": list(selection.layers),
        "mapper": selection.mapper,
        "others": selection.others,
        "clock": selection.clock,
        "place": selection.place,
        "panel": selection.panel,
        "compare": describe_comparison(selection.compare),
    }


def parse_extent(value: Mapping[str, object]) -> Extent | None:
    """Return what the map shows (west, south, east, north in degrees), None if that is no box."""
    sides = value.get("extent")
    if not isinstance(sides, list) or len(sides) != 4:
        return None
    if not all(isinstance(side, int | float) and isfinite(side) for side in sides):
        return None
    west, south, east, north = sides
    inside = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if inside else None


def parse_map_state(value: Mapping[str, object], front: Front, before: Selection) -> Selection:
    """Return the selection that the browser sent; a bad part keeps its value from `before`.

    The browser can clear the filter, by sending none, but sets no other.
    """
    sides = tuple(account.side for account in front.accounts)
    try:
        day = parse_day(str(value["date"]))
    except ValueError:
        day = before.day
    mapper = value.get("mapper")
    accounts, layers = value.get("accounts"), value.get("layers")
    place, panel = value.get("place", before.place), value.get("panel")
    clock = value.get("clock")
    if not (place is None or (isinstance(place, str) and PLACE_ID.fullmatch(place))):
        place = before.place
    return replace(
        before,
        day=min(max(day, front.first), front.last),
        accounts=keep_order(sides, accounts) if isinstance(accounts, list) else before.accounts,
        layers=keep_order(LAYERS, layers) if isinstance(layers, list) else before.layers,
        mapper=str(mapper) if mapper in list_mappers(front) else None,
        others=bool(value.get("others")),
        clock=str(clock) if clock in CLOCKS else before.clock,
        place=place,
        panel=str(panel) if panel in PANELS else before.panel,
        compare=parse_map_comparison(value.get("compare"), front, before.compare),
        filters=before.filters if value.get("filter", True) else NO_FILTERS,
    )
