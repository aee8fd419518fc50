"""Whether a built file says the same as the committed one, whatever library did the sums.

Two releases of GEOS, NumPy or PROJ place the same vertex a few units in the last place apart,
which rounding to 5 decimals can turn into one step of latitude (1.11 m) and one of longitude
(0.70 m): 1.31 m together. Whatever is measured of such areas moves in step.
"""

import json
import math
from typing import Final, TypedDict

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import Plane

MOVED_M: Final = 1.5
"""How far an outline may lie from the committed one, in metres (Hausdorff distance)."""
_SHARE: Final = 0.001
"""By which part what is measured of an area may differ: 1.5 m along the edge of the smallest."""
_MEASURED: Final = {"area_km2": 0.01, "areas": 1.0, "needless_change_km2": 1.0}
"""What is measured of drawn areas, and by how much it may differ in its own unit (km², ha, km²)."""
_HASHES: Final = "sha256"
"""The hashes of the very files that are compared: named in both sidecars, they need not agree."""


class _Feature(TypedDict):
    properties: dict[str, object]
    geometry: dict[str, object]


def says_the_same(path: str, built: bytes, committed: bytes) -> bool:
    """Whether two files of that path agree: properties and words exactly, outlines within MOVED_M.

    Layers are GeoJSON in WGS 84; sidecars and overlaps JSON. Anything else must have equal bytes.
    """
    if built == committed:
        return True
    try:
        ours, theirs = json.loads(built), json.loads(committed)
    except ValueError:
        return False
    if path.endswith(".geojson"):
        return _are_same_features(ours["features"], theirs["features"])
    return _is_same(ours, theirs)


def lies_close(first: BaseGeometry, second: BaseGeometry, most_m: float = MOVED_M) -> bool:
    """Whether two shapes (WGS 84) are of one kind and nowhere farther apart than `most_m`."""
    if first.geom_type != second.geom_type or first.is_empty != second.is_empty:
        return False
    if first.is_empty:
        return True
    middle = shapely.centroid(first)
    plane = Plane(middle.x, middle.y)
    ours, theirs = (_find_outline(plane.project(one)) for one in (first, second))
    return float(shapely.hausdorff_distance(ours, theirs)) <= most_m


def _find_outline(geometry: BaseGeometry) -> BaseGeometry:
    return geometry.boundary if geometry.geom_type.endswith("Polygon") else geometry


def _are_same_features(ours: list[_Feature], theirs: list[_Feature]) -> bool:
    return len(ours) == len(theirs) and all(map(_is_same_feature, ours, theirs))


def _is_same_feature(one: _Feature, other: _Feature) -> bool:
    if not _is_same(one["properties"], other["properties"]):
        return False
    return lies_close(shape(one["geometry"]), shape(other["geometry"]))


def _is_same(one: object, other: object, slack: float | None = None) -> bool:
    """Whether two JSON values agree; numbers within `slack` or a thousandth where it is given."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(
            _is_same_entry(one, other, key, slack) for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(lambda a, b: _is_same(a, b, slack), one, other))
    if slack is not None and isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=_SHARE, abs_tol=slack)
    return one == other


def _is_same_entry(
    one: dict[str, object], other: dict[str, object], key: str, slack: float | None
) -> bool:
    if key == _HASHES:
        ours, theirs = one[key], other[key]
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return list(ours) == list(theirs)
        return isinstance(ours, str) and isinstance(theirs, str)
    return _is_same(one[key], other[key], _MEASURED.get(key, slack))
