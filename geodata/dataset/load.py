"""A dataset folder becomes one validated, read-only Dataset, or an error that lists every fault."""

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict, TypeVar

from geodata.core.errors import DatasetError, Fault
from geodata.core.measure import Overlaps
from geodata.core.model import Dataset, Front, HeldArea, Layer, Side, Translations
from geodata.core.reading import Reading, name_readings
from geodata.dataset import schema
from geodata.dataset.base_layers import list_outlines, read_base_layers
from geodata.dataset.contents import Contents, read_contents
from geodata.dataset.front import read_front
from geodata.dataset.front_rules import FRONT_FILE
from geodata.dataset.layers import HELD_REMEDY, read_held_areas
from geodata.dataset.pictures import read_pictures
from geodata.dataset.readings import OWN_READINGS, READINGS, read_readings
from geodata.dataset.rules import find_row_faults
from geodata.dataset.schema import bind_sides, find_link_faults
from geodata.dataset.seals import Seals, check_seals
from geodata.dataset.tables import Record, TableRows, TableSchema, read_table
from geodata.dataset.translation import read_all_translations
from geodata.geometry.overlaps import (
    OVERLAPS,
    READING_OVERLAPS,
    find_wrong_overlaps,
    list_overlapping,
    read_overlaps,
    read_reading_overlaps,
)

Item = TypeVar("Item")
OnFault = Callable[[Fault], object]
_READING_REMEDY: Final = "Run python -m geodata.build reading."
_BUILD: Final = re.compile(r"python -m geodata\.build\b(?: \w+)?")


def bundled_folder() -> Path:
    """Return the folder of the front that comes with the package.

    >>> from geodata import bundled_folder
    >>> (bundled_folder() / "front.toml").is_file()
    True
    """
    return Path(str(files("geodata").joinpath("kursk")))


def name_folder(words: str, folder: Path) -> str:
    """Return words that name the build, with the folder that it is to build but for the bundled.

    >>> name_folder("Run python -m geodata.build held.", Path("my-front"))
    "Run python -m geodata.build held --data 'my-front'."
    """
    if os.path.realpath(folder) == os.path.realpath(bundled_folder()):
        return words
    given = shlex.quote(str(folder))
    quoted = given if given.startswith("'") else f"'{given}'"  # a full stop may follow it
    return _BUILD.sub(lambda found: f"{found[0]} --data {quoted}", words)


def name_folders(faults: Iterable[Fault], folder: Path) -> tuple[Fault, ...]:
    """Return faults of a folder, of which each whose remedy is the build names the folder."""
    return tuple(replace(one, remedy=name_folder(one.remedy, folder)) for one in faults)


def load_dataset(folder: Path | None = None, on_layer_fault: OnFault | None = None) -> Dataset:
    """Return the dataset in `folder`, by default the bundled front, checked as a whole.

    With `on_layer_fault`, a held or base layer, a translation or a picture that breaks a rule is
    left out, each of its faults is handed over, and the rest still loads; the tables must be sound
    in any case. Then a remedy does not name the folder: whoever reads a page need not know where
    its server keeps things.

    Raises:
        DatasetError: the folder breaks its rules; the error lists every fault.

    >>> from geodata import load_dataset
    >>> dataset = load_dataset()
    >>> dataset.front.first
    datetime.date(2024, 8, 6)
    >>> all(claim.source_ids for claim in dataset.claims.values())
    True
    """
    contents = read_contents(folder or bundled_folder())
    tables, faults = _read_tables(contents)
    if tables is None:
        raise DatasetError(faults)
    parts, layer_faults = _read_layers(contents, tables, sound=not faults)
    if faults or (on_layer_fault is None and layer_faults):
        told = [*faults, *layer_faults]
        raise DatasetError(told if on_layer_fault else name_folders(told, contents.folder))
    for fault in layer_faults:
        if on_layer_fault:
            on_layer_fault(fault)
    return replace(_build_dataset(contents, tables), **parts)


def find_overlap_faults(dataset: Dataset) -> tuple[Fault, ...]:
    """Return a fault for each file of shared sizes that gives one otherwise than it now measures.

    To measure every two areas and readings takes longer than all else, so that loading leaves it
    out.
    """
    named = name_readings(dataset.readings, dataset.own_readings)
    areas, readings = find_wrong_overlaps(
        dataset.held, dataset.overlaps, named, dataset.reading_overlaps
    )
    told = ((OVERLAPS, areas, HELD_REMEDY), (READING_OVERLAPS, readings, _READING_REMEDY))
    faults = [Fault(file, "areas", wrong, remedy) for file, wrong, remedy in told if wrong]
    return name_folders(faults, dataset.folder)


def load_tables(folder: Path) -> Dataset:
    """Return the dataset in `folder` without its layers: what the build makes layers from.

    Raises:
        DatasetError: a table breaks its rules; the error lists every fault.
    """
    contents = read_contents(folder)
    tables, faults = _read_tables(contents)
    if tables is None or faults:
        raise DatasetError(faults)
    return _build_dataset(contents, tables)


