"""Draw the small map of where the oblast lies: Ukraine, Russia and their neighbours, coarse.

Natural Earth gives lands as they are administered. Crimea is drawn here within Ukraine, as the
General Assembly of the United Nations has it (resolution 68/262).
"""

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_sources import read_lands
from geodata.core.measure import Plane

WINDOW = shapely.box(21.5, 44.0, 43.0, 56.4)
"""West, south, east and north of the small map, degrees."""
CRIMEA = shapely.box(32.3, 44.2, 36.66, 46.3)
TOLERANCE_M = 3500.0
DECIMALS = 2
_SPECK_M2 = 4e8  # islands smaller than this would not be seen
_NEIGHBOURS = ("BG", "BY", "EE", "GE", "HU", "LT", "LV", "MD", "PL", "RO", "RS", "SK", "TR")


def derive_lands(plane: Plane) -> dict[str, BaseGeometry]:
    """Return Ukraine, Russia and their neighbours as one, cut to the window."""
    ukraine, russia = (_join(read_lands(code)) for code in ("UA", "RU"))
    parts = shapely.get_parts(russia)
    crimea = [part for part in parts if CRIMEA.covers(part)]
    neighbours = (land for code in _NEIGHBOURS for land in read_lands(code))
    lands = {
        "ukraine": shapely.union_all([ukraine, *crimea]),
        "russia": shapely.union_all([part for part in parts if part not in crimea]),
        "neighbours": _join(neighbours),
    }
    return {name: _coarsen(land, plane) for name, land in lands.items()}


def _join(rings: Iterable[tuple[tuple[float, float], ...]]) -> BaseGeometry:
    lands = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    near = [land for land in lands if shapely.intersects(land, WINDOW)]
    return shapely.union_all(near)


def _coarsen(land: BaseGeometry, plane: Plane) -> BaseGeometry:
    flat = plane.project(shapely.intersection(land, WINDOW))
    kept = [part for part in shapely.get_parts(flat.simplify(TOLERANCE_M)) if part.area > _SPECK_M2]
    return shapely.set_precision(plane.unproject(shapely.MultiPolygon(kept)), 10.0**-DECIMALS)
