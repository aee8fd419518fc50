"""The tables of a dataset: every column with the parser that says what its cells may hold."""

from dataclasses import dataclass

from geodata.core.dates import parse_day, parse_span
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
    Side,
    Source,
    Status,
    Unit,
)
from geodata.dataset import cells
from geodata.dataset.tables import Cells, Column, Rows, Table

PLACE_TYPES = ("town", "urban-settlement", "village", "hamlet", "checkpoint", "raion", "oblast")


def _name_interval(row: Cells) -> str:
    return f"{row['place_id']}/{row['account']}/{row['start']}"


CLAIMS: Table[Claim] = Table(
    "claims.csv",
    lambda row: row["claim_id"],
    (
        Column("claim_id", cells.read_id),
        Column("kind", cells.read_code(Kind)),
        Column("topic", cells.read_optional_key),
        Column("as_of", parse_span),
        Column("reported", parse_span),
        Column("value", cells.read_amount),
        Column("low", cells.read_amount),
        Column("high", cells.read_amount),
        Column("unit", cells.read_optional(cells.read_code(Unit))),
        Column("qualifier", cells.read_code(Qualifier)),
        Column("basis", cells.read_code(Basis)),
        Column("derivation", cells.read_text),
        Column("words", cells.read_text),
        Column("claimant", cells.read_filled),
        Column("side", cells.read_code(Side)),
        Column("series", cells.read_optional_id),
        Column("within", cells.read_optional_id),
        Column("places", cells.read_ids),
        Column("credibility", cells.read_choice(*"123456")),
        Column("summary", cells.read_filled),
        Column("disputed_by", cells.read_ids),
        Column("restates", cells.read_optional_id),
        Column("core", cells.read_flag),
        Column("source_ids", cells.read_filled_ids),
    ),
    Claim,
)
SOURCES: Table[Source] = Table(
    "sources.csv",
    lambda row: row["source_id"],
    (
        Column("source_id", cells.read_id),
        Column("publisher", cells.read_filled),
        Column("title", cells.read_filled),
        Column("url", cells.read_url),
        Column("published", cells.read_text),
        Column("language", cells.read_language),
        Column("via", cells.read_text),
        Column("reliability", cells.read_choice(*"ABCDEF")),
        Column("reason", cells.read_filled),
    ),
    Source,
)
PLACES: Table[Place] = Table(
    "settlements.csv",
    lambda row: row["place_id"],
    (
        Column("place_id", cells.read_id),
        Column("latin", cells.read_filled),
        Column("russian", cells.read_text),
        Column("ukrainian", cells.read_text),
        Column("type", cells.read_choice(*PLACE_TYPES)),
        Column("raion", cells.read_optional_id),
        Column("oblast", cells.read_optional_id),
        Column("lat", cells.read_number),
        Column("lon", cells.read_number),
        Column("position_source", cells.read_text),
        Column("note", cells.read_text),
    ),
    Place,
)
CONTROL: Table[ControlInterval] = Table(
    "control.csv",
    _name_interval,
    (
        Column("place_id", cells.read_id),
        Column("account", cells.read_code(Side)),
        Column("status", cells.read_code(Status)),
        Column("start", parse_day),
        Column("end", cells.read_optional(parse_day)),
        Column("certainty", cells.read_choice("high", "medium", "low")),
        Column("claim_ids", cells.read_filled_ids),
        Column("note", cells.read_text),
    ),
    ControlInterval,
)
EVENTS: Table[Event] = Table(
    "events.csv",
    lambda row: row["event_id"],
    (
        Column("event_id", cells.read_id),
        Column("date", parse_span, "when"),
        Column("title", cells.read_filled),
        Column("summary", cells.read_filled),
        Column("weight", lambda cell: int(cells.read_choice("1", "2", "3")(cell))),
        Column("claim_ids", cells.read_filled_ids),
    ),
    Event,
)
STORY: Table[Chapter] = Table(
    "story.csv",
    lambda row: row["chapter_id"],
    (
        Column("chapter_id", cells.read_id),
        Column("date", parse_day, "day"),
        Column("title", cells.read_filled),
        Column("text", cells.read_filled),
        Column("claim_ids", cells.read_filled_ids),
    ),
    Chapter,
)
OPTIONAL = (STORY.file,)
"""The files that a front may do without."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a front as read: sound rows only, and every fault found so far."""

    front: Front
    claims: Rows[Claim]
    sources: Rows[Source]
    places: Rows[Place]
    control: Rows[ControlInterval]
    events: Rows[Event]
    story: Rows[Chapter]
