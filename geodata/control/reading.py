"""The reading of the places: what the villages themselves imply on a day, of no claimed size.

The ground where a held place is nearer than one not held: level zero of the field of all accounts
heard alike, or of one account's own word. It rests on places only, on no size and no map, is
computed, and is nobody's claim. How far its area may be trusted follows from drawing the squares
of ground that the places lie in anew, again and again, since neighbours err together: the block
bootstrap (H. R. Künsch, The jackknife and the bootstrap for general stationary observations, 1989).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import floor
from typing import Final

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from geodata.control.evidence import Evidence, weigh_evidence
from geodata.control.field import (
    Field,
    Ground,
    Nearness,
    Survey,
    find_level,
    raise_field,
    survey_ground,
)
from geodata.control.held_area import draw_level
from geodata.control.parameters import PARAMETERS
from geodata.control.scene import Scene
from geodata.core.measure import area_km2
from geodata.core.model import Dataset, Side, Status
from geodata.core.reading import CHANCES, Reading

_INNER: Final = 0.001  # degrees from the boundary
_COARSE: Final = replace(PARAMETERS, cell_km=PARAMETERS.coarse_cell_km)


def list_speakers(dataset: Dataset) -> tuple[Side, ...]:
    """Return the accounts that speak of places enough for a reading of their own word alone."""
    spoken = {(one.account, one.place_id) for one in dataset.control}
    count = Counter(account for account, _ in spoken)
    sides = (account.side for account in dataset.front.accounts)
    return tuple(side for side in sides if count[side] >= PARAMETERS.least_places)


def list_days(dataset: Dataset, account: Side | None = None) -> tuple[date, ...]:
    """Return every day, in order, on which a control interval starts or another has just ended.

    With an `account` only its own count.
    """
    own = [one for one in dataset.control if account is None or one.account == account]
    days = {one.start for one in own}
    days |= {one.end + timedelta(days=1) for one in own if one.end is not None}
    return tuple(sorted(days))


def read_places(scene: Scene, day: date, account: Side | None = None) -> Reading:
    """Return the reading of `day`: of all accounts, or of what `account` alone has said."""
    own = [one for one in scene.dataset.control if account is None or one.account == account]
    evidence = weigh_evidence(own, scene.dataset.places, account, day)
    ground = scene.ground
    if not any(item.status is Status.HELD for item in evidence):
        return Reading(day, 0.0, 0.0, 0.0, MultiPolygon(), (MultiPolygon(),) * len(CHANCES))
    field = raise_field(evidence, ground)
    geometry = draw_level(field, ground, 0.0, evidence)
    chances = tuple(_draw_chance(one, field, ground, evidence) for one in CHANCES)
    area = area_km2(geometry)
    low, high = measure_band(evidence, ground, area)
    return Reading(day, area, low, high, geometry, chances)


def _draw_chance(
    percent: float, field: Field, ground: Ground, evidence: Sequence[Evidence]
) -> MultiPolygon:
    """Return the ground held in at least `percent` of 100 cases, WGS 84.

    Corners off the boundary have four decimals, ten metres, and so travel in half the bytes; an
    outline that would not be sound any more keeps five.
    """
    level = find_level(percent)
    outline = draw_level(field, ground, level, evidence, coarseness=PARAMETERS.thinned)
    corners = shapely.get_coordinates(outline)
    inner = shapely.distance(shapely.boundary(ground.oblast), shapely.points(corners)) > _INNER
    corners[inner] = np.round(corners[inner], 4)
    coarse: MultiPolygon = shapely.set_coordinates(outline, corners)
    return coarse if coarse.is_valid and ground.oblast.covers(coarse) else outline


def find_square(x: float, y: float) -> tuple[int, int]:
    """Return column and row of the square in which a point of the plane (metres) lies."""
    return floor(x / 1000.0 / PARAMETERS.block_km), floor(y / 1000.0 / PARAMETERS.block_km)


def measure_band(evidence: Sequence[Evidence], ground: Ground, area: float) -> tuple[float, float]:
    """Return the ends of the 80 % band of an area (km²), from drawing squares of places anew."""
    blocks: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for item in evidence:
        at = ground.plane.project(shapely.Point(item.lon, item.lat))
        blocks[find_square(at.x, at.y)].append(item)
    survey = survey_ground(ground, _COARSE)
    squares = [survey.measure_all(items) for items in blocks.values()]
    draws = np.random.default_rng(PARAMETERS.seed).integers(
        0, len(squares), (PARAMETERS.draws, len(squares))
    )
    areas = [_count_area(survey, [squares[n] for n in np.unique(drawn)]) for drawn in draws]
    least, most = PARAMETERS.band
    low, middle, high = (float(one) for one in np.quantile(areas, (least, 0.5, most)))
    if not middle:  # so few places are held that most draws have none of them
        return 0.0, max(area, high)
    return area * low / middle, area * high / middle


def _count_area(survey: Survey, drawn: Sequence[Nearness]) -> float:
    """Return the km² that the places of the squares drawn imply, counted in coarse cells."""
    return survey.raise_field(drawn).count_km2() if any(one.held for one in drawn) else 0.0
