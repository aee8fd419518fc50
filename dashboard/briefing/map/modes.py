"""Agreement and days held on a map, as the screen draws them: tints, hatches, dated outlines."""

from collections.abc import Iterable, Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_hatch
from dashboard.briefing.drawing.viewport import Box, Space, Viewport
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.legend import Draw, Entry, size_swatch
from dashboard.text.spelling import format_short_day
from dashboard.view.shown_mode import ModeLook, ShownMode, look_of
from dashboard.view.style import STYLE
from geodata.core.model import Account

_STEP: Final = 10.0  # between two places that are tried along an outline, page units
_APART: Final = 5.0  # from the lines of other outlines, so that a date is on one of them
_HALO: Final = 3.0


def make_mode_hatches(accounts: Iterable[Account], palette: Palette) -> list[Element]:
    """Return the patterns to which the classes of agreement and their swatches refer."""
    looks = [look_of(step.givers, ()) for step in STYLE.agreement.steps]
    looks += [look_of(1, [account]) for account in accounts]
    return [_make_pattern(look, slope, palette) for look in looks for slope in _list_slopes(look)]


def draw_mode(shown: ShownMode, viewport: Viewport, palette: Palette) -> Element:
    """Return the ground of every class, and over it the outlines."""
    drawn = [
        element
        for piece in shown.pieces
        if (data := format_path(viewport.place(piece.ground)))
        for element in _dress(piece.look, {"d": data, "fill_rule": "evenodd"}, palette)
    ]
    lines = [
        make("path", d=data, fill="none", **_stroke(piece.look, palette))
        for piece in shown.outlines
        if (data := format_path(viewport.place(piece.ground)))
    ]
    return make("g", *drawn, *lines, stroke_linejoin="round", class_=f"mode-{shown.mode}")


def place_dates(
    shown: ShownMode, viewport: Viewport, size: float, taken: Iterable[Box]
) -> list[tuple[str, Box]]:
    """Return the dates of the dated outlines with their boxes, clear of each other and of `taken`.

    Each stands on its line where no other runs by. One that finds no such place is left out.
    """
    dated = [piece for piece in shown.outlines if piece.day]
    lines = [viewport.place(piece.ground).boundary for piece in dated]
    space, placed = Space(viewport.width, viewport.height, taken), []
    for number, piece in enumerate(dated):
        words = format_short_day(piece.day) if piece.day else ""
        others = shapely.geometrycollections([*lines[:number], *lines[number + 1 :]])
        if box := _find_room(lines[number], others, words, size, space):
            space.take(box)
            placed.append((words, box))
    return placed


def box_dates(shown: ShownMode, viewport: Viewport, size: float, taken: Iterable[Box]) -> list[Box]:
    """Return the boxes that the dates take."""
    return [box for _, box in place_dates(shown, viewport, size, taken)]


def write_dates(
    shown: ShownMode, viewport: Viewport, size: float, palette: Palette, taken: Iterable[Box]
) -> list[Element]:
    """Return the same, drawn."""
    drawn = []
    for words, box in place_dates(shown, viewport, size, taken):
        at = (box[0] + box[2]) / 2.0, box[3] - 0.28 * size
        name = write(words, *at, size, palette["ink"], bold=True, anchor="middle")
        halo = {"stroke": palette["paper"], "stroke-width": f"{_HALO}", "paint-order": "stroke"}
        for key, value in (halo | {"stroke-linejoin": "round"}).items():
            name.set(key, value)
        drawn.append(name)
    return drawn


def list_classes(shown: ShownMode) -> list[Entry]:
    """Return the classes of a mode as the entries of a legend."""
    return [Entry(line.words, sample_mode(line.look)) for line in shown.lines]


