"""Whether built files are current: by their bytes where the libraries are those of the lock."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

LOCK: Final = Path(__file__).parents[2] / "requirements.lock"
"""The lock of the source tree; an installed package has none."""
ARITHMETIC: Final = ("contourpy", "numpy", "pyproj", "scipy", "shapely")
"""The libraries whose sums decide where a vertex lies; with others one may move by a metre."""
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)

Agree = Callable[[str, bytes, bytes], bool]
"""Whether what was built for a path agrees with what the file there holds."""


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


def has_the_bytes(path: str, built: bytes, found: bytes) -> bool:
    """Whether the file at `path` holds what was built for it, byte for byte."""
    return built == found


def find_stale(folder: Path, files: Mapping[str, bytes], agree: Agree = has_the_bytes) -> list[str]:
    """Return the paths whose file in `folder` is missing or does not agree with what was built."""

    def is_stale(path: str) -> bool:
        target = folder / path
        return not (target.is_file() and agree(path, files[path], target.read_bytes()))

    return [path for path in files if is_stale(path)]


def find_strays(folder: Path, owned: str, files: Mapping[str, bytes]) -> list[str]:
    """Return the files in the folder that a step owns which the step no longer makes."""
    found = (path.relative_to(folder).as_posix() for path in (folder / owned).glob("*.*json"))
    return sorted(path for path in found if path not in files)


def remove_files(folder: Path, paths: list[str]) -> None:
    """Remove built files that no step makes any more."""
    for path in paths:
        (folder / path).unlink()


def conclude(
    stale: list[str],
    *,
    check: bool,
    noun: str,
    current: str,
    command: str,
    departures: Sequence[str] = (),
) -> None:
    """Say how many files changed or, on a check, which are stale, what mends them; then exit 1.

    `departures` are the libraries that are not the lock's, because of which meaning was compared.
    """
    if not check:
        click.echo(f"{len(stale)} {noun} changed." if stale else "Nothing changed.")
    elif stale:
        for path in stale:
            click.echo(f"stale: {path}", err=True)
        click.echo(f"Run {command} and commit the result.", err=True)
        sys.exit(1)
    else:
        click.echo(f"All {current} are current.")
        if departures:
            click.echo(f"Compared by meaning, not by bytes: {', '.join(departures)}.")
