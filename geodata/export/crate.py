"""The pack as an RO-Crate, and how to cite it: the words in which archives and search engines ask.

RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) lists the files as linked data, beside the Data
Package that says what their columns mean; CITATION.cff is in the Citation File Format 1.2.0.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from geodata.core import read_version
from geodata.core.model import Dataset, Front
from geodata.dataset.contents import hash_bytes
from geodata.export.description import find_licences, find_media_type, name_dataset
from geodata.export.licences import TERMS, describe_licences, list_licences
from geodata.export.tables import Table

FILE: Final = "ro-crate-metadata.json"
CITATION: Final = "CITATION.cff"
_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
_PROFILE: Final = "https://w3id.org/ro/crate/1.1"

Entity = dict[str, object]


def describe_crate(
    dataset: Dataset, tables: Sequence[Table], files: Mapping[str, bytes], created: datetime
) -> bytes:
    """Return the crate of `files`: each with its type, size, SHA-256 and licences."""
    front = dataset.front
    terms = {path: find_licences(dataset, tables, path) for path in files}
    west, south, east, north = front.extent
    about: Entity = {"@id": FILE, "@type": "CreativeWork", "about": {"@id": "./"}}
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": name_dataset(dataset),
        "name": front.title,
        "description": f"{front.subtitle}. {front.disclaimer}",
        "version": read_version(),
        "datePublished": created.date().isoformat(),
        "license": _refer_terms(list_licences(dataset)),
        "author": {"@id": "#authors"},
        "temporalCoverage": f"{front.first}/{front.last}",
        "spatialCoverage": {"@id": "#extent"},
        "hasPart": [{"@id": path} for path in files],
    }
    place: Entity = {"@id": "#extent", "@type": "Place", "geo": {"@id": "#box"}}
    box: Entity = {"@id": "#box", "@type": "GeoShape", "box": f"{south},{west} {north},{east}"}
    authors: Entity = {"@id": "#authors", "@type": "Organization", "name": _name_authors(front)}
    graph = [
        {**about, "conformsTo": {"@id": _PROFILE}},
        root,
        authors,
        place,
        box,
        *(_describe_file(path, content, terms[path]) for path, content in files.items()),
        *_list_terms(name for names in terms.values() for name in names),
    ]
    crate = {"@context": _CONTEXT, "@graph": graph}
    return (json.dumps(crate, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def cite_pack(dataset: Dataset, created: datetime) -> bytes:
    """Return CITATION.cff: whom to name for the pack as a whole; each claim names its own source.

    Every value is a JSON string, which is one in YAML too.
    """
    front = dataset.front
    found = describe_licences(list_licences(dataset))
    spdx = [one["name"] for one in found if one["name"] in TERMS]
    lines = {
        "cff-version": "1.2.0",
        "message": "Cite the pack as below, and beside any shape or figure its claim and source.",
        "type": "dataset",
        "title": front.title,
        "abstract": f"{front.subtitle}. {front.disclaimer}",
        "version": read_version(),
        "date-released": created.date().isoformat(),
        "license": spdx,
        "authors": [{"name": _name_authors(front)}],
        "identifiers": [{"type": "other", "value": name_dataset(dataset)}],
    }
    kept = ((name, value) for name, value in lines.items() if value)
    text = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in kept)
    return text.encode("utf-8")


def _describe_file(path: str, content: bytes, licences: Iterable[str]) -> Entity:
    return {
        "@id": path,
        "@type": "File",
        "name": PurePosixPath(path).name,
        "encodingFormat": find_media_type(path),
        "contentSize": str(len(content)),
        "sha256": hash_bytes(content),
        "license": _refer_terms(licences),
    }


def _list_terms(names: Iterable[str]) -> list[Entity]:
    """Return an entity for each licence, once."""
    return [
        {
            "@id": _address(one),
            "@type": "CreativeWork",
            "name": one["title"],
            "identifier": one["name"],
        }
        for one in describe_licences(names)
    ]


def _refer_terms(names: Iterable[str]) -> list[Entity]:
    return [{"@id": _address(one)} for one in describe_licences(names)]


def _address(licence: Mapping[str, str]) -> str:
    """Return the address of a licence's text; of one without, its own name in the crate."""
    return licence["path"] if licence["name"] in TERMS else f"#{licence['name']}"


def _name_authors(front: Front) -> str:
    return f"{front.title} contributors"
