"""The sidecar of layers that are built from the tables: from what, how, under which licence."""

import json
from collections.abc import Mapping, Sequence

from geodata.control.held_area import METHOD
from geodata.control.scene import BORDER, list_layers
from geodata.core.model import Dataset
from geodata.dataset.contents import hash_bytes


def encode_sidecar(
    dataset: Dataset,
    tables: Sequence[str],
    layers: Mapping[str, bytes],
    *,
    names: Mapping[str, str],
    made: Mapping[str, object],
) -> bytes:
    """Return the sidecar of `layers`, built from `tables` and the oblast, as indented JSON.

    `names` say what the layers are and what makes them, `made` how they were derived.
    """
    front, folder = dataset.front, dataset.folder
    base = (*list_layers(folder, BORDER), front.oblast)
    inputs = (*tables, *(f"layers/base/{name}.geojson" for name in base))
    terms = front.find_terms("held areas")
    fields = {
        **names,
        "version": METHOD,
        "licence": "; ".join(one["licence"] for one in terms),
        "credit": "; ".join(one["credit"] for one in terms),
        **made,
        "inputs": {name: hash_bytes((folder / name).read_bytes()) for name in inputs},
        "sha256": {path: hash_bytes(content) for path, content in sorted(layers.items())},
    }
    return (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
