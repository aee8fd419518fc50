"""The words over the plot of a chart: its title, and the shown day, each clear of the other."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dashboard.briefing.chart.plot import Plot, style_stroke
from dashboard.briefing.drawing.lettering import measure_width, wrap_text, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box
from dashboard.text.spelling import format_day

_ROW: Final = 1.3  # of its size, that one more row of words takes


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a chart in lines, and the middle of the shown day's words over its plot.

    The lines end at `right`, the first of them at the height `line`; type has the size `size`, in
    which the day's words are twice `half` wide.
    """

    plot: Plot
    title: tuple[str, ...]
    right: float
    line: float
    day: date
    middle: float
    half: float
    size: float

    def list_boxes(self) -> list[Box]:
        """Return the room that the words take above the plot: the shown day's, and the title's."""
        size, plot, line, half = self.size, self.plot, self.line, self.half
        width = max(measure_width(one, size) for one in self.title)
        bottom = line + 0.6 * size + (len(self.title) - 1) * _ROW * size
        return [
            (self.middle - half, plot.top - 1.6 * size, self.middle + half, plot.top - 0.2 * size),
            (plot.right - width, line - size, plot.right, bottom),
        ]

    def draw_title(self, palette: Palette) -> list[Element]:
        """Return the lines of the title."""
        return [
            write(
                one,
                self.right,
                self.line + row * _ROW * self.size,
                self.size,
                palette["muted"],
                anchor="end",
            )
            for row, one in enumerate(self.title)
        ]

    def draw_playhead(self, palette: Palette) -> list[Element]:
        """Return the line of the shown day over the plot, and its words."""
        plot, size = self.plot, self.size
        if not plot.sees(self.day, self.day):
            return []
        x, ink = plot.find_x(self.day), palette["ink"]
        way = f"M{x:.1f} {plot.top - 0.35 * size:.1f}V{plot.bottom:.1f}"
        at = self.middle, plot.top - 0.6 * size
        return [
            make("path", d=way, stroke=ink, **style_stroke("playhead", palette)),
            write(format_day(self.day), *at, size, ink, bold=True, anchor="middle"),
        ]


def set_head(plot: Plot, box: Box, day: date, title: str, size: float) -> Head:
    """Return the words over a plot in its box, and the plot below them.

    Where the title's last row has no room for the shown day's words, they have one below it.
    """
    left, _, right, _ = box
    lines, line = tuple(wrap_text(title, size, right - left)), plot.top - 0.6 * size
    half = measure_width(format_day(day), size, bold=True) / 2.0
    end, rows = plot.right - measure_width(lines[-1], size) - size, len(lines) - 1
    if end - half < plot.left + half and plot.sees(day, day):
        end, rows = plot.right, len(lines)
    if rows:
        plot = replace(plot, top=plot.top + rows * _ROW * size)
    middle = min(max(plot.find_x(day), plot.left + half), end - half)
    return Head(plot, lines, right, line, day, middle, half, size)
