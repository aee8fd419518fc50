"""What GIS opens: tables as GeoJSON and GeoParquet, held areas as one frame."""

import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.core.model import Dataset, Front
from geodata.export.held_table import HELD_COLUMNS, list_held
from geodata.export.licences import format_notice
from geodata.export.tables import Sort, Table, Value, list_properties

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
