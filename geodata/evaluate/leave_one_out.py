"""Leave-one-out: does the evidence round a place say by itself who held it?

For each account and month the last leading area of the month is drawn again and again, each time
without one of the places that shaped it, whatever account spoke of that place; then the surface,
brought to the claimed size, says whether the place is held. How often that agrees with what was
reported measures how far the method may be trusted where nothing was reported. Method: M. Stone,
Cross-validatory choice and assessment of statistical predictions (1974), with one place left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

import shapely
from threadpoolctl import threadpool_limits

from geodata.control.evidence import Evidence
from geodata.control.field import Ground
from geodata.control.held_area import judge_points
from geodata.control.scene import set_scene
from geodata.control.strength import list_shaping
from geodata.core import OnStep
from geodata.core.model import Dataset, Edge, HeldArea, Side, Status

NEAR_KM: Final = 5.0
WORST: Final = 12


@dataclass(frozen=True, slots=True)
class Prediction:
    """One place of one area, predicted without its own evidence.

    `status` is what was reported, held or lost; `held` what is predicted; `margin_km` how far the
    place lies from the line as it is drawn with all evidence.
    """

    account: Side
    day: date
    place_id: str
    status: Status
    held: bool
    margin_km: float

    @property
    def period(self) -> str:
        """The month, as in ISO 8601."""
        return f"{self.day:%Y-%m}"

    @property
    def right(self) -> bool:
        """Whether the prediction agrees with the report."""
        return self.held == (self.status is Status.HELD)


def predict_left_out(
    dataset: Dataset, accounts: Collection[str] | None = None, on_step: OnStep | None = None
) -> tuple[Prediction, ...]:
    """Return a prediction for each reported place of the last area of each account and month.

    Only places that shaped the area count (`strength.list_shaping`): a place far behind the front
    would be no test. Contested places are no test either. `on_step` is called
    with the areas done, their number and the name of the one just done.

    Raises:
        DatasetError: the base layers cannot be read.
    """
    scene = set_scene(dataset)
    samples = [
        _Sample(
            area,
            scene.narrow(dataset.claims[area.claim_id].within),
            scene.weigh(area.account, area.date),
        )
        for area in list_samples(dataset)
        if accounts is None or area.account in accounts
    ]
    found: list[Prediction] = []
    # On one thread, sums run in the same order on a machine of any number of cores.
    with threadpool_limits(1):
        for number, sample in enumerate(samples, 1):
            found += _predict_sample(sample)
            if on_step:
                on_step(number, len(samples), f"{sample.area.date} {sample.area.account.value}")
    return tuple(found)


class Counts(TypedDict):
    """How many places were predicted, how many of them right, and the share (0 to 1) of those."""

    count: int
    right: int
    accuracy: float | None


class PredictionSummary(TypedDict):
    """What `summarize_predictions` finds; the tables hold a row of counts for each group."""

    overall: Counts
    near_km: float
    near: Counts
    baseline: float
    by_period: list[dict[str, object]]
    by_account: list[dict[str, object]]
    worst: list[dict[str, object]]


def list_samples(dataset: Dataset) -> list[HeldArea]:
    """Return the last leading firm area of each account and month that is not empty."""
    last: dict[tuple[Side, str], HeldArea] = {}
    for area in sorted(dataset.held, key=lambda area: area.date):
        if area.leading and area.edge is Edge.FIRM and not area.geometry.is_empty:
            last[area.account, f"{area.date:%Y-%m}"] = area
    return sorted(last.values(), key=lambda area: (area.date, area.account.value))


def summarize_predictions(
    predictions: Sequence[Prediction], near_km: float = NEAR_KM
) -> PredictionSummary:
    """Return counts and accuracy (0 to 1) overall, near the line, by month, account and place.

    `near` are the places within `near_km` of the line as drawn; `baseline` is the accuracy of
    always saying the commoner status.
    """
    statuses = Counter(item.status for item in predictions)
    near = [item for item in predictions if item.margin_km <= near_km]
    by_place = _group(predictions, lambda item: item.place_id)
    counted = [(place, _count(items)) for place, items in by_place.items()]
    missed = [(place, counts) for place, counts in counted if counts["right"] < counts["count"]]
    worst = sorted(missed, key=lambda entry: (entry[1]["right"] - entry[1]["count"], entry[0]))
    return {
        "overall": _count(predictions),
        "near_km": near_km,
        "near": _count(near),
        "baseline": max(statuses.values(), default=0) / max(len(predictions), 1),
        "by_period": _tabulate("period", _group(predictions, lambda item: item.period), near_km),
        "by_account": _tabulate("account", _group(predictions, lambda item: item.account), near_km),
        "worst": [{"place_id": place, **counts} for place, counts in worst[:WORST]],
    }


@dataclass(frozen=True, slots=True)
class _Sample:
    """What is needed to draw one area again and again."""

    area: HeldArea
    ground: Ground
    evidence: tuple[Evidence, ...]


def _predict_sample(sample: _Sample) -> list[Prediction]:
    """Return the predictions for every decided place that shaped the sample's area."""
    area, evidence = sample.area, sample.evidence
    plane = sample.ground.plane
    line = shapely.boundary(plane.project(area.geometry))
    predictions = []
    for item in list_shaping(evidence, area.geometry, plane):
        if item.status is Status.CONTESTED:
            continue
        rest = [other for other in evidence if other is not item]
        (held,) = judge_points(rest, sample.ground, area.claimed_km2, [(item.lon, item.lat)])
        away = shapely.distance(line, plane.project(shapely.Point(item.lon, item.lat)))
        predictions.append(
            Prediction(area.account, area.date, item.place_id, item.status, held, away / 1000.0)
        )
    return predictions


def _tabulate(
    column: str, groups: Mapping[str, Sequence[Prediction]], near_km: float
) -> list[dict[str, object]]:
    """Return a row for each group: its name, counts and accuracy, overall and near the line."""
    rows = []
    for name, items in sorted(groups.items()):
        near = _count([item for item in items if item.margin_km <= near_km])
        counts = {"near_count": near["count"], "near_accuracy": near["accuracy"]}
        rows.append({column: name, **_count(items), **counts})
    return rows


def _group(
    predictions: Iterable[Prediction], name: Callable[[Prediction], str]
) -> dict[str, list[Prediction]]:
    groups: dict[str, list[Prediction]] = defaultdict(list)
    for item in predictions:
        groups[name(item)].append(item)
    return groups


def _count(predictions: Sequence[Prediction]) -> Counts:
    right = sum(item.right for item in predictions)
    accuracy = right / len(predictions) if predictions else None
    return {"count": len(predictions), "right": right, "accuracy": accuracy}
