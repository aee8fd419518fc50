"""The words on the held areas: whose figure an area is, how large, of which day, and how old.

They stand beside their area, clear of what else must be read, on a plate of paper. A ghost says
the account's words and its last figure: without them it would look like ground still claimed.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import measure_width, wrap_text, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make, make_box
from dashboard.briefing.drawing.viewport import Box, Viewport, touch
from dashboard.briefing.map.areas import ink_of
from dashboard.text.catalogues import SHEET
from dashboard.text.spelling import format_span
from dashboard.view.figures import NO_BREAK, format_age, format_claim, format_figure
from dashboard.view.view import AccountView, View
from geodata.core.model import Edge

_LEADING: Final = 1.25
_INSET: Final = 0.45  # of the plate, in sizes of the text
_ROWS: Final = 8  # tried over the area itself, where there is room nowhere else
_PLATE: Final = 0.88  # opacity, so that a border below it is still seen
_LARGEST: Final = 0.12  # of a small map that the plate of a ghost may take
_BETWEEN: Final = re.compile(r"(?<=[·,]) ")  # figure, day and age
_WIDEST: Final = 0.42  # of the map's width that a plate may take


@dataclass(frozen=True, slots=True)
class Plate:
    """The words of one area, and the box of the map that they take; the first are `bold`."""

    account_view: AccountView
    lines: tuple[str, ...]
    bold: int
    box: Box


def place_labels(
    view: View,
    viewport: Viewport,
    size: float,
    furniture: Iterable[Box | None] = (),
    *,
    ghosts_only: bool = False,
    largest: float = math.inf,
    marks: Sequence[Box] = (),
) -> list[Plate]:
    """Return the words of every area that a map shows, none over another or over furniture.

    They cover as few `marks` of places as can be.
    Words that would take more than `largest` of the map are left out: they stand beside it.
    With `ghosts_only` an area with a figure has none: the figures stand beside the map, and on a
    small map so do the words of a ghost.
    """
    taken = [box for box in furniture if box]
    placed = []
    for one in view.accounts:
        if ghosts_only and not one.ghost:
            continue
        share = min(largest, _LARGEST if ghosts_only else math.inf)
        room = share * viewport.width * viewport.height
        head, below = list_words(one, view)
        if not head:
            continue
        seen = _place_area(one, viewport).intersection(viewport.box)
        if seen.is_empty:
            continue
        most = _WIDEST * viewport.width
        bold = wrap_text(head, size, most, bold=True)
        lines = (*bold, *_wrap_told(below, size, most))
        plate = _measure(lines, len(bold), size)
        if plate[0] * plate[1] > room:
            continue
        boxes = _list_boxes(seen.bounds, viewport, plate)
        free = [one for one in boxes if not any(touch(one, other) for other in taken)]
        if free:
            box = min(free, key=lambda one: sum(touch(one, mark) for mark in marks))
            taken.append(box)
            placed.append(Plate(one, lines, len(bold), box))
    return placed


def write_labels(
    view: View,
    viewport: Viewport,
    size: float,
    palette: Palette,
    furniture: Iterable[Box | None] = (),
    *,
    ghosts_only: bool = False,
    marks: Sequence[Box] = (),
) -> list[Element]:
    """Return the same, drawn."""
    plates = place_labels(view, viewport, size, furniture, ghosts_only=ghosts_only, marks=marks)
    return draw_plates(plates, size, palette)


def draw_plates(plates: Iterable[Plate], size: float, palette: Palette) -> list[Element]:
    """Return words that have been placed, drawn."""
    return [_draw_plate(plate, size, palette) for plate in plates]


def list_words(account_view: AccountView, view: View) -> tuple[str, str]:
    """Return what stands on an account's area: its maker with its figure, and the day of it.

    On a ghost they are the account's words, and its last figure with its day. Both are empty where
    the account has no area.
    """
    figure = account_view.figure
    if figure is None or not (account_view.areas or account_view.ghost):
        return "", ""
    maker = account_view.maker or account_view.account.label
    head = SHEET["ghost_head"].format(account=maker, figure=format_claim(figure.claim))
    if figure.ghost is not None and account_view.ghost:
        day = format_span(figure.ghost.as_of)
        return head, SHEET["ghost_last"].format(figure=format_figure(figure.ghost), day=day)
    said = format_span(figure.claim.as_of)
    if figure.since >= view.selection.day:
        return head, said
    age = format_age(figure.since, view.selection.day)
    return head, SHEET["label_age"].format(day=said, age=age)


def _wrap_told(words: str, size: float, most: float) -> list[str]:
    """Return the lines below a plate's head: a day or an age is broken only where one has no room.

    A dot between two of them is no dot at the end of a line.
    """
    parts = [part.replace(" ", NO_BREAK) for part in _BETWEEN.split(words)]
    if all(measure_width(part, size) <= most for part in parts):
        words = " ".join(parts)
    lines = wrap_text(words, size, most)
    return [line.replace(NO_BREAK, " ").strip(" ·") for line in lines]


def _place_area(account_view: AccountView, viewport: Viewport) -> BaseGeometry:
    firm = [area for area in account_view.areas if area.edge is Edge.FIRM]
    shown = account_view.ghost or firm or account_view.areas
    return shapely.union_all([viewport.place(area.geometry) for area in shown])


def _measure(lines: tuple[str, ...], bold: int, size: float) -> tuple[float, float]:
    width = max(measure_width(line, size, bold=row < bold) for row, line in enumerate(lines))
    return width + 2 * _INSET * size, (_LEADING * len(lines) + _INSET) * size


def _list_boxes(
    bounds: tuple[float, float, float, float], viewport: Viewport, plate: tuple[float, float]
) -> Iterator[Box]:
    """Yield where the plate may stand, best first: beside the area, then over it; in the map."""
    (left, top, right, bottom), (width, height) = bounds, plate
    middle, centre = (left + right - width) / 2.0, (top + bottom - height) / 2.0
    beside = [(middle, bottom + 2.0), (middle, top - height - 2.0)]
    beside += [(left - width - 2.0, centre), (right + 2.0, centre)]
    corners = [(x, y) for y in (bottom + 2.0, top - height - 2.0) for x in (right, left - width)]
    over = [(middle, bottom - row * height) for row in range(1, _ROWS)]
    beside += [*corners, *over]
    for x, y in beside:
        inside = min(max(x, 2.0), viewport.width - width - 2.0)
        at = min(max(y, 2.0), viewport.height - height - 2.0)
        yield inside, at, inside + width, at + height


def _draw_plate(plate: Plate, size: float, palette: Palette) -> Element:
    left, top, right, _ = plate.box
    paper = make_box(plate.box, rx=2.0, fill=palette["paper"], fill_opacity=_PLATE)
    ink = ink_of(plate.account_view.account.side.role, palette)
    middle, first = (left + right) / 2.0, top + (_INSET / 2.0 + 0.95) * size
    words = [
        write(
            line,
            middle,
            first + row * _LEADING * size,
            size,
            ink if row < plate.bold else palette["ink"],
            bold=row < plate.bold,
            anchor="middle",
        )
        for row, line in enumerate(plate.lines)
    ]
    return make(
        "g", paper, *words, class_="area-label", data_account=plate.account_view.account.side.value
    )
