"""What a claim rests on: how many publications that do not repeat each other, and its maker."""

import re
from dataclasses import dataclass

from geodata.core.model import Claim, Dataset, Front, Series, Source

_ARTICLE = re.compile(r"^the\s+")
_SPLIT = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True)
class Support:
    """How many independent publications carry a claim, and whether its maker is one of them.

    Texts of one agency, or of one publisher, count once: they are one report.
    """

    publications: int
    by_maker: bool


def find_series(front: Front, claim: Claim) -> Series | None:
    """Return the line of its maker's figures in which a claim stands, None where it is in none."""
    return next((one for one in front.series if one.series_id == claim.series), None)


def weigh_support(dataset: Dataset, claim: Claim) -> Support:
    """Return what `claim` rests on."""
    sources = [dataset.sources[source_id] for source_id in claim.source_ids]
    return Support(
        publications=len({_name_origin(source) for source in sources}),
        by_maker=any(is_own_page(source, claim) for source in sources),
    )


def is_own_page(source: Source, claim: Claim) -> bool:
    """Return whether the publisher is who the claim credits, or one of them."""
    own = re.compile(rf"\b{re.escape(_fold(source.publisher))}\b")
    return any(own.search(_fold(name)) for name in _list_makers(claim))


def _list_makers(claim: Claim) -> list[str]:
    """Return those whom a claim credits; what they drew on is no maker."""
    credited = claim.claimant.split(", from ")[0].split(", as ")[0]
    return _SPLIT.split(credited)


def _name_origin(source: Source) -> str:
    return _fold(source.via.split(";")[0] or source.publisher)


def _fold(name: str) -> str:
    return _ARTICLE.sub("", name.casefold().strip())
