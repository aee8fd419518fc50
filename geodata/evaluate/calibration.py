"""Calibration: are places that are given a chance of 80 to 95 % of being held so often held?

On days a week or more apart each reported place near the line is left out, and the field of the
others gives it a value. Places of one area, and days of one season, err together: the curve is
fitted on some squares of ground and some seasons and judged on others that share neither (D. R.
Roberts et al., Cross-validation strategies for data with temporal, spatial or hierarchical
structure, 2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product
from math import inf
from typing import Final, TypedDict

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from threadpoolctl import threadpool_limits

from geodata.control.evidence import Evidence
from geodata.control.field import judge_chance, raise_field
from geodata.control.parameters import PARAMETERS, Parameters
from geodata.control.reading import find_square
from geodata.control.scene import Scene, set_scene
from geodata.control.strength import list_shaping
from geodata.core import OnStep
from geodata.core.model import Dataset, Status
from geodata.core.reading import find_reading

APART_DAYS: Final = 7
"""How far apart the days are at least on which places are left out."""
FOLDS: Final = 4
"""In how many parts the squares of ground, and the days, are divided."""
LEAST: Final = 30
"""How many places a row of the table has at least; rows of fewer join the row before."""
EDGES: Final = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)
"""Between which chances the rows of the table lie."""
SPANS_KM: Final = (0.0, 1.0, 2.0, 4.0, 6.0, inf)
"""Between which distances of the nearest other report the rows of the second table lie."""
_SUREST: Final = 0.99
_DOUBT_KM: Final = 0.05, 20.0
_COARSE: Final = replace(PARAMETERS, cell_km=1.0)


@dataclass(frozen=True, slots=True)
class Example:
    """A reported place, left out: what the others give it, and whether it was held.

    `value_km` is the field's value there, `away_km` the distance of the nearest other report,
    `weight` and `age_days` that report's certainty and age; `fold` its part of ground and of time.
    """

    day: date
    place_id: str
    held: bool
    value_km: float
    away_km: float
    weight: float
    age_days: int
    fold: tuple[int, int]


class ChanceRow(TypedDict):
    """Places given a chance between two ends: how many, mean chance, share held (0 to 1)."""

    low: float
    high: float
    count: int
    chance: float
    held: float


class DistanceRow(TypedDict):
    """Places whose nearest other report lies between two distances in km: how many, how sure.

    `sure` is the mean chance of the side that was likelier, `right` how often it was that; the last
    distance has no end.
    """

    from_km: float
    to_km: float | None
    count: int
    sure: float
    right: float


class CalibrationSummary(TypedDict):
    """The table, the mean squared error of the chances (Brier score), and what was fitted."""

    places: int
    days: int
    right: int
    brier: float
    baseline: float
    doubt_km: float
    rows: list[ChanceRow]
    by_distance: list[DistanceRow]


def leave_places_out(dataset: Dataset, on_step: OnStep | None = None) -> tuple[Example, ...]:
    """Return an example for each decided place near the reading on each of the days.

    Near are the places inside it or within 10 km (`strength.list_shaping`), as in leave-one-out.

    Raises:
        DatasetError: the base layers cannot be read.
    """
    scene = set_scene(dataset)
    days = pick_days(dataset)
    found: list[Example] = []
    # On one thread, sums run in the same order on a machine of any number of cores.
    with threadpool_limits(1):
        for number, day in enumerate(days, 1):
            found += _leave_out(scene, day, (number - 1) * FOLDS // len(days))
            if on_step:
                on_step(number, len(days), day.isoformat())
    return tuple(found)


def pick_days(dataset: Dataset) -> tuple[date, ...]:
    """Return the days of readings that are not empty, `APART_DAYS` or more apart."""
    days: list[date] = []
    for reading in dataset.readings:
        if not reading.geometry.is_empty and (
            not days or reading.date - days[-1] >= timedelta(days=APART_DAYS)
        ):
            days.append(reading.date)
    return tuple(days)


def _leave_out(scene: Scene, day: date, season: int) -> list[Example]:
    """Return the examples of one day."""
    ground, evidence = scene.ground, scene.weigh(None, day)
    reading = find_reading(scene.dataset.readings, day)
    if reading is None:
        return []
    at = {item.place_id: _place(item, scene) for item in evidence}
    examples = []
    for item in list_shaping(evidence, reading.geometry, ground.plane):
        if item.status is Status.CONTESTED:
            continue
        rest = [other for other in evidence if other is not item]
        here = at[item.place_id]
        away = [float(np.hypot(*(at[other.place_id] - here))) / 1000.0 for other in rest]
        nearest = rest[int(np.argmin(away))]
        (value,) = raise_field(rest, ground, _COARSE).sample(here[None, :])
        since = max(one.start for one in nearest.intervals)
        column, row = find_square(*here)
        examples.append(
            Example(
                day=day,
                place_id=item.place_id,
                held=item.status is Status.HELD,
                value_km=float(value),
                away_km=min(away),
                weight=nearest.weight,
                age_days=(day - since).days,
                fold=((column + 2 * row) % FOLDS, season),
            )
        )
    return examples


def _place(item: Evidence, scene: Scene) -> NDArray[np.float64]:
    at = scene.ground.plane.project(shapely.Point(item.lon, item.lat))
    return np.array([at.x, at.y])


def fit_doubt(examples: Sequence[Example]) -> Parameters:
    """Return the parameters whose chances make what was reported likeliest (least log loss).

    A chance counts as no surer than 99 in 100, or all would hang on the one village that lies
    farthest on the wrong side.
    """
    held = np.array([one.held for one in examples])
    value = np.array([one.value_km for one in examples])

    def lose(doubt_km: float) -> float:
        chances = judge_chance(value, replace(PARAMETERS, doubt_km=doubt_km))
        told = np.where(held, chances, 1.0 - chances)
        return float(-np.log(np.clip(told, 1.0 - _SUREST, _SUREST)).mean())

    found = minimize_scalar(lose, bounds=_DOUBT_KM, method="bounded")
    return replace(PARAMETERS, doubt_km=float(found.x))


def judge_examples(examples: Sequence[Example], parameters: Parameters) -> NDArray[np.float64]:
    """Return the chance that each example is given."""
    return judge_chance(np.array([one.value_km for one in examples]), parameters)


def judge_apart(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the chance that each example is given by the others of other ground and other days."""
    chances = np.zeros(len(examples))
    for ground, season in product(range(FOLDS), range(FOLDS)):
        judged = [n for n, one in enumerate(examples) if one.fold == (ground, season)]
        taught = [one for one in examples if one.fold[0] != ground and one.fold[1] != season]
        if judged:
            chances[judged] = judge_examples([examples[n] for n in judged], fit_doubt(taught))
    return chances


