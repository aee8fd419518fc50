"""The tables of a dataset: every column with its parser, and the ids by which rows are linked."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from geodata.claims.disagreement import can_both_be_right
from geodata.core.codes import CERTAINTIES
from geodata.core.dates import parse_day, parse_span
from geodata.core.errors import Fault, cap_faults
from geodata.core.model import (
    Basis,
    Chapter,
    Claim,
    ControlInterval,
    Event,
    Front,
    Kind,
    Place,
    Qualifier,
    Role,
    Side,
    Source,
    Status,
    Unit,
)
from geodata.dataset.lengths import read_name
from geodata.dataset.tables import (
    Cells,
    ColumnSchema,
    Record,
    TableRows,
    TableSchema,
    read_amount,
    read_choice,
    read_code,
    read_filled,
    read_filled_ids,
    read_flag,
    read_id,
    read_ids,
    read_key,
    read_language,
    read_number,
    read_optional,
    read_optional_id,
    read_optional_key,
    read_text,
    read_url,
)


def read_filled_name(cell: str) -> str:
    """Return a name that must not be empty."""
    return read_filled(read_name(cell))


def read_side(cell: str) -> Side:
    """Return the side of a front that is not known: any code, of no party's role."""
    return Side(read_key(cell), Role.OBSERVERS)


def bind_sides(table: TableSchema[Record], front: Front) -> TableSchema[Record]:
    """Return `table` with the front's own sides as the only ones that its cells may name."""

    def read(cell: str) -> Side:
        side = front.find_side(cell)
        if side is None:
            known = ", ".join(front.sides)
            raise ValueError(f"'{cell}' has no account in front.toml, expected one of {known}")
        return side

    columns = (replace(one, read=read) if one.read is read_side else one for one in table.columns)
    return replace(table, columns=tuple(columns))


PLACE_TYPES = ("town", "urban-settlement", "village", "hamlet", "checkpoint", "raion", "oblast")


def _name_interval(row: Cells) -> str:
    return f"{row['place_id']}/{row['account']}/{row['start']}"


