"""The time that a written file bears: from the data, never from a clock."""

import os
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from geodata.core.errors import OutputError

if TYPE_CHECKING:
    from geodata.core.model import Dataset

EPOCH_VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""The environment variable of reproducible-builds.org: seconds since 1970."""


def pick_time(dataset: "Dataset") -> datetime:
    """Return the time of SOURCE_DATE_EPOCH, else midnight of the day of the last report, in UTC.

    Raises:
        OutputError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    if given := read_epoch():
        return given
    days = [claim.reported.end for claim in dataset.claims.values()]
    return datetime.combine(max(days, default=dataset.front.last), time(), UTC)


def read_epoch() -> datetime | None:
    """Return the time of SOURCE_DATE_EPOCH in UTC, None where it is not set.

    Raises:
        OutputError: it is no number of seconds.
    """
    given = os.environ.get(EPOCH_VARIABLE)
    if not given:
        return None
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise OutputError(
            f"{EPOCH_VARIABLE} is '{given}', expected a number of seconds since 1970."
        ) from error
