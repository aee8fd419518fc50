"""The fingerprint of a dataset: one SHA-256 over its tables and layers, the same everywhere."""

import hashlib

from geodata.core.model import Dataset

_TABLES = ("*.toml", "*.csv")
_LAYERS = ("layers/**/*.geojson",)


def fingerprint(dataset: Dataset) -> str:
    """Return the SHA-256, in hexadecimal, of the dataset's tables and layers as files.

    Each file counts by its path inside the folder and the SHA-256 of its bytes, in order of the
    paths, as `sha256sum` would list them.
    """
    folder = dataset.folder
    paths = {path for pattern in (*_TABLES, *_LAYERS) for path in folder.glob(pattern)}
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda one: one.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        total.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    return total.hexdigest()
