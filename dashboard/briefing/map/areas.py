"""The held areas as the screen draws them: fill, hatch or outline by account, edge and age."""

from collections.abc import Iterable
from typing import Final

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_hatch
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.view.style import DRAWINGS, STYLE, pick_dash
from dashboard.view.style.entries import Age
from dashboard.view.view import AccountView
from geodata.core.model import Edge, HeldArea, Role, Side
from geodata.core.reading import EVEN, Reading

SWATCH: Final = (30.0, 18.0)
"""Width and height of a swatch, page units."""
_FRESH: Final = STYLE.find_age(0)


def ink_of(role: Role, palette: Palette) -> str:
    """Return the colour of an account in the palette's theme."""
    return palette.pick(DRAWINGS[role])


def make_hatches(sides: Iterable[Side], palette: Palette) -> list[Element]:
    """Return the patterns that the accounts' areas and swatches refer to."""
    return [
        _make_hatch(side, edge, maker, palette)
        for side in sides
        if DRAWINGS[side.role].fill == "hatch"
        for edge in STYLE.edges
        for maker in range(len(STYLE.makers))
    ]


def draw_account(account_view: AccountView, viewport: Viewport, palette: Palette) -> Element:
    """Return all held areas of what an account says: ghost, rivals, contested, firm on top."""
    leading, age = reversed(account_view.areas), STYLE.find_age(account_view.age)
    drawn = [_draw_ghost(area, viewport, palette) for area in account_view.ghost]
    makers = account_view.drawings
    drawn += [
        _draw_area(area, viewport, palette, rival=True, maker=makers.get(area.claim_id, 0))
        for area in account_view.others
    ]
    drawn += [
        _draw_area(area, viewport, palette, age=age, maker=makers.get(area.claim_id, 0))
        for area in leading
    ]
    name = f"held-{account_view.account.side.value}"
    return make("g", *drawn, stroke_linejoin="round", class_=name)


def make_ghost_swatch(
    side: Side, x: float, y: float, palette: Palette, size: tuple[float, float] = SWATCH
) -> Element:
    """Return a small area with its corner at `x`, `y`, as a ghost is drawn on the map."""
    return _dress_ghost(_make_box(x, y, size), side, palette)


def draw_reading(reading: Reading, viewport: Viewport, palette: Palette) -> Element:
    """Return the ground that the reported places imply: tints, and the line of even chances."""
    outlines = reading.outlines
    drawn = []
    for chance in STYLE.reading.drawn:
        data = format_path(viewport.place(outlines[int(chance)]))
        if data:
            path = make("path", d=data, fill_rule="evenodd", stroke_linejoin="round")
            drawn.append(_dress_reading(path, palette, lined=chance == EVEN))
    return make("g", *drawn)


def make_reading_swatch(x: float, y: float, palette: Palette, size: tuple[float, float]) -> Element:
    """Return a small area with its corner at `x`, `y`, drawn as the reading of the places."""
    tints = [_make_box(x, y, size) for _ in STYLE.reading.drawn[:2]]
    return make("g", *(_dress_reading(one, palette, lined=one is tints[-1]) for one in tints))


def _dress_reading(element: Element, palette: Palette, *, lined: bool) -> Element:
    style = STYLE.reading
    element.set("fill", palette[style.tone])
    element.set("fill-opacity", f"{style.tint:g}")
    if lined:
        element.set("stroke", palette[style.tone])
        element.set("stroke-width", f"{palette.size(style.line.weight):.3g}")
        if dash := palette.dash(style.line.dash):
            element.set("stroke-dasharray", dash)
    return element


def make_swatch(
    side: Side,
    x: float,
    y: float,
    palette: Palette,
    *,
    edge: Edge = Edge.FIRM,
    rival: bool = False,
    maker: int = 0,
    days: float = 0,
    size: tuple[float, float] = SWATCH,
) -> Element:
    """Return a small area with its corner at `x`, `y`, drawn as on the map after so many days."""
    box, age = _make_box(x, y, size), STYLE.find_age(days)
    return _dress(box, side, edge, palette, rival=rival, age=age, maker=maker)


def _make_box(x: float, y: float, size: tuple[float, float]) -> Element:
    width, height = size
    return make("rect", x=x + 1.5, y=y + 1.5, width=width - 3.0, height=height - 3.0, rx=1.0)


def _draw_area(
    area: HeldArea,
    viewport: Viewport,
    palette: Palette,
    *,
    rival: bool = False,
    age: Age = _FRESH,
    maker: int = 0,
) -> Element | None:
    path = _trace(area, viewport)
    if path is None:
        return None
    return _dress(path, area.account, area.edge, palette, rival=rival, age=age, maker=maker)


def _draw_ghost(area: HeldArea, viewport: Viewport, palette: Palette) -> Element | None:
    path = _trace(area, viewport)
    return None if path is None else _dress_ghost(path, area.account, palette)


def _trace(area: HeldArea, viewport: Viewport) -> Element | None:
    data = format_path(viewport.place(area.geometry))
    return make("path", d=data, fill_rule="evenodd") if data else None


def _dress_ghost(element: Element, side: Side, palette: Palette) -> Element:
    ghost = STYLE.ghost
    values = {
        "class": "ghost",
        "fill": "none",
        "stroke": ink_of(side.role, palette),
        "stroke-width": f"{palette.size(ghost.weight):.3g}",
        "stroke-opacity": f"{ghost.opacity:g}",
        "stroke-dasharray": palette.dash(ghost.dash),
    }
    for name, value in values.items():
        element.set(name, str(value))
    return element


def _dress(
    element: Element, side: Side, edge: Edge, palette: Palette, *, rival: bool, age: Age, maker: int
) -> Element:
    drawing, ink, kept = DRAWINGS[side.role], ink_of(side.role, palette), STYLE.edges[edge]
    fill, opacity = ink, drawing.fill_opacity * kept.fill
    if drawing.fill == "none" or rival or not age.fill:
        fill, opacity = "none", 1.0
    elif drawing.fill == "hatch":
        fill, opacity = f"url(#{_name_hatch(side, edge, maker)})", 1.0
    opacity *= age.fill or 1.0
    weight = STYLE.rival.weight if rival else drawing.weight * kept.weight
    line = STYLE.rival.opacity if rival else age.line
    values = {
        "fill": fill,
        "fill-opacity": f"{opacity:.3g}" if opacity < 1.0 else "",
        "stroke": ink,
        "stroke-width": f"{palette.size(weight):.3g}",
        "stroke-opacity": f"{line:g}" if line < 1.0 else "",
        "stroke-dasharray": palette.dash(kept.dash or pick_dash(side.role, maker)),
        "stroke-linecap": "round" if kept.dash else "",
    }
    for name, value in values.items():
        if value:
            element.set(name, value)
    return element


def _make_hatch(side: Side, edge: Edge, maker: int, palette: Palette) -> Element:
    hatch, slope = STYLE.edges[edge].hatch, STYLE.makers[maker].slope
    return make_hatch(
        _name_hatch(side, edge, maker),
        palette.size(hatch.gap),
        slope,
        stroke=ink_of(side.role, palette),
        weight=palette.size(hatch.weight) / 2.0,
        opacity=DRAWINGS[side.role].fill_opacity * hatch.share,
    )


def _name_hatch(side: Side, edge: Edge, maker: int) -> str:
    return f"hatch-{side.value}-{edge.value}-{maker}"
