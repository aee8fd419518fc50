"""Files and folders written whole or not at all: beside their place first, then renamed there."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from geodata.core.errors import OutputError


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
    """Write files, named by their path inside `folder`: none is renamed before all are written."""
    written: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            written.append((beside, target))
            beside.write_bytes(content)
        for beside, target in written:
            os.replace(beside, target)
    finally:
        for beside, _ in written:
            beside.unlink(missing_ok=True)


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
    beside = folder.absolute().with_name(f".{folder.absolute().name}.{os.getpid()}.new")
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
