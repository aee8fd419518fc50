"""The state of the screen: one frozen `Selection`, every field of it declared with its codec."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import urlencode

from dashboard.state.comparison import Comparison, ComparisonCodec
from dashboard.state.fields import (
    NO_CHOICES,
    Choices,
    Group,
    Option,
    Scope,
    apply_changes,
    declare,
    list_aliases,
    list_fields,
    list_parameters,
    read_address,
    read_changes,
    write_address,
)
from dashboard.state.filters import NO_FILTERS, Filters
from dashboard.state.kinds import (
    Day,
    Flag,
    MaybeId,
    MaybeOneOf,
    MaybeSpan,
    MaybeView,
    OneOf,
    SomeOf,
)
from dashboard.state.repair import Query, repair_query
from dashboard.text.catalogues import COMPARE, CONTROLS, TIMELINE
from dashboard.text.language import ENGLISH, LANGUAGES, speak
from geodata.core.codes import LAYER_GROUPS
from geodata.core.model import Front, Role, Side
from geodata.core.reading import READING

LAYERS: Final = (*LAYER_GROUPS, READING, "evidence")
"""What can be switched: base layers, the reading of the places, the strength of evidence."""
PANELS: Final = ("claims", "table", "places", "disagreement", "beyond")
"""What may stand beside the map."""
CLOCKS: Final = ("event", "known")
"""As the events fell, or as it was known that day."""
MAP_MODES: Final = ("accounts", "agreement", "days")
"""What the map shows: each account, how far they agree, on how many days ground was held."""
PLACE_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CHAPTER: Final = re.compile(r"[1-9][0-9]{0,2}")
_READABLE: Final = ",:/"  # may stand in a query as they are, by RFC 3986
EXTENT: Final = "extent"
"""Under which name a message holds what the map shows, and the session keeps it."""

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS 84)."""


def list_sides(front: Front) -> tuple[Side, ...]:
    """Return the accounts of a front."""
    return tuple(account.side for account in front.accounts)


def list_holders(front: Front) -> tuple[str, ...]:
    """Return of whom days can be counted: the accounts, and last the reading of the places."""
    return (*(side.value for side in list_sides(front)), READING)


