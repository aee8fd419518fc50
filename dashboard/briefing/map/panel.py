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

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.page_size import LEAST_TYPE, PageSize
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make, make_clip
from dashboard.briefing.drawing.viewport import Bounds, Box, Space, Viewport, fit_viewport, touch
from dashboard.briefing.map.areas import draw_account, draw_reading
from dashboard.briefing.map.bounds import draw_bound
from dashboard.briefing.map.extent import draw_locator, pick_bounds, size_locator
from dashboard.briefing.map.ground import draw_ground, read_shapes
from dashboard.briefing.map.labels import place_labels, write_labels
from dashboard.briefing.map.names import find_spots, list_named, write_lands, write_places
from dashboard.briefing.map.scale import pick_scale_km
from dashboard.state.selection import LAYER_GROUPS
from dashboard.text.catalogues import FOOT, SHEET
from dashboard.text.spelling import format_number
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.measure import Plane
from geodata.core.model import Dataset
from geodata.core.reading import Shaped

_LEAST_M: Final = 26_000.0  # ground shown, east to west, however little is held
_LAST_RANK: Final = 3  # places named in four claims or more
_LOCATOR: Final = 0.19  # of the map's width
_ROOMY: Final = 38.0  # sizes of the words below which a map is too small for another in it


@dataclass(frozen=True, slots=True)
class Base:
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
        frame = draw_frame(self.viewport, self.palette)
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
) -> Base:
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
    return Base(
        viewport,
        palette,
        definitions,
        ident,
        ground,
        bool(places),
        _place_border(dataset, viewport),
    )


def _place_border(dataset: Dataset, viewport: Viewport) -> BaseGeometry:
    """Return the oblast's boundary in page units, nothing where the front has none."""
    layer = dataset.find_layer("oblast")
    shapes = [geometry for _, geometry in read_shapes(layer)] if layer else []
    return shapely.boundary(viewport.place(shapely.union_all(shapes)))


def draw_view(base: Base, view: View) -> list[Element]:
    """Return what a view shows over a base: what the places imply, then account by account."""
    read = [draw_reading(view.reading, base.viewport, base.palette)] if view.reading else []
    held = [draw_account(one, base.viewport, base.palette) for one in view.accounts]
    for one, group in zip(view.accounts, held, strict=True):
        if len(group):
            group.insert(0, make("title", one.account.label))
    drawn = [*read, *held]
    open_sides = (
        draw_bound(one, base.border, base.viewport, base.palette) for one in view.accounts
    )
    return [*drawn, *(one for one in open_sides if one is not None)]


PlaceWords = Callable[[Viewport, float, Sequence[Box]], list[Box]]
"""Gives the boxes of the words that stand over a map, by their size and clear of furniture."""


@dataclass(frozen=True, slots=True)
class MapPanel:
    """A map that is laid out: its base, and the boxes of its furniture in the map's own units.

    `corners` are boxes that what stands on the map beside it takes.
    """

    base: Base
    locator: Box | None
    bar: Box
    size: float
    corners: tuple[Box, ...] = ()

    @property
    def furniture(self) -> list[Box]:
        """The boxes in which words had better not stand."""
        return [self.bar, *([self.locator] if self.locator else []), *self.corners]

    def write_labels(self, view: View) -> list[Element]:
        """Return the words on the areas of a view, clear of the map's furniture."""
        base = self.base
        return write_labels(view, base.viewport, self.size, base.palette, self.furniture)

    def draw(
        self,
        workspace: Workspace,
        overlay: Sequence[Element],
        x: float,
        y: float,
        words: Sequence[Element] = (),
    ) -> Element:
        """Return the map with what it shows over its ground and names, its corner there."""
        notes = [*words, _draw_bar(self.bar, self.base, self.size)]
        if self.locator:
            base = self.base
            notes.append(
                draw_locator(
                    workspace.dataset, self.locator, base.viewport, base.palette, self.size
                )
            )
        return self.base.draw(*overlay, notes=notes, x=x, y=y)


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
    viewport = fit_viewport(Plane(*dataset.front.centre), bounds, size[0], height=size[1])
    locator, bar = _furnish(workspace, areas, viewport, page_size, corners)
    furniture = [bar, *([locator] if locator else []), *corners]
    place = place_words or partial(_place_labels, views)
    groups = [group for group in LAYER_GROUPS if group in layers]
    naming = Naming(
        page_size.body,
        max(0.85 * page_size.body, LEAST_TYPE),
        last_rank=last_rank if "settlements" in groups else 1,
        minor_size=page_size.small,
    )
    base = lay_base(
        dataset,
        viewport,
        palette,
        naming,
        ident="map",
        groups=groups,
        areas=areas,
        furniture=[*furniture, *place(viewport, page_size.small, furniture)],
        named=named,
    )
    return MapPanel(base, locator, bar, page_size.small, tuple(corners))


