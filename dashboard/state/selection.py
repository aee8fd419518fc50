"""The state of the screen: one frozen `Selection`, read from and written to the address."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from dashboard.state.comparison import Comparison, read_comparison, write_comparison
from dashboard.state.filters import (
    NO_CHOICES,
    NO_FILTERS,
    PARAMETERS,
    Choices,
    Filters,
    format_filters,
    parse_filters,
)
from dashboard.text.address import ADDRESS
from dashboard.text.language import ENGLISH, LANGUAGES
from geodata.core.model import Front, Side

LAYER_GROUPS: Final = ("districts", "water", "roads", "settlements")
LAYERS: Final = (*LAYER_GROUPS, "evidence")
"""What can be switched on: the base layers, on at first, and the strength of evidence."""
INSET_GROUP: Final = "locator"
"""The group of base layers that only the small map of a sheet shows."""
PANELS: Final = ("claims", "table", "places", "disagreement", "beyond")
"""What may stand beside the map."""
CLOCKS: Final = ("event", "known")
"""As the events fell, or as it was known that day."""
PLACE_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NOTHING: Final = "none"
ADDRESS_PARTS: Final = (
    *("date", "accounts", "layers", "mapper", "others", "clock", "lang", "panel", "place"),
    *(*PARAMETERS.values(), "grade", "core"),
    *("compare", "account", "with"),
)
"""What an address may say: of the selection itself, of its filters and of its comparison."""

_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown: a day, accounts, layers, one mapper or all, rival claims or not.

    Beside the map stands a panel, in which one place may be looked at; `clock` is one of CLOCKS.
    """

    day: date
    accounts: tuple[Side, ...]
    layers: tuple[str, ...] = LAYER_GROUPS
    mapper: str | None = None
    others: bool = False
    panel: str = PANELS[0]
    place: str | None = None
    clock: str = CLOCKS[0]
    language: str = ENGLISH
    filters: Filters = NO_FILTERS
    compare: Comparison | None = None


def open_selection(front: Front) -> Selection:
    """Return what a first-time visitor sees: the front's opening date with everything on."""
    return Selection(day=front.opening, accounts=tuple(account.side for account in front.accounts))


def parse_query(
    query: Mapping[str, str],
    front: Front,
    reported: Sequence[date],
    choices: Choices = NO_CHOICES,
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection that an address asks for, and a notice for each value that is not one.

    A date outside the front falls to the nearest reported date, any other bad value to its
    default; nothing raises, since an address is typed by hand. `choices` are what can be filtered
    for.
    """
    start = open_selection(front)
    filters, unknown = parse_filters(query, choices)
    notices = list(unknown)
    return Selection(
        day=_read_day(query.get("date"), front, reported, notices),
        accounts=_read_choices("accounts", query, start.accounts, start.accounts, notices),
        layers=_read_choices("layers", query, LAYERS, start.layers, notices),
        mapper=_read_mapper(query.get("mapper"), front, notices),
        others=query.get("others") == "1",
        panel=_read_choice("panel", query, PANELS, notices),
        place=_read_place(query.get("place"), notices),
        clock=_read_choice("clock", query, CLOCKS, notices),
        language=_read_choice("lang", query, LANGUAGES, notices),
        filters=filters,
        compare=read_comparison(query, front, notices),
    ), tuple(notices)


def format_query(selection: Selection, front: Front) -> dict[str, str]:
    """Return the shortest address that restores `selection`; the date always stands in it."""
    start = open_selection(front)
    query = {"date": selection.day.isoformat()}
    if selection.accounts != start.accounts:
        query["accounts"] = ",".join(selection.accounts) or NOTHING
    if selection.layers != start.layers:
        query["layers"] = ",".join(selection.layers) or NOTHING
    if selection.mapper:
        query["mapper"] = selection.mapper
    if selection.others:
        query["others"] = "1"
    if selection.panel != start.panel:
        query["panel"] = selection.panel
    if selection.place:
        query["place"] = selection.place
    if selection.clock != start.clock:
        query["clock"] = selection.clock
    if selection.language != start.language:
        query["lang"] = selection.language
    write_comparison(selection.compare, query)
    return query | format_filters(selection.filters)


def list_mappers(front: Front) -> tuple[str, ...]:
    """Return the series to which the independent account can be narrowed."""
    return tuple(s.series_id for s in front.series if s.side is Side.INDEPENDENT)


def keep_order(allowed: Iterable[_Choice], chosen: Collection[str]) -> tuple[_Choice, ...]:
    """Return the allowed values that were chosen, in their own order and once each."""
    return tuple(value for value in allowed if value in chosen)


def _read_day(text: str | None, front: Front, reported: Sequence[date], notices: list[str]) -> date:
    if text is None:
        return front.opening
    try:
        day = date.fromisoformat(text)
    except ValueError:
        notices.append(ADDRESS["no_date"].format(given=text, shown=front.opening.isoformat()))
        return front.opening
    if front.first <= day <= front.last:
        return day
    nearest = min(reported, key=lambda other: abs(other - day), default=front.opening)
    notices.append(
        ADDRESS["outside"].format(
            given=day.isoformat(),
            first=front.first.isoformat(),
            last=front.last.isoformat(),
            shown=nearest.isoformat(),
        )
    )
    return nearest


def _read_choices(
    name: str,
    query: Mapping[str, str],
    allowed: tuple[_Choice, ...],
    start: tuple[_Choice, ...],
    notices: list[str],
) -> tuple[_Choice, ...]:
    text = query.get(name)
    if text is None:
        return start
    if text == NOTHING:
        return ()
    asked = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in asked if part not in allowed]
    if unknown:
        notices.append(_tell_unknown(name, ", ".join(unknown), (*allowed, NOTHING)))
    return keep_order(allowed, asked) or start


def _read_choice(
    name: str, query: Mapping[str, str], allowed: tuple[str, ...], notices: list[str]
) -> str:
    text = query.get(name, allowed[0])
    if text in allowed:
        return text
    notices.append(_tell_unknown(name, text, allowed))
    return allowed[0]


def _read_place(text: str | None, notices: list[str]) -> str | None:
    if text is None or PLACE_ID.fullmatch(text):
        return text
    notices.append(ADDRESS["no_place"].format(given=text))
    return None


def _read_mapper(text: str | None, front: Front, notices: list[str]) -> str | None:
    if text is None or text in list_mappers(front):
        return text
    notices.append(_tell_unknown("mapper", text, list_mappers(front)))
    return None


def _tell_unknown(name: str, given: str, allowed: Iterable[str]) -> str:
    return ADDRESS["unknown"].format(given=given, name=name, allowed=", ".join(allowed))
