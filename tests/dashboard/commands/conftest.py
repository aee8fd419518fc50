"""Commands that run in this process share one bundled front, which none of them changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.core.model import Dataset
from geodata.dataset import load
from geodata.dataset.load import OnFault, bundled_folder, load_dataset


@pytest.fixture(scope="module", autouse=True)  # a folder's would last as long as the session
def _load_once(kursk: Dataset) -> Iterator[None]:
    """Hand out the bundled front instead of loading it: a third of a second for each command."""

    def hand_out(folder: Path | None = None, on_layer_fault: OnFault | None = None) -> Dataset:
        if folder is None or folder == bundled_folder():
            return kursk
        return load_dataset(folder, on_layer_fault)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load_dataset", hand_out)
        yield
