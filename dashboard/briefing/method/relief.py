"""The ground of one claim as a relief: its control surface, raised to the size of the claim."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.control.control_surface import ControlSurface, Former, Ground
from geodata.control.evidence import Evidence
from geodata.control.surface import find_reach
from geodata.core.measure import Plane
from geodata.core.model import Status
from geodata.geometry.grid import Grid, trace_levels


@dataclass(frozen=True, slots=True)
class Relief:
    """A field in km over the ground, held where positive; `land` is the oblast in the plane."""

    grid: Grid
    field: NDArray[np.float64]
    land: BaseGeometry

    def cut(self, low: float, high: float = np.inf) -> BaseGeometry:
        """Return the ground of the oblast (plane metres) where the field is between two values."""
        return shapely.intersection(trace_levels(self.grid, self.field, low, high), self.land)


def raise_relief(surface: ControlSurface, ground: Ground, km2: float) -> Relief:
    """Return a control surface raised until `km2` km² of the oblast are held, counted in cells."""
    land = shapely.intersection(ground.plane.project(ground.oblast), surface.grid.frame)
    return Relief(surface.grid, surface.raise_to(find_reach(surface, km2)), land)


def raise_both(
    evidence: Sequence[Evidence], ground: Ground, km2: float, former: Former | None
) -> tuple[Relief, Relief]:
    """Return the relief of a claim's bare order, and the one that the evidence has bent."""
    order = ControlSurface(evidence, ground, km2, former=former, sway_km=0.0)
    bent = ControlSurface(evidence, ground, km2, former=former)
    return raise_relief(order, ground, km2), raise_relief(bent, ground, km2)


def list_misplaced(
    evidence: Sequence[Evidence], held: BaseGeometry, plane: Plane
) -> list[Evidence]:
    """Return the places reported held outside `held` (metres of `plane`), and lost inside it."""
    shapely.prepare(held)
    points = [plane.project(shapely.Point(one.lon, one.lat)) for one in evidence]
    return [
        one
        for one, point in zip(evidence, points, strict=True)
        if one.status is not Status.CONTESTED
        and held.covers(point) is not (one.status is Status.HELD)
    ]
