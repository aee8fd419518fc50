"""The other modes of the map: how far the accounts of a day agree, and days held over all dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.state.selection import Selection, list_holders
from dashboard.view.workspace import EVENT, Workspace, figure_key, figures_on, list_areas
from geodata.core.model import Account, Edge, HeldArea, Role, Side
from geodata.core.reading import READING
from geodata.geometry.agreement import Share, divide_ground, share_ground
from geodata.geometry.days_held import DaysClass, Spell, class_days, pick_outlines


@dataclass(frozen=True, slots=True)
class Agreed:
    """The ground of a day by how many of the chosen accounts give it.

    `asked` are those accounts, by their number in the front; `shaped` those of them that have a
    shape on the day, `empty` those whose shape is that no ground is held.
    """

    accounts: tuple[Account, ...]
    asked: tuple[int, ...]
    shaped: tuple[int, ...]
    empty: tuple[int, ...]
    shares: tuple[Share, ...]

    @property
    def area_km2(self) -> float:
        """How much ground any of them gives."""
        return sum(share.area_km2 for share in self.shares)


@dataclass(frozen=True, slots=True)
class Counted:
    """On how many days each bit of ground was held, as one account or the reading has it.

    `key` is that of `figure_key`, or READING; `now` is the spell of the shown day, if any.
    """

    key: str
    spells: tuple[Spell, ...]
    classes: tuple[DaysClass, ...]
    outlines: tuple[Spell, ...]
    now: Spell | None


def list_firm(
    workspace: Workspace, day: date, mapper: str | None, clock: str = EVENT
) -> tuple[HeldArea | None, ...]:
    """Return the firm area of each account of the front in force on a day, None where it has none.

    Words without a figure have none: where they leave a last shape, it is of another day.
    """
    figures = figures_on(workspace, day, clock)
    keys = (figure_key(one.side, mapper) for one in workspace.dataset.front.accounts)
    return tuple(
        _pick_firm(list_areas(workspace, figures.get(key))[0])  # of its leading claim
        for key in keys
    )


def _pick_firm(areas: Iterable[HeldArea]) -> HeldArea | None:
    return next((area for area in areas if area.edge is Edge.FIRM), None)


def agree(workspace: Workspace, selection: Selection) -> Agreed:
    """Return how far the chosen accounts agree on the shown day, by the clock of the selection."""
    accounts = workspace.dataset.front.accounts
    firm = list_firm(workspace, selection.day, selection.mapper, selection.clock)
    asked = tuple(n for n, one in enumerate(accounts) if one.side in selection.accounts)
    shaped = tuple(number for number in asked if firm[number])
    empty = tuple(n for n in shaped if (area := firm[n]) and area.geometry.is_empty)
    cells = divide_ground(tuple(area.geometry if area else None for area in firm))
    return Agreed(accounts, asked, shaped, empty, share_ground(cells, shaped))


def list_agreed(workspace: Workspace, selection: Selection) -> tuple[tuple[date, Agreed], ...]:
    """Return how far the accounts agree on each day on which anything changes, in order."""
    days = workspace.pick_timeline(selection.clock).dates
    return tuple((day, agree(workspace, replace(selection, day=day))) for day in days)


def list_spells(workspace: Workspace, key: str) -> tuple[Spell, ...]:
    """Return the shapes of an account, one of its mappers, or the reading, each with its days.

    A figure counts until the account's next figure or words; its last for its own day alone, since
    nobody said how much longer. A reading stands until the next, and the last to the front's end.
    The number of a spell is that of its area, or of its reading, in the dataset.
    """
    dataset = workspace.dataset
    if key == READING:
        ends = [*(one.date for one in dataset.readings[1:]), dataset.front.last + timedelta(days=1)]
        pairs = zip(dataset.readings, ends, strict=bool(dataset.readings))
        return tuple(
            Spell(one.date, (end - one.date).days, one.geometry, number)
            for number, (one, end) in enumerate(pairs)
        )
    name, _, mapper = key.partition(":")
    side = next(one for one in dataset.front.sides if one == name)
    numbers = {id(area): number for number, area in enumerate(dataset.held)}
    figures = workspace.timeline.figures(side, mapper or None)
    spells = []
    for place, figure in enumerate(figures):
        area = _pick_firm(list_areas(workspace, figure)[0])
        after = figures[place + 1].since if place + 1 < len(figures) else None
        days = (after - figure.since).days if after else 1
        if area and days:
            spells.append(Spell(figure.since, days, area.geometry, numbers[id(area)]))
    return tuple(spells)


def pick_holder(workspace: Workspace, selection: Selection) -> str | None:
    """Return the key of whom the days are counted; None where no account is shown."""
    front = workspace.dataset.front
    shown = next((one.side for one in front.accounts if one.side in selection.accounts), None)
    name = selection.whose or shown
    if name is None or name not in list_holders(front):
        return None
    if name == READING:
        return READING
    return figure_key(next(one for one in front.sides if one == name), selection.mapper)


def list_counted(workspace: Workspace) -> tuple[str, ...]:
    """Return the keys of all of whom days can be counted: accounts, their mappers, the reading."""
    front = workspace.dataset.front
    keys = [
        figure_key(account.side, mapper)
        for account in front.accounts
        for mapper in (None, *_list_series(workspace, account.side))
    ]
    return (*keys, *([READING] if workspace.dataset.readings else []))


def _list_series(workspace: Workspace, side: Side) -> tuple[str, ...]:
    if side.role is not Role.MAPPERS:
        return ()
    return tuple(one.series_id for one in workspace.dataset.front.series if one.side == side)


def count_days(workspace: Workspace, key: str, day: date) -> Counted:
    """Return on how many days ground was held by that account or reading, over all dates."""
    spells = list_spells(workspace, key)
    now = next((one for one in spells if one.start <= day <= one.end), None)
    return Counted(key, spells, class_days(spells), pick_outlines(spells), now)
