"""What a mode of the map shows and says: its classes with their km², their ground, and notes.

Sheets, slides, films and tables read it; the page in the browser says the same (mode_words.js).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import shapely
from shapely.geometry import MultiPolygon

from dashboard.state.selection import MAP_MODES, Selection
from dashboard.text.catalogues import MODES
from dashboard.text.spelling import format_day, format_number
from dashboard.view.modes import agree, count_days, list_firm, pick_holder
from dashboard.view.style import STYLE
from dashboard.view.workspace import EVENT, Workspace
from geodata.control.modes import Agreed, Counted
from geodata.core.model import Account, Front, HeldArea, Role
from geodata.core.reading import READING, Shaped
from geodata.geometry.comparison import pick_polygons
from geodata.geometry.days_held import BOUNDS

_, AGREEMENT, DAYS = MAP_MODES
_SMALL_KM2: Final = 10.0
"""Below this a size is told with a digit after the point."""

Kind = Literal["many", "alone", "held", "line", "now"]


@dataclass(frozen=True, slots=True)
class ModeLook:
    """By what a class is drawn, of which the style table has the rest.

    `at` is how many give the ground (many), or the number of the class (held); `account` whose
    colour it has, None for ink or the reading's.
    """

    kind: Kind
    at: int = 0
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class ModeLine:
    """A class as it is told; outlines have no size."""

    look: ModeLook
    words: str
    area_km2: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Ground (WGS 84) that is drawn in one way; `day` is that of a dated outline."""

    look: ModeLook
    ground: MultiPolygon
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ShownMode:
    """A mode as it is shown: title, lines and notes in the spoken language, and what is drawn.

    `areas` is what a map of it has to hold.
    """

    mode: str
    title: str
    lines: tuple[ModeLine, ...]
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    outlines: tuple[Piece, ...] = ()
    areas: tuple[Shaped, ...] = ()


def is_moded(selection: Selection) -> bool:
    """Whether the map shows a mode; a comparison is drawn in place of it."""
    return selection.mode != MAP_MODES[0] and selection.compare is None


def show_mode(workspace: Workspace, selection: Selection) -> ShownMode | None:
    """Return the mode that a selection shows, None where that is the accounts or a comparison."""
    if not is_moded(selection):
        return None
    if selection.mode == AGREEMENT:
        return _show_agreed(workspace, selection)
    return _show_counted(workspace, selection)


def list_claims(shown: ShownMode) -> tuple[str, ...]:
    """Return the ids of the claims whose shapes a mode counts, each once; a reading has none."""
    ids = (area.claim_id for area in shown.areas if isinstance(area, HeldArea))
    return tuple(dict.fromkeys(ids))


def format_size(km2: float) -> str:
    """Return a size as it is told: to the whole km² but where it is small."""
    number = round(km2, 1) if km2 < _SMALL_KM2 else round(km2)
    return MODES.fill("number_km2", number=format_number(number))


def name_account(front: Front, account: Account, mapper: str | None) -> str:
    """Return whose shape stands for an account: of the mappers, the one on whom it opens.

    Where the mappers are narrowed to one of them it is that one.
    """
    own = {one.series_id: one.label for one in front.series if one.side == account.side}
    if account.side.role is not Role.MAPPERS or len(own) == 1:
        return account.label
    return own.get(mapper or account.opens or "", account.label)


def _show_agreed(workspace: Workspace, selection: Selection) -> ShownMode:
    agreed, front = agree(workspace, selection), workspace.dataset.front
    title = MODES.fill("agreement", day=format_day(selection.day))
    if not agreed.asked:
        return ShownMode(AGREEMENT, title, (), (MODES["accounts_off"],))
    notes = [] if agreed.shaped else [MODES["agreement_none"]]
    silent = [number for number in agreed.asked if number not in agreed.shaped]
    for key, numbers in (("agreement_silent", silent), ("agreement_nothing", agreed.empty)):
        if numbers:
            names = _name_all(agreed, numbers, front, selection)
            notes.append(MODES.fill(key, accounts=names))
    looks: dict[ModeLook, list[MultiPolygon]] = {}
    for share in agreed.shares:
        for cell in share.cells:
            look = look_of(share.count, [agreed.accounts[number] for number in cell.givers])
            looks.setdefault(look, []).append(cell.ground)
    firm = list_firm(workspace, selection.day, selection.mapper, selection.clock)
    return ShownMode(
        AGREEMENT,
        title,
        tuple(list_shares(agreed, front, selection)),
        (*notes, MODES["computed"]),
        tuple(Piece(look, _join(ground)) for look, ground in looks.items()),
        areas=tuple(area for number in agreed.shaped if (area := firm[number])),
    )


