"""What other programs may use: every name is there, its examples are true, importing is quick."""

import ast
import doctest
import subprocess
import sys
from inspect import isfunction
from pathlib import Path

import pytest

import geodata

NAMES = dir(geodata)
SLOW = ("babel", "geopandas", "numpy", "pandas", "pyarrow", "rapidfuzz", "scipy", "shapely")
EXAMPLES = doctest.DocTestFinder(recurse=False)


def test_every_name_is_typed_as_it_is_found() -> None:
    tree = ast.parse(Path(geodata.__file__).read_text(encoding="utf-8"))
    typed = [
        (f"geodata.{home}" if not home.startswith("geodata") else home, one.asname)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (home := str(node.module)).startswith("geodata")
        for one in node.names
    ]
    assert sorted(name for _, name in typed) == NAMES
    for home, name in typed:
        assert getattr(geodata, name).__module__ == home


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geodata.nothing  # noqa: B018


@pytest.mark.parametrize("name", [None, *NAMES])
def test_the_examples_are_true(name: str | None) -> None:
    given = getattr(geodata, name) if name else geodata
    told = geodata.__doc__ if name == "area_km2" else given.__doc__  # the package's example has it
    assert not isfunction(given) or ">>> " in told
    runner = doctest.DocTestRunner(verbose=False)
    for example in EXAMPLES.find(given, globs={}):
        runner.run(example)
    assert runner.summarize(verbose=False).failed == 0


def test_importing_waits_for_no_library() -> None:
    code = f"import sys, geodata; print([name for name in {SLOW} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
