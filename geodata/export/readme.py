"""The pack's README.md: what is in it, what it means, and how to open it."""

from collections.abc import Mapping, Sequence
from typing import Final

from geodata.core import read_version
from geodata.core.model import Dataset
from geodata.dataset.fingerprint import fingerprint
from geodata.export.licences import escape_markdown
from geodata.export.table import Table

FILE: Final = "README.md"

_ABOUT: Final[Mapping[str, str]] = {
    "held-areas.geojson": "Every held area with all its columns (RFC 7946, WGS 84).",
    "held-areas.kml": "The same for Google Earth: its time slider moves through the dates.",
    "held-areas.kmz": "The same, compressed.",
    "front.gpkg": "All tables as one GeoPackage, for QGIS and other GIS.",
    "front.xlsx": "All tables as one workbook, a sheet each.",
    "tables/": "Each table as CSV (UTF-8, RFC 4180).",
    "parquet/": "Each table as Parquet; held areas and places as GeoParquet 1.1.",
    "base/": "Base layers as GeoJSON, each beside a sidecar with its origin and licence.",
    "datapackage.json": "This folder as a Frictionless Data Package: what each column means.",
    "provenance.json": "Where each area comes from, in W3C PROV-JSON.",
    "LICENCES.md": "Under which terms each part may be used, and whom to credit.",
    "SHA256SUMS": "A hash of every file: sha256sum -c SHA256SUMS",
}

_MEANING: Final = """\
## What the shapes are

{disclaimer}

A held area is ground that Ukraine was *said* to hold, by the claimant named in its row. It has the
size that the claim gives (`claimed_km2`; `area_km2` is what the polygon measures on the WGS 84
ellipsoid) and is placed by the control intervals named in `control`. Where a claim gives a range,
the area with `edge` = `firm` is its inner and the one with `contested` its outer edge. Accounts
contradict each other: show `claimant`, `date` and `grade` beside any shape that you use, and say
that it is approximate.

## Days

- `date` is the day that the claim describes, `reported_at` the day, month or season in which it was
  made public.
- `valid_from` is that `date`. `valid_to` is the day before the same account spoke again of the
  ground held, with a figure or in words; it is empty for an account's last area. Nobody measured
  the front in between: the last report stands until the next.
- `leading` marks the best-graded claim of an account on a day; the others are its rivals.

## How to open it

- QGIS: add `front.gpkg`; in the layer's temporal settings choose *Separate fields for start and end
  date/time*, `valid_from` and `valid_to`.
- Google Earth: open `held-areas.kmz` and move its time slider.
- Python: `geopandas.read_parquet("parquet/held-areas.parquet")`
- R: `sf::st_read("front.gpkg", "held_areas")`

## The same data, the same bytes

No file bears the time at which it was written: packing the same dataset again gives the same files.
Written by Kursk Front {version}, `kursk-front datapack`, from a dataset whose tables and layers
have the SHA-256 `{digest}`.
"""


def write_readme(dataset: Dataset, tables: Sequence[Table]) -> str:
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
        version=read_version(),
        digest=fingerprint(dataset),
    )
    return "\n".join(lines) + "\n\n" + meaning
