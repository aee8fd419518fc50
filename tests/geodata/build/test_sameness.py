"""What counts as the same layer under other libraries, and when bytes are asked for."""

import json

import pytest
from click.testing import CliRunner

from geodata.build import __main__ as build
from geodata.build.freshness import ARITHMETIC, LOCK, list_departures, read_lock
from geodata.build.sameness import says_the_same
from geodata.dataset.load import bundled_folder

LAYER = "layers/held/a.geojson"
STEP = 0.00001  # degrees: the last decimal that is written; 1.11 m of latitude, 0.70 m of longitude
SQUARE = [[35.0, 51.0], [35.1, 51.0], [35.1, 51.1], [35.0, 51.1], [35.0, 51.0]]


def encode(rings=(SQUARE,), kind="Polygon", **properties):
    properties = {"name": "A", "area_km2": 78.2, **properties}
    geometry = {"type": kind, "coordinates": list(rings)}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def move(east, north, corner=2):
    """Return the square with one corner moved by so many of the last decimal."""
    ring = [list(point) for point in SQUARE]
    ring[corner] = [ring[corner][0] + east * STEP, ring[corner][1] + north * STEP]
    return ring


@pytest.mark.parametrize(
    "other",
    [
        encode([move(1, 1)]),
        encode([move(-1, 1, corner=1)]),
        encode([[*SQUARE[:2], [35.1, 51.05], *SQUARE[2:]]]),
        encode([[*SQUARE[1:], SQUARE[1]]]),
        encode(area_km2=78.25),
    ],
    ids=["a step each", "a step back", "one vertex more", "another start", "area in step"],
)
def test_a_layer_whose_vertices_moved_by_a_step_says_the_same(other):
    assert other != encode()
    assert says_the_same(LAYER, encode(), other)
    assert says_the_same(LAYER, other, encode())


@pytest.mark.parametrize(
    "other",
    [
        encode([move(0, 2)]),
        encode([move(3, 0)]),
        encode([SQUARE, [[35.05, 51.05], [35.06, 51.05], [35.06, 51.06], [35.05, 51.05]]]),
        encode([[SQUARE]], kind="MultiPolygon"),
        encode([], kind="Polygon"),
        encode(name="B"),
        encode(area_km2=79.0),
        encode(added=None),
        json.dumps({"type": "FeatureCollection", "features": []}).encode(),
        b"no JSON",
    ],
    ids=["north", "east", "hole", "kind", "empty", "name", "area", "more", "none", "broken"],
)
def test_a_layer_that_says_something_else_does_not(other):
    assert not says_the_same(LAYER, encode(), other)
    assert not says_the_same(LAYER, other, encode())


def test_two_empty_areas_say_the_same():
    assert says_the_same(LAYER, encode([], area_km2=0.0), encode([], area_km2=0))


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ({"sha256": "a", "title": "T"}, {"sha256": "b", "title": "T"}, True),
        ({"sha256": {"a": "1"}}, {"sha256": {"a": "2"}}, True),
        ({"sha256": {"a": "1"}}, {"sha256": {"b": "1"}}, False),
        ({"sha256": {"a": "1"}}, {"sha256": "1"}, False),
        ({"inputs": {"a": "1"}}, {"inputs": {"a": "2"}}, False),
        ({"title": "T"}, {"title": "U"}, False),
        (
            {"needless_change_km2": {"ukraine": 152}},
            {"needless_change_km2": {"ukraine": 153}},
            True,
        ),
        (
            {"needless_change_km2": {"ukraine": 152}},
            {"needless_change_km2": {"ukraine": 154}},
            False,
        ),
        ({"areas": [["a", 4492]]}, {"areas": [["a", 4496]]}, True),
        ({"areas": [["a", 4492]]}, {"areas": [["a", 4500]]}, False),
        ({"areas": [["a", 4492]]}, {"areas": [["b", 4492]]}, False),
        ({"areas": [["a", 4492]]}, {"areas": [["a", 4492], ["b", 1]]}, False),
    ],
)
def test_sidecars_agree_but_for_hashes_and_what_is_measured(ours, theirs, same):
    built, found = (json.dumps(one).encode() for one in (ours, theirs))
    assert says_the_same("layers/held/held.meta.json", built, found) is same


# --- the lock --------------------------------------------------------------------------------


@pytest.fixture
def write_lock(tmp_path):
    """Return a function that writes a lock of these lines."""

    def write(*lines):
        path = tmp_path / "requirements.lock"
        path.write_text("\n".join(["# how to renew it", *lines]) + "\n")
        return path

    return write


def test_a_lock_is_read_with_its_hashes_and_markers(write_lock):
    path = write_lock(
        "NumPy==1.0 ; python_full_version < '3.12' \\",
        "    --hash=sha256:aa",
        "numpy==2.0 ; python_full_version >= '3.12' \\",
        "    --hash=sha256:bb",
        "    # via numpy==3.0",
    )
    assert read_lock(path) == {"numpy": {"1.0", "2.0"}}


def test_departures_from_the_lock_are_named(write_lock, monkeypatch):
    monkeypatch.setattr("geodata.build.freshness.version", {"numpy": "2.0", "scipy": "1.1"}.get)
    path = write_lock("numpy==2.0", "scipy==1.0", "shapely==2.2")
    assert list_departures(["numpy"], path) == []
    assert list_departures(["scipy", "shapely", "pyproj"], path) == [
        "scipy 1.1 (lock: 1.0)",
        "shapely missing (lock: 2.2)",
        "pyproj missing (lock: none)",
    ]


def test_what_is_not_installed_departs(write_lock):
    path = write_lock("no-such-package==1.0")
    assert list_departures(["no-such-package"], path) == ["no-such-package missing (lock: 1.0)"]


def test_the_lock_pins_what_draws():
    assert set(ARITHMETIC) <= set(read_lock(LOCK))


# --- which comparison the check makes --------------------------------------------------------


@pytest.mark.parametrize(("departures", "code"), [([], 1), (["numpy 9 (lock: 2)"], 0)])
def test_bytes_are_asked_for_under_the_lock_only(monkeypatch, tmp_path, departures, code):
    (tmp_path / LAYER).parent.mkdir(parents=True)
    (tmp_path / LAYER).write_bytes(encode([move(1, 1)]))
    monkeypatch.setattr(build, "list_departures", lambda: departures)
    monkeypatch.setattr(build, "run_step", lambda *_: {LAYER: encode()})
    check = CliRunner().invoke(build.main, ["held", "--data", str(tmp_path), "--check"])
    assert check.exit_code == code
    assert ("numpy 9" in check.output) is bool(departures)
    written = CliRunner().invoke(build.main, ["held", "--data", str(tmp_path)])
    assert "1 files changed" in written.output
    assert (tmp_path / LAYER).read_bytes() == encode()


def test_every_bundled_layer_says_the_same_as_itself_written_otherwise():
    for path in bundled_folder().glob("layers/*/*json"):
        content = path.read_bytes()
        spread = json.dumps(json.loads(content), indent=1).encode()
        assert says_the_same(path.name, content, spread), path.name
