"""The one drawing of the map: ground, held areas of a view, names, frame, in a box of the page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import shapely

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.space import Box, Space
from dashboard.briefing.drawing.svg import Element, make, make_clip
from dashboard.briefing.drawing.viewport import Placement
from dashboard.briefing.map.areas import draw_standing
from dashboard.briefing.map.furniture import draw_frame
from dashboard.briefing.map.ground import draw_ground
from dashboard.briefing.map.names import find_spots, write_lands, write_places
from dashboard.view.view import View
from geodata.core.model import Dataset, HeldArea


@dataclass(frozen=True, slots=True)
class Base:
    """What is the same on every map of a page: definitions, the ground, and the names over it.

    `ground` and `names` refer to the definitions by id, so that a page of many maps carries each
    once.
    """

    placement: Placement
    palette: Palette
    definitions: tuple[Element, ...]
    ident: str
    ground: Element
    named: bool

    def draw(
        self, *overlays: Element | None, notes: Sequence[Element] = (), x: float, y: float
    ) -> Element:
        """Return the map with its corner at `x`, `y`: ground, overlays, names, notes, frame."""
        clipped = make(
            "g",
            make("use", href=f"#{self.ident}-ground"),
            *overlays,
            make("use", href=f"#{self.ident}-names"),
            clip_path=f"url(#{self.ident}-box)",
        )
        frame = draw_frame(self.placement, self.palette)
        return make("g", clipped, *notes, frame, transform=f"translate({x:.1f} {y:.1f})")


@dataclass(frozen=True, slots=True)
class Naming:
    """Which names a map bears: the size of places and of lands, and how minor a place may be.

    `minor_size` is that of places below the first rank, the same if left out.
    """

    size: float
    land_size: float
    last_rank: int = 1
    minor_size: float | None = None
    dots: bool = True


def lay_base(
    dataset: Dataset,
    placement: Placement,
    palette: Palette,
    naming: Naming,
    *,
    ident: str,
    groups: Collection[str],
    areas: Sequence[HeldArea] = (),
    furniture: Sequence[Box] = (),
    marks: Sequence[Box] = (),
) -> Base:
    """Return the base of a map: land always, other layers by `groups`.

    Names stand clear of the boxes of `furniture` and, the first rank where it can, of `marks`;
    names of lands also of the `areas` to be drawn.
    """
    avoid = shapely.union_all([placement.place(area.geometry) for area in areas])
    space = Space(placement.width, placement.height, furniture, marks)
    spots = find_spots(dataset, placement, last_rank=naming.last_rank)
    places = write_places(
        spots, space, naming.size, palette, minor=naming.minor_size, dots=naming.dots
    )
    size = naming.land_size
    lands = write_lands(dataset, placement, space, size=size, palette=palette, avoid=avoid)
    ground = draw_ground(dataset, placement, palette, groups)
    ground.set("id", f"{ident}-ground")
    definitions = (
        make_clip(f"{ident}-box", placement.width, placement.height),
        ground,
        make("g", *lands, *places, id=f"{ident}-names"),
    )
    return Base(placement, palette, definitions, ident, ground, bool(places))


def draw_view(base: Base, view: View) -> list[Element]:
    """Return the held areas of a view, account by account, to be laid over a base."""
    return [draw_standing(one, base.placement, base.palette) for one in view.standings]
