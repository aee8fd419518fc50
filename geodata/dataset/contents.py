"""The files of a dataset folder, each read once: what is checked, shown and hashed is one thing."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from geodata.core.errors import Fault

LARGEST_MB: Final = 32
"""The largest file that is read, in 10^6 bytes: over twenty times the bundled front's largest."""
LARGEST_PICTURE_MB: Final = 2
"""The largest picture: About carries it within the page. The bundled ones have 0.1."""
LAYERS: Final = "layers"
PICTURE_FOLDER: Final = "pictures"
LOCALES: Final = "locales"
SIDECAR: Final = ".meta.json"

LOOK_S: Final = 3.0
"""How often a folder is looked at, in seconds."""

_Read = TypeVar("_Read")
Stamp = tuple[tuple[str, int, int], ...]
"""The name, size and time of change of each file."""

_TABLES: Final = (".toml", ".csv")
_LAYERS: Final = (".geojson", ".json")
_LOCALES: Final = (".po",)
_PICTURES: Final = (".svg",)
_REASONS: Final = {
    errno.ENOENT: "is missing",
    errno.EISDIR: "is a folder, expected a file",
    errno.ENOTDIR: "is no folder",
    errno.ELOOP: "is a link that leads to itself",
    errno.EACCES: "may not be read: permission denied",
    errno.EPERM: "may not be read: permission denied",
}


@dataclass(frozen=True)
class Contents:
    """A folder's files by their POSIX path in it; why some cannot be read."""

    folder: Path
    files: Mapping[str, bytes]
    unreadable: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """The SHA-256, in hexadecimal, of all files that were read.

        Each counts by its path and the SHA-256 of its bytes, in order of the paths, as
        `sha256sum` would list them.
        """
        total = hashlib.sha256()
        for name in sorted(self.files):
            total.update(f"{hash_bytes(self.files[name])}  {name}\n".encode())
        return total.hexdigest()

    def explain(self, name: str) -> str:
        """Return why a file that was not read was not."""
        return self.unreadable.get(name, _REASONS[errno.ENOENT])

    def fetch(self, name: str) -> bytes:
        """Return a file of the folder, read or not so far; nothing of one that is not there."""
        parts = PurePosixPath(name)
        if name in self.files or parts.is_absolute() or ".." in parts.parts or "\0" in name:
            return self.files.get(name, b"")
        try:
            return read_file(self.folder / parts)
        except (OSError, ValueError):
            return b""

    def list_misnamed(self) -> list[str]:
        """Return the paths that no file of a dataset may have, and that no other list gives."""
        return sorted(name for name in self.unreadable if not _is_named(name))

    def list_names(self, folder: str, suffix: str) -> list[str]:
        """Return what there is in a folder with that suffix, readable or not, in order."""
        names = {*self.files, *self.unreadable}
        return sorted(
            name
            for name in names
            if PurePosixPath(name).parent.as_posix() == folder
            and name.endswith(suffix)
            and _is_named(name)
        )


def read_sound(
    contents: Contents, folder: str, suffix: str, read: Callable[[bytes], _Read], remedy: str
) -> tuple[dict[str, _Read], list[Fault]]:
    """Return what `read` makes of the files in a folder, by path, and a fault for each it refuses.

    `read` raises ValueError, which says why.
    """
    found: dict[str, _Read] = {}
    faults: list[Fault] = []
    for path in contents.list_names(folder, suffix):
        try:
            if path not in contents.files:
                raise ValueError(contents.explain(path))
            found[path] = read(contents.files[path])
        except ValueError as error:
            faults.append(Fault(path, "file", str(error), remedy))
    return found, faults


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_contents(folder: Path) -> Contents:
    """Read what a dataset is made of: tables, layers and their sidecars, translations, pictures."""
    files: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    for name in _list_files(folder, unreadable):
        try:
            most = LARGEST_PICTURE_MB if name.startswith(f"{PICTURE_FOLDER}/") else LARGEST_MB
            files[name] = read_file(folder / name, most)
        except OSError as error:
            unreadable[name] = _explain_error(error)
        except ValueError as error:
            unreadable[name] = str(error)
    return Contents(folder, files, unreadable)


