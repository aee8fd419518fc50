"""The pack's datapackage.json: a Frictionless Data Package, every file with its hash and terms."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from geodata.core import read_version
from geodata.core.model import Dataset
from geodata.dataset.fingerprint import fingerprint
from geodata.export.licences import describe_licences, find_terms
from geodata.export.table import Table

FILE: Final = "datapackage.json"

_TYPES: Final = {"ids": "string"}  # other sorts of column are called what Frictionless calls them

_MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".json": "application/json",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".kmz": "application/vnd.google-earth.kmz",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def describe_pack(
    dataset: Dataset, tables: Sequence[Table], files: Mapping[str, bytes], created: datetime
) -> bytes:
    """Return the description of `files`; `tables/<name>.csv` gets the schema of its table."""
    front = dataset.front
    by_path = {f"tables/{table.name}.csv": table for table in tables}
    package = {
        "profile": "data-package",
        "name": f"{front.front_id}-front",
        "id": f"urn:kursk-front:dataset:{front.front_id}:{fingerprint(dataset)}",
        "title": front.title,
        "description": f"{front.subtitle}. {front.disclaimer}",
        "version": read_version(),
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": describe_licences(entry["licence"] for entry in front.licences),
        "contributors": [
            {"title": credit} for credit in dict.fromkeys(one["credit"] for one in front.licences)
        ],
        "temporal": {"start": front.first.isoformat(), "end": front.last.isoformat()},
        "spatial": {"bbox": list(front.extent)},
        "resources": [
            _describe_table(dataset, by_path[path], path, content)
            if path in by_path
            else _describe_file(dataset, path, content)
            for path, content in files.items()
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _describe_table(dataset: Dataset, table: Table, path: str, content: bytes) -> dict[str, object]:
    terms = find_terms(dataset.front, table.part)
    return {
        "name": table.name,
        "title": table.title,
        **_describe_bytes(path, content, (entry["licence"] for entry in terms)),
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [
                {"name": one.name, "type": _TYPES.get(one.sort, one.sort), "description": one.about}
                for one in table.columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [link.column],
                    # A table names itself by an empty text.
                    "reference": {
                        "resource": "" if link.table == table.name else link.table,
                        "fields": [link.target],
                    },
                }
                for link in table.links
            ],
        },
    }


def _describe_file(dataset: Dataset, path: str, content: bytes) -> dict[str, object]:
    pure = PurePosixPath(path)
    layer = dataset.layers.get(pure.name.partition(".")[0]) if pure.parts[0] == "base" else None
    part = "held areas" if pure.stem == "held-areas" else ""
    licences = (
        [str(layer.sidecar["licence"])]
        if layer
        else [entry["licence"] for entry in find_terms(dataset.front, part)]
    )
    return {
        "name": path.lower().replace("/", "-"),
        **_describe_bytes(path, content, licences),
        "profile": "data-resource",
        "type": "file",  # its schema is that of the CSV of the same name, where there is one
    }


def _describe_bytes(path: str, content: bytes, licences: Iterable[str]) -> dict[str, object]:
    suffix = PurePosixPath(path).suffix
    return {
        "path": path,
        "format": suffix[1:],
        "mediatype": _MEDIA_TYPES[suffix],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": describe_licences(licences),
    }
