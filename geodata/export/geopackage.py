"""The GeoPackage of the pack: every table and base layer, drawn and timed as QGIS opens it.

Beside the layers stand their styles in `layer_styles`, where QGIS looks for them, and, by the
Schema extension of the standard (OGC 12-128r17, annex F.9), what each column means and may hold.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geodata.core.model import Dataset, Front, Layer, Role
from geodata.export.field_table import list_codes
from geodata.export.gis import CRS, GEOMETRY, to_arrow
from geodata.export.licences import find_spdx_id, format_notice
from geodata.export.qgis_project import Shown, list_base, list_shown, name_base, name_layer
from geodata.export.qgis_style import encode_style
from geodata.export.tables import Table
from geodata.files.output import borrow_folder

_CLOCK: Final = "OGR_CURRENT_DATE"  # what GDAL writes as the time of the last change
_WAIT: Final = "OGR_SQLITE_SYNCHRONOUS"
_ONE_AT_A_TIME: Final = Lock()  # GDAL's options are those of the whole process


def encode_geopackage(
    dataset: Dataset, tables: Sequence[Table], colours: Mapping[Role, str], created: datetime
) -> bytes:
    """Return a GeoPackage 1.3 with a layer for each table and base layer, and their styles.

    A table without geometry is one of attributes. `colours` are those of the accounts, #RRGGBB.

    Raises:
        OSError: there is no room for it.
    """
    front = dataset.front
    with borrow_folder() as folder, _name_error(), _set_gdal(created):
        path = folder / "pack.gpkg"
        for number, table in enumerate(tables):
            pyogrio.write_arrow(
                to_arrow(table),
                path,
                layer=name_layer(table.name),
                driver="GPKG",
                append=number > 0,
                dataset_options={"VERSION": "1.3"},
                layer_options=_tell(table.title, format_notice(front, table.part)),
                **_describe_layer(table),
            )
        for layer in list_base(dataset):
            _add_base(path, layer)
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("PRAGMA synchronous = OFF")
            _write_schema(file, front, tables)
            _write_styles(file, list_shown(dataset, colours), created)
        return path.read_bytes()


def _tell(title: str, notice: str) -> dict[str, str]:
    return {"IDENTIFIER": title, "DESCRIPTION": notice, "FID": "fid"}


def _add_base(path: Path, layer: Layer) -> None:
    """Write a base layer into the file with what its features say, each as a collection."""
    side, features = layer.sidecar, json.loads(layer.geojson)["features"]
    notice = f"{find_spdx_id(str(side['licence']))}, {side['credit']}"
    pyogrio.write_dataframe(
        gpd.GeoDataFrame.from_features(features, crs=CRS),
        path,
        layer=name_base(layer),
        driver="GPKG",
        append=True,
        promote_to_multi=True,
        layer_options={**_tell(f"Base: {side['title']}", notice), "GEOMETRY_NAME": GEOMETRY},
    )


_STYLES: Final = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT CURRENT_TIMESTAMP)
"""
"""As QGIS makes it; it finds a style by table and geometry column."""


def _write_styles(file: sqlite3.Connection, shown: Sequence[Shown], created: datetime) -> None:
    stamp = created.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    file.execute(_STYLES)
    told = "How QGIS draws the layers."
    file.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', ?, ?)",
        (told, stamp),
    )
    columns = dict(file.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    for one in shown:
        file.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
            " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,"
            " update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, '', '', ?)",
            (one.name, columns[one.name], one.title, encode_style(one.style), stamp),
        )


_SCHEMA: Final = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""
_DEFINED: Final = "http://www.geopackage.org/spec/#extension_schema"


def _write_schema(file: sqlite3.Connection, front: Front, tables: Sequence[Table]) -> None:
    """Say of every column what it means, and of coded ones which codes there are."""
    for statement in filter(str.strip, _SCHEMA.split(";")):
        file.execute(statement)
    for name in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        row = (name, None, "gpkg_schema", _DEFINED, "read-write")
        file.execute("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", row)
    for table in tables:
        layer = name_layer(table.name)
        for one in table.columns:
            codes = list_codes(front, table.name, one.name)
            listed = f"{layer}_{one.name}" if codes else None
            described = (layer, one.name, one.name, one.name, one.about, None, listed)
            file.execute("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, ?, ?)", described)
            file.executemany(
                "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value)"
                " VALUES (?, 'enum', ?)",
                [(listed, code) for code in codes],
            )


@contextmanager
def _name_error() -> Iterator[None]:
    """Raise what GDAL could not write as what it is, an error of the file system."""
    try:
        yield
    except (DataSourceError, DataLayerError) as error:
        raise OSError(str(error)) from error


def _describe_layer(table: Table) -> dict[str, object]:
    if table.shapes is None:
        return {}
    kind = "Point" if table.name == "places" else "MultiPolygon"  # an empty layer has no shape
    return {"geometry_name": GEOMETRY, "geometry_type": kind, "crs": "EPSG:4326"}


@contextmanager
def _set_gdal(created: datetime) -> Iterator[None]:
    """Let GDAL take `created` for the present inside the block, and write a file at one go.

    SQLite otherwise waits for the disk after each table, of a file that is read and thrown away.
    """
    inside = {_CLOCK: created.strftime("%Y-%m-%dT%H:%M:%S.000Z"), _WAIT: "OFF"}
    with _ONE_AT_A_TIME:
        before = {name: pyogrio.get_gdal_config_option(name) for name in inside}
        pyogrio.set_gdal_config_options(inside)
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options(before)
