"""The data pack: every file is read back by another reader and compared with the dataset."""

import csv
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType, SimpleNamespace
from xml.etree import ElementTree

import frictionless
import geopandas as gpd
import openpyxl
import pandas as pd
import prov.model
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from shapely.geometry import MultiPolygon

from geodata.claims.claims import grade, list_figures
from geodata.core.errors import OutputError
from geodata.core.measure import area_km2
from geodata.core.model import Edge, Kind, Role
from geodata.core.reading import CHANCES, EVEN
from geodata.export.datapack import build_pack, list_tables
from geodata.export.held_table import list_reports
from geodata.export.licences import TERMS, escape_markdown
from geodata.export.tables import column, fill_rows
from geodata.files.output import EPOCH_VARIABLE, write_folder, zip_files

COLOURS = dict.fromkeys(Role, "#0072B2")
KML = "{http://www.opengis.net/kml/2.2}"
PACK = """
import sys
from geodata.core.model import Role, Side
from geodata.export.datapack import build_pack
from geodata.files.output import zip_files
from geodata.dataset.load import load_dataset
files = build_pack(load_dataset(), {role: "#0072B2" for role in Role})
sys.stdout.buffer.write(zip_files(files))
"""
HOSTILE = '=1+1<script>alert("x")</script>]]>&amp;'


@pytest.fixture(scope="module")
def files(kursk):
    return build_pack(kursk, COLOURS)


@pytest.fixture(scope="module")
def folder(files, tmp_path_factory):
    place = tmp_path_factory.mktemp("packs") / "pack"
    write_folder(place, files)
    return place


@pytest.fixture(scope="module")
def held(folder):
    return gpd.read_file(folder / "held-areas.geojson", engine="pyogrio")


def list_ids(kursk):
    return [f"{area.claim_id}/{area.edge.value}" for area in kursk.held]


def assert_agrees(kursk, frame, geometry):
    """Check counts, ids, figures and polygons of a table read back by another program."""
    assert list(frame["area_id"]) == list_ids(kursk)
    assert list(frame["claimed_km2"]) == [area.claimed_km2 for area in kursk.held]
    assert list(frame["area_km2"]) == [area.area_km2 for area in kursk.held]
    assert all(frame["approximate"])
    if geometry:
        assert frame.crs.to_epsg() == 4326 or frame.crs.to_string() == "OGC:CRS84"
        for found, area in zip(frame.geometry, kursk.held, strict=True):
            assert found.is_empty if area.geometry.is_empty else found.equals(area.geometry)


def test_geojson_gives_the_held_areas_back(kursk, held):
    assert_agrees(kursk, held, geometry=True)


def test_geojson_is_rfc_7946_with_lists_and_days(kursk, files):
    collection = json.loads(files["held-areas.geojson"])
    assert "crs" not in collection
    for feature, area in zip(collection["features"], kursk.held, strict=True):
        properties = feature["properties"]
        assert feature["id"] == properties["area_id"]
        assert properties["control"] == list(area.control)
        assert properties["date"] == properties["valid_from"] == area.date.isoformat()
        assert properties["approximate"] is True
        for polygon in shapely.geometry.shape(feature["geometry"]).geoms:
            assert polygon.exterior.is_ccw


def test_every_area_carries_its_claim_source_and_grade(kursk, held):
    for row, area in zip(held.to_dict("records"), kursk.held, strict=True):
        claim = kursk.claims[area.claim_id]
        assert row["claim_id"] == claim.claim_id
        assert row["source_id"] in claim.source_ids
        address = kursk.sources[row["source_id"]].url
        assert (row["url"] == address) if address else pd.isna(row["url"])
        assert row["publisher"] == kursk.sources[row["source_id"]].publisher
        assert row["grade"] == grade(kursk, claim)
        assert str(row["reported_at"]).startswith(claim.reported.text)
        assert row["edge"] == area.edge.value


