"""The rules of `front.toml`: its keys, their types and how they hang together."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NotRequired, TypedDict, cast, get_origin, get_type_hints

from geodata.core.errors import Fault
from geodata.core.model import Account, Front, Kind, Series, Side, Topic
from geodata.core.plain import UNSAFE
from geodata.dataset.tables import read_code, read_id, read_key

FRONT_FILE = "front.toml"
_SIDES = tuple(side.value for side in Side)
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
MOST_DAYS = 36_525
"""Of a front: a timeline has a place for each day."""


class _Account(TypedDict):
    side: str
    label: str
    description: str


class _Series(TypedDict):
    id: str
    side: str
    label: str
    joined: bool


class _Topic(TypedDict):
    id: str
    kind: NotRequired[str]
    group: str
    label: str


class _Licence(TypedDict):
    part: str
    licence: str
    credit: str


class _Front(TypedDict):
    id: str
    title: str
    subtitle: str
    first: date
    last: date
    opening: date
    extent: list[object]
    centre: NotRequired[list[object]]
    oblast: str
    gap_days: int
    disclaimer: str
    accounts: list[_Account]
    series: list[_Series]
    topics: list[_Topic]
    licences: list[_Licence]


_NAMES = {str: "text", date: "date", list: "list", int: "whole number", bool: "true or false"}


def read_front(
    content: bytes | None, reason: str = "is missing"
) -> tuple[Front | None, tuple[Fault, ...]]:
    """Return what `front.toml` says of the front, or None with every fault found in it.

    `content` is None when the file cannot be read, for that reason.
    """
    if content is None:
        remedy = "Any front is a folder with a front.toml beside its tables: add it or mend it."
        return None, (Fault(FRONT_FILE, "file", reason, remedy),)
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        remedy = "Correct the line: front.toml is TOML in UTF-8."
        return None, (Fault(FRONT_FILE, "file", f"cannot be read: {error}", remedy),)
    faults = (*_find_key_faults(given), *_find_text_faults(given))
    if faults:
        return None, faults
    sound = cast(_Front, given)
    faults = tuple(_find_value_faults(sound))
    return (None, faults) if faults else (_build_front(sound), ())


def _find_key_faults(given: Mapping[str, object]) -> Iterator[Fault]:
    """Yield a fault for every key that is missing, unknown or of the wrong type."""
    yield from _compare_keys("front", given, _Front)
    tables = (
        ("accounts", _Account),
        ("series", _Series),
        ("topics", _Topic),
        ("licences", _Licence),
    )
    for name, keys in tables:
        entries = given.get(name)
        for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
            where = f"{name} {number}"
            if isinstance(entry, dict):
                yield from _compare_keys(where, entry, keys)
            else:
                yield Fault(FRONT_FILE, where, "is not a table", f"Write it as [[{name}]].")


def _find_text_faults(given: Mapping[str, object]) -> Iterator[Fault]:
    """Yield a fault for every text with a character that turns, hides or breaks other text."""
    for key, value in given.items():
        entries = value if isinstance(value, list) else [value]
        for entry in entries:
            texts = entry if isinstance(entry, dict) else {key: entry}
            for name, text in texts.items():
                found = UNSAFE.search(text) if isinstance(text, str) else None
                if found:
                    rule = f"{name} holds the control character U+{ord(found[0]):04X}"
                    yield Fault(FRONT_FILE, key, rule, f"Correct {name}.")


def _compare_keys(
    where: str, given: Mapping[str, object], table: type[Mapping[str, object]]
) -> Iterator[Fault]:
    keys = {key: get_origin(kind) or kind for key, kind in get_type_hints(table).items()}
    free: frozenset[str] = getattr(table, "__optional_keys__", frozenset())
    remedy = f"Expected exactly the keys {', '.join(key for key in keys if key not in free)}."
    if free:
        remedy = f"{remedy[:-1]}, and {', '.join(sorted(free))} where wanted."
    for key in given:
        if key not in keys:
            yield Fault(FRONT_FILE, where, f"key '{key}' is unknown", remedy)
    for key, kind in keys.items():
        if key not in given:
            if key in free:
                continue
            yield Fault(FRONT_FILE, where, f"key {key} is missing", remedy)
        elif type(given[key]) is not kind:  # a bool is no whole number, a time is no date
            rule = f"{key} is {given[key]!r}, expected a {_NAMES[kind]}"
            yield Fault(FRONT_FILE, where, rule, f"Correct {key}.")


def _find_value_faults(given: _Front) -> Iterator[Fault]:
    """Yield a fault for every value that cannot be, once all keys are there."""
    first, opening, last = given["first"], given["opening"], given["last"]
    if not first <= opening <= last:
        rule = f"first {first}, opening {opening}, last {last} are not in this order"
        yield Fault(
            FRONT_FILE, "front", rule, "Correct the dates: opening lies between the others."
        )
    if not EARLIEST <= first <= last <= LATEST or (last - first).days > MOST_DAYS:
        rule = f"first {first} to last {last}, expected {MOST_DAYS} days at most"
        remedy = f"Correct the dates: they lie from {EARLIEST} to {LATEST}."
        yield Fault(FRONT_FILE, "front", rule, remedy)
    if not _is_extent(given["extent"]):
        rule = f"extent is {given['extent']}, expected west < east and south < north in degrees"
        yield Fault(FRONT_FILE, "front", rule, "Give it as [west, south, east, north], WGS 84.")
    elif not _is_centre(given.get("centre"), given["extent"]):
        rule = f"centre is {given.get('centre')}, expected a point inside the extent, in degrees"
        yield Fault(
            FRONT_FILE, "front", rule, "Give it as [longitude, latitude], WGS 84, or leave it."
        )
    if not 1 <= given["gap_days"] <= MOST_DAYS:
        rule = f"gap_days is {given['gap_days']}, expected 1 to {MOST_DAYS}"
        yield Fault(FRONT_FILE, "front", rule, "Give a number of days.")
    if not given["accounts"]:
        yield Fault(FRONT_FILE, "accounts", "has no account", "Add one as [[accounts]].")
    yield from _find_id_faults(given)
    sides = [account["side"] for account in given["accounts"]]
    for side in sides:
        if side not in _SIDES:
            rule = f"side '{side}' is unknown, expected one of {', '.join(_SIDES)}"
            yield Fault(FRONT_FILE, "accounts", rule, "Correct the side.")
    for series in given["series"]:
        if series["side"] not in sides:
            rule = f"side '{series['side']}' is no account's"
            yield Fault(
                FRONT_FILE, f"series {series['id']}", rule, "Add the account or correct it."
            )
    yield from _find_topic_faults(given["topics"])


def _find_id_faults(given: _Front) -> Iterator[Fault]:
    """Yield a fault for every id that is malformed or given twice."""
    series = [entry["id"] for entry in given["series"]]
    for name in (given["id"], given["oblast"], *series):
        try:
            read_id(name)
        except ValueError as error:
            yield Fault(FRONT_FILE, "front", str(error), "Correct the id.")
    for where, names in (
        ("series", series),
        ("accounts", [account["side"] for account in given["accounts"]]),
    ):
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield Fault(FRONT_FILE, where, f"'{name}' is there twice", "Keep one of them.")


def _find_topic_faults(topics: list[_Topic]) -> Iterator[Fault]:
    """Yield a fault for every topic without a name of its own or with a kind that cannot be."""
    for read, name in (
        *((read_key, topic["id"]) for topic in topics),
        *((read_code(Kind), topic["kind"]) for topic in topics if "kind" in topic),
    ):
        try:
            read(name)
        except ValueError as error:
            yield Fault(FRONT_FILE, "topics", str(error), "Correct the topic.")
    names = [topic["id"] for topic in topics]
    kinds = [topic["kind"] for topic in topics if "kind" in topic]
    for what, found in (("id", names), ("kind", kinds)):
        for name in dict.fromkeys(name for name in found if found.count(name) > 1):
            rule = f"{what} '{name}' is there twice"
            yield Fault(FRONT_FILE, "topics", rule, "Keep one of them: a claim has one topic.")


def _is_extent(extent: list[object]) -> bool:
    degrees = _list_numbers(extent)
    if len(degrees) != len(extent) or len(extent) != len(("west", "south", "east", "north")):
        return False
    west, south, east, north = degrees
    return bool(-180 <= west < east <= 180 and -90 <= south < north <= 90)


def _is_centre(centre: list[object] | None, extent: list[object]) -> bool:
    """Return whether the centre, where one is given, lies inside a sound extent."""
    if centre is None:
        return True
    degrees = _list_numbers(centre)
    if len(degrees) != len(centre) or len(centre) != len(("longitude", "latitude")):
        return False
    west, south, east, north = _list_numbers(extent)
    return west <= degrees[0] <= east and south <= degrees[1] <= north


def _list_numbers(values: list[object]) -> list[float]:
    return [one for one in values if isinstance(one, int | float) and type(one) is not bool]


def _build_front(given: _Front) -> Front:
    west, south, east, north = (float(degree) for degree in cast(list[float], given["extent"]))
    middle = [(west + east) / 2.0, (south + north) / 2.0]
    lon, lat = (float(degree) for degree in cast(list[float], given.get("centre", middle)))
    return Front(
        front_id=given["id"],
        title=given["title"],
        subtitle=given["subtitle"],
        first=given["first"],
        last=given["last"],
        opening=given["opening"],
        extent=(west, south, east, north),
        centre=(lon, lat),
        oblast=given["oblast"],
        accounts=tuple(
            Account(Side(account["side"]), account["label"], account["description"])
            for account in given["accounts"]
        ),
        series=tuple(
            Series(entry["id"], Side(entry["side"]), entry["label"], entry["joined"])
            for entry in given["series"]
        ),
        topics=tuple(
            Topic(
                one["id"], Kind(one["kind"]) if "kind" in one else None, one["group"], one["label"]
            )
            for one in given["topics"]
        ),
        gap_days=given["gap_days"],
        disclaimer=given["disclaimer"],
        licences=tuple({key: str(text) for key, text in one.items()} for one in given["licences"]),
    )
