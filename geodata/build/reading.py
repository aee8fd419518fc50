"""Build the reading of the places: every day on which evidence changes, and its sidecar."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from threadpoolctl import threadpool_limits

from geodata.build.sidecar import encode_sidecar
from geodata.control.parameters import PARAMETERS
from geodata.control.reading import list_days, list_speakers, read_places
from geodata.control.scene import set_scene
from geodata.core import OnStep
from geodata.core.model import Dataset, Side
from geodata.core.reading import CHANCES, Reading, name_readings
from geodata.dataset.load import load_dataset, load_tables
from geodata.dataset.readings import (
    OWN_READINGS,
    READINGS,
    decode_readings,
    encode_readings,
)
from geodata.geometry.overlaps import READING_OVERLAPS, encode_overlaps, measure_readings

SIDECAR: Final = "layers/reading/reading.meta.json"
TABLES: Final = ("control.csv", "settlements.csv")


def produce(folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return the layer of the dataset in `folder`, what it shares, and its sidecar: path → bytes.

    Beside the reading of all accounts stands that of each account's own word. Reads the tables,
    the base layers, and for what is shared the held areas that are there. The
    same inputs give the same bytes.

    Raises:
        DatasetError: the tables or base layers are faulty.
    """
    scene = set_scene(load_tables(folder))
    accounts: tuple[Side | None, ...] = (None, *list_speakers(scene.dataset))
    jobs = [(account, day) for account in accounts for day in list_days(scene.dataset, account)]
    readings: dict[Side | None, list[Reading]] = defaultdict(list)
    # On one thread, sums run in the same order on a machine of any number of cores.
    with threadpool_limits(1):
        for number, (account, day) in enumerate(jobs, 1):
            readings[account].append(read_places(scene, day, account))
            if on_step:
                on_step(number, len(jobs), day.isoformat())
    content = encode_readings(readings[None])
    own = {
        OWN_READINGS.format(account=account.value): encode_readings(found)
        for account, found in readings.items()
        if account
    }
    # Measured as they will be read back, beside the held areas as they stand in the folder.
    held = load_dataset(folder, on_layer_fault=lambda _: None).held
    sides = [account for account in accounts if account]
    back = [decode_readings(one) for one in (content, *own.values())]
    named = name_readings(back[0], dict(zip(sides, back[1:], strict=True)))
    with threadpool_limits(1):
        shared = encode_overlaps(measure_readings(held, named))
    layers = {READINGS: content, **own, READING_OVERLAPS: shared}
    return {**layers, SIDECAR: _encode_sidecar(scene.dataset, layers)}


def _encode_sidecar(dataset: Dataset, layers: Mapping[str, bytes]) -> bytes:
    names = {
        "title": f"Ground {dataset.front.words['held_by']} as the reported places imply it",
        "label": "computed from reported places; nobody's claim",
        "producer": "Kursk Front, python -m geodata.build reading",
    }
    made = {
        "derived": (
            "For every day on which evidence changes, the ground where a held place is nearer "
            "than one not held: all accounts heard alike in reading.json, one account's own word "
            "in the file of its name. low and high are the ends of the 80 % "
            f"band of its area (km2), from drawing squares of {PARAMETERS.block_km:g} km "
            "of places anew. "
            f"chances are the outlines of {', '.join(map(str, CHANCES))} in 100 of being held."
        ),
    }
    return encode_sidecar(dataset, TABLES, layers, names=names, made=made)
