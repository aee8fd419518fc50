"""The README keeps its word: its module table is complete, its commands and files exist."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.commands import COMMANDS
from dashboard.panels.about import list_sentences

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = dict(re.findall(r"^\| `((?:geodata|dashboard)/[\w/]+\.py)` \| (.+) \|$", README, re.M))
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("geodata", "dashboard")
    for path in (ROOT / package).rglob("*.py")
)
MOST_LINES = 350


def summarise(module):
    docstring = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))
    return docstring.splitlines()[0].rstrip(".")


def test_every_module_is_listed_with_its_own_summary():
    assert {module: summarise(module) for module in MODULES} == TABLE


def test_modules_stay_small():
    lengths = {module: len((ROOT / module).read_text("utf-8").splitlines()) for module in MODULES}
    assert {module: length for module, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_told_and_answers(command):
    assert f"kursk-front {command}" in README
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


def test_the_method_is_told_in_the_words_of_the_about_panel():
    told = "\n".join(f"{number}. {words}" for number, words in enumerate(list_sentences(), 1))
    assert told in README


def test_every_picture_exists():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 2
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_every_runtime_dependency_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.match(r"[\w-]+", requirement).group()
        assert f"**{name}**" in README