def test_geopackage_gives_every_table_back(kursk, folder):
    path = folder / "front.gpkg"
    held = gpd.read_file(path, layer="held_areas")
    assert_agrees(kursk, held, geometry=True)
    assert str(held["valid_from"].dt.date.iloc[0]) == str(kursk.held[0].date)
    places = gpd.read_file(path, layer="places")
    for row, place in zip(places.itertuples(), kursk.places.values(), strict=True):
        assert row.place_id == place.place_id
        if place.lon is None:
            assert row.geometry is None
        else:
            assert (row.geometry.x, row.geometry.y) == (place.lon, place.lat)
    layers = dict(pyogrio.list_layers(path))
    for table in list_tables(kursk):
        name = table.name.replace("-", "_")
        assert name in layers
        assert len(pyogrio.read_dataframe(path, layer=name)) == len(table.rows)


def test_geopackage_bears_no_clock(folder):
    with sqlite3.connect(folder / "front.gpkg") as base:
        changes = {row[0] for row in base.execute("SELECT last_change FROM gpkg_contents")}
        kinds = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents"))
        (check,) = base.execute("PRAGMA integrity_check").fetchone()
    base.close()
    assert len(changes) == 1
    assert next(iter(changes)).endswith("T00:00:00.000Z")
    assert kinds["held_areas"] == "features"
    assert kinds["claims"] == "attributes"
    assert check == "ok"


def test_geoparquet_gives_the_held_areas_back(kursk, folder):
    held = gpd.read_parquet(folder / "parquet" / "held-areas.parquet")
    assert_agrees(kursk, held, geometry=True)
    assert list(held["valid_from"]) == [area.date for area in kursk.held]
    places = gpd.read_parquet(folder / "parquet" / "places.parquet")
    assert len(places) == len(kursk.places)


def test_geoparquet_gives_the_readings_back(kursk, folder):
    rows = gpd.read_parquet(folder / "parquet" / "readings.parquet")
    even = rows[(rows["chance"] == EVEN) & rows["account"].isna()]
    assert list(even["date"]) == [one.date for one in kursk.readings]
    assert all(map(MultiPolygon.equals, even.geometry, [one.geometry for one in kursk.readings]))
    assert set(rows["chance"]) == {EVEN, *CHANCES}
    assert rows["computed"].all()
    for side, readings in kursk.own_readings.items():
        own = rows[(rows["chance"] == EVEN) & (rows["account"] == side.value)]
        assert list(own["date"]) == [one.date for one in readings]


@pytest.mark.parametrize("name", ["claims", "sources", "control", "events", "story"])
def test_parquet_and_csv_hold_the_same(kursk, folder, name):
    table = next(table for table in list_tables(kursk) if table.name == name)
    parquet = pd.read_parquet(folder / "parquet" / f"{name}.parquet")
    assert list(parquet.columns) == [one.name for one in table.columns]
    with (folder / "tables" / f"{name}.csv").open(newline="", encoding="utf-8-sig") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == len(parquet) == len(table.rows) > 0
    key = table.key[0]
    assert [line[key] for line in lines] == list(parquet[key])


def test_csv_gives_the_claims_back(kursk, folder):
    with (folder / "tables" / "claims.csv").open(newline="", encoding="utf-8-sig") as stream:
        for line, claim in zip(csv.DictReader(stream), kursk.claims.values(), strict=True):
            assert line["claim_id"] == claim.claim_id
            assert line["value"] == ("" if claim.value is None else str(claim.value))
            assert line["summary"] == claim.summary
            assert line["as_of"] == claim.as_of.text
            assert line["as_of_end"] == claim.as_of.end.isoformat()
            assert line["core"] == ("true" if claim.core else "false")
            assert line["source_ids"].split(";") == list(claim.source_ids)


def test_workbook_gives_every_table_back(kursk, files):
    book = openpyxl.load_workbook(io.BytesIO(files["front.xlsx"]), read_only=True)
    for table in list_tables(kursk):
        headings, *rows = book[table.title].iter_rows(values_only=True)
        assert list(headings) == [one.name for one in table.columns]
        assert len(rows) == len(table.rows)
    headings, *rows = book["Held areas"].iter_rows(values_only=True)
    sizes = [row[headings.index("claimed_km2")] for row in rows]
    assert sizes == [area.claimed_km2 for area in kursk.held]
    assert rows[0][headings.index("date")].date() == kursk.held[0].date
    book.close()


