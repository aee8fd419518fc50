"""The held areas as the screen draws them: fill, hatch or outline by account, firm or contested."""

from collections.abc import Iterable
from typing import Final

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make
from dashboard.briefing.drawing.viewport import Placement
from dashboard.view.style import DRAWINGS
from dashboard.view.view import Standing
from geodata.core.model import Edge, HeldArea, Side

SWATCH: Final = (30.0, 18.0)
"""Width and height of a swatch, page units."""

_HATCH: Final = {
    Edge.FIRM: (5.0, 1.4, 1.0),
    Edge.CONTESTED: (7.5, 0.9, 0.65),
}  # gap, width, share of ink
_FAINT: Final = 0.4  # share of a solid fill that contested ground keeps
_DOTS: Final = "1 3.6"  # the edge of contested ground
_RIVAL: Final = 0.5  # share of the line's weight that claims other than the leading one keep


def ink_of(side: Side, palette: Palette) -> str:
    """Return the colour of an account in the palette's theme."""
    drawing = DRAWINGS[side]
    return drawing.dark if palette.dark else drawing.light


def make_hatches(sides: Iterable[Side], palette: Palette) -> list[Element]:
    """Return the patterns that the accounts' areas and swatches refer to."""
    return [
        _make_hatch(side, edge, palette)
        for side in sides
        if DRAWINGS[side].fill == "hatch"
        for edge in _HATCH
    ]


def draw_standing(standing: Standing, placement: Placement, palette: Palette) -> Element:
    """Return all held areas of what an account says: rival claims, contested, firm on top."""
    leading = reversed(standing.areas)
    drawn = [_draw_area(area, placement, palette, rival=True) for area in standing.others]
    drawn += [_draw_area(area, placement, palette) for area in leading]
    return make("g", *drawn, stroke_linejoin="round")


def make_swatch(
    side: Side,
    x: float,
    y: float,
    palette: Palette,
    *,
    edge: Edge = Edge.FIRM,
    rival: bool = False,
    size: tuple[float, float] = SWATCH,
) -> Element:
    """Return a small area with its corner at `x`, `y`, drawn exactly as on the map."""
    width, height = size
    rect = make("rect", x=x + 1.5, y=y + 1.5, width=width - 3.0, height=height - 3.0, rx=1.0)
    return _dress(rect, side, edge, palette, rival=rival)


def _draw_area(
    area: HeldArea, placement: Placement, palette: Palette, *, rival: bool = False
) -> Element | None:
    data = format_path(placement.place(area.geometry))
    if not data:
        return None
    path = make("path", d=data, fill_rule="evenodd")
    return _dress(path, area.account, area.edge, palette, rival=rival)


def _dress(element: Element, side: Side, edge: Edge, palette: Palette, *, rival: bool) -> Element:
    drawing, ink, firm = DRAWINGS[side], ink_of(side, palette), edge is Edge.FIRM
    fill, opacity = ink, drawing.fill_opacity * (1.0 if firm else _FAINT)
    if drawing.fill == "none" or rival:
        fill, opacity = "none", 1.0
    elif drawing.fill == "hatch":
        fill, opacity = f"url(#{_name_hatch(side, edge)})", 1.0
    weight = drawing.weight * (_RIVAL if rival else 1.0 if firm else 0.7)
    dash = drawing.dash if firm else _DOTS
    values = {
        "fill": fill,
        "fill-opacity": f"{opacity:.3g}" if opacity < 1.0 else "",
        "stroke": ink,
        "stroke-width": f"{weight:.3g}",
        "stroke-dasharray": dash,
        "stroke-linecap": "" if firm else "round",
    }
    for name, value in values.items():
        if value:
            element.set(name, value)
    return element


def _make_hatch(side: Side, edge: Edge, palette: Palette) -> Element:
    gap, width, share = _HATCH[edge]
    line = make(
        "path",
        d=f"M0 0V{gap:g}",
        stroke=ink_of(side, palette),
        stroke_width=width,
        stroke_opacity=DRAWINGS[side].fill_opacity * share,
    )
    return make(
        "pattern",
        line,
        id=_name_hatch(side, edge),
        width=gap,
        height=gap,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _name_hatch(side: Side, edge: Edge) -> str:
    return f"hatch-{side.value}-{edge.value}"
