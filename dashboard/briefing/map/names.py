"""Names on the map: places beside their dots, lands where there is room; none ever overlap."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import measure_width, spell_letters
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box, Space, Viewport, find_roomiest, touch
from dashboard.briefing.map.ground import read_shapes
from dashboard.text.spelling import name_place
from dashboard.view.view import View
from geodata.core.model import Dataset

_HALO: Final = 3.2
_DOT: Final = 2.6
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_ANCHORS: Final = {1: "start", 0: "middle", -1: "end"}
_SHIFTS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
_APART: Final = (14.0, 24.0, 36.0, 50.0, 66.0)
_LAND_SPACING: Final = 3.0
_RANKS: Final = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place on the page; rank 1 is named first and always has a dot."""

    words: str
    x: float
    y: float
    rank: int

    @property
    def mark(self) -> Box:
        """The box of its dot."""
        return self.x - _DOT, self.y - _DOT, self.x + _DOT, self.y + _DOT


def list_named(views: Iterable[View]) -> frozenset[str]:
    """Return the ids of the places that claims about the shown days name.

    On a day without one they are those of the figures then in force.
    """
    named: set[str] = set()
    for view in views:
        day = view.selection.day
        claims = [*view.statements, *(one for _, group in view.groups for one in group)]
        of_the_day = [claim for claim in claims if claim.as_of.start == claim.as_of.end == day]
        figures = [one.figure.claim for one in view.accounts if one.figure]
        for claim in of_the_day or figures:
            named.update(claim.places)
    return frozenset(named)


def find_spots(
    dataset: Dataset, viewport: Viewport, *, last_rank: int, named: Collection[str] = ()
) -> list[Spot]:
    """Return the settlements inside the map down to a rank (1 to 5), important ones first.

    Those `named`, by their ids, are of the first rank whatever they are else.
    """
    layer = dataset.find_layer("settlements")
    spots = []
    for properties, point in read_shapes(layer) if layer else ():
        place_id = properties.get("place_id", "")
        rank = 1 if place_id in named else int(properties.get("rank", _RANKS))
        at = (
            viewport.find(shapely.get_x(point), shapely.get_y(point)) if rank <= last_rank else None
        )
        if at:
            place = dataset.places.get(place_id)
            name = name_place(place) if place else properties["latin"]
            spots.append(Spot(str(name), *at, rank))
    return sorted(spots, key=lambda spot: (spot.rank, spot.words))


def write_places(
    spots: Sequence[Spot],
    space: Space,
    size: float,
    palette: Palette,
    *,
    minor: float | None = None,
    dots: bool = True,
) -> list[Element]:
    """Return the dots and the names of places, greedily: a name without room is left out.

    So is a minor place whose dot something covers.

    Names have that size, `minor` those of places below the first rank.
    """
    if dots:
        spots = [spot for spot in spots if spot.rank == 1 or not space.is_taken(spot.mark)]
    for spot in spots if dots else ():
        space.take(spot.mark)
    drawn: list[Element] = []
    for spot in spots:
        name = _write_place(spot, space, size if spot.rank == 1 else minor or size, palette)
        if dots and (name or spot.rank == 1):
            drawn.append(make_dot(spot.x, spot.y, first=spot.rank == 1, palette=palette))
        drawn += name
    return drawn


def make_dot(x: float, y: float, *, first: bool, palette: Palette) -> Element:
    """Return the mark of a settlement: a ring for the first rank, a dot for the others."""
    return make(
        "circle",
        cx=x,
        cy=y,
        r=_DOT if first else _DOT * 0.75,
        fill=palette["paper"] if first else palette["dot"],
        stroke=palette["label"] if first else palette["halo"],
        stroke_width=1.6 if first else 0.8,
    )


def write_lands(
    dataset: Dataset,
    viewport: Viewport,
    space: Space,
    *,
    size: float,
    palette: Palette,
    avoid: BaseGeometry,
) -> list[Element]:
    """Return the names of the oblast and of the country beyond its border, clear of `avoid`.

    `avoid` is in page units. A name that finds no room inside its land is left out.
    """
    drawn = []
    for role in ("neighbour", "oblast"):
        layer = dataset.find_layer(role)
        for properties, geometry in read_shapes(layer) if layer else ():
            words = name_land(dataset, properties).upper()
            land = shapely.difference(viewport.place(geometry), avoid)
            width = measure_width(words, size, spacing=_LAND_SPACING)
            box = find_roomiest(land, (width, 2.0 * 0.85 * size), space) if words else None
            if box:
                space.take(box)
                spot = (box[0] + box[2]) / 2.0, (box[1] + box[3]) / 2.0 + 0.34 * size
                drawn.append(write_haloed(words, spot, size, palette, land=True))
    return drawn


