"""Days as an address or a message writes them, and the one of a front that is nearest."""

import re
from datetime import date
from typing import Final

from geodata.core.model import Front

_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-./]?([0-9]{1,2})[-./]?([0-9]{1,2})")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


def read_day(text: str) -> date | None:
    """Return a day as a hand may write it: 2025-04-26, 2025/4/26, 26.4.2025, with a time after."""
    word = text.replace("T", " ").split(" ")[0]
    if found := _YEAR_FIRST.fullmatch(word):
        parts = found.groups()
    elif found := _DAY_FIRST.fullmatch(word):
        parts = found.groups()[::-1]
    else:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def read_iso(text: object) -> date | None:
    """Return a day written as in ISO 8601, None for anything else."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def pin_day(day: date, front: Front) -> date:
    """Return the day of the front that is nearest to `day`."""
    return min(max(day, front.first), front.last)
