"""The committed base layers and places, against facts that need no package to check."""

import csv
import hashlib
import json
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_recipes import read_plan
from geodata.build.basemap_sources import PINS
from geodata.dataset.load import bundled_folder
from geodata.core.measure import area_km2, distance_km, length_km
from geodata.dataset.schema import CLAIMS, PLACES
from geodata.dataset.tables import read_table

FOLDER = bundled_folder()
BASE = FOLDER / "layers" / "base"
PLAN = read_plan(FOLDER, PINS)
IDS = [recipe.layer_id for recipe in PLAN.layers]
ROWS = read_table(PLACES, (FOLDER / "settlements.csv").read_bytes()).records

# Positions and districts of the villages that the reports name most, from the register.
VILLAGES = """
sudzha 51.1919 35.2719 sudzhansky|gornal 51.0569 35.2106 sudzhansky
guevo 51.0947 35.2639 sudzhansky|kurilovka 51.1442 35.2700 sudzhansky
malaya-loknya 51.3325 35.2272 sudzhansky|pogrebki 51.3778 35.2275 sudzhansky
sverdlikovo 51.2458 35.1164 sudzhansky|lebedevka 51.2592 35.1758 sudzhansky
nikolayevka 51.3331 35.2117 sudzhansky|kazachya-loknya 51.2400 35.2511 sudzhansky
cherkasskoye-porechnoye 51.3058 35.3353 sudzhansky|makhnovka 51.1750 35.3028 sudzhansky
martynovka 51.2389 35.3661 sudzhansky|plekhovo 51.0997 35.3306 sudzhansky
oleshnya 51.1519 35.1494 sudzhansky|zeleny-shlyakh 51.3142 35.0836 sudzhansky
snagost 51.3144 34.8825 korenevsky|lyubimovka 51.3119 35.0425 korenevsky
darino 51.2611 35.0303 sudzhansky|korenevo 51.4103 34.9008 korenevsky
glushkovo 51.3392 34.6350 glushkovsky|tyotkino 51.2711 34.2825 glushkovsky
popovo-lezhachi 51.2892 34.3111 glushkovsky|novy-put 51.2569 34.5350 glushkovsky
vesyoloye 51.2875 34.5539 glushkovsky|krasnooktyabrskoye 51.3475 34.8169 korenevsky
zvannoye 51.3797 34.5483 glushkovsky|belaya 51.0522 35.7178 belovsky
bolshoye-soldatskoye 51.3336 35.5189 bolshesoldatsky
"""


def read_features(layer_id: str) -> list[tuple[BaseGeometry, dict[str, Any]]]:
    layer = json.loads((BASE / f"{layer_id}.geojson").read_bytes())
    return [(shape(item["geometry"]), item["properties"]) for item in layer["features"]]


def read_outline(layer_id: str) -> BaseGeometry:
    return read_features(layer_id)[0][0]


def test_the_oblast_has_its_official_area_within_a_third_of_a_percent() -> None:
    assert 29_900 <= area_km2(read_outline("kursk-oblast")) <= 30_000


def test_the_border_is_the_edge_of_both_countries() -> None:
    border, ukraine = read_outline("border"), read_outline("ukraine")
    oblast = read_outline("kursk-oblast")
    assert border.difference(ukraine.boundary).length == pytest.approx(0, abs=1e-6)
    shared = oblast.boundary.intersection(ukraine.boundary)
    assert length_km(shapely.line_merge(shared)) > 240
    assert area_km2(oblast.intersection(ukraine)) < 0.001


@pytest.mark.parametrize("entry", VILLAGES.strip().replace("\n", "|").split("|"))
def test_villages_lie_where_the_register_has_them(entry: str) -> None:
    place_id, lat, lon, raion = entry.split()
    place = ROWS[place_id]
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km((place.lon, place.lat), (float(lon), float(lat))) < 0.5
    assert place.raion == f"{raion}-raion"


@pytest.mark.parametrize("oblast", ["kursk-oblast", "sumy-oblast"])
def test_places_lie_in_their_own_country(oblast: str) -> None:
    ukraine = read_outline("ukraine")
    points = {
        place.place_id: shapely.Point(place.lon, place.lat)
        for place in ROWS.values()
        if place.oblast == oblast and place.lat is not None and place.type != "checkpoint"
    }
    inside = {place_id for place_id, point in points.items() if ukraine.contains(point)}
    assert inside == (set(points) if oblast == "sumy-oblast" else set())
    assert len(points) > 25


def test_every_place_of_the_oblast_lies_inside_it() -> None:
    oblast = read_outline("kursk-oblast")
    points = [
        shapely.Point(place.lon, place.lat)
        for place in ROWS.values()
        if place.oblast == "kursk-oblast" and place.lat is not None and place.type != "checkpoint"
    ]
    assert points
    assert all(oblast.contains(point) for point in points)