def test_areas_are_valid_until_the_account_speaks_again(kursk):
    reports = list_reports(kursk)
    assert len(reports) == len(kursk.held)
    for report in reports:
        later = [
            figure.since
            for figure in list_figures(kursk, report.area.account)
            if figure.since > report.area.date
        ]
        assert (report.valid_to is None) == (not later)
        if later:
            assert (min(later) - report.valid_to).days == 1
            assert report.valid_to >= report.area.date


def test_words_end_the_area_before_them(kursk):
    reports = {report.area_id: report for report in list_reports(kursk)}
    words = {
        figure.since
        for account in kursk.front.accounts
        for figure in list_figures(kursk, account.side)
        if figure.in_words
    }
    ended = {report.valid_to.toordinal() + 1 for report in reports.values() if report.valid_to}
    assert any(day.toordinal() in ended for day in words)


def test_kml_has_time_spans_and_every_polygon(kursk, files):
    root = ElementTree.fromstring(files["held-areas.kml"])  # noqa: S314 (our own)
    marks = list(root.iter(f"{KML}Placemark"))
    assert len(marks) == len(kursk.held)
    reports = {report.area_id: report for report in list_reports(kursk)}
    for mark in marks:
        data = {one.get("name"): one[0].text for one in mark.iter(f"{KML}Data")}
        report = reports[data["area_id"]]
        assert mark.find(f"{KML}TimeSpan/{KML}begin").text == f"{report.area.date}T00:00:00Z"
        end = mark.find(f"{KML}TimeSpan/{KML}end")
        assert (end is None) == (report.valid_to is None)
        assert end is None or end.text == f"{report.valid_to}T23:59:59Z"
        assert data["approximate"] == "true"
        assert len(list(mark.iter(f"{KML}Polygon"))) == len(report.area.geometry.geoms)
        style = mark.find(f"{KML}styleUrl").text.removeprefix("#")
        assert root.find(f".//{KML}Style[@id='{style}']") is not None


def test_a_globe_opens_on_the_front_s_opening_day(kursk, files):
    root = ElementTree.fromstring(files["held-areas.kml"])  # noqa: S314
    look = root.find(f"{KML}Document/{KML}LookAt")
    when = look.find("{http://www.google.com/kml/ext/2.2}TimeStamp/" + f"{KML}when").text
    assert when == f"{kursk.front.opening}T12:00:00Z"
    west, _, east, _ = kursk.front.extent
    assert west < float(look.find(f"{KML}longitude").text) < east


@pytest.mark.parametrize("name", ["held-areas.kml", "held-areas.kmz"])
def test_another_program_reads_the_kml(kursk, folder, name):
    found = {}
    for layer, _ in pyogrio.list_layers(folder / name):
        for row in pyogrio.read_dataframe(folder / name, layer=layer).itertuples():
            found[row.area_id] = row
    assert set(found) == set(list_ids(kursk))
    for area, area_id in zip(kursk.held, list_ids(kursk), strict=True):
        if not area.geometry.is_empty:
            read = shapely.force_2d(found[area_id].geometry)
            assert shapely.equals(read, area.geometry)
            assert float(found[area_id].claimed_km2) == area.claimed_km2


def test_rival_claims_are_off_at_first(kursk, files):
    root = ElementTree.fromstring(files["held-areas.kml"])  # noqa: S314
    found = set()
    for mark in root.iter(f"{KML}Placemark"):
        data = {one.get("name"): one[0].text for one in mark.iter(f"{KML}Data")}
        found.add((mark.find(f"{KML}visibility").text, data["leading"]))
    assert found == {("1", "true"), ("0", "false")}


