"""The field of a day and account: how much nearer the nearest held place is than one not held.

Over an equal-area grid, the km to the nearest place that is not held less the km to the nearest
held one. Contested places count as both, so that the line runs through them; places of the oblast
that nobody ever mentioned count as not held, a little farther than they are. Smoothed, except
close to a reported place, where its own word stands. The border plays no part; only where nothing
is held yet does ground count as the nearer, the nearer the border is by which it is entered.

How far the field is from its level zero tells how likely ground is to be held. How often a place is
on the side where the others put it was learnt by leaving reported places out one by one
(`geodata/evaluate/calibration`). One logistic curve of one number does it (D. R. Cox, The
regression analysis of binary sequences, 1958), level zero being even chances; README.md has what
else was tried.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates
from scipy.special import expit, logit
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.control.evidence import Evidence
from geodata.control.parameters import PARAMETERS, Parameters
from geodata.core.measure import Plane, Position
from geodata.core.model import Status
from geodata.geometry.grid import Grid, lay_grid

Values = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

_RIM_M = 3000.0  # of the grid beyond the oblast, so that an outline runs on to be cut


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a held area may lie, WGS 84: the oblast and the border by which it is entered.

    `plane` is the front's own, in which the area is drawn. `within` narrows the ground to the
    district that a claim names. `silent` are the places of the oblast, longitude and latitude,
    that nobody ever mentioned. The grid is laid round `frame`, the west, south, east and north
    end of the places that anybody ever had as held or contested, or over the whole oblast.
    """

    oblast: Polygon | MultiPolygon
    entry: BaseGeometry
    plane: Plane
    within: BaseGeometry | None = None
    silent: tuple[Position, ...] = ()
    frame: Bounds | None = None

    @property
    def room(self) -> BaseGeometry:
        """The part of the oblast that may be held."""
        if self.within is None:
            return self.oblast
        return shapely.intersection(self.oblast, self.within)


@dataclass(frozen=True, slots=True)
class Field:
    """Values in km over a grid, held above a level; `inside` are the cells of the oblast."""

    grid: Grid
    values: Values
    inside: NDArray[np.bool_]

    def find_level(self, km2: float, room: NDArray[np.bool_] | None = None) -> float:
        """Return the level above which `km2` km² of the room lie, counted in cells."""
        ranked = np.sort(self.values[self.inside if room is None else room])[::-1]
        if not ranked.size:
            return 0.0
        cells = km2 / (self.grid.cell / 1000.0) ** 2
        return float(np.interp(cells, np.arange(ranked.size) + 0.5, ranked))

    def count_km2(self, level: float = 0.0) -> float:
        """Return how many km² of the oblast lie above a level, counted in cells."""
        return float((self.values[self.inside] > level).sum()) * (self.grid.cell / 1000.0) ** 2

    def sample(self, points: NDArray[np.float64]) -> Values:
        """Return the value at each point (plane metres, one a row), between the cells' own."""
        rows = (points[:, 1] - self.grid.ys[0]) / self.grid.cell
        columns = (points[:, 0] - self.grid.xs[0]) / self.grid.cell
        found: Values = map_coordinates(
            self.values, np.stack([rows, columns]), order=1, mode="nearest"
        )
        return found


def raise_field(
    evidence: Sequence[Evidence], ground: Ground, parameters: Parameters = PARAMETERS
) -> Field:
    """Return the field that `evidence` implies over `ground`, the same wherever a claim lies."""
    survey = survey_ground(replace(ground, within=None), parameters)
    return survey.raise_field([survey.measure_all(evidence)])


Distances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Nearness:
    """The km from each cell to the nearest of some places: of those held, not held, and of all.

    None where none is such. `held` counts places held beyond doubt.
    """

    to_held: Distances | None
    to_lost: Distances | None
    to_any: Distances | None
    held: int


