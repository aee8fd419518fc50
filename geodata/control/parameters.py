"""The numbers of the method, each with its unit, its meaning and what happens if it is changed."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the field of a day and account is made with; README.md beside has what was tried.

    The sensitivities are of leave-one-out at the size claimed (93.7 % of 917 places, 89.8 % of
    those near the line); one place is 0.11 points, and half a point is within the noise.
    """

    smooth_km: float = 3.0
    """Standard deviation of the Gaussian that smooths the field, in km.

    At 2 or 4 km a point is lost, without smoothing five.
    """
    near_km: float = 1.5
    """How near a reported place its own word outweighs the smoothing, in km (one Gaussian width).

    Without it 30 places lie on the wrong side of a line drawn with them, with it 4; values from
    1 to 2 km differ by half a point.
    """
    silent_km: float = 1.0
    """By how many km farther than it is a place counts that nobody ever mentioned: not held.

    At 0 too little ground is read (three points less at level zero), at 2 km a tenth more.
    """
    contested_share: float = 0.03
    """By which share of the way a contested place is nearer as one not held than as a held one.

    Orders the ground round a contested place where nothing is held near it; a tenth loses half a
    point, 0 leaves such ground without a middle.
    """
    depth_km: float = 60.0
    """How far the nearest place not held is taken to be where none is known, in km.

    Of no account on a front with any place not held.
    """
    reach_km: float = 25.0
    """How far beyond the places ever held the grid reaches, in km; bounds the work only."""
    doubt_km: float = 0.86
    """How many km of the field's value make the odds of being held e to one.

    Fitted by `kursk-front evaluate --leave-one-out --account reading`; between 0.5 and 1.3 km the
    Brier score stays between 0.060 and 0.063.
    """
    cell_km: float = 0.5
    """The side of a cell of the grid, in km; at 1 km leave-one-out is the same to a place."""


PARAMETERS: Final = Parameters()