def test_the_description_is_a_valid_frictionless_package(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    package = frictionless.Package(str(folder / "datapackage.json"))
    tables = [one for one in package.resources if one.path.startswith("tables/")]
    assert len(tables) == 12
    assert all(one.schema.fields and one.schema.primary_key for one in tables)
    described = {one.path for one in package.resources}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - described == {"datapackage.json", "ro-crate-metadata.json", "SHA256SUMS"}


def test_a_broken_pack_is_not_valid(files, tmp_path):
    bad = files["tables/control.csv"].replace(b"/russia/", b"/nobody/").replace(b"sudzha,", b"x,")
    write_folder(tmp_path / "bad", {**files, "tables/control.csv": bad})
    assert not frictionless.validate(str(tmp_path / "bad" / "datapackage.json")).valid


def test_every_file_bears_its_own_terms(kursk, files):
    package = json.loads(files["datapackage.json"])
    by_path = {one["path"]: one for one in package["resources"]}
    names = {path: [one["name"] for one in by_path[path]["licenses"]] for path in by_path}
    assert all(names.values())
    assert all(name in TERMS for listed in names.values() for name in listed)
    assert names["parquet/claims.parquet"] == names["tables/claims.csv"]
    assert set(names["front.gpkg"]) >= set(names["base/raions-kursk.geojson"])
    assert set(names["front.gpkg"]) == {one["name"] for one in package["licenses"]}
    assert names["held-areas.geojson"] == names["tables/held-areas.csv"] == ["ODbL-1.0"]
    assert names["tables/claims.csv"] == names["tables/control.csv"] == ["CC-BY-4.0"]
    assert names["base/border.geojson"] == ["ODbL-1.0"]
    for name, layer in kursk.layers.items():
        assert files[f"base/{name}.geojson"] == layer.geojson
        assert json.loads(files[f"base/{name}.meta.json"]) == dict(layer.sidecar)
        credit = escape_markdown(layer.sidecar["credit"])
        assert credit in files["LICENCES.md"].decode()
    for entry in kursk.front.licences:
        assert escape_markdown(entry["credit"]) in files["LICENCES.md"].decode()
    assert all(TERMS[name][1] in files["LICENCES.md"].decode() for name in ("ODbL-1.0", "CC0-1.0"))


def test_a_file_that_travels_alone_bears_disclaimer_and_credit(kursk, files, folder):
    (terms,) = (one for one in kursk.front.licences if one["part"] == "held areas")
    words = [kursk.front.disclaimer, "ODbL-1.0", terms["credit"]]
    kml = ElementTree.fromstring(files["held-areas.kml"])  # noqa: S314
    with sqlite3.connect(folder / "front.gpkg") as base:
        query = "SELECT description FROM gpkg_contents WHERE table_name = 'held_areas'"
        (described,) = base.execute(query).fetchone()
    base.close()
    notices = [
        json.loads(files["held-areas.geojson"])["notice"],
        kml.find(f"{KML}Document/{KML}description").text,
        described,
        pq.read_schema(folder / "parquet" / "held-areas.parquet").metadata[b"notice"].decode(),
    ]
    for notice in notices:
        assert all(word in notice for word in words)


def test_provenance_leads_from_every_area_to_its_sources(kursk, files):
    document = prov.model.ProvDocument.deserialize(content=files["provenance.json"].decode())
    derived = {}
    for relation in document.get_records(prov.model.ProvDerivation):
        made, origin, *_ = (str(name) for name in relation.args)
        derived.setdefault(made, set()).add(origin)
    known = {str(entity.identifier) for entity in document.get_records(prov.model.ProvEntity)}
    assert set(derived) <= known
    assert set().union(*derived.values()) <= known
    for area, area_id in zip(kursk.held, list_ids(kursk), strict=True):
        origins = derived[f"kf:area/{area_id}"]
        assert f"kf:claim/{area.claim_id}" in origins
        assert {f"kf:control/{one}" for one in area.control} <= origins
        sources = {f"kf:source/{one}" for one in kursk.claims[area.claim_id].source_ids}
        assert derived[f"kf:claim/{area.claim_id}"] == sources
    generated = {
        str(one.args[0]): str(one.args[1])
        for one in document.get_records(prov.model.ProvGeneration)
    }
    assert generated[f"kf:area/{list_ids(kursk)[0]}"] == "kf:activity/build-held-areas"
    assert generated["kf:file/front.gpkg"] == "kf:activity/pack"


def test_the_hashes_are_those_of_the_files(files, folder):
    lines = files["SHA256SUMS"].decode().splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    assert set(sums) == set(files) - {"SHA256SUMS"}
    for path, content in files.items():
        if path in sums:
            assert sums[path] == hashlib.sha256(content).hexdigest()
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False
    )
    assert checked.returncode == 0


def test_the_pack_says_which_dataset_it_is_of(kursk, files):
    digest = kursk.digest
    assert json.loads(files["datapackage.json"])["id"].endswith(f":{digest}")
    assert digest in files["README.md"].decode()