def test_most_places_lie_in_their_own_derived_district() -> None:
    outlines = {item["place_id"]: outline for outline, item in read_features("raions-kursk")}
    points = [p for p in ROWS.values() if p.oblast == "kursk-oblast" and p.lat is not None]
    right = [p for p in points if outlines[p.raion].contains(shapely.Point(p.lon, p.lat))]
    assert len(right) >= len(points) - 2  # the checkpoint stands on the border


def test_the_places_of_claims_are_known() -> None:
    claims = read_table(CLAIMS, (FOLDER / "claims.csv").read_bytes()).records
    named = {place for claim in claims.values() for place in (*claim.places, claim.within) if place}
    assert named <= set(ROWS)


def test_places_without_a_position_say_why() -> None:
    missing = [p for p in ROWS.values() if p.lat is None and p.type not in ("raion", "oblast")]
    assert missing
    assert all(place.note.startswith("unresolved: ") for place in missing)


@pytest.mark.parametrize("layer_id", IDS)
def test_sidecars_are_complete_and_true(layer_id: str) -> None:
    layer = (BASE / f"{layer_id}.geojson").read_bytes()
    sidecar = json.loads((BASE / f"{layer_id}.meta.json").read_bytes())
    assert sidecar["id"] == layer_id
    assert sidecar["sha256"] == hashlib.sha256(layer).hexdigest()
    assert sidecar["schematic"] is layer_id.endswith("-schematic")
    assert sidecar["role"] == next(one.role for one in PLAN.layers if one.layer_id == layer_id)
    for key in ("producer", "title", "version", "licence", "credit", "inputs", "derived", "label"):
        assert sidecar[key], key
    assert layer.endswith(b"}\n")


@pytest.mark.parametrize("layer_id", IDS)
def test_geometry_is_valid_and_finely_rounded(layer_id: str) -> None:
    features = list(read_features(layer_id))
    assert features
    for geometry, _ in features:
        assert geometry.is_valid
        assert not geometry.is_empty
        coordinates = shapely.get_coordinates(geometry)
        assert (coordinates.round(5) == coordinates).all()


def test_layers_are_small_and_none_is_left_over() -> None:
    assert sum(path.stat().st_size for path in BASE.iterdir()) <= 600_000
    names = {f"{name}.{kind}" for name in IDS for kind in ("geojson", "meta.json")}
    assert {path.name for path in BASE.iterdir()} == names


def test_schematic_lines_say_so() -> None:
    schematic = [layer_id for layer_id in IDS if layer_id.endswith("-schematic")]
    assert schematic
    for layer_id in schematic:
        assert {item["schematic"] for _, item in read_features(layer_id)} == {True}


@pytest.mark.parametrize("course", [one for lines in PLAN.courses.values() for one in lines])
def test_schematic_lines_pass_through_their_places(course: Any) -> None:
    features = [item for name in IDS if name.endswith("-schematic") for item in read_features(name)]
    line = next(line for line, item in features if item["name"] == course.name)
    for stop in course.stops:
        place = ROWS[stop]
        assert line.distance(shapely.Point(place.lon, place.lat)) < 1e-4


def test_settlement_points_are_ranked_and_come_in_order() -> None:
    items = [item for _, item in read_features("settlements")]
    ranks = [item["rank"] for item in items]
    assert ranks == sorted(ranks)
    assert set(ranks) == {1, 2, 3, 4, 5}
    first = {item["place_id"] for item in items if item["rank"] == 1}
    assert first == {"glushkovo", "korenevo", "kursk", "sudzha", "sumy"}


def test_place_ids_of_the_register_rows_are_their_own() -> None:
    with (FOLDER / "settlements.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    sources = [row["position_source"] for row in rows if "id " in row["position_source"]]
    assert len(sources) == len(set(sources))


def test_the_small_map_shows_recognised_borders():
    features = json.loads((BASE / "locator.geojson").read_bytes())["features"]
    lands = {one["properties"]["name"]: shape(one["geometry"]) for one in features}
    simferopol, kursk, minsk = ((34.1, 44.95), (36.19, 51.73), (27.56, 53.9))
    places = {"ukraine": simferopol, "russia": kursk, "belarus": minsk}
    for name, place in places.items():
        inside = [land for land, outline in lands.items() if outline.contains(shapely.Point(place))]
        assert inside == [name]


def test_neighbours_on_the_small_map_have_one_line_between_them():
    lands = {item["name"]: land for land, item in read_features("locator")}
    first, second = lands["ukraine"], lands["russia"]
    shared = shapely.intersection(first, second)
    assert shared.area == 0.0
    assert shared.length > 10.0  # degrees of a border without slits
    whole = shapely.union_all(list(lands.values()))
    rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    slits = [area for ring in rings if (area := shapely.Polygon(ring).area) < 0.05]  # not water
    assert sum(slits) < 0.01  # what rounding leaves
