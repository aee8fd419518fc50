"""Two dates or two accounts compared: ground gained, lost and kept, settlements, and the sentences.

The sides stand in order of date; of one date, the account that is set against the other is first.
Of two makers' figures no part is ever called change of ground on our own account: only what one of
the two counted by itself, near both dates, says how much of the difference is ground.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.state.comparison import name_key
from dashboard.state.selection import Selection
from dashboard.text.catalogues import COMPARE, fill_phrases
from dashboard.text.spelling import format_day, format_number
from dashboard.view.figures import format_reading
from dashboard.view.view import list_place_reports
from dashboard.view.workspace import EVENT, Workspace, figure_key, figures_on
from geodata.claims.claims import Figure, is_known
from geodata.core.model import Claim, ControlInterval, Edge, Front, HeldArea, Place, Side
from geodata.core.reading import find_reading
from geodata.geometry.comparison import (
    HECTARES,
    Change,
    list_firm,
    measure_change,
    measure_hectares,
    measure_shared,
)

DATES, ACCOUNTS, MIXED = "dates", "accounts", "mixed"
NEAR_DAYS: Final = 7
"""How far from the other's date a maker's own figure may lie to tell ground from claimant."""
_WHOLE_FROM: Final = 10 * HECTARES


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


def build_comparison(workspace: Workspace, selection: Selection) -> Compared | None:
    """Return what `selection` compares, None where it compares nothing."""
    comparison = selection.compare
    if comparison is None:
        return None
    pinned = _look(workspace, selection, comparison.against, comparison.day or selection.day)
    shown = _look(workspace, selection, comparison.account, selection.day)
    before, after = (shown, pinned) if shown.day < pinned.day else (pinned, shown)
    places, silent = _compare_places(workspace, selection, before, after)
    return Compared(before, after, _measure(before, after), places, silent)


def _look(workspace: Workspace, selection: Selection, key: str, day: date) -> ComparedSide:
    """Return one side; the independent account is narrowed as on the map."""
    name, _, mapper = key.partition(":")
    side = next(one for one in workspace.dataset.front.sides if one == name)
    narrowed = key if mapper else figure_key(side, selection.mapper)
    figure = figures_on(workspace, day, selection.clock).get(narrowed)
    areas = workspace.areas.get(figure.claim.claim_id, ()) if figure and not figure.in_words else ()
    firm = next((area for area in areas if area.edge is Edge.FIRM), None)
    contested = any(area.edge is Edge.CONTESTED for area in areas)
    label = name_key(workspace.dataset.front, narrowed)
    return ComparedSide(narrowed, label, side, day, figure, firm, contested)


def _measure(before: ComparedSide, after: ComparedSide) -> Sizes | None:
    if before.area is None or after.area is None:
        return None
    shared = measure_shared(before.area.geometry, after.area.geometry)
    old, new = (measure_hectares(side.area.geometry) for side in (before, after) if side.area)
    return Sizes(gained=new - shared, lost=old - shared, unchanged=shared)


def _compare_places(
    workspace: Workspace, selection: Selection, before: ComparedSide, after: ComparedSide
) -> tuple[tuple[PlaceChange, ...], int]:
    """Return the places told differently, by id, and how many only one side speaks of."""
    dataset, timeline = workspace.dataset, workspace.pick_timeline(selection.clock)
    told = [
        {
            report.place.place_id: report
            for report in list_place_reports(dataset, (side.side,), timeline.control_on(side.day))
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


@dataclass(frozen=True, slots=True)
class Witness:
    """A maker's own figures near both dates, km², each with the day that it describes."""

    maker: str
    before: HeldArea
    after: HeldArea


def tell_comparison(workspace: Workspace, compared: Compared, clock: str) -> tuple[str, ...]:
    """Return the sentences: what changed, whose change it is, and what is left out."""
    missing = [
        words for side in (compared.before, compared.after) if (words := _tell_gap(workspace, side))
    ]
    if missing or compared.sizes is None:
        return tuple(missing)
    contested = compared.before.contested or compared.after.contested
    left_out = [COMPARE["compare_contested"]] if contested else []
    return (
        _tell_sizes(workspace.dataset.front, compared),
        _tell_makers(workspace, compared, clock),
        *left_out,
        *_tell_reading(workspace, compared, clock),
    )


def _tell_reading(workspace: Workspace, compared: Compared, clock: str) -> tuple[str, ...]:
    """Return what the reported places imply for the two days; nothing on the clock "known"."""
    days = dict.fromkeys((compared.before.day, compared.after.day))
    found = [find_reading(workspace.dataset.readings, day) for day in days]
    read = [format_reading(one) for one in found if one]
    if clock != EVENT or len(read) < len(days):
        return ()
    blanks = dict(zip(("before", "after"), (format_day(day) for day in days), strict=False))
    key = "compare_reading" if len(read) > 1 else "compare_reading_day"
    return (COMPARE[key].format(first=read[0], second=read[-1], **blanks),)


