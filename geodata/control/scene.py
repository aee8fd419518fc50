"""A front laid out for drawing: the oblast, the border by which it is entered, the districts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from geodata.control.evidence import Evidence, weigh_evidence
from geodata.control.surface import Former, Ground
from geodata.core.errors import AreaError, DatasetError, Fault
from geodata.core.measure import Plane
from geodata.core.model import Dataset, Edge, Side

BORDER: Final = "border"
DISTRICTS: Final = ("districts", "districts-abroad")
"""The roles of the layers that a scene is laid out from, besides the oblast."""
_BASE: Final = "layers/base"
_FILE: Final = "layers/base/{layer_id}.geojson"
_REMEDY: Final = "Run python -m geodata.build basemap."


@dataclass(frozen=True, slots=True)
class Scene:
    """A dataset, the ground (WGS 84) that its held areas are drawn on, its districts by place."""

    dataset: Dataset
    ground: Ground
    districts: Mapping[str, BaseGeometry]

    def weigh(self, account: Side, day: date) -> tuple[Evidence, ...]:
        """Return the evidence of `account` on `day`."""
        return weigh_evidence(self.dataset.control, self.dataset.places, account, day)

    def find_former(self, account: Side, day: date) -> Former | None:
        """Return the last leading firm area of `account` before `day` that is not empty."""
        earlier = [
            area
            for area in self.dataset.held
            if area.account == account and area.leading and area.edge is Edge.FIRM
            if area.date < day and not area.geometry.is_empty
        ]
        if not earlier:
            return None
        last = max(earlier, key=lambda area: area.date)
        return Former(last.geometry, (day - last.date).days)

    def narrow(self, within: str) -> Ground:
        """Return the ground that a claim limited to the district `within` may lie in.

        Raises:
            AreaError: the district has no polygon.
        """
        if not within:
            return self.ground
        if within not in self.districts:
            raise AreaError(
                f"The claim is limited to '{within}', expected a district of a layer of "
                f"{' or '.join(DISTRICTS)}. "
                "Correct the claim's within or build the base layers."
            )
        return replace(self.ground, within=self.districts[within])


def set_scene(dataset: Dataset) -> Scene:
    """Return the scene of `dataset`, its shapes read from the base layers of its folder.

    Raises:
        DatasetError: the oblast or its border cannot be read.
    """
    folder = dataset.folder
    oblast = _join(read_layer(folder, dataset.front.oblast))
    if not isinstance(oblast, Polygon | MultiPolygon):
        rule = f"is a {oblast.geom_type} as a whole, expected polygons of the oblast"
        file = _FILE.format(layer_id=dataset.front.oblast)
        raise DatasetError([Fault(file, "layer", rule, _REMEDY)])
    borders = list_layers(folder, BORDER)
    if not borders:
        raise DatasetError([Fault(_BASE, "layers", f"no layer has role {BORDER}", _REMEDY)])
    border = _join([shaped for layer_id in borders for shaped in read_layer(folder, layer_id)])
    districts = {
        str(properties.get("place_id", "")): geometry
        for layer_id in list_layers(folder, *DISTRICTS)
        for properties, geometry in read_layer(folder, layer_id)
    }
    return Scene(dataset, Ground(oblast, border, Plane(*dataset.front.centre)), districts)


def list_layers(folder: Path, *roles: str) -> list[str]:
    """Return the ids of the base layers that are there and have one of `roles`.

    Raises:
        DatasetError: a sidecar cannot be read.
    """
    found = []
    for path in sorted((folder / _BASE).glob("*.meta.json")):
        try:
            role = json.loads(path.read_bytes())["role"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            rule = f"cannot be read: {error!r}"
            raise DatasetError([Fault(f"{_BASE}/{path.name}", "file", rule, _REMEDY)]) from error
        layer_id = path.name.removesuffix(".meta.json")
        if role in roles and (folder / _FILE.format(layer_id=layer_id)).is_file():
            found.append(layer_id)
    return found


def read_layer(folder: Path, layer_id: str) -> list[tuple[Mapping[str, object], BaseGeometry]]:
    """Return the properties and geometry (WGS 84) of each feature of a base layer.

    Raises:
        DatasetError: the file is missing or broken.
    """
    file = _FILE.format(layer_id=layer_id)
    try:
        features = json.loads((folder / file).read_bytes())["features"]
        return [(feature["properties"], shape(feature["geometry"])) for feature in features]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatasetError([Fault(file, "file", f"cannot be read: {error}", _REMEDY)]) from error


def _join(layer: list[tuple[Mapping[str, object], BaseGeometry]]) -> BaseGeometry:
    return shapely.union_all([geometry for _, geometry in layer])
