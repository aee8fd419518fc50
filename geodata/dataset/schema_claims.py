"""What a single claim must not say: one declared rule for each mistake."""

from collections.abc import Iterator

from geodata.claims.claims import HELD_KINDS, find_topic
from geodata.core.errors import Fault
from geodata.core.model import Basis, Claim, Front, Kind, Unit
from geodata.dataset.schema import Tables
from geodata.dataset.schema_rules import Rule, apply_rules, has_account, is_off

UNITS = {
    Kind.AREA_HELD: Unit.KM2,
    Kind.AREA_PEAK: Unit.KM2,
    Kind.AREA_RETAKEN: Unit.KM2,
    Kind.AREA_GAIN: Unit.KM2,
    Kind.AREA_SUMY: Unit.KM2,
    Kind.AREA_OTHER: Unit.KM2,
    Kind.SHARE_RETAKEN: Unit.PERCENT,
    Kind.SETTLEMENTS_HELD: Unit.SETTLEMENTS,
    Kind.SETTLEMENTS_RETAKEN: Unit.SETTLEMENTS,
    Kind.SETTLEMENTS_GAIN: Unit.SETTLEMENTS,
}
COUNTED = frozenset({Kind.FORCES, Kind.CASUALTIES})
"""What must name its topic: its kind leaves open whose forces or casualties are counted."""


def find_claim_faults(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for every declared rule that a claim breaks."""
    yield from apply_rules(CLAIM_RULES, tables.claims, tables.front)


def _has_figure(claim: Claim) -> bool:
    return claim.value is not None or claim.low is not None or claim.high is not None


def _is_beside_range(claim: Claim) -> bool:
    """Return whether the value lies outside its own range."""
    if claim.value is None or claim.low is None or claim.high is None:
        return False
    return not claim.low <= claim.value <= claim.high


def _is_foreign_series(claim: Claim, front: Front) -> bool:
    sides = {series.series_id: series.side for series in front.series}
    return bool(claim.series) and sides.get(claim.series) is not claim.side


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
        lambda row, _: (row.kind is Kind.STANDING) != bool(row.words),
        "kind {row.kind} has words '{row.words}'",
        "Give a standing, and nothing else, the few words that stand where its figure would.",
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
        lambda row, front: not has_account(row.side, front),
        "side {row.side} has no account in front.toml",
        "Correct the side or add the account.",
    ),
)
