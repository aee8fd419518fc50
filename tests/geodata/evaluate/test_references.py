"""The reading of reference polygons: every shape of GeoJSON, and every refusal at once."""

import json
import os
from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box, mapping

from geodata.core.measure import area_km2
from geodata.evaluate.references import ReferenceFolderError, read_references

DAY = date(2024, 8, 12)
SQUARE = box(35.0, 51.2, 35.2, 51.4)
NEXT = box(35.2, 51.2, 35.3, 51.4)
RING = [[35.0, 51.2], [35.2, 51.2], [35.2, 51.4], [35.0, 51.4], [35.0, 51.2]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
EMPTY = {"type": "FeatureCollection", "features": []}


def feature(geometry):
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def collect(*geometries, **members):
    features = [feature(geometry) for geometry in geometries]
    return {"type": "FeatureCollection", "features": features, **members}


def name_crs(name):
    return {"type": "name", "properties": {"name": name}}


@pytest.fixture
def read(tmp_path):
    """Return a function that reads one file of the given content as the area of DAY."""

    def read_one(content):
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "2024-08-12.geojson").write_text(text, encoding="utf-8")
        return read_references(tmp_path)[DAY]

    return read_one


@pytest.fixture
def refuse(read):
    """Return a function that gives the one fault of a file of the given content."""

    def refuse_one(content):
        with pytest.raises(ReferenceFolderError) as caught:
            read(content)
        (fault,) = caught.value.faults
        assert fault.file == "2024-08-12.geojson"
        assert str(fault) in str(caught.value)
        return fault

    return refuse_one


@pytest.mark.parametrize(
    "content",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        feature(POLYGON),
        collect(POLYGON),
        {"type": "GeometryCollection", "geometries": [POLYGON]},
        feature({"type": "GeometryCollection", "geometries": [POLYGON, mapping(SQUARE.centroid)]}),
        collect({"type": "Point", "coordinates": [35.1, 51.3]}, POLYGON, None),
        {"type": "Polygon", "coordinates": [[[*xy, 180.0] for xy in RING]]},
        {"type": "Polygon", "coordinates": [[[*RING[0], 3], *RING[1:]]]},
        {"type": "Polygon", "coordinates": [RING[:-1]]},
        {**POLYGON, "crs": name_crs("urn:ogc:def:crs:OGC:1.3:CRS84")},
        collect(POLYGON, crs=name_crs("EPSG:4326")),
        collect(POLYGON, crs=name_crs("urn:ogc:def:crs:EPSG::4326")),
        collect(POLYGON, crs=name_crs("http://www.opengis.net/def/crs/OGC/1.3/CRS84")),
        collect(POLYGON, crs=None),
        "\ufeff" + json.dumps(POLYGON),
    ],
)
def test_every_shape_of_geojson_gives_the_same_area(read, content):
    area = read(content)
    assert isinstance(area, MultiPolygon)
    assert not area.has_z
    assert area.equals(SQUARE)


