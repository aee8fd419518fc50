"""The key of a chart: whose a mark is, and what whiskers, bars, faint lines and hatches say."""

from collections.abc import Sequence

from dashboard.briefing.chart.plot import draw_sign, style_stroke
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.legend import Draw, Entry, size_swatch
from dashboard.text.catalogues import CHART
from dashboard.view.workspace import Workspace
from geodata.core.model import Role, Series


def list_key(workspace: Workspace, shown: Sequence[Series]) -> list[Entry]:
    """Return what a chart of these series has to explain, nothing where there are none."""
    sides = {one.side for one in shown}
    accounts = [
        Entry(one.label, _sample_sign(one.side.role))
        for one in workspace.dataset.front.accounts
        if one.side in sides
    ]
    if not accounts:
        return []
    return [
        *accounts,
        Entry(CHART["beside"], _sample_hollow),
        Entry(CHART["range"], _sample_range),
        Entry(CHART["tail"], _sample_tail),
        Entry(CHART["gap"], _sample_gap),
    ]


def _sample_sign(role: Role) -> Draw:
    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        return draw_sign(role, x + size_swatch(size)[0] / 2.0, y, size, palette, full=True)

    return draw


def _sample_hollow(x: float, y: float, size: float, palette: Palette) -> Element:
    middle = x + size_swatch(size)[0] / 2.0
    return draw_sign(Role.MAPPERS, middle, y, size, palette, full=False)


def _sample_range(x: float, y: float, size: float, palette: Palette) -> Element:
    middle, half = x + size_swatch(size)[0] / 2.0, 0.45 * size
    data = f"M{middle - 2:.1f} {y - half:.1f}h4m-2 0v{2 * half:.1f}m-2 0h4"
    ink = ink_of(Role.MAPPERS, palette)
    return make("path", d=data, fill="none", stroke=ink, **style_stroke("extent", palette))


def _sample_tail(x: float, y: float, size: float, palette: Palette) -> Element:
    data = f"M{x:.1f} {y:.1f}h{size_swatch(size)[0]:.1f}"
    ink = ink_of(Role.MAPPERS, palette)
    return make("path", d=data, fill="none", stroke=ink, **style_stroke("tail", palette))


def _sample_gap(x: float, y: float, size: float, palette: Palette) -> Element:
    del palette
    width, height = size_swatch(size)
    return make("rect", x=x, y=y - height / 2.0, width=width, height=height, fill="url(#gap)")
