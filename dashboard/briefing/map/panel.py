"""The map of a page: ground, held areas and names, with frame, scale, north and its place.

There is one drawing of the map; sheets, slides, films and the pictures of the method lay it out in
boxes of their own.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.georeference import tell_ground
from dashboard.briefing.drawing.page_size import LEAST_TYPE, PageSize
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make, make_clip
from dashboard.briefing.drawing.viewport import Bounds, Box, Space, Viewport, fit_viewport
from dashboard.briefing.map.areas import draw_account, draw_reading
from dashboard.briefing.map.bounds import draw_bounds
from dashboard.briefing.map.extent import draw_locator, pick_bounds
from dashboard.briefing.map.furniture import draw_bar, is_hiding, make_room, place_furniture
from dashboard.briefing.map.ground import draw_ground, place_border
from dashboard.briefing.map.labels import place_labels, write_labels
from dashboard.briefing.map.names import find_spots, list_named, write_lands, write_places
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.codes import LAYER_GROUPS
from geodata.core.measure import Plane
from geodata.core.model import Dataset
from geodata.core.reading import Shaped

_LEAST_M: Final = 26_000.0  # ground shown, east to west, however little is held
_LAST_RANK: Final = 3  # places named in four claims or more


@dataclass(frozen=True, slots=True)
class MapBase:
    """What is the same on every map of a page: definitions, the ground, and the names over it.

    `ground` and `names` refer to the definitions by id, so that a page of many maps carries each
    once. `border` is the boundary of the oblast, in page units.
    """

    viewport: Viewport
    palette: Palette
    definitions: tuple[Element, ...]
    ident: str
    ground: Element
    named: bool
    border: BaseGeometry

    def draw(
        self,
        *overlays: Element | None,
        words: Sequence[Element] = (),
        notes: Sequence[Element] = (),
        x: float,
        y: float,
    ) -> Element:
        """Return the map with its corner at `x`, `y`: ground, overlays, names, words, notes, frame.

        These are its layers, which a PDF can hide.
        """
        clipped = make(
            "g",
            make("g", make("use", href=f"#{self.ident}-ground"), data_layer="ground"),
            make("g", *overlays, data_layer="areas"),
            make("g", make("use", href=f"#{self.ident}-names"), data_layer="places"),
            clip_path=f"url(#{self.ident}-box)",
        )
        told = make("g", *words, data_layer="words")
        frame = make("g", *notes, draw_frame(self.viewport, self.palette), data_layer="frame")
        place, ground = f"translate({x:.1f} {y:.1f})", tell_ground(self.viewport)
        return make("g", clipped, told, frame, transform=place, data_ground=ground)


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
    viewport: Viewport,
    palette: Palette,
    naming: Naming,
    *,
    ident: str,
    groups: Collection[str],
    areas: Sequence[Shaped] = (),
    furniture: Sequence[Box] = (),
    marks: Sequence[Box] = (),
    named: Collection[str] = (),
) -> MapBase:
    """Return the base of a map: land always, other layers by `groups`; places `named` as towns.

    Names stand clear of the boxes of `furniture` and, the first rank where it can, of `marks`;
    names of lands also of the `areas` to be drawn.
    """
    avoid = shapely.union_all([viewport.place(area.geometry) for area in areas])
    space = Space(viewport.width, viewport.height, furniture, marks)
    spots = find_spots(dataset, viewport, last_rank=naming.last_rank, named=named)
    places = write_places(
        spots, space, naming.size, palette, minor=naming.minor_size, dots=naming.dots
    )
    size = naming.land_size
    lands = write_lands(dataset, viewport, space, size=size, palette=palette, avoid=avoid)
    ground = draw_ground(dataset, viewport, palette, groups)
    ground.set("id", f"{ident}-ground")
    definitions = (
        make_clip(f"{ident}-box", viewport.width, viewport.height),
        ground,
        make("g", *lands, *places, id=f"{ident}-names"),
    )
    return MapBase(
        viewport,
        palette,
        definitions,
        ident,
        ground,
        bool(places),
        place_border(dataset, viewport),
    )


def draw_view(base: MapBase, view: View) -> list[Element]:
    """Return what a view shows over a base: what the places imply, then account by account."""
    read = [draw_reading(view.reading, base.viewport, base.palette)] if view.reading else []
    held = [draw_account(one, base.viewport, base.palette) for one in view.accounts]
    for one, group in zip(view.accounts, held, strict=True):
        if len(group):
            group.insert(0, make("title", one.account.label))
    open_sides = [
        strokes
        for one in view.accounts
        for strokes in draw_bounds(one, base.border, base.viewport, base.palette)
    ]
    return [*read, *held, *open_sides]


PlaceWords = Callable[[Viewport, float, Sequence[Box]], list[Box]]
"""Gives the boxes of the words that stand over a map, by their size and clear of furniture."""


@dataclass(frozen=True, slots=True)
class MapPanel:
    """A map that is laid out: its base, and the boxes of its furniture in the map's own units.

    `corners` are boxes that what stands on the map beside it takes, `marks` those of the dots of
    places of the first rank, which no words cover while there is room beside them.
    """

    base: MapBase
    locator: Box | None
    bar: Box
    page_size: PageSize
    corners: tuple[Box, ...] = ()
    marks: tuple[Box, ...] = ()

    @property
    def size(self) -> float:
        """The size of the words on the map."""
        return self.page_size.small

    @property
    def furniture(self) -> list[Box]:
        """The boxes in which words had better not stand."""
        return [self.bar, *([self.locator] if self.locator else []), *self.corners]

    def write_labels(self, view: View) -> list[Element]:
        """Return the words on the areas of a view, clear of the map's furniture."""
        base = self.base
        return write_labels(
            view, base.viewport, self.size, base.palette, self.furniture, marks=self.marks
        )

    def draw(
        self,
        workspace: Workspace,
        overlay: Sequence[Element],
        x: float,
        y: float,
        words: Sequence[Element] = (),
    ) -> Element:
        """Return the map with what it shows over its ground and names, its corner there."""
        notes = [draw_bar(self.bar, self.base.viewport, self.base.palette, self.size)]
        if self.locator:
            base = self.base
            notes.append(
                draw_locator(
                    workspace.dataset, self.locator, base.viewport, base.palette, self.size
                )
            )
        return self.base.draw(*overlay, words=words, notes=notes, x=x, y=y)


