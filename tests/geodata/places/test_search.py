"""The search for places: every script and romanisation, typing errors, homonyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.model import Place
from geodata.dataset.load import bundled_folder, load_tables
from geodata.places.search import DISTRICTS, fold_spelling, search_places

PLACES = tuple(load_tables(bundled_folder()).places.values())
SETTLEMENTS = [place for place in PLACES if place.type not in DISTRICTS]
LONG = [
    (place, spelling)
    for place in SETTLEMENTS
    for spelling in (place.latin, place.russian, place.ukrainian)
    if len(fold_spelling(spelling)) >= 7
]


def find(query: str, limit: int = 8) -> list[str]:
    return [place.place_id for place in search_places(PLACES, query, limit)]


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Суджа", "sudzha"),
        ("СУДЖА", "sudzha"),
        ("Sudja", "sudzha"),
        ("Soudja", "sudzha"),
        ("Судзя", "sudzha"),
        ("Малая Локня", "malaya-loknya"),
        ("Mala Loknia", "malaya-loknya"),
        ("Malaja Loknja", "malaya-loknya"),
        ("malaya-loknya", "malaya-loknya"),
        ("Gornal'", "gornal"),
        ("Горналь", "gornal"),
        ("Hornal", "gornal"),
        ("Tetkino", "tyotkino"),
        ("Тёткино", "tyotkino"),
        ("Теткино", "tyotkino"),
        ("Тьоткіно", "tyotkino"),
        ("Гуєво", "guevo"),
        ("Dar’ino", "darino"),
    ],
)
def test_every_spelling_finds_its_place_first(query: str, place_id: str) -> None:
    assert find(query)[0] == place_id


def test_a_beginning_and_a_single_word_are_enough() -> None:
    assert "malaya-loknya" in find("mala")
    assert set(find("поречное")[:2]) == {"cherkasskoye-porechnoye", "russkoye-porechnoye"}


def test_homonyms_are_all_offered() -> None:
    named = {place.place_id for place in SETTLEMENTS if place.latin == "Novoivanovka"}
    assert len(named) > 1
    assert set(find("Новоивановка")[: len(named)]) == named


@pytest.mark.parametrize("query", ["", "   ", "'", "—", "zzzzqq", "😀"])
def test_nothing_to_go_by_finds_nothing(query: str) -> None:
    assert find(query) == []


def test_districts_are_no_settlements() -> None:
    assert not {"sudzhansky-raion", "kursk-oblast"} & set(find("Суджанский район"))


def test_the_limit_holds() -> None:
    assert len(find("Novo", limit=3)) == 3


@given(st.data())
def test_a_letter_left_out_still_finds_the_place_among_the_first_three(data: st.DataObject) -> None:
    place, spelling = data.draw(st.sampled_from(LONG))
    gap = data.draw(st.integers(0, len(spelling) - 1))
    query = spelling[:gap] + spelling[gap + 1 :]
    assert place.place_id in find(query, limit=3)


@given(st.text())
def test_whatever_is_typed_is_no_error(query: str) -> None:
    assert all(isinstance(place, Place) for place in search_places(PLACES, query))


@given(st.text())
def test_spellings_fold_to_plain_latin_letters(text: str) -> None:
    assert set(fold_spelling(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_there_is_much_to_search() -> None:
    assert len(PLACES) >= 400
