"""The quiet ground under the held areas: land, border, water and roads, as on the screen."""

import json
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.view.style import STYLE
from geodata.core.codes import GROUND_GROUP
from geodata.core.model import Dataset, Layer

_STYLES: Final = STYLE.ground
"""Each part of the ground, in order of drawing."""
_DISTRICTS: Final = ("districts", "districts-abroad")
"""The parts on either side of the border, which look alike."""
_PAINTED: Final = (GROUND_GROUP, "districts", "water", "roads")


def read_shapes(layer: Layer) -> list[tuple[Mapping[str, str], BaseGeometry]]:
    """Return the properties and the geometry (WGS 84) of each feature of a base layer."""
    return list(_parse_shapes(layer.geojson))


@lru_cache(maxsize=64)
def _parse_shapes(geojson: bytes) -> tuple[tuple[Mapping[str, str], BaseGeometry], ...]:
    features = json.loads(geojson)["features"]
    return tuple((feature["properties"], shape(feature["geometry"])) for feature in features)


def list_drawn(dataset: Dataset, groups: Collection[str]) -> list[Layer]:
    """Return the base layers that a map with these groups draws, and so has to credit."""
    wanted = {GROUND_GROUP, *groups}
    return [one for one in dataset.layers.values() if str(one.sidecar["group"]) in wanted]


def draw_ground(
    dataset: Dataset, viewport: Viewport, palette: Palette, groups: Collection[str]
) -> Element:
    """Return the base map inside the viewport's box: the land always, the rest by `groups`."""
    parts = _sort_shapes(dataset, groups)
    sea = make("rect", width=viewport.width, height=viewport.height, fill=palette["outside"])
    drawn = [_draw_role(role, parts[role], viewport, palette) for role in _STYLES]
    return make("g", sea, *drawn, stroke_linecap="round", stroke_linejoin="round")


def draw_borders(dataset: Dataset, viewport: Viewport, palette: Palette) -> Element:
    """Return the border and the oblast's edge alone, to be laid over what hides them."""
    parts = _sort_shapes(dataset, ())
    drawn = [_draw_role(role, parts[role], viewport, palette) for role in ("outline", "border")]
    return make("g", *drawn, stroke_linecap="round", stroke_linejoin="round")


def place_border(dataset: Dataset, viewport: Viewport) -> BaseGeometry:
    """Return the oblast's boundary in page units, nothing where the front has none."""
    layer = dataset.find_layer("oblast")
    if layer is None:
        return shapely.MultiLineString()
    shapes = [geometry for _, geometry in read_shapes(layer)]
    return shapely.boundary(viewport.place(shapely.union_all(shapes)))


def _sort_shapes(dataset: Dataset, groups: Collection[str]) -> dict[str, list[BaseGeometry]]:
    """Return what is to be drawn, WGS 84, by its part on the map."""
    parts: dict[str, list[BaseGeometry]] = {role: [] for role in _STYLES}
    for layer in list_drawn(dataset, groups):
        if str(layer.sidecar["group"]) not in _PAINTED:
            continue
        role = _find_role(layer)
        if role in _DISTRICTS:
            parts[role].append(_merge_edges(layer.geojson))
        else:
            parts[role] += [geometry for _, geometry in read_shapes(layer)]
    parts["outline"] += [shapely.boundary(one) for one in parts["oblast"]]
    return parts


def _draw_role(
    role: str, shapes: Iterable[BaseGeometry], viewport: Viewport, palette: Palette
) -> Element | None:
    fill = _STYLES[role].fill
    data = "".join(format_path(viewport.place(one)) for one in shapes)
    if not data:
        return None
    line = _style_line(role, palette)
    return make("path", d=data, class_=role, fill=palette[fill] if fill else "none", **line)


def make_sample(role: str, data: str, palette: Palette) -> Element:
    """Return a line, given as path data, drawn as that part of the map is."""
    return make("path", d=data, fill="none", **_style_line(role, palette))


def list_lines(ground: Element) -> list[str]:
    """Return the parts of a drawn ground that are lines, in order of drawing, each once."""
    drawn = dict.fromkeys(path.get("class", "") for path in ground.iter("path"))
    lines = [role for role in drawn if role in _STYLES and _STYLES[role].stroke]
    # Those of both sides of the border have one name, also where only the far ones are in view.
    return list(dict.fromkeys(_DISTRICTS[0] if role in _DISTRICTS else role for role in lines))


def _style_line(role: str, palette: Palette) -> dict[str, str | float | None]:
    style = _STYLES[role]
    return {
        "stroke": palette[style.stroke] if style.stroke else None,
        "stroke_width": palette.size(style.weight) or None,
        "stroke_dasharray": palette.dash(style.dash),
    }


def _find_role(layer: Layer) -> str:
    """Return the part of the map that a layer is drawn as."""
    return layer.role if layer.role in _STYLES else "outline"


@lru_cache(maxsize=64)
def _merge_edges(geojson: bytes) -> BaseGeometry:
    """Return the edges of polygons, each shared one once: drawn twice, its dashes would close."""
    edges = shapely.union_all([shapely.boundary(one) for _, one in _parse_shapes(geojson)])
    return shapely.line_merge(edges)
