"""The tables of the map's modes: how far the accounts agree on a day, and days held over all.

Both are overlays of the held areas (and, of days held, of the reading of the places): computed,
and nobody's claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from shapely.geometry import MultiPolygon

from geodata.claims.timeline import EventTimeline, Timeline
from geodata.control.modes import (
    count_spells,
    find_agreed,
    group_areas,
    list_counted,
    list_firm,
    list_spells,
)
from geodata.core.model import Dataset
from geodata.export.tables import LIST_MARK, Column, Lasting, Table, column, fill_rows

AGREEMENT, DAYS_HELD = "agreement", "days-held"
_PART: Final = "held areas"
_KM2_DIGITS: Final = 3
_DAYS_DIGITS: Final = 1


@dataclass(frozen=True, slots=True)
class Common(Lasting):
    """Ground that the same accounts give from a day on; `of` so many that have a shape."""

    start: date
    valid_to: date | None
    last: date
    accounts: tuple[str, ...]
    of: int
    ground: MultiPolygon
    area_km2: float

    @property
    def given_by(self) -> int:
        """How many accounts give it."""
        return len(self.accounts)

    @property
    def since(self) -> date:
        """The first day for which it stands."""
        return self.start

    @property
    def cell_id(self) -> str:
        """Its name in the pack: the day and the accounts."""
        return f"{self.start.isoformat()}/{'+'.join(self.accounts)}"


@dataclass(frozen=True, slots=True)
class Stayed:
    """Ground of `whose` that was held for `least_days` to `most_days`."""

    whose: str
    least_days: int
    most_days: int | None
    ground: MultiPolygon
    area_km2: float
    km2_days: float

    @property
    def class_id(self) -> str:
        """Its name in the pack."""
        return f"{self.whose}/{self.least_days}"


def tabulate_agreement(dataset: Dataset, timeline: Timeline | None = None) -> Table:
    """Return a row for each day of a clock and each set of accounts that give ground alone.

    The clock is that of the events as they fell, unless another is given.
    """
    cells = tuple(_list_common(dataset, timeline or EventTimeline.build(dataset)))
    columns: tuple[Column[Common], ...] = (
        column("cell_id", "The ground's id: the day and the accounts that give it."),
        column("date", "The first day from which they give it.", "date", attrgetter("start")),
        column("valid_to", "The day before anything changes; empty for the last.", "date"),
        column("time_from", "The first second of date, UTC.", "datetime"),
        column("time_to", "The last second of valid_to, or of the front's, UTC.", "datetime"),
        column("given_by", "How many accounts give it.", "integer"),
        column("of", "How many accounts have a shape on that day.", "integer"),
        column("accounts", f"Which give it, joined by '{LIST_MARK}'.", "ids"),
        _rounded(
            "area_km2",
            "Its size on the WGS 84 ellipsoid, km²; those of a day sum to the union.",
            _KM2_DIGITS,
        ),
    )
    return Table(
        name=AGREEMENT,
        title="Agreement of the accounts",
        part=_PART,
        columns=columns,
        rows=fill_rows(columns, cells),
        key=("cell_id",),
        shapes=tuple(one.ground for one in cells),
    )


def _rounded(name: str, about: str, digits: int) -> Column[Common | Stayed]:
    """Return a column of a size, to so many digits."""
    return column(name, about, "number", lambda one: round(getattr(one, name), digits))


def _list_common(dataset: Dataset, timeline: Timeline) -> Iterator[Common]:
    front, areas = dataset.front, group_areas(dataset.held)
    ends = [*(day - timedelta(days=1) for day in timeline.dates[1:]), None]
    for day, end in zip(timeline.dates, ends, strict=bool(timeline.dates)):
        agreed = find_agreed(front, list_firm(front, timeline, areas, day))
        for share in agreed.shares:
            for cell in share.cells:
                yield Common(
                    start=day,
                    valid_to=end,
                    last=front.last,
                    accounts=tuple(front.accounts[n].side.value for n in sorted(cell.givers)),
                    of=len(agreed.shaped),
                    ground=cell.ground,
                    area_km2=cell.area_km2,
                )


def tabulate_days(dataset: Dataset) -> Table:
    """Return a row for each class of days of every account, mapper, and the reading."""
    classes = tuple(_list_stayed(dataset))
    columns: tuple[Column[Stayed], ...] = (
        column("class_id", "The ground's id: whose days, and the least of them."),
        column("whose", "Whose days: an account, account:maker, or reading, of the places."),
        column("least_days", "On how many days it was held at least.", "integer"),
        column("most_days", "On how many at most; empty where there is no end.", "integer"),
        _rounded("area_km2", "Its size on the WGS 84 ellipsoid, km².", _KM2_DIGITS),
        _rounded("km2_days", "Its ground, each bit times its days, km² days.", _DAYS_DIGITS),
    )
    return Table(
        name=DAYS_HELD,
        title="Days held",
        part=_PART,
        columns=columns,
        rows=fill_rows(columns, classes),
        key=("class_id",),
        shapes=tuple(one.ground for one in classes),
    )


def _list_stayed(dataset: Dataset) -> Iterator[Stayed]:
    timeline, areas = EventTimeline.build(dataset), group_areas(dataset.held)
    for key in list_counted(dataset):
        spells = list_spells(dataset, timeline, areas, key)
        for one in count_spells(key, spells, dataset.front.first).classes:
            yield Stayed(key, one.least, one.most, one.ground, one.area_km2, one.km2_days)
