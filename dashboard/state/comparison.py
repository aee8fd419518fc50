"""What is compared with what: the second side beside the shown date, as state and as address."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.text.address import ADDRESS
from geodata.core.model import Front, Side

MODES: Final = ("overlay", "side", "swipe")
"""One map of what changed, two maps beside each other, or one over the other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The account of the shown date, and against which account of which date it is set.

    An account is named as `view.figure_key` does; a mapper's own line is an account here too.
    Without a `day` both sides are of the shown date.
    """

    mode: str
    account: str
    against: str
    day: date | None


def list_keys(front: Front) -> tuple[str, ...]:
    """Return the keys of all that can be compared: accounts, each followed by its mappers."""
    keys: list[str] = []
    for account in front.accounts:
        keys.append(account.side.value)
        if account.side is Side.INDEPENDENT:
            own = (one for one in front.series if one.side is account.side)
            keys += [f"{account.side.value}:{series.series_id}" for series in own]
    return tuple(keys)


def name_key(front: Front, key: str) -> str:
    """Return what a reader calls the account or mapper of that key."""
    side, _, mapper = key.partition(":")
    if mapper:
        return next(series.label for series in front.series if series.series_id == mapper)
    return next(account.label for account in front.accounts if account.side == side)


def read_comparison(
    query: Mapping[str, str], front: Front, notices: list[str]
) -> Comparison | None:
    """Return what an address asks to compare, None for nothing; what is wrong adds a notice."""
    mode = query.get("compare")
    if mode is None:
        return None
    if mode not in MODES:
        notices.append(
            ADDRESS["unknown"].format(given=mode, name="compare", allowed=", ".join(MODES))
        )
        return None
    account = _read_key(query.get("account"), front, list_keys(front)[0], notices)
    words = [word for word in query.get("with", "").split(",") if word]
    days = [day for day in map(_parse_day, words) if day is not None]
    others = [word for word in words if _parse_day(word) is None]
    against = _read_key(others[0] if others else None, front, account, notices)
    day = days[0] if days else None
    if day is not None and not front.first <= day <= front.last:
        span = {"first": front.first.isoformat(), "last": front.last.isoformat()}
        notices.append(ADDRESS["compare_day"].format(given=day.isoformat(), **span))
        day = None
    return Comparison(mode, account, against, day)


def write_comparison(comparison: Comparison | None, query: MutableMapping[str, str]) -> None:
    """Add to an address what restores `comparison`; nothing for none."""
    if comparison is None:
        return
    other = [comparison.against] if comparison.against != comparison.account else []
    day = [comparison.day.isoformat()] if comparison.day else []
    query["compare"] = comparison.mode
    query["account"] = comparison.account
    if other or day:
        query["with"] = ",".join((*other, *day))


def describe_comparison(comparison: Comparison | None) -> dict[str, str | None] | None:
    """Return a comparison in JSON types, as the timeline map takes and gives it."""
    if comparison is None:
        return None
    return {
        "mode": comparison.mode,
        "account": comparison.account,
        "against": comparison.against,
        "day": comparison.day.isoformat() if comparison.day else None,
    }


def parse_map_comparison(
    value: object, front: Front, before: Comparison | None
) -> Comparison | None:
    """Return the comparison that the browser sent; `before` where it is none of ours."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return before
    keys, given = list_keys(front), value.get("day")
    day = _parse_day(given)
    mode, account, against = (value.get(name) for name in ("mode", "account", "against"))
    if mode not in MODES or account not in keys or against not in keys:
        return before
    if given is not None and day is None:
        return before
    pinned = min(max(day, front.first), front.last) if day else None
    return Comparison(str(mode), str(account), str(against), pinned)


def _read_key(text: str | None, front: Front, otherwise: str, notices: list[str]) -> str:
    keys = list_keys(front)
    if text is None or text in keys:
        return text or otherwise
    words = {"given": text, "name": "accounts", "allowed": ", ".join(keys)}
    notices.append(ADDRESS["unknown"].format(**words))
    return otherwise


def _parse_day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
