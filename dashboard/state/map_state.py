"""The selection as the timeline map knows it: the wish sent to it, and the state it settled on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import isfinite
from typing import Final, TypeVar

from dashboard.state.comparison import describe_comparison, parse_map_comparison
from dashboard.state.filters import NO_FILTERS
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    PANELS,
    PLACE_ID,
    Selection,
    keep_order,
    list_mappers,
)
from geodata.core.dates import parse_day
from geodata.core.model import Front

EXTENT: Final = "extent"
"""Under which name the session keeps what the map shows."""

Extent = tuple[float, float, float, float]
_Name = TypeVar("_Name", bound=str)


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
    """Return the selection that the browser sent; a bad or missing part keeps that of `before`.

    None is a value of its own for what may be empty: mapper, place and comparison. In a list of
    accounts or layers, names that the front does not have are passed over. The browser can clear
    the filter, by sending none, but sets no other.
    """
    sides = tuple(account.side for account in front.accounts)
    place, panel, clock = (value.get(name) for name in ("place", "panel", "clock"))
    mapper, others = value.get("mapper"), value.get("others")
    is_mapper = isinstance(mapper, str) and mapper in list_mappers(front)
    is_place = isinstance(place, str) and PLACE_ID.fullmatch(place) is not None
    return replace(
        before,
        day=_read_day(value.get("date"), front, before.day),
        accounts=_read_list(value.get("accounts"), sides, before.accounts),
        layers=_read_list(value.get("layers"), LAYERS, before.layers),
        mapper=_pick(mapper, before.mapper, known=is_mapper, none=_is_none(value, "mapper")),
        others=others if isinstance(others, bool) else before.others,
        clock=clock if clock in CLOCKS else before.clock,
        place=_pick(place, before.place, known=is_place, none=_is_none(value, "place")),
        panel=panel if panel in PANELS else before.panel,
        compare=parse_map_comparison(value["compare"], front, before.compare)
        if "compare" in value
        else before.compare,
        filters=NO_FILTERS if _is_none(value, "filter") else before.filters,
    )


def _is_none(value: Mapping[str, object], name: str) -> bool:
    """Whether the browser sent that part, and sent it empty."""
    return name in value and value[name] is None


def _pick(name: object, otherwise: str | None, *, known: bool, none: bool) -> str | None:
    """Return a name that is known, None where none was sent, else what was there."""
    if none:
        return None
    return str(name) if known else otherwise


def _read_day(text: object, front: Front, otherwise: date) -> date:
    try:
        day = parse_day(text) if isinstance(text, str) else otherwise
    except ValueError:
        day = otherwise
    return min(max(day, front.first), front.last)


def _read_list(
    names: object, allowed: tuple[_Name, ...], otherwise: tuple[_Name, ...]
) -> tuple[_Name, ...]:
    """Return the allowed ones of a list; `otherwise` where it is none, or names none of them."""
    if not isinstance(names, list):
        return otherwise
    known = keep_order(allowed, names)
    return known if known or not names else otherwise
