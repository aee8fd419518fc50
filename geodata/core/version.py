"""The release of this software, as it is installed."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def read_version() -> str:
    """Return the release, or 0+source when run from a source tree that was never installed."""
    try:
        return version("kursk-front")
    except PackageNotFoundError:
        return "0+source"
