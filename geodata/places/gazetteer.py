"""The places of a front: by any of their spellings, by position, by what a reader types."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz, process

from geodata.core.errors import FrontError
from geodata.core.measure import distance_km
from geodata.core.model import Place

# What spellings of one name differ in, beyond upper and lower case: ё for е, four apostrophes.
_FOLDED = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "-": " ", "–": " "})


class PlaceError(FrontError, LookupError):
    """A name or position that fits no place, or a name that fits several."""


class Gazetteer:
    """A read-only index of places; `places` is the dataset's mapping by place id."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        """Index every id and every Latin, Russian and Ukrainian spelling."""
        self._places = places
        self._spellings: dict[str, list[Place]] = {}
        for place in places.values():
            names = (place.place_id, place.latin, place.russian, place.ukrainian)
            for spelling in sorted({fold_name(name) for name in names if name}):
                self._spellings.setdefault(spelling, []).append(place)

    def find(self, name: str) -> Place:
        """Return the one place called `name`, in any of three languages, or by its id.

        Case, ё, apostrophes and hyphens make no difference. An id wins over a name that several
        places share.

        Raises:
            PlaceError: no place is called so (the nearest spellings are named), or several are.
        """
        if name in self._places:
            return self._places[name]
        found = self.find_all(name)
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(place.place_id for place in found)
            raise PlaceError(f"'{name}' is the name of several places. Give one of the ids: {ids}.")
        near = get_close_matches(fold_name(name), self._spellings, n=3, cutoff=0.6)
        hint = f"Near spellings: {', '.join(near)}." if near else "No spelling comes near it."
        raise PlaceError(f"No place is called '{name}'. {hint}")

    def find_all(self, name: str) -> tuple[Place, ...]:
        """Return every place called `name`; homonyms share a name."""
        return tuple(self._spellings.get(fold_name(name), ()))

    def find_nearest(self, lon: float, lat: float) -> Place:
        """Return the place nearest to a position in WGS 84 degrees, on the ellipsoid.

        Raises:
            PlaceError: no place has a position.
        """
        placed = self.list_placed()
        if not placed:
            raise PlaceError("No place has a position. Fill lat and lon in settlements.csv.")
        return min(placed, key=lambda place: _measure_from(place, lon, lat))

    def list_placed(self, region: str = "") -> tuple[Place, ...]:
        """Return the places with a position, of one raion or oblast id or of all."""
        return tuple(
            place
            for place in self._within(region)
            if place.lat is not None and place.lon is not None
        )

    def _within(self, region: str) -> Iterable[Place]:
        if not region:
            return self._places.values()
        if region not in self._places:
            raise PlaceError(f"'{region}' is no place id. Give the id of a raion or an oblast.")
        return (place for place in self._places.values() if region in (place.raion, place.oblast))


def fold_name(name: str) -> str:
    """Return `name` as compared: lower case, ё as е, one apostrophe, hyphens as spaces."""
    folded = unicodedata.normalize("NFC", name).casefold().translate(_FOLDED)
    return " ".join(folded.split())


def _measure_from(place: Place, lon: float, lat: float) -> float:
    if place.lat is None or place.lon is None:
        return float("inf")
    return distance_km((lon, lat), (place.lon, place.lat))


LEAST_SCORE: Final = 68.0
"""Of 100; what agrees less with every spelling of a place is not offered."""

DISTRICTS: Final = frozenset({"raion", "oblast"})
_BEGINNING, _WORD = 0.95, 0.9
_LEAST_WORD = 4  # letters; of "Russkoye Porechnoye" each word finds the place, of "1st" none does

# What romanisations of one Cyrillic name differ in (dzh, dj; u, ou; Loknya, Loknia, Loknja;
# Gornal, Hornal), in the order in which they are made one.
_FOLDS: Final = (
    ("shch", "sch"), ("tch", "ch"), ("dj", "dzh"), ("ou", "u"), ("kh", "h"), ("g", "h"),
    ("w", "v"), ("x", "ks"), ("y", "i"), ("j", "i"), ("io", "o"),
)  # fmt: skip


def search_places(places: Iterable[Place], query: str, limit: int = 8) -> tuple[Place, ...]:
    """Return the settlements that `query` may mean, best first, at most `limit` of them.

    Each spelling of a place, its beginning and its single words are compared with `query` by the
    share of letters that agree (normalised indel similarity, from RapidFuzz): in a common Latin
    folding, and as written, since one Cyrillic letter may be four Latin ones. Districts and
    oblasts are no settlements. Nothing typed finds nothing.

    >>> from geodata import load_dataset, search_places
    >>> [place.latin for place in search_places(load_dataset().places.values(), "rilsk", limit=1)]
    ['Rylsk']
    """
    if not fold_spelling(query):
        return ()
    settlements = {place.place_id: place for place in places if place.type not in DISTRICTS}
    best = dict.fromkeys(settlements, 0.0)
    for fold in (fold_spelling, str.casefold):
        keys = [
            (key, weight, place.place_id)
            for place in settlements.values()
            for key, weight in _list_keys(place, fold)
        ]
        for place_id, score in _score_keys(fold(query.strip()), keys):
            best[place_id] = max(best[place_id], score)
    likely = (place_id for place_id, score in best.items() if score >= LEAST_SCORE)
    ranked = sorted(likely, key=lambda place_id: (-best[place_id], place_id))
    return tuple(settlements[place_id] for place_id in ranked[:limit])


@lru_cache(maxsize=4096)
def fold_spelling(name: str) -> str:
    """Return `name` in the Latin letters by which spellings are compared, of any script.

    Case, hyphens, apostrophes, soft signs and doubled letters make no difference.
    """
    letters = re.sub(r"[^a-z0-9 ]", "", anyascii(name).lower().replace("-", " "))
    for variant, common in _FOLDS:
        letters = letters.replace(variant, common)
    return " ".join("".join(letter for letter, _ in groupby(letters)).split())


def _score_keys(asked: str, keys: list[tuple[str, float, str]]) -> Iterator[tuple[str, float]]:
    """Yield the places whose keys, or their beginnings, come near `asked`, with scores to 100."""
    for share, texts in (
        (1.0, [key for key, _, _ in keys]),
        (_BEGINNING, [key[: len(asked)] for key, _, _ in keys]),
    ):
        for _, score, number in process.extract(
            asked, texts, scorer=fuzz.ratio, score_cutoff=LEAST_SCORE, limit=None
        ):
            _, weight, place_id = keys[number]
            yield place_id, score * share * weight


def _list_keys(place: Place, fold: Callable[[str], str]) -> list[tuple[str, float]]:
    """Return what a place is compared by, each with its weight: whole names, then single words."""
    names = {fold(name) for name in (place.latin, place.russian, place.ukrainian)}
    words = {word for name in names for word in name.split() if len(word) >= _LEAST_WORD}
    return [(name, 1.0) for name in sorted(names - {""})] + [
        (word, _WORD) for word in sorted(words - names)
    ]
