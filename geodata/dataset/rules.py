"""What a single row must not say: one declared rule for each mistake, table by table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic

from geodata.claims.claims import HELD_KINDS, WORKED_OUT, find_topic
from geodata.claims.support import find_series
from geodata.core.dates import parse_span
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
    Source,
    Span,
    Unit,
)
from geodata.dataset.addresses import REFUSALS, find_unusable
from geodata.dataset.schema import Tables
from geodata.dataset.tables import Record, TableRows

TITLE_LENGTH = 28  # characters that a flag on the timeline has room for
CHAPTER_TITLE_LENGTH = 44  # characters that a line of the story has room for
CHAPTER_TEXT_LENGTH = 420
MARGIN = timedelta(days=31)  # statements may come this long before or after the front's days
_RETROSPECT = timedelta(days=731)  # a publication may look back this long after the last day
_SURROUNDINGS = 5.0  # degrees round the extent in which every named place must lie


@dataclass(frozen=True, slots=True)
class Rule(Generic[Record]):
    """A mistake that a row can make: its test, how it reads (`row` is the record), its remedy."""

    broken: Callable[[Record, Front], bool]
    says: str
    remedy: str


def find_row_faults(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for every declared rule that a row breaks."""
    yield from cap_faults(apply_rules(CLAIM_RULES, tables.claims, tables.front))
    yield from cap_faults(apply_rules(SOURCE_RULES, tables.sources, tables.front))
    yield from cap_faults(apply_rules(PLACE_RULES, tables.places, tables.front))
    yield from cap_faults(apply_rules(CONTROL_RULES, tables.control, tables.front))
    yield from cap_faults(apply_rules(EVENT_RULES, tables.events, tables.front))
    yield from cap_faults(apply_rules(STORY_RULES, tables.story, tables.front))


def apply_rules(
    rules: Sequence[Rule[Record]], rows: TableRows[Record], front: Front
) -> Iterator[Fault]:
    """Yield a fault for each of `rules` that each sound row breaks."""
    for name, row in rows.records.items():
        for rule in rules:
            if rule.broken(row, front):
                yield Fault(rows.file, name, rule.says.format(row=row, front=front), rule.remedy)


def is_off(span: Span, front: Front, after: timedelta = MARGIN) -> bool:
    """Return whether `span` leaves the front's days; a bare month or year need only touch them."""
    earliest, latest = front.first - MARGIN, front.last + after
    if "/" in span.text:
        return span.start < earliest or span.end > latest
    return span.end < earliest or span.start > latest


def _is_published_off(source: Source, front: Front) -> bool:
    try:
        return bool(source.published) and is_off(parse_span(source.published), front, _RETROSPECT)
    except ValueError:
        return True


def _is_region(place: Place) -> bool:
    return place.type in ("raion", "oblast")


def _is_far(place: Place, front: Front) -> bool:
    if place.lat is None or place.lon is None:
        return False
    west, south, east, north = front.extent
    near_lon = west - _SURROUNDINGS <= place.lon <= east + _SURROUNDINGS
    return not (near_lon and south - _SURROUNDINGS <= place.lat <= north + _SURROUNDINGS)


def _refuse_address(why: str) -> Rule[Source]:
    return Rule(
        lambda row, _: find_unusable(row.url) == why,
        f"url '{{row.url}}' {why}",
        "Give the page's own address; where none is found, leave it empty and say so in reason.",
    )


