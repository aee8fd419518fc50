"""Catalogue files: one constant a table, no sentence twice, every key asked for and used."""

import ast
import enum
import re
from collections import defaultdict
from pathlib import Path

import pytest

import dashboard
from dashboard.text import catalogues
from dashboard.text.catalogues import (
    COMMON,
    COMPARE,
    FAILURES,
    PRESENTER,
    SHARE,
    STORY_FILE,
    TIMELINE,
    Catalogue,
)
from dashboard.text.language import LANGUAGES, speak
from dashboard.text.translations import list_catalogues
from dashboard.view.style import STYLE
from geodata.control.strength import Strength
from geodata.core import model

NAMED = {name: one for name, one in vars(catalogues).items() if isinstance(one, Catalogue)}
FORMS = ("", "_one", "_few", "_many")


def test_each_table_has_one_constant_of_its_name():
    assert {name.lower(): one.name for name, one in NAMED.items()} == {
        name: name for name in catalogues.read_tables()
    }
    assert all(one.english for one in NAMED.values())


def test_what_is_borrowed_stands_in_the_common_catalogue_and_is_borrowed_twice():
    borrowed = [address for one in NAMED.values() for address in one.borrowed.values()]
    assert {address.split(".")[0] for address in borrowed} == {COMMON.name}
    for key in COMMON.english:
        assert borrowed.count(f"common.{key}") > 1, key


def test_a_borrowed_sentence_is_said_as_its_home_says_it_in_every_form():
    made_up = Catalogue("made_up", {"age": {"same": "common.days_old"}, "own": "Own"})
    for language in LANGUAGES:
        with speak(language):
            assert made_up["age"] == COMMON["days_old"]
            assert [made_up.count("age", number) for number in range(25)] == [
                COMMON.count("days_old", number) for number in range(25)
            ]
            assert TIMELINE.count("age", 3) == COMMON.count("days_old", 3)
            assert set(TIMELINE) >= {f"age{form}" for form in FORMS if f"days_old{form}" in COMMON}
            assert all(TIMELINE[key] for key in TIMELINE)


@pytest.mark.parametrize("home", ["common.nothing", "nothing.keys", "about.keys_title"])
def test_what_is_borrowed_must_be_there(home):
    with pytest.raises(KeyError):
        Catalogue("made_up", {"key": {"same": home}})["key"]


def test_a_file_that_is_no_catalogue_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "files", lambda _: tmp_path)
    for text in ("[one]\nkey = 1", '[one]\nkey = { other = "a.b" }'):
        (tmp_path / "a.toml").write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=r"a\.toml: \[one\] key"):
            catalogues.read_tables.__wrapped__()
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('[one]\nkey = "One"', encoding="utf-8")
    with pytest.raises(ValueError, match=r"b\.toml: \[one\] twice"):
        catalogues.read_tables.__wrapped__()


ALIKE = (
    {"export.title", "export.open"},  # the name of a dialog, and what a button does
    {"table.bib", "table.bibtex"},  # a file, and a form of citing
)


def test_no_sentence_is_written_twice():
    """What is the same in every language is written once, in common.toml, and borrowed."""
    said = defaultdict(set)
    for one in list_catalogues():
        for key in one.english.keys() - one.borrowed.keys():
            if key.endswith("_one"):  # may read as its twin does
                continue
            forms = []
            for language in LANGUAGES:
                with speak(language):
                    forms += [one[f"{key}{form}"] for form in FORMS if f"{key}{form}" in one]
            said[tuple(forms)].add(f"{one.name}.{key}")
    assert [found for found in said.values() if len(found) > 1 and found not in ALIKE] == []


@pytest.fixture(scope="module")
def modules():
    """Return what each module of the dashboard is, parsed."""
    paths = Path(dashboard.__file__).parent.rglob("*.py")
    return [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(paths)
        if "catalogues" not in path.parts
    ]


@pytest.fixture(scope="module")
def asked(modules):
    """Return what the modules ask for, as `list_asked` has it."""
    return {each for tree in modules for each in list_asked(tree)}


def list_patterns(key: ast.expr) -> list[str]:
    """Return expressions that match what a key may be; `.*` where the code does not say."""
    if isinstance(key, ast.Constant):
        return [re.escape(str(key.value))]
    if isinstance(key, ast.IfExp):
        return list_patterns(key.body) + list_patterns(key.orelse)
    if isinstance(key, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in key.values
        ]
        return ["".join(parts)]
    return [".*"]


def list_asked(tree: ast.Module) -> list[tuple[str, str]]:
    """Return what a module asks for: a catalogue's constant and what its keys match.

    A catalogue that is handed on or gone through as a whole is asked for every key.
    """
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "dashboard.text.catalogues"
        for alias in node.names
    }
    asked, known = [], set()
    for node in ast.walk(tree):
        named, key = None, None
        if isinstance(node, ast.Subscript):
            named, key = node.value, node.slice
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".count"):
            named, key = getattr(node.func, "value", None), node.args[0]
        if isinstance(named, ast.Name) and named.id in imported and key is not None:
            known.add(named)
            asked += [(named.id, pattern) for pattern in list_patterns(key)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in imported & set(NAMED) and node not in known:
            asked.append((node.id, "(?s:.*)"))
    return asked


def test_every_key_that_the_code_asks_for_exists(asked):
    assert len(asked) > 300
    lacking = [
        (name, pattern)
        for name, pattern in asked
        if not any(re.fullmatch(pattern, key) for key in NAMED[name].english)
    ]
    assert lacking == []


def test_every_key_is_used(modules, asked):
    """A key that the code makes at run time must be written somewhere, or be the code of a kind."""
    written = {
        node.value
        for tree in modules
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for one in (*vars(model).values(), Strength):
        if isinstance(one, type) and issubclass(one, enum.Enum):
            written |= {str(code.value) for code in one} | {code.name.lower() for code in one}
    written |= set(STYLE.ground)  # the roles of the layers
    used = defaultdict(set)
    for name, pattern in asked:
        for key in NAMED[name].english:
            if re.fullmatch(pattern, key) and (pattern != ".*" or key in written):
                used[name].add(key)
    by_scripts = (
        COMMON,
        TIMELINE,
        COMPARE,
        SHARE,
        PRESENTER,
        STORY_FILE,
        FAILURES,
    )  # tested with the scripts
    unused = [
        f"{one.name}.{key}"
        for name, one in NAMED.items()
        if one not in by_scripts
        for key in one.english
        if key.removesuffix("_one") not in used[name] and key not in used[name]
    ]
    assert not unused, "\n".join(unused)


def test_a_name_from_right_to_left_keeps_to_itself_in_a_sentence():
    sentences = Catalogue("made-up", {"told": "{who}: {count}", "told_one": "{who}: one"})
    assert sentences.fill("told", who="مركز 7", count=60) == "\u2068مركز 7\u2069: 60"
    assert sentences.fill("told", who="Центр 7", count=60) == "Центр 7: 60"
    assert sentences.count("told", 1, who="צד א (1)") == "\u2068צד א (1)\u2069: one"
