"""The sizes of what a comparison comes to, and which of them say anything."""

import math
from dataclasses import dataclass
from typing import Final

from shapely.geometry.base import BaseGeometry

from geodata.core.model import Dataset
from geodata.dataset.layers import TOLERANCE
from geodata.geometry.overlaps import HECTARES, look_up_shared, measure_hectares, measure_shared

PARTS: Final = ("gained", "lost", "unchanged")
"""The parts of a comparison, by their names in `Sizes`."""
LEAST_TOLD: Final = HECTARES


@dataclass(frozen=True, slots=True)
class Sizes:
    """Ground gained, lost and unchanged from the first side to the second, whole hectares."""

    gained: int
    lost: int
    unchanged: int

    @property
    def tolerance(self) -> int:
        """Hectares below which a part says nothing: both areas are drawn to half a per cent."""
        both = self.gained + self.lost + 2 * self.unchanged
        return max(LEAST_TOLD, math.ceil(TOLERANCE * both))

    @property
    def told(self) -> tuple[str, ...]:
        """The PARTS that are told: none below the tolerance."""
        return tuple(part for part in PARTS if getattr(self, part) >= self.tolerance)


Shape = tuple[str, BaseGeometry]
"""Ground (WGS 84), and by what name it is known among all that share some."""


def measure_sizes(dataset: Dataset, before: Shape, after: Shape) -> Sizes:
    """Return the sizes as they were built, which the map shows too, else measured."""
    (first, old_ground), (second, new_ground) = before, after
    pairs = ((first, second), (first, first), (second, second))
    shared, old, new = (look_up_shared(dataset, one, other) for one, other in pairs)
    if shared is None or old is None or new is None:
        shared = measure_shared(old_ground, new_ground)
        old, new = measure_hectares(old_ground), measure_hectares(new_ground)
    return Sizes(gained=new - shared, lost=old - shared, unchanged=shared)