def test_the_readme_names_every_file(files):
    readme = files["README.md"].decode()
    for path in files:
        assert (
            f"`{path.partition('/')[0]}{'/' if '/' in path else ''}`" in readme
            or path == "README.md"
        )


def test_two_processes_give_the_same_bytes_at_another_time(files, folder):
    """Another process has another hash seed, another clock, and another zone of time."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    age = time.time() - folder.stat().st_mtime
    time.sleep(max(1.1 - age, 0))  # a clock in a file would show its next second
    done = subprocess.run(
        [sys.executable, "-c", PACK],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == zip_files(files)


def test_the_epoch_of_the_build_is_honoured(made_up, monkeypatch):
    files = build_pack(made_up, COLOURS)
    monkeypatch.setenv(EPOCH_VARIABLE, "1700000000")
    other = build_pack(made_up, COLOURS)
    assert json.loads(other["datapackage.json"])["created"] == "2023-11-14T22:13:20Z"
    changed = {path for path in files if files[path] != other[path]}
    told = {"provenance.json", "datapackage.json", "ro-crate-metadata.json", "SHA256SUMS"}
    assert changed == {"front.gpkg", "front.xlsx", "CITATION.cff", *told}


def test_an_epoch_that_is_no_time_is_refused(kursk, monkeypatch):
    monkeypatch.setenv(EPOCH_VARIABLE, "yesterday")
    with pytest.raises(OutputError, match="yesterday"):
        build_pack(kursk, COLOURS)


@pytest.fixture
def hostile(made_up):
    """Return the made-up front with markup and a formula wherever a text may stand."""
    claims = {
        key: replace(claim, claimant=HOSTILE, summary=HOSTILE, derivation=HOSTILE)
        for key, claim in made_up.claims.items()
    }
    sources = {
        key: replace(
            source, publisher=HOSTILE, title=HOSTILE, url=f"https://example.org/?{HOSTILE}"
        )
        for key, source in made_up.sources.items()
    }
    accounts = tuple(replace(one, label=HOSTILE) for one in made_up.front.accounts)
    licences = tuple({**one, "credit": HOSTILE} for one in made_up.front.licences)
    return replace(
        made_up,
        front=replace(made_up.front, title=HOSTILE, accounts=accounts, licences=licences),
        claims=MappingProxyType(claims),
        sources=MappingProxyType(sources),
        held=tuple(replace(area, claimant=HOSTILE) for area in made_up.held),
    )


def test_nothing_from_data_becomes_markup_or_a_formula(hostile):
    files = build_pack(hostile, COLOURS)
    kml = ElementTree.fromstring(files["held-areas.kml"])  # noqa: S314
    assert not list(kml.iter("script"))
    balloons = [mark.find(f"{KML}description").text for mark in kml.iter(f"{KML}Placemark")]
    assert balloons
    assert all("<script" not in text and "&lt;script" in text for text in balloons)
    assert b"&amp;lt;script" not in files["held-areas.kml"]
    names = [mark.find(f"{KML}name").text for mark in kml.iter(f"{KML}Folder")]
    assert HOSTILE in names
    lines = list(
        csv.DictReader(io.StringIO(files["tables/claims.csv"].decode("utf-8-sig"), newline=""))
    )
    assert {line["claimant"] for line in lines} == {f"'{HOSTILE}"}
    with zipfile.ZipFile(io.BytesIO(files["front.xlsx"])) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)
    assert "<script" not in files["README.md"].decode()
    assert "<script" not in files["LICENCES.md"].decode()
    for path in ("held-areas.geojson", "datapackage.json", "provenance.json"):
        json.loads(files[path])


def test_another_front_is_packed_as_well(made_up, tmp_path):
    steps = []
    files = build_pack(made_up, COLOURS, lambda *step: steps.append(step))
    write_folder(tmp_path / "pack", files)
    assert frictionless.validate(str(tmp_path / "pack" / "datapackage.json")).valid
    assert json.loads(files["datapackage.json"])["name"] == "made-up-front"
    held = gpd.read_parquet(tmp_path / "pack" / "parquet" / "held-areas.parquet")
    assert len(held) == len(made_up.held)
    assert [done for done, *_ in steps] == list(range(1, steps[0][1] + 1))


def test_a_front_without_held_areas_is_packed(made_up, tmp_path):
    files = build_pack(replace(made_up, held=(), layers={}), COLOURS)
    write_folder(tmp_path / "pack", files)
    assert gpd.read_parquet(tmp_path / "pack" / "parquet" / "held-areas.parquet").empty
    assert gpd.read_file(tmp_path / "pack" / "front.gpkg", layer="held_areas").empty


def test_a_zip_holds_the_files_in_a_folder_of_their_own(files):
    with zipfile.ZipFile(io.BytesIO(zip_files(files, "kursk"))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(f"kursk/{name}") for name in files} == files
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_table_refuses_what_no_cell_can_hold():
    with pytest.raises(TypeError, match="expected a text"):
        fill_rows([column("value", "made up")], [SimpleNamespace(value=[1, 2])])


def test_a_program_that_thinks_in_instants_sees_each_day_what_stands_on_it(kursk, folder):
    """A day of QGIS's temporal controller runs to the first second of the next, itself left out."""
    frame = gpd.read_file(folder / "front.gpkg", layer="held_areas")
    reports = {report.area_id: report for report in list_reports(kursk)}
    begins = pd.to_datetime(frame["time_from"], utc=True)
    ends = pd.to_datetime(frame["time_to"], utc=True)
    for count in range((kursk.front.last - kursk.front.first).days + 1):
        day = kursk.front.first + timedelta(count)
        start = pd.Timestamp(day, tz="UTC")
        seen = frame[(begins < start + pd.Timedelta(days=1)) & (ends >= start)]
        standing = {
            name
            for name, one in reports.items()
            if one.area.date <= day <= (one.valid_to or kursk.front.last)
        }
        assert set(seen["area_id"]) == standing, day


