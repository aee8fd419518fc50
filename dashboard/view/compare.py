"""Two dates or two accounts compared: ground gained, lost and kept, settlements that changed hands.

The sides stand in order of date; of one date, the account that is set against the other is first.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.state.comparison import name_key
from dashboard.state.selection import Selection
from dashboard.view.places import list_standings
from dashboard.view.view import KNOWN, Desk, figure_key, figures_on
from geodata.claims.claims import Figure
from geodata.core.model import Claim, ControlInterval, Edge, HeldArea, Place, Side
from geodata.geometry.comparison import Change, measure_change, measure_hectares, measure_shared

DATES, ACCOUNTS, MIXED = "dates", "accounts", "mixed"


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One account on one date: what it says, and the area counted as held (None: no figure)."""

    key: str
    label: str
    side: Side
    day: date
    figure: Figure | None
    area: HeldArea | None
    contested: bool

    @property
    def claim(self) -> Claim | None:
        """The claim in force, if any."""
        return self.figure.claim if self.figure else None


@dataclass(frozen=True, slots=True)
class Sizes:
    """Ground gained, lost and unchanged from the first side to the second, whole hectares."""

    gained: int
    lost: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A settlement of which the two sides say different things."""

    place: Place
    before: ControlInterval
    after: ControlInterval


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that is said of a comparison; `sizes` is None where a side has no area.

    `silent` counts the settlements of which only one side speaks.
    """

    before: ComparedSide
    after: ComparedSide
    sizes: Sizes | None
    places: tuple[PlaceChange, ...]
    silent: int

    @property
    def kind(self) -> str:
        """Whether two dates of one account are compared, two accounts on one date, or both."""
        if self.before.key == self.after.key:
            return DATES
        return ACCOUNTS if self.before.day == self.after.day else MIXED

    def cut_ground(self) -> Change | None:
        """Return the ground gained, lost and unchanged as polygons in WGS 84, to be drawn."""
        if self.before.area is None or self.after.area is None:
            return None
        return measure_change(self.before.area.geometry, self.after.area.geometry)


def build_comparison(desk: Desk, selection: Selection) -> Compared | None:
    """Return what `selection` compares, None where it compares nothing."""
    comparison = selection.compare
    if comparison is None:
        return None
    pinned = _look(desk, selection, comparison.against, comparison.day or selection.day)
    shown = _look(desk, selection, comparison.account, selection.day)
    before, after = (shown, pinned) if shown.day < pinned.day else (pinned, shown)
    places, silent = _compare_places(desk, selection, before, after)
    return Compared(before, after, _measure(before, after), places, silent)


def _look(desk: Desk, selection: Selection, key: str, day: date) -> ComparedSide:
    """Return one side; the independent account is narrowed as on the map."""
    name, _, mapper = key.partition(":")
    side = Side(name)
    narrowed = key if mapper else figure_key(side, selection.mapper)
    figure = figures_on(desk, day, selection.clock).get(narrowed)
    areas = desk.areas.get(figure.claim.claim_id, ()) if figure and not figure.in_words else ()
    firm = next((area for area in areas if area.edge is Edge.FIRM), None)
    contested = any(area.edge is Edge.CONTESTED for area in areas)
    label = name_key(desk.dataset.front, narrowed)
    return ComparedSide(narrowed, label, side, day, figure, firm, contested)


def _measure(before: ComparedSide, after: ComparedSide) -> Sizes | None:
    if before.area is None or after.area is None:
        return None
    shared = measure_shared(before.area.geometry, after.area.geometry)
    old, new = (measure_hectares(side.area.geometry) for side in (before, after) if side.area)
    return Sizes(gained=new - shared, lost=old - shared, unchanged=shared)


def _compare_places(
    desk: Desk, selection: Selection, before: ComparedSide, after: ComparedSide
) -> tuple[tuple[PlaceChange, ...], int]:
    """Return the places told differently, by id, and how many only one side speaks of."""
    known = selection.clock == KNOWN
    told = [
        {
            standing.place.place_id: standing
            for standing in list_standings(desk.dataset, (side.side,), side.day, known=known)
        }
        for side in (before, after)
    ]
    old, new = told
    changes = tuple(
        PlaceChange(old[name].place, old[name].intervals[0], new[name].intervals[0])
        for name in sorted(old.keys() & new.keys())
        if old[name].status is not new[name].status
    )
    return changes, len(old.keys() ^ new.keys())
