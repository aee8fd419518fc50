"""The inset that shows where the map lies: countries, the oblast, and the frame of the map."""

from typing import Final

from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.space import Box
from dashboard.briefing.drawing.svg import Element, format_path, make, make_clip
from dashboard.briefing.drawing.viewport import Placement, find_bounds, fit_placement
from dashboard.briefing.map.drawing import Base
from dashboard.briefing.map.ground import read_shapes
from dashboard.text.pictures import LOCATOR
from geodata.core.model import Dataset

LAYER: Final = "locator"
_LAND: Final = {"ukraine": "foreign"}  # tones of the lands, the main map's land if not named
_SPOTS: Final = {"ukraine": (31.2, 48.9), "russia": (38.6, 54.1)}  # where names stand, degrees
_LEAST: Final = 4.0  # the side of the frame at least, page units


def size_locator(dataset: Dataset, width: float) -> tuple[float, float] | None:
    """Return the size of the inset at a width, None where the front has no layer for it."""
    if LAYER not in dataset.layers:
        return None
    placement = _place(dataset, width)
    return placement.width, placement.height


def draw_locator(dataset: Dataset, box: Box, base: Base, size: float) -> Element:
    """Return the inset in its box: lands, the oblast, the map's frame; names of that size."""
    placement, palette = _place(dataset, box[2] - box[0]), base.palette
    frame = placement.carry(base.placement)
    inside = make(
        "g",
        make("rect", width=placement.width, height=placement.height, fill=palette["outside"]),
        *_draw_lands(dataset, placement, palette),
        _draw_oblast(dataset, placement, palette),
        *_write_names(placement, size, palette),
        _draw_frame(frame, palette),
        clip_path="url(#locator-box)",
    )
    edge = make("rect", width=placement.width, height=placement.height, fill="none")
    edge.set("stroke", palette["oblast"])
    clip = make("defs", make_clip("locator-box", placement.width, placement.height))
    return make("g", clip, inside, edge, transform=f"translate({box[0]:.1f} {box[1]:.1f})")


def _place(dataset: Dataset, width: float) -> Placement:
    lands = [geometry for _, geometry in read_shapes(dataset.layers[LAYER])]
    west, south, east, north = find_bounds(lands, 0.0)
    # The window's edges are parallels and meridians: what they leave empty is cut off.
    trim = 0.07 * (east - west), 0.06 * (north - south)
    return fit_placement((west + trim[0], south + trim[1], east - trim[0], north - trim[1]), width)


def _draw_lands(dataset: Dataset, placement: Placement, palette: Palette) -> list[Element]:
    drawn = []
    for properties, geometry in read_shapes(dataset.layers[LAYER]):
        fill = palette[_LAND.get(properties["name"], "land")]
        data = format_path(placement.place(geometry))
        line = {"stroke": palette["oblast"], "stroke_linejoin": "round"}
        drawn.append(make("path", d=data, fill=fill, stroke_width=0.6, **line))
    return drawn


def _draw_oblast(dataset: Dataset, placement: Placement, palette: Palette) -> Element:
    shapes = read_shapes(dataset.layers[dataset.front.oblast])
    data = "".join(format_path(placement.place(geometry)) for _, geometry in shapes)
    return make("path", d=data, fill=palette["alarm"], fill_opacity=0.55)


def _write_names(placement: Placement, size: float, palette: Palette) -> list[Element]:
    spots = {name: placement.find(*spot) for name, spot in _SPOTS.items()}
    return [
        write(LOCATOR[name], *spot, size, palette["area-label"], anchor="middle", bold=True)
        for name, spot in spots.items()
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
