"""Whether the libraries that draw are the releases of the lock, so that bytes may be compared."""

import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).parents[2] / "requirements.lock"
"""The lock of the source tree; an installed package has none."""
ARITHMETIC: Final = ("contourpy", "numpy", "pyproj", "scipy", "shapely")
"""The libraries whose sums decide where a vertex lies; with others one may move by a metre."""
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def read_lock(path: Path = LOCK) -> dict[str, set[str]]:
    """Return the releases that a lock allows of each package, by its name in lower case.

    A package has several where they differ from one Python to the next. A lock that is missing
    allows none.
    """
    pins: dict[str, set[str]] = {}
    if path.is_file():
        for name, release in _PIN.findall(path.read_text(encoding="utf-8")):
            pins.setdefault(name.lower(), set()).add(release)
    return pins


def list_departures(names: Iterable[str] = ARITHMETIC, path: Path = LOCK) -> list[str]:
    """Return what is installed of `names` other than the lock says, in words; none if all agree."""
    pins = read_lock(path)
    found = ((name, _find_release(name), pins.get(name, set())) for name in names)
    return [
        f"{name} {release or 'missing'} (lock: {' or '.join(sorted(pinned)) or 'none'})"
        for name, release, pinned in found
        if release not in pinned
    ]


def _find_release(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
