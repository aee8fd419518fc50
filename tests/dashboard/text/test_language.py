"""Languages: every sentence in a catalogue, every plural right, what is missing in English."""

import ast
import gettext
import re
import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

import dashboard
from dashboard.text.catalogues import Catalogue
from dashboard.text.language import ENGLISH, LANGUAGES, find_form, get_language, speak
from dashboard.text.spelling import format_day, format_month, format_number, format_span, name_place
from dashboard.text.translations import (
    PLURALS,
    CatalogueEntry,
    encode_file,
    is_current,
    list_catalogues,
    list_sentences,
    update_file,
)
from geodata.core.dates import parse_span
from geodata.dataset.load import bundled_folder
from tests.bundled import list_translations, read_bundled

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
FILES = list_translations()
ALPHABET = {"uk": "а-щьюяєіїґ", "ru": "а-яё"}


def list_blanks(text: str) -> set[str]:
    return {name for _, name, *_ in string.Formatter().parse(text) if name}


def test_a_language_is_spoken_inside_its_block_only():
    assert get_language() == ENGLISH
    with speak("uk"):
        assert get_language() == "uk"
        with speak("ru"):
            assert format_day(date(2024, 8, 12)) == "12 августа 2024"
        assert format_day(date(2024, 8, 12)) == "12 серпня 2024"
    assert format_day(date(2024, 8, 12)) == "12 August 2024"


def test_what_has_no_translation_is_said_in_english():
    table = {"key": "Made up", "days_one": "{count} d", "days": "{count} ds"}
    made_up = Catalogue("made_up", table)
    with speak("uk"):
        assert made_up["key"] == "Made up"
        assert made_up.count("days", 2) == "2 ds"
    assert made_up.count("days", 1) == "1 d"
    assert dict(made_up) == made_up.english
    with pytest.raises(KeyError):
        made_up["no such key"]


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("2024-08-12", ["12 August 2024", "12 серпня 2024", "12 августа 2024"]),
        ("2024-08", ["August 2024", "серпень 2024", "август 2024"]),
        (
            "2024-09/2024-11",
            ["September–November 2024", "вересень–листопад 2024", "сентябрь–ноябрь 2024"],
        ),
        ("2024-08-06/2024-08-13", ["6–13 August 2024", "6–13 серпня 2024", "6–13 августа 2024"]),
        ("2024", ["2024", "2024", "2024"]),
    ],
)
def test_spans_are_spelt_in_each_language(text, spelt):
    for language, words in zip(LANGUAGES, spelt, strict=True):
        with speak(language):
            assert format_span(parse_span(text)) == words


def test_numbers_and_months_follow_the_language():
    found = []
    for language in LANGUAGES:
        with speak(language):
            found.append((format_number(12345.5), format_month(date(2025, 2, 1))))
    assert found == [("12,345.5", "Feb"), ("12\u00a0345,5", "лют"), ("12\u00a0345,5", "февр")]


def test_places_have_a_name_in_every_language():
    places = read_bundled().places
    names = {}
    for language in LANGUAGES:
        with speak(language):
            names[language] = name_place(places["sudzha"])
            assert all(name_place(place) for place in places.values())
    assert names == {"en": "Sudzha", "uk": "Суджа", "ru": "Суджа"}


