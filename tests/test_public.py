"""What other programs may use: every name is there, its examples are true, importing is quick."""

import ast
import doctest
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from types import ModuleType

import pytest

import dashboard
import geodata

PACKAGES = (geodata, dashboard)
SLOW = ("babel", "geopandas", "numpy", "pandas", "pyarrow", "rapidfuzz", "scipy", "shapely")
ROOT = Path(__file__).parents[1]
EXPLAINED = [  # the modules that give examples
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in PACKAGES
    for path in sorted(Path(str(package.__file__)).parent.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_is_typed_as_it_is_found(package: ModuleType) -> None:
    tree = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
    typed = [
        (one.asname, str(node.module))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
        if one.asname
    ]
    assert sorted(name for name, _ in typed) == dir(package)
    for name, home in typed:
        assert getattr(package, name).__module__ == home


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_that_is_not_there_is_refused(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        package.nothing  # noqa: B018


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_function_gives_an_example(package: ModuleType) -> None:
    offered = {name: getattr(package, name) for name in dir(package)}
    told = {name: str(one.__doc__) for name, one in offered.items() if isfunction(one)}
    alone = {name for name, words in told.items() if ">>> " not in words}
    assert {name for name in alone if f".{name}(" not in str(package.__doc__)} == set()


@pytest.fixture(scope="module")
def loaded_once() -> Iterator[None]:
    """Let all examples that load the bundled front share it: nothing can change it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geodata, "load_dataset", cache(geodata.load_dataset), raising=False)
        yield


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("name", EXPLAINED)
def test_the_examples_are_true(name: str) -> None:
    ran = doctest.testmod(import_module(name))
    assert ran.attempted
    assert not ran.failed


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_waits_for_no_library(package: ModuleType) -> None:
    name = package.__name__
    code = f"import sys, {name}; print([name for name in {SLOW} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
