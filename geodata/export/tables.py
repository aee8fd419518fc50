"""The tables of the pack: typed columns with their meaning, rows, and shapes where there are."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from operator import attrgetter as _read
from typing import Final, Generic, Literal, Never, TypeVar

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.claims.claims import best_source, grade
from geodata.claims.support import weigh_support
from geodata.core.model import (
    Chapter,
    Claim,
    ControlInterval,
    Dataset,
    Event,
    Place,
    Source,
)
from geodata.dataset.addresses import find_archive
from geodata.files.spreadsheet import encode_marked_csv

LIST_MARK: Final = ";"
"""Between the parts of a cell that holds several ids."""

Sort = Literal["string", "ids", "number", "integer", "boolean", "date", "datetime"]
"""The type of a column; `ids` are several ids in one text, joined by LIST_MARK. A `datetime` is a
text as in ISO 8601, in UTC, for programs that think in instants and not in days."""
Value = str | float | int | bool | date | None
Row = dict[str, Value]
Record_contra = TypeVar("Record_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[Record_contra]):
    """One column: its name, the type of its values, what it means, and where they come from.

    `get` reads the value from what a row is filled from. Once the rows are filled, it no longer
    matters what that was: a column of any record is a `Column[Never]`.
    """

    name: str
    sort: Sort
    about: str
    get: Callable[[Record_contra], object]


@dataclass(frozen=True, slots=True)
class Link:
    """A column whose every value stands in a column of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under `columns`, keyed by `key`; `shapes` has a geometry in WGS 84, or None, a row.

    `part` is what the front's list of licences calls the table's contents.
    """

    name: str
    title: str
    part: str
    columns: tuple[Column[Never], ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    shapes: tuple[BaseGeometry | None, ...] | None = None


def encode_table(columns: Sequence[Column[Never]], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV under the names of their columns, with a byte order mark."""
    return encode_marked_csv([one.name for one in columns], (list(row.values()) for row in rows))


class Lasting(ABC):
    """What stands from a day on: to the end of `valid_to`, without one to that of the `last` day.

    Its first and last second are for programs that think in instants, UTC.
    """

    __slots__ = ()

    valid_to: date | None
    last: date

    @property
    @abstractmethod
    def since(self) -> date:
        """The first day for which it stands."""

    @property
    def time_from(self) -> str:
        """The first second for which it stands."""
        return f"{self.since.isoformat()}T00:00:00Z"

    @property
    def time_to(self) -> str:
        """The last second for which it stands."""
        return f"{(self.valid_to or self.last).isoformat()}T23:59:59Z"


def column(
    name: str,
    about: str,
    sort: Sort = "string",
    get: Callable[[Record_contra], object] | None = None,
) -> Column[Record_contra]:
    """Return a column that reads the attribute of its own name, or what `get` gives."""
    return Column(name, sort, about, get or attrgetter(name))


def fill_rows(
    columns: Sequence[Column[Record_contra]], records: Iterable[Record_contra]
) -> tuple[Row, ...]:
    """Return a row for each record; what is empty or unknown is None."""
    return tuple({one.name: _to_cell(one.get(record)) for one in columns} for record in records)


