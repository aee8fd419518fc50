"""Days, months, years and seasons as claims give them, read from ISO 8601."""

import re
from calendar import monthrange
from datetime import date

from geodata.core.model import Span

_YEAR, _MONTH, _DAY = 4, 7, 10  # lengths of 2024, 2024-08 and 2024-08-12
_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_EXPECTED = "expected a day 2024-08-12, a month 2024-08, a year 2024 or an interval 2024-09/2024-11"


def parse_span(text: str) -> Span:
    """Return the first and last day that an ISO 8601 `text` covers, keeping it as written.

    Raises:
        ValueError: `text` is no such date, or an interval is reversed or of mixed precision.
    """
    first, slash, last = text.partition("/")
    start, end = _read_days(first, text)
    if not slash:
        return Span(start, end, text)
    end_start, end = _read_days(last, text)
    if len(first) != len(last):
        raise ValueError(f"'{text}' mixes precisions; {_EXPECTED}, with both ends alike")
    if end_start <= start:
        raise ValueError(f"'{text}' does not end after it starts; {_EXPECTED}")
    return Span(start, end, text)


def make_span(start: date, end: date) -> Span:
    """Return the span from `start` to `end`, both inclusive, written as a day or an interval.

    Raises:
        ValueError: `end` is before `start`.
    """
    return parse_span(str(start) if start == end else f"{start}/{end}")


def parse_day(text: str) -> date:
    """Return the one day that `text` gives.

    Raises:
        ValueError: `text` is not a day such as 2024-08-12.
    """
    if len(text) != _DAY:
        raise ValueError(f"'{text}' is not a day; expected one such as 2024-08-12")
    return _read_days(text, text)[0]


def _read_days(part: str, text: str) -> tuple[date, date]:
    """Return the first and last day of one ISO date, `part` of the cell `text`."""
    if not _SHAPE.fullmatch(part):
        raise ValueError(f"'{text}' is not a date; {_EXPECTED}")
    try:
        if len(part) == _YEAR:
            return date(int(part), 1, 1), date(int(part), 12, 31)
        if len(part) == _MONTH:
            year, month = int(part[:4]), int(part[5:])
            start = date(year, month, 1)
            return start, start.replace(day=monthrange(year, month)[1])
        day = date.fromisoformat(part)
    except ValueError as error:
        raise ValueError(f"'{text}' is not in the calendar ({error}); {_EXPECTED}") from error
    return day, day
