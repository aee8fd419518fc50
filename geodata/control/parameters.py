"""The numbers of the method, each with its unit, its meaning and what happens if it is changed."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Parameters:
    """What lines and readings are made with, step by step; README.md beside has what was tried.

    The sensitivities of the field are of leave-one-out at the size claimed (93.7 % of 917 places,
    89.8 % of those near the line); one place is 0.11 points, half a point is within the noise.
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

    weight_high: float = 1.0
    """Weight of a control interval of high certainty.

    The weights decide what differing words come to, and how a place is marked; the field asks only
    for the status that comes of them.
    """
    weight_medium: float = 0.7
    """Weight of a control interval of medium certainty."""
    weight_low: float = 0.4
    """Weight of a control interval of low certainty."""
    heard_neutral: float = 0.85
    """Factor on what mappers and observers say where an account itself is silent."""
    heard_party: float = 0.65
    """Factor on what a belligerent says where another account is silent, the same for both."""
    decided_mean: float = 0.34
    """A mean word (held 1, lost -1) beyond which a place is held or lost, within it contested.

    Two words against one of the same weight, a mean of a third, still leave it contested.
    """

    size_tolerance: float = 0.002
    """Relative error of a measured area against its claim that the search for a level aims for."""
    bend_m: tuple[float, float] = (25.0, 140.0)
    """By how many metres thinning may move an outline, for the smallest and the largest area."""

    block_km: float = 8.0
    """The side of a square whose places are drawn together for the band of a reading, in km."""
    draws: int = 200
    """How often the squares are drawn anew."""
    seed: int = 1989
    """Where the draws begin, so that every build draws the same."""
    band: tuple[float, float] = (0.1, 0.9)
    """Between which quantiles of the areas drawn the 80 % band of an area lies."""
    coarse_cell_km: float = 2.0
    """The side of a cell where areas are drawn anew by the hundred, in km; bounds the work."""
    thinned: float = 8.0
    """How many times coarser than the reading the outlines of other chances beside it are."""
    least_places: int = 20
    """Of how many places an account must speak for a reading of its own word alone."""

    shaped_km: float = 10.0
    """A place farther outside a held area than this has not shaped it, in km."""
    firm_km: float = 2.5
    """Up to how many km from a reported place a line counts as near it."""
    inferred_km: float = 7.5
    """Up to how many km a line counts as inferred; beyond, nothing reported holds it."""


PARAMETERS: Final = Parameters()
