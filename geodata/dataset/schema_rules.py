"""What a single row must not say: one declared rule for each mistake, table by table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic

from geodata.core.dates import parse_span
from geodata.core.errors import Fault
from geodata.core.model import (
    Chapter,
    ControlInterval,
    Event,
    Front,
    Place,
    Source,
    Span,
)
from geodata.dataset.schema import Tables
from geodata.dataset.tables import Record, Rows

TITLE_LENGTH = 28  # characters that a flag on the timeline has room for
CHAPTER_TITLE_LENGTH = 44  # characters that a line of the story has room for
CHAPTER_TEXT_LENGTH = 420
_MARGIN = timedelta(days=31)  # statements may come this long before or after the front's days
_RETROSPECT = timedelta(days=731)  # a publication may look back this long after the last day
_SURROUNDINGS = 5.0  # degrees round the extent in which every named place must lie


@dataclass(frozen=True, slots=True)
class Rule(Generic[Record]):
    """A mistake that a row can make: its test, how it reads (`row` is the record), its remedy."""

    broken: Callable[[Record, Front], bool]
    says: str
    remedy: str


def find_row_faults(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for every declared rule that a row of any table but the claims breaks."""
    yield from apply_rules(SOURCE_RULES, tables.sources, tables.front)
    yield from apply_rules(PLACE_RULES, tables.places, tables.front)
    yield from apply_rules(CONTROL_RULES, tables.control, tables.front)
    yield from apply_rules(EVENT_RULES, tables.events, tables.front)
    yield from apply_rules(STORY_RULES, tables.story, tables.front)


def apply_rules(rules: Sequence[Rule[Record]], rows: Rows[Record], front: Front) -> Iterator[Fault]:
    """Yield a fault for each of `rules` that each sound row breaks."""
    for name, row in rows.records.items():
        for rule in rules:
            if rule.broken(row, front):
                yield Fault(rows.file, name, rule.says.format(row=row, front=front), rule.remedy)


def is_off(span: Span, front: Front, after: timedelta = _MARGIN) -> bool:
    """Return whether `span` leaves the front's days; a bare month or year need only touch them."""
    earliest, latest = front.first - _MARGIN, front.last + after
    if "/" in span.text:
        return span.start < earliest or span.end > latest
    return span.end < earliest or span.start > latest


def _is_published_off(source: Source, front: Front) -> bool:
    try:
        return bool(source.published) and is_off(parse_span(source.published), front, _RETROSPECT)
    except ValueError:
        return True


def has_account(side: str, front: Front) -> bool:
    """Return whether `front.toml` has an account of that side."""
    return any(account.side == side for account in front.accounts)


def _is_region(place: Place) -> bool:
    return place.type in ("raion", "oblast")


def _is_far(place: Place, front: Front) -> bool:
    if place.lat is None or place.lon is None:
        return False
    west, south, east, north = front.extent
    near_lon = west - _SURROUNDINGS <= place.lon <= east + _SURROUNDINGS
    return not (near_lon and south - _SURROUNDINGS <= place.lat <= north + _SURROUNDINGS)


SOURCE_RULES: tuple[Rule[Source], ...] = (
    Rule(
        _is_published_off,
        "published '{row.published}' is no date, or is outside the front's time",
        "Give an ISO date such as 2024-08-12 or 2024-08, or leave it empty when unknown.",
    ),
)
PLACE_RULES: tuple[Rule[Place], ...] = (
    Rule(
        lambda row, _: (row.lat is None) != (row.lon is None),
        "has only one of lat and lon",
        "Give both in WGS 84 degrees, or neither and say why in the note.",
    ),
    Rule(
        _is_far,
        "lies at lat {row.lat}, lon {row.lon}, far from the front",
        "Correct the coordinates; lat and lon may be swapped.",
    ),
    Rule(
        lambda row, _: _is_region(row) and (row.lat is not None or row.lon is not None),
        "is a {row.type} with coordinates",
        "Leave lat and lon of districts and oblasts empty.",
    ),
    Rule(
        lambda row, _: (
            not _is_region(row) and row.lat is None and not row.note.startswith("unresolved:")
        ),
        "has no position",
        "Give lat and lon, or a note that starts with 'unresolved:' and says why.",
    ),
    Rule(
        lambda row, _: row.lat is not None and not row.position_source,
        "has a position without a position_source",
        "Say where the position comes from.",
    ),
    Rule(
        lambda row, _: _is_region(row) and bool(row.raion),
        "is a {row.type} inside raion {row.raion}",
        "Leave the raion of districts and oblasts empty.",
    ),
    Rule(
        lambda row, _: (row.type == "oblast") == bool(row.oblast),
        "is of type {row.type} with oblast '{row.oblast}'",
        "Every place but an oblast itself lies in an oblast.",
    ),
)
CONTROL_RULES: tuple[Rule[ControlInterval], ...] = (
    Rule(
        lambda row, _: row.end is not None and row.start > row.end,
        "start {row.start} is after end {row.end}",
        "Correct either day; the end is the last day of the interval.",
    ),
    Rule(
        lambda row, front: is_off(Span(row.start, row.end or row.start, "/"), front),
        "{row.start} to {row.end} is outside the front's days, {front.first} to {front.last}",
        "Correct the dates.",
    ),
    Rule(
        lambda row, front: not has_account(row.account, front),
        "account {row.account} is not in front.toml",
        "Correct the account or add it.",
    ),
)
EVENT_RULES: tuple[Rule[Event], ...] = (
    Rule(
        lambda row, front: is_off(row.when, front),
        "date {row.when.text} is outside the front's days, {front.first} to {front.last}",
        "Correct the date.",
    ),
    Rule(
        lambda row, _: len(row.title) > TITLE_LENGTH,
        f"title '{{row.title}}' is over {TITLE_LENGTH} characters",
        "Shorten the title; the summary has room.",
    ),
)
STORY_RULES: tuple[Rule[Chapter], ...] = (
    Rule(
        lambda row, front: not front.first <= row.day <= front.last,
        "date {row.day} is outside the front's days, {front.first} to {front.last}",
        "Correct the date.",
    ),
    Rule(
        lambda row, _: len(row.title) > CHAPTER_TITLE_LENGTH,
        f"title '{{row.title}}' is over {CHAPTER_TITLE_LENGTH} characters",
        "Shorten the title; the text has room.",
    ),
    Rule(
        lambda row, _: len(row.text) > CHAPTER_TEXT_LENGTH,
        f"text is over {CHAPTER_TEXT_LENGTH} characters",
        "Shorten the text to two sentences.",
    ),
)
