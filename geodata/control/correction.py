"""A smooth correction through given shortfalls: Gaussian-process regression on a grid.

The kernel is a sum of two Gaussians, a short one for the village and a long one for the sector.
Gaussians on a grid are separable, so a correction over 160,000 cells costs two small matrix
products. Method: C. E. Rasmussen and C. K. I. Williams, Gaussian Processes for Machine Learning
(2006), equation 2.23, posterior mean with independent noise.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.ndimage import map_coordinates

from geodata.geometry.grid import Grid

_SCALES = ((0.55, 0.09, 1.2, 2.8), (0.45, 0.25, 2.5, 7.0))
"""Share of the variance, then the length scale as a share of the area's root, least and most km."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The fitted regression: samples a field at the places, spreads shortfalls over the grid."""

    _cells: NDArray[np.float64]
    _kernel: NDArray[np.float64]
    _factor: tuple[NDArray[np.float64], bool]
    _waves: tuple[tuple[float, NDArray[np.float64], NDArray[np.float64]], ...]

    def sample(self, field: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the field at each place, bilinear; places off the grid take its edge."""
        at: NDArray[np.float64] = map_coordinates(field, self._cells, order=1, mode="nearest")
        return at

    def reach(self, shortfalls: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what of the shortfalls the surface makes good at each place."""
        good: NDArray[np.float64] = self._kernel @ self._pull(shortfalls)
        return good

    def spread(self, shortfalls: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return over the grid the smoothest surface through the shortfalls, zero far away."""
        pull = self._pull(shortfalls)
        return sum(
            (share * (down.T * pull) @ across for share, down, across in self._waves),
            start=np.zeros(1),
        )

    def _pull(self, shortfalls: NDArray[np.float64]) -> NDArray[np.float64]:
        if not shortfalls.size:
            return shortfalls
        pull: NDArray[np.float64] = cho_solve(self._factor, shortfalls)
        return pull


def fit_correction(
    grid: Grid, xy: NDArray[np.float64], weights: NDArray[np.float64], size_km: float
) -> Correction:
    """Return the regression for places at `xy` (plane metres, one a row).

    A weight of 1 is trusted almost fully; the lower it is, the more the surface may miss it.
    """
    xy = xy.reshape(-1, 2)
    rows = (xy[:, 1] - grid.ys[0]) / grid.cell
    columns = (xy[:, 0] - grid.xs[0]) / grid.cell
    kernel = np.zeros((len(xy), len(xy)))
    waves = []
    for share, part, least, most in _SCALES:
        scale = 1000.0 * min(max(part * size_km, least), most)
        gaps = xy[:, None, :] - xy[None, :, :]
        kernel = kernel + share * np.exp(-0.5 * (gaps**2).sum(axis=2) / scale**2)
        down = np.exp(-0.5 * ((xy[:, 1, None] - grid.ys[None, :]) / scale) ** 2)
        across = np.exp(-0.5 * ((xy[:, 0, None] - grid.xs[None, :]) / scale) ** 2)
        waves.append((share, down, across))
    noise = np.diag(0.02 + 1.5 * (1.0 - weights) ** 2)
    factor = cho_factor(kernel + noise) if xy.size else (kernel, False)
    return Correction(np.stack([rows, columns]), kernel, factor, tuple(waves))
