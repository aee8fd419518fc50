"""A dataset narrowed to some of its claims, and to what still rests on them."""

from collections.abc import Collection
from dataclasses import replace

from geodata.core.model import Claim, ControlInterval, Dataset


def keep_claims(dataset: Dataset, kept: Collection[str]) -> Dataset:
    """Return `dataset` with the claims whose ids are in `kept`, and with nothing that needs others.

    A control interval or an event stays as long as one of its claims does, and then names only the
    claims that stayed. A held area goes with its claim; one that stays keeps its shape, since it
    was built from all that had been reported. A chapter of the story, whose text tells of all its
    claims, stays only with every one of them. Sources, places and layers stay.

    >>> from geodata import keep_claims, load_dataset
    >>> dataset = load_dataset()
    >>> side = dataset.front.sides[0]
    >>> kept = [one.claim_id for one in dataset.claims.values() if one.side == side]
    >>> {area.account for area in keep_claims(dataset, kept).held} == {side}
    True
    """
    claims = {
        claim_id: _trim(claim, kept)
        for claim_id, claim in dataset.claims.items()
        if claim_id in kept
    }
    return replace(
        dataset,
        claims=claims,
        control=tuple(
            one if len(ids) == len(one.claim_ids) else replace(one, claim_ids=ids)
            for one in dataset.control
            if (ids := _list_kept(one, claims))
        ),
        events=tuple(
            replace(event, claim_ids=ids)
            for event in dataset.events
            if (ids := tuple(name for name in event.claim_ids if name in claims))
        ),
        story=tuple(
            chapter
            for chapter in dataset.story
            if all(name in claims for name in chapter.claim_ids)
        ),
        held=tuple(area for area in dataset.held if area.claim_id in claims),
    )


def _list_kept(interval: ControlInterval, claims: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in interval.claim_ids if name in claims)


def _trim(claim: Claim, kept: Collection[str]) -> Claim:
    """Return a claim that is at odds only with claims that stayed."""
    rivals = tuple(name for name in claim.disputed_by if name in kept)
    return claim if len(rivals) == len(claim.disputed_by) else replace(claim, disputed_by=rivals)
