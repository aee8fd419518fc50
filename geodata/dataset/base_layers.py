"""The rules of the base layers: each beside its sidecar, and of the shapes that its role draws."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from shapely.geometry.base import BaseGeometry

from geodata.core.codes import GROUND_GROUP, INSET_GROUP, LAYER_GROUPS
from geodata.core.errors import Fault, cap_faults
from geodata.core.model import Layer
from geodata.core.plain import find_unshown
from geodata.dataset.contents import SIDECAR, Contents
from geodata.dataset.geojson import (
    MOST_TOGETHER,
    ShapedFeature,
    check_vertices,
    read_features,
    read_shape,
)
from geodata.dataset.lengths import find_long
from geodata.dataset.seals import Seals
from geodata.dataset.tables import read_url

FOLDER: Final = "layers/base"
_TEXTS: Final = (
    *("id", "label", "role", "group", "title", "producer", "url", "version"),
    *("licence", "credit", "accessed", "derived", "sha256"),
)
_FLAGS: Final = ("on", "schematic")
SIDECAR_KEYS: Final = (*_TEXTS, *_FLAGS, "inputs")

_POLYGONS: Final = ("Polygon", "MultiPolygon")
_LINES: Final = ("LineString", "MultiLineString")
SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    "oblast": _POLYGONS,
    "border": _LINES,
    "neighbour": _POLYGONS,
    "districts": _POLYGONS,
    "districts-abroad": _POLYGONS,
    "settlements": ("Point",),
    "river": _LINES,
    "rivers-schematic": _LINES,
    "roads-schematic": _LINES,
    "rail-schematic": _LINES,
    "pipeline-schematic": _LINES,
    "locator": _POLYGONS,
}
ROLES: Final = tuple(SHAPES)
"""What a base layer may be on the map. Nothing looks for a layer by its name."""
GROUPS: Final = (GROUND_GROUP, *LAYER_GROUPS, INSET_GROUP)
"""What a base layer may be shown with; one of no such group would never be."""
OUTLINE: Final = "oblast"
"""The role without which there is no map."""
_NEEDED: Final = (OUTLINE, "border", "locator")
"""Of these an empty layer cannot be drawn."""
_RANKS: Final = (1, 2, 3, 4, 5)
_REMEDY: Final = "Run python -m geodata.build basemap."


def read_base_layers(contents: Contents, seals: Seals) -> tuple[dict[str, Layer], list[Fault]]:
    """Return the sound base layers by id, and a fault for each that is not.

    They are drawn all at once: where they have too many vertices together, the others are not read.
    """
    layers: dict[str, Layer] = {}
    faults: list[Fault] = []
    drawn: list[BaseGeometry] = []
    names = contents.list_names(FOLDER, ".geojson")
    for path in (path for path in names if path not in seals.broken):
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".geojson")
        content = contents.files.get(path)
        if content is None:
            faults.append(_make_fault(name, contents.explain(path)))
            continue
        sidecar = seals.sidecars.get(f"{FOLDER}/{name}{SIDECAR}")
        try:
            shaped = read_layer_shapes(content)
            drawn += (one.geometry for one in shaped)
            rules = _check_layer(name, sidecar, shaped)
            broken = cap_faults(_make_fault(name, rule) for rule in rules)
        except ValueError as error:
            broken = [_make_fault(name, str(error))]
        try:
            check_vertices(drawn, MOST_TOGETHER)
        except ValueError as error:
            rule = f"{error}, with the layers before {name}"
            return layers, [*faults, Fault(FOLDER, "layers", rule, _REMEDY)]
        faults += broken
        if not broken and sidecar is not None:
            layers[name] = Layer(name, content, MappingProxyType(dict(sidecar)))
    if not faults and not seals.broken and OUTLINE not in {one.role for one in layers.values()}:
        rule = f"holds no layer of role {OUTLINE}, without which there is no map"
        faults.append(Fault(FOLDER, "layers", rule, _REMEDY))
    return layers, faults


def read_layer_shapes(content: bytes) -> list[ShapedFeature]:
    """Return the properties and the geometry of each feature of a layer.

    Raises:
        ValueError: the layer or one of its geometries is not what GeoJSON allows.
    """
    shaped = []
    for number, feature in enumerate(read_features(content), 1):
        try:
            shaped.append(ShapedFeature(feature["properties"], read_shape(feature["geometry"])))
        except ValueError as error:
            raise ValueError(f"feature {number} {error}") from error
    check_vertices(one.geometry for one in shaped)
    return shaped


def _check_layer(
    name: str, sidecar: Mapping[str, object] | None, shaped: Sequence[ShapedFeature]
) -> Iterator[str]:
    """Yield what is wrong with a layer of these features or its sidecar, the sidecar first."""
    if sidecar is None:
        yield "has no readable sidecar"
        return
    broken = list(_check_sidecar(name, sidecar))
    yield from broken
    role = str(sidecar.get("role"))
    if broken or role not in ROLES:
        return
    if not shaped and role in _NEEDED:
        yield f"holds no feature, expected the {role}"
    for number, one in enumerate(shaped, 1):
        for rule in _check_shape(role, one):
            yield f"feature {number} {rule}"


def _check_sidecar(name: str, sidecar: Mapping[str, object]) -> Iterator[str]:
    for key in SIDECAR_KEYS:
        if key not in sidecar:
            yield f"has a sidecar without {key}"
    for key in (key for key in _TEXTS if key in sidecar):
        value = sidecar[key]
        if not isinstance(value, str):
            yield f"has a sidecar with {key} {value!r}, expected a text"
        elif rule := find_unshown(value) or find_long(key, value):
            yield f"has a sidecar whose {key} {rule}"
    for key in (key for key in _FLAGS if key in sidecar):
        if not isinstance(sidecar[key], bool):
            yield f"has a sidecar with {key} {sidecar[key]!r}, expected true or false"
    if not isinstance(sidecar.get("inputs", []), list | dict):
        yield f"has a sidecar with inputs {sidecar['inputs']!r}, expected a list"
    if sidecar.get("role", OUTLINE) not in ROLES:
        yield f"has role '{sidecar['role']}', expected one of {', '.join(ROLES)}"
    if sidecar.get("group", GROUND_GROUP) not in GROUPS:
        yield f"has group '{sidecar['group']}', expected one of {', '.join(GROUPS)}"
    if sidecar.get("id", name) != name:
        yield f"has the sidecar of '{sidecar['id']}'"
    try:
        read_url(str(sidecar.get("url", "")))
    except ValueError as error:
        yield f"has a sidecar with url {error}"


def _check_shape(role: str, one: ShapedFeature) -> Iterator[str]:
    """Yield what would keep a feature from being drawn as its role is."""
    if one.geometry.geom_type not in SHAPES[role]:
        yield f"is a {one.geometry.geom_type}, expected {' or '.join(SHAPES[role])}"
    elif one.geometry.is_empty:
        yield "has an empty geometry"
    elif not one.geometry.is_valid:
        yield "is no valid geometry: its outline crosses itself or is not closed"
    texts: Collection[str] = ("name",) if role == "locator" else ()
    if role == "settlements":
        texts = ("latin",)
        rank = one.properties.get("rank")
        if type(rank) is not int or rank not in _RANKS:
            yield f"has rank {rank!r}, expected 1 to 5"
    for key in texts:
        if not isinstance(one.properties.get(key), str):
            yield f"has {key} {one.properties.get(key)!r}, expected a text"
    for key in ("name", "place_id"):
        if not isinstance(one.properties.get(key, ""), str):
            yield f"has {key} {one.properties[key]!r}, expected a text"


def list_outlines(layers: Mapping[str, Layer]) -> list[BaseGeometry]:
    """Return the polygons of the oblast among sound layers, none where it is not there."""
    found = (one for one in layers.values() if one.role == OUTLINE)
    return [one.geometry for layer in found for one in read_layer_shapes(layer.geojson)]


def _make_fault(name: str, rule: str) -> Fault:
    return Fault(f"{FOLDER}/{name}.geojson", "layer", rule, _REMEDY)