def _place_labels(
    views: Sequence[View], viewport: Viewport, size: float, taken: Sequence[Box]
) -> list[Box]:
    return [one.box for view in views for one in place_labels(view, viewport, size, taken)]


def _furnish(
    workspace: Workspace,
    areas: Sequence[Shaped],
    viewport: Viewport,
    page_size: PageSize,
    corners: Sequence[Box],
) -> tuple[Box | None, Box]:
    """Return the boxes of the locator and of the scale, in the corners where least is held.

    Both keep clear of the boxes that are taken already, where that can be.
    """
    held = shapely.union_all([viewport.place(area.geometry) for area in areas])
    size = page_size.small
    words = measure_width(SHEET["approximate"], size) + measure_width(_say_km(viewport), size)
    bar = words + 1000.0 * pick_scale_km(viewport) / viewport.metres_per_unit + 5.6 * size
    inset = size_locator(workspace.dataset, _LOCATOR * max(viewport.width, viewport.height))
    if viewport.width < _ROOMY * size:
        inset = None
    spots = _clear(_list_corners(viewport, inset), corners) if inset else []
    locator = min(spots, key=lambda box: _weigh(held, box), default=None)
    strips = _list_corners(viewport, (bar, 2.0 * size))
    free = _clear(strips, [*corners, *([locator] if locator else [])]) or strips
    return locator, min(free, key=lambda box: _weigh(held, box))


def _clear(boxes: Sequence[Box], taken: Sequence[Box]) -> list[Box]:
    """Return those of some boxes that touch none of those taken."""
    return [box for box in boxes if not any(touch(box, other) for other in taken)]


def _list_corners(viewport: Viewport, size: tuple[float, float]) -> list[Box]:
    """Return the boxes of that size in the corners, the ones to be preferred first."""
    width, height = size
    right, low = viewport.width - width, viewport.height - height
    spots = [(right, low), (0.0, low), (0.0, 0.0), (right, 0.0)]
    return [(x, y, x + width, y + height) for x, y in spots]


def _weigh(held: shapely.Geometry, box: Box) -> float:
    return float(round(shapely.intersection(held, shapely.box(*box)).area, 1))


def _say_km(viewport: Viewport) -> str:
    return FOOT["km"].format(number=format_number(pick_scale_km(viewport)))


def _draw_bar(box: Box, base: Base, size: float) -> Element:
    """Return a slip with the arrow to the north, the scale bar and the word approximate."""
    left, top, right, bottom = box
    palette, viewport = base.palette, base.viewport
    ink, line = palette["ink"], bottom - 0.65 * size
    x = left + 0.9 * size
    arrow = f"M{x:.1f} {top + 0.45 * size:.1f}l{0.36 * size:.1f} {1.1 * size:.1f}"
    arrow += f"l-{0.36 * size:.1f} -{0.28 * size:.1f}l-{0.36 * size:.1f} {0.28 * size:.1f}z"
    north = write(SHEET["north"], x + 0.6 * size, line, size, ink, bold=True)
    start = x + 0.6 * size + measure_width(SHEET["north"], size, bold=True) + 0.8 * size
    width = 1000.0 * pick_scale_km(viewport) / viewport.metres_per_unit
    bar = f"M{start:.1f} {line - 0.4 * size:.1f}v{0.4 * size:.1f}h{width:.1f}v-{0.4 * size:.1f}"
    slip = _slip(box, palette)
    return make(
        "g",
        slip,
        make("path", d=arrow, fill=ink),
        north,
        make("path", d=bar, fill="none", stroke=ink, stroke_width=1.4),
        write(_say_km(viewport), start + width + 0.4 * size, line, size, ink),
        write(SHEET["approximate"], right - 0.5 * size, line, size, palette["muted"], anchor="end"),
        class_="scale",
    )


def _slip(box: Box, palette: Palette) -> Element:
    left, top, right, bottom = box
    return make(
        "rect",
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        fill=palette["paper"],
        fill_opacity=0.88,
    )


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
