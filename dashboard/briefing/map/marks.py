"""Marks of evidence: places as reported, those on the wrong side, and how well a line is held."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make
from dashboard.briefing.drawing.viewport import Placement
from geodata.control.evidence import Evidence
from geodata.control.strength import Strength, grade_outline
from geodata.core.model import Status

RADIUS: Final = 4.0
_PUPIL: Final = 1.7  # radius of the dot in a contested place's mark
_RING: Final = 8.5

# Width and dash of a stretch of outline; the surer, the heavier.
STROKES: Final[dict[Strength, tuple[float, str]]] = {
    Strength.BORDER: (1.2, ""),
    Strength.NEAR: (3.4, ""),
    Strength.INFERRED: (2.2, "8 4"),
    Strength.FREE: (2.0, "1.5 5"),
}


def find_marks(
    evidence: Sequence[Evidence], placement: Placement
) -> list[tuple[Evidence, float, float]]:
    """Return the evidence that lies inside the map, each with its place on the page."""
    found = ((one, placement.find(one.lon, one.lat)) for one in evidence)
    return [(one, *at) for one, at in found if at]


def draw_marks(evidence: Sequence[Evidence], placement: Placement, palette: Palette) -> Element:
    """Return a mark for each place inside the map: full where held, hollow where lost."""
    marks = find_marks(evidence, placement)
    return make("g", *(make_mark(one.status, x, y, palette) for one, x, y in marks))


def make_mark(status: Status, x: float, y: float, palette: Palette) -> Element:
    """Return the mark of a place: full where held, dotted where contested, hollow where lost."""
    ink, paper, r = palette["ink"], palette["paper"], RADIUS
    ring = make(
        "circle",
        cx=x,
        cy=y,
        r=r,
        fill=ink if status is Status.HELD else paper,
        stroke=paper if status is Status.HELD else ink,
        stroke_width=1.0 if status is Status.HELD else 1.5,
    )
    if status is not Status.CONTESTED:
        return ring
    return make("g", ring, make("circle", cx=x, cy=y, r=_PUPIL, fill=ink))


def draw_rings(evidence: Sequence[Evidence], placement: Placement, palette: Palette) -> Element:
    """Return a ring round each place inside the map."""
    marks = find_marks(evidence, placement)
    return make("g", *(make_ring(x, y, palette) for _, x, y in marks))


def make_ring(x: float, y: float, palette: Palette) -> Element:
    """Return the ring that singles out a place."""
    return make(
        "circle", cx=x, cy=y, r=_RING, fill="none", stroke=palette["alarm"], stroke_width=2.4
    )


def draw_strength(
    area: MultiPolygon,
    evidence: Sequence[Evidence],
    oblast: BaseGeometry,
    placement: Placement,
    ink: str,
) -> Element:
    """Return the outline of a held area (WGS 84), each stretch drawn by what holds it."""
    stretches: dict[Strength, list[BaseGeometry]] = {strength: [] for strength in Strength}
    grades = grade_outline(area, evidence, oblast)
    for polygon, rings in zip(area.geoms, grades, strict=True):
        for ring, strengths in zip((polygon.exterior, *polygon.interiors), rings, strict=True):
            edges = zip(pairwise(ring.coords), strengths, strict=True)
            for strength, run in groupby(edges, key=lambda edge: edge[1]):
                ends = [pair for pair, _ in run]
                line = shapely.LineString([ends[0][0], *(end for _, end in ends)])
                stretches[strength].append(line)
    return make("g", *(_draw_stretch(one, stretches[one], placement, ink) for one in Strength))


def make_stroke(data: str, strength: Strength, ink: str) -> Element:
    """Return a line, given as path data, in the manner of a strength."""
    width, dash = STROKES[strength]
    return make(
        "path",
        d=data,
        fill="none",
        stroke=ink,
        stroke_width=width,
        stroke_dasharray=dash or None,
        stroke_linecap="round" if strength is Strength.FREE else None,
        stroke_linejoin="round",
    )


def _draw_stretch(
    strength: Strength, lines: Sequence[BaseGeometry], placement: Placement, ink: str
) -> Element | None:
    data = "".join(format_path(placement.place(line)) for line in lines)
    return make_stroke(data, strength, ink) if data else None
