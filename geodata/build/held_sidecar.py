"""The sidecar of the held layers: what they were made from, how, and under which licence."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geodata.control.surface import METHOD

SIDECAR: Final = "layers/held/held.meta.json"
INPUTS: Final = (
    "claims.csv",
    "control.csv",
    "settlements.csv",
    "sources.csv",
    "layers/base/border.geojson",
)
LICENCE: Final = "ODbL-1.0"
CREDIT: Final = "Kursk Front contributors; border side © OpenStreetMap contributors"


def encode_held_sidecar(
    folder: Path, oblast: str, layers: Mapping[str, bytes], needless: Mapping[str, float]
) -> bytes:
    """Return the sidecar of `layers`, built from the dataset in `folder`, as indented JSON.

    `oblast` is the id of the base layer with the oblast's outline, `needless` each account's km²
    that flip and flip back (`change.measure_needless`).
    """
    inputs = (*INPUTS, f"layers/base/{oblast}.geojson")
    fields = {
        "title": "Ground held by Ukraine as each claim gives it",
        "producer": "Kursk Front, python -m geodata.build held",
        "version": METHOD,
        "licence": LICENCE,
        "credit": CREDIT,
        "derived": (
            "One polygon for each claim dated to a day, of the claimed size, placed by the control "
            "intervals of that day and, where they leave it open, close to the account's line "
            "before; the border side is the oblast's. Approximate."
        ),
        "needless_change_km2": {account: round(km2) for account, km2 in needless.items()},
        "inputs": {name: _hash((folder / name).read_bytes()) for name in inputs},
        "sha256": {path: _hash(content) for path, content in sorted(layers.items())},
    }
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
