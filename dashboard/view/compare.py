"""Two dates or two accounts compared: ground gained, lost and kept, settlements, and the sentences.

The sides stand in order of date; of one date, the account that is set against the other is first.
Of two makers' figures no part is ever called change of ground on our own account: only what one of
the two counted by itself, near both dates, says how much of the difference is ground.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from shapely.geometry import MultiPolygon

from dashboard.state.comparison import is_reading, name_key, part_key
from dashboard.state.selection import Selection
from dashboard.text.catalogues import COMPARE, fill_phrases
from dashboard.text.spelling import format_day, format_number
from dashboard.view.figures import format_reading
from dashboard.view.sizes import PARTS, Sizes, measure_sizes
from dashboard.view.view import list_place_reports, list_readings
from dashboard.view.witness import NEAR_DAYS, find_witness, is_same_maker, name_maker
from dashboard.view.workspace import EVENT, Workspace, figures_on
from geodata.claims.claims import Figure
from geodata.control.modes import figure_key
from geodata.core.model import Claim, ControlInterval, Edge, Front, HeldArea, Place, Side
from geodata.core.reading import Reading, find_reading, name_reading
from geodata.geometry.comparison import Change, measure_change
from geodata.geometry.overlaps import HECTARES

DATES, ACCOUNTS, MIXED = "dates", "accounts", "mixed"
_WHOLE_FROM: Final = 10 * HECTARES


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One account on one date: what it says, and the area counted as held (None: no figure).

    Of a reading of the places, which is nobody's claim, only `reading` is there, and no `side`.
    """

    key: str
    label: str
    side: Side | None
    day: date
    figure: Figure | None = None
    area: HeldArea | None = None
    contested: bool = False
    reading: Reading | None = None

    @property
    def claim(self) -> Claim | None:
        """The claim in force, if any."""
        return self.figure.claim if self.figure else None

    @property
    def shape_name(self) -> str:
        """By what name its ground is known among all that share some; '' where it has none."""
        if self.area:
            return self.area.claim_id
        return name_reading(self.reading, part_key(self.key)[1]) if self.reading else ""

    @property
    def ground(self) -> MultiPolygon | None:
        """The ground counted as held, WGS 84; None where nothing says how much."""
        counted = self.area or self.reading
        return counted.geometry if counted else None


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

    @property
    def computed(self) -> bool:
        """Whether a side of it is a reading of the places."""
        return is_reading(self.before.key) or is_reading(self.after.key)

    def cut_ground(self) -> Change | None:
        """Return the ground gained, lost and unchanged as polygons in WGS 84, to be drawn."""
        before, after = self.before.ground, self.after.ground
        return None if before is None or after is None else measure_change(before, after)


def build_comparison(workspace: Workspace, selection: Selection) -> Compared | None:
    """Return what `selection` compares, None where it compares nothing."""
    comparison = selection.compare
    if comparison is None:
        return None
    pinned = _look(workspace, selection, comparison.against, comparison.day or selection.day)
    shown = _look(workspace, selection, comparison.account, selection.day)
    before, after = (shown, pinned) if shown.day < pinned.day else (pinned, shown)
    places, silent = _compare_places(workspace, selection, before, after)
    shapes = [(one.shape_name, one.ground) for one in (before, after) if one.ground is not None]
    sizes = measure_sizes(workspace.dataset, *shapes) if len(shapes) > 1 else None
    return Compared(before, after, sizes, places, silent)


def _look(workspace: Workspace, selection: Selection, key: str, day: date) -> ComparedSide:
    """Return one side; the independent account is narrowed as on the map."""
    name, mapper = part_key(key)
    if is_reading(key):
        # It rests on the reports of all days, so that the clock of what was known has none.
        readings = list_readings(workspace.dataset, mapper or None)
        read = selection.clock == EVENT and find_reading(readings, day)
        return ComparedSide(
            key, name_key(workspace.dataset.front, key), None, day, reading=read or None
        )
    side = next(one for one in workspace.dataset.front.sides if one == name)
    narrowed = key if mapper else figure_key(side, selection.mapper)
    figure = figures_on(workspace, day, selection.clock).get(narrowed)
    areas = workspace.areas.get(figure.claim.claim_id, ()) if figure and not figure.in_words else ()
    firm = next((area for area in areas if area.edge is Edge.FIRM), None)
    contested = any(area.edge is Edge.CONTESTED for area in areas)
    label = name_key(workspace.dataset.front, narrowed)
    return ComparedSide(narrowed, label, side, day, figure, firm, contested)


def _compare_places(
    workspace: Workspace, selection: Selection, before: ComparedSide, after: ComparedSide
) -> tuple[tuple[PlaceChange, ...], int]:
    """Return the places told differently, by id, and how many only one side speaks of.

    None where a side is a reading: it is made of what all say of them.
    """
    if before.side is None or after.side is None:
        return (), 0
    dataset, timeline = workspace.dataset, workspace.pick_timeline(selection.clock)
    told = [
        {
            report.place.place_id: report
            for report in list_place_reports(dataset, (side,), timeline.control_on(day))
        }
        for side, day in ((before.side, before.day), (after.side, after.day))
    ]
    old, new = told
    changes = tuple(
        PlaceChange(old[name].place, old[name].intervals[0], new[name].intervals[0])
        for name in sorted(old.keys() & new.keys())
        if old[name].status is not new[name].status
    )
    return changes, len(old.keys() ^ new.keys())


