"""Which ground a map shows, and the inset that says where that lies."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_clip
from dashboard.briefing.drawing.viewport import (
    Bounds,
    Box,
    Space,
    Viewport,
    find_bounds,
    fit_viewport,
)
from dashboard.briefing.map.ground import read_shapes
from dashboard.briefing.map.names import name_land, write_haloed
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
        make("rect", width=viewport.width, height=viewport.height, fill=palette["paper"]),
        _draw_sea(viewport, palette),
        *_draw_lands(dataset, viewport, palette),
        _draw_oblast(dataset, viewport, palette),
        _draw_frame(frame, palette),
        *_write_names(dataset, viewport, size, palette, frame),
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
    """Return the inset's viewport: the largest box of the plane that the lands' window fills.

    The window's edges are parallels and meridians, which are slanted or curved in the plane.
    """
    lands = [geometry for _, geometry in _read_role(dataset, LAYER)]
    window = shapely.box(*shapely.total_bounds(lands))
    plane = Plane(*dataset.front.centre)
    edges = shapely.boundary(plane.project(shapely.segmentize(window, 0.5)))
    west, south, east, north = find_bounds(plane, [window], 0.0)
    across, along = (west + east) / 2.0, (south + north) / 2.0
    points = shapely.get_coordinates(edges)
    corners = shapely.get_coordinates(plane.project(window))[:-1]
    left = max(x for x, y in corners if x < across)
    right = min(x for x, y in corners if x > across)
    low = max(y for x, y in corners if y < along)
    high = min(y for x, y in points if y > along and left < x < right)
    return fit_viewport(plane, (left, low, right, high), width)


def _draw_lands(dataset: Dataset, viewport: Viewport, palette: Palette) -> list[Element]:
    drawn = []
    abroad = [one.name for one in dataset.front.lands if one.side.role is Role.HOLDER]
    named = [one.name for one in dataset.front.lands]
    for properties, geometry in _read_role(dataset, LAYER):
        name = properties["name"]
        fill = "foreign" if name in abroad else "land" if name in named else "outside"
        data = format_path(viewport.place(geometry))
        line = {"stroke": palette["oblast"], "stroke_linejoin": "round"}
        drawn.append(make("path", d=data, fill=palette[fill], stroke_width=0.7, **line))
    return drawn


def _draw_oblast(dataset: Dataset, viewport: Viewport, palette: Palette) -> Element:
    shapes = _read_role(dataset, "oblast")
    data = "".join(format_path(viewport.place(geometry)) for _, geometry in shapes)
    return make("path", d=data, fill=palette["alarm"], fill_opacity=0.55)


def _draw_sea(viewport: Viewport, palette: Palette) -> Element:
    """Return the water under the lands, paler than the line of a river."""
    sea = make("rect", width=viewport.width, height=viewport.height, fill=palette["water"])
    sea.set("fill-opacity", "0.6")
    return sea


def _write_names(
    dataset: Dataset, viewport: Viewport, size: float, palette: Palette, frame: Box
) -> list[Element]:
    """Return the names of the lands where the front puts them, and of the oblast beside it."""
    space = Space(viewport.width, viewport.height, [frame])
    drawn = []
    for land in dataset.front.lands:
        if spot := viewport.find(*land.spot):
            half, (x, y) = measure_width(land.label, size, bold=True) / 2.0, spot
            x = max(half, min(x, viewport.width - half))  # its frame cuts no name
            space.take((x - half, y - size, x + half, y + 0.3 * size))
            tone = palette["area-label"]
            drawn.append(write(land.label, x, y, size, tone, anchor="middle", bold=True))
    for properties, geometry in _read_role(dataset, "oblast"):
        words = name_land(dataset, properties)
        if spot := _find_side(viewport.place(geometry), words, size, space):
            drawn.append(write_haloed(words, spot, size, palette))
    return drawn


def _find_side(
    area: BaseGeometry, words: str, size: float, space: Space
) -> tuple[float, float] | None:
    """Return the middle of the line beside an area, above or below it, on which words have room."""
    if area.is_empty:
        return None
    left, top, right, bottom = area.bounds
    half, middle, gap = measure_width(words, size) / 2.0, (left + right) / 2.0, 0.25 * size
    rows = (top - gap, bottom + gap + 0.8 * size, (top + bottom) / 2.0 + 0.34 * size)
    beside = (left - gap - half, right + gap + half)
    spots = [
        *((middle, row) for row in rows[:2]),
        *((at, rows[2]) for at in beside),
        *((at, row) for row in rows[:2] for at in (right - half, left + half, *beside)),
    ]
    for x, y in spots:
        if space.is_free((x - half, y - 0.8 * size, x + half, y + 0.2 * size)):
            return x, y
    return None


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
