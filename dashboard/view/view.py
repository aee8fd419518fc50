"""One view of the front for one selection; map, chart, panel and exports all read it.

`figures_on` says what each account holds to on a day. `build_view` uses it for the panel and
`dashboard.payload.payload` for every step of the timeline, so that no two of them can disagree.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dashboard.state.fields import Choices
from dashboard.state.filters import list_choices
from dashboard.state.selection import CLOCKS, Selection
from dashboard.text.language import ENGLISH
from dashboard.view.captions import describe_changes
from dashboard.view.places import PlaceStanding, list_standings
from geodata.claims.claims import (
    HELD_KINDS,
    Figure,
    claims_in_force,
    statements_around,
)
from geodata.claims.known import Voice, list_hidden, list_known_figures, list_voices
from geodata.claims.timeline import Timeline
from geodata.core.errors import Fault
from geodata.core.model import Account, Claim, Dataset, HeldArea, Side
from geodata.dataset.load import load_dataset
from geodata.dataset.translation import translate_dataset

NEARBY_DAYS = 3
EVENT, KNOWN = CLOCKS


DATA_VARIABLE: Final = "KURSK_FRONT_DATA"
"""The environment variable by which `serve` names the dataset folder to the page."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A dataset laid out for use: its timeline, its held areas by claim, what failed to load.

    `choices` are what it can be filtered for; `notice` says what it was filtered for, if it was.
    """

    dataset: Dataset
    timeline: Timeline
    areas: Mapping[str, tuple[HeldArea, ...]]
    faults: tuple[Fault, ...]
    known_dates: tuple[date, ...]
    known_figures: tuple[Mapping[str, Figure], ...]
    choices: Choices
    notice: str = ""

    def list_dates(self, clock: str) -> tuple[date, ...]:
        """Return the days, in order, on which what is in force changes on `clock`."""
        return self.known_dates if clock == KNOWN else self.timeline.dates


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
    """Everything drawn for one selection.

    `hidden` are the claims about the shown day that its clock does not know yet.
    """

    selection: Selection
    standings: tuple[Standing, ...]
    caption: str
    groups: tuple[tuple[Account, tuple[Claim, ...]], ...]
    statements: tuple[Claim, ...]
    hidden: tuple[Claim, ...]
    places: tuple[PlaceStanding, ...]


def open_desk(folder: Path) -> Desk:
    """Return the desk of the dataset in `folder`; layers that break a rule are named, not shown.

    Raises:
        DatasetError: a table breaks its rules.
    """
    faults: list[Fault] = []
    return lay_out_desk(load_dataset(folder, faults.append), tuple(faults))


def translate_desk(desk: Desk, language: str) -> Desk:
    """Return `desk` with its dataset told in `language`; what it can be filtered for stays."""
    if language == ENGLISH:
        return desk
    return lay_out_desk(translate_dataset(desk.dataset, language), desk.faults, desk.choices)


def lay_out_desk(
    dataset: Dataset,
    faults: tuple[Fault, ...] = (),
    choices: Choices | None = None,
    notice: str = "",
) -> Desk:
    """Return `dataset` with its timeline and its held areas by claim.

    `choices` are those of the original where the dataset is translated or filtered; `notice` says
    what it was filtered for.
    """
    areas: dict[str, tuple[HeldArea, ...]] = {}
    for area in sorted(dataset.held, key=lambda area: area.edge.value, reverse=True):
        areas[area.claim_id] = (*areas.get(area.claim_id, ()), area)
    known = list_known_figures(dataset)
    figures = tuple(_key_figures(found) for found in known.values())
    choices = choices or list_choices(dataset)
    timeline = Timeline.build(dataset)
    return Desk(dataset, timeline, areas, faults, tuple(known), figures, choices, notice)


def figure_key(side: Side, mapper: str | None) -> str:
    """Return the key of an account's figures; only the independent account can be narrowed."""
    return f"{side.value}:{mapper}" if mapper and side is Side.INDEPENDENT else side.value


def figures_on(desk: Desk, day: date, clock: str = EVENT) -> dict[str, Figure]:
    """Return what is in force on `day`, by account and by mapper; missing before a first figure.

    On the clock "known" only what had been made public by `day` counts.
    """
    if clock == KNOWN:
        place = bisect_right(desk.known_dates, day)
        return dict(desk.known_figures[place - 1]) if place else {}
    voices = list_voices(desk.dataset)
    return _key_figures({voice: desk.timeline.figure(voice[0], day, voice[1]) for voice in voices})


def _key_figures(found: Mapping[Voice, Figure | None]) -> dict[str, Figure]:
    """Return figures by the keys of accounts and mappers, which no other series has."""
    return {
        figure_key(side, series): figure
        for (side, series), figure in found.items()
        if figure is not None and (series is None or side is Side.INDEPENDENT)
    }


def list_areas(desk: Desk, figure: Figure | None) -> tuple[tuple[HeldArea, ...], ...]:
    """Return the held areas of a figure's claim, and those of the account's rival claims."""
    if figure is None or figure.in_words:
        return (), ()
    rivals = (area for claim in figure.others for area in desk.areas.get(claim.claim_id, ()))
    return desk.areas.get(figure.claim.claim_id, ()), tuple(rivals)


def write_caption(desk: Desk, day: date, mapper: str | None = None, clock: str = EVENT) -> str:
    """Return one line on what changed at the clock's last change up to `day`."""
    dates = desk.list_dates(clock)
    place = bisect_right(dates, day)
    if not place:
        return ""
    step = dates[place - 1]
    before = figures_on(desk, dates[place - 2], clock) if place > 1 else {}
    now = figures_on(desk, step, clock)
    keys = [figure_key(account.side, mapper) for account in desk.dataset.front.accounts]
    return describe_changes(desk.dataset, step, keys, before, now, filtered=bool(desk.notice))


def build_view(desk: Desk, selection: Selection) -> View:
    """Return everything that is drawn for `selection`."""
    front = desk.dataset.front
    day, clock = selection.day, selection.clock
    figures = figures_on(desk, day, clock)
    in_force, nearby = _find_claims(desk, day, clock)
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
        claims = in_force.get(account.side, ())
        groups.append((account, _order_claims(claims, figure, selection.mapper)))
    return View(
        selection=selection,
        standings=tuple(standings),
        caption=write_caption(desk, day, selection.mapper, clock),
        groups=tuple(groups),
        statements=tuple(claim for claim in nearby if claim.side in selection.accounts),
        hidden=list_hidden(desk.dataset, selection.accounts, day) if clock == KNOWN else (),
        places=list_standings(desk.dataset, selection.accounts, day, known=clock == KNOWN),
    )


def _find_claims(
    desk: Desk, day: date, clock: str
) -> tuple[Mapping[Side, tuple[Claim, ...]], tuple[Claim, ...]]:
    """Return the totals in force on `day`, and the statements around it, by the clock."""
    if clock != KNOWN:
        return desk.timeline.in_force(day), desk.timeline.statements(day, NEARBY_DAYS)
    return (
        claims_in_force(desk.dataset, day, known_on=day),
        statements_around(desk.dataset, day, NEARBY_DAYS, known_on=day),
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