def _to_cell(value: object) -> Value:
    """Return a value that fits a cell: codes as text, several ids joined, nothing as None."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, tuple):
        value = LIST_MARK.join(str(part) for part in value)
    if value is None or value == "":
        return None
    if isinstance(value, str | bool | int | float | date):
        return value
    raise TypeError(f"a cell of the pack holds {value!r}, expected a text, number, flag or day")


def list_properties(columns: Sequence[Column[Never]], row: Row) -> dict[str, object]:
    """Return a row as JSON holds it: days as ISO text, several ids as a list."""
    return {one.name: _to_json(one, row[one.name]) for one in columns}


def _to_json(column: Column[Never], value: Value) -> object:
    if column.sort == "ids":
        return str(value).split(LIST_MARK) if value else []
    return value.isoformat() if isinstance(value, date) else value


def tabulate_claims(dataset: Dataset) -> Table:
    """Return every claim with its grade and the best of its publications."""
    columns = list_claim_columns(dataset)
    links = (Link("source_id", "sources", "source_id"),)
    rows = fill_rows(columns, dataset.claims.values())
    return Table("claims", "Claims", "claims", columns, rows, ("claim_id",), links)


def list_claim_columns(dataset: Dataset) -> tuple[Column[Claim], ...]:
    """Return the columns of a claim: as it was said, its grade, where to read it."""

    def read_best(name: str) -> Callable[[Claim], object]:
        return lambda claim: getattr(best_source(dataset, claim), name)

    def read_grade(claim: Claim) -> str:
        return grade(dataset, claim)

    return (
        column("claim_id", "The claim's id."),
        column("kind", "What the claim is about."),
        column("account", "Whose account the claim belongs to.", get=_read("side")),
        column("claimant", "Who said it."),
        column(
            "as_of",
            "What the claim describes: ISO day, month or interval.",
            get=_read("as_of.text"),
        ),
        *_span_columns("as_of", "The {end} day that the claim describes."),
        column("reported", "When it was made public.", get=_read("reported.text")),
        *_span_columns("reported", "The {end} day on which it may have been made public."),
        column("value", "The figure.", "number"),
        column("low", "The lower end of a range.", "number"),
        column("high", "The upper end of a range.", "number"),
        column("unit", "The unit of value, low and high."),
        column("qualifier", "How the claimant hedged the figure."),
        column("basis", "Whether the figure was stated or worked out."),
        column("derivation", "How it was worked out."),
        column("words", "What was said where no figure was given."),
        column("series", "The line of figures of one maker and one definition."),
        column("within", "The place, smaller than the whole front, that the claim is limited to."),
        column("places", "Ids of the places that the claim names, joined by ';'.", "ids"),
        column(
            "grade",
            "Admiralty grade: source A-F, information 1-6.",
            get=read_grade,
        ),
        column("credibility_reason", "Why the information has this digit."),
        *_support_columns(dataset),
        column("summary", "The claim in a sentence."),
        column("disputed_by", "Ids of the claims that contradict it, joined by ';'.", "ids"),
        column("restates", "The id of the claim that it repeats."),
        column("core", "Whether it comes from a core document.", "boolean"),
        column("source_ids", "Ids of all its publications, joined by ';'.", "ids"),
        column("source_id", "The most reliable of its publications.", get=read_best("source_id")),
        column("publisher", "The publisher of that.", get=read_best("publisher")),
        column("url", "The address of that.", get=read_best("url")),
    )


def _support_columns(dataset: Dataset) -> tuple[Column[Claim], Column[Claim]]:
    def read_count(claim: Claim) -> int:
        return weigh_support(dataset, claim).publications

    def read_maker(claim: Claim) -> bool:
        return weigh_support(dataset, claim).by_maker

    return (
        column("publications", "How many publications carry it.", "integer", read_count),
        column("by_maker", "Whether its maker's own page is one of them.", "boolean", read_maker),
    )


def tabulate_sources(dataset: Dataset) -> Table:
    """Return every publication."""
    columns: tuple[Column[Source], ...] = (
        column("source_id", "The publication's id."),
        column("publisher", "Who published it."),
        column("title", "Its title; in square brackets where translated or descriptive."),
        column("url", "Its address."),
        column("archive", "Where to look for an archived copy.", get=find_archive),
        column("published", "When: ISO year, month or day, as far as known."),
        column("language", "Its language, ISO 639-1."),
        column("via", "The agency whose text it carries."),
        column("reliability", "Admiralty letter A-F."),
        column("reason", "Why it is graded so."),
    )
    rows = fill_rows(columns, dataset.sources.values())
    return Table("sources", "Sources", "claims", columns, rows, ("source_id",))


def tabulate_events(dataset: Dataset) -> Table:
    """Return every event on the timeline."""
    columns: tuple[Column[Event], ...] = (
        column("event_id", "The event's id."),
        column("date", "When: ISO day, month or interval.", get=_read("when.text")),
        column("start", "Its first day.", "date", _read("when.start")),
        column("end", "Its last day.", "date", _read("when.end")),
        column("title", "The event in a few words."),
        column("summary", "The event in a sentence."),
        column("weight", "1: always labelled, 3: only on request.", "integer"),
        column("claim_ids", "Ids of the claims that it rests on, joined by ';'.", "ids"),
    )
    rows = fill_rows(columns, dataset.events)
    return Table("events", "Events", "events", columns, rows, ("event_id",))


def tabulate_story(dataset: Dataset) -> Table:
    """Return the chapters of the story."""
    columns: tuple[Column[Chapter], ...] = (
        column("chapter_id", "The chapter's id."),
        column("day", "The day at which it stops.", "date"),
        column("title", "Its title."),
        column("text", "What it tells."),
        column("claim_ids", "Ids of the claims that it rests on, joined by ';'.", "ids"),
    )
    rows = fill_rows(columns, dataset.story)
    return Table("story", "Story", "claims", columns, rows, ("chapter_id",))


def _span_columns(name: str, about: str) -> tuple[Column[Claim], Column[Claim]]:
    start, end = _read(f"{name}.start"), _read(f"{name}.end")
    return (
        column(f"{name}_start", about.format(end="first"), "date", start),
        column(f"{name}_end", about.format(end="last"), "date", end),
    )


def tabulate_places(dataset: Dataset) -> Table:
    """Return every place, as a point where its position is known."""
    columns: tuple[Column[Place], ...] = (
        column("place_id", "The place's id."),
        column("latin", "Its name in Latin letters."),
        column("russian", "Its name in Russian."),
        column("ukrainian", "Its name in Ukrainian."),
        column("ukrainian_source", "Where the Ukrainian spelling comes from."),
        column("type", "What sort of place it is."),
        column("raion", "The id of its district."),
        column("oblast", "The id of its oblast."),
        column("lat", "Latitude in degrees, WGS 84.", "number"),
        column("lon", "Longitude in degrees, WGS 84.", "number"),
        column("position_source", "Where the position comes from."),
        column("note", "What else is to be said of it."),
    )
    places = tuple(dataset.places.values())
    rows = fill_rows(columns, places)
    links = (Link("raion", "places", "place_id"), Link("oblast", "places", "place_id"))
    shapes = tuple(_locate(place) for place in places)
    return Table("places", "Places", "places", columns, rows, ("place_id",), links, shapes)


def tabulate_control(dataset: Dataset) -> Table:
    """Return every control interval: a place, an account, a status, from when to when."""
    phrases = dataset.front.words
    columns: tuple[Column[ControlInterval], ...] = (
        column("interval_id", "The interval's id: place, account and first day."),
        column("place_id", "The place."),
        column("account", "In whose account."),
        column("status", f"held: {phrases['held_by']}, contested, or lost: {phrases['lost_by']}."),
        column("start", "The first day.", "date"),
        column("end", "The last day; empty where it lasts.", "date"),
        column("certainty", "How sure the dates are: high, medium or low."),
        column("claim_ids", "Ids of the claims that say so, joined by ';'.", "ids"),
        column("note", "What else is to be said of it."),
    )
    rows = fill_rows(columns, dataset.control)
    links = (Link("place_id", "places", "place_id"),)
    part = "control intervals"
    return Table("control", "Control intervals", part, columns, rows, ("interval_id",), links)


def _locate(place: Place) -> Point | None:
    if place.lon is None or place.lat is None:
        return None
    return Point(place.lon, place.lat)
