"""The open side of a bound: short strokes across an area's line, none along the border.

"At least" is open outwards, "at most" inwards: an outline alone would look like an exact size.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.briefing.map.areas import ink_of
from dashboard.view.style import STYLE
from dashboard.view.style.entries import Bound
from dashboard.view.view import AccountView
from geodata.claims.disagreement import OpenSide, find_open_side
from geodata.core.model import Claim, Edge, Role

Values = NDArray[np.float64]

_BESIDE: Final = 1.5  # px of the style table: a line so near the border runs along it


def find_bound(claim: Claim) -> Bound | None:
    """Return how the open side of a claim's figure is drawn, None where it is no bound."""
    side = find_open_side(claim)
    return STYLE.bounds[side] if side else None


def draw_bounds(
    account_view: AccountView, border: BaseGeometry, viewport: Viewport, palette: Palette
) -> list[Element]:
    """Return the strokes of an account's firm areas that are bounds, its rival claims' first.

    They are as pale as the lines they cross; `border` is the oblast's, in page units.
    """
    figure = account_view.figure
    if figure is None:
        return []
    claims = {one.claim_id: one for one in figure.claims}
    leading = STYLE.find_age(account_view.age).line
    areas = [(area, STYLE.rival.opacity) for area in account_view.others]
    areas += [(area, leading) for area in account_view.areas]
    drawn = []
    for area, opacity in areas:
        bound = find_bound(claims[area.claim_id])
        if bound is None or area.edge is not Edge.FIRM:
            continue
        if data := _trace_area(viewport.place(area.geometry), border, bound, palette):
            role = account_view.account.side.role
            drawn.append(_make_strokes(data, role, bound, palette, opacity))
    return drawn


def make_bound_swatch(
    kind: OpenSide, role: Role, at: tuple[float, float], width: float, palette: Palette
) -> Element:
    """Return a stretch of line with its strokes, its left end there; what it parts is below."""
    x, y = at
    bound = STYLE.bounds[kind]
    gap, reach = palette.size(bound.gap), palette.size(bound.arrow)
    way = -reach if bound.outwards else reach
    count = max(int(width / gap), 1)
    ticks = "".join(f"M{x + (n + 0.5) * gap:.1f} {y:.1f}v{way:.1f}" for n in range(count))
    return _make_strokes(f"M{x:.1f} {y:.1f}h{width:.1f}{ticks}", role, bound, palette, 1.0)


def _trace_area(shape: BaseGeometry, border: BaseGeometry, bound: Bound, palette: Palette) -> str:
    """Return the strokes across a shape's line away from the border as path data, maybe none."""
    front = shapely.difference(shapely.boundary(shape), border.buffer(palette.size(_BESIDE)))
    return "".join(
        _trace_strokes(line, shape, bound, palette)
        for line in shapely.get_parts(shapely.line_merge(front))
        if isinstance(line, LineString) and line.length
    )


def _trace_strokes(line: LineString, shape: BaseGeometry, bound: Bound, palette: Palette) -> str:
    """Return the strokes across a stretch of the shape's line as path data."""
    gap, reach = palette.size(bound.gap), palette.size(bound.arrow)
    along: Values = (np.arange(int(line.length / gap), dtype=np.float64) + 0.5) * gap
    at = _list_points(line, along)
    ahead = _list_points(line, along + 0.2) - _list_points(line, along - 0.2)
    across = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    probe = at + across * min(1.0, reach)
    inside = shapely.contains_xy(shape, probe[:, 0], probe[:, 1])
    ends = at + across * np.where(inside == bound.outwards, -reach, reach)[:, None]
    return "".join(
        f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
        for (x0, y0), (x1, y1) in zip(at.tolist(), ends.tolist(), strict=True)
    )


def _list_points(line: LineString, along: Values) -> Values:
    """Return where the line is at those lengths along it, a point in each row."""
    places = np.asarray(shapely.line_interpolate_point(line, along), dtype=np.object_)
    points: Values = shapely.get_coordinates(places)
    return points


def _make_strokes(data: str, role: Role, bound: Bound, palette: Palette, opacity: float) -> Element:
    return make(
        "path",
        d=data,
        fill="none",
        stroke=ink_of(role, palette),
        stroke_width=palette.size(bound.weight),
        stroke_opacity=opacity if opacity < 1.0 else None,
        data_part="bound",
    )