def name_land(dataset: Dataset, properties: Mapping[str, str]) -> str:
    """Return the name of a land: that of its place, of a country, or what its layer says."""
    place = dataset.places.get(properties.get("place_id", ""))
    if place:
        return name_place(place)
    name = properties.get("name", "")
    labels = {land.name: land.label for land in dataset.front.lands}
    return labels.get(name.lower(), name)


def _write_place(spot: Spot, space: Space, size: float, palette: Palette) -> list[Element]:
    """Return the name beside its dot, with a leader where it stands apart, [] without room.

    A first-rank name may stand apart, and covers marks before it goes missing.
    """
    first = spot.rank == 1
    tries = [(away, False) for away in (0.0, *_APART)] if first else [(0.0, False)]
    for away, over_marks in [*tries, (0.0, True)] if first else tries:
        for side in _SIDES:
            x, y, box = _stand_beside(spot, side, away, size)
            if not space.is_free(box, over_marks=over_marks):
                continue
            space.take(box)
            anchor, at = _ANCHORS[side[0]], (x, y + 0.34 * size)
            name = write_haloed(spot.words, at, size, palette, anchor, bold=first)
            return [_draw_leader(spot, box, palette), name] if away else [name]
    return []


def _stand_beside(
    spot: Spot, side: tuple[int, int], away: float, size: float
) -> tuple[float, float, Box]:
    """Return where a name is anchored that much farther out on a side, and the box it takes."""
    across, down = side
    width = measure_width(spot.words, size, bold=spot.rank == 1)
    height = size * 1.05
    x = spot.x + across * ((_DOT + 3.0) * (0.8 if down else 1.0) + away)
    y = spot.y + down * (_DOT + 2.0 + height / 2.0 + away)
    left = x - width * (1 - across) / 2.0
    return x, y, (left, y - height / 2.0, left + width, y + height / 2.0)


def _draw_leader(spot: Spot, box: Box, palette: Palette) -> Element:
    """Return the line from a place to the nearest point of its name."""
    x = min(max(spot.x, box[0]), box[2])
    y = min(max(spot.y, box[1] + 2.0), box[3] - 2.0)
    way = f"M{spot.x:.1f} {spot.y:.1f}L{x:.1f} {y:.1f}"
    return make("path", d=way, fill="none", stroke=palette["label"], stroke_width=1.0)


def write_haloed(
    words: str,
    at: tuple[float, float],
    size: float,
    palette: Palette,
    anchor: str = "middle",
    *,
    bold: bool = False,
    land: bool = False,
) -> Element:
    """Return words over a map, with the blank round them that keeps them apart from its lines."""
    return make(
        "text",
        spell_letters(words),
        x=at[0],
        y=at[1],
        font_size=size,
        font_weight="600" if bold or land else None,
        letter_spacing=_LAND_SPACING if land else None,
        text_anchor=anchor,
        fill=palette["area-label" if land else "label"],
        stroke=palette["halo"],
        stroke_width=_HALO,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def keep_clear(names: Element, boxes: Sequence[Box]) -> Element:
    """Return a group of names without those that touch one of some boxes; dots stay."""
    kept = [one for one in names if one.tag != "text" or not _touches(one, boxes)]
    return make("g", *kept, id=names.get("id"))


def _touches(name: Element, boxes: Sequence[Box]) -> bool:
    said, size = name.text or "", float(name.attrib["font-size"])
    bold, spacing = bool(name.get("font-weight")), float(name.get("letter-spacing", "0"))
    width = measure_width(said, size, bold=bold, spacing=spacing)
    left = float(name.attrib["x"]) - width * _SHIFTS[name.get("text-anchor", "start")]
    low = float(name.attrib["y"]) + 0.2 * size
    return any(touch((left, low - size, left + width, low), box) for box in boxes)