def lay_map(
    workspace: Workspace,
    areas: Sequence[Shaped],
    layers: Collection[str],
    size: tuple[float, float],
    *,
    page_size: PageSize,
    palette: Palette,
    extent: Bounds | None = None,
    last_rank: int = _LAST_RANK,
    views: Sequence[View] = (),
    corners: Sequence[Box] = (),
    named: Collection[str] = (),
    place_words: PlaceWords | None = None,
) -> MapPanel:
    """Return the map of that size on which all `areas` are seen, with these groups of layers.

    `extent` is west, south, east and north in WGS 84 degrees, by default what is held, with the
    places that the day's claims name, and those `named` besides. Settlements are named down to
    `last_rank` (1 to 5), these first, clear of `corners` and of the boxes
    that `place_words` gives, by default those of the words on the areas of `views`.
    """
    dataset = workspace.dataset
    named = list_named(views) | frozenset(named)
    bounds = pick_bounds(dataset, areas, extent, least_m=_LEAST_M, named=named)
    plane = Plane(*dataset.front.centre)
    viewport = fit_viewport(plane, bounds, size[0], height=size[1])
    locator, bar = place_furniture(dataset, areas, viewport, page_size.small, corners)
    if extent is None and is_hiding(bar, areas, viewport):
        bounds = make_room(bounds, bar, viewport)
        viewport = fit_viewport(plane, bounds, size[0], height=size[1])
        locator, bar = place_furniture(dataset, areas, viewport, page_size.small, corners)
    furniture = [bar, *([locator] if locator else []), *corners]
    marks = [spot.mark for spot in find_spots(dataset, viewport, last_rank=1, named=named)]
    place = place_words or partial(_place_labels, views, marks)
    groups = [group for group in LAYER_GROUPS if group in layers]
    base = lay_base(
        dataset,
        viewport,
        palette,
        _pick_naming(page_size, last_rank if "settlements" in groups else 1),
        ident="map",
        groups=groups,
        areas=areas,
        furniture=[*furniture, *place(viewport, page_size.small, furniture)],
        named=named,
    )
    return MapPanel(base, locator, bar, page_size, tuple(corners), tuple(marks))


def _pick_naming(page_size: PageSize, last_rank: int) -> Naming:
    minor = max(0.85 * page_size.body, LEAST_TYPE)
    return Naming(page_size.body, minor, last_rank=last_rank, minor_size=page_size.small)


def _place_labels(
    views: Sequence[View],
    marks: Sequence[Box],
    viewport: Viewport,
    size: float,
    taken: Sequence[Box],
) -> list[Box]:
    return [
        one.box for view in views for one in place_labels(view, viewport, size, taken, marks=marks)
    ]


def draw_frame(viewport: Viewport, palette: Palette) -> Element:
    """Return the hairline round a map."""
    return make(
        "rect",
        width=viewport.width,
        height=viewport.height,
        fill="none",
        stroke=palette["hairline"],
        stroke_width=1.5,
    )
