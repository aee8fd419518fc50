"""How well each line is held, over the held areas of a sheet: near a report, inferred, free."""

from typing import Final

import shapely

from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, format_path, make
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.drawing import Base
from dashboard.briefing.map.ground import read_shapes
from dashboard.briefing.map.legend import Draw, Entry
from dashboard.briefing.map.marks import draw_strength, make_stroke
from dashboard.text.pictures import METHOD
from dashboard.view.view import View
from geodata.control.evidence import weigh_evidence
from geodata.control.strength import INFERRED_KM, NEAR_KM, Strength
from geodata.core.model import Dataset, Edge

LAYER: Final = "evidence"
"""The layer of a selection that asks for it."""
_SHOWN: Final = (Strength.NEAR, Strength.INFERRED, Strength.FREE)
_CASING: Final = 3.6  # width of the blank under an outline
_SIGN: Final = 1.9  # width of a sample, in sizes of the text


def draw_evidence(dataset: Dataset, view: View, base: Base) -> list[Element]:
    """Return the outline of every firm area of a view, each stretch drawn by what holds it.

    Nothing where the view does not ask for it, or the front has no outline of its oblast.
    """
    layer = dataset.layers.get(dataset.front.oblast)
    if LAYER not in view.selection.layers or layer is None:
        return []
    oblast = shapely.union_all([geometry for _, geometry in read_shapes(layer)])
    drawn = []
    for one in view.standings:
        ink = ink_of(one.account.side, base.palette)
        for area in (area for area in one.areas if area.edge is Edge.FIRM):
            found = weigh_evidence(dataset.control, dataset.places, area.account, area.date)
            # The area's own line would close the gaps of a dashed one.
            data = format_path(base.placement.place(area.geometry))
            line = {"stroke": base.palette["land"], "fill": "none"}
            drawn.append(make("path", d=data, stroke_width=_CASING, **line))
            drawn.append(draw_strength(area.geometry, found, oblast, base.placement, ink))
    return drawn


def list_strengths(view: View) -> list[Entry]:
    """Return what the manners of an outline stand for; nothing where the view has none."""
    if LAYER not in view.selection.layers or not any(one.areas for one in view.standings):
        return []
    blanks = {"near": NEAR_KM, "inferred": INFERRED_KM}
    return [Entry(METHOD[one.value].format(**blanks), _sample(one)) for one in _SHOWN]


def _sample(strength: Strength) -> Draw:
    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        return make_stroke(f"M{x:.1f} {y:.1f}h{_SIGN * size:.1f}", strength, palette["ink"])

    return draw