class Survey:
    """What all fields over one ground share: the grid, the km to the border and to silent places.

    The km to each place are measured once and kept.
    """

    def __init__(self, ground: Ground, parameters: Parameters) -> None:
        """Lay the grid and measure what no report changes."""
        self._plane, self._parameters = ground.plane, parameters
        self._away: dict[Position, Distances] = {}
        land = ground.plane.project(ground.oblast)
        self.grid = lay_grid(_find_bounds(land, ground, parameters), 1000.0 * parameters.cell_km)
        self.inside = self.grid.rasterize(land)
        self.border = _measure_line(self.grid, ground.plane.project(ground.entry))
        self.silence = np.full(self.grid.shape, parameters.depth_km)
        if ground.silent:
            away = np.minimum.reduce([self.measure(*place) for place in ground.silent])
            self.silence = away.astype(np.float64) + parameters.silent_km
            self._away.clear()

    def measure(self, lon: float, lat: float) -> Distances:
        """Return the km from each cell to a place, WGS 84."""
        if (lon, lat) not in self._away:
            at = self._plane.project(shapely.Point(lon, lat))
            metres = np.hypot(self.grid.ys[:, None] - at.y, self.grid.xs[None, :] - at.x)
            self._away[lon, lat] = (metres / 1000.0).astype(np.float32)
        return self._away[lon, lat]

    def measure_all(self, evidence: Iterable[Evidence]) -> Nearness:
        """Return how near the nearest places are."""
        kept = np.float32(1.0 - self._parameters.contested_share)
        held, lost, everywhere, count = [], [], [], 0
        for item in evidence:
            away = self.measure(item.lon, item.lat)
            everywhere.append(away)
            count += item.status is Status.HELD
            if item.status is not Status.LOST:
                held.append(away)
            if item.status is not Status.HELD:
                lost.append(away if item.status is Status.LOST else away * kept)
        return Nearness(_find_least(held), _find_least(lost), _find_least(everywhere), count)

    def raise_field(self, parts: Sequence[Nearness]) -> Field:
        """Return the field that the places of all parts imply together."""
        least = [
            _find_least([each for each in of if each is not None])
            for of in zip(*((one.to_held, one.to_lost, one.to_any) for one in parts), strict=True)
        ]
        held, lost, anywhere = (None if one is None else one.astype(np.float64) for one in least)
        to_lost = self.silence if lost is None else np.minimum(lost, self.silence)
        gain = to_lost - (self.border if held is None else held)
        sigma = self._parameters.smooth_km / self._parameters.cell_km
        smooth = gaussian_filter(gain, sigma, mode="nearest")
        if anywhere is not None:
            near = np.exp(-0.5 * (anywhere / self._parameters.near_km) ** 2)
            smooth += near * (gain - smooth)
        return Field(self.grid, smooth, self.inside)


survey_ground = lru_cache(maxsize=4)(Survey)


def _find_bounds(land: BaseGeometry, ground: Ground, parameters: Parameters) -> Bounds:
    """Return the ends of the grid in plane metres: land, as far as it may be held."""
    west, south, east, north = land.buffer(_RIM_M).bounds
    if ground.frame is None:
        return west, south, east, north
    reach = ground.plane.project(shapely.box(*ground.frame)).buffer(1000.0 * parameters.reach_km)
    ends = reach.bounds
    return max(west, ends[0]), max(south, ends[1]), min(east, ends[2]), min(north, ends[3])


def _find_least(distances: Sequence[Distances]) -> Distances | None:
    """Return the least distance in each cell, None of none."""
    if not distances:
        return None
    least: Distances = np.minimum.reduce(distances)
    return least


def _measure_line(grid: Grid, line: BaseGeometry) -> Values:
    """Return the km from each cell to a line (plane metres), to the nearest cell."""
    free = np.ones(grid.shape, dtype=bool)
    for x, y in shapely.get_coordinates(shapely.segmentize(line, grid.cell / 2.0)):
        free[grid.find_cell(x, y)] = False
    km: Values = distance_transform_edt(free) * (grid.cell / 1000.0)
    return km


def judge_chance(value_km: Values, parameters: Parameters = PARAMETERS) -> Values:
    """Return the chance (0 to 1) that points of those values of the field are held."""
    chance: Values = expit(value_km / parameters.doubt_km)
    return chance


def find_level(percent: float, parameters: Parameters = PARAMETERS) -> float:
    """Return the level in km within which ground is held in at least `percent` of 100 cases."""
    return parameters.doubt_km * float(logit(percent / 100.0))
