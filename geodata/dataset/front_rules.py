"""The rules of `front.toml`: its keys, their types and how they hang together."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NotRequired, TypedDict, cast, get_origin, get_type_hints

from geodata.core.errors import Fault
from geodata.core.model import Kind, Role
from geodata.core.plain import find_unshown
from geodata.dataset.lengths import find_long
from geodata.dataset.tables import read_code, read_id, read_key

FRONT_FILE = "front.toml"
_NEEDED = (Role.HOLDER, Role.OWNER)  # "held", "lost" and "retaken" are by them
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
MOST_DAYS = 36_525
"""Of a front: a timeline has a place for each day."""


class _Account(TypedDict):
    side: str
    role: str
    label: str
    description: str
    opens: NotRequired[str]


class _Series(TypedDict):
    id: str
    side: str
    label: str
    joined: bool
    worked_out: NotRequired[bool]
    ties: NotRequired[str]


class _Topic(TypedDict):
    id: str
    kind: NotRequired[str]
    group: str
    label: str


class _Land(TypedDict):
    name: str
    label: str
    side: str
    spot: list[object]


class _Words(TypedDict):
    held_by: str
    lost_by: str
    gained_by: str
    area_retaken: str
    area_across: str
    share_retaken: str
    settlements_retaken: str


class _Period(TypedDict):
    label: str
    first: date
    last: date


class PicturesTable(TypedDict):
    """The table [pictures] of front.toml."""

    dates: list[object]
    day: date
    side: str


class _Licence(TypedDict):
    part: str
    licence: str
    credit: str


class FrontTable(TypedDict):
    """The whole of front.toml."""

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
    about: str
    caveats: NotRequired[list[object]]
    words: dict[str, object]
    lands: NotRequired[list[_Land]]
    periods: NotRequired[list[_Period]]
    pictures: NotRequired[dict[str, object]]
    accounts: list[_Account]
    series: list[_Series]
    topics: list[_Topic]
    licences: list[_Licence]


_NAMES = {
    str: "text",
    date: "date",
    list: "list",
    dict: "table",
    int: "whole number",
    bool: "true or false",
}


def find_key_faults(given: Mapping[str, object]) -> Iterator[Fault]:
    """Yield a fault for every key that is missing, unknown or of the wrong type."""
    yield from _compare_keys("front", given, FrontTable)
    tables = (
        ("accounts", _Account),
        ("series", _Series),
        ("topics", _Topic),
        ("lands", _Land),
        ("periods", _Period),
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
    single: tuple[tuple[str, type[Mapping[str, object]]], ...] = (
        ("words", _Words),
        ("pictures", PicturesTable),
    )
    for name, wanted in single:
        if isinstance(entry := given.get(name), dict):
            yield from _compare_keys(name, entry, wanted)


def find_text_faults(given: object, name: str = "front") -> Iterator[Fault]:
    """Yield a fault for every text that turns, hides or breaks other text, or has no room."""
    if isinstance(given, str):
        if rule := find_unshown(given) or find_long(name, given):
            yield Fault(FRONT_FILE, name, rule, f"Correct {name}.")
    elif isinstance(given, dict):
        for key, value in given.items():
            yield from find_text_faults(value, key)
    elif isinstance(given, list):
        for value in given:
            yield from find_text_faults(value, name)


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


def find_value_faults(given: FrontTable) -> Iterator[Fault]:
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
    yield from _find_side_faults(given)
    yield from _find_opening_faults(given)
    yield from _find_topic_faults(given["topics"])
    for one in given.get("periods", []):
        if not first <= one["first"] < one["last"] <= last:
            rule = f"runs from {one['first']} to {one['last']}, expected two days of the front"
            remedy = f"Correct the dates: they lie from {first} to {last}, the earlier first."
            yield Fault(FRONT_FILE, f"period {one['label']}", rule, remedy)
    pictures = take_pictures(given)
    for day in [*pictures["dates"], pictures["day"]] if pictures else []:
        if not (type(day) is date and first <= day <= last):
            rule = f"{day!r} is no day of the front"
            yield Fault(FRONT_FILE, "pictures", rule, "Give ISO dates without quotes.")
    for text in given.get("caveats", []):
        if not isinstance(text, str):
            yield Fault(FRONT_FILE, "caveats", f"{text!r} is no text", "Write each in quotes.")


def take_pictures(given: FrontTable) -> PicturesTable | None:
    """Return what the pictures show, where the front says so; its keys are sound by then."""
    return cast(PicturesTable, given["pictures"]) if "pictures" in given else None


def _find_side_faults(given: FrontTable) -> Iterator[Fault]:
    """Yield a fault for every side or role that cannot be, and for what is of nobody's side."""
    for account in given["accounts"]:
        for read, text in ((read_key, account["side"]), (read_code(Role), account["role"])):
            try:
                read(text)
            except ValueError as error:
                yield Fault(FRONT_FILE, "accounts", str(error), "Correct the account.")
    roles = [account["role"] for account in given["accounts"]]
    for role in _NEEDED:
        if role not in roles:
            remedy = "Say which account is of the side that it names."
            yield Fault(FRONT_FILE, "accounts", f"no account has the role {role}", remedy)
    for twice in dict.fromkeys(role for role in roles if roles.count(role) > 1):
        remedy = "Give each account a role of its own: a role has one drawing."
        yield Fault(FRONT_FILE, "accounts", f"role '{twice}' is there twice", remedy)
    sides = [account["side"] for account in given["accounts"]]
    named = [(f"series {one['id']}", one["side"]) for one in given["series"]]
    named += [(f"land {one['name']}", one["side"]) for one in given.get("lands", [])]
    if pictures := take_pictures(given):
        named.append(("pictures", pictures["side"]))
    for where, side in named:
        if side not in sides:
            rule = f"side '{side}' is no account's"
            yield Fault(FRONT_FILE, where, rule, "Add the account or correct it.")
    for land in given.get("lands", []):
        if not _is_point(land["spot"]):
            rule = f"spot is {land['spot']}, expected a point in degrees"
            remedy = "Give it as [longitude, latitude], WGS 84."
            yield Fault(FRONT_FILE, f"land {land['name']}", rule, remedy)


