"""What the packages promise to whoever checks code against them: types, and none of them `Any`."""

import ast
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import pytest

import dashboard
import geodata

PACKAGES = (geodata, dashboard)


def list_any(source: str) -> list[int]:
    """Return the lines that speak of `typing.Any`, by whatever name a module is imported."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in ("typing", "typing_extensions"):
            lines += [node.lineno for name in node.names if name.name in ("Any", "*")]
        elif isinstance(node, ast.Attribute) and node.attr == "Any":
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    "source",
    [
        "from typing import Any",
        "from typing import Any as Whatever, Final",
        "from typing_extensions import *",
        "import typing as t\ndef read(given: dict[str, t.Any]) -> None: ...",
    ],
)
def test_any_is_found_however_it_is_written(source: str) -> None:
    assert list_any(source)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.__name__)
def test_nothing_is_typed_as_any(package) -> None:
    root = Path(package.__file__).parent
    paths = sorted(root.rglob("*.py"))
    assert paths
    found = [
        f"{path.relative_to(root.parent)}:{line}"
        for path in paths
        for line in list_any(path.read_text(encoding="utf-8"))
    ]
    assert not found, "say what it holds: object, a TypedDict, a Protocol, a type variable"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.__name__)
def test_the_types_come_with_the_package(package) -> None:
    assert files(package).joinpath("py.typed").is_file()
    assert "Typing :: Typed" in distribution("kursk-front").metadata.get_all("Classifier")