def stamp_folder(folder: Path) -> Stamp:
    """Return the name, size and time of change of each file that `read_contents` would read.

    Two equal stamps mean an unchanged folder; of two that differ, the digests must be compared.
    """
    found = []
    for name in sorted(_list_files(folder, {})):
        try:
            state = (folder / name).stat()
        except OSError:
            continue
        found.append((name, state.st_size, state.st_mtime_ns))
    return tuple(found)


class Watch:
    """Whether a folder still holds what was read of it; it is looked at every few seconds."""

    def __init__(self, folder: Path, digest: str, every_s: float = LOOK_S) -> None:
        """Begin with what was read: its folder and its digest."""
        self._folder, self._digest, self._every_s = folder, digest, every_s
        self._stamp: Stamp | None = None
        self._due = 0.0
        self._changed = False

    def has_changed(self) -> bool:
        """Return whether the files of the folder are others now; a touched file is not changed."""
        now = time.monotonic()
        if now >= self._due:
            self._due = now + self._every_s
            stamp = stamp_folder(self._folder)
            if stamp != self._stamp:
                self._stamp = stamp
                self._changed = read_contents(self._folder).digest != self._digest
        return self._changed


def _list_files(folder: Path, unreadable: dict[str, str]) -> Iterator[str]:
    """Yield the path of each file that a dataset may hold; folders that cannot be listed go in."""
    yield from _list_folder(folder, "", _TABLES, unreadable)
    yield from _list_folder(folder, LOCALES, _LOCALES, unreadable)
    yield from _list_folder(folder, PICTURE_FOLDER, _PICTURES, unreadable)
    for inner in (LAYERS, *_list_layers(folder, unreadable)):
        yield from _list_folder(folder, inner, _LAYERS, unreadable)


def _list_layers(folder: Path, unreadable: dict[str, str]) -> list[str]:
    """Return the folders of layers, each a folder in `layers`."""
    found = _scan(folder, LAYERS, unreadable)
    return sorted(f"{LAYERS}/{name}" for name in found if (folder / LAYERS / name).is_dir())


def _list_folder(
    folder: Path, inner: str, suffixes: tuple[str, ...], unreadable: dict[str, str]
) -> Iterator[str]:
    for name in sorted(_scan(folder, inner, unreadable)):
        if name.endswith(suffixes) and not name.startswith("."):
            path = f"{inner}/{name}" if inner else name
            if _is_named(path):
                yield path
            else:
                unreadable[path] = "has a name that is not UTF-8"


def _is_named(path: str) -> bool:
    """Whether a path can be written down: a file system may give bytes that are no text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _scan(folder: Path, inner: str, unreadable: dict[str, str]) -> list[str]:
    """Return the names in a folder; a folder that is missing holds none."""
    try:
        return os.listdir(folder / inner)
    except FileNotFoundError:
        return []
    except OSError as error:
        unreadable[inner or "."] = _explain_error(error)
        return []


def read_file(path: Path, most_mb: int = LARGEST_MB) -> bytes:
    """Return the bytes of an ordinary file of so many megabytes at most.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no ordinary file, or larger than any dataset needs.
    """
    state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise ValueError(_REASONS[errno.EISDIR])
    if not stat.S_ISREG(state.st_mode):  # to read from a pipe or a device may never end
        raise ValueError("is no ordinary file")
    if state.st_size > most_mb * 1_000_000:
        size = state.st_size / 1e6
        raise ValueError(f"has {size:.0f} MB, expected {most_mb} MB at most")
    return path.read_bytes()


def _explain_error(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"cannot be read: {error.strerror or error}")
