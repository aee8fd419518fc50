"""One view of the front for one selection; map, chart, panel and exports all read it.

`figures_on` says what each account holds to on a day. `build_view` uses it for the panel and
`dashboard.payload` for every step of the timeline, so that no two of them can disagree.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.captions import describe_changes
from dashboard.places import PlaceStanding, list_standings
from dashboard.state import Selection, list_mappers
from geodata.claims import HELD_KINDS, Figure
from geodata.errors import Fault
from geodata.load import load_dataset
from geodata.model import Account, Claim, Dataset, HeldArea, Side
from geodata.timeline import Timeline

NEARBY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """A dataset laid out for use: its timeline, its held areas by claim, what failed to load."""

    dataset: Dataset
    timeline: Timeline
    areas: Mapping[str, tuple[HeldArea, ...]]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one account says on the shown day, and the held areas that draw it (firm first)."""

    account: Account
    key: str
    figure: Figure | None
    areas: tuple[HeldArea, ...]
    others: tuple[HeldArea, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything drawn for one selection."""

    selection: Selection
    standings: tuple[Standing, ...]
    caption: str
    groups: tuple[tuple[Account, tuple[Claim, ...]], ...]
    statements: tuple[Claim, ...]
    places: tuple[PlaceStanding, ...]


def open_desk(folder: Path) -> Desk:
    """Return the desk of the dataset in `folder`; layers that break a rule are named, not shown.

    Raises:
        DatasetError: a table breaks its rules.
    """
    faults: list[Fault] = []
    return lay_out_desk(load_dataset(folder, faults.append), tuple(faults))


def lay_out_desk(dataset: Dataset, faults: tuple[Fault, ...] = ()) -> Desk:
    """Return `dataset` with its timeline and its held areas by claim."""
    areas: dict[str, tuple[HeldArea, ...]] = {}
    for area in sorted(dataset.held, key=lambda area: area.edge.value, reverse=True):
        areas[area.claim_id] = (*areas.get(area.claim_id, ()), area)
    return Desk(dataset, Timeline.build(dataset), areas, faults)


def figure_key(side: Side, mapper: str | None) -> str:
    """Return the key of an account's figures; only the independent account can be narrowed."""
    return f"{side.value}:{mapper}" if mapper and side is Side.INDEPENDENT else side.value


def figures_on(desk: Desk, day: date) -> dict[str, Figure]:
    """Return what is in force on `day`, by account and by mapper; missing before a first figure."""
    voices: list[tuple[Side, str | None]] = [
        (account.side, None) for account in desk.dataset.front.accounts
    ]
    voices += [(Side.INDEPENDENT, mapper) for mapper in list_mappers(desk.dataset.front)]
    found = {
        figure_key(side, mapper): desk.timeline.figure(side, day, mapper) for side, mapper in voices
    }
    return {key: figure for key, figure in found.items() if figure is not None}


def list_areas(desk: Desk, figure: Figure | None) -> tuple[tuple[HeldArea, ...], ...]:
    """Return the held areas of a figure's claim, and those of the account's rival claims."""
    if figure is None or figure.in_words:
        return (), ()
    rivals = (area for claim in figure.others for area in desk.areas.get(claim.claim_id, ()))
    return desk.areas.get(figure.claim.claim_id, ()), tuple(rivals)


def write_caption(desk: Desk, day: date, mapper: str | None = None) -> str:
    """Return one line on what changed at the last reported date up to `day`."""
    dates = desk.timeline.dates
    place = bisect_right(dates, day)
    if not place:
        return ""
    step = dates[place - 1]
    before = figures_on(desk, dates[place - 2]) if place > 1 else {}
    now = figures_on(desk, step)
    keys = [figure_key(account.side, mapper) for account in desk.dataset.front.accounts]
    return describe_changes(desk.dataset, step, keys, before, now)


def build_view(desk: Desk, selection: Selection) -> View:
    """Return everything that is drawn for `selection`."""
    front = desk.dataset.front
    figures = figures_on(desk, selection.day)
    standings = []
    groups = []
    for account in front.accounts:
        if account.side not in selection.accounts:
            continue
        key = figure_key(account.side, selection.mapper)
        figure = figures.get(key)
        areas, others = list_areas(desk, figure)
        rivals = others if selection.others else ()
        standings.append(Standing(account, key, figure, areas, rivals))
        in_force = desk.timeline.in_force(selection.day).get(account.side, ())
        groups.append((account, _order_claims(in_force, figure, selection.mapper)))
    nearby = desk.timeline.statements(selection.day, NEARBY_DAYS)
    return View(
        selection=selection,
        standings=tuple(standings),
        caption=write_caption(desk, selection.day, selection.mapper),
        groups=tuple(groups),
        statements=tuple(claim for claim in nearby if claim.side in selection.accounts),
        places=list_standings(desk.dataset, selection.accounts, selection.day),
    )


def _order_claims(
    claims: tuple[Claim, ...], figure: Figure | None, mapper: str | None
) -> tuple[Claim, ...]:
    """Put the figure that is drawn first, and leave out other mappers' areas under a mapper."""

    def is_foreign(claim: Claim) -> bool:
        narrowed = mapper is not None and claim.side is Side.INDEPENDENT
        return narrowed and claim.kind in HELD_KINDS and claim.series != mapper

    kept = (claim for claim in claims if not is_foreign(claim))
    return tuple(sorted(kept, key=lambda claim: figure is None or claim != figure.claim))