CLAIMS: TableSchema[Claim] = TableSchema(
    "claims.csv",
    lambda row: row["claim_id"],
    (
        ColumnSchema("claim_id", read_id),
        ColumnSchema("kind", read_code(Kind)),
        ColumnSchema("topic", read_optional_key),
        ColumnSchema("as_of", parse_span),
        ColumnSchema("reported", parse_span),
        ColumnSchema("value", read_amount),
        ColumnSchema("low", read_amount),
        ColumnSchema("high", read_amount),
        ColumnSchema("unit", read_optional(read_code(Unit))),
        ColumnSchema("qualifier", read_code(Qualifier)),
        ColumnSchema("basis", read_code(Basis)),
        ColumnSchema("derivation", read_text),
        ColumnSchema("words", read_name),
        ColumnSchema("claimant", read_filled_name),
        ColumnSchema("side", read_side),
        ColumnSchema("series", read_optional_id),
        ColumnSchema("within", read_optional_id),
        ColumnSchema("places", read_ids),
        ColumnSchema("credibility", read_choice(*"123456")),
        ColumnSchema("credibility_reason", read_filled),
        ColumnSchema("summary", read_filled),
        ColumnSchema("disputed_by", read_ids),
        ColumnSchema("restates", read_optional_id),
        ColumnSchema("core", read_flag),
        ColumnSchema("source_ids", read_filled_ids),
    ),
    Claim,
)
SOURCES: TableSchema[Source] = TableSchema(
    "sources.csv",
    lambda row: row["source_id"],
    (
        ColumnSchema("source_id", read_id),
        ColumnSchema("publisher", read_filled_name),
        ColumnSchema("title", read_filled_name),
        ColumnSchema("url", read_url),
        ColumnSchema("published", read_text),
        ColumnSchema("language", read_language),
        ColumnSchema("via", read_text),
        ColumnSchema("reliability", read_choice(*"ABCDEF")),
        ColumnSchema("reason", read_filled),
    ),
    Source,
)
PLACES: TableSchema[Place] = TableSchema(
    "settlements.csv",
    lambda row: row["place_id"],
    (
        ColumnSchema("place_id", read_id),
        ColumnSchema("latin", read_filled_name),
        ColumnSchema("russian", read_name),
        ColumnSchema("ukrainian", read_name),
        ColumnSchema("ukrainian_source", read_text),
        ColumnSchema("type", read_choice(*PLACE_TYPES)),
        ColumnSchema("raion", read_optional_id),
        ColumnSchema("oblast", read_optional_id),
        ColumnSchema("lat", read_number),
        ColumnSchema("lon", read_number),
        ColumnSchema("position_source", read_text),
        ColumnSchema("note", read_text),
    ),
    Place,
)
CONTROL: TableSchema[ControlInterval] = TableSchema(
    "control.csv",
    _name_interval,
    (
        ColumnSchema("place_id", read_id),
        ColumnSchema("account", read_side),
        ColumnSchema("status", read_code(Status)),
        ColumnSchema("start", parse_day),
        ColumnSchema("end", read_optional(parse_day)),
        ColumnSchema("certainty", read_choice(*CERTAINTIES)),
        ColumnSchema("claim_ids", read_filled_ids),
        ColumnSchema("note", read_text),
    ),
    ControlInterval,
    may_be_empty=True,
)
EVENTS: TableSchema[Event] = TableSchema(
    "events.csv",
    lambda row: row["event_id"],
    (
        ColumnSchema("event_id", read_id),
        ColumnSchema("date", parse_span, "when"),
        ColumnSchema("title", read_filled),
        ColumnSchema("summary", read_filled),
        ColumnSchema("weight", lambda cell: int(read_choice("1", "2", "3")(cell))),
        ColumnSchema("claim_ids", read_filled_ids),
    ),
    Event,
    may_be_empty=True,
)
STORY: TableSchema[Chapter] = TableSchema(
    "story.csv",
    lambda row: row["chapter_id"],
    (
        ColumnSchema("chapter_id", read_id),
        ColumnSchema("date", parse_day, "day"),
        ColumnSchema("title", read_filled),
        ColumnSchema("text", read_filled),
        ColumnSchema("claim_ids", read_filled_ids),
    ),
    Chapter,
    may_be_empty=True,
)
OPTIONAL = (STORY.file,)
"""The files that a front may do without."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a front as read: sound rows only, and every fault found so far."""

    front: Front
    claims: TableRows[Claim]
    sources: TableRows[Source]
    places: TableRows[Place]
    control: TableRows[ControlInterval]
    events: TableRows[Event]
    story: TableRows[Chapter]


# table, column with one id or several, table that the ids are of
LINKS = (
    ("claims", "source_ids", "sources"),
    ("claims", "within", "places"),
    ("claims", "places", "places"),
    ("claims", "disputed_by", "claims"),
    ("claims", "restates", "claims"),
    ("places", "raion", "places"),
    ("places", "oblast", "places"),
    ("control", "place_id", "places"),
    ("control", "claim_ids", "claims"),
    ("events", "claim_ids", "claims"),
    ("story", "claim_ids", "claims"),
)


