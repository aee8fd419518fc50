"""Draw roads, railways, small rivers and pipelines as schematic lines through places.

Only the order of the places is meant; the line between two of them is not surveyed.
"""

from collections.abc import Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_recipes import RiverCourse
from geodata.core.errors import FrontError
from geodata.core.measure import Plane
from geodata.core.model import Place

SMOOTH_STEPS = 6
"""Points between two stops of a smoothed line."""


def trace_courses(
    courses: tuple[RiverCourse, ...],
    places: Mapping[str, Place],
    plane: Plane,
    known: Mapping[str, BaseGeometry] | None = None,
) -> dict[str, BaseGeometry]:
    """Return each course as a smoothed WGS 84 line by name.

    `known` holds lines drawn elsewhere that a course may end at.

    Raises:
        FrontError: a stop is not in `places`, or has no position there.
    """
    drawn: dict[str, BaseGeometry] = {}
    for course in courses:
        lines = {**(known or {}), **drawn}
        stops = [_find_place(course, stop, places) for stop in course.stops]
        if course.mouth:
            stops.append(_find_mouth(course, stops[-1], lines, plane))
        drawn[course.name] = smooth_line(shapely.LineString(stops), plane)
    return drawn


def smooth_line(line: shapely.LineString, plane: Plane) -> BaseGeometry:
    """Return a Catmull-Rom curve through every vertex of a WGS 84 line."""
    stops = shapely.get_coordinates(plane.project(line))
    if len(stops) < 3:
        return line
    padded = np.vstack([2 * stops[0] - stops[1], stops, 2 * stops[-1] - stops[-2]])
    shares = np.linspace(0.0, 1.0, SMOOTH_STEPS, endpoint=False)[:, np.newaxis]
    pieces = [_bend(padded[i : i + 4], shares) for i in range(len(stops) - 1)]
    return plane.unproject(shapely.LineString(np.vstack([*pieces, stops[-1:]])))


def _bend(
    corners: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    shares: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return points of the centripetal Catmull-Rom piece between the two middle corners.

    The centripetal form makes no loops where one gap is much longer than the next.
    """
    gaps = np.sqrt(np.linalg.norm(np.diff(corners, axis=0), axis=1))
    t0, t1, t2, t3 = np.concatenate([[0.0], np.cumsum(gaps)])
    t = t1 + (t2 - t1) * shares
    a, b, c, d = corners
    first = (t1 - t) / (t1 - t0) * a + (t - t0) / (t1 - t0) * b
    second = (t2 - t) / (t2 - t1) * b + (t - t1) / (t2 - t1) * c
    third = (t3 - t) / (t3 - t2) * c + (t - t2) / (t3 - t2) * d
    left = (t2 - t) / (t2 - t0) * first + (t - t0) / (t2 - t0) * second
    right = (t3 - t) / (t3 - t1) * second + (t - t1) / (t3 - t1) * third
    curve: np.ndarray[tuple[int, int], np.dtype[np.float64]] = (t2 - t) / (t2 - t1) * left + (
        t - t1
    ) / (t2 - t1) * right
    return curve


def _find_place(course: RiverCourse, stop: str, places: Mapping[str, Place]) -> tuple[float, float]:
    place = places.get(stop)
    if place is None or place.lat is None or place.lon is None:
        raise FrontError(
            f"The schematic line '{course.name}' runs through '{stop}', which has no position in "
            "settlements.csv. Add its row and position, or take the stop out of the line."
        )
    return place.lon, place.lat


def _find_mouth(
    course: RiverCourse, last: tuple[float, float], lines: Mapping[str, BaseGeometry], plane: Plane
) -> tuple[float, float]:
    target = course.mouth
    if target not in lines:
        raise FrontError(
            f"The schematic line '{course.name}' ends at '{target}', which is not drawn before it. "
            f"Draw it first; drawn so far: {', '.join(lines) or 'nothing'}."
        )
    line, point = plane.project(lines[target]), plane.project(shapely.Point(last))
    mouth = plane.unproject(line.interpolate(line.project(point)))
    return float(mouth.x), float(mouth.y)
