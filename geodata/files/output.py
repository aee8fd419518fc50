"""Output written whole or not at all, with times from the data, never from a clock."""

import io
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from geodata.core.errors import OutputError
from geodata.core.model import Dataset

_KEPT: Final = 50
"""Characters of a name that the one beside it keeps: a file system takes 255 bytes."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it there; folders that are missing are made.

    A link is followed. A device or a pipe is written to, since nothing can take its place.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            target = path.resolve()
            write_files(target.parent, {target.name: content})
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, named by their path inside `folder`: none is renamed before all are written.

    Of two that write one file at once, the later has it; each writes beside it under its own name.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = _name_beside(target)
            written.append((beside, target))
            with beside.open("xb") as stream:
                stream.write(content)
        for beside, target in written:
            os.replace(beside, target)
    finally:
        for beside, _ in written:
            beside.unlink(missing_ok=True)


def _name_beside(target: Path) -> Path:
    """Return a name in the same folder that no other writer has, be it a thread or a process."""
    return target.with_name(f".{target.name[:_KEPT]}.{secrets.token_hex(8)}.new")


def write_folder(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write `files` into a folder that is new or empty; with `force` also into any other.

    A new folder appears at once, with everything in it. With `force`, files of the same names are
    replaced and other files stay.

    Raises:
        OutputError: `folder` is no folder, is not empty and `force` is off, or cannot be written.
    """
    check_folder(folder, force=force)
    try:
        _fill_folder(folder, files)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}.") from error


def _fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        write_files(folder, files)
        return
    beside = _name_beside(folder.absolute())
    try:
        write_files(beside, files)
        if folder.is_dir():
            folder.rmdir()  # it is empty; some systems rename onto nothing that exists
        os.replace(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_folder(folder: Path, *, force: bool = False) -> None:
    """Refuse a place where `write_folder` would not write, before the work is done.

    Raises:
        OutputError: `folder` is no folder, or is not empty and `force` is off.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, expected a folder; give another one.")
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise OutputError(
            f"{folder} is not empty; give another folder, or --force to write into this one."
        )


@contextmanager
def borrow_folder() -> Iterator[Path]:
    """Give a folder that nobody else may read, for as long as the block lasts.

    Raises:
        OutputError: the temporary folder has no room, or cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="kursk-front-") as folder:
            yield Path(folder)
    except OSError as error:
        raise OutputError(
            f"The temporary folder {tempfile.gettempdir()} cannot be written: "
            f"{error.strerror or error}. Make room there, or name another in TMPDIR."
        ) from error


_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can give
_READABLE: Final = 0o100644 << 16  # a file that its owner may write and all may read
_UNIX: Final = 3


def zip_files(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Return an archive of `files`, in their order, inside `folder` where one is named."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return stream.getvalue()


EPOCH_VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""The environment variable of reproducible-builds.org: seconds since 1970."""


def pick_time(dataset: Dataset) -> datetime:
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
