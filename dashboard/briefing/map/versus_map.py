"""How a comparison is drawn: lines rising for gained, dots for lost, a calm tint for unchanged."""

from copy import deepcopy
from typing import Final

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make
from dashboard.briefing.map.drawing import Base
from dashboard.briefing.map.legend import Draw, size_swatch
from dashboard.view.compare import Compared
from geodata.geometry.comparison import Change

PARTS: Final = ("lost", "unchanged", "gained")
"""The ground of a comparison, by the names that `compare.Sizes` and `Change` have for it."""
_TONES: Final = {"lost": "lost", "unchanged": "kept", "gained": "gained"}
_TINT: Final = {"lost": 0.16, "unchanged": 0.22, "gained": 0.2}
_TILE: Final = 6.5


def make_patterns(palette: Palette) -> list[Element]:
    """Return the patterns that map and samples refer to."""
    return [_make_pattern(part, palette) for part in PARTS if part != "unchanged"]


def draw_change(change: Change | None, compared: Compared, base: Base) -> list[Element]:
    """Return the ground of each part, and over it the outlines of before (dashed) and after."""
    drawn = []
    if change is not None:
        for part in PARTS:
            data = format_path(base.placement.place(getattr(change, part)))
            if data:
                drawn += _fill(make("path", d=data, fill_rule="evenodd"), part, base.palette)
    for side, dashed in ((compared.before, True), (compared.after, False)):
        data = format_path(base.placement.place(side.area.geometry)) if side.area else ""
        if data:
            drawn.append(_make_line(data, base.palette, dashed=dashed))
    return drawn


def sample_part(part: str) -> Draw:
    """Return what draws a small area as that part of the map is drawn."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        width, height = size_swatch(size)
        box = make("rect", x=x, y=y - height / 2.0, width=width, height=height, rx=1.0)
        return make("g", *_fill(box, part, palette), stroke=palette[_TONES[part]])

    return draw


def sample_outline(*, dashed: bool) -> Draw:
    """Return what draws a stretch of the outline of before, which is dashed, or of after."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        way = f"M{x:.1f} {y:.1f}h{size_swatch(size)[0]:.1f}"
        return _make_line(way, palette, dashed=dashed)

    return draw


def _make_line(data: str, palette: Palette, *, dashed: bool) -> Element:
    return make(
        "path",
        d=data,
        fill="none",
        stroke=palette["ink"],
        stroke_width=1.5,
        stroke_dasharray="5 4" if dashed else None,
        stroke_linejoin="round",
    )


def _fill(shape: Element, part: str, palette: Palette) -> list[Element]:
    """Return a shape in the tint of a part, and again with its marks: a tint in tiles has seams."""
    marked = deepcopy(shape)
    shape.set("fill", palette[_TONES[part]])
    shape.set("fill-opacity", f"{_TINT[part]:g}")
    marked.set("fill", f"url(#versus-{part})")
    return [shape] if part == "unchanged" else [shape, marked]


def _make_pattern(part: str, palette: Palette) -> Element:
    tone = palette[_TONES[part]]
    line = make("path", d=f"M1 0V{_TILE}", stroke=tone, stroke_width=1.5)
    dot = make("circle", cx=_TILE / 2, cy=_TILE / 2, r=1.25, fill=tone)
    return make(
        "pattern",
        line if part == "gained" else dot,
        id=f"versus-{part}",
        width=_TILE,
        height=_TILE,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)" if part == "gained" else None,
    )
