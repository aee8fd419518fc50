"""The control surface of one claim: a field in km over the ground, held where it is positive.

It starts as a reach, the same everywhere, less the distance to the axes of advance (`axes`), with
some more reach deep inland, beyond the ends of the axes. Where that puts a held place outside or
a lost place inside, or leaves a contested one far from the line, the field is bent by a smooth
correction (`correction`) that is bounded by the weight of the evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.control.axes import Head, Lost, measure_from_axes
from geodata.control.correction import fit_correction
from geodata.control.evidence import Evidence
from geodata.core.measure import Plane, area_km2
from geodata.core.model import Edge, Status
from geodata.geometry.grid import Grid, lay_grid, measure_signed_distance

Field = NDArray[np.float64]

_LAG_KM = {Status.HELD: 0.0, Status.CONTESTED: 2.0}
_DOUBT_KM = 2.0  # lag of a held place of no weight at all
_LONELY_KM, _COMPANY_KM, _COMPANY = 3.0, 8.0, 1.5  # lag of a place far from other held places
_LINKS, _LINK_KM, _LONG_LINK_KM = 2.5, 18.0, 25.0  # by size; longer where nothing is held
_INLAND, _SHALLOW_KM = 0.2, 8.0  # share of reach gained by each km beyond the shallow zone
_THRUST_KM = 7.0  # most that is gained so
_MARGIN_KM = 1.2  # how far inside a held place, and outside a lost one, ought to lie
_SWAY_KM = 9.0
_PASSES = 8  # of mending the shortfalls that neighbours leave
_LOYALTY, _LOYAL_KM = 0.5, 4.0  # lean per km of depth in the former area, up to a depth
_FORGOTTEN_DAYS = 45.0  # after which the lean is half
_RING_KM = 0.4  # least width between a smaller claim's line and a larger one's, where there is room


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a held area may lie, WGS 84: the oblast and the border by which it is entered.

    `plane` is the front's own, in which the area is drawn. `within` narrows the ground to the
    district that a claim names.
    """

    oblast: Polygon | MultiPolygon
    entry: BaseGeometry
    plane: Plane
    within: BaseGeometry | None = None

    @property
    def room(self) -> BaseGeometry:
        """The part of the oblast that may be held."""
        if self.within is None:
            return self.oblast
        return shapely.intersection(self.oblast, self.within)


@dataclass(frozen=True, slots=True)
class Former:
    """An account's held area (WGS 84) before the one to be drawn, and how many days before."""

    area: MultiPolygon
    days: int


