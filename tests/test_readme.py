"""The READMEs keep their word: short, nothing left out, and all that they point to is there."""

import ast
import csv
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from dashboard.cli import main
from dashboard.commands import COMMANDS
from dashboard.panels.about import list_reading_sentences, list_sentences

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SCREEN = ROOT / "dashboard" / "README.md"
COMMAND_REFERENCE = ROOT / "dashboard" / "commands" / "README.md"
CONTROL = ROOT / "geodata" / "control" / "README.md"
DATASET = ROOT / "geodata" / "kursk" / "README.md"
BENCHMARKS = ROOT / "tests" / "benchmarks" / "README.md"
MANUALS = (SCREEN, COMMAND_REFERENCE, CONTROL, DATASET, BENCHMARKS)

PICTURE = ROOT / "dashboard" / "pictures" / "dashboard.png"
MOST_BYTES = 300_000  # the front page is read over slow lines too
README_LINES, FOLDER_LINES, MODULE_LINES, FUNCTION_LINES = 80, 40, 350, 50

MADE = {"node_modules", "dist", "__pycache__"}
SOURCE = (".py", ".js", ".mjs", ".css", ".toml", ".csv", ".po", "/")
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)


def read(path):
    return path.read_text(encoding="utf-8")


def call(path):
    return path.relative_to(ROOT).as_posix()


def list_files(pattern):
    """Return the files of both packages whose names match, but for what programs put there."""
    found = [path for top in ("geodata", "dashboard") for path in (ROOT / top).rglob(pattern)]
    return sorted(path for path in found if not MADE & set(path.relative_to(ROOT).parts))


PYTHON = list_files("*.py")
FOLDERS = sorted({path.parent for path in PYTHON if path.name != "__init__.py"})
PATHS = [call(path) for path in list_files("*")]
READMES = [README, *list_files("README.md"), *sorted((ROOT / "tests").rglob("README.md"))]
each_readme = pytest.mark.parametrize("readme", READMES, ids=call)


def slug(heading):
    """Return the anchor by which a heading is linked to on the usual sites."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def list_anchors(page):
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)}


def list_functions(path):
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{call(path)}:{node.name}", node.end_lineno - node.lineno + 1


# --- how long things are ---------------------------------------------------------------------


def test_the_readme_fits_on_a_screen():
    assert len(read(README).splitlines()) <= README_LINES


def test_the_readmes_of_folders_are_short():
    others = [path for path in READMES if path not in (README, *MANUALS)]
    lengths = {call(path): len(read(path).splitlines()) for path in others}
    assert {path: length for path, length in lengths.items() if length > FOLDER_LINES} == {}


def test_modules_stay_small():
    modules = [*PYTHON, *list_files("*.js"), *list_files("*.css")]
    lengths = {call(path): len(read(path).splitlines()) for path in modules}
    assert {path: length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_two_classes_share_a_name():
    """Records of the payload are left out: what the browser is sent of a claim is a claim."""
    homes = {}
    for path in PYTHON:
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.ClassDef) and path.parent.name != "payload":
                homes.setdefault(node.name, []).append(call(path))
    assert len(homes) > 150
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_functions_stay_small():
    lengths = dict(function for path in PYTHON for function in list_functions(path))
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


# --- what must be told -----------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=call)
def test_every_folder_of_modules_says_what_lives_in_it(folder):
    own, above = folder / "README.md", folder.parent / "README.md"
    inner = len(folder.relative_to(ROOT).parts) > 2  # such as briefing/deck/: its parent may tell
    told = inner and above.is_file() and f"`{folder.name}/`" in read(above)
    assert own.is_file() or told, f"{call(own)} is missing"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_told(command):
    assert f"kursk-front {command}" in read(COMMAND_REFERENCE)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_answers(command):
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


def test_the_two_commands_stand_on_the_front_page():
    commands = re.findall(r"^```sh\n(.*?)\n```$", read(README), re.MULTILINE)
    assert commands == [
        "python -m pip install . && kursk-front",
        'python -m pip install -e ".[test]" && python -m pytest',
    ]


def test_the_method_is_told_in_the_words_of_the_about_panel():
    told = re.findall(r"^\d+\. (.+)$", read(CONTROL), re.MULTILINE)
    assert told == [*list_sentences(), *list_reading_sentences()]


@pytest.mark.parametrize("table", sorted(DATASET.parent.glob("*.csv")), ids=lambda one: one.name)
def test_every_table_of_the_dataset_is_told(table):
    assert f"| `{table.name}` |" in read(DATASET)


def test_every_column_of_a_claim_is_told():
    rows = re.findall(r"^ *\| (`\w+`(?:, `\w+`)*) \|", read(DATASET), re.MULTILINE)
    told = {column for row in rows for column in re.findall(r"\w+", row)}
    with (DATASET.parent / "claims.csv").open(encoding="utf-8", newline="") as stream:
        assert set(next(csv.reader(stream))) - told == set()


def test_every_dependency_says_what_it_is_for():
    text = read(ROOT / "pyproject.toml")
    for requirement in tomllib.loads(text)["project"]["dependencies"]:
        (line,) = re.findall(rf'^  "{re.escape(requirement)}", *(.*)$', text, re.MULTILINE)
        assert re.match(r"# \w+", line), requirement


# --- what is pointed to ----------------------------------------------------------------------


@each_readme
def test_every_link_and_picture_is_there(readme):
    for target in re.findall(r"\]\(([^)]+)\)", FENCE.sub("", read(readme))):
        path, _, anchor = target.partition("#")
        if not path.startswith(("https://", "mailto:")):
            page = readme.parent / path if path else readme
            assert page.exists(), target
            assert not anchor or anchor in list_anchors(page), target


@each_readme
def test_every_file_that_is_named_is_there(readme):
    """A way counts from the folder of the README or one above it, or as the end of a whole way."""
    folders = [folder for folder in readme.parents if folder.is_relative_to(ROOT)]
    for name in re.findall(r"`([^`\s<>{}…]+)`", FENCE.sub("", read(readme))):
        if name.endswith(SOURCE) or name.startswith(".ci/"):
            there = any(any(folder.glob(name)) for folder in folders)
            assert there or any(path.endswith(f"/{name}") for path in PATHS), name


@each_readme
def test_every_module_that_is_to_be_run_is_there(readme):
    for module in re.findall(r"python -m ((?:geodata|dashboard)[\w.]*)", read(readme)):
        assert find_spec(module), module


@each_readme
def test_every_command_that_is_to_be_run_is_there(readme):
    assert set(re.findall(r"`kursk-front ([a-z]+)", read(readme))) <= set(COMMANDS)


def test_the_picture_of_the_dashboard_is_small_and_sharp():
    assert PICTURE.stat().st_size <= MOST_BYTES
    with Image.open(PICTURE) as picture:
        assert picture.size == (1440, 900)
