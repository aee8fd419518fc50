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
from geodata.control.field import Bounds, Ground
from geodata.core.errors import AreaError, DatasetError, Fault
from geodata.core.measure import Plane, Position
from geodata.core.model import Dataset, Side, Status
from geodata.dataset.load import name_folders

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

    def weigh(self, account: Side | None, day: date) -> tuple[Evidence, ...]:
        """Return the evidence of `account` on `day`; of all accounts alike where it is None."""
        return weigh_evidence(self.dataset.control, self.dataset.places, account, day)

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
        raise _refuse(folder, Fault(file, "layer", rule, _REMEDY))
    borders = list_layers(folder, BORDER)
    if not borders:
        raise _refuse(folder, Fault(_BASE, "layers", f"no layer has role {BORDER}", _REMEDY))
    border = _join([shaped for layer_id in borders for shaped in read_layer(folder, layer_id)])
    districts = {
        str(properties.get("place_id", "")): geometry
        for layer_id in list_layers(folder, *DISTRICTS)
        for properties, geometry in read_layer(folder, layer_id)
    }
    plane = Plane(*dataset.front.centre)
    ground = Ground(oblast, border, plane, silent=_list_silent(dataset), frame=_find_frame(dataset))
    return Scene(dataset, ground, districts)


def _list_silent(dataset: Dataset) -> tuple[Position, ...]:
    """Return where the places of the oblast lie of which no account ever says who held them."""
    mentioned = {interval.place_id for interval in dataset.control}
    return tuple(
        (place.lon, place.lat)
        for place in dataset.places.values()
        if place.oblast == dataset.front.oblast and place.place_id not in mentioned
        if place.lon is not None and place.lat is not None
    )


def _find_frame(dataset: Dataset) -> Bounds | None:
    """Return the ends (WGS 84) of the places ever reported held or contested; None without."""
    names = {one.place_id for one in dataset.control if one.status is not Status.LOST}
    places = [dataset.places[name] for name in names]
    points = [(one.lon, one.lat) for one in places if one.lon is not None and one.lat is not None]
    return shapely.MultiPoint(points).bounds if points else None


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
            fault = Fault(f"{_BASE}/{path.name}", "file", rule, _REMEDY)
            raise _refuse(folder, fault) from error
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
        fault = Fault(file, "file", f"cannot be read: {error}", _REMEDY)
        raise _refuse(folder, fault) from error


def _refuse(folder: Path, fault: Fault) -> DatasetError:
    return DatasetError(name_folders([fault], folder))


def _join(layer: list[tuple[Mapping[str, object], BaseGeometry]]) -> BaseGeometry:
    return shapely.union_all([geometry for _, geometry in layer])