def sample_mode(look: ModeLook) -> Draw:
    """Return what draws a small area, or a line, of that look."""

    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        width, height = size_swatch(size)
        if look.kind in ("line", "now"):
            return make("path", d=f"M{x:.1f} {y:.1f}h{width:.1f}", **_stroke(look, palette))
        box: dict[str, str | float] = {"x": x + 1.5, "y": y - height / 2.0 + 1.5, "rx": 1.0}
        box |= {"width": width - 3.0, "height": height - 3.0}
        frame = {"stroke": palette["hairline"]} if look.kind == "held" else {}
        return make("g", *_dress(look, box, palette, tag="rect"), _frame(box, frame))

    return draw


def pick_tint(look: ModeLook) -> float:
    """Return the opacity of the tint of a class."""
    if look.kind == "held":
        return STYLE.days.tints[look.at]
    steps = {step.givers: step.tint for step in STYLE.agreement.steps}
    return steps.get(look.at, STYLE.agreement.alone)


def pick_ink(look: ModeLook, palette: Palette) -> str:
    """Return the colour of a class: ink, that of an account, or the reading's."""
    if look.account:
        return ink_of(look.account.side.role, palette)
    return palette[STYLE.reading.tone if look.kind in ("held", "line") else STYLE.agreement.tone]


def _frame(box: dict[str, str | float], stroke: dict[str, str]) -> Element | None:
    return make("rect", fill="none", **box, **stroke) if stroke else None


def _list_slopes(look: ModeLook) -> Sequence[float]:
    if look.kind == "alone" and look.account:
        return (STYLE.agreement.slopes[look.account.side.role],)
    steps = {step.givers: step.slopes for step in STYLE.agreement.steps}
    return steps.get(look.at, ()) if look.kind == "many" else ()


def _name_hatch(look: ModeLook, slope: float) -> str:
    whose = look.account.side.value if look.account else str(look.at)
    return f"mode-{look.kind}-{whose}-{slope:g}"


def _make_pattern(look: ModeLook, slope: float, palette: Palette) -> Element:
    style = STYLE.agreement
    return make_hatch(
        _name_hatch(look, slope),
        palette.size(style.gap),
        slope,
        stroke=pick_ink(look, palette),
        weight=palette.size(style.weight),
    )


def _dress(
    look: ModeLook, shape: dict[str, str | float], palette: Palette, *, tag: str = "path"
) -> list[Element]:
    """Return a shape in the look of its class: its tint, its hatches, and the line around it."""
    ink = pick_ink(look, palette)
    drawn = [make(tag, fill=ink, fill_opacity=pick_tint(look), **shape)]
    for slope in _list_slopes(look):
        drawn.append(make(tag, fill=f"url(#{_name_hatch(look, slope)})", **shape))
    if look.kind != "held":
        width = palette.size(STYLE.agreement.line)
        drawn.append(make(tag, fill="none", stroke=ink, stroke_width=width, **shape))
    return drawn


def _stroke(look: ModeLook, palette: Palette) -> dict[str, str | float | None]:
    style = STYLE.days.now if look.kind == "now" else STYLE.days.outline
    return {
        "stroke": palette["ink"] if look.kind == "now" else pick_ink(look, palette),
        "stroke_width": palette.size(style.weight),
        "stroke_opacity": style.opacity if style.opacity < 1.0 else None,
    }


def _find_room(
    line: BaseGeometry, others: BaseGeometry, words: str, size: float, space: Space
) -> Box | None:
    """Return the box of a date on its line that is farthest from all others, None for no room."""
    width, height = measure_width(words, size, bold=True) + 6.0, 1.25 * size
    found: tuple[float, Box] | None = None
    for part in shapely.get_parts(line):
        spots = shapely.line_interpolate_point(part, [*_count(part.length)])
        for spot, far in zip(spots, shapely.distance(spots, others).tolist(), strict=True):
            away = _STEP if others.is_empty else far
            box = (
                spot.x - width / 2,
                spot.y - height / 2,
                spot.x + width / 2,
                spot.y + height / 2,
            )
            if away >= _APART and (found is None or away > found[0]) and space.is_free(box):
                found = away, box
    return found and found[1]


def _count(length: float) -> Iterable[float]:
    return (number * _STEP for number in range(int(length / _STEP) + 1))