class _Parts(TypedDict):
    """What of a dataset is left out where it breaks a rule, while the rest is shown."""

    held: tuple[HeldArea, ...]
    layers: Mapping[str, Layer]
    overlaps: Overlaps | None
    readings: tuple[Reading, ...]
    reading_overlaps: Overlaps | None
    own_readings: Mapping[Side, tuple[Reading, ...]]
    translations: Mapping[str, Translations]
    pictures: Mapping[str, bytes]
    notices: tuple[Fault, ...]


def _read_layers(
    contents: Contents, tables: schema.Tables, *, sound: bool
) -> tuple[_Parts, list[Fault]]:
    """Return every sound layer and translation, and the faults of the others.

    Where the tables are not `sound`, claims and so held areas are missing that shared sizes name.
    """
    seals = check_seals(contents)
    layers, base_faults = read_base_layers(contents, seals)
    held: tuple[HeldArea, ...] = ()
    held_faults: tuple[Fault, ...] = ()
    if tables.claims.whole:  # what a layer is held against
        held, held_faults = read_held_areas(contents, tables, seals, list_outlines(layers))
    translations, text_faults = read_all_translations(contents)
    pictures, picture_faults = read_pictures(contents)
    faults = [*held_faults, *seals.faults, *base_faults, *_find_misnamed(contents)]
    overlaps, areas, partial = None, None, bool(faults) or not sound
    # What no sidecar vouches for is measured anew: to check it would take as long.
    if OVERLAPS in seals.sealed:
        try:
            overlaps = read_overlaps(contents.files[OVERLAPS], held, partial=partial)
            areas = list_overlapping(contents.files[OVERLAPS])
        except ValueError as error:
            # Where a layer or a table is faulty, that is said; what others share is measured anew.
            if not partial:
                faults.append(Fault(OVERLAPS, "file", str(error), HELD_REMEDY))

    readings, own, reading_faults = _read_readings(contents, seals, tables.front)
    faults += reading_faults
    reading_overlaps = None
    if readings and READING_OVERLAPS in seals.sealed:
        shared = contents.files[READING_OVERLAPS]
        try:
            named = name_readings(readings, own)
            reading_overlaps = read_reading_overlaps(shared, held, named, areas)
        except ValueError as error:
            if not faults and sound:
                faults.append(Fault(READING_OVERLAPS, "file", str(error), _READING_REMEDY))
    return {
        "held": held,
        "layers": _freeze(layers),
        "overlaps": overlaps,
        "readings": readings,
        "reading_overlaps": reading_overlaps,
        "own_readings": MappingProxyType(own),
        "translations": _freeze(translations),
        "pictures": _freeze(pictures),
        "notices": seals.notices,
    }, [*faults, *text_faults, *picture_faults]


def _read_readings(
    contents: Contents, seals: Seals, front: Front
) -> tuple[tuple[Reading, ...], dict[Side, tuple[Reading, ...]], list[Fault]]:
    """Return the readings of the places, each account's own, and the faults of what is none."""
    faults: list[Fault] = []

    def read(path: str) -> tuple[Reading, ...]:
        if path not in contents.files or path in seals.broken:
            return ()
        try:
            return read_readings(contents.files[path], front)
        except ValueError as error:
            faults.append(Fault(path, "file", str(error), _READING_REMEDY))
            return ()

    paths = {side: OWN_READINGS.format(account=side.value) for side in front.sides}
    own = {side: found for side, path in paths.items() if (found := read(path))}
    return read(READINGS), own, faults


def _find_misnamed(contents: Contents) -> Iterator[Fault]:
    for name in contents.list_misnamed():
        yield Fault(name, "file", contents.explain(name), "Give it a name in UTF-8, or remove it.")


def _read_tables(contents: Contents) -> tuple[schema.Tables | None, list[Fault]]:
    """Return the tables with their faults; None under a faulty front, which all rules build on."""
    front, front_faults = read_front(contents.files.get(FRONT_FILE), contents.explain(FRONT_FILE))
    faults = list(front_faults)
    if "." in contents.unreadable:
        reason = contents.unreadable["."]
        return None, [Fault(str(contents.folder), "folder", reason, "Name a folder of a front.")]

    def read(table: TableSchema[Record]) -> TableRows[Record]:
        content = contents.files.get(table.file)
        if table.file in schema.OPTIONAL and table.file not in contents.list_names(".", ".csv"):
            return TableRows(table.file, {}, frozenset(), ())
        bound = bind_sides(table, front) if front else table
        rows = read_table(bound, content, contents.explain(table.file))
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


def _build_dataset(contents: Contents, tables: schema.Tables) -> Dataset:
    """Return the dataset of sound tables, as yet without layers and translations."""
    return Dataset(
        folder=contents.folder,
        front=tables.front,
        claims=_freeze(tables.claims.records),
        sources=_freeze(tables.sources.records),
        places=_freeze(tables.places.records),
        control=tuple(tables.control.records.values()),
        events=tuple(tables.events.records.values()),
        story=tuple(tables.story.records.values()),
        held=(),
        layers={},
        digest=contents.digest,
    )


def _freeze(mapping: Mapping[str, Item]) -> Mapping[str, Item]:
    return MappingProxyType(dict(mapping))
