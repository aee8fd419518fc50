"""The four steps from reports to a line, each as what is laid over the ground of one map."""

from itertools import pairwise
from typing import Final

import numpy as np

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make
from dashboard.briefing.drawing.viewport import Placement
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.ground import draw_borders
from dashboard.briefing.map.overlays import draw_marks, draw_rings, draw_strength, find_marks
from dashboard.briefing.method.case import Case
from dashboard.briefing.method.relief import Relief
from dashboard.text.pictures import METHOD
from dashboard.text.spelling import format_number
from geodata.core.model import Dataset, Status

# From far beyond the line to deep inside it, in km, and the tint of each band between.
_LEVELS_KM: Final = (-np.inf, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, np.inf)
_TINTS: Final = ("#faf8f2", "#f3ecdd", "#eaddc4", "#dfcca9", "#c9ac7c", "#b08f5c", "#957544")
_HELD_OPACITY: Final = 0.16


def draw_steps(
    dataset: Dataset, case: Case, placement: Placement, palette: Palette
) -> list[list[Element]]:
    """Return what each step lays over the ground: reported, ordered, bent, drawn."""
    marks = draw_marks(case.evidence, placement, palette)
    rings = draw_rings(case.misplaced, placement, palette)
    left = draw_rings(case.left_wrong, placement, palette)
    ink = ink_of(case.area.account, palette)
    oblast = case.scene.ground.oblast
    outline = draw_strength(case.area.geometry, case.evidence, oblast, placement, ink)
    held = format_path(placement.place(case.area.geometry))
    fill = make("path", d=held, fill=ink, fill_opacity=_HELD_OPACITY)
    borders = draw_borders(dataset, placement, palette)
    before, line = (_draw_line(one, placement, ink) for one in (case.order, case.bent))
    return [
        [marks],
        [_draw_bands(case.order, placement), borders, before, rings, marks],
        [_draw_bands(case.bent, placement), borders, line, rings, marks],
        [fill, borders, outline, left, marks],
    ]


def write_captions(case: Case, placement: Placement) -> list[tuple[str, str]]:
    """Return the heading and the sentence of each step, with the figures of the case."""
    seen = [one.status for one, _, _ in find_marks(case.evidence, placement)]
    counts = {status.value: seen.count(status) for status in Status}
    places = {
        "ringed": len(find_marks(case.misplaced, placement)),
        "left": len(find_marks(case.left_wrong, placement)) or METHOD["none"],
    }
    sizes = {
        "claimed": format_number(case.area.claimed_km2),
        "measured": format_number(round(case.area.area_km2, 1)),
    }
    return [
        (METHOD[step], METHOD[f"{step}_note"].format(**counts, **places, **sizes))
        for step in ("reported", "ordered", "bent", "drawn")
    ]


def _draw_bands(relief: Relief, placement: Placement) -> Element:
    bands = zip(pairwise(_LEVELS_KM), _TINTS, strict=True)
    shapes = [(placement.settle(relief.cut(*ends)), tint) for ends, tint in bands]
    return make("g", *(make("path", d=format_path(shape), fill=tint) for shape, tint in shapes))


def _draw_line(relief: Relief, placement: Placement, ink: str) -> Element:
    """Return the line inside which lies the size claimed."""
    data = format_path(placement.settle(relief.cut(0.0)))
    return make("path", d=data, fill="none", stroke=ink, stroke_width=1.8, stroke_dasharray="5 3.5")
