"""How likely ground is to be held: a chance from how far the field is from its level zero.

How often a place is on the side where the others put it was learnt by leaving reported places
out one by one (`geodata/evaluate/calibration`). One logistic curve of one number does it (D. R.
Cox, The regression analysis of binary sequences, 1958), level zero being even chances; README.md
has what else was tried.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from geodata.control.parameters import PARAMETERS, Parameters

Values = NDArray[np.float64]


def judge_chance(value_km: Values, parameters: Parameters = PARAMETERS) -> Values:
    """Return the chance (0 to 1) that points of those values of the field are held."""
    chance: Values = expit(value_km / parameters.doubt_km)
    return chance


def find_level(percent: float, parameters: Parameters = PARAMETERS) -> float:
    """Return the level in km within which ground is held in at least `percent` of 100 cases."""
    return parameters.doubt_km * float(logit(percent / 100.0))
