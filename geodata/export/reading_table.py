"""The table of the reading of the places: for each day and chance an outline, nobody's claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from operator import attrgetter

from shapely.geometry import MultiPolygon

from geodata.core.model import Dataset
from geodata.core.reading import Reading
from geodata.export.tables import Column, Lasting, Table, column, fill_rows


@dataclass(frozen=True, slots=True)
class Outline(Lasting):
    """One outline of a reading, the chance that it tells of, and until when it stands.

    `account` is whose word alone was heard, '' where all were.
    """

    account: str
    reading: Reading
    chance: int
    geometry: MultiPolygon
    valid_to: date | None
    last: date

    @property
    def since(self) -> date:
        """The first day for which it stands."""
        return self.reading.date

    @property
    def outline_id(self) -> str:
        """The outline's name in the pack: whose word alone was heard, the day and the chance."""
        own = f"{self.account}/" if self.account else ""
        return f"{own}{self.reading.date.isoformat()}/{self.chance}"


def tabulate_readings(dataset: Dataset) -> Table:
    """Return a row for each outline of each reading, with its polygon."""
    columns = _list_columns()
    outlines = tuple(_list_outlines(dataset))
    return Table(
        name="readings",
        title="Readings of the places",
        part="held areas",
        columns=columns,
        rows=fill_rows(columns, outlines),
        key=("outline_id",),
        shapes=tuple(one.geometry for one in outlines),
    )


def _list_outlines(dataset: Dataset) -> Iterator[Outline]:
    own = {side.value: found for side, found in dataset.own_readings.items()}
    for account, readings in {"": dataset.readings, **own}.items():
        following = [one.date - timedelta(days=1) for one in readings[1:]]
        for reading, end in zip_longest(readings, following):
            for chance, geometry in reading.outlines.items():
                yield Outline(account, reading, chance, geometry, end, dataset.front.last)


def _list_columns() -> tuple[Column[Outline], ...]:
    band = "The {end} end of the 80 % band of the reading's area, km²."
    return (
        column("outline_id", "The outline's id: whose word alone, its day and its chance."),
        column("account", "The account of whose own word alone it is; empty where all are heard."),
        column("date", "The first day for which it stands.", "date", attrgetter("reading.date")),
        column("valid_to", "Its last day; empty for the last reading.", "date"),
        column("time_from", "The first second of its first day, UTC.", "datetime"),
        column("time_to", "The last second of its last day, or of the front's, UTC.", "datetime"),
        column("chance", "Of how many in a hundred the ground within is held at least.", "integer"),
        column(
            "area_km2",
            "The reading's area, that of even chances (50), km².",
            "number",
            attrgetter("reading.area_km2"),
        ),
        column("low_km2", band.format(end="lower"), "number", attrgetter("reading.low_km2")),
        column("high_km2", band.format(end="upper"), "number", attrgetter("reading.high_km2")),
        column("computed", "Always true: computed, nobody's claim.", "boolean", lambda _: True),
    )
