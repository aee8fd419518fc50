"""Where ground lies on the page, and what room on a map names, dots and furniture have left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import Plane

Bounds = tuple[float, float, float, float]
"""West, south, east and north in metres of the front's equal-area plane."""

_BLEED: Final = 6.0  # units beyond the box up to which shapes run on, so that no cut edge is seen
_FINE: Final = 0.3  # units by which a simplified line may stray
_PROBES: Final = (28, 20)  # columns and rows of points of a map at which a box is tried
_DEEPER: Final = 0.5  # units by which a box must lie deeper to be better than the one before

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, page units."""


def touch(first: Box, second: Box) -> bool:
    """Whether two boxes have any point in common."""
    return bool(shapely.intersects(shapely.box(*first), shapely.box(*second)))


@dataclass(frozen=True, slots=True)
class Viewport:
    """A map of `width` x `height` page units whose west and north edges lie at plane metres.

    One scale holds in both directions, so that areas on the page compare as areas on the ground.
    """

    west: float
    north: float
    metres_per_unit: float
    width: float
    height: float
    plane: Plane

    @property
    def box(self) -> BaseGeometry:
        """The map's box in page units."""
        return shapely.box(0.0, 0.0, self.width, self.height)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a WGS 84 geometry in page units, cut a little outside the box and simplified."""
        return _place(self, geometry)

    def settle(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of the plane (metres) as `place` returns one of WGS 84."""
        moved = shapely.transform(geometry, self._move)
        view = shapely.box(-_BLEED, -_BLEED, self.width + _BLEED, self.height + _BLEED)
        if not shapely.intersects(shapely.envelope(moved), view):
            return shapely.GeometryCollection()
        if not moved.is_valid:
            moved = shapely.make_valid(moved)
        return shapely.simplify(shapely.intersection(moved, view), _FINE)

    def find(self, lon: float, lat: float) -> tuple[float, float] | None:
        """Return where a WGS 84 point lies in the box, None outside it."""
        ((x, y),) = self._move(np.array([_project_point(self.plane, lon, lat)])).tolist()
        return (x, y) if 0.0 <= x <= self.width and 0.0 <= y <= self.height else None

    def carry(self, other: "Viewport") -> tuple[float, float, float, float]:
        """Return the box of another map on this one: left, top, right, bottom in page units."""
        scale = other.metres_per_unit / self.metres_per_unit
        left = (other.west - self.west) / self.metres_per_unit
        top = (self.north - other.north) / self.metres_per_unit
        return left, top, left + scale * other.width, top + scale * other.height

    def _move(self, pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        offset = (pairs - (self.west, self.north)) / self.metres_per_unit
        return offset * (1.0, -1.0)


@lru_cache(maxsize=512)
def _place(viewport: Viewport, geometry: BaseGeometry) -> BaseGeometry:
    """Return what `Viewport.place` does: a sheet asks for each shape a dozen times."""
    return viewport.settle(viewport.plane.project(geometry))


@lru_cache(maxsize=2048)
def _project_point(plane: Plane, lon: float, lat: float) -> tuple[float, float]:
    point = plane.project(shapely.Point(lon, lat))
    return point.x, point.y


def fit_viewport(
    plane: Plane, bounds: Bounds, width: float, *, height: float | None = None
) -> Viewport:
    """Return the viewport that shows all `bounds` of `plane` in its middle, `width` units wide.

    Without a height the map is as high as the bounds need.
    """
    west, south, east, north = bounds
    if height is None:
        height = width * (north - south) / (east - west)
    scale = max((east - west) / width, (north - south) / height)
    middle_x, middle_y = (west + east) / 2.0, (south + north) / 2.0
    left, top = middle_x - scale * width / 2.0, middle_y + scale * height / 2.0
    return Viewport(left, top, scale, width, height, plane)


def find_bounds(plane: Plane, geometries: Sequence[BaseGeometry], margin_m: float) -> Bounds:
    """Return the bounds in `plane` of all WGS 84 `geometries`, widened by a margin in metres."""
    west, south, east, north = shapely.total_bounds([plane.project(one) for one in geometries])
    return (
        float(west) - margin_m,
        float(south) - margin_m,
        float(east) + margin_m,
        float(north) + margin_m,
    )


class Space:
    """What of a map is already taken by names, dots and furniture."""

    def __init__(
        self, width: float, height: float, taken: Iterable[Box] = (), marks: Iterable[Box] = ()
    ) -> None:
        """Start with the boxes that no name may touch, and marks that names had better not."""
        self.width, self.height = width, height
        self._taken = list(taken)
        self._marks = list(marks)

    def take(self, box: Box) -> None:
        """Take a box, whatever else lies there."""
        self._taken.append(box)

    def is_free(self, box: Box, *, over_marks: bool = False) -> bool:
        """Return whether a box lies within the map and touches nothing taken, nor any mark."""
        return bool(self._holds(box)) and not self.is_taken(box, over_marks=over_marks)

    def is_taken(self, box: Box, *, over_marks: bool = False) -> bool:
        """Return whether a box touches something taken, or a mark."""
        others = self._taken if over_marks else [*self._taken, *self._marks]
        return any(_overlap(box, other) for other in others)

    def find_free(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return for each row of `boxes` (left, top, right, bottom) whether `is_free` holds."""
        sides = boxes.T[:, :, None]
        others = np.array([*self._taken, *self._marks]).reshape(-1, 4).T
        met = np.any(_overlap(sides, others), axis=1)
        found: NDArray[np.bool_] = self._holds(boxes.T) & ~met
        return found

    def _holds(self, box: Box | NDArray[np.float64]) -> NDArray[np.bool_] | bool:
        left, top, right, bottom = box
        return (left >= 0) & (top >= 0) & (right <= self.width) & (bottom <= self.height)


def _overlap(
    one: Box | NDArray[np.float64], other: Box | NDArray[np.float64]
) -> NDArray[np.bool_] | bool:
    """Whether two boxes share more than an edge, of many at once where the sides are arrays."""
    left, top, right, bottom = one
    west, north, east, south = other
    return (left < east) & (right > west) & (top < south) & (bottom > north)


def find_roomiest(land: BaseGeometry, size: tuple[float, float], space: Space) -> Box | None:
    """Return the free box of a size that lies deepest inside a land (page units), None if none.

    As `findSpot` of the screen's `map/label_room.js`, which lets a name run over the edge of a land
    that is narrower than it is; on a sheet such a name is left out.
    """
    width, height = size
    across = np.linspace(0.0, space.width, _PROBES[0])
    down = np.linspace(0.0, space.height, _PROBES[1])
    inside = shapely.intersection(land, shapely.box(0.0, 0.0, space.width, space.height))
    columns, rows = (one.ravel() for one in np.meshgrid(across, down))
    half = width / 2.0, height / 2.0
    tried = np.column_stack([columns - half[0], rows - half[1], columns + half[0], rows + half[1]])
    boxes = tried[space.find_free(tried)]
    drawn = np.asarray(shapely.box(*boxes.T))
    shapely.prepare(inside)
    held = shapely.contains(inside, drawn)
    depths = shapely.distance(drawn[held], shapely.boundary(inside))
    best: tuple[float, Box] | None = None
    for depth, (left, top, right, bottom) in zip(
        depths.tolist(), boxes[held].tolist(), strict=True
    ):
        if best is None or depth > best[0] + _DEEPER:
            best = (depth, (left, top, right, bottom))
    return best[1] if best else None
