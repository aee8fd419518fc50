"""The rules of held areas and base layers: each is broken on the made-up front, and is told."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.errors import Fault
from geodata.core.model import Dataset
from geodata.dataset import base_layers, layers
from geodata.dataset.load import load_dataset

HELD = "layers/held/2024-08-10.geojson"
BASE = "layers/base/square-oblast.geojson"
SIDECAR = "layers/base/square-oblast.meta.json"

FindFaults = Callable[[], tuple[Fault, ...]]
Feature = dict[str, Any]


def _set(**changes: object) -> Callable[[list[Feature]], None]:
    def change(features: list[Feature]) -> None:
        features[0]["properties"].update(changes)

    return change


def _reshape(change: Callable[[Any], Any]) -> Callable[[list[Feature]], None]:
    def apply(features: list[Feature]) -> None:
        features[0]["geometry"] = change(features[0]["geometry"])

    return apply


def _turn(geometry: Feature) -> Feature:
    rings = [[ring[::-1] for ring in part] for part in geometry["coordinates"]]
    return {**geometry, "coordinates": rings}


def _move(geometry: Feature) -> Feature:
    rings = [[[[x + 5, y] for x, y in ring] for ring in part] for part in geometry["coordinates"]]
    return {**geometry, "coordinates": rings}


def _cross(geometry: Feature) -> Feature:
    ring = geometry["coordinates"][0][0]
    return {**geometry, "coordinates": [[[ring[1], ring[0], ring[2], ring[3], ring[1]]]]}


def _change(geometry: Feature, move: Callable[[float, float], list[float]]) -> Feature:
    rings = [[[move(x, y) for x, y in ring] for ring in part] for part in geometry["coordinates"]]
    return {**geometry, "coordinates": rings}


def _shrink(geometry: Feature) -> Feature:
    west, south = geometry["coordinates"][0][0][0]
    return _change(geometry, lambda x, y: [west + (x - west) * 0.3, south + (y - south) * 0.3])


def _shift(geometry: Feature) -> Feature:
    return _change(geometry, lambda x, y: [x - 0.15, y])


def _lift(geometry: Feature) -> Feature:
    return _change(geometry, lambda x, y: [x, y, 100.0])


def _flatten(geometry: Feature) -> Feature:
    return _change(geometry, lambda x, y: [x * 111_320, y * 111_320])


def _blow_up(geometry: Feature) -> Feature:
    ring = geometry["coordinates"][0][0]
    (x, y), *rest = ring
    many = [[x + (rest[0][0] - x) * n / 120_000, y] for n in range(120_001 - len(rest))]
    return {**geometry, "coordinates": [[many + rest]]}


BROKEN_AREAS: list[tuple[Callable[[list[Feature]], object], str]] = [
    (_set(colour="red"), "missing or unknown properties (colour)"),
    (lambda features: features[0]["properties"].pop("method"), "unknown properties (method)"),
    (_set(claim_id="nobody"), "claim_id 'nobody' is not in claims.csv"),
    (_set(claim_id=["x"]), "is not in claims.csv"),
    (_set(claim_id="first-0901-peak"), "claim is area_peak as of 2024-09-01, expected"),
    (_set(claim_id="first-1001-words"), "claim is standing"),
    (_set(edge="contested"), "edge 'contested' is not one of firm"),
    (_set(edge=None), "edge 'None' is not one of firm"),
    (_set(date="2024-08-11"), "date is '2024-08-11', expected '2024-08-10'"),
    (_set(account="russia"), "account is 'russia', expected 'ukraine'"),
    (_set(claimant="Somebody"), "claimant is 'Somebody'"),
    (_set(claimed_km2="100"), "claimed_km2 is '100', expected 100.0"),
    (_set(low_km2=5), "low_km2 is 5, expected None"),
    (_set(approximate=False), "approximate is False, expected True"),
    (_set(leading="yes"), "leading is 'yes'"),
    (_set(leading=False), "but what leads is first-0810-100"),
    (_set(area_km2="100"), "area_km2 is '100'"),
    (_set(area_km2=100.6), "area_km2 is 100.6, but it measures"),
    (_set(area_km2=float("nan")), "is not JSON: NaN is no number"),
    (_set(area_km2=float("inf")), "is not JSON: Infinity is no number"),
    (_set(method=""), "method is ''"),
    (_set(control="south-village"), "control is 'south-village', expected a list"),
    (_set(control=["nowhere/ukraine/2024-08-08"]), "control names 'nowhere/ukraine/2024-08-08'"),
    (_set(control=["middle-village/ukraine/2024-10-05"]), "which does not last on 2024-08-10"),
    (_reshape(lambda geometry: None), "has no geometry with coordinates"),
    (_reshape(lambda geometry: {"type": "Point", "coordinates": [0, 0]}), "not a MultiPolygon"),
    (_reshape(lambda geometry: {**geometry, "coordinates": []}), "is empty, but 100.0 km2"),
    (_reshape(_turn), "breaks the right-hand rule"),
    (_reshape(_move), "leaves the extent"),
    (_reshape(_cross), "is no valid polygon: Self-intersection"),
    (_reshape(_shrink), "not within 0.5 percent of the 100.0 km2 claimed"),
    (_reshape(_shift), "lies outside the oblast with"),
    (_reshape(_lift), "has three dimensions"),
    (_reshape(_flatten), "are no degrees of WGS 84"),
    (_reshape(_blow_up), "has 120,001 vertices, expected 100,000 at most"),
    (_reshape(lambda given: {**given, "crs": {"properties": {"name": "EPSG:3857"}}}), "system"),
    (_reshape(lambda given: {**given, "coordinates": [[[["1", 2]] * 4]]}), "none of GeoJSON"),
    (_reshape(lambda given: {**given, "coordinates": [[[[10**400, 2]] * 4]]}), "of 401 digits"),
    (_set(area_km2=10**400), "holds a number of 401 digits, expected 19 at most"),
    (_set(claimed_km2=10**400), "holds a number of 401 digits"),
    (_set(low_km2=-(10**400)), "holds a number of 402 digits"),
    (lambda features: features.append(features[0]), "is there 2 times, expected once"),
    (lambda features: features.pop(0), "is there 0 times, expected once"),
    (lambda features: features.clear(), "holds no held area"),
    (lambda features: features.append({"type": "Feature"}), "feature without properties"),
]


def _edit_json(path: Path, change: Callable[[Any], object]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(("change", "says"), BROKEN_AREAS)
def test_broken_held_area_is_a_fault(
    change: Callable[[list[Feature]], object],
    says: str,
    made_up_folder: Path,
    find_faults: FindFaults,
) -> None:
    _edit_json(made_up_folder / HELD, lambda content: change(content["features"]))
    assert any(says in fault.rule and fault.file == HELD for fault in find_faults())


def test_missing_held_area_is_a_fault_with_its_remedy(
    made_up_folder: Path, find_faults: FindFaults
) -> None:
    (made_up_folder / "layers/held/2024-09-01.geojson").unlink()
    assert [str(fault) for fault in find_faults()] == [
        "layers/held/2024-09-01.geojson, first-0901-peak: has no held area."
        f" Run python -m geodata.build held --data '{made_up_folder}'."
    ]


def test_held_areas_of_no_date_are_a_fault(made_up_folder: Path, find_faults: FindFaults) -> None:
    (made_up_folder / HELD).rename(made_up_folder / "layers/held/2202.geojson")
    rules = [fault.rule for fault in find_faults()]
    assert rules[0].startswith("'2202' is not a day")
    assert rules[1:] == ["has no held area"] * 4


def test_hole_must_run_clockwise(made_up_folder: Path, find_faults: FindFaults) -> None:
    def pierce(content: Any) -> None:
        part = content["features"][0]["geometry"]["coordinates"][0]
        west, south = part[0][2]  # a corner of the rectangle; the hole lies next to it
        hole = shapely.box(west + 0.1, south + 0.005, west + 0.11, south + 0.006)
        hole = shapely.affinity.translate(hole, 0, -0.012 if south > 40 else 0)
        part.append([list(point) for point in shapely.orient_polygons(hole).exterior.coords])

    _edit_json(made_up_folder / HELD, pierce)
    assert any("right-hand rule" in fault.rule for fault in find_faults())


@pytest.mark.parametrize("file", [HELD, BASE])
def test_of_a_layer_full_of_faults_a_hundred_are_made(
    file: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    point = {"type": "Point", "coordinates": [0, 0]}

    def fill(content: Feature) -> None:
        broken = {**content["features"][0], "geometry": point}
        content["features"] = [broken] * 5_000

    _edit_json(made_up_folder / file, fill)
    if file == BASE:
        digest = hashlib.sha256((made_up_folder / BASE).read_bytes()).hexdigest()
        _edit_json(made_up_folder / SIDECAR, lambda fields: fields.update(sha256=digest))
    found = [fault for fault in find_faults() if fault.file == file]
    assert len(found) == 101
    assert found[-1].rule == "breaks more than 100 rules; the rest is not told"


def test_held_areas_of_all_dates_together_have_a_limit(
    made_up_folder: Path, find_faults: FindFaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "MOST_TOGETHER", 20)
    (fault,) = find_faults()
    assert (fault.file, fault.row) == ("layers/held", "files")
    assert "vertices, expected 20 at most, with the files before 2024-" in fault.rule


def test_base_layers_together_have_a_limit(
    made_up_folder: Path, find_faults: FindFaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = made_up_folder / "layers" / "base"
    for twin in ("twin", "u-twin", "v-twin"):
        for path, name in ((BASE, f"{twin}.geojson"), (SIDECAR, f"{twin}.meta.json")):
            shutil.copy(made_up_folder / path, base / name)
        _edit_json(base / f"{twin}.meta.json", lambda one, twin=twin: one.update(id=twin))
    shaped = base_layers.read_layer_shapes((made_up_folder / BASE).read_bytes())
    corners = sum(int(shapely.get_num_coordinates(one.geometry)) for one in shaped)
    monkeypatch.setattr(base_layers, "MOST_TOGETHER", 4 * corners)
    assert find_faults() == ()
    monkeypatch.setattr(base_layers, "MOST_TOGETHER", 2 * corners - 1)
    (fault,) = find_faults()
    assert (fault.file, fault.row) == ("layers/base", "layers")
    assert fault.rule.endswith(f"expected {2 * corners - 1} at most, with the layers before twin")


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        (BASE, "{", "is not JSON"),
        (BASE, "[]", "is not a GeoJSON FeatureCollection"),
        (BASE, '{"type":"FeatureCollection","features":[]}', "differs from the SHA-256"),
        (BASE, '{"type":"FeatureCollection","features":[],"crs":"EPSG:3857"}', "system EPSG:3857"),
        (SIDECAR, "{", "has no readable sidecar"),
        (SIDECAR, '{"sha256":""}', "without its sha256, expected 64"),
        (SIDECAR, "[]", "not a JSON object"),
        (SIDECAR, '{"id":"square-oblast"}', "has a sidecar without producer"),
        (SIDECAR, '{"role":"moat"}', "has role 'moat', expected one of oblast, border"),
        (SIDECAR, '{"group":"oblast"}', "has group 'oblast', expected one of base, districts"),
        (SIDECAR, '{"group":""}', "has group '', expected one of base"),
        (SIDECAR, '{"group":["base"]}', "has a sidecar with group ['base'], expected a text"),
        (SIDECAR, '{"id":"circle-oblast"}', "has the sidecar of 'circle-oblast'"),
        ("layers/base/river.meta.json", "{}", "has a sidecar but no layer"),
    ],
)
def test_broken_base_layer_is_a_fault(
    file: str, text: str, says: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    (made_up_folder / file).write_text(text, encoding="utf-8")
    if file == BASE and "SHA-256" not in says:
        digest = hashlib.sha256(text.encode()).hexdigest()
        _edit_json(made_up_folder / SIDECAR, lambda fields: fields.update(sha256=digest))
    assert any(says in fault.rule for fault in find_faults())


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def scratch_folder(tmp_path_factory: pytest.TempPathFactory, made_up: Dataset) -> Path:
    folder = tmp_path_factory.mktemp("scratch") / "front"
    for path in made_up.folder.rglob("*.*"):
        copy = folder / path.relative_to(made_up.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder


@given(key=st.sampled_from(["geometry", "coordinates", "properties", "claim_id"]), value=JSON)
def test_corrupt_held_area_never_crashes(
    scratch_folder: Path, made_up: Dataset, key: str, value: object
) -> None:
    content = json.loads((made_up.folder / HELD).read_text(encoding="utf-8"))
    feature = content["features"][0]
    inside = {"coordinates": feature["geometry"], "claim_id": feature["properties"]}
    inside.get(key, feature)[key] = value
    (scratch_folder / HELD).write_text(json.dumps(content), encoding="utf-8")
    faults: list[Fault] = []
    dataset = load_dataset(scratch_folder, on_layer_fault=faults.append)
    assert faults
    assert {fault.file for fault in faults} == {HELD}
    assert len(dataset.held) == len(made_up.held) - 5
