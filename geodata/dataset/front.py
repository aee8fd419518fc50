"""What `front.toml` says of the front, once it breaks none of its rules (`front_rules`)."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from geodata.core.dates import make_span
from geodata.core.errors import Fault, cap_faults
from geodata.core.model import (
    Account,
    Front,
    Kind,
    Land,
    Pictures,
    Role,
    Series,
    Side,
    Topic,
)
from geodata.dataset.front_rules import (
    FRONT_FILE,
    FrontTable,
    find_key_faults,
    find_text_faults,
    find_value_faults,
    list_numbers,
    take_pictures,
)
from geodata.dataset.toml import read_toml


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
        given = read_toml(content)
    except ValueError as error:
        remedy = "Correct the line: front.toml is TOML in UTF-8."
        return None, (Fault(FRONT_FILE, "file", str(error), remedy),)
    faults = (*cap_faults(find_key_faults(given)), *cap_faults(find_text_faults(given)))
    if faults:
        return None, faults
    sound = cast(FrontTable, given)
    faults = tuple(cap_faults(find_value_faults(sound)))
    return (None, faults) if faults else (_build_front(sound), ())


def _read_pictures(given: FrontTable, sides: Mapping[str, Side]) -> Pictures | None:
    pictures = take_pictures(given)
    if pictures is None:
        return None
    dates = tuple(cast(list[date], pictures["dates"]))
    return Pictures(dates, pictures["day"], sides[pictures["side"]])


def _read_point(values: list[object]) -> tuple[float, float]:
    lon, lat = (float(degree) for degree in list_numbers(values))
    return lon, lat


def _build_front(given: FrontTable) -> Front:
    west, south, east, north = (float(degree) for degree in cast(list[float], given["extent"]))
    middle: list[object] = [(west + east) / 2.0, (south + north) / 2.0]
    sides = {one["side"]: Side(one["side"], Role(one["role"])) for one in given["accounts"]}
    return Front(
        front_id=given["id"],
        title=given["title"],
        subtitle=given["subtitle"],
        first=given["first"],
        last=given["last"],
        opening=given["opening"],
        extent=(west, south, east, north),
        centre=_read_point(given.get("centre", middle)),
        oblast=given["oblast"],
        accounts=tuple(
            Account(sides[one["side"]], one["label"], one["description"], one.get("opens", ""))
            for one in given["accounts"]
        ),
        series=tuple(
            Series(
                entry["id"],
                sides[entry["side"]],
                entry["label"],
                entry["joined"],
                entry.get("worked_out", False),
                entry.get("ties", ""),
            )
            for entry in given["series"]
        ),
        topics=tuple(
            Topic(
                one["id"], Kind(one["kind"]) if "kind" in one else None, one["group"], one["label"]
            )
            for one in given["topics"]
        ),
        lands=tuple(
            Land(one["name"], one["label"], sides[one["side"]], _read_point(one["spot"]))
            for one in given.get("lands", [])
        ),
        periods=tuple(
            (one["label"], make_span(one["first"], one["last"])) for one in given.get("periods", [])
        ),
        words={key: str(text) for key, text in given["words"].items()},
        about=given["about"],
        caveats=tuple(str(text) for text in given.get("caveats", [])),
        pictures=_read_pictures(given, sides),
        gap_days=given["gap_days"],
        disclaimer=given["disclaimer"],
        licences=tuple({key: str(text) for key, text in one.items()} for one in given["licences"]),
    )
