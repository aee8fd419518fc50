"""Which ground a map shows, and the inset that says where that lies."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_clip
from dashboard.briefing.drawing.viewport import Bounds, Box, Viewport, find_bounds, fit_viewport
from dashboard.briefing.map.ground import read_shapes
from dashboard.view.view import View
from geodata.core.measure import Plane
from geodata.core.model import Dataset, HeldArea, Role
from geodata.core.reading import Shaped

_EDGE_M: Final = 2500.0  # ground shown beyond the outermost held area
_NEAR_M: Final = 6_000.0  # a named place this near to the held ground is taken into view
_FLATTEST: Final = 0.6  # of a map's least ground east to west that is shown north to south

LAYER: Final = "locator"
_LEAST: Final = 4.0  # the side of the frame at least, page units


def list_shown(views: Iterable[View]) -> list[HeldArea]:
    """Return every held area that some view shows, with ghosts and the rival claims it shows."""
    accounts = [one for view in views for one in view.accounts]
    return [area for one in accounts for area in one.drawn]


def find_extent(
    dataset: Dataset,
    areas: Sequence[Shaped],
    *,
    least_m: float = 0.0,
    named: Collection[str] = (),
) -> Bounds:
    """Return the bounds of all ground shown as held, and of the places `named` near it.

    The held ground alone sets the scale, a town beside it does not. Where no ground is held, the
    named places do, and without any the front's own extent is shown. `least_m` is how far the
    bounds reach at least, east to west and north to south.
    """
    plane = Plane(*dataset.front.centre)
    shown: list[BaseGeometry] = [area.geometry for area in areas if not area.geometry.is_empty]
    held = plane.project(shapely.union_all(shown)) if shown else None
    layer = dataset.find_layer("settlements")
    places = [
        point
        for properties, point in (read_shapes(layer) if layer else ())
        if properties.get("place_id") in named
        and (held is None or plane.project(point).distance(held) <= _NEAR_M)
    ]
    found = [*shown, *places] or [shapely.box(*dataset.front.extent)]
    west, south, east, north = find_bounds(plane, found, _EDGE_M)
    wide = max(0.0, least_m - (east - west)) / 2.0
    high = max(0.0, _FLATTEST * least_m - (north - south)) / 2.0
    return west - wide, south - high, east + wide, north + high


def pick_bounds(
    dataset: Dataset,
    areas: Sequence[Shaped],
    asked: Bounds | None,
    *,
    least_m: float = 0.0,
    named: Collection[str] = (),
) -> Bounds:
    """Return the bounds of the ground asked for in WGS 84 degrees, else those of `find_extent`."""
    if asked is None:
        return find_extent(dataset, areas, least_m=least_m, named=named)
    # A parallel is curved in the plane, so that the corners alone would cut it off.
    ground = shapely.segmentize(shapely.box(*asked), 0.1)
    return find_bounds(Plane(*dataset.front.centre), [ground], 0.0)


def size_locator(dataset: Dataset, width: float) -> tuple[float, float] | None:
    """Return the size of the inset at a width, None where the front has no layer for it."""
    if dataset.find_layer(LAYER) is None:
        return None
    viewport = _place(dataset, width)
    return viewport.width, viewport.height


def draw_locator(
    dataset: Dataset, box: Box, shown: Viewport, palette: Palette, size: float
) -> Element:
    """Return the inset in its box: lands, the oblast, the frame of `shown`; names of that size."""
    viewport = _place(dataset, box[2] - box[0])
    frame = viewport.carry(shown)
    inside = make(
        "g",
        make("rect", width=viewport.width, height=viewport.height, fill=palette["outside"]),
        *_draw_lands(dataset, viewport, palette),
        _draw_oblast(dataset, viewport, palette),
        *_write_names(dataset, viewport, size, palette),
        _draw_frame(frame, palette),
        clip_path="url(#locator-box)",
    )
    edge = make("rect", width=viewport.width, height=viewport.height, fill="none")
    edge.set("stroke", palette["oblast"])
    clip = make("defs", make_clip("locator-box", viewport.width, viewport.height))
    return make(
        "g", clip, inside, edge, id="locator", transform=f"translate({box[0]:.1f} {box[1]:.1f})"
    )


def _read_role(dataset: Dataset, role: str) -> list[tuple[Mapping[str, str], BaseGeometry]]:
    """Return the properties and the geometry of each feature of the layer of that role."""
    layer = dataset.find_layer(role)
    return read_shapes(layer) if layer else []


def _place(dataset: Dataset, width: float) -> Viewport:
    lands = [geometry for _, geometry in _read_role(dataset, LAYER)]
    plane = Plane(*dataset.front.centre)
    west, south, east, north = find_bounds(plane, lands, 0.0)
    # The window's edges are parallels and meridians: what they leave empty is cut off.
    trim = 0.07 * (east - west), 0.06 * (north - south)
    bounds = (west + trim[0], south + trim[1], east - trim[0], north - trim[1])
    return fit_viewport(plane, bounds, width)


def _draw_lands(dataset: Dataset, viewport: Viewport, palette: Palette) -> list[Element]:
    drawn = []
    abroad = [one.name for one in dataset.front.lands if one.side.role is Role.HOLDER]
    for properties, geometry in _read_role(dataset, LAYER):
        fill = palette["foreign" if properties["name"] in abroad else "land"]
        data = format_path(viewport.place(geometry))
        line = {"stroke": palette["oblast"], "stroke_linejoin": "round"}
        drawn.append(make("path", d=data, fill=fill, stroke_width=0.6, **line))
    return drawn


def _draw_oblast(dataset: Dataset, viewport: Viewport, palette: Palette) -> Element:
    shapes = _read_role(dataset, "oblast")
    data = "".join(format_path(viewport.place(geometry)) for _, geometry in shapes)
    return make("path", d=data, fill=palette["alarm"], fill_opacity=0.55)


def _write_names(
    dataset: Dataset, viewport: Viewport, size: float, palette: Palette
) -> list[Element]:
    spots = {land.label: viewport.find(*land.spot) for land in dataset.front.lands}
    return [
        write(label, *spot, size, palette["area-label"], anchor="middle", bold=True)
        for label, spot in spots.items()
        if spot
    ]


def _draw_frame(frame: Box, palette: Palette) -> Element:
    left, top, right, bottom = frame
    return make(
        "rect",
        x=left,
        y=top,
        width=max(right - left, _LEAST),
        height=max(bottom - top, _LEAST),
        fill="none",
        stroke=palette["ink"],
        stroke_width=1.3,
    )
