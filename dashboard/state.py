"""The state of the screen: one frozen `Selection`, read from and written to the address."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from geodata.model import Front, Side

LAYER_GROUPS: Final = ("districts", "water", "roads", "settlements")
LAYERS: Final = (*LAYER_GROUPS, "evidence")
"""What can be switched on: the base layers, on at first, and the strength of evidence."""
PANELS: Final = ("claims", "table", "places", "disagreement", "beyond")
"""What may stand beside the map."""
CLOCKS: Final = ("event", "known")
"""As the events fell, or as it was known that day."""
PLACE_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NOTHING: Final = "none"

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


def open_selection(front: Front) -> Selection:
    """Return what a first-time visitor sees: the front's opening date with everything on."""
    return Selection(day=front.opening, accounts=tuple(account.side for account in front.accounts))


def parse_query(
    query: Mapping[str, str], front: Front, reported: Sequence[date]
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection that an address asks for, and a notice for each value that is not one.

    A date outside the front falls to the nearest reported date, any other bad value to its
    default; nothing raises, since an address is typed by hand.
    """
    start = open_selection(front)
    notices: list[str] = []
    return Selection(
        day=_read_day(query.get("date"), front, reported, notices),
        accounts=_read_choices("accounts", query, start.accounts, start.accounts, notices),
        layers=_read_choices("layers", query, LAYERS, start.layers, notices),
        mapper=_read_mapper(query.get("mapper"), front, notices),
        others=query.get("others") == "1",
        panel=_read_choice("panel", query, PANELS, notices),
        place=_read_place(query.get("place"), notices),
        clock=_read_choice("clock", query, CLOCKS, notices),
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
    return query


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
        notices.append(
            f"“{text}” is not a date (expected YYYY-MM-DD); showing {front.opening.isoformat()}."
        )
        return front.opening
    if front.first <= day <= front.last:
        return day
    nearest = min(reported, key=lambda other: abs(other - day), default=front.opening)
    notices.append(
        f"{day.isoformat()} lies outside {front.first.isoformat()} to {front.last.isoformat()}; "
        f"showing {nearest.isoformat()}, the nearest reported date."
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
        notices.append(
            f"No {name} called {', '.join(f'“{part}”' for part in unknown)} "
            f"(there are {', '.join(allowed)}, or {NOTHING})."
        )
    return keep_order(allowed, asked) or start


def _read_choice(
    name: str, query: Mapping[str, str], allowed: tuple[str, ...], notices: list[str]
) -> str:
    text = query.get(name, allowed[0])
    if text in allowed:
        return text
    notices.append(f"No {name} called “{text}” (there are {', '.join(allowed)}).")
    return allowed[0]


def _read_place(text: str | None, notices: list[str]) -> str | None:
    if text is None or PLACE_ID.fullmatch(text):
        return text
    notices.append(f"“{text}” is no id of a place; search for it by its name.")
    return None


def _read_mapper(text: str | None, front: Front, notices: list[str]) -> str | None:
    if text is None or text in list_mappers(front):
        return text
    notices.append(f"No mapper called “{text}” (there are {', '.join(list_mappers(front))}).")
    return None
