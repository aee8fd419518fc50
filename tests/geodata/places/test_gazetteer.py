"""Places by any spelling, by position and by region."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.model import Dataset, Place
from geodata.places.gazetteer import Gazetteer, PlaceError, fold_name


def make_place(place_id: str, latin: str, **given: object) -> Place:
    fields: dict[str, object] = {
        "place_id": place_id,
        "latin": latin,
        "russian": "",
        "ukrainian": "",
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
