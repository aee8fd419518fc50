"""Take the Seym from Natural Earth's centre lines, the one river of the area that they hold."""

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_cells import FRAME, snap
from geodata.build.basemap_sources import read_river
from geodata.core.measure import distance_km

JUMP_KM = 20.0
"""The package strings pieces together; a step longer than this is a break, not a reach."""


def derive_seym() -> BaseGeometry:
    """Return the Seym within the frame of the map, 1 to 3 km off its surveyed course."""
    pieces = [piece for points in read_river("Seym") for piece in break_jumps(points)]
    lines = shapely.union_all([shapely.LineString(piece) for piece in pieces if len(piece) > 1])
    return snap(shapely.line_merge(lines.intersection(FRAME)))


def break_jumps(points: tuple[tuple[float, float], ...]) -> list[list[tuple[float, float]]]:
    """Split a string of points wherever two neighbours lie more than JUMP_KM apart."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if pieces[-1] and distance_km(pieces[-1][-1], point) > JUMP_KM:
            pieces.append([])
        pieces[-1].append(point)
    return pieces
