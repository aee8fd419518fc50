"""Agreement over time on a chart: the ground that all give, that two give, that one gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.chart.axes import draw_axes
from dashboard.briefing.chart.chart import find_end
from dashboard.briefing.chart.head import set_head
from dashboard.briefing.chart.plot import Plot, lay_out_plot
from dashboard.briefing.chart.window import read_window
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box
from dashboard.briefing.map.legend import Draw, Entry, size_swatch
from dashboard.state.selection import Selection
from dashboard.text.catalogues import CHART, MODES
from dashboard.view.modes import list_agreed
from dashboard.view.style import STYLE
from dashboard.view.workspace import Workspace
from geodata.control.modes import Agreed

COUNTS: Final[tuple[int, ...]] = (*(step.givers for step in STYLE.agreement.steps), 1)
"""The layers of the pile, most givers at its foot; as many and more are together."""


@dataclass(frozen=True, slots=True)
class Pile:
    """From a day on: the km² of each layer, in the order of COUNTS."""

    day: date
    km2: tuple[float, ...]


def follow_agreement(workspace: Workspace, selection: Selection) -> tuple[Pile, ...]:
    """Return how much ground so many accounts give, from each day on which anything changes.

    On the clock of what was known it ends on the shown day, as the chart of the accounts does.
    """
    end = workspace.pick_timeline(selection.clock).end_on(selection.day)
    rows = list_agreed(workspace, selection)
    return tuple(Pile(day, _sum_up(agreed)) for day, agreed in rows if day <= end)


def _sum_up(agreed: Agreed) -> tuple[float, ...]:
    counted = [(min(share.count, COUNTS[0]), share.area_km2) for share in agreed.shares]
    return tuple(sum(km2 for count, km2 in counted if count == layer) for layer in COUNTS)


def draw_pile(
    workspace: Workspace, selection: Selection, box: Box, size: float, palette: Palette
) -> Element:
    """Return the chart of agreement in a box of the page, type of that size."""
    front, day = workspace.dataset.front, selection.day
    rows = follow_agreement(workspace, selection)
    first, last = read_window(selection) or (front.first, find_end([*list_told(rows), day], front))
    seen = [
        row
        for place, row in enumerate(rows)
        if row.day <= last and (place + 1 == len(rows) or rows[place + 1].day > first)
    ]
    top = max((sum(row.km2) for row in seen), default=0.0) or 1.0
    plot = lay_out_plot(first, last, top, box, size)
    head = set_head(plot, box, day, MODES["agreement_chart"], size)
    end = min(last, workspace.pick_timeline(selection.clock).end_on(day))
    return make(
        "g",
        *head.draw_title(palette),
        *draw_axes(head.plot, size, palette),
        *draw_layers(seen, head.plot, end, palette),
        *head.draw_playhead(palette),
    )


def list_told(rows: Sequence[Pile]) -> list[date]:
    """Return the days from which on some ground is given."""
    return [row.day for row in rows if any(row.km2)]


def list_pile_key(rows: Sequence[Pile]) -> list[Entry]:
    """Return what the layers stand for, those that are there on some day."""
    return [
        Entry(name_layer(count), _sample(count))
        for place, count in enumerate(COUNTS)
        if any(row.km2[place] for row in rows)
    ]


def name_layer(count: int) -> str:
    """Return what a layer of the pile stands for."""
    if count == 1:
        return CHART["given_one"]
    return CHART["given_most" if count == COUNTS[0] else "given_many"].format(count=count)


def pick_layer_tint(count: int) -> float:
    """Return how opaque the ink of a layer is."""
    steps = {step.givers: step.tint for step in STYLE.agreement.steps}
    return steps.get(count, STYLE.agreement.alone)


def _fill(element: Element, count: int, palette: Palette) -> Element:
    element.set("fill", palette[STYLE.agreement.tone])
    element.set("fill-opacity", f"{pick_layer_tint(count):g}")
    return element


def _sample(count: int) -> Draw:
    def draw(x: float, y: float, size: float, palette: Palette) -> Element:
        width, height = size_swatch(size)
        box = make("rect", x=x, y=y - height / 2.0, width=width, height=height)
        return _fill(box, count, palette)

    return draw


def draw_layers(rows: Sequence[Pile], plot: Plot, end: date, palette: Palette) -> list[Element]:
    """Return the layers of the pile on a plot, the last of them up to `end`."""
    drawn = []
    for place, count in enumerate(COUNTS):
        there, back = [], []
        for at, row in enumerate(rows):
            until = rows[at + 1].day if at + 1 < len(rows) else end
            x0, x1 = plot.find_x(row.day), plot.find_x(until)
            low, high = (plot.find_y(sum(row.km2[:one])) for one in (place, place + 1))
            there.append(f"{x0:.1f} {high:.1f}H{x1:.1f}")
            back.append(f"{x1:.1f} {low:.1f}H{x0:.1f}")
        if there:
            way = f"M{'L'.join([*there, *reversed(back)])}Z"
            drawn.append(_fill(make("path", d=way, class_=f"givers-{count}"), count, palette))
    return drawn
