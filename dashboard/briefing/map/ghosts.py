"""The words on a ghost: what an account says where it gives no figure, and its last figure.

They stand beside the ghost, clear of what else must be read, on a plate of paper: a ghost without
them would look like ground that is still claimed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import shapely

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box, Viewport, touch
from dashboard.briefing.map.areas import ink_of
from dashboard.text.catalogues import SHEET
from dashboard.text.spelling import format_span
from dashboard.view.figures import format_figure
from dashboard.view.view import AccountView, View

_LEADING: Final = 1.25
_INSET: Final = 0.45  # of the plate, in sizes of the text
_ROWS: Final = 8  # tried over the ghost itself, where there is room nowhere else
_PLATE: Final = 0.88  # opacity, so that a border below it is still seen


@dataclass(frozen=True, slots=True)
class Plate:
    """The words of one ghost, and the box of the map that they take."""

    account_view: AccountView
    lines: tuple[str, ...]
    box: Box


def place_ghosts(
    view: View, viewport: Viewport, size: float, furniture: Iterable[Box | None] = ()
) -> list[Plate]:
    """Return the words of every ghost that a map shows, none over another or over furniture."""
    taken = [box for box in furniture if box]
    placed = []
    for one in view.accounts:
        lines = list_words(one)
        ghost = shapely.union_all([viewport.place(area.geometry) for area in one.ghost])
        seen = ghost.intersection(viewport.box)
        if not lines or seen.is_empty:
            continue
        boxes = _list_boxes(seen.bounds, viewport, _measure(lines, size))
        box = next((one for one in boxes if not any(touch(one, other) for other in taken)), None)
        if box:
            taken.append(box)
            placed.append(Plate(one, lines, box))
    return placed


def write_ghosts(
    view: View,
    viewport: Viewport,
    size: float,
    palette: Palette,
    furniture: Iterable[Box | None] = (),
) -> list[Element]:
    """Return the same, drawn."""
    plates = place_ghosts(view, viewport, size, furniture)
    return [_draw_plate(plate, size, palette) for plate in plates]


def list_words(account_view: AccountView) -> tuple[str, ...]:
    """Return the lines of a ghost: the maker with its words, and its last figure with its day."""
    figure = account_view.figure
    if figure is None or figure.ghost is None or not account_view.ghost:
        return ()
    last, maker = figure.ghost, account_view.maker
    return (
        SHEET["ghost_head"].format(account=maker, figure=figure.claim.words),
        SHEET["ghost_last"].format(figure=format_figure(last), day=format_span(last.as_of)),
    )


def _measure(lines: tuple[str, ...], size: float) -> tuple[float, float]:
    width = max(measure_width(line, size, bold=not row) for row, line in enumerate(lines))
    return width + 2 * _INSET * size, (_LEADING * len(lines) + _INSET) * size


def _list_boxes(
    bounds: tuple[float, float, float, float], viewport: Viewport, plate: tuple[float, float]
) -> Iterator[Box]:
    """Yield where the plate may stand, best first: beside the ghost, then higher; in the map."""
    (left, top, right, bottom), (width, height) = bounds, plate
    middle, centre = (left + right - width) / 2.0, (top + bottom - height) / 2.0
    beside = [(middle, bottom + 2.0), (middle, top - height - 2.0)]
    beside += [(left - width - 2.0, centre), (right + 2.0, centre)]
    beside += [(middle, bottom - row * height) for row in range(1, _ROWS)]
    for x, y in beside:
        inside = min(max(x, 2.0), viewport.width - width - 2.0)
        at = min(max(y, 2.0), viewport.height - height - 2.0)
        yield inside, at, inside + width, at + height


def _draw_plate(plate: Plate, size: float, palette: Palette) -> Element:
    left, top, right, bottom = plate.box
    paper = make(
        "rect",
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        rx=2.0,
        fill=palette["paper"],
        fill_opacity=_PLATE,
    )
    ink = ink_of(plate.account_view.account.side.role, palette)
    middle, first = (left + right) / 2.0, top + (_INSET / 2.0 + 0.95) * size
    words = [
        write(
            line,
            middle,
            first + row * _LEADING * size,
            size,
            palette["muted"] if row else ink,
            bold=not row,
            anchor="middle",
        )
        for row, line in enumerate(plate.lines)
    ]
    return make("g", paper, *words, data_part="ghost-words")
