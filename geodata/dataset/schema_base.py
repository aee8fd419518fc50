"""The rules of a base layer: GeoJSON beside a sidecar that says where it comes from."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from geodata.core.errors import Fault
from geodata.core.model import Layer

SIDECAR_KEYS = (
    *("id", "label", "group", "on", "schematic", "title", "producer", "url", "version"),
    *("licence", "credit", "accessed", "inputs", "derived", "sha256"),
)


class Feature(TypedDict):
    """A feature of a GeoJSON FeatureCollection; its geometry is in WGS 84."""

    type: str
    properties: dict[str, object]
    geometry: object


_REMEDY = "Run python -m geodata.build basemap."


def read_base_layers(folder: Path) -> tuple[dict[str, Layer], tuple[Fault, ...]]:
    """Return the sound base layers in `folder` by id, and a fault for each that is not."""
    layers: dict[str, Layer] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.geojson")):
        content = path.read_bytes()
        try:
            read_features(content)
            sidecar = _read_sidecar(path.with_suffix(".meta.json"))
        except ValueError as error:
            faults.append(_say(path.stem, str(error)))
            continue
        if broken := [
            _say(path.stem, rule) for rule in _check_sidecar(path.stem, sidecar, content)
        ]:
            faults += broken
        else:
            layers[path.stem] = Layer(path.stem, content, MappingProxyType(sidecar))
    for path in sorted(folder.glob("*.meta.json")):
        name = path.name.removesuffix(".meta.json")
        if not (folder / f"{name}.geojson").exists():
            faults.append(_say(name, "has a sidecar but no layer"))
    return layers, tuple(faults)


def read_features(content: bytes) -> list[Feature]:
    """Return the features of a GeoJSON FeatureCollection.

    Raises:
        ValueError: `content` is no such collection.
    """
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON: {error}") from error
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or given.get("type") != "FeatureCollection":
        raise ValueError("is not a GeoJSON FeatureCollection")
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or "geometry" not in feature:
            raise ValueError("holds a feature without properties or geometry")
    return features


def _read_sidecar(path: Path) -> dict[str, object]:
    try:
        given = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ValueError(f"has no readable sidecar: {error}") from error
    if not isinstance(given, dict):
        raise ValueError("has a sidecar that is not a JSON object")
    return given


def _check_sidecar(name: str, sidecar: Mapping[str, object], content: bytes) -> Iterator[str]:
    for key in SIDECAR_KEYS:
        if key not in sidecar:
            yield f"has a sidecar without {key}"
    if sidecar.get("id", name) != name:
        yield f"has the sidecar of '{sidecar['id']}'"
    if sidecar.get("sha256", "") not in ("", hashlib.sha256(content).hexdigest()):
        yield "differs from the SHA-256 in its sidecar"


def _say(name: str, rule: str) -> Fault:
    return Fault(f"layers/base/{name}.geojson", "layer", rule, _REMEDY)
