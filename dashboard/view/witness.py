"""Whose figures two areas are, and what one of the makers itself counted near both dates.

Of two makers' figures no part is called change of ground on our own account: only what one of the
two counted by itself, near both dates, says how much of the difference is ground.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.view.workspace import Workspace
from geodata.claims.claims import is_known
from geodata.claims.support import find_series
from geodata.core.model import Claim, HeldArea
from geodata.geometry.overlaps import list_firm

NEAR_DAYS: Final = 7
"""How far from the other's date a maker's own figure may lie to tell ground from claimant."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A maker's own figures near both dates, km², each with the day that it describes."""

    maker: str
    before: HeldArea
    after: HeldArea


def is_same_maker(workspace: Workspace, first: Claim, second: Claim) -> bool:
    """Return whether two figures share maker and definition, so that their difference is ground."""
    if first.series != second.series:
        return False
    series = find_series(workspace.dataset.front, first)
    return bool(series and series.joined) or first.claimant == second.claimant


def name_maker(workspace: Workspace, claim: Claim) -> str:
    """Return the name of a figure's maker: its series, or its claimant where none is joined."""
    series = find_series(workspace.dataset.front, claim)
    return series.label if series and series.joined else claim.claimant


def find_witness(
    workspace: Workspace, old: HeldArea, new: HeldArea, known_on: date | None
) -> Witness | None:
    """Return what one of the two makers itself counted near both dates, None where neither did.

    The first side's maker is heard before the second's; with `known_on` only what was public then.
    """
    later = _find_near(workspace, old, new, known_on)
    if later:
        return Witness(name_maker(workspace, workspace.dataset.claims[old.claim_id]), old, later)
    earlier = _find_near(workspace, new, old, known_on)
    if earlier:
        return Witness(name_maker(workspace, workspace.dataset.claims[new.claim_id]), earlier, new)
    return None


def _find_near(
    workspace: Workspace, own: HeldArea, other: HeldArea, known_on: date | None
) -> HeldArea | None:
    """Return another figure of the maker of `own`, nearest to the day of `other`."""
    claims = workspace.dataset.claims
    found = [
        area
        for area in list_firm(workspace.dataset.held)
        if area.claim_id not in (own.claim_id, other.claim_id)
        and abs((area.date - other.date).days) <= NEAR_DAYS
        and is_same_maker(workspace, claims[area.claim_id], claims[own.claim_id])
        and is_known(claims[area.claim_id], known_on)
    ]
    return min(
        found,
        key=lambda area: (abs((area.date - other.date).days), area.date, area.claim_id),
        default=None,
    )
