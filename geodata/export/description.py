"""What tells of the pack: its README.md, and datapackage.json with every file's hash and terms."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, Never

from geodata.core import read_version
from geodata.core.model import Dataset, Front
from geodata.dataset.contents import hash_bytes
from geodata.export.field_table import list_codes
from geodata.export.licences import describe_licences, escape_markdown, list_licences
from geodata.export.tables import Column, Table

README: Final = "README.md"

_ABOUT: Final[Mapping[str, str]] = {
    "held-areas.geojson": "Every held area with all its columns (RFC 7946, WGS 84).",
    "held-areas.kml": "The same for Google Earth: its time slider moves through the dates.",
    "held-areas.kmz": "The same, compressed.",
    "front.gpkg": "All tables and base layers as one GeoPackage with their styles.",
    "front.qgs": "The GeoPackage as a map in QGIS, which steps through the days.",
    "front.xlsx": "All tables as one workbook, a sheet each.",
    "tables/": "Each table as CSV (UTF-8 with a byte-order mark, RFC 4180).",
    "parquet/": "Each table as Parquet; held areas, places and readings as GeoParquet 1.1.",
    "base/": "Base layers as GeoJSON, each beside a sidecar with its origin and licence.",
    "datapackage.json": "This folder as a Frictionless Data Package: what each column means.",
    "ro-crate-metadata.json": "The same as an RO-Crate, linked data for archives.",
    "CITATION.cff": "How to cite the pack.",
    "provenance.json": "Where each area comes from, in W3C PROV-JSON.",
    "LICENCES.md": "Under which terms each part may be used, and whom to credit.",
    "SHA256SUMS": "A hash of every file: sha256sum -c SHA256SUMS",
}

_MEANING: Final = """\
## What the shapes are

{disclaimer}

A held area is ground that was *said* to be {held}, by the claimant named in its row. It has the
size that the claim gives (`claimed_km2`; `area_km2` is what the polygon measures on the WGS 84
ellipsoid) and is placed by the control intervals named in `control`. Where a claim gives a range,
the area with `edge` = `firm` is its inner and the one with `contested` its outer edge. Accounts
contradict each other, and firm and contested areas, rivals and accounts overlap: do not add their
sizes up. Show `claimant`, `date` and `grade` beside any shape that you use, and say
that it is approximate.

A row of `readings` is nobody's claim: it is computed from the reported places alone (where
`account` is named, from that account's own word of them alone), of no claimed
size. Within its outline ground is held with a chance of at least `chance` in a hundred; the outline
of 50 is the reading itself. It may be wrong, as every claim may.

`agreement` and `days-held` are overlays of these shapes, computed and nobody's claim: of
`agreement` the rows of one day do not overlap, and their sizes sum to the ground that anybody gives
(`given_by` says how many accounts do); of `days-held` the rows of one `whose` do not overlap.

## Languages

The tables are in English. `texts` has each of their sentences and names in the other languages of
the data{languages}: join `summary`, `claimant`, `title` or any other text with its `text`. Names of
places stand in three spellings in `places`.

## Days

- `date` is the day that the claim describes, `reported_at` the day, month or season in which it was
  made public.
- `valid_from` is that `date`. `valid_to` is the day before the same account spoke again of the
  ground held, with a figure or in words; it is empty for an account's last area. Nobody measured
  the front in between: the last report stands until the next.
- `leading` marks the best-graded claim of an account on a day; the others are its rivals.

## How to open it

- QGIS: open `front.qgs` beside `front.gpkg`: each account in its colour, over the base layers. Its
  temporal controller steps through the days by `time_from` and `time_to`, which are instants, since
  QGIS takes days for their first second. Layers added from `front.gpkg` alone are drawn alike; in
  their temporal settings choose *Separate fields for start and end date/time* and these two.
- Google Earth: open `held-areas.kmz` and move its time slider.
- Python: `geopandas.read_parquet("parquet/held-areas.parquet")`
- R: `sf::st_read("front.gpkg", "held_areas")`

## The same data, the same bytes

