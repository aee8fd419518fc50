"""How tests are run, and what all share: the bundled front, and a made-up one that tests may break.

Two at a time by default; `-n 0` runs them one after another in this process. `-m long` runs what
takes minutes: the tests marked so, and every property with many more examples.
"""

import csv
import json
import os
import re
import shutil
import signal
import tomllib
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import HealthCheck, settings

from geodata.core.errors import DatasetError, Fault
from geodata.core.model import Dataset
from geodata.core.plain import runs_leftward
from geodata.dataset.load import load_dataset
from geodata.dataset.translation import list_texts
from tests.bundled import read_bundled

MADE_UP = Path(__file__).parent / "made_up_front"

WORKERS = 2  # each has a Chromium and a server of its own, and those keep a core busy

# Two cores and a cold cache must not fail a property that holds. Under CI the examples are the same
# in each run, so that a failure comes again; elsewhere each of the many runs of a day tries half as
# many, and may find what none has found.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
IN_CI = "CI" in os.environ
settings.register_profile("every", STEADY, max_examples=100 if IN_CI else 50, derandomize=IN_CI)
settings.register_profile("long", STEADY, max_examples=2000, derandomize=False)


def asks_for_long(config: pytest.Config) -> bool:
    """Whether the run is one for tests that take minutes."""
    return bool(re.search(r"(?<!not )\blong\b", config.option.markexpr))


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Take the options of pytest-xdist, to no effect, where it is switched off."""
    if not pluginmanager.hasplugin("xdist"):
        for name in ("--numprocesses", "--dist"):
            parser.addoption(name, help="left to pytest-xdist, which is not in use")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many workers run the tests: none for modules by name, which start sooner so."""
    return 0 if all(".py" in name for name in config.args) else WORKERS


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property is tried with: HYPOTHESIS_PROFILE, every or long.

    Programs that are started here take an interrupt and a hang-up, also where a shell's & or nohup
    had them ignored.
    """
    for number, handler in (
        (signal.SIGINT, signal.default_int_handler),
        (getattr(signal, "SIGHUP", signal.SIGINT), signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
    usual = "long" if asks_for_long(config) else "every"
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", usual))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, unless asked for; then properties are a part of it."""
    if asks_for_long(config):
        for item in items:
            # Hypothesis sets its own marker only after this.
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker("long")
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def made_up() -> Dataset:
    """Return a tiny made-up front: a square oblast in the open Atlantic with three villages."""
    return load_dataset(MADE_UP)


@pytest.fixture
def made_up_folder(tmp_path: Path) -> Path:
    """Return a copy of the made-up front that a test may edit."""
    return Path(shutil.copytree(MADE_UP, tmp_path / "front"))


@pytest.fixture(scope="session")
def kursk() -> Dataset:
    """Return the bundled front."""
    return read_bundled()


@pytest.fixture
def edit_cell(made_up_folder: Path) -> Callable[[str, str, str, str], None]:
    """Return a function that writes `text` into a cell: file, first cell of the row, column."""

    def edit(file: str, row_id: str, column: str, text: str) -> None:
        path = made_up_folder / file
        with path.open(newline="", encoding="utf-8") as stream:
            header, *rows = csv.reader(stream)
        row = next(row for row in rows if row[0] == row_id)
        row[header.index(column)] = text
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])

    return edit


@pytest.fixture
def find_faults(made_up_folder: Path) -> Callable[[], tuple[Fault, ...]]:
    """Return a function that gives every fault of the made-up front as it now is."""

    def find() -> tuple[Fault, ...]:
        try:
            load_dataset(made_up_folder)
        except DatasetError as error:
            return error.faults
        return ()

    return find


@pytest.fixture(scope="session")
def attacks() -> tuple[str, ...]:
    """Return texts that try to be more than text."""
    listed = tomllib.loads((MADE_UP.parent / "attacks.toml").read_text(encoding="utf-8"))
    return tuple(listed["texts"])


