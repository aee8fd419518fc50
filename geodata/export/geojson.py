"""Rows as JSON, and a table of the pack as GeoJSON (RFC 7946), every column a property."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Never

import shapely

from geodata.core.model import Front
from geodata.export.licences import write_notice
from geodata.export.table import LIST_MARK, Column, Row, Table, Value


def encode_geojson(front: Front, table: Table) -> bytes:
    """Return a FeatureCollection with a feature for each row, in WGS 84, and its notice."""
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
        "notice": write_notice(front, table.part),
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def list_properties(columns: Sequence[Column[Never]], row: Row) -> dict[str, object]:
    """Return a row as JSON holds it: days as ISO text, several ids as a list."""
    return {one.name: _write_value(one, row[one.name]) for one in columns}


def _write_value(column: Column[Never], value: Value) -> object:
    if column.sort == "ids":
        return str(value).split(LIST_MARK) if value else []
    return value.isoformat() if isinstance(value, date) else value
