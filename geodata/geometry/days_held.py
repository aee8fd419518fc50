"""How many days each bit of ground was held: successive shapes overlaid, each with its days.

The ground is cut into the faces between all outlines (`faces`); a face lies in a shape or it does
not, and its days are those of the shapes that it lies in. So nothing is sampled: the faces' sizes
times their days sum to the shapes' sizes times theirs. On the same grid as in `agreement`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point

from geodata.core.measure import area_km2
from geodata.geometry.agreement import STEP
from geodata.geometry.comparison import pick_polygons
from geodata.geometry.faces import cut_faces, find_covered

BOUNDS: Final = (1, 8, 31, 91, 181)
"""The least days of each class: up to a week, a month, a quarter, half a year, and longer."""
MOST_OUTLINES: Final = 12
"""So many of the dated outlines are drawn at most."""
_MOST: Final = 64  # accounts and makers of which the days are kept
_LEAST_NEWS: Final = (
    0.02  # of the largest shape's ground by which an outline differs from the others
)


@dataclass(frozen=True, slots=True)
class Spell:
    """The ground (WGS 84) that was held from `start` for so many `days`.

    `number` says which of the shapes it is, for whoever made the spells.
    """

    start: date
    days: int
    ground: MultiPolygon
    number: int = -1

    @property
    def end(self) -> date:
        """The last of its days."""
        return self.start + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class DaysClass:
    """The ground held for `least` to `most` days (None: no end), and its km², times days too."""

    least: int
    most: int | None
    ground: MultiPolygon
    area_km2: float
    km2_days: float


@dataclass(frozen=True, slots=True)
class Stay:
    """On how many days a point was held, and the first and the last of them."""

    days: int
    first: date
    last: date


def count_stay(spells: Sequence[Spell], lon: float, lat: float) -> Stay | None:
    """Return how long a point (WGS 84) was held, None where it never was."""
    point = Point(lon, lat)
    held = [spell for spell in spells if spell.ground.covers(point)]
    if not held:
        return None
    return Stay(sum(one.days for one in held), held[0].start, held[-1].end)


@lru_cache(maxsize=_MOST)
def class_days(spells: tuple[Spell, ...]) -> tuple[DaysClass, ...]:
    """Return the ground of `spells` by how many days it was held, fewest first; no class is empty.

    >>> from datetime import date
    >>> from shapely import MultiPolygon, box
    >>> from geodata import Spell, class_days
    >>> first = Spell(date(2001, 1, 1), 5, MultiPolygon([box(35.0, 51.0, 35.2, 51.1)]))
    >>> second = Spell(date(2001, 1, 6), 40, MultiPolygon([box(35.0, 51.0, 35.1, 51.1)]))
    >>> [(one.least, round(one.area_km2)) for one in class_days((first, second))]
    [(1, 78), (31, 78)]
    """
    faces, days = _find_faces(spells)
    sizes = np.array([area_km2(face) for face in faces])
    classes = []
    for place, least in enumerate(BOUNDS):
        inside = np.array([bisect_right(BOUNDS, int(one)) == place + 1 for one in days], dtype=bool)
        if not inside.any():
            continue
        most = BOUNDS[place + 1] - 1 if place + 1 < len(BOUNDS) else None
        ground = shapely.coverage_union_all(faces[inside])
        if not ground.is_valid:  # GEOS before 3.14 can leave a ring that touches itself
            ground = shapely.make_valid(ground, method="structure", keep_collapsed=False)
        ground = MultiPolygon(pick_polygons(ground))
        km2 = float(sizes[inside].sum())
        classes.append(DaysClass(least, most, ground, km2, float((sizes * days)[inside].sum())))
    return tuple(classes)


def _find_faces(spells: Sequence[Spell]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the faces between all outlines that some shape covers, and the days of each."""
    spells = [spell for spell in spells if not spell.ground.is_empty]
    if not spells:
        return np.array([], dtype=object), np.array([], dtype=np.int64)
    shapes = [shapely.set_precision(spell.ground, STEP) for spell in spells]
    faces = cut_faces(shapes, STEP)
    days = np.array([spell.days for spell in spells]) @ find_covered(shapes, faces)
    return faces[days > 0], days[days > 0]


@lru_cache(maxsize=_MOST)
def pick_outlines(spells: tuple[Spell, ...], most: int = MOST_OUTLINES) -> tuple[Spell, ...]:
    """Return the spells whose outlines tell most, in order of their days.

    The largest comes first; then, again and again, the one that differs most from the nearest of
    those picked (farthest-point sampling: T. F. Gonzalez, 1985), as long as it differs by some
    ground. Sizes are only compared with each other here, and so are taken in square degrees.
    """
    drawn = [spell for spell in spells if not spell.ground.is_empty]
    if not drawn:
        return ()
    sizes = shapely.area([spell.ground for spell in drawn])
    largest = int(np.argmax(sizes))
    picked, away = [largest], _measure_away(drawn, sizes, largest)
    while len(picked) < min(most, len(drawn)):
        farthest = int(np.argmax(away))
        if away[farthest] < _LEAST_NEWS * sizes[largest]:
            break
        picked.append(farthest)
        away = np.minimum(away, _measure_away(drawn, sizes, farthest))
    return tuple(drawn[place] for place in sorted(picked))


def _measure_away(
    spells: Sequence[Spell], sizes: NDArray[np.float64], place: int
) -> NDArray[np.float64]:
    """Return how much ground lies in each shape or in the one at `place`, but not in both."""
    ground = [spell.ground for spell in spells]
    shared = shapely.area(shapely.intersection(ground, ground[place]))
    away: NDArray[np.float64] = sizes + sizes[place] - 2.0 * shared
    return away
