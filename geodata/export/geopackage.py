"""The tables of the pack as one GeoPackage for QGIS and other GIS: SQLite without a clock."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

import pyogrio

from geodata.core.model import Front
from geodata.export.arrow import GEOMETRY, to_arrow
from geodata.export.licences import write_notice
from geodata.export.table import Table

_CLOCK: Final = "OGR_CURRENT_DATE"  # what GDAL writes as the time of the last change
_ONE_AT_A_TIME: Final = Lock()  # the clock is that of the whole process
_KINDS: Final = {"held-areas": "MultiPolygon", "places": "Point"}


def encode_geopackage(front: Front, tables: Sequence[Table], created: datetime) -> bytes:
    """Return a GeoPackage 1.3 with a layer for each table; attributes where it has no geometry."""
    with tempfile.TemporaryDirectory() as folder, _stop_clock(created):
        path = Path(folder) / "pack.gpkg"
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
                    "DESCRIPTION": write_notice(front, table.part),
                    "FID": "fid",
                },
                **_describe_geometry(table),
            )
        return path.read_bytes()


def _describe_geometry(table: Table) -> dict[str, object]:
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
