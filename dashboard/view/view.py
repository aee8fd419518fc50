"""One view of the front for one selection; map, chart, panel and exports all read it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.state.selection import Selection
from dashboard.text.catalogues import CAPTION
from dashboard.text.spelling import format_day
from dashboard.view.figures import describe_changes
from dashboard.view.style import number_makers
from dashboard.view.workspace import (
    EVENT,
    Workspace,
    figures_on,
    list_areas,
    list_ghost,
)
from geodata.claims.claims import HELD_KINDS, Figure
from geodata.claims.timeline import Timeline
from geodata.control.modes import figure_key
from geodata.core.model import (
    Account,
    Claim,
    ControlInterval,
    Dataset,
    HeldArea,
    Place,
    Role,
    Side,
    Status,
)
from geodata.core.reading import READING, Reading, find_reading

NEARBY_DAYS = 3


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one account says on the shown day, and the held areas that draw it (firm first).

    `ghost` are the last areas of an account that now speaks in words; `age` is that of its figure,
    in days, `maker` whose figure it is, the account itself where its maker has no name. `drawings`
    has the place of each claim's maker among those of the style table.
    """

    account: Account
    key: str
    figure: Figure | None
    areas: tuple[HeldArea, ...]
    others: tuple[HeldArea, ...]
    ghost: tuple[HeldArea, ...] = ()
    age: int = 0
    maker: str = ""
    drawings: Mapping[str, int] = field(default_factory=dict)

    @property
    def drawing(self) -> int:
        """The place of the maker of its figure among those of the style table."""
        return self.drawings.get(self.figure.claim.claim_id, 0) if self.figure else 0

    @property
    def drawn(self) -> tuple[HeldArea, ...]:
        """All areas that a map shows of the account."""
        return (*self.areas, *self.others, *self.ghost)


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """A settlement with a position, and what each account that speaks of it says (account order).

    An account says nothing where it has no interval on the day: it is silent, whatever others say.
    """

    place: Place
    intervals: tuple[ControlInterval, ...]

    @property
    def status(self) -> Status | None:
        """What all of them say, or None where they differ."""
        statuses = {interval.status for interval in self.intervals}
        return statuses.pop() if len(statuses) == 1 else None


@dataclass(frozen=True, slots=True)
class View:
    """Everything drawn for one selection, by the timeline of its clock.

    `hidden` are the claims about the shown day that do not count on it yet, `reading` is what the
    reported places imply by themselves.
    """

    selection: Selection
    timeline: Timeline
    accounts: tuple[AccountView, ...]
    caption: str
    groups: tuple[tuple[Account, tuple[Claim, ...]], ...]
    statements: tuple[Claim, ...]
    hidden: tuple[Claim, ...]
    places: tuple[PlaceReport, ...]
    reading: Reading | None = None


def pick_reading(dataset: Dataset, selection: Selection) -> Reading | None:
    """Return the reading of the places in force, None where it is off.

    It rests on the reports of all days, so that the clock of what was known has none.
    """
    if READING not in selection.layers or selection.clock != EVENT:
        return None
    return find_reading(list_readings(dataset, selection.reading), selection.day)


def list_readings(dataset: Dataset, own: str | None) -> tuple[Reading, ...]:
    """Return the readings of the places: of all accounts, or of an account's `own` word alone."""
    if own is None:
        return dataset.readings
    side = next(one for one in dataset.front.sides if one == own)
    return dataset.own_readings.get(side, ())


def list_changes(workspace: Workspace, place: int, clock: str = EVENT) -> dict[str, str]:
    """Return what each account newly said at a change of the clock, by the key of its figure.

    `place` is that of the change among all of them.
    """
    dates = workspace.pick_timeline(clock).dates
    before = figures_on(workspace, dates[place - 1], clock) if place else {}
    now = figures_on(workspace, dates[place], clock)
    filtered = bool(workspace.notice)
    return describe_changes(workspace.dataset, dates[place], before, now, filtered=filtered)