def look_of(count: int, givers: Sequence[Account]) -> ModeLook:
    """Return the look of ground that so many give; more than the style table has look alike."""
    if count == 1:
        return ModeLook("alone", account=givers[0])
    return ModeLook("many", min(count, STYLE.agreement.steps[0].givers))


def list_shares(agreed: Agreed, front: Front, selection: Selection) -> list[ModeLine]:
    """Return a line for each class of ground, what one account gives alone by account."""
    lines = []
    for share in agreed.shares:
        if share.count > 1:
            words = MODES.fill("agreement_share", count=share.count, shaped=len(agreed.shaped))
            lines.append(ModeLine(look_of(share.count, ()), words, share.area_km2))
            continue
        for number in agreed.shaped:
            km2, account = share.measure_giver(number), agreed.accounts[number]
            name = name_account(front, account, selection.mapper)
            if km2 or len(agreed.shaped) == 1:
                words = MODES.fill("agreement_giver", account=name)
                lines.append(ModeLine(look_of(1, [account]), words, km2))
    return lines


def _name_all(agreed: Agreed, numbers: Iterable[int], front: Front, selection: Selection) -> str:
    names = (name_account(front, agreed.accounts[one], selection.mapper) for one in numbers)
    return ", ".join(names)


def _show_counted(workspace: Workspace, selection: Selection) -> ShownMode:
    key, front = pick_holder(workspace, selection), workspace.dataset.front
    if key is None:
        return ShownMode(DAYS, MODES["days_nobody"], (), (MODES["accounts_off"],))
    side = key.partition(":")[0]
    account = next((one for one in front.accounts if one.side.value == side), None)
    whose = name_account(front, account, selection.mapper) if account else ""
    title = MODES["days_reading"] if key == READING else MODES.fill("days", whose=whose)
    if selection.clock != EVENT:
        return ShownMode(DAYS, title, (), (MODES["days_known"],))
    counted = count_days(workspace, key, selection.day)
    if not counted.spells:
        return ShownMode(DAYS, title, (), (MODES.fill("days_none", whose=whose),))
    span = {
        "first": format_day(counted.spells[0].start),
        "last": format_day(counted.spells[-1].end),
    }
    note = MODES["days_span_reading" if key == READING else "days_span"].format(**span)
    line, now = ModeLook("line", account=account), ModeLook("now", account=account)
    outlines = [Piece(line, one.ground, one.start) for one in counted.outlines]
    if counted.now:
        outlines.append(Piece(now, counted.now.ground))
    shapes: Sequence[Shaped] = (
        workspace.dataset.readings if key == READING else workspace.dataset.held
    )
    return ShownMode(
        DAYS,
        title,
        tuple(_list_classes(counted, account)),
        (note,),
        tuple(Piece(_look_held(one.least, account), one.ground) for one in counted.classes),
        tuple(outlines),
        tuple(shapes[one.number] for one in counted.spells),
    )


def _look_held(least: int, account: Account | None) -> ModeLook:
    return ModeLook("held", BOUNDS.index(least), account)


def _list_classes(counted: Counted, account: Account | None) -> list[ModeLine]:
    lines = []
    for one in counted.classes:
        words = MODES.fill("days_more", least=one.least)
        if one.most is not None:
            words = MODES.fill("days_range", least=one.least, most=one.most)
        lines.append(ModeLine(_look_held(one.least, account), words, one.area_km2))
    if counted.outlines:
        lines.append(ModeLine(ModeLook("line", account=account), MODES["days_outlines"]))
    if counted.now:
        lines.append(ModeLine(ModeLook("now", account=account), MODES["days_now"]))
    return lines


def _join(ground: Sequence[MultiPolygon]) -> MultiPolygon:
    return MultiPolygon(pick_polygons(shapely.union_all(list(ground))))
