"""The vocabulary that everything shares: records, dates, errors, measures; release and progress."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

OnStep = Callable[[int, int, str], object]
"""How long work tells that it goes on: parts done, parts in all, the name of the last one."""


@cache
def read_version() -> str:
    """Return the release that is installed, or 0+source in a source tree never installed."""
    try:
        return version("kursk-front")
    except PackageNotFoundError:
        return "0+source"
