"""The axes of a chart: round figures at its left, months below it, or days where few are shown."""

from datetime import date, timedelta
from typing import Final

from dashboard.briefing.chart.plot import STEPS, Plot
from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.text.spelling import format_month, format_number, format_short_day

_MONTHLY: Final = 92  # days from which an axis names months
_APART: Final = 0.95  # of its size, from one figure beside a plot to the next
_STRIDES: Final = (1, 2, 5, 7, 10, 14)  # days between two that are named


def draw_axes(plot: Plot, size: float, palette: Palette) -> list[Element]:
    """Return the lines of round figures, and the months or days below them."""
    muted, drawn = palette["muted"], []
    apart = (plot.bottom - plot.top) / STEPS
    named = 1 if apart >= _APART * size else STEPS  # of a low plot the ends alone
    for number in range(STEPS + 1):
        km2 = number * plot.step_km2
        y = plot.find_y(km2)
        tone = palette["hairline" if number else "oblast"]
        drawn.append(make("path", d=f"M{plot.left:.1f} {y:.1f}H{plot.right:.1f}", stroke=tone))
        if number % named == 0:
            at = plot.left - 0.5 * size, y + 0.34 * size
            drawn.append(write(format_number(km2), *at, size, muted, anchor="end"))
    few = (plot.last - plot.first).days < _MONTHLY
    return [*drawn, *(_write_days if few else _write_months)(plot, size, palette)]


def _write_days(plot: Plot, size: float, palette: Palette) -> list[Element]:
    """Return days below an axis too short for months, evenly apart from its first."""
    length, word = (plot.last - plot.first).days, format_short_day(plot.last)
    fitting = (plot.right - plot.left) / (measure_width(word, size) + 1.6 * size)
    every = next((one for one in _STRIDES if length < one * fitting), length or 1)
    y, drawn = plot.bottom + 1.35 * size, []
    for number in range(0, length + 1, every):
        day = plot.first + timedelta(days=number)
        x, words = plot.find_x(day), format_short_day(day)
        way = f"M{x:.1f} {plot.bottom:.1f}v{0.3 * size:.1f}"
        drawn.append(make("path", d=way, stroke=palette["oblast"]))
        half = measure_width(words, size) / 2.0
        at = min(max(x, plot.left + half), plot.right + 0.5 * size - half)
        drawn.append(write(words, at, y, size, palette["muted"], anchor="middle"))
    return drawn


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
