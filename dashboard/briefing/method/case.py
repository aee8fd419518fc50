"""One claim in all the stages of its making: evidence, bare order, bent order, held area."""

from dataclasses import dataclass
from datetime import date

from dashboard.briefing.method.relief import Relief, list_misplaced, raise_both
from dashboard.text.pictures import REFUSALS
from dashboard.view.view import Desk
from geodata.control.evidence import Evidence
from geodata.control.scene import Scene, set_scene
from geodata.core.errors import AreaError
from geodata.core.model import Claim, HeldArea, Side


@dataclass(frozen=True, slots=True)
class Case:
    """A held area with its claim, what was reported, and the reliefs that it came from.

    `misplaced` are the reports that the bare order would put on the wrong side of the line,
    `left_wrong` those that the held area has there.
    """

    area: HeldArea
    claim: Claim
    evidence: tuple[Evidence, ...]
    misplaced: tuple[Evidence, ...]
    left_wrong: tuple[Evidence, ...]
    scene: Scene
    order: Relief
    bent: Relief


def study_case(desk: Desk, account: Side, day: date) -> Case:
    """Return the leading held area of an account that is dated `day`, and how it came about.

    Raises:
        AreaError: the account has no leading area of that day, or no district for it.
        DatasetError: the oblast or its border cannot be read.
    """
    dataset = desk.dataset
    areas = (one for one in dataset.held if one.account is account and one.date == day)
    area = next((one for one in areas if one.leading and one.claimed_km2 > 0), None)
    if area is None:
        raise AreaError(REFUSALS["no_area"].format(account=account.value, day=day))
    claim = dataset.claims[area.claim_id]
    scene = set_scene(dataset)
    ground = scene.narrow(claim.within)
    evidence = scene.weigh(account, day)
    order, bent = raise_both(evidence, ground, area.claimed_km2, scene.find_former(account, day))
    misplaced = tuple(list_misplaced(evidence, order.cut(0.0), ground.plane))
    held = ground.plane.project(area.geometry)
    left_wrong = tuple(list_misplaced(evidence, held, ground.plane))
    return Case(area, claim, evidence, misplaced, left_wrong, scene, order, bent)