def summarize_calibration(
    examples: Sequence[Example], chances: NDArray[np.float64]
) -> CalibrationSummary:
    """Return how far chances agree with what was reported.

    `baseline` is the Brier score of one chance for all.
    """
    held = np.array([one.held for one in examples], dtype=np.float64)
    fitted = fit_doubt(examples)
    return {
        "places": len(examples),
        "days": len({one.day for one in examples}),
        "right": int(((chances > 0.5) == (held > 0.5)).sum()),
        "brier": float(((chances - held) ** 2).mean()),
        "baseline": float(held.var()),
        "doubt_km": fitted.doubt_km,
        "rows": _tabulate(chances, held),
        "by_distance": _tabulate_distances(examples, chances, held),
    }


def _tabulate_distances(
    examples: Sequence[Example], chances: NDArray[np.float64], held: NDArray[np.float64]
) -> list[DistanceRow]:
    away = np.array([one.away_km for one in examples])
    sure, right = np.maximum(chances, 1.0 - chances), (chances > 0.5) == (held > 0.5)
    spans: list[DistanceRow] = []
    for near, far in pairwise(SPANS_KM):
        inside = (away >= near) & (away < far)
        if inside.any():
            span: DistanceRow = {
                "from_km": near,
                "to_km": None if far == inf else far,
                "count": int(inside.sum()),
                "sure": float(sure[inside].mean()),
                "right": float(right[inside].mean()),
            }
            spans.append(span)
    return spans


def _tabulate(chances: NDArray[np.float64], held: NDArray[np.float64]) -> list[ChanceRow]:
    """Return a row for each span of chances, joined where a span has too few places."""
    rows: list[ChanceRow] = []
    low = EDGES[0]
    for high in EDGES[1:]:
        inside = (chances >= low) & ((chances < high) | (high == EDGES[-1]))
        count = int(inside.sum())
        if count < LEAST and high != EDGES[-1]:
            continue
        if count < LEAST and rows:
            low = rows.pop()["low"]
            inside = chances >= low
            count = int(inside.sum())
        if count:
            chance, share = float(chances[inside].mean()), float(held[inside].mean())
            rows.append({"low": low, "high": high, "count": count, "chance": chance, "held": share})
        low = high
    return rows