def test_agreement_of_a_day_is_all_ground_that_an_account_gives(kursk, folder):
    rows = gpd.read_file(folder / "front.gpkg", layer="agreement")
    day = "2025-02-20"
    seen = rows[rows["date"].astype(str).str.startswith(day)]
    firm = [one for one in kursk.held if one.leading and one.edge is Edge.FIRM]
    shown = [
        max(
            (o for o in firm if o.account == side and o.date <= date(2025, 2, 20)),
            key=lambda one: one.date,
        )
        for side in ("ukraine", "independent")
    ]
    whole = area_km2(shapely.union_all([one.geometry for one in shown]))
    assert seen["area_km2"].sum() == pytest.approx(whole, abs=0.1)
    assert set(seen["given_by"]) == {1, 2}


def test_every_text_has_its_languages(kursk, folder):
    texts = pd.read_csv(folder / "tables" / "texts.csv", keep_default_na=False)
    claims = pd.read_csv(folder / "tables" / "claims.csv", keep_default_na=False)
    told = texts[texts["sort"] == "summary"].set_index("text")
    assert set(claims["summary"]) <= set(told.index)
    assert (told[["uk", "ru"]] != "").all(axis=None)


def test_every_field_and_every_code_is_told_in_every_file_that_can_hold_it(kursk, folder):
    fields = pd.read_csv(folder / "tables" / "fields.csv", keep_default_na=False)
    assert set(fields["table"]) == {one.name for one in list_tables(kursk)} - {"fields"}
    assert (fields["meaning"] != "").all()
    coded = fields[(fields["table"] == "claims") & (fields["field"] == "kind")]
    assert set(coded["codes"].item().split(";")) == {kind.value for kind in Kind}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    claims = next(one for one in package["resources"] if one["name"] == "claims")
    enums = {
        f["name"]: f["constraints"]["enum"]
        for f in claims["schema"]["fields"]
        if "constraints" in f
    }
    assert enums["account"] == [side.value for side in kursk.front.sides]
    assert "fields" in set(pyogrio.list_layers(folder / "front.gpkg")[:, 0])


def test_spreadsheets_know_the_letters_of_a_csv_and_kml_escapes_once(files):
    assert all(files[name].startswith(b"\xef\xbb\xbf") for name in files if name.endswith(".csv"))
    assert b"&amp;#x27;" not in files["held-areas.kml"]
