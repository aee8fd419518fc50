"""Places by their spellings, by position and by what a reader types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.model import Dataset, Place
from geodata.places.gazetteer import (
    DISTRICTS,
    Gazetteer,
    PlaceError,
    fold_name,
    fold_spelling,
    search_places,
)
from tests.bundled import read_bundled


def make_place(place_id: str, latin: str, **given: object) -> Place:
    fields: dict[str, object] = {
        "place_id": place_id,
        "latin": latin,
        "russian": "",
        "ukrainian": "",
        "ukrainian_source": "",
        "type": "village",
        "raion": "east",
        "oblast": "isle",
        "lat": None,
        "lon": None,
        "position_source": "",
        "note": "",
    }
    return Place(**{**fields, **given})  # type: ignore[arg-type]


PLACES = {
    place.place_id: place
    for place in (
        make_place("isle", "Isle", type="oblast", raion="", oblast=""),
        make_place("east", "East raion", type="raion", raion=""),
        make_place("tyotkino", "Tyotkino", russian="Тёткино", ukrainian="Тьоткіно", lat=1, lon=1),
        make_place("darino", "Darino", ukrainian="Дар'їно", lat=2.0, lon=2.0),
        make_place("twin-east", "Twin", lat=3.0, lon=3.0),
        make_place("twin-west", "Twin", raion=""),
    )
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(PLACES)


@pytest.mark.parametrize(
    "name", ["tyotkino", "TYOTKINO", "Тёткино", "теткино", " Тьоткіно ", "ТЁТКИНО"]
)
def test_every_spelling_finds_the_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name).place_id == "tyotkino"


@pytest.mark.parametrize("name", ["Дар'їно", "Дар’їно", "Дарʼїно"])
def test_apostrophes_make_no_difference(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name).place_id == "darino"


def test_an_unknown_name_names_its_neighbours(gazetteer: Gazetteer) -> None:
    with pytest.raises(PlaceError, match=r"No place is called 'Tiotkino'.*tyotkino"):
        gazetteer.find("Tiotkino")
    with pytest.raises(PlaceError, match="No spelling comes near it"):
        gazetteer.find("zzz")


def test_homonyms_ask_for_an_id(gazetteer: Gazetteer) -> None:
    with pytest.raises(PlaceError, match=r"several places.*twin-east, twin-west"):
        gazetteer.find("Twin")
    assert gazetteer.find("twin-west").place_id == "twin-west"
    assert len(gazetteer.find_all("twin")) == 2


def test_nearest_passes_over_places_without_a_position(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_nearest(2.4, 2.4).place_id == "darino"
    with pytest.raises(PlaceError, match="No place has a position"):
        Gazetteer({}).find_nearest(0, 0)


def test_regions(gazetteer: Gazetteer) -> None:
    assert [place.place_id for place in gazetteer.list_placed("east")] == [
        "tyotkino",
        "darino",
        "twin-east",
    ]
    assert len(gazetteer.list_placed("isle")) == len(gazetteer.list_placed()) == 3
    with pytest.raises(PlaceError, match="'west' is no place id"):
        gazetteer.list_placed("west")


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


def test_every_bundled_place_is_found_by_its_id_and_its_names(kursk: Dataset) -> None:
    gazetteer = Gazetteer(kursk.places)
    for place_id, place in kursk.places.items():
        assert gazetteer.find(place_id) is place
        for name in filter(None, (place.latin, place.russian, place.ukrainian)):
            assert place in gazetteer.find_all(name)


NAMED = tuple(read_bundled().places.values())
SETTLEMENTS = [place for place in NAMED if place.type not in DISTRICTS]
LONG = [
    (place, spelling)
    for place in SETTLEMENTS
    for spelling in (place.latin, place.russian, place.ukrainian)
    if len(fold_spelling(spelling)) >= 7
]


def find(query: str, limit: int = 8) -> list[str]:
    return [place.place_id for place in search_places(NAMED, query, limit)]


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
    assert all(isinstance(place, Place) for place in search_places(NAMED, query))


@given(st.text())
def test_spellings_fold_to_plain_latin_letters(text: str) -> None:
    assert set(fold_spelling(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_there_is_much_to_search() -> None:
    assert len(NAMED) >= 400