def list_mappers(front: Front) -> tuple[str, ...]:
    """Return the series to which the independent account can be narrowed."""
    return tuple(s.series_id for s in front.series if s.side.role is Role.MAPPERS)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown: a day, accounts, layers, one mapper or all, rival claims or not.

    `reading` is the account by whose own word alone the places are read; None hears all of them.
    Beside the map stands a panel, in which one place may be looked at; `clock` is one of CLOCKS,
    `chapter` the number of one of the story while that is told, `view` where the map was moved to,
    `loop` the two days between which the playback goes round, `window` those between which the
    chart is seen. `mode` is one of MAP_MODES, `whose` the account or READING of which the days are
    counted, None for the first that is shown.
    """

    day: date = field(metadata=declare(Day(address="date", message="date")))
    accounts: tuple[Side, ...] = field(
        metadata=declare(
            SomeOf(
                address="accounts",
                message="accounts",
                label=lambda: CONTROLS["accounts"],
                widget=True,
                option=Option("--accounts", "Accounts to show, by their ids.", "A,B"),
                allowed=lambda scope: list_sides(scope.front),
            )
        )
    )
    layers: tuple[str, ...] = field(
        default=LAYER_GROUPS,
        metadata=declare(
            SomeOf(
                address="layers",
                message="layers",
                label=lambda: CONTROLS["layers"],
                widget=True,
                allowed=lambda _: LAYERS,
            )
        ),
    )
    reading: str | None = field(
        default=None,
        metadata=declare(
            MaybeOneOf(
                address="reading",
                message="reading",
                label=lambda: CONTROLS["reading"],
                widget=True,
                option=Option(
                    "--reading",
                    "What the places imply by one account's word alone, by its id.",
                    "ID",
                ),
                allowed=lambda scope: tuple(side.value for side in list_sides(scope.front)),
            )
        ),
    )
    mapper: str | None = field(
        default=None,
        metadata=declare(
            MaybeOneOf(
                address="mapper",
                message="mapper",
                label=lambda: CONTROLS["mapper"],
                widget=True,
                option=Option("--mapper", "One mapper alone, by its id.", "ID"),
                allowed=lambda scope: list_mappers(scope.front),
            )
        ),
    )
    others: bool = field(
        default=False,
        metadata=declare(
            Flag(
                address="others",
                message="others",
                label=lambda: CONTROLS["others"],
                widget=True,
                option=Option("--others", "Show the rival claims of the same date too."),
            )
        ),
    )
    clock: str = field(
        default=CLOCKS[0],
        metadata=declare(
            OneOf(
                address="clock",
                message="clock",
                label=lambda: CONTROLS["clock"],
                widget=True,
                option=Option("--clock", "As events fell, or as was known.", choices=CLOCKS),
                allowed=lambda _: CLOCKS,
            )
        ),
    )
    language: str = field(
        default=ENGLISH,
        metadata=declare(
            OneOf(
                address="lang",
                label=lambda: CONTROLS["language"],
                widget=True,
                option=Option("--language", "The language of all words.", choices=LANGUAGES),
                allowed=lambda _: LANGUAGES,
            )
        ),
    )
    place: str | None = field(
        default=None,
        metadata=declare(
            MaybeId(address="place", message="place", form=PLACE_ID, notice="no_place")
        ),
    )
    chapter: str | None = field(
        default=None,
        metadata=declare(
            MaybeId(address="chapter", message="chapter", form=CHAPTER, notice="no_chapter")
        ),
    )
    panel: str = field(
        default=PANELS[0],
        metadata=declare(
            OneOf(
                address="panel",
                message="panel",
                label=lambda: CONTROLS["panel"],
                widget=True,
                allowed=lambda _: PANELS,
            )
        ),
    )
    compare: Comparison | None = field(
        default=None,
        metadata=declare(
            ComparisonCodec(
                address="compare", message="compare", label=lambda: COMPARE["compare_label"]
            )
        ),
    )
    filters: Filters = field(
        default=NO_FILTERS, metadata=declare(Group(message="filter", empty=NO_FILTERS))
    )
    view: str | None = field(
        default=None, metadata=declare(MaybeView(address="view", message="view"))
    )
    loop: str | None = field(
        default=None, metadata=declare(MaybeSpan(address="loop", message="loop", notice="no_loop"))
    )
    window: str | None = field(
        default=None,
        metadata=declare(MaybeSpan(address="window", message="window", notice="no_window")),
    )
    mode: str = field(
        default=MAP_MODES[0],
        metadata=declare(
            OneOf(
                address="mode",
                message="mode",
                label=lambda: TIMELINE["mode_title"],
                option=Option(
                    "--mode",
                    "What the map shows: each account, how far they agree, or days held.",
                    choices=MAP_MODES,
                ),
                allowed=lambda _: MAP_MODES,
            )
        ),
    )
    whose: str | None = field(
        default=None,
        metadata=declare(
            MaybeOneOf(
                address="whose",
                message="whose",
                label=lambda: TIMELINE["mode_whose"],
                option=Option(
                    "--whose",
                    "Whose days held are counted: an account's, or reading for what the places "
                    "imply; those of the first shown if left out.",
                    "ID",
                ),
                allowed=lambda scope: list_holders(scope.front),
            )
        ),
    )


def open_selection(front: Front) -> Selection:
    """Return what a first-time visitor sees: the front's opening date with everything on.

    >>> from geodata import load_dataset
    >>> front = load_dataset().front
    >>> open_selection(front).day == front.opening
    True
    """
    return Selection(day=front.opening, accounts=list_sides(front))


def parse_query(
    query: Query,
    front: Front,
    reported: Sequence[date],
    choices: Choices = NO_CHOICES,
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection that an address asks for, and a notice for each value that is not one.

    What was mangled on its way is repaired first. A date outside the front falls to the nearest
    reported date, any other bad value to its default; nothing raises, since an address is typed by
    hand. `choices` are what can be filtered for. The notices speak the selection's language.

    >>> from geodata import load_dataset
    >>> front = load_dataset().front
    >>> selection, notices = parse_query({"date": "tomorrow"}, front, [front.last])
    >>> selection.day == front.opening, len(notices)
    (True, 1)
    """
    aliases = {**list_aliases(Selection), **list_aliases(Filters)}
    repaired = repair_query(query, list_parameters(Selection), aliases)
    scope, opening = Scope(front, reported, choices), open_selection(front)
    language = list_fields(Selection)["language"]
    spoken = language.read_address(repaired.parts, opening.language, scope, [])
    with speak(str(spoken)):
        selection, notices = read_address(repaired.parts, opening, scope)
        return selection, (*repaired.list_notices(), *notices)


def format_query(selection: Selection, front: Front) -> dict[str, str]:
    """Return the shortest address that restores `selection`; the date always stands in it."""
    return write_address(selection, open_selection(front))


def write_link(front: Front, selection: Selection) -> str:
    """Return the address as it stands in a link, as short and readable as may be."""
    return f"?{urlencode(format_query(selection, front), safe=_READABLE)}"


def parse_map_state(value: Mapping[str, object], front: Front, before: Selection) -> Selection:
    """Return the selection that the browser sent; a bad or missing part keeps that of `before`.

    None is a value of its own for what may be empty: mapper, place and comparison. In a list of
    accounts or layers, names that the front does not have are passed over. The browser can clear
    the filter, by sending none, but sets no other.
    """
    return apply_changes(before, read_changes(value, before, Scope(front)))


def parse_extent(value: Mapping[str, object]) -> Extent | None:
    """Return what the map shows (west, south, east, north in degrees), None if that is no box."""
    sides = value.get(EXTENT)
    if not isinstance(sides, list) or len(sides) != 4:
        return None
    if not all(type(side) in (int, float) for side in sides):
        return None
    west, south, east, north = sides
    inside = -180 <= west < east <= 180 and -90 <= south < north <= 90  # no NaN, nothing endless
    return (float(west), float(south), float(east), float(north)) if inside else None
