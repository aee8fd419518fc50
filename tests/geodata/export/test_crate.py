"""The pack as an RO-Crate and its citation: every file once, all that is referred to is there."""

import hashlib
import json

import pytest

from geodata.core.model import Role
from geodata.export.crate import CITATION, FILE
from geodata.export.datapack import build_pack
from geodata.export.licences import describe_licences, list_spdx_ids

COLOURS = dict.fromkeys(Role, "#0072B2")


@pytest.fixture(scope="module")
def files(made_up):
    return build_pack(made_up, COLOURS)


@pytest.fixture(scope="module")
def graph(files):
    crate = json.loads(files[FILE])
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    return {entity["@id"]: entity for entity in crate["@graph"]}


def list_references(value):
    if isinstance(value, dict):
        return [value["@id"]]
    return [name for one in value for name in list_references(one)] if type(value) is list else []


def test_the_crate_describes_every_file_but_itself_and_the_sums(files, graph):
    described = {name for name, entity in graph.items() if entity["@type"] == "File"}
    assert described == set(files) - {FILE, "SHA256SUMS"}
    assert [one["@id"] for one in graph["./"]["hasPart"]] == sorted(described, key=[*files].index)
    for path in described:
        assert graph[path]["sha256"] == hashlib.sha256(files[path]).hexdigest()
        assert graph[path]["contentSize"] == str(len(files[path]))
    assert f"  {FILE}\n" in files["SHA256SUMS"].decode()


def test_whatever_the_crate_refers_to_is_in_it(graph):
    for name, entity in graph.items():
        values = [value for key, value in entity.items() if key not in ("@id", "conformsTo")]
        assert set(list_references(values)) <= set(graph), name
    assert graph[FILE]["about"] == {"@id": "./"}
    root = graph["./"]
    assert all(root[key] for key in ("name", "description", "datePublished", "license"))


def test_the_citation_names_the_dataset_as_it_is(made_up, files):
    lines = [line.partition(": ") for line in files[CITATION].decode().splitlines()]
    cited = {name: json.loads(value) for name, _, value in lines}  # each value is JSON, so YAML too
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert cited["title"] == made_up.front.title
    assert made_up.digest in cited["identifiers"][0]["value"]
    assert cited["authors"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CC BY 4.0", ["CC-BY-4.0"]),
        ("positions are facts; package GPL-3.0-or-later", ["GPL-3.0-or-later"]),
        ("ours; GeoNames CC BY 4.0; ODbL 1.0", ["CC-BY-4.0", "ODbL-1.0"]),
        ("all rights <reserved>", ["LicenseRef-all-rights-reserved"]),
        ("", ["LicenseRef-unnamed"]),
    ],
)
def test_each_licence_has_a_name_by_spdx(text, names):
    assert [one["name"] for one in describe_licences([text])] == names
    assert list_spdx_ids(text) == tuple(name for name in names if "LicenseRef" not in name)