No file bears the time at which it was written: packing the same dataset again gives the same files.
Written by Kursk Front {version}, `kursk-front datapack`, from a dataset whose tables and layers
have the SHA-256 `{digest}`.
"""


def format_readme(dataset: Dataset, tables: Sequence[Table]) -> str:
    """Return README.md for a pack of `tables`."""
    front = dataset.front
    title, subtitle = escape_markdown(front.title), escape_markdown(front.subtitle)
    lines = [f"# {title}: data pack", "", f"{subtitle}.", "", "## Files", ""]
    lines += ["| file | what it is |", "|---|---|"]
    lines += [f"| `{name}` | {about} |" for name, about in _ABOUT.items()]
    lines += ["", "## Tables", "", "| table | rows | columns | key |", "|---|---|---|---|"]
    lines += [
        f"| {table.name} | {len(table.rows)} | {len(table.columns)} | `{'`, `'.join(table.key)}` |"
        for table in tables
    ]
    meaning = _MEANING.format(
        disclaimer=escape_markdown(front.disclaimer),
        held=escape_markdown(front.words["held_by"]),
        version=read_version(),
        digest=dataset.digest,
        languages="".join(f", {code}" for code in sorted(dataset.translations)),
    )
    return "\n".join(lines) + "\n\n" + meaning


PACKAGE: Final = "datapackage.json"

_TYPES: Final = {"ids": "string"}  # other sorts of column are called what Frictionless calls them

_MEDIA_TYPES: Final = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".json": "application/json",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".kmz": "application/vnd.google-earth.kmz",
    ".md": "text/markdown",
    ".qgs": "application/x-qgis-project",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def name_dataset(dataset: Dataset) -> str:
    """Return the name of a dataset as it is, by its digest, whatever it is packed into."""
    return f"urn:kursk-front:dataset:{dataset.front.front_id}:{dataset.digest}"


def find_media_type(path: str) -> str:
    """Return the media type of a file of the pack."""
    return _MEDIA_TYPES[PurePosixPath(path).suffix]


def find_licences(dataset: Dataset, tables: Sequence[Table], path: str) -> list[str]:
    """Return the licences of a file of the pack, as the dataset names them.

    A file that is called as a table bears that table's, one of no table all there are; base layers
    stand, besides by themselves, in the GeoPackage.
    """
    pure = PurePosixPath(path)
    layer = dataset.layers.get(pure.name.partition(".")[0]) if pure.parts[0] == "base" else None
    if layer:
        return [str(layer.sidecar["licence"])]
    if pure.suffix == ".gpkg":
        return list_licences(dataset)
    part = next((one.part for one in tables if one.name == pure.stem), "")
    return [entry["licence"] for entry in dataset.front.find_terms(part)]


def describe_pack(
    dataset: Dataset, tables: Sequence[Table], files: Mapping[str, bytes], created: datetime
) -> bytes:
    """Return the description of `files`; `tables/<name>.csv` gets the schema of its table."""
    front = dataset.front
    by_path = {f"tables/{table.name}.csv": table for table in tables}
    package = {
        "profile": "data-package",
        "name": f"{front.front_id}-front",
        "id": name_dataset(dataset),
        "title": front.title,
        "description": f"{front.subtitle}. {front.disclaimer}",
        "version": read_version(),
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": describe_licences(list_licences(dataset)),
        "contributors": [
            {"title": credit} for credit in dict.fromkeys(one["credit"] for one in front.licences)
        ],
        "temporal": {"start": front.first.isoformat(), "end": front.last.isoformat()},
        "spatial": {"bbox": list(front.extent)},
        "resources": [
            _describe_table(dataset, by_path[path], path, content)
            if path in by_path
            else _describe_file(dataset, tables, path, content)
            for path, content in files.items()
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _describe_table(dataset: Dataset, table: Table, path: str, content: bytes) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        **_describe_bytes(path, content, find_licences(dataset, [table], path)),
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [_describe_field(dataset.front, table, one) for one in table.columns],
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


def _describe_field(front: Front, table: Table, one: Column[Never]) -> dict[str, object]:
    field: dict[str, object] = {
        "name": one.name,
        "type": _TYPES.get(one.sort, one.sort),
        "description": one.about,
    }
    if codes := list_codes(front, table.name, one.name):
        field["constraints"] = {"enum": list(codes)}
    return field


def _describe_file(
    dataset: Dataset, tables: Sequence[Table], path: str, content: bytes
) -> dict[str, object]:
    return {
        "name": path.lower().replace("/", "-"),
        **_describe_bytes(path, content, find_licences(dataset, tables, path)),
        "profile": "data-resource",
        "type": "file",  # its schema is that of the CSV of the same name, where there is one
    }


def _describe_bytes(path: str, content: bytes, licences: Iterable[str]) -> dict[str, object]:
    suffix = PurePosixPath(path).suffix
    return {
        "path": path,
        "format": suffix[1:],
        "mediatype": find_media_type(path),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hash_bytes(content)}",
        "licenses": describe_licences(licences),
    }
