"""The ground cut into faces by many outlines at once, and with them what every two shapes share.

All edges are cut where they cross, each once however many outlines run along it; the faces
between them lie in a shape or out of it as a whole, so that what two shapes share is the sum of
the faces that lie in both: an overlay (M. de Berg et al., Computational Geometry, chapter 2).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import area_km2

_AT_ONCE: Final = 4096  # faces that are summed up together, for the memory's sake


def measure_all_shared(shapes: Sequence[BaseGeometry]) -> NDArray[np.float64]:
    """Return the geodesic km² that every two of some (multi)polygons (WGS 84) share, as a square.

    On the diagonal stands the size of each.
    """
    shared = np.zeros((len(shapes), len(shapes)))
    faces = cut_faces(shapes)
    inside = find_covered(shapes, faces)
    sizes = np.array([area_km2(face) for face in faces])
    for start in range(0, len(faces), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        shared += (inside[:, part] * sizes[part]) @ inside[:, part].T.astype(float)
    return shared


def cut_faces(shapes: Sequence[BaseGeometry], step: float | None = None) -> NDArray[np.object_]:
    """Return the polygons into which the outlines of `shapes` (WGS 84) cut the plane of degrees.

    With a `step` all corners stand on a grid that wide, degrees; the shapes must stand on it.
    """
    rings = shapely.get_rings(shapely.get_parts(np.array(shapes, dtype=object)))
    corners, numbers = shapely.get_coordinates(rings, return_index=True)
    joined = numbers[1:] == numbers[:-1]
    ends = np.stack([corners[:-1][joined], corners[1:][joined]], axis=1)
    turned = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[turned] = ends[turned][:, ::-1]
    edges = shapely.linestrings(np.unique(ends, axis=0))
    cut = shapely.get_parts(shapely.union_all(edges, grid_size=step))
    faces: NDArray[np.object_] = shapely.get_parts(shapely.polygonize(cut))
    return faces


def find_covered(
    shapes: Sequence[BaseGeometry], faces: Sequence[BaseGeometry] | NDArray[np.object_]
) -> NDArray[np.bool_]:
    """Return for each shape, a row, which faces between the outlines of all lie in it."""
    spots = shapely.get_coordinates(shapely.point_on_surface(faces))
    inside = np.zeros((len(shapes), len(faces)), dtype=bool)
    for shape, row in zip(shapes, inside, strict=True):
        shapely.prepare(shape)
        # Bare coordinates are told apart in a third of the time of points.
        row[:] = shapely.contains_xy(shape, spots)
    return inside
