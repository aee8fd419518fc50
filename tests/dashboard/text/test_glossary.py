"""The glossary: one word for one thing in each language, places spelt as on the map."""

import re

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner

from dashboard.text import translations
from dashboard.text.glossary import read_glossary
from dashboard.text.language import ENGLISH, LANGUAGES
from dashboard.text.translations import list_faults, main, update_file
from tests.bundled import list_translations, read_bundled

OTHERS = tuple(one for one in LANGUAGES if one != ENGLISH)
FIELDS = {"uk": "ukrainian", "ru": "russian"}
FILES = list_translations()
KINDS = re.compile(r"[()]|станці[яю]|станция|пункт пропуску|пункт пропуска")


@pytest.mark.parametrize(("path", "language", "entries"), FILES, ids=lambda one: str(one)[-25:])
def test_every_translation_keeps_to_the_glossary(path, language, entries):
    catalog, _ = update_file(path, language, entries)
    assert list_faults(catalog, language) == []


def test_every_language_has_the_same_terms():
    terms = [{term.name for term in read_glossary(language).terms} for language in OTHERS]
    assert len(terms[0]) > 10
    assert all(one == terms[0] for one in terms)


@pytest.mark.parametrize("language", OTHERS)
def test_every_term_is_said_somewhere(language):
    """A term that no sentence says holds nothing."""
    english = [
        entry.text for _, spoken, entries in FILES for entry in entries if spoken == language
    ]
    for term in read_glossary(language).terms:
        assert any(term.english.search(text) for text in english), term.name


BROKEN = [
    ("uk", "ground held by Ukraine", "територія України", "'held' is not said"),
    ("uk", "ground held", "утримувана територія під контролем", "'під контролем' is not to be had"),
    ("uk", "The incursion", "Вторгнення", "'Вторгнен' is not to be had"),
    ("uk", "announced as retaken", "оголошено звільненим", "'retaken' is not said"),
    ("uk", "a place", "м'яко", "апостроф"),
    ("uk", "a share of 63.2%", "частка 63,2 %", "відсоток без пробілу"),
    ("uk", "1,000 people", "1 000 осіб", "нерозривний пробіл"),
    ("ru", "Russian-held ground", "территория под контролем России", "'held' is not said"),
    ("ru", "called retaken", "названо освобождённым", "'освобожд' is not to be had"),
    ("ru", "firm control", "твёрдый контроль", "'firm' is not said"),
    ("ru", "a share of {share}%", "доля {share}%", "неразрывный пробел"),
    ("ru", "1,268 people", "1268, или 1,268 человек", "неразрывный пробел"),
]


@pytest.mark.parametrize(("language", "english", "translated", "says"), BROKEN)
def test_what_breaks_the_glossary_is_told(language, english, translated, says):
    told = list(read_glossary(language).list_faults(english, translated))
    assert any(says in fault for fault in told), told


GOOD = [
    ("uk", "under Ukrainian control", "під контролем України"),
    ("uk", "which he called freed", "які він назвав звільненими"),
    ("uk", "1,268 km², 63.2% retaken", "1\u00a0268 км², 63,2% відбито"),
    ("ru", "1,268 km², 63.2% retaken", "1\u00a0268 км², 63,2\u00a0% отбито"),
    ("ru", "{account}: {figure}", "{account}: {figure}"),
]


@pytest.mark.parametrize(("language", "english", "translated"), GOOD)
def test_what_keeps_to_it_is_not(language, english, translated):
    assert list(read_glossary(language).list_faults(english, translated)) == []


def test_the_check_of_the_translations_lists_what_breaks_it(tmp_path, monkeypatch):
    made_up = (translations.CatalogueEntry("made_up.one", "ground held"),)
    monkeypatch.setattr(translations, "list_files", lambda: ((tmp_path / "uk.po", "uk", made_up),))
    catalog = Catalog(locale="uk")
    catalog.add("ground held", "територія", context="made_up.one")
    (tmp_path / "uk.po").write_bytes(translations.encode_file(catalog, "uk"))
    told = CliRunner().invoke(main, ["--check"])
    assert told.exit_code == 1
    assert "uk made_up.one: 'held' is not said" in told.output
    assert "1 translations break the glossary" in told.output


def list_stems(name: str) -> list[str]:
    """Return how each word of a place's name begins in every case that it may stand in."""
    words = [word for word in re.split(r"[ -]+", KINDS.sub(" ", name)) if word[:1].isalpha()]
    return [word[: max(2, len(word) - 3 + (len(word) < 5))].lower() for word in words]


FRONT = {
    "uk": r"(Сум|Донеч|Харків|Кур)щин|московськ\w+ мін|\bз(і)? боку (Москви|Києва)",
    "ru": r"\bв (Москве|Киеве) (доклад|говор|сообщ)|\b(на|в) Украине|\bпо (ISW|CIT)\b",
}
"""What no text of the front says: regions by pet names, where somebody was instead of who he is."""


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_of_the_front_says_what_it_does_not_know(language):
    never = re.compile(FRONT[language], re.IGNORECASE)
    told = read_bundled().translations[language].values()
    assert [text for text in told if never.search(text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_place_is_spelt_in_prose_as_on_the_map(language):
    dataset = read_bundled()
    told = dataset.translations[language]
    named = 0
    for claim in dataset.claims.values():
        text = told["summary", claim.summary].lower()
        for place in (dataset.places[name] for name in claim.places):
            if place.latin in claim.summary:
                named += 1
                for stem in list_stems(getattr(place, FIELDS[language])):
                    assert stem in text, (claim.claim_id, place.place_id)
    assert named > 300


def test_every_place_has_a_ukrainian_name_and_says_where_it_is_from():
    places = read_bundled().places.values()
    origins = {"official", "in use", "adapted: Ukrainian orthography of 2019, § 149"}
    assert {place.ukrainian_source for place in places} == origins
    foreign = re.compile("[ыэёъ]", re.IGNORECASE)
    assert [place.place_id for place in places if foreign.search(place.ukrainian)] == []
    assert [place.place_id for place in places if not place.ukrainian] == []