@pytest.fixture(scope="session")
def attacked_folder(tmp_path_factory: pytest.TempPathFactory, attacks: tuple[str, ...]) -> Path:
    """Return a sound front all of whose words are attacks: tables, front.toml, layers, uk.po."""
    return _attack(tmp_path_factory.mktemp("attacked"), attacks)


@pytest.fixture(scope="session")
def leftward_folder(tmp_path_factory: pytest.TempPathFactory, attacks: tuple[str, ...]) -> Path:
    """Return the same, of those attacks alone that run from right to left."""
    return _attack(tmp_path_factory.mktemp("leftward"), tuple(filter(runs_leftward, attacks)))


def _attack(parent: Path, attacks: tuple[str, ...]) -> Path:
    folder = Path(shutil.copytree(MADE_UP, parent / "front"))
    each, every = cycle(attacks), " ".join(attacks)
    claimants: dict[str, str] = {}

    def attack(row: dict[str, str]) -> None:
        for column in ("publisher", "latin", "russian", "ukrainian", "claimant"):
            if row.get(column):
                row[column] = next(each)
        for column in ("summary", "reason", "note", "derivation", "via"):
            if row.get(column):
                row[column] = f"{row[column]} {every}"
        if row.get("words"):
            row["words"] = "<b id=pwned>x</b>"
        if "title" in row:
            row["title"] = next(each) if "source_id" in row else "<b id=pwned>x</b> **x**"
        if "claim_id" in row:
            claimants[row["claim_id"]] = row["claimant"]

    for path in folder.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            attack(row)
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    _attack_front(folder / "front.toml", each)
    for path in (folder / "layers" / "held").glob("*.geojson"):
        layer = json.loads(path.read_text(encoding="utf-8"))
        for feature in layer["features"]:
            feature["properties"]["claimant"] = claimants[feature["properties"]["claim_id"]]
            feature["properties"]["method"] = next(each)
        path.write_text(json.dumps(layer), encoding="utf-8")
    (sidecar,) = (folder / "layers" / "base").glob("*.meta.json")
    fields = json.loads(sidecar.read_text(encoding="utf-8"))
    for name in ("label", "title", "producer", "licence", "credit", "derived", "version"):
        fields[name] = next(each)
    sidecar.write_text(json.dumps(fields), encoding="utf-8")
    _attack_translations(folder, each)
    return folder


def _attack_translations(folder: Path, each: Iterator[str]) -> None:
    """Tell every text of a front in Ukrainian as an attack."""
    catalogue = Catalog(locale="uk")
    for context, text in list_texts(load_dataset(folder)):
        catalogue.add(text, next(each), context=context or None)
    (folder / "locales").mkdir()
    with (folder / "locales" / "uk.po").open("wb") as stream:
        write_po(stream, catalogue, width=0)


def _attack_front(path: Path, each: Iterator[str]) -> None:
    """Make an attack of every text of front.toml that a reader sees."""
    words = ["title", "subtitle", "disclaimer", "label", "description", "group", "credit", "about"]
    words += ["held_by", "lost_by", "gained_by", "area_retaken", "area_across", "share_retaken"]
    words += ["settlements_retaken", "part", "licence"]
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name = line.partition(" =")[0]
        lines.append(
            f"{name} = {json.dumps(next(each), ensure_ascii=False)}" if name in words else line
        )
    for days in (("2024-08-06", "2024-08-31"), ("2024-09-01", "2024-10-31")):
        label = json.dumps(next(each), ensure_ascii=False)
        lines.append(f"[[periods]]\nlabel = {label}\nfirst = {days[0]}\nlast = {days[1]}")
    label = json.dumps(next(each), ensure_ascii=False)
    lines.append(
        f'[[lands]]\nname = "land"\nlabel = {label}\nside = "ukraine"\nspot = [-30.0, 45.0]'
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
