"""Derive the district outlines on both sides of the border: approximate, never for legal use."""

from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_border import derive_ukraine
from geodata.build.basemap_cells import FRAME, join_cells, list_russian_settlements, snap
from geodata.build.basemap_sources import KURSK, Entry, read_geonames, read_sumy_raions
from geodata.core.measure import Plane

SUMY_CODE = "21"
"""GeoNames' code of Sumy Oblast."""


def derive_kursk_raions(plane: Plane) -> dict[str, BaseGeometry]:
    """Return Kursk Oblast's districts by Russian name, within the frame.

    They come from the register alone, so their cells run on beyond the border: draw Ukraine's
    land over them.
    """

    def name(entry: Entry) -> str:
        return f"{entry.raion} район" if entry.region == KURSK else ""

    return join_cells(list_russian_settlements(), name, plane, FRAME)


def derive_sumy_raions(plane: Plane) -> dict[str, BaseGeometry]:
    """Return Sumy Oblast's districts by Ukrainian name, within the frame and Ukraine's land."""
    cells = join_cells(_assign_sumy_raions(), lambda entry: entry.raion, plane, FRAME)
    land = derive_ukraine(plane)
    return {name: snap(cell.intersection(land)) for name, cell in cells.items()}


def _assign_sumy_raions() -> list[Entry]:
    """Return the Ukrainian places, those of Sumy Oblast with their district.

    A Sumy place whose name is in no district, or in several, is left out; places of the other
    oblasts are kept without a district, to bound the rest.
    """
    raions = read_sumy_raions()
    assigned = []
    for place in read_geonames():
        if place.region != SUMY_CODE:
            assigned.append(replace(place, raion=""))
            continue
        found = set().union(*(raions.get(name, frozenset()) for name in place.name.split(";")))
        if len(found) == 1:
            assigned.append(replace(place, raion=f"{found.pop()} район"))
    return assigned
