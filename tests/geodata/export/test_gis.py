"""The table of held areas says what the layers say."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest

from geodata.export.gis import tabulate_held
from geodata.export.held_table import HELD_COLUMNS


def test_a_row_for_each_held_area_in_wgs_84(kursk):
    table = tabulate_held(kursk)
    assert len(table) == len(kursk.held)
    assert table.crs.to_epsg() == 4326
    assert list(table.columns) == [*HELD_COLUMNS, "geometry"]
    assert table["date"].is_monotonic_increasing
    assert table.geometry.is_valid.all()


def test_geopandas_reads_every_layer_as_it_was_written(kursk):
    table = tabulate_held(kursk)
    for path in sorted(Path(kursk.folder, "layers", "held").glob("*.geojson")):
        layer = gpd.read_file(path)
        own = table[table["date"] == path.stem]
        assert sorted(layer["claim_id"]) == sorted(own["claim_id"])
        assert layer["area_km2"].sum() == pytest.approx(own["area_km2"].sum())


def test_a_front_without_held_areas_is_an_empty_table(made_up):
    table = tabulate_held(replace(made_up, held=()))
    assert len(table) == 0
    assert list(table.columns) == [*HELD_COLUMNS, "geometry"]
