"""Evidence at a date + oblast + size of a claim → the held area of that size.

The ground above zero of the control surface (`control_surface`) is the held area, and its reach is
found by bisection so that the geodesic area, after tidying and cutting to the oblast (`outline`),
equals the claim. So ground far from any evidence follows the axes of advance from the border,
ground near evidence follows the evidence, and unknown places are neutral. The outline is
approximate: it rests on reported statements, not on a survey.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.control.control_surface import ControlSurface, Former, Ground
from geodata.control.evidence import Evidence
from geodata.control.outline import Cutter, Land, Marks, join_parts, round_outline, trace_outline
from geodata.core.errors import AreaError
from geodata.core.measure import area_km2
from geodata.core.model import Edge, Status

__all__ = [
    "METHOD",
    "TOLERANCE",
    "Former",
    "Ground",
    "draw_held_area",
    "find_reach",
    "judge_points",
]

METHOD = "control surface 2"
"""Name of the method in the properties of a held area."""

TOLERANCE = 0.002
"""Relative error of the measured area against the claim that the search aims for."""

_HOLE_WEIGHT = 0.7  # evidence of less weight leaves no hole
_BACK_M = 4000.0  # depth of the strip beyond the border from which held ground is reached
_LEAST_KM, _MOST_KM = -40.0, 400.0  # any reach lies between
_CELLS_SHARE = 0.01  # by which the area in cells may miss the target
_SHIFTS_KM = (0.0, 0.05, -0.05, 0.1, -0.1, 0.2, -0.2)
_WIDEST_M = 1500.0


def draw_held_area(
    evidence: Sequence[Evidence],
    ground: Ground,
    km2: float,
    *,
    edge: Edge = Edge.FIRM,
    inner: MultiPolygon | None = None,
    former: Former | None = None,
) -> MultiPolygon:
    """Return the ground of `km2` km² that the evidence makes most likely held, in WGS 84.

    The geodesic area is within 0.4 % of `km2`, mostly within 0.2 %. A contested edge counts
    contested places in, a firm edge leaves them near its line. The result contains `inner`, the
    held area of a smaller claim. Where the evidence leaves it open, the line stays close to that
    of `former`. An area of 0 is an empty MultiPolygon.

    Raises:
        AreaError: `km2` is negative or no number, or more than the ground or the evidence has
            room for.
    """
    if not km2 >= 0:
        raise AreaError(f"The area is {km2:g} km², expected 0 or more. Correct the claim's value.")
    if km2 == 0:
        return MultiPolygon()
    room = area_km2(ground.room)
    if km2 > room * (1 + TOLERANCE):
        raise AreaError(
            f"The area is {km2:g} km², expected at most the {room:,.0f} km² of the ground it may "
            "lie in. Correct the claim's value or the district it is limited to."
        )
    surface = ControlSurface(evidence, ground, km2, edge, inner, former=former)
    return _calibrate(surface, _Pen(surface, ground, inner), km2)


def find_reach(surface: ControlSurface, km2: float) -> float:
    """Return the reach in km at which `surface` holds `km2` km², counted in cells."""
    low, high = _bisect(surface.count_km2, km2, _LEAST_KM, _MOST_KM, _CELLS_SHARE)
    return 0.5 * (low + high)


def judge_points(
    evidence: Sequence[Evidence],
    ground: Ground,
    km2: float,
    points: Sequence[tuple[float, float]],
) -> list[bool]:
    """Return which points (longitude, latitude) the surface of a firm area of `km2` has as held.

    Judged on the grid, without drawing the outline, so that it can be asked a thousand times.
    """
    surface = ControlSurface(evidence, ground, km2)
    field = surface.raise_to(find_reach(surface, km2))
    places = shapely.get_coordinates(ground.plane.project(shapely.MultiPoint(points)))
    return [bool(field[surface.grid.find_cell(x, y)] > 0.0) for x, y in places]


class _Pen:
    """Draws the outline of a control surface, cut to the oblast."""

    def __init__(self, surface: ControlSurface, ground: Ground, inner: MultiPolygon | None) -> None:
        self._surface = surface
        self._cutter = Cutter(ground.oblast)
        self._inner = inner
        self._land = _describe_land(surface, ground)
        self._limit = _describe_limit(surface, ground)
        held = _pick_points(surface, 0.0, Status.HELD, Status.CONTESTED)
        lost = _pick_points(surface, _HOLE_WEIGHT, Status.LOST)
        self._marks = Marks(held, lost, ground.plane.unproject(held))

    def trace(self, reach: float) -> BaseGeometry:
        """Return the tidy outline in the plane for a reach in km."""
        field = self._surface.raise_to(reach)
        size_km = self._surface.size_km
        return trace_outline(self._surface.grid, field, self._land, self._marks, size_km)

    def draw(self, reach: float) -> MultiPolygon:
        """Return the held area for a reach in km."""
        return self.cut(self.trace(reach))

    def widen(self, outline: BaseGeometry, metres: float) -> MultiPolygon:
        """Return the held area of an outline widened evenly, or narrowed by negative metres."""
        wider = outline.buffer(metres, quad_segs=2)
        return self.cut(wider if self._limit is None else shapely.intersection(wider, self._limit))

    def cut(self, outline: BaseGeometry) -> MultiPolygon:
        """Return a plane outline in WGS 84, cut to the oblast, with the inner area added."""
        if outline.is_empty:
            return MultiPolygon()
        parts = self._cutter.cut(round_outline(self._surface.plane.unproject(outline)))
        if self._inner is not None:
            parts = [*parts, *self._inner.geoms]
        return join_parts(parts, self._marks)


class _Tries:
    """Outlines tried so far, of which it keeps the one closest to the target."""

    def __init__(self, km2: float) -> None:
        self.best = MultiPolygon()
        self.error = np.inf
        self._km2 = km2

    def measure(self, draw: Callable[[float], MultiPolygon], value: float) -> float:
        """Return the area in km² of the outline that `draw` makes of `value`."""
        outline = draw(value)
        area = area_km2(outline)
        error = abs(area - self._km2) / self._km2
        if error < self.error:
            self.best, self.error = outline, error
        return area


def _calibrate(surface: ControlSurface, pen: _Pen, km2: float) -> MultiPolygon:
    """Return the outline whose area is `km2`: bisection on cells first, then on outlines.

    Where the area jumps as the reach grows, for a part that appears or a bay that shuts, the
    outline at the jump is widened or narrowed evenly.
    """
    middle, width = find_reach(surface, km2), 0.4 + 0.02 * surface.size_km
    tries = _Tries(km2)
    measure = partial(tries.measure, pen.draw)
    low, high = _bracket(measure, km2, middle, width)
    jump, _ = _bisect(measure, km2, low, high, TOLERANCE)
    for shift in _SHIFTS_KM:
        if tries.error <= TOLERANCE:
            break
        measure = partial(tries.measure, partial(pen.widen, pen.trace(jump + shift)))
        _bisect(measure, km2, -_WIDEST_M, _WIDEST_M, TOLERANCE)
    if tries.error > 2.0 * TOLERANCE:
        raise AreaError(
            f"The area is {km2:g} km², expected one that the ground and the evidence have room "
            f"for; the closest is {area_km2(tries.best):,.2f} km². Correct the claim's value, its "
            "district, or the control intervals of that date."
        )
    return tries.best


def _bracket(
    measure: Callable[[float], float], target: float, middle: float, width: float
) -> tuple[float, float]:
    """Return values round `middle` between which a rising measure passes the target."""
    low, high = middle - width, middle + width
    for _ in range(6):
        if measure(low) <= target:
            break
        low, high = low - 2.0 * width, low
    for _ in range(6):
        if measure(high) >= target:
            break
        low, high = high, high + 2.0 * width
    return low, high


def _bisect(
    measure: Callable[[float], float], target: float, low: float, high: float, share: float
) -> tuple[float, float]:
    """Return the bracket round the target, halved until the measure is within `share` of it."""
    for _ in range(30):
        middle = 0.5 * (low + high)
        found = measure(middle)
        if abs(found - target) <= share * target:
            return middle, middle
        low, high = (middle, high) if found < target else (low, middle)
    return low, high


def _describe_land(surface: ControlSurface, ground: Ground) -> Land:
    frame = surface.grid.frame
    oblast = ground.plane.project(ground.oblast)
    strip = shapely.intersection(ground.plane.project(ground.entry), frame).buffer(
        _BACK_M, quad_segs=2
    )
    return Land(shapely.intersection(oblast, frame), shapely.difference(strip, oblast))


def _describe_limit(surface: ControlSurface, ground: Ground) -> BaseGeometry | None:
    """Return the district in the plane, with what lies beyond the oblast, where there is one."""
    if ground.within is None:
        return None
    beyond = shapely.difference(surface.grid.frame, ground.plane.project(ground.oblast))
    return shapely.union(ground.plane.project(ground.within), beyond)


def _pick_points(surface: ControlSurface, weight: float, *statuses: Status) -> shapely.MultiPoint:
    pairs = zip(shapely.get_parts(surface.points), surface.evidence, strict=True)
    return shapely.MultiPoint(
        [point for point, e in pairs if e.status in statuses and e.weight >= weight]
    )
