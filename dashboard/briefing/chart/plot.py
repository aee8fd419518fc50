"""The plot of a chart: where days and km² lie on the page, its axes and its months."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.space import Box
from dashboard.briefing.drawing.svg import Element, make
from dashboard.text.spelling import format_month, format_number

_NICE: Final = (1, 2, 2.5, 5, 10)
_TICKS: Final = 3


@dataclass(frozen=True, slots=True)
class Plot:
    """Where days and km² lie on the page; the upper edge stands for three steps."""

    first: date
    last: date
    step_km2: float
    left: float
    top: float
    right: float
    bottom: float

    def find_x(self, day: date) -> float:
        """Return where a day lies from left to right; a day outside lies on the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def find_y(self, km2: float) -> float:
        """Return at which height a figure lies."""
        return self.bottom - (self.bottom - self.top) * km2 / (self.step_km2 * _TICKS)


def lay_out_plot(first: date, last: date, highest: float, box: Box, size: float) -> Plot:
    """Return the plot that shows figures up to `highest` km² in a box with its axes' words."""
    step = _pick_step(highest)
    left, top, right, bottom = box
    widest = measure_width(format_number(step * _TICKS), size)
    inset = widest + 0.6 * size, 2.0 * size, 0.5 * size, 1.7 * size
    edges = left + inset[0], top + inset[1], right - inset[2], bottom - inset[3]
    return Plot(first, last, step, *edges)


def draw_axes(plot: Plot, size: float, palette: Palette) -> list[Element]:
    """Return the lines of round figures, and the months below them."""
    muted, drawn = palette["muted"], []
    for number in range(_TICKS + 1):
        y = plot.find_y(number * plot.step_km2)
        tone = palette["hairline" if number else "oblast"]
        drawn.append(make("path", d=f"M{plot.left:.1f} {y:.1f}H{plot.right:.1f}", stroke=tone))
        at = plot.left - 0.5 * size, y + 0.34 * size
        drawn.append(write(format_number(number * plot.step_km2), *at, size, muted, anchor="end"))
    return [*drawn, *_write_months(plot, size, palette)]


def _write_months(plot: Plot, size: float, palette: Palette) -> list[Element]:
    """Return the months below the axis, as many as have room; a January is named by its year."""
    months = [
        date(year, month, 1)
        for year in range(plot.first.year, plot.last.year + 1)
        for month in range(1, 13)
        if plot.first <= date(year, month, 1) <= plot.last
    ]
    stride = (plot.right - plot.left) / max(len(months), 1)
    every = next((one for one in (1, 2, 3, 6) if one * stride >= 4.2 * size), 12)
    y, muted = plot.bottom + 1.35 * size, palette["muted"]
    year = str(plot.first.year)
    drawn = [write(year, plot.left, y, size, palette["ink"], bold=True)]
    free = plot.left + measure_width(year, size, bold=True) + 0.6 * size
    for day in months:
        x, january = plot.find_x(day), day.month == 1
        way = f"M{x:.1f} {plot.bottom:.1f}v{0.5 * size if january else 0.3 * size:.1f}"
        drawn.append(make("path", d=way, stroke=palette["oblast"]))
        words = str(day.year) if january else format_month(day)
        half = measure_width(words, size, bold=january) / 2.0
        if (day.month - 1) % every or x - half < free or x + half > plot.right + 0.5 * size:
            continue
        tone = palette["ink"] if january else muted
        drawn.append(write(words, x, y, size, tone, bold=january, anchor="middle"))
    return drawn


def _pick_step(highest: float) -> float:
    """Return the least round step of which three reach the highest figure."""
    decade = 1.0
    while True:
        for nice in _NICE:
            if nice * decade * _TICKS >= highest:
                return nice * decade
        decade *= _NICE[-1]
