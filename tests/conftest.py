"""Fixtures that all tests share: the bundled front, and a made-up one that tests may break."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from geodata.errors import DatasetError, Fault
from geodata.load import load_dataset
from geodata.model import Dataset

MADE_UP = Path(__file__).parent / "made_up_front"

# Two cores and a cold cache must not fail a property that holds.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def made_up() -> Dataset:
    """Return a tiny made-up front: a square oblast in the open Atlantic with three villages."""
    return load_dataset(MADE_UP)


@pytest.fixture
def made_up_folder(tmp_path: Path) -> Path:
    """Return a copy of the made-up front that a test may edit."""
    return Path(shutil.copytree(MADE_UP, tmp_path / "front"))


@pytest.fixture(scope="session")
def kursk() -> Dataset:
    """Return the bundled front."""
    return load_dataset()


@pytest.fixture
def edit_cell(made_up_folder: Path) -> Callable[[str, str, str, str], None]:
    """Return a function that writes `text` into a cell: file, first cell of the row, column."""

    def edit(file: str, row_id: str, column: str, text: str) -> None:
        path = made_up_folder / file
        with path.open(newline="", encoding="utf-8") as stream:
            header, *rows = csv.reader(stream)
        row = next(row for row in rows if row[0] == row_id)
        row[header.index(column)] = text
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])

    return edit


@pytest.fixture
def find_faults(made_up_folder: Path) -> Callable[[], tuple[Fault, ...]]:
    """Return a function that gives every fault of the made-up front as it now is."""

    def find() -> tuple[Fault, ...]:
        try:
            load_dataset(made_up_folder)
        except DatasetError as error:
            return error.faults
        return ()

    return find
