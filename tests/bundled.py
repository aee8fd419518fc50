"""The bundled front, read once a process: half of the tests look at it, and none changes it."""

from functools import cache

from geodata.core.model import Dataset
from geodata.dataset.load import load_dataset


@cache
def read_bundled() -> Dataset:
    """Return the bundled front; like every dataset it is read-only."""
    return load_dataset()
