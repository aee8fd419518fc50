"""The data pack: a dataset as files for GIS, globes and spreadsheets, and where each comes from."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from geodata.core import OnStep
from geodata.core.model import Dataset, Role
from geodata.dataset.contents import hash_bytes
from geodata.export import crate, description, licences, provenance, qgis_project
from geodata.export.field_table import tabulate_fields
from geodata.export.geopackage import encode_geopackage
from geodata.export.gis import encode_geojson, encode_parquet
from geodata.export.held_table import list_reports, tabulate_areas
from geodata.export.kml import encode_kml
from geodata.export.mode_table import tabulate_agreement, tabulate_days
from geodata.export.qgis_project import encode_project, list_shown
from geodata.export.reading_table import tabulate_readings
from geodata.export.tables import (
    Table,
    encode_table,
    tabulate_claims,
    tabulate_control,
    tabulate_events,
    tabulate_places,
    tabulate_sources,
    tabulate_story,
)
from geodata.export.text_table import tabulate_texts
from geodata.files.output import pick_time, zip_files
from geodata.files.spreadsheet import (
    Sheet,
    encode_workbook,
    find_addresses,
)

SUMS: Final = "SHA256SUMS"
GEOPACKAGE: Final = "front.gpkg"
WIDEST: Final = 60  # characters of a column in the workbook

Files = dict[str, bytes]
Step = tuple[str, Callable[[], Files]]


def build_pack(
    dataset: Dataset, colours: Mapping[Role, str], on_step: OnStep | None = None
) -> Files:
    """Return the files of the pack by their path inside it; the same dataset, the same bytes.

    `colours` is each account's colour as #RRGGBB, for globes and GIS. Nothing is written here:
    `write_folder` and `zip_files` of `geodata.files.output` do that.

    Raises:
        OutputError: SOURCE_DATE_EPOCH is no time.

    >>> from geodata import Role, build_pack, load_dataset
    >>> files = build_pack(load_dataset(), dict.fromkeys(Role, "#0072b2"))
    >>> files["held-areas.geojson"][:27]
    b'{"type":"FeatureCollection"'
    """
    created = pick_time(dataset)
    tables = list_tables(dataset)
    steps = list(_list_steps(dataset, tables, colours, created))
    total = len(steps) + 1
    files: Files = {}
    for number, (name, make) in enumerate(steps, 1):
        files |= make()
        if on_step:
            on_step(number, total, name)
    files |= _describe(dataset, tables, files, created)
    if on_step:
        on_step(total, total, SUMS)
    return files


def list_tables(dataset: Dataset) -> tuple[Table, ...]:
    """Return every table of the pack, held areas first, what their columns mean last."""
    tables = (
        tabulate_areas(dataset),
        tabulate_claims(dataset),
        tabulate_sources(dataset),
        tabulate_places(dataset),
        tabulate_control(dataset),
        tabulate_events(dataset),
        tabulate_story(dataset),
        tabulate_readings(dataset),
        tabulate_agreement(dataset),
        tabulate_days(dataset),
        tabulate_texts(dataset),
    )
    return (*tables, tabulate_fields(dataset.front, tables))


def _list_steps(
    dataset: Dataset, tables: tuple[Table, ...], colours: Mapping[Role, str], created: datetime
) -> Iterator[Step]:
    """Yield what makes each kind of file, by the name that the progress shows."""
    front, held = dataset.front, tables[0]
    name = held.name

    def make_kml() -> Files:
        kml = encode_kml(front, held, list_reports(dataset), colours)
        return {f"{name}.kml": kml, f"{name}.kmz": zip_files({"doc.kml": kml})}

    def make_geopackage() -> Files:
        project = encode_project(front, list_shown(dataset, colours), GEOPACKAGE)
        package = encode_geopackage(dataset, tables, colours, created)
        return {GEOPACKAGE: package, qgis_project.FILE: project}

    yield "GeoJSON", lambda: {f"{name}.geojson": encode_geojson(front, held)}
    yield "KML", make_kml
    yield "GeoPackage", make_geopackage
    yield "XLSX", lambda: {"front.xlsx": _encode_xlsx(dataset, tables, created)}
    yield (
        "CSV",
        lambda: {f"tables/{one.name}.csv": encode_table(one.columns, one.rows) for one in tables},
    )
    yield (
        "Parquet",
        lambda: {f"parquet/{one.name}.parquet": encode_parquet(front, one) for one in tables},
    )
    yield "base layers", lambda: _copy_layers(dataset)


def _describe(
    dataset: Dataset, tables: tuple[Table, ...], files: Files, created: datetime
) -> Files:
    """Return what tells of the other files: terms, README, origins, description and hashes."""
    told: Files = {
        licences.FILE: licences.format_licences(dataset).encode("utf-8"),
        description.README: description.format_readme(dataset, tables).encode("utf-8"),
    }
    told[crate.CITATION] = crate.cite_pack(dataset, created)
    reports = list_reports(dataset)
    told[provenance.FILE] = provenance.trace_provenance(dataset, reports, {**files, **told})
    told[description.PACKAGE] = description.describe_pack(
        dataset, tables, {**files, **told}, created
    )
    told[crate.FILE] = crate.describe_crate(dataset, tables, {**files, **told}, created)
    sums = {path: hash_bytes(content) for path, content in {**files, **told}.items()}
    told[SUMS] = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode("utf-8")
    return told


def _copy_layers(dataset: Dataset) -> Files:
    """Return the base layers as they are, each beside its sidecar."""
    files: Files = {}
    for name, layer in dataset.layers.items():
        sidecar = json.dumps(dict(layer.sidecar), ensure_ascii=False, indent=2) + "\n"
        files[f"base/{name}.geojson"] = layer.geojson
        files[f"base/{name}.meta.json"] = sidecar.encode("utf-8")
    return files


def _encode_xlsx(dataset: Dataset, tables: tuple[Table, ...], created: datetime) -> bytes:
    front = dataset.front
    notes = [[front.subtitle], [front.disclaimer]]
    notes += [[f"{one['part']}: {one['licence']}, {one['credit']}"] for one in front.licences]
    sheets = [Sheet("Read me", [front.title], notes, {0: 120}, prose=True)]
    sheets += [_make_sheet(table) for table in tables]
    return encode_workbook(sheets, front.title, created)


def _make_sheet(table: Table) -> Sheet:
    """Return a table as a sheet whose columns are as wide as their texts, within reason."""
    rows = [list(row.values()) for row in table.rows]
    headings = [one.name for one in table.columns]
    lengths = (max(map(len, map(str, column))) for column in zip(headings, *rows, strict=True))
    widths = {number: min(length + 2, WIDEST) for number, length in enumerate(lengths)}
    return Sheet(table.title, headings, rows, widths, find_addresses(headings))
