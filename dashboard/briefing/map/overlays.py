"""What may lie over the ground beside the held areas: marks of evidence, lines by strength, change.

A comparison is lines rising for gained, dots for lost, and a calm tint for unchanged.
"""

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby, pairwise
from typing import Final

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_hatch
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.ground import read_shapes
from dashboard.briefing.map.legend import Draw, Entry, size_swatch
from dashboard.briefing.map.panel import MapBase
from dashboard.text.catalogues import METHOD
from dashboard.view.compare import Compared
from dashboard.view.style import STYLE
from dashboard.view.view import View
from geodata.control.evidence import Evidence, weigh_evidence
from geodata.control.parameters import PARAMETERS
from geodata.control.strength import Strength, grade_outline
from geodata.core.model import Dataset, Edge, Status
from geodata.geometry.comparison import Change

RADIUS: Final = 4.0
_PUPIL: Final = 1.7  # radius of the dot in a contested place's mark
_RING: Final = 8.5

LAYER: Final = "evidence"
"""The layer of a selection that asks for it."""
_SHOWN: Final = (Strength.NEAR, Strength.INFERRED, Strength.FREE)
_CASING: Final = 3.4  # width of the blank under an outline, px of the style table

PARTS: Final = ("lost", "unchanged", "gained")
"""The ground of a comparison, by the names that `compare.Sizes` and `Change` have for it."""


def find_marks(
    evidence: Sequence[Evidence], viewport: Viewport
) -> list[tuple[Evidence, float, float]]:
    """Return the evidence that lies inside the map, each with its place on the page."""
    found = ((one, viewport.find(one.lon, one.lat)) for one in evidence)
    return [(one, *at) for one, at in found if at]


def draw_marks(evidence: Sequence[Evidence], viewport: Viewport, palette: Palette) -> Element:
    """Return a mark for each place inside the map: full where held, hollow where lost."""
    marks = find_marks(evidence, viewport)
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


def draw_rings(evidence: Sequence[Evidence], viewport: Viewport, palette: Palette) -> Element:
    """Return a ring round each place inside the map."""
    marks = find_marks(evidence, viewport)
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
    viewport: Viewport,
    palette: Palette,
    *,
    ink: str,
) -> Element:
    """Return the outline of a held area (WGS 84), each stretch drawn by what holds it."""
    stretches: dict[Strength, list[BaseGeometry]] = {strength: [] for strength in Strength}
    grades = grade_outline(area, evidence, oblast, viewport.plane)
    for polygon, rings in zip(area.geoms, grades, strict=True):
        for ring, strengths in zip((polygon.exterior, *polygon.interiors), rings, strict=True):
            edges = zip(pairwise(ring.coords), strengths, strict=True)
            for strength, run in groupby(edges, key=lambda edge: edge[1]):
                ends = [pair for pair, _ in run]
                line = shapely.LineString([ends[0][0], *(end for _, end in ends)])
                stretches[strength].append(line)
    return make(
        "g", *(_draw_stretch(one, stretches[one], viewport, ink, palette) for one in Strength)
    )


def make_stroke(data: str, strength: Strength, ink: str, palette: Palette) -> Element:
    """Return a line, given as path data, in the manner of a strength."""
    style = STYLE.strengths[strength.value]
    return make(
        "path",
        d=data,
        fill="none",
        stroke=ink,
        stroke_width=palette.size(style.weight),
        stroke_dasharray=palette.dash(style.dash),
        stroke_linecap=style.cap,
        stroke_linejoin="round",
    )


def _draw_stretch(
    strength: Strength,
    lines: Sequence[BaseGeometry],
    viewport: Viewport,
    ink: str,
    palette: Palette,
) -> Element | None:
    data = "".join(format_path(viewport.place(line)) for line in lines)
    return make_stroke(data, strength, ink, palette) if data else None


