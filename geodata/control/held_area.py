"""A field + the size of a claim → the held area of that size.

The level above which the field encloses the claimed km² is found on cells first, then on
outlines, so that the geodesic area, after rounding and cutting to the oblast (`outline`), equals
the claim. The outline is approximate: it rests on reported statements, not on a survey.
"""

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.control.evidence import Evidence
from geodata.control.field import Field, Ground, raise_field
from geodata.control.outline import find_cutter, join_parts, round_outline
from geodata.control.parameters import PARAMETERS
from geodata.core.errors import AreaError
from geodata.core.measure import Plane, area_km2
from geodata.core.model import Status
from geodata.geometry.grid import trace_levels

METHOD = "nearest reported place 1"
"""Name of the method in the properties of a held area."""

_STEP_KM = 0.25  # by which the search for a bracket leaves the level found on cells
_TRIES = 40
_RIM_M = 150.0


def draw_held_area(
    evidence: Sequence[Evidence],
    ground: Ground,
    km2: float,
    *,
    inner: MultiPolygon | None = None,
) -> MultiPolygon:
    """Return the ground of `km2` km² that lies nearest to what is held, in WGS 84.

    The geodesic area is within 0.4 % of `km2`, mostly within 0.2 %. Areas of one day and account
    nest, being cut from one field; the result contains `inner`, the held area of a smaller claim,
    to the metre. An area of 0 is an empty MultiPolygon.

    Raises:
        AreaError: `km2` is negative or no number, or more than the ground has room for.
    """
    if not km2 >= 0:
        raise AreaError(f"The area is {km2:g} km², expected 0 or more. Correct the claim's value.")
    if km2 == 0:
        return MultiPolygon()
    room = area_km2(ground.room)
    if km2 > room * (1 + PARAMETERS.size_tolerance):
        raise AreaError(
            f"The area is {km2:g} km², expected at most the {room:,.0f} km² of the ground it may "
            "lie in. Correct the claim's value or the district it is limited to."
        )
    pen = _Pen(raise_field(evidence, ground), evidence, ground, km2, inner)
    return _search(pen.draw, pen.first_level, km2)


def draw_level(
    field: Field,
    ground: Ground,
    level: float,
    evidence: Sequence[Evidence],
    *,
    coarseness: float = 1.0,
) -> MultiPolygon:
    """Return the ground above a level in km, in WGS 84, cut to the oblast; maybe empty.

    `coarseness` is by how much more than a held area's the outline may be thinned.
    """
    pen = _Pen(field, evidence, ground, field.count_km2(level), coarseness=coarseness)
    return pen.draw(level)


def judge_points(
    evidence: Sequence[Evidence],
    ground: Ground,
    km2: float,
    points: Sequence[tuple[float, float]],
) -> list[bool]:
    """Return which points (longitude, latitude) an area of `km2` has inside.

    Judged on the grid, without drawing the outline, so that it can be asked a thousand times.
    """
    field = raise_field(evidence, ground)
    places = shapely.get_coordinates(ground.plane.project(shapely.MultiPoint(points)))
    values = field.sample(places) - field.find_level(km2, find_room(field, ground))
    return [bool(value > 0.0) for value in values]


def find_room(field: Field, ground: Ground) -> NDArray[np.bool_]:
    """Return the cells that may be held."""
    if ground.within is None:
        return field.inside
    return field.inside & field.grid.rasterize(ground.plane.project(ground.within))


class _Pen:
    """Draws level sets of a field, cut to the ground."""

    def __init__(
        self,
        field: Field,
        evidence: Sequence[Evidence],
        ground: Ground,
        km2: float,
        inner: MultiPolygon | None = None,
        *,
        coarseness: float = 1.0,
    ) -> None:
        self._field, self._ground, self._inner = field, ground, inner
        self._cutter = find_cutter(ground.oblast)
        self._limit = _describe_limit(field, ground)
        self._core = _widen_inner(inner, km2, ground.plane)
        self._bend = coarseness * float(np.clip(4.5 * np.sqrt(km2), *PARAMETERS.bend_m))
        self._held = shapely.MultiPoint(
            [(item.lon, item.lat) for item in evidence if item.status is not Status.LOST]
        )
        self.first_level = field.find_level(km2, find_room(field, ground))

    def draw(self, level: float) -> MultiPolygon:
        """Return the ground above a level in km."""
        outline = trace_levels(self._field.grid, self._field.values, level)
        outline = shapely.union(shapely.simplify(outline, self._bend), self._core)
        if self._limit is not None:
            outline = shapely.intersection(outline, self._limit)
        parts = []
        if not outline.is_empty:
            degrees = round_outline(self._ground.plane.unproject(outline))
            parts = self._cutter.cut(degrees)
        if self._inner is not None:
            parts = [*parts, *self._inner.geoms]
        return self._cutter.trim(join_parts(parts, self._held))


def _search(draw: Callable[[float], MultiPolygon], level: float, km2: float) -> MultiPolygon:
    """Return the outline whose area is `km2`: false position inside a bracket round a level."""
    best, error = MultiPolygon(), np.inf

    def miss(at: float) -> float:
        nonlocal best, error
        outline = draw(at)
        over = area_km2(outline) / km2 - 1.0
        if abs(over) < error:
            best, error = outline, abs(over)
        return over

    low, high = _bracket(miss, level)
    for number in range(_TRIES):
        if error <= PARAMETERS.size_tolerance or high[0] - low[0] < 1e-6:
            break
        # The level falls as the area grows; every third step halves, for where the area jumps.
        share = 0.5 if number % 3 == 2 else low[1] / (low[1] - high[1])
        at = low[0] + share * (high[0] - low[0])
        over = miss(at)
        low, high = ((at, over), high) if over > 0 else (low, (at, over))
    if error > 2.0 * PARAMETERS.size_tolerance:
        raise AreaError(
            f"The area is {km2:g} km², expected one that the ground and the evidence have room "
            f"for; the closest is {area_km2(best):,.2f} km². Correct the claim's value, its "
            "district, or the control intervals of that date."
        )
    return best


_Try = tuple[float, float]
"""A level in km, and by which share the area above it is too large."""


def _bracket(miss: Callable[[float], float], level: float) -> tuple[_Try, _Try]:
    """Return a level with too large an area and one with too small an area."""
    here = level, miss(level)
    step = -_STEP_KM if here[1] < 0 else _STEP_KM
    last = here
    for _ in range(_TRIES):
        there = last[0] + step, miss(last[0] + step)
        if (there[1] > 0) is not (here[1] > 0):
            return (there, last) if there[1] > 0 else (last, there)
        last, step = there, step * 1.5
    return here, here


def _widen_inner(inner: MultiPolygon | None, km2: float, plane: Plane) -> BaseGeometry:
    """Return the smaller claim's area in the plane with a narrow rim, where there is room for one.

    So the two outlines do not cross beside the border, where a crossing is rounded beyond it.
    """
    if inner is None or inner.is_empty:
        return MultiPolygon()
    outline = plane.project(inner)
    rim = 0.5 * (km2 - area_km2(inner)) * 1e6 / outline.length
    return outline.buffer(min(max(rim, 0.0), _RIM_M), quad_segs=2)


def _describe_limit(field: Field, ground: Ground) -> BaseGeometry | None:
    """Return the district in the plane, with what lies beyond the oblast, where there is one."""
    if ground.within is None:
        return None
    beyond = shapely.difference(field.grid.frame, ground.plane.project(ground.oblast))
    return shapely.union(ground.plane.project(ground.within), beyond)
