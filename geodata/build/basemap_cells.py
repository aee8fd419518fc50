"""Divide the land between settlements: the cells from which district outlines are derived.

No open package holds the districts of either oblast, so each point of the land is given to the
district of its nearest settlement (Voronoi cells, joined by district). Against surveyed outlines
that is off by about 1 km on average, which is why the layers say *approximate*.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_sources import KURSK, Entry, read_register, read_towns
from geodata.core.measure import Plane, distance_km

FRAME = shapely.box(33.2, 50.4, 37.3, 52.5)
"""The land that the map can show; every layer but the oblast is cut to it."""

REACH = shapely.box(32.6, 49.9, 39.6, 53.2)
"""The land that is divided: the whole oblast and the settlements that bound it."""

STRAY_KM = 12.0
"""A settlement whose second-nearest neighbour in its district is farther off is misplaced."""

TOWN_SHIFT_KM = 1.0
"""Where the register's two tables differ by more than this, its table of cities is right."""

TOWN_RAIONS = {
    "Город Железногорск": "Железногорский",
    "Город Курск": "Курский",
    "Город Курчатов": "Курчатовский",
    "Город Льгов": "Льговский",
    "Город Щигры": "Щигровский",
}
"""The towns that are districts of their own are joined to the district around them."""

GRID = 1e-5
"""Coordinates are kept to 5 decimals of a degree, about 1 m."""


def list_russian_settlements() -> tuple[Entry, ...]:
    """Return the register with towns moved into their district and misplaced rows left out."""
    towns = {town.name: town for town in read_towns()}
    moved = (_correct_town(entry, towns) for entry in read_register())
    return drop_strays(tuple(moved))


def drop_strays(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Leave out Kursk rows that lie more than STRAY_KM from the rest of their own district."""
    raions: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.region == KURSK:
            raions.setdefault(entry.raion, []).append(entry)

    def is_stray(entry: Entry) -> bool:
        if entry.region != KURSK:
            return False
        place = (entry.lon, entry.lat)
        away = sorted(distance_km(place, (o.lon, o.lat)) for o in raions[entry.raion])
        return len(away) > 2 and away[2] > STRAY_KM  # away[0] is the settlement itself

    return tuple(entry for entry in entries if not is_stray(entry))


def join_cells(
    entries: Iterable[Entry],
    name: Callable[[Entry], str],
    plane: Plane,
    reach: BaseGeometry = REACH,
) -> dict[str, BaseGeometry]:
    """Return the joined Voronoi cells of `entries` by `name`, in WGS 84, cut to `reach`.

    Entries named "" bound the others and are left out of the result.
    """
    places: dict[tuple[float, float], str] = {}
    for entry in entries:
        places.setdefault((entry.lon, entry.lat), name(entry))
    points = plane.project(shapely.MultiPoint(list(places)))
    bounds = plane.project(shapely.segmentize(reach, 0.1))
    cells = shapely.voronoi_polygons(points, extend_to=bounds, ordered=True).geoms
    groups: dict[str, list[BaseGeometry]] = {}
    for cell, group in zip(cells, places.values(), strict=True):
        if group:
            groups.setdefault(group, []).append(cell)
    joined = {
        group: snap(plane.unproject(shapely.union_all(groups[group])).intersection(reach))
        for group in sorted(groups)
    }
    return {group: outline for group, outline in joined.items() if not outline.is_empty}


def snap(geometry: BaseGeometry) -> BaseGeometry:
    """Return `geometry` on the 5-decimal grid, valid."""
    return shapely.set_precision(geometry, GRID)


def _correct_town(entry: Entry, towns: dict[str, Entry]) -> Entry:
    if entry.region != KURSK or entry.kind != "г":
        return entry
    raion = TOWN_RAIONS.get(entry.raion, entry.raion)
    town = towns[entry.name]
    here = (entry.lon, entry.lat)
    if distance_km(here, (town.lon, town.lat)) <= TOWN_SHIFT_KM:
        return replace(entry, raion=raion)
    return replace(entry, raion=raion, key=town.key, lat=town.lat, lon=town.lon)
