"""Write layers as compact GeoJSON, and the sidecar that says where each comes from."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

ACCESSED = "2026-11-22"
"""The day on which the pinned packages were read."""

DECIMALS = 5

_Nested: TypeAlias = "float | Sequence[_Nested]"
"""A coordinate, or any nesting of coordinates."""
Feature = tuple[BaseGeometry, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the sidecar of one layer says; `inputs` are `package==version` or dataset files."""

    layer_id: str
    label: str
    group: str
    on: bool
    schematic: bool
    title: str
    producer: str
    url: str
    version: str
    licence: str
    credit: str
    inputs: tuple[str, ...]
    derived: str


def encode_layer(features: Iterable[Feature]) -> bytes:
    """Return a FeatureCollection as RFC 7946 bytes: right-hand rule, 5 decimals, one newline."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": dict(properties),
                "geometry": _encode_geometry(geometry),
            }
            for geometry, properties in features
        ],
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode("utf-8")


def encode_sidecar(recipe: Recipe, layer: bytes) -> bytes:
    """Return the sidecar of `layer` as indented JSON."""
    fields = {
        "id": recipe.layer_id,
        "label": recipe.label,
        "group": recipe.group,
        "on": recipe.on,
        "schematic": recipe.schematic,
        "title": recipe.title,
        "producer": recipe.producer,
        "url": recipe.url,
        "version": recipe.version,
        "licence": recipe.licence,
        "credit": recipe.credit,
        "accessed": ACCESSED,
        "inputs": list(recipe.inputs),
        "derived": recipe.derived,
        "sha256": hashlib.sha256(layer).hexdigest(),
    }
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _encode_geometry(geometry: BaseGeometry) -> dict[str, object]:
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        geometry = shapely.orient_polygons(shapely.normalize(geometry))
    elif isinstance(geometry, shapely.MultiLineString):
        lines = sorted(geometry.geoms, key=lambda line: line.coords[0])
        geometry = shapely.MultiLineString(lines)
    mapping = shapely.geometry.mapping(geometry)
    return {"type": mapping["type"], "coordinates": _round(mapping["coordinates"])}


def _round(value: _Nested) -> _Nested:
    if isinstance(value, float):
        return round(value, DECIMALS)
    return [_round(item) for item in value]
