"""A dataset folder becomes one validated, read-only Dataset, or an error that lists every fault."""

import hashlib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from geodata.core.errors import DatasetError, Fault
from geodata.core.model import Dataset, HeldArea, Layer
from geodata.dataset import schema
from geodata.dataset.front import FRONT_FILE, read_front
from geodata.dataset.layers import read_base_layers, read_held_areas
from geodata.dataset.rules import find_row_faults
from geodata.dataset.schema import find_link_faults
from geodata.dataset.tables import Record, TableRows, TableSchema, read_table

Item = TypeVar("Item")
OnFault = Callable[[Fault], object]


def bundled_folder() -> Path:
    """Return the folder of the front that comes with the package.

    >>> from geodata import bundled_folder
    >>> (bundled_folder() / "front.toml").is_file()
    True
    """
    return Path(str(files("geodata").joinpath("kursk")))


def load_dataset(folder: Path | None = None, on_layer_fault: OnFault | None = None) -> Dataset:
    """Return the dataset in `folder`, by default the bundled front, checked as a whole.

    With `on_layer_fault`, a held or base layer that breaks a rule is left out, each of its faults
    is handed over, and the rest still loads; the tables must be sound in any case.

    Raises:
        DatasetError: the folder breaks its rules; the error lists every fault.

    >>> from geodata import load_dataset
    >>> dataset = load_dataset()
    >>> dataset.front.first
    datetime.date(2024, 8, 6)
    >>> all(claim.source_ids for claim in dataset.claims.values())
    True
    """
    folder = folder or bundled_folder()
    tables, faults = _read_tables(folder)
    if tables is None:
        raise DatasetError(faults)
    held, held_faults = read_held_areas(folder / "layers" / "held", tables)
    layers, base_faults = read_base_layers(folder / "layers" / "base")
    if faults or (on_layer_fault is None and (held_faults or base_faults)):
        raise DatasetError([*faults, *held_faults, *base_faults])
    for fault in (*held_faults, *base_faults):
        if on_layer_fault:
            on_layer_fault(fault)
    return _build_dataset(folder, tables, held, layers)


def load_tables(folder: Path) -> Dataset:
    """Return the dataset in `folder` without its layers: what the build makes layers from.

    Raises:
        DatasetError: a table breaks its rules; the error lists every fault.
    """
    tables, faults = _read_tables(folder)
    if tables is None or faults:
        raise DatasetError(faults)
    return _build_dataset(folder, tables, (), {})


def _read_tables(folder: Path) -> tuple[schema.Tables | None, list[Fault]]:
    """Return the tables with their faults; None under a faulty front, which all rules build on."""
    front, front_faults = read_front(_read_file(folder / FRONT_FILE))
    faults = list(front_faults)

    def read(table: TableSchema[Record]) -> TableRows[Record]:
        path = folder / table.file
        if table.file in schema.OPTIONAL and not path.exists():
            return TableRows(table.file, {}, frozenset(), ())
        rows = read_table(table, _read_file(path))
        faults.extend(rows.faults)
        return rows

    claims, sources = read(schema.CLAIMS), read(schema.SOURCES)
    places, control, events = read(schema.PLACES), read(schema.CONTROL), read(schema.EVENTS)
    story = read(schema.STORY)
    if front is None:
        return None, faults
    tables = schema.Tables(front, claims, sources, places, control, events, story)
    faults += [*find_row_faults(tables), *find_link_faults(tables)]
    return tables, faults


def _read_file(path: Path) -> bytes | None:
    """Return the file's bytes, or None when there is no such file to read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _build_dataset(
    folder: Path,
    tables: schema.Tables,
    held: tuple[HeldArea, ...],
    layers: Mapping[str, Layer],
) -> Dataset:
    return Dataset(
        folder=folder,
        front=tables.front,
        claims=_freeze(tables.claims.records),
        sources=_freeze(tables.sources.records),
        places=_freeze(tables.places.records),
        control=tuple(tables.control.records.values()),
        events=tuple(tables.events.records.values()),
        story=tuple(tables.story.records.values()),
        held=held,
        layers=_freeze(layers),
    )


def _freeze(mapping: Mapping[str, Item]) -> Mapping[str, Item]:
    return MappingProxyType(dict(mapping))


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
