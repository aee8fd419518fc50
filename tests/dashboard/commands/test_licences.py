"""What is installed with the program, and under which terms."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.cli import main
from dashboard.commands.licences import OURS, Component, list_components, list_notices

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = {
    canonicalize_name(Requirement(line).name)
    for line in (
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["sign"],
    )
}


@pytest.fixture(scope="module")
def components():
    return list_components()


def test_every_dependency_is_listed_with_a_licence(components):
    named = {part.name: part for part in components}
    assert components[0].name == OURS
    assert named.keys() >= NEEDED
    assert all(part.licence and part.version for part in components)
    assert "pandas" in named, "what dependencies need is missing"
    assert not {"pytest", "ruff", "timezonefinder"} & set(named), "tools of developers are listed"


def test_what_needs_what_is_a_whole(components):
    names = {part.name for part in components}
    assert all(set(part.needs) <= names for part in components)
    assert {"streamlit", "folium"} <= set(components[0].needs)


def test_libraries_under_the_gpl_are_said():
    film = Component("av", "1", "BSD-3-Clause", (), ("avcodec", "x264", "x265"), ())
    (notice,) = list_notices([film, Component("shapely", "1", "BSD", (), ("geos",), ())])
    assert "libx264 and libx265 under GPL-2.0-or-later" in notice
    assert "av states BSD-3-Clause" in notice


def test_the_installed_film_library_is_looked_into(components):
    (film,) = (part for part in components if part.name == "av")
    if "x264" in film.libraries:  # not where it was built against the system's
        assert "libx264" in CliRunner().invoke(main, ["licences"]).output


def test_the_bill_of_materials_is_cyclonedx_and_the_same_each_time(tmp_path):
    out = tmp_path / "sbom.json"
    for _ in range(2):
        done = CliRunner().invoke(main, ["licences", "--sbom", "--out", str(out)])
        assert done.exit_code == 0, done.output
        told = json.loads(out.read_text(encoding="utf-8"))
        serial = told["serialNumber"]
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert serial == json.loads(out.read_text(encoding="utf-8"))["serialNumber"]
    references = {one["bom-ref"] for one in told["components"]}
    references.add(told["metadata"]["component"]["bom-ref"])
    assert len(references) == len(told["components"]) + 1
    for entry in told["dependencies"]:
        assert {entry["ref"], *entry["dependsOn"]} <= references
    assert all(one["purl"].startswith("pkg:pypi/") for one in told["components"])


def test_texts_come_on_asking():
    told = CliRunner().invoke(main, ["licences", "--texts"]).output
    assert "Permission is hereby granted" in told
    refused = CliRunner().invoke(main, ["licences", "--texts", "--sbom"])
    assert refused.exit_code == 2


@pytest.mark.parametrize(
    ("name", "holed"),  # the last release with a hole that is known
    [
        ("starlette", "1.0.0"),  # CVE-2026-48818
        ("pillow", "12.2.0"),  # CVE-2026-59197 and others
        ("fonttools", "4.60.1"),  # CVE-2025-66034
        ("jinja2", "3.1.5"),  # CVE-2025-27516
        ("pyarrow", "14.0.0"),  # CVE-2023-47248
        ("h11", "0.14.0"),  # CVE-2025-43859
        ("python-multipart", "0.0.21"),  # CVE-2026-24486
        ("urllib3", "2.6.3"),  # CVE-2026-44432
    ],
)
def test_releases_with_known_holes_are_not_installed(name, holed):
    lines = map(Requirement, PROJECT["project"]["dependencies"])
    (asked,) = (one for one in lines if canonicalize_name(one.name) == name)
    assert not asked.specifier.contains(holed)