def find_link_faults(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for every id that leads nowhere and every relation that cannot be."""
    for table, column, target in LINKS:
        yield from cap_faults(
            _find_dangling(getattr(tables, table), column, getattr(tables, target))
        )
    yield from _find_oblast_faults(tables)
    yield from cap_faults(_find_relation_faults(tables.claims))
    yield from cap_faults(_find_early_faults(tables))
    yield from cap_faults(_find_region_faults(tables.places))
    yield from cap_faults(_find_control_faults(tables))


def _find_dangling(
    rows: TableRows[object], column: str, target: TableRows[object]
) -> Iterator[Fault]:
    """Yield a fault for each id in `column` that `target` never mentions, faulty rows included."""
    if not target.whole:
        return  # the whole file is missing or unreadable, which is said once
    for name, row in rows.records.items():
        given = getattr(row, column)
        for link in (given,) if isinstance(given, str) else given:
            if link and link not in target.names:
                remedy = f"Correct {column}, or add the row to {target.file}."
                yield Fault(rows.file, name, f"{column} '{link}' is not in {target.file}", remedy)


def _find_oblast_faults(tables: Tables) -> Iterator[Fault]:
    oblast, places = tables.front.oblast, tables.places
    if places.whole and oblast not in places.names:
        remedy = f"Correct oblast, or add the row to {places.file}."
        yield Fault("front.toml", "front", f"oblast '{oblast}' is not in {places.file}", remedy)


def _find_relation_faults(claims: TableRows[Claim]) -> Iterator[Fault]:
    """Yield faults of claims that dispute or restate themselves, or without an answer."""
    for name, claim in claims.records.items():
        if name in (*claim.disputed_by, claim.restates):
            remedy = "Remove its own id from disputed_by and restates."
            yield Fault(claims.file, name, "disputes or restates itself", remedy)
            continue
        for other_id in claim.disputed_by:
            other = claims.records.get(other_id)
            if other and name not in other.disputed_by:
                rule = f"is disputed_by '{other_id}', which does not name it back"
                remedy = f"Add '{name}' to disputed_by of '{other_id}', or remove the link."
                yield Fault(claims.file, name, rule, remedy)
            if other and can_both_be_right(claim, other):
                rule = f"is disputed_by '{other_id}', yet both figures can be right"
                remedy = "Remove the link from both: their hedges meet, or each counts its own way."
                yield Fault(claims.file, name, rule, remedy)
        original = claims.records.get(claim.restates)
        if original and original.restates:
            rule = f"restates '{claim.restates}', which itself restates '{original.restates}'"
            yield Fault(claims.file, name, rule, "Name the first statement of all.")


def _find_early_faults(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for every claim made public before the first of its publications.

    A statement of one day was public on it, however late a page that carries it; what is known of
    a month or season only is public when somebody published it.
    """
    for name, claim in tables.claims.records.items():
        found = [tables.sources.records.get(source_id) for source_id in claim.source_ids]
        days = [_read_day(source.published) for source in found if source is not None]
        dated = [day for day in days if day is not None]
        if claim.as_of.is_day or not dated or len(dated) < len(claim.source_ids):
            continue
        first = min(dated)
        if claim.reported.end < first:
            rule = f"reported {claim.reported.text} is before its first publication, of {first}"
            remedy = "Give the day of that publication, or an earlier one among source_ids."
            yield Fault(tables.claims.file, name, rule, remedy)


def _read_day(text: str) -> date | None:
    """Return the first day of a publication's date, None where it is missing or no date."""
    try:
        return parse_span(text).start if text else None
    except ValueError:
        return None


def _find_region_faults(places: TableRows[Place]) -> Iterator[Fault]:
    """Yield a fault for every raion or oblast that is not one, or lies in another oblast."""
    for name, place in places.records.items():
        for column in ("raion", "oblast"):
            region = places.records.get(getattr(place, column))
            if region and region.type != column:
                rule = f"{column} '{region.place_id}' is a {region.type}"
                yield Fault(places.file, name, rule, f"Name a place of type {column}.")
        raion = places.records.get(place.raion)
        if raion and raion.oblast != place.oblast:
            rule = f"oblast '{place.oblast}' is not that of its raion, '{raion.oblast}'"
            yield Fault(places.file, name, rule, "Correct the raion or the oblast.")


def _find_control_faults(tables: Tables) -> Iterator[Fault]:
    """Yield faults of control over whole regions, and of overlapping intervals."""
    file, places = tables.control.file, tables.places.records
    kept: dict[tuple[Side, str], list[tuple[ControlInterval, str]]] = defaultdict(list)
    for name, interval in tables.control.records.items():
        place = places.get(interval.place_id)
        if place and place.type in ("raion", "oblast"):
            rule = f"place '{place.place_id}' is a {place.type}"
            yield Fault(file, name, rule, "Control is kept by settlement: name settlements.")
        kept[interval.account, interval.place_id].append((interval, name))
    for intervals in kept.values():
        intervals.sort(key=lambda entry: entry[0].start)
        (longest, longest_name), *later = intervals
        for interval, name in later:
            if longest.end is None or interval.start <= longest.end:
                rule = f"overlaps '{longest_name}', which lasts to {longest.end or 'the end'}"
                yield Fault(file, name, rule, "End the first on the day before the next starts.")
            if longest.end is not None and (interval.end is None or interval.end > longest.end):
                longest, longest_name = interval, name
