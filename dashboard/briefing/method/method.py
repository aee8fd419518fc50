"""How a held area is made, in one picture: four maps of one claim, from reports to its line.

The claim is followed through its making: reports, nearest place, smoothed field, held area.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.briefing.drawing.lettering import (
    LEADING,
    SMALL,
    measure_width,
    wrap_text,
    write,
    write_lines,
)
from dashboard.briefing.drawing.palette import Palette, read_font, read_palette
from dashboard.briefing.drawing.svg import Element, format_path, make, make_page
from dashboard.briefing.drawing.viewport import Viewport, find_bounds, fit_viewport
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.ground import draw_borders
from dashboard.briefing.map.overlays import (
    RADIUS,
    draw_marks,
    draw_rings,
    draw_strength,
    find_marks,
    make_mark,
    make_ring,
    make_stroke,
)
from dashboard.briefing.map.panel import MapBase, Naming, lay_base
from dashboard.briefing.map.scale import draw_scale_bar
from dashboard.text.catalogues import METHOD, REFUSALS
from dashboard.text.spelling import format_day, format_number
from dashboard.view.figures import format_figure
from dashboard.view.style import STYLE
from dashboard.view.workspace import Workspace
from geodata.control.evidence import Evidence
from geodata.control.field import Ground, raise_field
from geodata.control.held_area import find_room
from geodata.control.parameters import PARAMETERS, Parameters
from geodata.control.scene import Scene, set_scene
from geodata.control.strength import Strength
from geodata.core.errors import AreaError
from geodata.core.measure import Plane
from geodata.core.model import Claim, Dataset, HeldArea, Side, Status
from geodata.geometry.grid import Grid, trace_levels

_BARE: Final = replace(PARAMETERS, smooth_km=0.0)
# From far beyond the line to deep inside it, in km, and the tint of each band between.
_LEVELS_KM: Final = (-np.inf, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, np.inf)
_HELD_OPACITY: Final = 0.16

WIDTH: Final = 1240.0
MARGIN: Final = 26.0
GUTTER: Final = 24.0
_STEPS: Final = 4
TITLE_SIZE: Final = 23.0
NAMING: Final = Naming(14.5, 12.5, dots=False)
_HEAD_SIZE: Final = 19.0
TOP: Final = 54.0
"""Of the maps."""
_LEGEND_STEP: Final = 22.0
_EDGE_M: Final = 5000.0  # ground shown beyond the held area


@dataclass(frozen=True, slots=True)
class FieldRelief:
    """A field in km over the ground, held where positive; `land` is the oblast in the plane."""

    grid: Grid
    field: NDArray[np.float64]
    land: BaseGeometry

    def cut(self, low: float, high: float = np.inf) -> BaseGeometry:
        """Return the ground of the oblast (plane metres) where the field is between two values."""
        return shapely.intersection(trace_levels(self.grid, self.field, low, high), self.land)


def raise_relief(
    evidence: Sequence[Evidence], ground: Ground, km2: float, parameters: Parameters = PARAMETERS
) -> FieldRelief:
    """Return a field, lifted until `km2` km² of the ground are held, counted in cells."""
    field = raise_field(evidence, ground, parameters)
    land = shapely.intersection(ground.plane.project(ground.oblast), field.grid.frame)
    return FieldRelief(
        field.grid, field.values - field.find_level(km2, find_room(field, ground)), land
    )


def list_misplaced(
    evidence: Sequence[Evidence], held: BaseGeometry, plane: Plane
) -> list[Evidence]:
    """Return the places reported held outside `held` (metres of `plane`), and lost inside it."""
    shapely.prepare(held)
    points = [plane.project(shapely.Point(one.lon, one.lat)) for one in evidence]
    return [
        one
        for one, point in zip(evidence, points, strict=True)
        if one.status is not Status.CONTESTED
        and held.covers(point) is not (one.status is Status.HELD)
    ]


@dataclass(frozen=True, slots=True)
class Case:
    """A held area with its claim, what was reported, and the reliefs that it came from.

    `nearest` is the bare field, `smoothed` the one that the area is cut from; `left_wrong` are
    the reports on the wrong side of its line.
    """

    area: HeldArea
    claim: Claim
    evidence: tuple[Evidence, ...]
    left_wrong: tuple[Evidence, ...]
    scene: Scene
    nearest: FieldRelief
    smoothed: FieldRelief


def study_case(workspace: Workspace, account: Side, day: date) -> Case:
    """Return the leading held area of an account that is dated `day`, and how it came about.

    Raises:
        AreaError: the account has no leading area of that day, or no district for it.
        DatasetError: the oblast or its border cannot be read.
    """
    dataset = workspace.dataset
    areas = (one for one in dataset.held if one.account == account and one.date == day)
    area = next((one for one in areas if one.leading and one.claimed_km2 > 0), None)
    if area is None:
        raise AreaError(REFUSALS["no_area"].format(account=account.value, day=day))
    claim = dataset.claims[area.claim_id]
    scene = set_scene(dataset)
    ground = scene.narrow(claim.within)
    evidence = scene.weigh(account, day)
    nearest = raise_relief(evidence, ground, area.claimed_km2, _BARE)
    smoothed = raise_relief(evidence, ground, area.claimed_km2)
    held = ground.plane.project(area.geometry)
    left_wrong = tuple(list_misplaced(evidence, held, ground.plane))
    return Case(area, claim, evidence, left_wrong, scene, nearest, smoothed)


def draw_steps(
    dataset: Dataset, case: Case, viewport: Viewport, palette: Palette
) -> list[list[Element]]:
    """Return what each step lays over the ground: reported, nearest, smoothed, drawn."""
    marks = draw_marks(case.evidence, viewport, palette)
    left = draw_rings(case.left_wrong, viewport, palette)
    ink = ink_of(case.area.account.role, palette)
    oblast = case.scene.ground.oblast
    outline = draw_strength(case.area.geometry, case.evidence, oblast, viewport, palette, ink=ink)
    held = format_path(viewport.place(case.area.geometry))
    fill = make("path", d=held, fill=ink, fill_opacity=_HELD_OPACITY)
    borders = draw_borders(dataset, viewport, palette)
    before, line = (
        _draw_line(one, viewport, ink, palette) for one in (case.nearest, case.smoothed)
    )
    return [
        [marks],
        [draw_bands(case.nearest, viewport), borders, before, marks],
        [draw_bands(case.smoothed, viewport), borders, line, marks],
        [fill, borders, outline, left, marks],
    ]


def write_captions(case: Case, viewport: Viewport) -> list[tuple[str, str]]:
    """Return the heading and the sentence of each step, with the figures of the case."""
    seen = [one.status for one, _, _ in find_marks(case.evidence, viewport)]
    counts = {status.value: seen.count(status) for status in Status}
    places = {"left": len(find_marks(case.left_wrong, viewport)) or METHOD["none"]}
    limits = {"smooth": format_number(PARAMETERS.smooth_km)}
    sizes = {
        "claimed": format_number(case.area.claimed_km2),
        "measured": format_number(round(case.area.area_km2, 1)),
    }
    return [
        (METHOD[step], METHOD[f"{step}_note"].format(**counts, **places, **limits, **sizes))
        for step in ("reported", "nearest", "smoothed", "drawn")
    ]


def draw_bands(relief: FieldRelief, viewport: Viewport) -> Element:
    """Return the ground in bands of the field, darker the deeper on the held side."""
    bands = zip(pairwise(_LEVELS_KM), STYLE.relief.tints, strict=True)
    shapes = [(viewport.settle(relief.cut(*ends)), tint) for ends, tint in bands]
    return make("g", *(make("path", d=format_path(shape), fill=tint) for shape, tint in shapes))


def _draw_line(relief: FieldRelief, viewport: Viewport, ink: str, palette: Palette) -> Element:
    """Return the line inside which lies the size claimed."""
    data = format_path(viewport.settle(relief.cut(0.0)))
    style = STYLE.relief.line
    return make(
        "path",
        d=data,
        fill="none",
        stroke=ink,
        stroke_width=palette.size(style.weight),
        stroke_dasharray=palette.dash(style.dash),
    )


def draw_example(workspace: Workspace) -> Element | None:
    """Return the picture of the claim that a front names for it, None if it names or has none."""
    shown = workspace.dataset.front.pictures
    if shown is None:
        return None
    try:
        return draw_method(workspace, shown.day, shown.side)
    except AreaError:
        return None


def draw_method(workspace: Workspace, day: date, account: Side) -> Element:
    """Return the picture: four maps with a sentence each, one legend, one scale bar."""
    case = study_case(workspace, account, day)
    palette, title = read_palette(), _write_title(workspace, case)
    base = _lay_base(workspace, case, palette)
    viewport = base.viewport
    captions = [
        (head, wrap_text(note, SMALL, viewport.width))
        for head, note in write_captions(case, viewport)
    ]
    panels = [
        draw_panel(base, overlays, caption, MARGIN + step * (viewport.width + GUTTER))
        for step, (overlays, caption) in enumerate(
            zip(draw_steps(workspace.dataset, case, viewport, palette), captions, strict=True)
        )
    ]
    tallest = max(len(lines) for _, lines in captions)
    foot = TOP + viewport.height + 48.0 + LEADING * tallest + 18.0
    legend = _draw_legend(palette, ink_of(account.role, palette), MARGIN, foot)
    scale = draw_scale_bar(viewport, WIDTH - MARGIN, foot, SMALL, palette)
    heading = write(title, MARGIN, 35.0, TITLE_SIZE, palette["ink"], bold=True)
    height = foot + 22.0
    paper = make("rect", width=WIDTH, height=height, fill=palette["paper"])
    sheet = make("g", heading, *panels, *legend, scale, font_family=read_font())
    return make_page(WIDTH, height, title, make("defs", *base.definitions), paper, sheet)


def _write_title(workspace: Workspace, case: Case) -> str:
    return METHOD["title"].format(
        claimant=case.claim.claimant,
        figure=format_figure(case.claim),
        day=format_day(case.area.date),
    )


def _lay_base(workspace: Workspace, case: Case, palette: Palette) -> MapBase:
    width = (WIDTH - 2 * MARGIN - (_STEPS - 1) * GUTTER) / _STEPS
    plane = case.scene.ground.plane
    viewport = fit_viewport(plane, find_bounds(plane, [case.area.geometry], _EDGE_M), width)
    room = RADIUS + 1.0
    marks = [
        (x - room, y - room, x + room, y + room) for _, x, y in find_marks(case.evidence, viewport)
    ]
    return lay_base(
        workspace.dataset,
        viewport,
        palette,
        NAMING,
        ident="method",
        groups=("water", "settlements"),
        areas=[case.area],
        marks=marks,
    )


def draw_panel(
    base: MapBase, overlays: list[Element], caption: tuple[str, list[str]], left: float
) -> Element:
    """Return a map with its overlays, and under it a heading and the lines of a sentence."""
    heading, lines = caption
    ink = base.palette["ink"]
    line = TOP + base.viewport.height + 27.0
    return make(
        "g",
        base.draw(*overlays, x=left, y=TOP),
        write(heading, left, line, _HEAD_SIZE, ink, bold=True),
        *write_lines(lines, left, line + 23.0, SMALL, ink),
    )


def _draw_legend(palette: Palette, ink: str, x: float, y: float) -> list[Element]:
    """Return what the marks and the strokes mean, in one line."""
    middle = y - 5.0
    drawn: list[Element] = []
    for status in (Status.HELD, Status.CONTESTED, Status.LOST):
        drawn.append(make_mark(status, x + RADIUS, middle, palette))
        x = write_entry(drawn, METHOD[status.value], x + 2 * RADIUS + 7.0, y, palette)
    drawn.append(make_ring(x + 8.5, middle, palette))
    x = write_entry(drawn, METHOD["wrong"], x + 24.0, y, palette)
    for strength in (Strength.NEAR, Strength.INFERRED, Strength.FREE):
        drawn.append(make_stroke(f"M{x:.1f} {middle:.1f}h34", strength, ink, palette))
        limits = {
            "near": format_number(PARAMETERS.firm_km),
            "inferred": format_number(PARAMETERS.inferred_km),
        }
        words = METHOD[strength.value].format(**limits)
        x = write_entry(drawn, words, x + 41.0, y, palette)
    return drawn


def write_entry(drawn: list[Element], words: str, x: float, y: float, palette: Palette) -> float:
    """Add an entry's words and return where the next entry starts."""
    drawn.append(write(words, x, y, SMALL, palette["ink"]))
    return x + measure_width(words, SMALL) + _LEGEND_STEP