@pytest.mark.parametrize("number", [0, 1, 2, 4, 5, 11, 14, 21, 22, 25, 101, 111])
def test_plural_forms_are_those_of_the_language(number):
    with speak("en"):
        assert find_form(number) == ("one" if number == 1 else "other")
    slavic = "one" if number % 10 == 1 and number % 100 != 11 else None
    slavic = slavic or ("few" if number % 10 in (2, 3, 4) and number % 100 // 10 != 1 else "many")
    for language in OTHERS:
        with speak(language):
            assert find_form(number) == slavic


@pytest.mark.parametrize(("path", "language", "entries"), FILES, ids=lambda one: str(one)[-25:])
def test_translation_files_are_current_and_whole(path, language, entries):
    """The interface is translated in full; a new claim may wait: listed, and shown in English."""
    catalog, missing = update_file(path, language, entries)
    assert is_current(path, language, catalog), "run: python -m dashboard.text.translations"
    listed = [f"{entry.context}: {entry.text}" for entry in missing]
    if listed and path.is_relative_to(bundled_folder()):
        pytest.xfail(f"not translated yet, shown in English: {'; '.join(listed)}")
    assert listed == []


@pytest.mark.parametrize(("path", "language"), [one[:2] for one in FILES])
def test_translation_files_begin_with_a_header_of_ours(path, language):
    assert path.read_bytes().startswith(encode_file(Catalog(), language))
    assert f'"Plural-Forms: {PLURALS[language]}\\n"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", OTHERS)
def test_the_rule_in_the_header_gives_the_form_that_is_spoken(language):
    rule = gettext.c2py(PLURALS[language].partition("plural=")[2].rstrip(";"))
    with speak(language):
        for number in range(1200):
            assert ("one", "few", "many")[rule(number)] == find_form(number)


@pytest.fixture
def small_file(tmp_path):
    """Return a translation file of two entries, one with a plural, and those entries."""
    entries = (
        CatalogueEntry("made_up.one", "One"),
        CatalogueEntry("made_up.days", "{count} day", "{count} days"),
    )
    catalog = Catalog(locale="uk")
    catalog.add("One", "Один", context="made_up.one")
    forms = ("{count} день", "{count} дні", "{count} днів")
    catalog.add(("{count} day", "{count} days"), forms, context="made_up.days")
    path = tmp_path / "uk.po"
    path.write_bytes(encode_file(catalog, "uk"))
    return path, entries


def test_how_a_file_is_wrapped_and_headed_does_not_matter(small_file):
    path, entries = small_file
    catalog, missing = update_file(path, "uk", entries)
    assert missing == []
    with path.open("wb") as file:  # as Babel alone would write it: its own header, narrow lines
        write_po(file, catalog, width=12)
    assert path.read_bytes() != encode_file(catalog, "uk")
    assert is_current(path, "uk", catalog)


@pytest.mark.parametrize(
    "change",
    [
        lambda one, days: (one,),
        lambda one, days: (days, one),
        lambda one, days: (one, days, CatalogueEntry("made_up.two", "Two")),
        lambda one, days: (CatalogueEntry(one.context, "Reworded"), days),
        lambda one, days: (one, CatalogueEntry(days.context, days.text, "{count} long days")),
        lambda one, days: (one, CatalogueEntry(days.context, days.text)),
    ],
    ids=["gone", "moved", "new", "reworded", "plural reworded", "plural gone"],
)
def test_what_a_catalogue_says_otherwise_is_out_of_step(small_file, change):
    path, entries = small_file
    catalog, _ = update_file(path, "uk", change(*entries))
    assert not is_current(path, "uk", catalog)
    path.write_bytes(encode_file(catalog, "uk"))
    assert is_current(path, "uk", catalog)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_blanks(language):
    for catalogue in list_catalogues():
        with speak(language):
            for key, english in catalogue.english.items():
                blanks = list_blanks(english)
                assert list_blanks(catalogue[key]) == blanks, (catalogue.name, key)
                for form in ("few", "many"):
                    if f"{key}_{form}" in catalogue:
                        told = list_blanks(catalogue[f"{key}_{form}"])
                        assert told == blanks, (catalogue.name, key, form)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_written_in_its_own_letters(language):
    foreign = re.compile({"uk": "[ыэёъ]", "ru": "[іїєґ]"}[language], re.IGNORECASE)
    quoted = re.compile(r"[“„«][^”“»]*[”“»]|Soudja|Суджа")
    for catalogue in list_catalogues():
        with speak(language):
            for key in catalogue:
                assert not foreign.search(quoted.sub("", catalogue[key])), (catalogue.name, key)


def test_sentences_with_a_count_name_it_in_both_forms():
    pairs = [entry for entry in list_sentences() if entry.plural]
    assert pairs
    for entry in pairs:
        assert list_blanks(entry.text) == list_blanks(entry.plural), entry.context


@given(st.sampled_from(OTHERS), st.integers(0, 10_000))
def test_every_count_has_a_sentence(language, number):
    counted = [
        (one, key) for one in list_catalogues() for key in one.english if f"{key}_one" in one
    ]
    assert len(counted) > 20
    with speak(language):
        for catalogue, key in counted:
            blanks = dict.fromkeys(list_blanks(catalogue[key]), "made up")
            assert catalogue.count(key, number, **{**blanks, "count": number})


def speaks_to_a_terminal(path: Path, tree: ast.Module) -> bool:
    """Whether a module belongs to the command line, whose help and tables are in English.

    So are the faults of the style table and of a glossary, which whoever edits it reads there.
    """
    nodes = list(ast.walk(tree))
    names = {alias.name for one in nodes if isinstance(one, ast.Import) for alias in one.names}
    names |= {str(one.module) for one in nodes if isinstance(one, ast.ImportFrom)}
    speaks = "click" in names or not {"commands", "style", "glossary"}.isdisjoint(path.parts)
    assert not (speaks and "streamlit" in names), f"{path.name} speaks to a screen as well"
    return speaks


NOT_FOR_THE_SCREEN = ("AssertionError", "Option", "Setting")
"""Calls that speak to a maintainer of a fault in the code, or on the command line."""


def list_literals(tree: ast.AST) -> list[str]:
    """Return every text that a module writes, f-strings with {} for their blanks.

    Left out is what no reader of a screen sees: docstrings, type names, what is logged for the
    maintainer, and what is given to one of NOT_FOR_THE_SCREEN.
    """
    found = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in NOT_FOR_THE_SCREEN or name.startswith("logging."):
                continue
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            found.append("".join(parts))
            blanks = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
            found += [text for blank in blanks for text in list_literals(ast.Expression(blank))]
        elif isinstance(node, ast.Constant):
            found += [node.value] if isinstance(node.value, str) else []
        else:
            found += list_literals(node)
    return found


MARKUP = re.compile(
    r"(?s)<(style|script)\b.*?</\1>"  # with what it holds
    r"|\{[{%].*?[%}]\}"  # of Jinja
    r"|\{[^{}]*:[^{}]*\}"  # declarations of a style sheet
    r"|<[^<>]*>|<[^<>]*$"  # a tag, or one that is left open
)


def find_words(literal: str) -> str:
    """Return the first three words in a row that a text holds outside markup, or nothing."""
    word = r"(?:[^\W\d_]{2,}|[aAI])\b"
    match = re.search(rf"\b{word}(?:[,;:]? +{word}){{2,}}", MARKUP.sub("|", literal))
    return match.group() if match else ""


def find_sentences(path: Path) -> list[str]:
    """Return the sentences of a module of the dashboard that stand in no catalogue."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if speaks_to_a_terminal(path, tree):
        return []
    kept = {text for one in list_catalogues() for text in one.english.values()}
    return [text for text in list_literals(tree) if text not in kept and find_words(text)]


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ('x = "Nothing was said"', ["Nothing was said"]),
        ('x = f"<p>{a} was said by them</p>"', ["<p>{} was said by them</p>"]),
        ("x = f\"{y or 'Nothing was said'}\"", ["Nothing was said"]),
        ("""raise ValueError("Nothing " "was said")""", ["Nothing was said"]),
        ("x = f\"<b class='one two three' title='{a}'>\"", []),
        ("x = \"<b class='one two three' title='\"", []),
        ('def f():\n    """A docstring says much."""', []),
        ('logging.getLogger(n).info("this is logged only")', []),
    ],
)
def test_a_sentence_is_found_wherever_it_stands(code, sentences):
    assert [text for text in list_literals(ast.parse(code)) if find_words(text)] == sentences


def test_no_sentence_stands_in_the_code():
    """Three words in a row, in any module but those of the command line: into a catalogue."""
    folder = Path(dashboard.__file__).parent
    modules = sorted(folder.rglob("*.py"))
    assert len(modules) > 50
    found = {str(one.relative_to(folder)): find_sentences(one) for one in modules}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}