SOURCE_RULES: tuple[Rule[Source], ...] = (
    *(_refuse_address(why) for why in REFUSALS),
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
        lambda row, _: row.lat is None and not (_is_region(row) or "unresolved:" in row.note[:11]),
        "has no position",
        "Give lat and lon, or a note that starts with 'unresolved:' and says why.",
    ),
    Rule(
        lambda row, _: row.lat is not None and not row.position_source,
        "has a position without a position_source",
        "Say where the position comes from.",
    ),
    Rule(
        lambda row, _: bool(row.ukrainian_source) != bool(row.ukrainian or row.russian),
        "has russian '{row.russian}', ukrainian '{row.ukrainian}', from '{row.ukrainian_source}'",
        "Beside a Russian name stands a Ukrainian one with its ukrainian_source.",
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


UNITS = {
    Kind.AREA_HELD: Unit.KM2,
    Kind.AREA_PEAK: Unit.KM2,
    Kind.AREA_RETAKEN: Unit.KM2,
    Kind.AREA_GAIN: Unit.KM2,
    Kind.AREA_ACROSS: Unit.KM2,
    Kind.AREA_OTHER: Unit.KM2,
    Kind.SHARE_RETAKEN: Unit.PERCENT,
    Kind.SETTLEMENTS_HELD: Unit.SETTLEMENTS,
    Kind.SETTLEMENTS_RETAKEN: Unit.SETTLEMENTS,
    Kind.SETTLEMENTS_GAIN: Unit.SETTLEMENTS,
}
COUNTED = frozenset({Kind.FORCES, Kind.CASUALTIES})
"""What must name its topic: its kind leaves open whose forces or casualties are counted."""


def _has_figure(claim: Claim) -> bool:
    return claim.value is not None or claim.low is not None or claim.high is not None


def _is_beside_range(claim: Claim) -> bool:
    """Return whether the value lies outside its own range."""
    if claim.value is None or claim.low is None or claim.high is None:
        return False
    return not claim.low <= claim.value <= claim.high


def _is_foreign_series(claim: Claim, front: Front) -> bool:
    sides = {series.series_id: series.side for series in front.series}
    return bool(claim.series) and sides.get(claim.series) != claim.side


def _is_misplaced(claim: Claim, front: Front) -> bool:
    """Return whether ground held is worked out and its series is not, or the reverse."""
    if claim.kind not in HELD_KINDS or not (series := find_series(front, claim)):
        return False
    return series.worked_out != (claim.basis in WORKED_OUT)


def _may_name_topic(claim: Claim, front: Front) -> bool:
    """Return whether the claim's kind leaves open what it counts."""
    by_kind = {topic.kind for topic in front.topics}
    return claim.kind in {*COUNTED, Kind.EVENT} - by_kind


def _is_foreign_topic(claim: Claim, front: Front) -> bool:
    named = {topic.topic_id for topic in front.topics if topic.kind is None}
    return bool(claim.topic) and claim.topic not in named


CLAIM_RULES: tuple[Rule[Claim], ...] = (
    Rule(
        lambda row, front: is_off(row.as_of, front),
        "as_of {row.as_of.text} is outside the front's days, {front.first} to {front.last}",
        "Correct the date; an interval must lie inside as a whole.",
    ),
    Rule(
        lambda row, front: is_off(row.reported, front),
        "reported {row.reported.text} is outside the front's days, {front.first} to {front.last}",
        "Correct the date; an interval must lie inside as a whole.",
    ),
    Rule(
        lambda row, _: row.as_of.start > row.reported.end,
        "as_of {row.as_of.text} is after reported {row.reported.text}",
        "Correct either date: nobody reports what is still to come.",
    ),
    Rule(
        lambda row, _: _has_figure(row) and row.unit is None,
        "has a figure without a unit",
        "Name the unit.",
    ),
    Rule(
        lambda row, _: row.unit is not None and not _has_figure(row),
        "has unit {row.unit} without a figure",
        "Give value or low and high, or leave the unit empty.",
    ),
    Rule(
        lambda row, _: row.kind in UNITS and not _has_figure(row),
        "kind {row.kind} has no figure",
        "Give value or low and high, or use the kind control or standing for words.",
    ),
    Rule(
        lambda row, _: row.kind in UNITS and row.unit not in (None, UNITS[row.kind]),
        "kind {row.kind} has unit {row.unit}",
        "Areas are in km2, shares in percent, settlement counts in settlements.",
    ),
    Rule(
        lambda row, _: row.kind is Kind.STANDING and _has_figure(row),
        "kind standing has a figure",
        "A standing is in words only: move the figure to a claim of its own.",
    ),
    Rule(
        lambda row, _: row.kind is Kind.STANDING and not row.as_of.is_day,
        "kind standing has as_of {row.as_of.text}",
        "Date it to the day, as it ends the figure before it on that day.",
    ),
    Rule(
        lambda row, _: (row.kind is Kind.STANDING) != bool(row.words) or ":" in row.words,
        "kind {row.kind} has words '{row.words}'",
        "Give a standing, and nothing else, a few words in the place of a figure, without a colon.",
    ),
    Rule(
        lambda row, _: (row.low is None) != (row.high is None),
        "has only one end of a range",
        "Give both low and high, or one value with a qualifier such as over or up to.",
    ),
    Rule(
        lambda row, _: row.low is not None and row.high is not None and row.low >= row.high,
        "low {row.low} is not below high {row.high}",
        "Correct the range, or give one value.",
    ),
    Rule(
        lambda row, _: _is_beside_range(row),
        "value {row.value} is outside its range {row.low} to {row.high}",
        "Correct value, low or high: low <= value <= high.",
    ),
    Rule(
        lambda row, _: row.unit is Unit.PERCENT and max(row.value or 0, row.high or 0) > 100,
        "has a share above 100 percent",
        "Correct the figure.",
    ),
    Rule(
        lambda row, _: row.basis is not Basis.STATED and not row.derivation,
        "basis {row.basis} has no derivation",
        "Say in a sentence how the figure was worked out, or set basis to stated.",
    ),
    Rule(
        lambda row, _: row.kind in HELD_KINDS and not row.series,
        "kind {row.kind} has no series",
        "Name a series of front.toml, or add one.",
    ),
    Rule(
        _is_foreign_topic,
        "topic {row.topic} is unknown in front.toml, or stands for a kind",
        "Name a topic of front.toml that has no kind, or add one.",
    ),
    Rule(
        lambda row, front: row.kind in COUNTED and find_topic(front, row) is None,
        "kind {row.kind} has no topic",
        "Name the topic of front.toml that says whose they are, or add one.",
    ),
    Rule(
        lambda row, front: bool(row.topic) and not _may_name_topic(row, front),
        "kind {row.kind} has topic {row.topic}",
        "Leave the topic empty: only forces, casualties and events name one.",
    ),
    Rule(
        _is_foreign_series,
        "series {row.series} is unknown in front.toml or not of side {row.side}",
        "Name a series of the claim's own side.",
    ),
    Rule(
        _is_misplaced,
        "basis {row.basis} does not fit series {row.series}",
        "Keep what an outlet or we worked out in a series that is worked_out, and only that.",
    ),
)
