"""How the reading of the places is made, in one picture: three maps of one day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import shapely

from dashboard.briefing.drawing.lettering import LEADING, SMALL, wrap_text, write
from dashboard.briefing.drawing.palette import Palette, read_font, read_palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_page
from dashboard.briefing.drawing.viewport import find_bounds, fit_viewport
from dashboard.briefing.map.areas import draw_reading
from dashboard.briefing.map.ground import draw_borders
from dashboard.briefing.map.overlays import RADIUS, draw_marks, find_marks, make_mark
from dashboard.briefing.map.panel import MapBase, lay_base
from dashboard.briefing.map.scale import draw_scale_bar
from dashboard.briefing.method.method import (
    GUTTER,
    MARGIN,
    NAMING,
    TITLE_SIZE,
    TOP,
    WIDTH,
    FieldRelief,
    draw_bands,
    draw_panel,
    write_entry,
)
from dashboard.text.catalogues import READING_PICTURE, REFUSALS
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_reading
from dashboard.view.style import STYLE
from dashboard.view.workspace import Workspace
from geodata.control.evidence import Evidence
from geodata.control.field import raise_field
from geodata.control.scene import set_scene
from geodata.core.errors import AreaError
from geodata.core.model import Status
from geodata.core.reading import Reading, find_reading

_STEPS: Final = ("reported", "nearest", "read")
_EDGE_M: Final = 7000.0  # ground shown beyond what is read


@dataclass(frozen=True, slots=True)
class _Case:
    """A day's reading, what was reported by then, and the field that it is the level zero of."""

    reading: Reading
    evidence: tuple[Evidence, ...]
    relief: FieldRelief


def draw_reading_method(workspace: Workspace, day: date) -> Element:
    """Return the picture: three maps with a sentence each, one legend, one scale bar.

    Raises:
        AreaError: no place had been reported by then.
        DatasetError: the oblast or its border cannot be read.
    """
    case = _study(workspace, day)
    palette = read_palette()
    base = _lay(workspace, case, palette)
    title = READING_PICTURE["title"].format(
        day=format_day(day), implied=format_reading(case.reading)
    )
    captions = [
        (
            READING_PICTURE[step],
            wrap_text(READING_PICTURE[f"{step}_note"], SMALL, base.viewport.width),
        )
        for step in _STEPS
    ]
    overlays = _draw_steps(workspace, case, base)
    panels = [
        draw_panel(base, drawn, caption, MARGIN + step * (base.viewport.width + GUTTER))
        for step, (drawn, caption) in enumerate(zip(overlays, captions, strict=True))
    ]
    tallest = max(len(lines) for _, lines in captions)
    foot = TOP + base.viewport.height + 48.0 + LEADING * tallest + 18.0
    drawn = [
        write(title, MARGIN, 35.0, TITLE_SIZE, palette["ink"], bold=True),
        *panels,
        *_draw_legend(palette, foot),
        draw_scale_bar(base.viewport, WIDTH - MARGIN, foot, SMALL, palette),
    ]
    height = foot + 22.0
    paper = make("rect", width=WIDTH, height=height, fill=palette["paper"])
    sheet = make("g", *drawn, font_family=read_font())
    return make_page(WIDTH, height, title, make("defs", *base.definitions), paper, sheet)


def _study(workspace: Workspace, day: date) -> _Case:
    reading = find_reading(workspace.dataset.readings, day)
    if reading is None or reading.geometry.is_empty:
        raise AreaError(REFUSALS["no_reading"].format(day=day))
    scene = set_scene(workspace.dataset)
    evidence = scene.weigh(None, day)
    field = raise_field(evidence, scene.ground)
    land = shapely.intersection(scene.ground.plane.project(scene.ground.oblast), field.grid.frame)
    return _Case(reading, evidence, FieldRelief(field.grid, field.values, land))


def _lay(workspace: Workspace, case: _Case, palette: Palette) -> MapBase:
    width = (WIDTH - 2 * MARGIN - (len(_STEPS) - 1) * GUTTER) / len(_STEPS)
    plane = set_scene(workspace.dataset).ground.plane
    viewport = fit_viewport(plane, find_bounds(plane, [case.reading.geometry], _EDGE_M), width)
    room = RADIUS + 1.0
    marks = find_marks(case.evidence, viewport)
    return lay_base(
        workspace.dataset,
        viewport,
        palette,
        NAMING,
        ident="reading",
        groups=("water", "settlements"),
        marks=[(x - room, y - room, x + room, y + room) for _, x, y in marks],
    )


def _draw_steps(workspace: Workspace, case: _Case, base: MapBase) -> list[list[Element]]:
    """Return what each step lays over the ground: reported, nearest, read."""
    viewport, palette = base.viewport, base.palette
    marks = draw_marks(case.evidence, viewport, palette)
    borders = draw_borders(workspace.dataset, viewport, palette)
    line = STYLE.relief.line
    zero = make(
        "path",
        d=format_path(viewport.settle(case.relief.cut(0.0))),
        fill="none",
        stroke=palette["ink"],
        stroke_width=palette.size(line.weight),
        stroke_dasharray=palette.dash(line.dash),
    )
    return [
        [marks],
        [draw_bands(case.relief, viewport), borders, zero, marks],
        [draw_reading(case.reading, viewport, palette), borders, marks],
    ]


def _draw_legend(palette: Palette, y: float) -> list[Element]:
    """Return what the marks mean, in one line."""
    drawn: list[Element] = []
    x = MARGIN
    for status in (Status.HELD, Status.CONTESTED, Status.LOST):
        drawn.append(make_mark(status, x + RADIUS, y - 5.0, palette))
        x = write_entry(drawn, READING_PICTURE[status.value], x + 2 * RADIUS + 7.0, y, palette)
    write_entry(drawn, READING_PICTURE["computed"], x, y, palette)
    return drawn
