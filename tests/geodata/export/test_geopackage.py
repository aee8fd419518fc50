"""The GeoPackage as a map: styles, time and base layers in it, and the project that opens it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from geodata.core.model import Role
from geodata.export.datapack import list_tables
from geodata.export.field_table import list_codes
from geodata.export.geopackage import encode_geopackage
from geodata.export.qgis_project import encode_project, list_base, list_shown, name_layer
from geodata.files.output import pick_time

COLOURS = {role: f"#0000{place:02X}" for place, role in enumerate(Role)}
APART = ("locator", "settlements")


@pytest.fixture(scope="module")
def path(kursk, tmp_path_factory):
    found = tmp_path_factory.mktemp("package") / "front.gpkg"
    tables = list_tables(kursk)
    found.write_bytes(encode_geopackage(kursk, tables, COLOURS, pick_time(kursk)))
    return found


@pytest.fixture(scope="module")
def ask(path):
    with closing(sqlite3.connect(path)) as file:
        yield lambda query: file.execute(query).fetchall()


@pytest.fixture(scope="module")
def styles(ask):
    rows = ask("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1")
    return {name: ET.fromstring(style) for name, style in rows}  # noqa: S314


def test_every_layer_that_is_drawn_has_one_style(ask, styles):
    drawn = {name for (name,) in ask("SELECT table_name FROM gpkg_geometry_columns")}
    assert set(styles) == drawn
    assert len(ask("SELECT id FROM layer_styles")) == len(drawn)
    columns = dict(ask("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    assert dict(ask("SELECT f_table_name, f_geometry_column FROM layer_styles")) == columns


def test_each_account_is_drawn_in_its_colour_and_rivals_on_request(kursk, styles):
    style = styles["held_areas"]
    rules = {rule.get("label"): rule for rule in style.iter("rule")}
    symbols = {symbol.get("name"): symbol for symbol in style.iter("symbol")}
    for account in kursk.front.accounts:
        rule, rival = rules[account.label], rules[f"{account.label}, rival"]
        assert f"'{account.side.value}'" in rule.get("filter")
        assert (rule.get("checkstate"), rival.get("checkstate")) == ("1", "0")
        marks = {one.get("name"): one.get("value") for one in symbols[rule.get("symbol")].iter()}
        blue = int(COLOURS[account.side.role][-2:], 16)
        assert marks["outline_color"] == f"0,0,{blue},255"
        assert (marks["outline_style"] == "dash") == (account.side.role is Role.OWNER)


def test_areas_and_readings_are_timed_by_columns_that_they_have(path, styles):
    for name in ("held_areas", "readings"):
        time = styles[name].find("temporal")
        fields = set(pyogrio.read_info(path, layer=name)["fields"])
        assert {time.get("startField"), time.get("endField")} <= fields
        assert time.get("enabled") == "1"
    assert styles["places"].find("temporal") is None


def test_every_place_is_drawn_once_and_towns_are_named_first(ask, styles):
    style = styles["places"]
    ways = [rule.get("filter") for rule in style.iter("rule")]
    drawn = [ask(f"SELECT count(*) FROM places WHERE {way}")[0][0] for way in ways]  # noqa: S608
    assert sum(drawn) == ask("SELECT count(*) FROM places")[0][0]
    assert min(drawn) > 0
    (order,) = [
        {one.get("name"): one.get("value") for one in option}
        for option in style.iter("Option")
        if option.get("name") == "Priority"
    ]
    by_type = ask(f"SELECT DISTINCT type, {order['expression']} FROM places")  # noqa: S608
    assert max(by_type, key=lambda row: row[1])[0] == "town"
    assert {first for _, first in by_type} <= {*range(11)}


def test_base_layers_are_in_it_whole(kursk, path):
    base = [one for one in kursk.layers.values() if one.role not in APART]
    assert [one.layer_id for one in list_base(kursk)] == [one.layer_id for one in base]
    for layer in base:
        found = pyogrio.read_info(path, layer=f"base_{layer.layer_id.replace('-', '_')}")
        assert found["features"] == layer.geojson.count(b'"Feature"')
        assert found["geometry_type"].startswith("Multi")


def test_columns_say_what_they_mean_and_list_their_codes(kursk, ask):
    told = {
        (table, name): (about, listed)
        for table, name, about, listed in ask(
            "SELECT table_name, column_name, description, constraint_name FROM gpkg_data_columns"
        )
    }
    codes = {}
    query = "SELECT constraint_name, value FROM gpkg_data_column_constraints ORDER BY rowid"
    for name, code in ask(query):
        codes.setdefault(name, []).append(code)
    for table in list_tables(kursk):
        for column in table.columns:
            about, listed = told[name_layer(table.name), column.name]
            assert about == column.about
            assert tuple(codes.get(listed, ())) == list_codes(kursk.front, table.name, column.name)
    assert codes["held_areas_edge"] == ["firm", "contested"]
    named = {name for name, *_ in ask("SELECT * FROM gpkg_extensions WHERE table_name LIKE '%'")}
    assert {"gpkg_data_columns", "gpkg_data_column_constraints"} <= named


def test_the_project_opens_every_layer_and_steps_through_every_day(kursk, path):
    text = encode_project(kursk.front, list_shown(kursk, COLOURS), path.name)
    root = ET.fromstring(text)  # noqa: S314
    sources = [one.text for one in root.iter("datasource")]
    listed = [one.get("source") for one in root.iter("layer-tree-layer")]
    assert sorted(sources) == sorted(listed)
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert {one.removeprefix(f"./{path.name}|layername=") for one in sources} <= layers
    ids = [one.text for one in root.iter("id")]
    assert ids == [one.get("id") for one in root.iter("layer-tree-layer")]
    assert all(len(one) > 10 for one in ids)  # QGIS renames shorter ones
    start, end = (root.find(f".//TemporalRange/{name}").text[:10] for name in ("start", "end"))
    assert date.fromisoformat(start) == kursk.front.first
    assert date.fromisoformat(end) == kursk.front.last + timedelta(days=1)


def test_labels_from_data_stay_text(made_up):
    hostile = '<rule>&"'
    accounts = tuple(replace(one, label=hostile) for one in made_up.front.accounts)
    dataset = replace(made_up, front=replace(made_up.front, title=hostile, accounts=accounts))
    root = ET.fromstring(  # noqa: S314
        encode_project(dataset.front, list_shown(dataset, COLOURS), "front.gpkg")
    )
    assert root.find("title").text == hostile
    assert hostile in [rule.get("label") for rule in root.iter("rule")]
