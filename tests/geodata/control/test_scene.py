"""A scene is laid out from what its layers are on the map, whatever they are called."""

import json
import shutil
from dataclasses import replace

import pytest

from geodata.control.scene import list_layers, set_scene
from geodata.core.errors import DatasetError

RENAMED = {"border": "frontier", "raions-kursk": "counties", "raions-sumy": "shires"}


@pytest.fixture(scope="module")
def renamed(kursk, tmp_path_factory):
    """Return the bundled front with other names for the border and the districts."""
    folder = tmp_path_factory.mktemp("front")
    shutil.copytree(kursk.folder / "layers" / "base", folder / "layers" / "base")
    for old, new in RENAMED.items():
        for kind in ("geojson", "meta.json"):
            path = folder / "layers" / "base" / f"{old}.{kind}"
            path.rename(path.with_name(f"{new}.{kind}"))
    return replace(kursk, folder=folder)


def test_layers_are_found_by_their_role(kursk, renamed):
    before, after = set_scene(kursk), set_scene(renamed)
    assert after.ground == before.ground
    assert after.districts == before.districts
    assert list_layers(renamed.folder, "border") == ["frontier"]
    assert list_layers(renamed.folder, "districts", "river") == ["counties", "seym"]


def test_a_front_finds_its_layers_by_their_role(kursk):
    assert kursk.find_layer("neighbour") is kursk.layers["ukraine"]
    assert kursk.find_layer("moat") is None


@pytest.mark.parametrize("text", ["{", "[]", '{"id": "border"}'])
def test_a_sidecar_that_says_no_role_is_a_fault(renamed, tmp_path, text):
    folder = shutil.copytree(renamed.folder, tmp_path / "front")
    (folder / "layers" / "base" / "frontier.meta.json").write_text(text)
    with pytest.raises(DatasetError, match=r"frontier\.meta\.json.*cannot be read"):
        set_scene(replace(renamed, folder=folder))


def test_a_front_without_a_border_says_what_to_run(renamed, tmp_path):
    folder = shutil.copytree(renamed.folder, tmp_path / "front")
    path = folder / "layers" / "base" / "frontier.meta.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "role": "river"}))
    with pytest.raises(DatasetError, match=r"no layer has role border.*basemap --data '.*/front'"):
        set_scene(replace(renamed, folder=folder))
