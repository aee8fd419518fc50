"""The bundled front, read once a process: half of the tests look at it, and none changes it."""

from functools import cache
from pathlib import Path
from unittest.mock import patch

from dashboard.text import translations
from geodata.core.model import Dataset
from geodata.dataset.load import load_dataset


@cache
def read_bundled() -> Dataset:
    """Return the bundled front; like every dataset it is read-only."""
    return load_dataset()


@cache
def list_translations() -> tuple[tuple[Path, str, tuple[translations.CatalogueEntry, ...]], ...]:
    """Return each translation file with its language and what it must hold."""
    with patch.object(translations, "load_dataset", read_bundled):
        return translations.list_files()
