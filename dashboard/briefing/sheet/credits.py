"""Credits: who made the layers and the data of a page, its datum, dataset, and the way back."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from math import asinh, atan, degrees, log2, radians, sinh, tan, tau
from typing import Final

from dashboard.briefing.map.ground import list_drawn
from dashboard.state.kinds import format_view
from dashboard.state.selection import Extent, Selection
from dashboard.state.selection import write_link as selection_link
from dashboard.text.catalogues import FOOT, SHEET
from dashboard.text.spelling import format_number
from dashboard.view.figures import NO_BREAK, name_account
from dashboard.view.view import View
from geodata.core import read_version
from geodata.core.codes import INSET_GROUP
from geodata.core.model import Dataset, Front

_PARTS: Final = re.compile(r"[;,] ")
_TERMS: Final = re.compile(r" \([^)]*\)$")  # the terms of a source stand in the data pack
_CLAIMS: Final = re.compile(r"©|Made with", re.IGNORECASE)
_LICENCE: Final = re.compile(r"© \w|CC BY [\d.]+|ODbL [\d.]+")  # broken over two lines by no one

_SCREEN: Final = (900.0, 560.0)  # pixels of a map that a link is framed for
_TILE: Final = 256.0  # pixels of the world in Web Mercator at zoom 0
_SHOWN: Final = 12  # digits of the fingerprint; a file bears all of them in its metadata


def write_link(
    dataset: Dataset, selection: Selection, base: str = "", extent: Extent | None = None
) -> str:
    """Return the address that restores a selection, relative to `base` where that is given.

    With `extent` (degrees, WGS 84) the map opens on that ground.
    """
    if extent:
        selection = frame_extent(selection, extent)
    return base + selection_link(dataset.front, selection)


def frame_extent(selection: Selection, extent: Extent) -> Selection:
    """Return a selection in whose view a map of a screen shows all of an extent."""
    west, south, east, north = extent
    low, high = (asinh(tan(radians(side))) / tau for side in (south, north))
    across, along = (east - west) / 360.0, high - low
    zoom = log2(min(_SCREEN[0] / across, _SCREEN[1] / along) / _TILE)
    middle = degrees(atan(sinh((low + high) / 2.0 * tau)))
    return replace(selection, view=format_view(max(zoom, 0.0), middle, (west + east) / 2.0))


def write_credits(dataset: Dataset, groups: Collection[str]) -> str:
    """Return the one line that a picture desk prints: whose map and data it is, on what terms.

    Named are those who claim a right or ask to be named; the data pack lists every layer with the
    origin of each position.
    """
    credited = [str(one.sidecar["credit"]) for one in list_drawn(dataset, groups)]
    terms = write_terms(dataset)
    front = SHEET["credit"].format(front=dataset.front.title, licence=terms)
    parts = [name_makers(credited), front] if terms else [name_makers(credited)]
    said = f" {NO_BREAK}· ".join(parts).replace(f" {NO_BREAK}", NO_BREAK)
    return _LICENCE.sub(lambda found: found[0].replace(" ", NO_BREAK), said)


def name_makers(credited: Iterable[str]) -> str:
    """Return the makers whom credits name for a right or at their wish, each once."""
    makers = [maker.strip() for credit in credited for maker in _PARTS.split(credit)]
    named = [_TERMS.sub("", maker) for maker in makers if _CLAIMS.match(maker)]
    unique = {maker.casefold(): maker for maker in named}
    return FOOT["map"].format(makers=", ".join(unique.values()))


def write_terms(dataset: Dataset) -> str:
    """Return the licences of the front's own data, each once."""
    return ", ".join(sorted({tidy_licence(one["licence"]) for one in dataset.front.licences}))


def tidy_licence(licence: str) -> str:
    """Return a licence's name as it is said, with spaces: ODbL 1.0 for ODbL-1.0."""
    return licence.replace("-", " ")


def write_caution(front: Front, view: View) -> str:
    """Return the front's disclaimer and, where a view shows it, what the grey drawing is."""
    if not view.reading:
        return front.disclaimer
    own = view.selection.reading
    grey = FOOT["reading_own"].format(account=name_account(front, own)) if own else FOOT["reading"]
    return f"{front.disclaimer} {grey}"


def write_datum(front: Front) -> str:
    """Return the datum, the projection with its centre, and how areas are measured."""
    lon, lat = (format_number(degrees) for degrees in front.centre)
    return SHEET["datum"].format(lat=lat, lon=lon)


def write_origin(dataset: Dataset, link: str) -> list[str]:
    """Return the dataset with its version and fingerprint, and the link that restores the state."""
    origin = SHEET["dataset"].format(
        front=dataset.front.front_id, version=read_version(), digest=dataset.digest[:_SHOWN]
    )
    return [origin, SHEET["link"].format(link=link)]


def list_credits(dataset: Dataset, layers: Iterable[str]) -> list[str]:
    """Return datum, credits with licences, and the dataset's version and fingerprint."""
    origin, _ = write_origin(dataset, "")
    return [write_datum(dataset.front), write_credits(dataset, [*layers, INSET_GROUP]), origin]