class ControlSurface:
    """The field of one claim as a function of the reach; plane coordinates in metres."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        ground: Ground,
        km2: float,
        edge: Edge = Edge.FIRM,
        inner: MultiPolygon | None = None,
        *,
        former: Former | None = None,
        sway_km: float = _SWAY_KM,
    ) -> None:
        """Prepare the grid, the distances and the correction for an area of about `km2`.

        `sway_km` is how far the surest evidence may move the line: 0 leaves the bare order.
        """
        self.size_km = sqrt(km2)
        self.evidence = tuple(evidence)
        self._edge = edge
        self.plane = ground.plane
        self.points = self.plane.project(shapely.MultiPoint([(e.lon, e.lat) for e in evidence]))
        self._xy = shapely.get_coordinates(self.points)
        self.grid = self._lay_grid(self.plane.project(ground.room))
        self.inside = self.grid.rasterize(self.plane.project(ground.oblast))
        self._lid = self._measure_lid(ground)
        self._floor = self._measure_floor(inner, km2)
        self._away, self._inland = self._measure_away(ground)
        self._loyal = self._measure_loyalty(former)
        weights = np.array([item.weight for item in evidence])
        self._sway = sway_km * weights**1.5
        self._correction = fit_correction(self.grid, self._xy, weights, self.size_km)

    def raise_to(self, reach: float) -> Field:
        """Return the field in km for a reach in km: held where positive."""
        thrust = np.minimum(max(reach, 0.0) * self._inland, _THRUST_KM)
        base = reach + thrust - self._away + self._loyal
        at_places = self._correction.sample(base)
        shortfalls = np.zeros(at_places.size)
        for _ in range(_PASSES):
            missing = self._find_shortfalls(at_places + self._correction.reach(shortfalls))
            shortfalls = np.clip(shortfalls + missing, -self._sway, self._sway)
        field = base + self._correction.spread(shortfalls)
        return np.minimum(np.maximum(field, self._floor), self._lid)

    def count_km2(self, reach: float) -> float:
        """Return the area above zero inside the oblast, from cells alone."""
        covered = np.clip(self.raise_to(reach) * 1000.0 / self.grid.cell + 0.5, 0.0, 1.0)
        return float((covered * self.inside).sum()) * (self.grid.cell / 1000.0) ** 2

    def _find_shortfalls(self, at_places: Field) -> Field:
        """Return by how many km the field must move at each place."""
        shortfalls = np.zeros(at_places.size)
        for index, item in enumerate(self.evidence):
            value, margin = at_places[index], _MARGIN_KM * (0.5 + 0.5 * item.weight)
            if item.status is Status.CONTESTED:
                least = 0.3 * margin if self._edge is Edge.CONTESTED else -margin
                most = margin
            else:
                held = item.status is Status.HELD
                least, most = (margin, np.inf) if held else (-np.inf, -margin)
            shortfalls[index] = min(max(value, least), most) - value
        return shortfalls

    def _lay_grid(self, room: BaseGeometry) -> Grid:
        """Return a grid round the evidence in the room, wide enough for the area."""
        shapely.prepare(room)
        cell = 1000.0 * min(max(self.size_km / 60.0, 0.05), 0.25)
        near = [
            point
            for point, item in zip(shapely.get_parts(self.points), self.evidence, strict=True)
            if item.status is not Status.LOST and room.intersects(point)
        ]
        west, south, east, north = _widen(room.bounds, 3.0)
        if not near:
            return lay_grid((west, south, east, north), 250.0)
        bounds = _widen(shapely.MultiPoint(near).bounds, 6.0 + 1.3 * self.size_km)
        lower = max(west, bounds[0]), max(south, bounds[1])
        return lay_grid((*lower, min(east, bounds[2]), min(north, bounds[3])), cell)

    def _measure_lid(self, ground: Ground) -> Field:
        """Return the greatest value that the district allows each cell."""
        if ground.within is None:
            return np.full(self.grid.shape, np.inf)
        allowed = self.grid.rasterize(self.plane.project(ground.within)) | ~self.inside
        lid: Field = measure_signed_distance(allowed, self.grid.cell) - 0.2
        return lid

    def _measure_floor(self, inner: MultiPolygon | None, km2: float) -> Field:
        """Return the least value that the smaller claim's area gives each cell."""
        if inner is None or inner.is_empty:
            return np.full(self.grid.shape, -np.inf)
        outline = self.plane.project(inner)
        ring = _RING_KM * min(1.0, (km2 - area_km2(inner)) / (outline.length / 1000.0))
        floor: Field = measure_signed_distance(self.grid.rasterize(outline), self.grid.cell) + ring
        return floor

    def _measure_loyalty(self, former: Former | None) -> Field:
        """Return the km by which each cell leans to the side of the line that it was on."""
        if former is None:
            return np.zeros(self.grid.shape)
        depth = measure_signed_distance(
            self.grid.rasterize(self.plane.project(former.area)), self.grid.cell
        )
        share = _LOYALTY * 0.5 ** (former.days / _FORGOTTEN_DAYS)
        loyal: Field = share * np.clip(depth, -_LOYAL_KM, _LOYAL_KM)
        return loyal

    def _measure_away(self, ground: Ground) -> tuple[Field, Field]:
        """Return the smoothed km from the axes of advance, and the share gained inland."""
        km = self.grid.cell / 1000.0
        line = shapely.intersection(self.plane.project(ground.entry), self.grid.frame)
        entry = self.grid.rasterize(line.buffer(2.0 * self.grid.cell, quad_segs=2))
        if not entry.any():
            entry = self.inside
        lost = [
            Lost(x, y, item.weight)
            for (x, y), item in zip(self._xy, self.evidence, strict=True)
            if item.status is Status.LOST
        ]
        open_ground = self.inside & (self._lid > 0)
        away = measure_from_axes(self.grid, open_ground, entry, self._find_heads(), lost)
        depth = np.where(self.inside, distance_transform_edt(~entry), 0.0) * km
        sigma = min(max(self.size_km / 18.0, 0.2), 1.6) / km
        smooth = gaussian_filter(away, sigma, mode="nearest")
        return smooth, _INLAND * np.maximum(depth - _SHALLOW_KM, 0.0)

    def _find_heads(self) -> list[Head]:
        """Return the ends of the axes: doubtful, contested and lonely places lag behind.

        Contested places count on a contested edge, and where nothing at all is held.
        """
        heads = []
        near = [
            index
            for index, item in enumerate(self.evidence)
            if item.status is not Status.LOST and self._is_in_room(self._xy[index])
        ]
        held = [index for index in near if self.evidence[index].status is Status.HELD]
        link = min(_LINKS * self.size_km, _LINK_KM if held else _LONG_LINK_KM)
        weights = np.array([e.weight * (e.status is Status.HELD) for e in self.evidence])
        for index in near if self._edge is Edge.CONTESTED else held or near:
            item, (x, y) = self.evidence[index], self._xy[index]
            away = np.hypot(*(self._xy - self._xy[index]).T) / 1000.0
            company = float(weights @ np.exp(-0.5 * (away / _COMPANY_KM) ** 2))
            lag = _LAG_KM[item.status] + _DOUBT_KM * (1.0 - item.weight)
            lag += _LONELY_KM * max(0.0, 1.0 - company / _COMPANY)
            heads.append(Head(x, y, round(2.0 * lag) / 2.0, link))
        return heads

    def _is_in_room(self, xy: NDArray[np.float64]) -> bool:
        row, column = self.grid.find_cell(*xy)
        near = abs(self.grid.xs[column] - xy[0]) + abs(self.grid.ys[row] - xy[1])
        return bool(near <= 2.0 * self.grid.cell and self._lid[row, column] > 0)


def _widen(
    bounds: tuple[float, float, float, float], km: float
) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    by = 1000.0 * km
    return west - by, south - by, east + by, north + by
