"""The lock keeps its word: every range is met, every pin has its hashes, no machine is named."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from geodata.build.freshness import read_lock

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "dashboard" / "timeline_map"
LOCKS = (ROOT / "requirements.lock", ROOT / ".ci" / "no-deps.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = [
    Requirement(line)
    for line in chain(
        PROJECT["build-system"]["requires"],
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
    )
    if not line.startswith(PROJECT["project"]["name"])  # an extra with another one in it
]


def test_the_lock_holds_a_release_of_every_range():
    pins = {canonicalize_name(name): releases for name, releases in read_lock().items()}
    for asked in ASKED:
        releases = pins.get(canonicalize_name(asked.name), set())
        assert releases, f"{asked} is not in the lock; run: bash .ci/lock"
        for release in releases:
            assert asked.specifier.contains(release), f"{asked}, but the lock has {release}"


def test_every_range_has_an_end():
    for asked in ASKED:
        operators = {one.operator for one in asked.specifier}
        assert operators & {"<", "=="}, f"{asked} reaches farther than what has been tried"


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_names_no_machine(path):
    text = path.read_text(encoding="utf-8")
    pins = re.findall(r"^\S+==.*(?:\n +--hash=sha256:[0-9a-f]{64}(?: \\)?)*", text, re.MULTILINE)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"://|^-|(?<![\w.])/\w+/", text, re.MULTILINE)


def test_the_lock_says_how_to_renew_it():
    head = LOCKS[0].read_text(encoding="utf-8").partition("==")[0]
    (command,) = re.findall(r"bash (\S+)", head)
    assert (ROOT / command).is_file()


def test_the_scripts_lock_pins_each_package_by_its_hash_and_names_no_registry():
    asked = json.loads((SCRIPTS / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((SCRIPTS / "package-lock.json").read_text(encoding="utf-8"))
    own, *others = lock["packages"].items()
    assert own[1]["devDependencies"] == asked
    assert {f"node_modules/{name}" for name in asked} <= {path for path, _ in others}
    for path, package in others:
        assert package["integrity"].startswith("sha512-"), path
        assert "resolved" not in package, f"{path}: {package['resolved']}"
