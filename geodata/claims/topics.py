"""What is counted beyond ground: settlements, forces, losses, sorted by a claim's own words.

The tables tell forces from casualties, not whose. That is read from the summary by the rules
below; a hand-made list of every claim checks them, so that a new wording cannot slip through.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from geodata.core.model import Claim, Kind, Topic

_BY_KIND: Final = {
    Kind.SETTLEMENTS_HELD: Topic.SETTLEMENTS_HELD,
    Kind.SETTLEMENTS_RETAKEN: Topic.SETTLEMENTS_RETAKEN,
    Kind.SETTLEMENTS_GAIN: Topic.SETTLEMENTS_GAIN,
    Kind.AREA_SUMY: Topic.AREA_SUMY,
}
_NORTH_KOREA: Final = re.compile(r"North Korea|Pyongyang")
_RUSSIANS: Final = re.compile(r"Russians?\b")
_PIPELINE: Final = re.compile(r"\bpipe(line)?\b")
_UKRAINE: Final = re.compile(r"Ukrainian (casualties|losses|soldiers)")
_WOUNDED: Final = re.compile(r"besides the dead")
# The figure itself is of dead; "25,625 killed and ..." and "16,100 of them dead" are parts of it.
_DEAD: Final = re.compile(
    r"\d (Russian |North Korean soldiers )?(had been )?(dead|killed)\b(?! (and|or)\b)"
)


def find_topic(claim: Claim) -> Topic | None:
    """Return what `claim` counts beyond ground, or speaks of in words; None for all else."""
    if claim.kind is Kind.FORCES:
        return _find_forces(claim)
    if claim.kind is Kind.CASUALTIES:
        return _find_losses(claim.summary)
    if claim.kind is Kind.EVENT and _NORTH_KOREA.search(claim.summary):
        return Topic.FORCES_NORTH_KOREA
    return _BY_KIND.get(claim.kind)


def list_topics(claims: Iterable[Claim]) -> dict[str, Topic]:
    """Return the topic of each claim that has one, by the claim's id."""
    found = ((claim.claim_id, find_topic(claim)) for claim in claims)
    return {claim_id: topic for claim_id, topic in found if topic}


def sort_topics(
    topics: Mapping[str, Topic], claims: Iterable[Claim]
) -> dict[Topic, tuple[Claim, ...]]:
    """Return the claims of each topic in order of as-of date; a topic without claims is missing."""
    found: dict[Topic, list[Claim]] = {topic: [] for topic in Topic}
    for claim in sorted(claims, key=lambda claim: (claim.as_of, claim.claim_id)):
        if topic := topics.get(claim.claim_id):
            found[topic].append(claim)
    return {topic: tuple(claims) for topic, claims in found.items() if claims}


def _find_forces(claim: Claim) -> Topic:
    if _PIPELINE.search(claim.summary):
        return Topic.FORCES_PIPELINE
    # "63,000 Russian and about 7,000 North Korean troops" leads with the Russian figure.
    if _NORTH_KOREA.search(claim.summary) and not _RUSSIANS.search(claim.summary):
        return Topic.FORCES_NORTH_KOREA
    return Topic.FORCES_RUSSIA


def _find_losses(summary: str) -> Topic:
    dead = _DEAD.search(summary)
    if _NORTH_KOREA.search(summary):
        if _WOUNDED.search(summary):
            return Topic.WOUNDED_NORTH_KOREA
        return Topic.DEAD_NORTH_KOREA if dead else Topic.LOSSES_NORTH_KOREA
    if _UKRAINE.search(summary):
        return Topic.LOSSES_UKRAINE
    if _RUSSIANS.search(summary) or "Russia had lost" in summary:
        return Topic.DEAD_RUSSIA if dead else Topic.LOSSES_RUSSIA
    return Topic.LOSSES