def count_places(compared: Compared) -> str:
    """Return how many settlements changed hands, or are told differently."""
    key = "compare_changed" if compared.kind == DATES else "compare_told"
    count = len(compared.places)
    return COMPARE.count(key, count) if count else COMPARE[f"{key}_none"]


def format_hectares(hectares: int) -> str:
    """Return a size in km²: whole, below ten to one decimal."""
    step = HECTARES if hectares >= _WHOLE_FROM else HECTARES // 10
    return format_number((hectares + step // 2) // step * step / HECTARES)


def name_sizes(front: Front, compared: Compared) -> dict[str, str]:
    """Return what the ground gained, lost and unchanged is called in this comparison."""
    if compared.kind == DATES:
        names = ("gained", "lost", "unchanged")
        return {name: fill_phrases(COMPARE[f"compare_{name}"], front.words) for name in names}
    only = COMPARE["compare_only"]
    return {
        "gained": only.format(account=compared.after.label),
        "lost": only.format(account=compared.before.label),
        "unchanged": COMPARE["compare_both"],
    }


def _tell_gap(workspace: Workspace, side: ComparedSide) -> str:
    """Return why a side has no area; '' where it has one."""
    if side.area is not None:
        return ""
    none = "compare_no_figure_filtered" if workspace.notice else "compare_no_figure"
    key = "compare_in_words" if side.figure else none
    return COMPARE[key].format(account=side.label, day=format_day(side.day))


def _tell_sizes(front: Front, compared: Compared) -> str:
    before, after, sizes = compared.before, compared.after, compared.sizes
    assert sizes is not None  # noqa: S101 - told by the caller
    return fill_phrases(COMPARE[f"compare_{compared.kind}"], front.words).format(
        account=after.label,
        first=before.label,
        second=after.label,
        before=format_day(before.day),
        after=format_day(after.day),
        gained=format_hectares(sizes.gained),
        lost=format_hectares(sizes.lost),
        unchanged=format_hectares(sizes.unchanged),
    )


def _tell_makers(workspace: Workspace, compared: Compared, clock: str) -> str:
    """Return how much of the difference is change of ground, and how much of claimant."""
    old, new = compared.before.area, compared.after.area
    assert old is not None  # noqa: S101 - told by the caller
    assert new is not None  # noqa: S101
    claims = workspace.dataset.claims
    first, second = claims[old.claim_id], claims[new.claim_id]
    if first is second:
        return COMPARE["compare_same_report"]
    net = new.claimed_km2 - old.claimed_km2
    if is_same_maker(workspace, first, second):
        maker = name_maker(workspace, second)
        return COMPARE["compare_one_maker"].format(maker=maker, net=_sign(net))
    if old.date == new.date:
        day = format_day(new.date)
        return COMPARE["compare_all_claimant"].format(day=day, net=_sign(net))
    blanks = {
        "first": name_maker(workspace, first),
        "second": name_maker(workspace, second),
        "from_day": format_day(old.date),
        "to_day": format_day(new.date),
        "net": _sign(net),
        "days": NEAR_DAYS,
    }
    later = max(compared.before.day, compared.after.day)
    known_on = workspace.pick_timeline(clock).known_on(later)
    found = find_witness(workspace, old, new, known_on)
    if found is None:
        return COMPARE["compare_no_witness"].format(**blanks)
    ground = found.after.claimed_km2 - found.before.claimed_km2
    told = {
        "maker": found.maker,
        "from": _round(found.before.claimed_km2),
        "to": _round(found.after.claimed_km2),
        "from_day": format_day(found.before.date),
        "to_day": format_day(found.after.date),
        "ground": _sign(ground),
        "claimant": _sign(net - ground),
    }
    return COMPARE["compare_witness"].format(**{**blanks, **told})


def is_same_maker(workspace: Workspace, first: Claim, second: Claim) -> bool:
    """Return whether two figures share maker and definition, so that their difference is ground."""
    if first.series != second.series:
        return False
    series = next((s for s in workspace.dataset.front.series if s.series_id == first.series), None)
    return bool(series and series.joined) or first.claimant == second.claimant


def name_maker(workspace: Workspace, claim: Claim) -> str:
    """Return the name of a figure's maker: its series, or its claimant where none is joined."""
    series = next((s for s in workspace.dataset.front.series if s.series_id == claim.series), None)
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


def _round(km2: float) -> str:
    return format_number(math.floor(km2 * 10 + 0.5) / 10)


def _sign(km2: float) -> str:
    """Return a difference with its sign, to one decimal; nothing has none."""
    tenths = math.floor(abs(km2) * 10 + 0.5)
    number = format_number(tenths / 10)
    if not tenths:
        return number
    return COMPARE["compare_plus" if km2 > 0 else "compare_minus"].format(number=number)
