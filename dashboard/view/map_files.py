"""The files that the map fetches, in one folder: the newest answers to filters stay there."""

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

KEPT_FILTERS: Final = 64
"""How many files of filters are kept, of 10 to 130 kB each."""


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` below `root`, by their relative names."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def keep_filter(path: Path, encode: Callable[[], bytes]) -> None:
    """Have the file of a filter at `path`: as it is there, else as `encode` makes it.

    Several threads may ask at once. Files that nobody has asked for lately make room.
    """
    if path.exists():
        path.touch()
        return
    part = path.with_suffix(f".{threading.get_ident()}")
    part.write_bytes(encode())
    part.replace(path)
    recent = sorted(path.parent.glob("filter-*.json"), key=os.path.getmtime)
    for old in recent[:-KEPT_FILTERS]:
        old.unlink(missing_ok=True)
