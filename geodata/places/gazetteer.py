"""The places of a front by any of their spellings, by region and by position."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

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
