"""A table of the pack in Arrow, and as Parquet or GeoParquet 1.1 where it has a geometry."""

import io
import json
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geodata.core.model import Front
from geodata.export.licences import write_notice
from geodata.export.table import Sort, Table

GEOMETRY: Final = "geometry"
"""The name of the column of geometries, as WKB."""

_TYPES: Final[dict[Sort, pa.DataType]] = {
    "string": pa.string(),
    "ids": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def to_arrow(table: Table) -> pa.Table:
    """Return the rows with their types and what each column means; geometries as WKB."""
    fields = [
        pa.field(one.name, _TYPES[one.sort], metadata={"description": one.about})
        for one in table.columns
    ]
    arrays = [
        pa.array([row[one.name] for row in table.rows], _TYPES[one.sort]) for one in table.columns
    ]
    if table.shapes is not None:
        fields.append(pa.field(GEOMETRY, pa.binary()))
        arrays.append(pa.array(list_wkb(table), pa.binary()))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def list_wkb(table: Table) -> list[bytes | None]:
    """Return the table's geometries as ISO well-known binary, None where a row has none."""
    return [
        None if shape is None else shapely.to_wkb(shape, flavor="iso", byte_order=1)
        for shape in table.shapes or ()
    ]


def encode_parquet(front: Front, table: Table) -> bytes:
    """Return the table as Parquet; with the metadata of GeoParquet 1.1 where it has geometries."""
    told = {"notice": write_notice(front, table.part)}
    if table.shapes is not None:
        told["geo"] = json.dumps(_describe_geometry(table))
    found = to_arrow(table).replace_schema_metadata(told)
    stream = io.BytesIO()
    pq.write_table(found, stream, compression="zstd")
    return stream.getvalue()


def _describe_geometry(table: Table) -> dict[str, object]:
    """Return GeoParquet's description of the column; its default system is OGC:CRS84, as here."""
    shapes = [shape for shape in table.shapes or () if shape is not None]
    described: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
        "edges": "planar",
        "orientation": "counterclockwise",
    }
    if solid := [shape for shape in shapes if not shape.is_empty]:
        described["bbox"] = shapely.total_bounds(solid).tolist()
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: described}}
