"""The vocabulary that everything shares: records, dates, errors, measures; release and progress."""

from collections.abc import Callable
from functools import cache

OnStep = Callable[[int, int, str], object]
"""How long work tells that it goes on: parts done, parts in all, the name of the last one."""


@cache
def read_version() -> str:
    """Return the release that is installed, or 0+source in a source tree never installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (brings e-mail)

    try:
        return version("kursk-front")
    except PackageNotFoundError:
        return "0+source"
