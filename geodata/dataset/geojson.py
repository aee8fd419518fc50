"""GeoJSON as RFC 7946 has it, read strictly: what a map or a measure could not take is refused."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn, TypedDict

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.core.plain import UNSAFE

MOST_VERTICES: Final = 100_000
"""Of one layer. The bundled front's largest has 2,147."""
MOST_TOGETHER: Final = 300_000
"""Of all held areas of a front. The bundled front's have 12,467."""
_MOST_DIGITS: Final = 19  # of a whole number, with its sign: as many as 64 bits hold
_WGS_84: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
"""How the names end that older GeoJSON gives the one system that RFC 7946 allows."""


class Feature(TypedDict):
    """A feature of a GeoJSON FeatureCollection; its geometry is in WGS 84."""

    type: str
    properties: dict[str, object]
    geometry: object


@dataclass(frozen=True, slots=True)
class ShapedFeature:
    """The properties of a feature and its geometry, in WGS 84."""

    properties: Mapping[str, object]
    geometry: BaseGeometry


def read_json(content: bytes) -> object:
    """Return a JSON value; no number is named infinite, and a whole one is no longer than 64 bits.

    Raises:
        ValueError: `content` is no JSON, or nested too deep to be any of ours.
    """
    try:
        value: object = json.loads(content, parse_constant=_refuse_constant, parse_int=_read_whole)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON: {error}") from error
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _read_whole(digits: str) -> int:
    """Return a whole number that any place takes: a longer one is too large for a float."""
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"holds a number of {len(digits)} digits, expected {_MOST_DIGITS} at most")
    return int(digits)


def read_features(content: bytes) -> list[Feature]:
    """Return the features of a GeoJSON FeatureCollection in WGS 84, geometries unread.

    Raises:
        ValueError: `content` is no such collection.
    """
    given = read_json(content)
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(features, list):
        raise ValueError("is not a GeoJSON FeatureCollection")
    if given.get("type") != "FeatureCollection":
        raise ValueError("is not a GeoJSON FeatureCollection")
    _check_system(given)
    check_texts(given)
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or "geometry" not in feature:
            raise ValueError("holds a feature without properties or geometry")
    return features


def read_shape(given: object) -> BaseGeometry:
    """Return one geometry of GeoJSON.

    Raises:
        ValueError: it is none, or not of two finite degrees a position.
    """
    if not isinstance(given, dict) or "coordinates" not in given:
        raise ValueError("has no geometry with coordinates")
    _check_system(given)
    try:
        geometry = shapely.from_geojson(json.dumps(given))
    except (shapely.errors.ShapelyError, ValueError, RecursionError) as error:
        raise ValueError(f"geometry is none of GeoJSON: {error}") from error
    if geometry is None:
        raise ValueError("geometry is none of GeoJSON")
    if geometry.has_z:
        raise ValueError("geometry has three dimensions, expected longitude and latitude")
    check_vertices([geometry])
    if not geometry.is_empty:
        west, south, east, north = geometry.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            reach = [west, south, east, north]
            raise ValueError(f"geometry reaches {reach}, which are no degrees of WGS 84")
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        raise ValueError("geometry has a coordinate that is not finite")
    return geometry


def check_vertices(geometries: Iterable[BaseGeometry], most: int = MOST_VERTICES) -> None:
    """Refuse shapes that a map cannot draw in a moment.

    Raises:
        ValueError: together they have more vertices than `most`, by default than one layer may.
    """
    vertices = int(shapely.get_num_coordinates(list(geometries)).sum())
    if vertices > most:
        raise ValueError(f"has {vertices:,} vertices, expected {most:,} at most")


def _check_system(given: Mapping[str, object]) -> None:
    """Refuse coordinates of another system: RFC 7946 has WGS 84 degrees and nothing else."""
    named = given.get("crs")
    if named is None:
        return
    inside = named.get("properties") if isinstance(named, dict) else None
    name = inside.get("name") if isinstance(inside, dict) else None
    if not isinstance(name, str) or not name.endswith(_WGS_84):
        raise ValueError(f"is in the system {name or named}, expected WGS 84 degrees and no crs")


def check_texts(given: object) -> None:
    """Refuse a value of JSON in which any text or key, however deep, would not stay plain.

    Raises:
        ValueError: one holds a control character.
    """
    waiting: list[object] = [given]
    while waiting:  # by hand: values may be nested deeper than calls
        value = waiting.pop()
        if isinstance(value, str):
            if not value.isprintable() and (found := UNSAFE.search(value)):
                raise ValueError(f"holds a text with the control character U+{ord(found[0]):04X}")
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += [one for one in value if not isinstance(one, float | int)]
