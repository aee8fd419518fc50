"""The project that opens the GeoPackage in QGIS as one map: layers in order, drawn, and timed.

QGIS asks a file that it is handed by itself for its styles only, and then takes the first two dates
of a layer for its time; a project says all of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from xml.etree import ElementTree as ET

from geodata.core.model import Dataset, Front, Layer, Role
from geodata.export.mode_table import AGREEMENT, DAYS_HELD
from geodata.export.qgis_style import (
    Drawn,
    LayerStyle,
    build_style,
    style_agreement,
    style_areas,
    style_base,
    style_days,
    style_places,
    style_readings,
)

FILE: Final = "front.qgs"
_VERSION: Final = "3.22.0"
_APART: Final = frozenset(("locator", "settlements"))  # of another scale; the same as the places
_DRAWN: Final[Mapping[str, Drawn]] = {"Polygon": "fill", "LineString": "line", "Point": "marker"}
_GEOMETRY: Final = {"fill": "Polygon", "line": "Line", "marker": "Point"}
_ANIMATED: Final = "1"  # QGIS: the map shows a span of time that is stepped through


@dataclass(frozen=True, slots=True)
class Shown:
    """A layer of the GeoPackage in the project: its name there, its title, and whether it is on."""

    name: str
    title: str
    style: LayerStyle
    on: bool = True

    @property
    def layer_id(self) -> str:
        """Its id in the project; QGIS gives one of ten characters or fewer another."""
        return f"layer_{self.name}"


def name_layer(name: str) -> str:
    """Return what a table is called in the GeoPackage."""
    return name.replace("-", "_")


def name_base(layer: Layer) -> str:
    """Return what a base layer is called in the GeoPackage."""
    return f"base_{name_layer(layer.layer_id)}"


def list_base(dataset: Dataset) -> list[Layer]:
    """Return the base layers that stand in the GeoPackage."""
    return [one for one in dataset.layers.values() if one.role not in _APART]


def list_shown(dataset: Dataset, colours: Mapping[Role, str]) -> tuple[Shown, ...]:
    """Return the layers of the GeoPackage that have a shape, the uppermost first."""
    base = [
        Shown(name_base(one), str(one.sidecar["title"]), _style_base(one))
        for one in list_base(dataset)
    ]
    return (
        Shown("places", "Places", style_places()),
        Shown("held_areas", "Held areas", style_areas(dataset.front, colours)),
        Shown("readings", "Readings", style_readings(), on=False),
        Shown(name_layer(AGREEMENT), "Agreement", style_agreement(), on=False),
        Shown(name_layer(DAYS_HELD), "Days held", style_days(), on=False),
        *base,
    )


def _style_base(layer: Layer) -> LayerStyle:
    sort = json.loads(layer.geojson)["features"][0]["geometry"]["type"].removeprefix("Multi")
    return style_base(layer.role, str(layer.sidecar["title"]), _DRAWN[sort])


def encode_project(front: Front, layers: Sequence[Shown], source: str) -> bytes:
    """Return the project of some layers, the uppermost first, of the file `source` beside it."""
    root = ET.Element("qgis", {"version": _VERSION, "projectname": front.title})
    ET.SubElement(root, "title").text = front.title
    _write_system(ET.SubElement(root, "projectCrs"))
    tree, listed = ET.SubElement(root, "layer-tree-group"), ET.Element("projectlayers")
    for one in layers:
        where = f"./{source}|layername={one.name}"
        checked = "Qt::Checked" if one.on else "Qt::Unchecked"
        entry = {"id": one.layer_id, "name": one.title, "checked": checked}
        ET.SubElement(tree, "layer-tree-layer", {**entry, "providerKey": "ogr", "source": where})
        listed.append(_describe_layer(one, where))
    root.append(listed)
    _write_view(root, front)
    _write_time(root, front)
    head = b"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return head + ET.tostring(root, encoding="unicode").encode("utf-8")


def _describe_layer(one: Shown, where: str) -> ET.Element:
    drawn = build_style(one.style)
    drawn.tag = "maplayer"
    drawn.set("type", "vector")
    drawn.set("geometry", _GEOMETRY[one.style.sort])
    for tag, text in (("id", one.layer_id), ("datasource", where), ("layername", one.title)):
        ET.SubElement(drawn, tag).text = text
    _write_system(ET.SubElement(drawn, "srs"))
    ET.SubElement(drawn, "provider", {"encoding": "UTF-8"}).text = "ogr"
    return drawn


def _write_system(parent: ET.Element) -> None:
    system = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(system, "authid").text = "EPSG:4326"


def _write_view(root: ET.Element, front: Front) -> None:
    canvas = ET.SubElement(root, "mapcanvas", {"name": "theMapCanvas"})
    ET.SubElement(canvas, "units").text = "degrees"
    extent = ET.SubElement(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), front.extent, strict=True):
        ET.SubElement(extent, name).text = str(value)
    _write_system(ET.SubElement(canvas, "destinationsrs"))


def _write_time(root: ET.Element, front: Front) -> None:
    """Let the temporal controller step by a day from the front's first to the end of its last."""
    start, end = f"{front.first}T00:00:00Z", f"{front.last + timedelta(days=1)}T00:00:00Z"
    step = {"timeStep": "1", "timeStepUnit": "d", "frameRate": "1", "cumulativeTemporalRange": "0"}
    settings = ET.SubElement(root, "ProjectTimeSettings", step)
    span = ET.SubElement(settings, "TemporalRange")
    ET.SubElement(span, "start").text, ET.SubElement(span, "end").text = start, end
    properties = ET.SubElement(root, "properties")
    system = ET.SubElement(properties, "SpatialRefSys")  # else projectCrs is not read
    ET.SubElement(system, "ProjectionsEnabled", {"type": "int"}).text = "1"
    kept = ET.SubElement(properties, "TemporalControllerWidget")
    for name, sort, text in (
        ("NavigationMode", "int", _ANIMATED),
        ("StartDateTime", "QString", start),
        ("EndDateTime", "QString", end),
    ):
        ET.SubElement(kept, name, {"type": sort}).text = text
