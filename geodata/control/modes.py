"""The ground of the map's modes: how far accounts agree on a day, and days held over all dates.

Which shape speaks for an account is one rule, that of its leading figure, for map, files and pack.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.claims.claims import Figure
from geodata.claims.timeline import EventTimeline, Timeline
from geodata.core.model import Account, Dataset, Edge, Front, HeldArea, Role, Side
from geodata.core.reading import READING
from geodata.geometry.agreement import Share, divide_ground, share_ground
from geodata.geometry.days_held import DaysClass, Spell, class_days, pick_outlines

Areas = Mapping[str, tuple[HeldArea, ...]]
"""Held areas by the claim that they draw."""


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


def figure_key(side: Side, mapper: str | None) -> str:
    """Return the key of an account's figures; only that of the mappers can be narrowed."""
    return f"{side.value}:{mapper}" if mapper and side.role is Role.MAPPERS else side.value


def group_areas(held: Iterable[HeldArea]) -> dict[str, tuple[HeldArea, ...]]:
    """Return held areas by their claims, the firm one of a claim before the contested one."""
    areas: dict[str, tuple[HeldArea, ...]] = {}
    for area in sorted(held, key=lambda area: area.edge.value, reverse=True):
        areas[area.claim_id] = (*areas.get(area.claim_id, ()), area)
    return areas


def list_firm(
    front: Front, timeline: Timeline, areas: Areas, day: date, mapper: str | None = None
) -> tuple[HeldArea | None, ...]:
    """Return the firm area of each account in force on a day, None where it has none.

    Words without a figure have none: where they leave a last shape, it is of another day. Of the
    mappers `mapper` alone can be asked for.
    """
    figures = timeline.figures_on(day)
    return tuple(
        _pick_firm(
            areas, figures.get((one.side, mapper if one.side.role is Role.MAPPERS else None))
        )
        for one in front.accounts
    )


def _pick_firm(areas: Areas, figure: Figure | None) -> HeldArea | None:
    """Return the firm area of a figure's own claim."""
    of_claim = areas.get(figure.claim.claim_id, ()) if figure else ()
    return next((area for area in of_claim if area.edge is Edge.FIRM), None)


def find_agreed(
    front: Front, firm: Sequence[HeldArea | None], asked: Iterable[int] | None = None
) -> Agreed:
    """Return how far accounts agree; `firm` are the areas of all, `asked` the numbers of some."""
    asked = tuple(range(len(firm)) if asked is None else asked)
    shaped = tuple(number for number in asked if firm[number])
    empty = tuple(n for n in shaped if (area := firm[n]) and area.geometry.is_empty)
    cells = divide_ground(tuple(area.geometry if area else None for area in firm))
    return Agreed(front.accounts, asked, shaped, empty, share_ground(cells, shaped))


def list_spells(
    dataset: Dataset, timeline: EventTimeline, areas: Areas, key: str
) -> tuple[Spell, ...]:
    """Return the shapes of an account, one of its mappers, or the reading, each with its days.

    A figure counts until the account's next figure or words; its last for its own day alone, since
    nobody said how much longer. A reading stands until the next, and the last to the front's end.
    The number of a spell is that of its area, or of its reading, in the dataset.
    """
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
    figures = timeline.figures(side, mapper or None)
    spells = []
    for place, figure in enumerate(figures):
        area = _pick_firm(areas, figure)
        after = figures[place + 1].since if place + 1 < len(figures) else None
        days = (after - figure.since).days if after else 1
        if area and days:
            spells.append(Spell(figure.since, days, area.geometry, numbers[id(area)]))
    return tuple(spells)


def list_counted(dataset: Dataset) -> tuple[str, ...]:
    """Return the keys of all of whom days can be counted: accounts, their mappers, the reading."""
    front = dataset.front
    keys = [
        figure_key(account.side, mapper)
        for account in front.accounts
        for mapper in (None, *_list_series(front, account.side))
    ]
    return (*keys, *([READING] if dataset.readings else []))


def _list_series(front: Front, side: Side) -> tuple[str, ...]:
    if side.role is not Role.MAPPERS:
        return ()
    return tuple(one.series_id for one in front.series if one.side == side)


def count_spells(key: str, spells: tuple[Spell, ...], day: date) -> Counted:
    """Return on how many days ground was held in the spells of a key, over all dates."""
    now = next((one for one in spells if one.start <= day <= one.end), None)
    return Counted(key, spells, class_days(spells), pick_outlines(spells), now)
