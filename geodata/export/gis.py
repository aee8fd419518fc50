"""What GIS opens: tables as GeoJSON, GeoParquet and GeoPackage, held areas as one frame."""

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from shapely.geometry.base import BaseGeometry

from geodata.core.model import Dataset, Front
from geodata.export.held_table import HELD_COLUMNS, list_held
from geodata.export.licences import format_notice
from geodata.export.tables import Sort, Table, Value, list_properties
from geodata.files.output import borrow_folder

CRS: Final = "EPSG:4326"
GEOMETRY: Final = "geometry"
"""The name of the column of geometries, as WKB."""

_TYPES: Final[dict[Sort, pa.DataType]] = {
    "string": pa.string(),
    "ids": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("ms", tz="UTC"),
}
_CLOCK: Final = "OGR_CURRENT_DATE"  # what GDAL writes as the time of the last change
_ONE_AT_A_TIME: Final = Lock()  # the clock is that of the whole process
_KINDS: Final = {"held-areas": "MultiPolygon", "places": "Point", "readings": "MultiPolygon"}


def tabulate_held(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return a row for each held area in order of date: HELD_COLUMNS and the geometry, in WGS 84.

    Dates are ISO text; `claimed_km2` is what the claim says, `area_km2` what the polygon measures
    on the WGS 84 ellipsoid. The area of a claim of 0 is an empty MultiPolygon.

    >>> from geodata import load_dataset, tabulate_held
    >>> held = tabulate_held(load_dataset())
    >>> leading = held[(held["date"] == "2025-06-22") & held["leading"]]
    >>> sorted(leading["claimed_km2"])
    [5.5, 90.0]
    """
    rows = [{**list_held(area), GEOMETRY: area.geometry} for area in dataset.held]
    return gpd.GeoDataFrame(rows, columns=[*HELD_COLUMNS, GEOMETRY], geometry=GEOMETRY, crs=CRS)


def encode_geojson(front: Front, table: Table) -> bytes:
    """Return a FeatureCollection with a feature for each row, in WGS 84, and its notice.

    An empty area stays an empty MultiPolygon, of which `GeoDataFrame.to_json` would make no
    geometry at all.
    """
    key = table.key[0]
    features = [
        {
            "type": "Feature",
            "id": row[key],
            "properties": list_properties(table.columns, row),
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
        }
        for row, shape in zip(table.rows, table.shapes or (), strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "name": table.name,
        "notice": format_notice(front, table.part),
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def to_arrow(table: Table) -> pa.Table:
    """Return the rows with their types and what each column means; geometries as WKB."""
    fields = [
        pa.field(one.name, _TYPES[one.sort], metadata={"description": one.about})
        for one in table.columns
    ]
    arrays = [
        pa.array([_to_value(one.sort, row[one.name]) for row in table.rows], _TYPES[one.sort])
        for one in table.columns
    ]
    if table.shapes is not None:
        fields.append(pa.field(GEOMETRY, pa.binary()))
        shapes = np.array(table.shapes, dtype=object)
        arrays.append(pa.array(shapely.to_wkb(shapes, flavor="iso", byte_order=1), pa.binary()))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _to_value(sort: Sort, value: Value) -> Value:
    """Return a cell as its column holds it: an instant as one, and not as text."""
    return datetime.fromisoformat(str(value)) if sort == "datetime" and value else value


def encode_parquet(front: Front, table: Table) -> bytes:
    """Return the table as Parquet; with the metadata of GeoParquet 1.1 where it has geometries."""
    told = {"notice": format_notice(front, table.part).encode()}
    if table.shapes is not None:
        told["geo"] = _describe_column(table.shapes)
    found = to_arrow(table).replace_schema_metadata(told)
    stream = io.BytesIO()
    pq.write_table(found, stream, compression="zstd")
    return stream.getvalue()


def _describe_column(shapes: Sequence[BaseGeometry | None]) -> bytes:
    """Return what GeoParquet says of a column of geometries, in the words of geopandas."""
    stream = io.BytesIO()
    frame = gpd.GeoDataFrame({GEOMETRY: shapes}, geometry=GEOMETRY, crs="OGC:CRS84")
    frame.to_parquet(stream, schema_version="1.1.0")
    described: bytes = pq.read_schema(stream).metadata[b"geo"]
    return described


def encode_geopackage(front: Front, tables: Sequence[Table], created: datetime) -> bytes:
    """Return a GeoPackage 1.3 with a layer for each table; attributes where it has no geometry."""
    with borrow_folder() as folder, _name_error(), _stop_clock(created):
        path = folder / "pack.gpkg"
        for number, table in enumerate(tables):
            pyogrio.write_arrow(
                to_arrow(table),
                path,
                layer=table.name.replace("-", "_"),
                driver="GPKG",
                append=number > 0,
                dataset_options={"VERSION": "1.3"},
                layer_options={
                    "IDENTIFIER": table.title,
                    "DESCRIPTION": format_notice(front, table.part),
                    "FID": "fid",
                },
                **_describe_layer(table),
            )
        return path.read_bytes()


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
    kind = _KINDS[table.name]
    return {"geometry_name": GEOMETRY, "geometry_type": kind, "crs": "EPSG:4326"}


@contextmanager
def _stop_clock(created: datetime) -> Iterator[None]:
    """Let GDAL take `created` for the present inside the block."""
    with _ONE_AT_A_TIME:
        before = pyogrio.get_gdal_config_option(_CLOCK)
        pyogrio.set_gdal_config_options({_CLOCK: created.strftime("%Y-%m-%dT%H:%M:%S.000Z")})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({_CLOCK: before})
