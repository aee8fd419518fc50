"""Build the reading of the places: every day on which evidence changes, and its sidecar."""

from pathlib import Path
from typing import Final

from threadpoolctl import threadpool_limits

from geodata.build.sidecar import encode_sidecar
from geodata.control.reading import BLOCK_KM, list_days, read_places
from geodata.control.scene import set_scene
from geodata.core import OnStep
from geodata.core.model import Dataset
from geodata.core.reading import CHANCES
from geodata.dataset.load import load_tables
from geodata.dataset.readings import READINGS, encode_readings

SIDECAR: Final = "layers/reading/reading.meta.json"
TABLES: Final = ("control.csv", "settlements.csv")


def produce(folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return the layer of the dataset in `folder` and its sidecar: path → bytes.

    Reads the tables and the base layers. The same inputs give the same bytes.

    Raises:
        DatasetError: the tables or base layers are faulty.
    """
    scene = set_scene(load_tables(folder))
    days, readings = list_days(scene.dataset), []
    # On one thread, sums run in the same order on a machine of any number of cores.
    with threadpool_limits(1):
        for number, day in enumerate(days, 1):
            readings.append(read_places(scene, day))
            if on_step:
                on_step(number, len(days), day.isoformat())
    content = encode_readings(readings)
    return {READINGS: content, SIDECAR: _encode_sidecar(scene.dataset, content)}


def _encode_sidecar(dataset: Dataset, content: bytes) -> bytes:
    names = {
        "title": f"Ground {dataset.front.words['held_by']} as the reported places imply it",
        "label": "computed from reported places; nobody's claim",
        "producer": "Kursk Front, python -m geodata.build reading",
    }
    made = {
        "derived": (
            "For every day on which evidence changes, the ground where a held place is nearer "
            "than one not held, all accounts heard alike. low and high are the ends of the 80 % "
            f"band of its area (km2), from drawing squares of {BLOCK_KM:g} km of places anew. "
            f"chances are the outlines of {', '.join(map(str, CHANCES))} in 100 of being held."
        ),
    }
    return encode_sidecar(dataset, TABLES, {READINGS: content}, names=names, made=made)
