"""Held areas against reference polygons: how far the two agree, date by date and by account."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import fmean, median
from typing import TypedDict

from shapely.geometry import MultiPolygon

from geodata.claims.timeline import EventTimeline
from geodata.control.held_area import draw_held_area
from geodata.control.scene import set_scene
from geodata.core import OnStep
from geodata.core.errors import AreaError
from geodata.core.measure import Plane, area_km2
from geodata.core.model import Dataset, Edge
from geodata.core.reading import READING, find_reading
from geodata.geometry.comparison import OutlineAgreement, compare_areas

_Find = Callable[[str, date, float], MultiPolygon | str]
"""Account, date, size of the reference in km² → the area to compare, or why there is none."""


@dataclass(frozen=True, slots=True)
class DatedAgreement:
    """One account on one date against the reference of that date."""

    date: date
    account: str
    agreement: OutlineAgreement

    def as_dict(self) -> dict[str, object]:
        """Return the row rounded for reading: areas to 3 decimals, IoU to 4, distances to 3."""
        figures = _round(asdict(self.agreement))
        return {"date": self.date.isoformat(), "account": str(self.account), **figures}


@dataclass(frozen=True, slots=True)
class Skipped:
    """An account that has nothing to compare on a date, and why."""

    date: date
    account: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """Return the entry as text."""
        return {
            "date": self.date.isoformat(),
            "account": str(self.account),
            "reason": self.reason,
        }


class AgreementSummary(TypedDict):
    """What the rows of an evaluation come to; means are rounded for reading."""

    dates: int
    rows: int
    match_area: bool
    edge: str
    accounts: list[dict[str, object]]
    overall: dict[str, object]
    skipped: list[dict[str, str]]


class EvaluationResult(TypedDict):
    """An evaluation in JSON types."""

    rows: list[dict[str, object]]
    summary: AgreementSummary


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every comparison of a dataset with its references, in order of date and of the accounts."""

    dates: int
    edge: Edge
    match_area: bool
    rows: tuple[DatedAgreement, ...]
    skipped: tuple[Skipped, ...]

    def as_dict(self) -> EvaluationResult:
        """Return the rows and their summary, ready for JSON."""
        return {"rows": [row.as_dict() for row in self.rows], "summary": self.summarize()}

    def summarize(self) -> AgreementSummary:
        """Return how many dates and rows there are, the means by account and overall, the skipped.

        A mean of distances leaves out the rows without one, and is None where none has one.
        """
        accounts = dict.fromkeys(row.account for row in self.rows)
        groups = {side: [row for row in self.rows if row.account == side] for side in accounts}
        return {
            "dates": self.dates,
            "rows": len(self.rows),
            "match_area": self.match_area,
            "edge": self.edge.value,
            "accounts": [{"account": str(side), **_average(rows)} for side, rows in groups.items()],
            "overall": _average(self.rows),
            "skipped": [entry.as_dict() for entry in self.skipped],
        }


def evaluate_dataset(
    dataset: Dataset,
    references: Mapping[date, MultiPolygon],
    *,
    accounts: Collection[str] | None = None,
    edge: Edge = Edge.FIRM,
    match_area: bool = False,
    on_step: OnStep | None = None,
) -> Evaluation:
    """Return the comparison of each reference (WGS 84) with each account's area of its date.

    The area is the frame in force on that date: the held area of the account's latest figure, its
    contested edge if asked for and the claim has one. An account that has given no figure by
    then, or only words since, is skipped.

    With `match_area` it is drawn anew at the size of the reference from the evidence as of its
    date, so that shape is judged apart from size and no figure is needed. Where the account's
    words of that date name a district, the area stays inside it, as its held areas do.

    The reading of the places is compared, too, where `accounts` name it.

    Raises:
        DatasetError: `match_area` needs the base layers and they cannot be read.
    """
    plane = Plane(*dataset.front.centre)
    find = _make_drawer(dataset, edge) if match_area else _make_finder(dataset, edge)
    sides: list[str] = [account.side for account in dataset.front.accounts]
    if accounts is not None and READING in accounts:
        sides.append(READING)
    rows: list[DatedAgreement] = []
    skipped: list[Skipped] = []
    for number, (day, reference) in enumerate(sorted(references.items()), 1):
        for side in sides:
            if accounts is not None and side not in accounts:
                continue
            found = find(side, day, area_km2(reference))
            if isinstance(found, str):
                skipped.append(Skipped(day, side, found))
            else:
                rows.append(DatedAgreement(day, side, compare_areas(found, reference, plane)))
        if on_step:
            on_step(number, len(references), day.isoformat())
    return Evaluation(len(references), edge, match_area, tuple(rows), tuple(skipped))


def _make_finder(dataset: Dataset, edge: Edge) -> _Find:
    """Return a function that finds the held area of the figure in force."""
    timeline = EventTimeline.build(dataset)
    areas = {(area.claim_id, area.edge): area.geometry for area in dataset.held}

    def find(account: str, day: date, _: float) -> MultiPolygon | str:
        if account == READING:
            reading = find_reading(dataset.readings, day)
            return reading.geometry if reading else "no place was reported held or lost by then"
        side = dataset.front.find_side(account)
        if side is None:
            return "no account of this front"
        figure = timeline.figure(side, day)
        if figure is None:
            return "no figure dated to a day by then"
        claim_id = figure.claim.claim_id
        if figure.in_words:
            return f"words without a figure since {figure.since} ({claim_id})"
        firm = areas.get((claim_id, Edge.FIRM))
        area = areas.get((claim_id, edge), firm)
        return f"no held area is built for {claim_id}" if area is None else area

    return find


def _make_drawer(dataset: Dataset, edge: Edge) -> _Find:
    """Return a function that draws an area of the reference's size."""
    scene = set_scene(dataset)
    timeline = EventTimeline.build(dataset)

    def draw(account: str, day: date, km2: float) -> MultiPolygon | str:
        side = dataset.front.find_side(account)
        evidence = scene.weigh(side, day)
        if not evidence:
            return "no place was reported held or lost on that date"
        figure = timeline.figure(side, day) if side else None
        try:
            ground = scene.narrow(figure.claim.within if figure else "")
            return draw_held_area(evidence, ground, km2)
        except AreaError as error:
            # Its first sentence says what is wrong; the others are for whoever keeps the claims.
            return f"cannot be drawn: {str(error).partition('. ')[0]}"

    return draw


def _average(rows: Sequence[DatedAgreement]) -> dict[str, object]:
    """Return the means over rows, and the median IoU; None over no rows."""
    found = [row.agreement for row in rows]
    ious = [item.iou for item in found]
    means = {
        "mean_iou": _mean(ious),
        "median_iou": median(ious) if ious else None,
        "mean_symmetric_difference_km2": _mean(item.symmetric_difference_km2 for item in found),
        "mean_distance_km": _mean(item.mean_distance_km for item in found),
        "mean_p95_distance_km": _mean(item.p95_distance_km for item in found),
    }
    return {"rows": len(rows), **_round(means)}


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _round(figures: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return figures rounded for reading: IoU to 4 decimals, km² and km to 3."""
    return {
        name: None if value is None else round(value, 4 if name.endswith("iou") else 3)
        for name, value in figures.items()
    }
