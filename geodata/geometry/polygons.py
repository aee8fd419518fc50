"""The polygons of a shape, without the lines and points that an overlay may leave."""

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry


def pick_polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of `shape` that are not empty, in their order."""
    parts = shapely.get_parts(shape)
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]
