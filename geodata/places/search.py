"""Find places by what a reader types: Latin, Ukrainian or Russian, misspelt or half finished."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz, process

from geodata.core.model import Place

LEAST_SCORE: Final = 68.0
"""Of 100; what agrees less with every spelling of a place is not offered."""

DISTRICTS: Final = frozenset({"raion", "oblast"})
_BEGINNING, _WORD = 0.95, 0.9
_LEAST_WORD = 4  # letters; of "Russkoye Porechnoye" each word finds the place, of "1st" none does

# What romanisations of one Cyrillic name differ in (Sudzha, Sudja, Soudja; Loknya, Loknia, Loknja;
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
