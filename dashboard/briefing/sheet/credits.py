"""Credits: who made the layers and the data of a page, its datum, dataset, and the way back."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from dashboard.briefing.map.ground import list_drawn
from dashboard.state.selection import Selection
from dashboard.state.selection import write_link as selection_link
from dashboard.text.catalogues import FOOT, SHEET
from dashboard.text.spelling import format_number
from dashboard.view.figures import NO_BREAK, name_account
from dashboard.view.view import View
from geodata.core import read_version
from geodata.core.model import Dataset, Front

_LICENCE: Final = re.compile(r"© \w|CC BY [\d.]+|ODbL [\d.]+")  # broken over two lines by no one


def write_link(dataset: Dataset, selection: Selection, base: str = "") -> str:
    """Return the address that restores a selection, relative to `base` where that is given."""
    return base + selection_link(dataset.front, selection)


def write_credits(dataset: Dataset, groups: Collection[str]) -> str:
    """Return who made the layers of these groups and the data, each with its licence."""
    layers: dict[tuple[str, str], list[str]] = {}
    for one in list_drawn(dataset, groups):
        maker = str(one.sidecar["credit"]), str(one.sidecar["licence"])
        layers.setdefault(maker, []).append(str(one.sidecar["label"]))
    parts = [
        SHEET["layer"].format(layers=", ".join(labels), credit=credit, licence=licence)
        for (credit, licence), labels in layers.items()
    ]
    data = [SHEET["part"].format(**one) for one in dataset.front.licences]
    said = " · ".join([FOOT["figures"], SHEET["base"].format(layers="; ".join(parts)), *data])
    return _LICENCE.sub(lambda found: found[0].replace(" ", NO_BREAK), said)


def name_makers(credited: Iterable[str]) -> str:
    """Return the makers that credits name, parted by semicolons, each maker once."""
    makers = [maker.strip() for credit in credited for maker in credit.split("; ")]
    unique = {maker.casefold(): maker for maker in makers}
    return FOOT["map"].format(makers=", ".join(unique.values()))


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
        front=dataset.front.front_id, version=read_version(), digest=dataset.digest
    )
    return [origin, SHEET["link"].format(link=link)]
