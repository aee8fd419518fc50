"""The sidecar of the held layers: what they were made from, how, and under which licence."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from geodata.control.held_area import METHOD
from geodata.control.scene import BORDER, list_layers
from geodata.core.model import Dataset

SIDECAR: Final = "layers/held/held.meta.json"
INPUTS: Final = (
    "claims.csv",
    "control.csv",
    "settlements.csv",
    "sources.csv",
)


def encode_held_sidecar(
    dataset: Dataset, layers: Mapping[str, bytes], needless: Mapping[str, float]
) -> bytes:
    """Return the sidecar of `layers`, built from `dataset`, as indented JSON.

    `needless` are each account's km² that flip and flip back (`comparison.measure_needless`).
    """
    front, folder = dataset.front, dataset.folder
    layers_read = (*list_layers(folder, BORDER), front.oblast)
    inputs = (*INPUTS, *(f"layers/base/{name}.geojson" for name in layers_read))
    terms = front.find_terms("held areas")
    fields = {
        "title": f"Ground {front.words['held_by']} as each claim gives it",
        "producer": "Kursk Front, python -m geodata.build held",
        "version": METHOD,
        "licence": "; ".join(one["licence"] for one in terms),
        "credit": "; ".join(one["credit"] for one in terms),
        "derived": (
            "One polygon for each claim dated to a day, of the claimed size, placed by the control "
            "intervals of that day: the nearest reported place decides. The border side is the "
            "oblast's. Approximate."
        ),
        "needless_change_km2": {account: round(km2) for account, km2 in needless.items()},
        "inputs": {name: _hash((folder / name).read_bytes()) for name in inputs},
        "sha256": {path: _hash(content) for path, content in sorted(layers.items())},
    }
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