@pytest.mark.parametrize(
    "content",
    [
        EMPTY,
        {"type": "MultiPolygon", "coordinates": []},
        feature({"type": "Polygon", "coordinates": []}),
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_nothing_held_is_an_empty_area(read, content):
    area = read(content)
    assert isinstance(area, MultiPolygon)
    assert area.is_empty


def test_features_are_united_where_they_touch_or_overlap(read):
    overlapping = box(35.1, 51.2, 35.3, 51.4)
    assert read(collect(POLYGON, mapping(NEXT))).equals(box(35.0, 51.2, 35.3, 51.4))
    twice = {"type": "MultiPolygon", "coordinates": [[RING], mapping(overlapping)["coordinates"]]}
    assert read(twice).equals(box(35.0, 51.2, 35.3, 51.4))


def test_a_ring_that_crosses_itself_is_repaired(read):
    bow = [[35.0, 51.2], [35.2, 51.4], [35.2, 51.2], [35.0, 51.4], [35.0, 51.2]]
    area = read({"type": "Polygon", "coordinates": [bow]})
    assert area.is_valid
    assert area_km2(area) == pytest.approx(area_km2(SQUARE) / 2, rel=0.01)


def test_holes_are_kept(read):
    hole = [[35.05, 51.25], [35.05, 51.35], [35.15, 51.35], [35.15, 51.25], [35.05, 51.25]]
    area = read({"type": "Polygon", "coordinates": [RING, hole]})
    assert area.equals(SQUARE.difference(box(35.05, 51.25, 35.15, 51.35)))


def test_each_file_is_the_area_of_its_day_and_others_are_ignored(tmp_path):
    for name in ("2024-08-12.geojson", "2024-09-01.geojson", "notes.txt", "._2024-08-12.geojson"):
        (tmp_path / name).write_text(json.dumps(POLYGON), encoding="utf-8")
    assert set(read_references(tmp_path)) == {DAY, date(2024, 9, 1)}


@pytest.mark.parametrize(
    "name",
    ["latest", "2024-8-12", "2024-08", "2024-02-30", "20240812", "2024-08-12T00", "12-08-2024"],
)
def test_a_name_that_is_no_day_is_refused(tmp_path, name):
    (tmp_path / f"{name}.geojson").write_text(json.dumps(POLYGON), encoding="utf-8")
    with pytest.raises(ReferenceFolderError, match=r"expected .*2024-08-12"):
        read_references(tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "2024-08-12.geojson")
    with pytest.raises(ReferenceFolderError, match="is no ordinary file"):
        read_references(tmp_path)


def test_a_folder_without_geojson_is_refused(tmp_path):
    (tmp_path / "2024-08-12.json").write_text(json.dumps(POLYGON), encoding="utf-8")
    with pytest.raises(ReferenceFolderError, match=r"holds no \.geojson file"):
        read_references(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[" * 100_000,
        "null",
        "[1, 2]",
        "{}",
        '{"type": "Topology"}',
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": [1, 2]}',
        '{"type": "Polygon", "coordinates": [[35.0, 51.2], [35.2, 51.2], [35.2, 51.4]]}',
        '{"type": "Polygon", "coordinates": [[["35.0", "51.2"], ["35.2", "51.2"], ["35", "51"]]]}',
        '{"type": "Polygon", "coordinates": [[[35.0], [35.2], [35.3]]]}',
        '{"type": "Polygon", "coordinates": [[[35.0, 51.2], [35.2, 51.2]]]}',
        '{"type": "Polygon", "coordinates": {"0": 1}}',
        '{"type": "Feature"}',
        '{"type": "FeatureCollection", "features": {}}',
        '{"type": "FeatureCollection", "features": [7]}',
        '{"type": ["Polygon"], "coordinates": []}',
        '{"type": "Feature", "geometry": {"type": "GeometryCollection", "geometries": [null]}}',
    ],
)
def test_what_is_no_geojson_is_refused(refuse, content):
    assert "Export it as GeoJSON" in refuse(content).remedy


def test_bytes_that_are_no_text_and_a_folder_in_place_of_a_file_are_refused(tmp_path):
    (tmp_path / "2024-08-12.geojson").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "2024-08-13.geojson").mkdir()
    with pytest.raises(ReferenceFolderError) as caught:
        read_references(tmp_path)
    assert [fault.file[:10] for fault in caught.value.faults] == ["2024-08-12", "2024-08-13"]


@pytest.mark.parametrize(
    "content",
    [
        collect(None),
        feature(None),
        {"type": "Point", "coordinates": [35.1, 51.3]},
        collect({"type": "LineString", "coordinates": RING}),
        {"type": "Polygon", "coordinates": [[RING[0], RING[1], RING[0]]]},
    ],
)
def test_features_without_ground_are_refused(refuse, content):
    assert "polygon" in refuse(content).rule


@pytest.mark.parametrize("x", [400_000.0, 180.1, -181, float("nan"), float("inf"), 10**400])
def test_a_position_off_the_globe_is_refused(refuse, x):
    ring = [[x, 51.2], [35.2, 51.2], [35.2, 51.4]]
    fault = refuse(json.dumps(collect(POLYGON, {"type": "Polygon", "coordinates": [ring]})))
    assert fault.row == "feature 2"
    assert "longitude -180 to 180" in fault.rule
    assert "WGS 84" in fault.remedy


def test_a_latitude_beyond_the_pole_is_refused(refuse):
    ring = [[51.2, 135.0], [51.2, 35.2], [51.4, 35.2]]
    assert "[51.2, 135.0]" in refuse({"type": "Polygon", "coordinates": [ring]}).rule


@pytest.mark.parametrize(
    "crs",
    [
        name_crs("EPSG:3857"),
        name_crs("urn:ogc:def:crs:EPSG::32636"),
        name_crs("EPSG:43260"),
        name_crs(4326),
        {"type": "link", "properties": {"href": "https://example.org/4326"}},
        "EPSG:3857",
        {},
    ],
)
def test_another_crs_is_refused(refuse, crs):
    fault = refuse(collect(POLYGON, crs=crs))
    assert json.dumps(crs)[:60] in fault.rule
    assert "WGS 84" in fault.rule


def test_every_fault_of_every_file_is_told_at_once(tmp_path):
    (tmp_path / "2024-08-12.geojson").write_text("{", encoding="utf-8")
    far = {"type": "Polygon", "coordinates": [[[4e5, 5e6], [4e5, 6e6], [5e5, 6e6]]]}
    projected = json.dumps(collect(far, crs=name_crs("EPSG:3857")))
    (tmp_path / "2024-08-13.geojson").write_text(projected, encoding="utf-8")
    (tmp_path / "latest.geojson").write_text(json.dumps(feature(None)), encoding="utf-8")
    (tmp_path / "2024-08-14.geojson").write_text(json.dumps(POLYGON), encoding="utf-8")
    with pytest.raises(ReferenceFolderError) as caught:
        read_references(tmp_path)
    assert [(fault.file, fault.row) for fault in caught.value.faults] == [
        ("2024-08-12.geojson", "file"),
        ("2024-08-13.geojson", "file"),
        ("2024-08-13.geojson", "feature 1"),
        ("latest.geojson", "file"),
        ("latest.geojson", "name"),
    ]
    assert str(caught.value).startswith("5 faults in the reference:")


degrees = [st.integers(-180, 180), st.integers(-90, 90)] * 2


@given(st.lists(st.builds(box, *degrees), max_size=4))
def test_any_boxes_become_one_valid_area(tmp_path_factory, boxes):
    folder = tmp_path_factory.mktemp("boxes")
    content = collect(*(mapping(one) for one in boxes))
    (folder / "2024-08-12.geojson").write_text(json.dumps(content), encoding="utf-8")
    try:
        area = read_references(folder)[DAY]
    except ReferenceFolderError:
        assert all(one.area == 0 for one in boxes)
    else:
        assert area.is_valid
        assert area.area == pytest.approx(shapely.union_all(boxes).area)