def draw_evidence(dataset: Dataset, view: View, base: MapBase) -> list[Element]:
    """Return the outline of every firm area of a view, each stretch drawn by what holds it.

    Nothing where the view does not ask for it, or the front has no outline of its oblast.
    """
    layer = dataset.find_layer("oblast")
    if LAYER not in view.selection.layers or layer is None:
        return []
    oblast = shapely.union_all([geometry for _, geometry in read_shapes(layer)])
    drawn = []
    for one in view.accounts:
        ink = ink_of(one.account.side.role, base.palette)
        for area in (area for area in one.areas if area.edge is Edge.FIRM):
            found = weigh_evidence(dataset.control, dataset.places, area.account, area.date)
            # The area's own line would close the gaps of a dashed one.
            data = format_path(base.viewport.place(area.geometry))
            line = {"stroke": base.palette["land"], "fill": "none"}
            drawn.append(make("path", d=data, stroke_width=base.palette.size(_CASING), **line))
            drawn.append(
                draw_strength(area.geometry, found, oblast, base.viewport, base.palette, ink=ink)
            )
    return drawn


def list_strengths(view: View) -> list[Entry]:
    """Return what the manners of an outline stand for; nothing where the view has none."""
    if LAYER not in view.selection.layers or not any(one.areas for one in view.accounts):
        return []
    blanks = {"near": PARAMETERS.firm_km, "inferred": PARAMETERS.inferred_km}
    return [Entry(METHOD[one.value].format(**blanks), _sample(one)) for one in _SHOWN]


def _sample(strength: Strength) -> Draw:
    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        return make_stroke(
            f"M{x:.1f} {y:.1f}h{size_swatch(size)[0]:.1f}", strength, palette["ink"], palette
        )

    return draw


def make_patterns(palette: Palette) -> list[Element]:
    """Return the patterns that map and samples refer to."""
    return [_make_pattern(part, palette) for part in PARTS if part != "unchanged"]


def draw_change(change: Change | None, compared: Compared, base: MapBase) -> list[Element]:
    """Return the ground of each part, and over it the outlines of before (dashed) and after."""
    drawn = []
    if change is not None:
        for part in PARTS:
            data = format_path(base.viewport.place(getattr(change, part)))
            if data:
                drawn += _fill(make("path", d=data, fill_rule="evenodd"), part, base.palette)
    for side, dashed in ((compared.before, True), (compared.after, False)):
        data = format_path(base.viewport.place(side.ground)) if side.ground else ""
        if data:
            drawn.append(_make_line(data, base.palette, dashed=dashed))
    return drawn


def sample_part(part: str) -> Draw:
    """Return what draws a small area as that part of the map is drawn."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        width, height = size_swatch(size)
        box = make("rect", x=x, y=y - height / 2.0, width=width, height=height, rx=1.0)
        return make("g", *_fill(box, part, palette), stroke=palette[STYLE.patterns[part].tone])

    return draw


def sample_outline(*, dashed: bool) -> Draw:
    """Return what draws a stretch of the outline of before, which is dashed, or of after."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        way = f"M{x:.1f} {y:.1f}h{size_swatch(size)[0]:.1f}"
        return _make_line(way, palette, dashed=dashed)

    return draw


def _make_line(data: str, palette: Palette, *, dashed: bool) -> Element:
    style = STYLE.strokes["before" if dashed else "after"]
    return make(
        "path",
        d=data,
        fill="none",
        stroke=palette["ink"],
        stroke_width=palette.size(style.weight),
        stroke_dasharray=palette.dash(style.dash),
        stroke_linejoin="round",
    )


def _fill(shape: Element, part: str, palette: Palette) -> list[Element]:
    """Return a shape in the tint of a part, and again with its marks: a tint in tiles has seams."""
    marked = deepcopy(shape)
    shape.set("fill", palette[STYLE.patterns[part].tone])
    shape.set("fill-opacity", f"{STYLE.patterns[part].tint:g}")
    marked.set("fill", f"url(#versus-{part})")
    return [shape] if part == "unchanged" else [shape, marked]


def _make_pattern(part: str, palette: Palette) -> Element:
    style = STYLE.patterns[part]
    tone, tile, mark = palette[style.tone], palette.size(style.tile), palette.size(style.mark)
    name = f"versus-{part}"
    if part == "gained":
        return make_hatch(name, tile, 45.0, stroke=tone, weight=mark)
    dot = make("circle", cx=tile / 2, cy=tile / 2, r=mark / 2, fill=tone)
    return make("pattern", dot, id=name, width=tile, height=tile, patternUnits="userSpaceOnUse")