def tell_comparison(workspace: Workspace, compared: Compared, clock: str) -> tuple[str, ...]:
    """Return the sentences: what changed, whose change it is, and what is left out."""
    missing = [
        words
        for side in (compared.before, compared.after)
        if (words := _tell_gap(workspace, side, clock))
    ]
    if missing or compared.sizes is None:
        return tuple(missing)
    if compared.computed:
        front = workspace.dataset.front
        tolerance = _tell_tolerance(compared.sizes)
        return _tell_sizes(front, compared), _tell_computed(compared), *tolerance
    contested = compared.before.contested or compared.after.contested
    left_out = [COMPARE["compare_contested"]] if contested else []
    return (
        _tell_sizes(workspace.dataset.front, compared),
        _tell_makers(workspace, compared, clock),
        *_tell_tolerance(compared.sizes),
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
    return (COMPARE.fill(key, first=read[0], second=read[-1], **blanks),)


def _tell_computed(compared: Compared) -> str:
    """Return what a side that nobody claims is, and that no change of ground follows from it."""
    sides = (compared.before, compared.after)
    read = [(format_reading(side.reading), format_day(side.day)) for side in sides if side.reading]
    (first, before), (second, after) = read[0], read[-1]
    key = "compare_computed" if len(read) == 1 else "compare_computed_both"
    return COMPARE.fill(key, first=first, before=before, second=second, after=after)


def count_places(compared: Compared) -> str:
    """Return how many settlements an account says changed hands, or are told differently."""
    if compared.computed:
        return COMPARE["compare_places_computed"]
    key = "compare_changed" if compared.kind == DATES else "compare_told"
    count, account = len(compared.places), compared.after.label
    if not count:
        return COMPARE.fill(f"{key}_none", account=account)
    return COMPARE.count(key, count, account=account)


def format_hectares(hectares: int) -> str:
    """Return a size in km²: whole, below ten to one decimal."""
    step = HECTARES if hectares >= _WHOLE_FROM else HECTARES // 10
    return format_number((hectares + step // 2) // step * step / HECTARES)


def name_sizes(front: Front, compared: Compared) -> dict[str, str]:
    """Return what the ground gained, lost and unchanged is called in this comparison."""
    if compared.kind == DATES:
        names = ("gained", "lost", "unchanged")
        return {name: fill_phrases(COMPARE[f"compare_{name}"], front.words) for name in names}
    return {
        "gained": COMPARE.fill("compare_only", account=compared.after.label),
        "lost": COMPARE.fill("compare_only", account=compared.before.label),
        "unchanged": COMPARE["compare_both"],
    }


def _tell_gap(workspace: Workspace, side: ComparedSide, clock: str) -> str:
    """Return why a side has no area; '' where it has one."""
    if side.ground is not None:
        return ""
    if is_reading(side.key):
        key = "compare_no_reading" if clock == EVENT else "compare_no_reading_known"
        return COMPARE.fill(key, account=side.label, day=format_day(side.day))
    none = "compare_no_figure_filtered" if workspace.notice else "compare_no_figure"
    key = "compare_in_words" if side.figure else none
    return COMPARE.fill(key, account=side.label, day=format_day(side.day))


def _tell_sizes(front: Front, compared: Compared) -> str:
    before, after, sizes = compared.before, compared.after, compared.sizes
    assert sizes is not None  # noqa: S101 - told by the caller
    names = name_sizes(front, compared)
    pattern = "compare_part_dates" if compared.kind == DATES else "compare_part"
    parts = (
        COMPARE.fill(pattern, km2=_format_km2(getattr(sizes, part)), name=names[part])
        for part in sizes.told
    )
    return COMPARE.fill(
        f"compare_{compared.kind}",
        account=after.label,
        first=before.label,
        second=after.label,
        before=format_day(before.day),
        after=format_day(after.day),
        parts=", ".join(parts) or COMPARE["compare_alike"],
    )


def _format_km2(hectares: int) -> str:
    return COMPARE.fill("compare_km2", number=format_hectares(hectares))


def _tell_tolerance(sizes: Sizes) -> tuple[str, ...]:
    """Return what is left out as too small to tell, if anything is."""
    if not any(getattr(sizes, part) > 0 for part in PARTS if part not in sizes.told):
        return ()
    return (COMPARE.fill("compare_tolerance", km2=_format_km2(sizes.tolerance)),)


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
        return COMPARE.fill("compare_one_maker", maker=maker, net=_sign(net))
    if old.date == new.date:
        day = format_day(new.date)
        return COMPARE.fill("compare_all_claimant", day=day, net=_sign(net))
    blanks = {
        "first": name_maker(workspace, first),
        "second": name_maker(workspace, second),
        "from_day": format_day(old.date),
        "to_day": format_day(new.date),
        "net": _sign(net),
        "days": NEAR_DAYS,
    }
    if compared.kind == ACCOUNTS:
        return COMPARE.fill("compare_between", **blanks)
    later = max(compared.before.day, compared.after.day)
    known_on = workspace.pick_timeline(clock).known_on(later)
    found = find_witness(workspace, old, new, known_on)
    if found is None:
        return COMPARE.fill("compare_no_witness", **blanks)
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
    return COMPARE.fill("compare_witness", **{**blanks, **told})


def _round(km2: float) -> str:
    return format_number(math.floor(km2 * 10 + 0.5) / 10)


def _sign(km2: float) -> str:
    """Return a difference with its sign, to one decimal; nothing has none."""
    tenths = math.floor(abs(km2) * 10 + 0.5)
    number = format_number(tenths / 10)
    if not tenths:
        return number
    return COMPARE.fill("compare_plus" if km2 > 0 else "compare_minus", number=number)
