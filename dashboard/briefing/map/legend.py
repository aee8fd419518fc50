"""The legend of a map: what its drawings stand for, and nothing that is not visible on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from dashboard.briefing.drawing.lettering import measure_width, wrap_text, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.briefing.map.areas import make_ghost_swatch, make_reading_swatch, make_swatch
from dashboard.briefing.map.bounds import make_bound_swatch
from dashboard.briefing.map.ground import list_lines as list_roles
from dashboard.briefing.map.ground import make_sample
from dashboard.briefing.map.names import make_dot
from dashboard.briefing.map.panel import MapBase
from dashboard.text.catalogues import LEGEND
from dashboard.view.view import AccountView, View
from geodata.claims.disagreement import OpenSide, find_open_side
from geodata.core.model import Edge, HeldArea, Side

_SIGN: Final = 1.9  # width of a sample, in sizes of the text
_LIFT: Final = 0.34  # of a line's middle above its baseline
_LEADING: Final = 1.45

Draw = Callable[[float, float, float, Palette], Element]
"""Draws a sample from its left end, the middle of its height and the size of the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One drawing of the map and what it stands for."""

    words: str
    draw: Draw


def is_visible(area: HeldArea, viewport: Viewport) -> bool:
    """Return whether some of a held area lies in the box of a map."""
    return bool(shapely.intersects(viewport.place(area.geometry), viewport.box))


def list_entries(view: View, base: MapBase, *, ground: bool = True) -> list[Entry]:
    """Return what the legend has to say beside the accounts, which stand with their figures.

    Without `ground` it leaves out what everybody knows from other maps.
    """
    read = [Entry(LEGEND["reading"], sample_reading)] if view.reading else []
    return [*_list_areas(view, base), *read, *(list_lines(base) if ground else [])]


def flow_entries(
    entries: Sequence[Entry], width: float, size: float
) -> tuple[list[tuple[Entry, float, float]], float]:
    """Return the entries with their places, line by line, and the height that they take."""
    x, y, placed, start = 0.0, 0.0, [], (_SIGN + 0.5) * size
    for entry in entries:
        room = start + measure_width(entry.words, size)
        if x and x + room > width:
            x, y = 0.0, y + _LEADING * size
        lines = wrap_text(entry.words, size, width - start)
        for row, words in enumerate(lines):
            placed.append((Entry(words, entry.draw if row == 0 else _draw_nothing), x, y))
            y += _LEADING * size if row < len(lines) - 1 else 0.0
        x += min(room, width) + 1.3 * size
    return placed, (y + _LEADING * size if placed else 0.0)


def draw_entries(
    placed: Sequence[tuple[Entry, float, float]],
    left: float,
    top: float,
    size: float,
    palette: Palette,
) -> Element:
    """Return a flowed legend with its upper left corner there."""
    drawn = []
    for entry, x, y in placed:
        baseline = top + y + size
        drawn.append(entry.draw(left + x, baseline - _LIFT * size, size, palette))
        drawn.append(
            write(entry.words, left + x + (_SIGN + 0.5) * size, baseline, size, palette["ink"])
        )
    return make("g", *drawn)


def _draw_nothing(_x: float, _y: float, _size: float, _palette: Palette) -> Element:
    return make("g")


def size_swatch(size: float) -> tuple[float, float]:
    """Return how large the sample of an area is beside text of a size."""
    return _SIGN * size, 1.1 * size


def sample_area(
    side: Side, edge: Edge = Edge.FIRM, *, rival: bool = False, maker: int = 0, days: float = 0
) -> Draw:
    """Return what draws a small area as those of an account are drawn after so many days."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        box = size_swatch(size)
        top = y - box[1] / 2.0
        return make_swatch(
            side, x, top, palette, edge=edge, rival=rival, maker=maker, days=days, size=box
        )

    return draw


def sample_ghost(side: Side) -> Draw:
    """Return what draws a small area as the ghosts of an account are drawn."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        box = size_swatch(size)
        return make_ghost_swatch(side, x, y - box[1] / 2.0, palette, box)

    return draw


def sample_reading(x: float, y: float, size: float, palette: Palette) -> Element:
    """Draw a small area as the reading of the places is drawn."""
    box = size_swatch(size)
    return make_reading_swatch(x, y - box[1] / 2.0, palette, box)


def _sample_bound(kind: OpenSide, side: Side) -> Draw:
    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        return make_bound_swatch(kind, side.role, (x, y), size_swatch(size)[0], palette)

    return draw


def _list_areas(view: View, base: MapBase) -> list[Entry]:
    found: dict[str, Entry] = {}
    for account_view in view.accounts:
        side = account_view.account.side
        areas = [area for area in account_view.areas if is_visible(area, base.viewport)]
        if any(area.edge is Edge.CONTESTED for area in areas):
            sample = sample_area(side, Edge.CONTESTED, maker=account_view.drawing)
            found.setdefault("contested", Entry(LEGEND["contested"], sample))
        for kind in _list_open_sides(account_view, base):
            found.setdefault(kind, Entry(LEGEND[kind], _sample_bound(kind, side)))
        if any(is_visible(area, base.viewport) for area in account_view.ghost):
            found.setdefault("ghost", Entry(LEGEND["ghost"], sample_ghost(side)))
        if any(is_visible(area, base.viewport) for area in account_view.others):
            found.setdefault("rival", Entry(LEGEND["rival"], sample_area(side, rival=True)))
    return list(found.values())


def _list_open_sides(account_view: AccountView, base: MapBase) -> list[OpenSide]:
    """Return on which sides the areas in view are open, those of rival claims last."""
    figure = account_view.figure
    if figure is None:
        return []
    areas = (*account_view.areas, *account_view.others)
    seen = {area.claim_id for area in areas if is_visible(area, base.viewport)}
    claims = [one for one in figure.claims if one.claim_id in seen]
    return [side for side in map(find_open_side, claims) if side]


def list_lines(base: MapBase) -> list[Entry]:
    """Return what the lines and the dots of a map's ground stand for."""

    def sample(role: str) -> Draw:
        def draw(x: float, y: float, size: float, palette: Palette) -> Element:
            return make_sample(role, f"M{x:.1f} {y:.1f}h{_SIGN * size:.1f}", palette)

        return draw

    def dot(x: float, y: float, size: float, palette: Palette) -> Element:
        ways = ((0.3, True), (0.8, False))
        dots = (
            make_dot(x + share * _SIGN * size, y, first=first, palette=palette)
            for share, first in ways
        )
        return make("g", *dots)

    lines = [Entry(LEGEND[role], sample(role)) for role in reversed(list_roles(base.ground))]
    return [*lines, Entry(LEGEND["place"], dot)] if base.named else lines
