"""The sizes of what a comparison comes to, and which of them say anything."""

import math
from dataclasses import dataclass
from typing import Final

from geodata.geometry.comparison import HECTARES

PARTS: Final = ("gained", "lost", "unchanged")
"""The parts of a comparison, by their names in `Sizes`."""
_LEAST_TOLD: Final = HECTARES
_EXACT: Final = 0.005  # share of a claim within which its area is drawn


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
        return max(_LEAST_TOLD, math.ceil(_EXACT * both))

    @property
    def told(self) -> tuple[str, ...]:
        """The PARTS that are told: none below the tolerance."""
        return tuple(part for part in PARTS if getattr(self, part) >= self.tolerance)