def _find_opening_faults(given: FrontTable) -> Iterator[Fault]:
    """Yield a fault for every account that opens on a series that cannot speak for it."""
    stated = {
        (series["side"], series["id"])
        for series in given["series"]
        if not series.get("worked_out", False)
    }
    for account in given["accounts"]:
        opens = account.get("opens", "")
        if opens and (account["side"], opens) not in stated:
            rule = f"opens '{opens}' is no stated series of side {account['side']}"
            remedy = "Name a series of the account's own side that is not worked out."
            yield Fault(FRONT_FILE, "accounts", rule, remedy)


def _find_id_faults(given: FrontTable) -> Iterator[Fault]:
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
    degrees = list_numbers(extent)
    if len(degrees) != len(extent) or len(extent) != len(("west", "south", "east", "north")):
        return False
    west, south, east, north = degrees
    return bool(-180 <= west < east <= 180 and -90 <= south < north <= 90)


def _is_centre(centre: list[object] | None, extent: list[object]) -> bool:
    """Return whether the centre, where one is given, lies inside a sound extent."""
    if centre is None:
        return True
    if not _is_point(centre):
        return False
    degrees = list_numbers(centre)
    west, south, east, north = list_numbers(extent)
    return west <= degrees[0] <= east and south <= degrees[1] <= north


def _is_point(values: list[object]) -> bool:
    degrees = list_numbers(values)
    if len(degrees) != len(values) or len(values) != len(("longitude", "latitude")):
        return False
    return -180 <= degrees[0] <= 180 and -90 <= degrees[1] <= 90


def list_numbers(values: list[object]) -> list[float]:
    """Return those of the values that are numbers."""
    return [one for one in values if isinstance(one, int | float) and type(one) is not bool]
