"""The band of the reading of the places on a chart, behind the lines of the accounts."""

from collections.abc import Sequence
from datetime import date

from dashboard.briefing.chart.plot import Plot
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.view.style import STYLE
from geodata.core.reading import Reading


def draw_band(readings: Sequence[Reading], plot: Plot, palette: Palette, end: date) -> Element:
    """Return the 80 % band of the readings up to `end` and its middle; each lasts until the next.

    Without readings it is empty.
    """
    days = [*(one.date for one in readings), end]
    there, back, middle = "", "", ""
    for place, one in enumerate(readings):
        x0, x1 = plot.find_x(one.date), plot.find_x(days[place + 1])
        there += f"{'L' if there else 'M'}{x0:.1f} {plot.find_y(one.high_km2):.1f}H{x1:.1f}"
        back = f"L{x1:.1f} {plot.find_y(one.low_km2):.1f}H{x0:.1f}{back}"
        middle += f"{'L' if middle else 'M'}{x0:.1f} {plot.find_y(one.area_km2):.1f}H{x1:.1f}"
    if not readings:
        return make("g")
    style, tone = STYLE.reading, palette[STYLE.reading.tone]
    line = make("path", d=middle, fill="none", stroke=tone)
    line.set("stroke-width", f"{palette.size(style.line.weight):.3g}")
    return make("g", make("path", d=f"{there}{back}Z", fill=tone, fill_opacity=style.band), line)