def write_caption(workspace: Workspace, selection: Selection) -> str:
    """Return one line on the last change up to the shown day in an account that is shown."""
    dates = workspace.pick_timeline(selection.clock).dates
    front = workspace.dataset.front
    keys = [
        figure_key(account.side, selection.mapper)
        for account in front.accounts
        if account.side in selection.accounts
    ]
    for place in reversed(range(bisect_right(dates, selection.day))):
        told = list_changes(workspace, place, selection.clock)
        if parts := [told[key] for key in keys if key in told]:
            return CAPTION.fill("line", day=format_day(dates[place]), changes="; ".join(parts))
    return ""


def build_view(workspace: Workspace, selection: Selection) -> View:
    """Return everything that is drawn for `selection`."""
    front = workspace.dataset.front
    day, clock = selection.day, selection.clock
    figures = figures_on(workspace, day, clock)
    timeline = workspace.pick_timeline(clock)
    in_force = timeline.in_force(day)
    makers = {one.series_id: one.label for one in front.series}
    numbers = number_makers(front)
    accounts = []
    groups = []
    for account in front.accounts:
        if account.side not in selection.accounts:
            continue
        key = figure_key(account.side, selection.mapper)
        figure = figures.get(key)
        areas, others = list_areas(workspace, figure)
        rivals = others if selection.others else ()
        ghost = list_ghost(workspace, figure)
        age = (day - figure.since).days if figure else 0
        maker = makers.get(figure.claim.series if figure else "", account.label)
        said = figure.claims if figure else ()
        drawings = {one.claim_id: numbers.get(one.series, 0) for one in said}
        accounts.append(
            AccountView(account, key, figure, areas, rivals, ghost, age, maker, drawings)
        )
        claims = in_force.get(account.side, ())
        groups.append((account, _order_claims(claims, figure, selection.mapper)))
    return View(
        selection=selection,
        timeline=timeline,
        accounts=tuple(accounts),
        caption=write_caption(workspace, selection),
        groups=tuple(groups),
        statements=tuple(
            claim
            for claim in timeline.statements(day, NEARBY_DAYS)
            if claim.side in selection.accounts
        ),
        hidden=timeline.list_hidden(selection.accounts, day),
        places=list_place_reports(workspace.dataset, selection.accounts, timeline.control_on(day)),
        reading=pick_reading(workspace.dataset, selection),
    )


def _order_claims(
    claims: tuple[Claim, ...], figure: Figure | None, mapper: str | None
) -> tuple[Claim, ...]:
    """Put the figure that is drawn first, and leave out other mappers' areas under a mapper."""

    def is_foreign(claim: Claim) -> bool:
        narrowed = mapper is not None and claim.side.role is Role.MAPPERS
        return narrowed and claim.kind in HELD_KINDS and claim.series != mapper

    kept = (claim for claim in claims if not is_foreign(claim))
    return tuple(sorted(kept, key=lambda claim: figure is None or claim != figure.claim))


def list_places(dataset: Dataset) -> tuple[Place, ...]:
    """Return every place with a position that some account ever speaks of, sorted by id."""
    spoken = {interval.place_id for interval in dataset.control}
    places = (dataset.places[place_id] for place_id in sorted(spoken))
    return tuple(place for place in places if place.lon is not None and place.lat is not None)


def list_place_reports(
    dataset: Dataset, accounts: Collection[Side], standing: Iterable[ControlInterval]
) -> tuple[PlaceReport, ...]:
    """Return what the intervals `standing` on a day say for `accounts` of each place, by its id."""
    order = [account.side for account in dataset.front.accounts]
    spoken: dict[str, list[ControlInterval]] = defaultdict(list)
    for interval in standing:
        if interval.account in accounts:
            spoken[interval.place_id].append(interval)
    return tuple(
        PlaceReport(
            place, tuple(sorted(spoken[place.place_id], key=lambda one: order.index(one.account)))
        )
        for place in list_places(dataset)
        if place.place_id in spoken
    )
