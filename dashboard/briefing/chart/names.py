"""The names of a chart's series: each on the clearest seat by its own line.

A name stands on its line or hangs below it, clear of every line, mark, range and word. Where no
such seat is free, it stands further off with a leader to its line; one without any clear seat is
left out, for a name across a line names neither.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.briefing.chart.plot import Plot, Run, box_marks, list_runs, style_stroke
from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box, Space
from dashboard.briefing.map.areas import ink_of
from geodata.claims.timeline import EventTimeline
from geodata.core.model import Series

_STROKE: Final = 1.0  # half the room that a line takes, page units
_HIGH: Final = 1.0  # of the box of a name, in sizes of the text
_BASE: Final = 0.22  # from the foot of that box to the baseline
_OFF: Final = 0.16  # between a line and its name
_IN: Final = 0.4  # from an end of a level run to its name
_LONGER: Final = 0.5  # of its width by which a name may be longer than its line
_SLIDES: Final = (1.0, 0.0, 0.5, 0.75, 0.25)  # along a run: at its end, its start, between
_LED: Final = 4  # of the longest runs, which leaders may reach
_STEP: Final = 0.5  # from one seat further off to the next
_JOINTS: Final = (0.5, 0.06, 0.94, 0.35, 0.65, 0.2, 0.8)  # of a name, where a leader may start

Line = tuple[float, float, float]
"""Where a level run starts and ends from left to right, and at which height it lies."""
Seats = NDArray[np.float64]
"""Of each seat in a row the box of the name, then that of its leader, which may be empty."""


def box_series(
    shown: Iterable[Series],
    timeline: EventTimeline,
    marked: EventTimeline,
    plot: Plot,
    *,
    end: date,
    size: float,
) -> list[Box]:
    """Return the room that series take: every level and rise of a line, and those marks drawn."""
    boxes = []
    for series in shown:
        boxes += box_marks(marked.points[series.series_id], plot, size)
        runs = list_runs(timeline, series)
        for place, run in enumerate(runs):
            left, right = plot.find_x(run.start), plot.find_x(run.end or end)
            y = plot.find_y(run.value)
            if plot.sees(run.start, run.end or end):
                boxes.append(_pad(left, y, right, y))
            if run.joined and run.end and plot.sees(run.end, run.end):
                boxes.append(_pad(right, y, right, plot.find_y(runs[place + 1].value)))
    return boxes


def box_playhead(plot: Plot, day: date) -> Box:
    """Return the room that the line of the shown day takes on a plot."""
    x = plot.find_x(day)
    return _pad(x, plot.top, x, plot.bottom)


def _pad(x0: float, y0: float, x1: float, y1: float) -> Box:
    top, bottom = min(y0, y1), max(y0, y1)
    return x0 - _STROKE, top - _STROKE, x1 + _STROKE, bottom + _STROKE


def name_lines(
    shown: Sequence[Series],
    timeline: EventTimeline,
    plot: Plot,
    *,
    end: date,
    size: float,
    palette: Palette,
    space: Space,
) -> list[Element]:
    """Return the name of each joined series on its clearest seat; `space` knows what is taken."""
    drawn = []
    for series in (one for one in shown if one.joined):
        runs = [run for run in list_runs(timeline, series) if plot.sees(run.start, run.end or end)]
        lines = [
            (plot.find_x(run.start), plot.find_x(run.end or end), plot.find_y(run.value))
            for run in _pick_told(runs)
        ]
        lines.sort(key=lambda line: line[0] - line[1])
        width = measure_width(series.label, size)
        if seat := _find_seat(lines, (width, size), plot, space):
            for box in seat:
                space.take(box)
            drawn.append(_draw_name(series, *seat, size, palette))
    return drawn


def _pick_told(runs: Sequence[Run]) -> Sequence[Run]:
    """Return the runs that stand clear of the axis, those on it where there are no others."""
    return [run for run in runs if run.value] or runs


def _find_seat(
    lines: Sequence[Line], name: tuple[float, float], plot: Plot, space: Space
) -> tuple[Box, Box] | None:
    """Return the first free seat of those at the lines, then of those with the shortest leader."""
    far = np.arange(_STEP, (plot.bottom - plot.top) / name[1], _STEP) * name[1]
    near = (_list_near(line, name) for line in lines)
    led = (_list_off(line, name, far) for line in lines[:_LED])
    for listed in (near, led):
        seats = np.concatenate([np.empty((0, 8)), *listed])
        left, top, right, bottom = seats[:, :4].T
        inside = (left >= plot.left) & (right <= plot.right)
        seats = seats[inside & (top >= plot.top) & (bottom <= plot.bottom)]
        reach = np.round(seats[:, 7] - seats[:, 5], 1)
        seats = seats[np.argsort(reach, kind="stable")]
        free = space.find_free(seats[:, :4]) & space.find_free(seats[:, 4:])
        for row in seats[free][:1].tolist():
            return tuple(row[:4]), tuple(row[4:])
    return None


def _list_near(line: Line, name: tuple[float, float]) -> Seats:
    """Return the seats over and under a level run; a name may be a little longer than its line."""
    (x0, x1, y), (width, size) = line, name
    spare = x1 - x0 - width - 2 * _IN * size
    if spare < -_LONGER * width:
        return np.empty((0, 8))
    tops = np.array([y - (_HIGH + _OFF) * size, y + _OFF * size])
    top, slide = (one.ravel() for one in np.meshgrid(tops, _SLIDES, indexing="ij"))
    left = x0 + _IN * size + slide * spare
    box = [left, top, left + width, top + _HIGH * size]
    return np.column_stack([*box, left, top, left, top])


def _list_off(line: Line, name: tuple[float, float], far: NDArray[np.float64]) -> Seats:
    """Return the seats so `far` over and under a level run that an upright leader reaches it."""
    (x0, x1, y), (width, size) = line, name
    grid = np.meshgrid(far, _SLIDES, _JOINTS, (-1.0, 1.0), indexing="ij")
    off, slide, joint, way = (one.ravel() for one in grid)
    x = x0 + 1.0 + slide * max(x1 - x0 - 2.0, 0.0)
    edge, foot = y + way * off, y + way * _STROKE
    left, end = x - joint * width, edge + way * _HIGH * size
    box = [left, np.minimum(edge, end), left + width, np.maximum(edge, end)]
    leader = [x - 0.5, np.minimum(edge, foot), x + 0.5, np.maximum(edge, foot)]
    return np.column_stack([*box, *leader])


def _draw_name(series: Series, box: Box, leader: Box, size: float, palette: Palette) -> Element:
    """Return a name in its box with the leader to its line, if it needs one."""
    ink = ink_of(series.side.role, palette)
    middle, line = (box[0] + box[2]) / 2.0, box[3] - _BASE * size
    words = write(series.label, middle, line, size, ink, anchor="middle")
    halo = {"stroke": palette["paper"], "stroke-width": "2.6", "paint-order": "stroke"}
    for key, value in (halo | {"stroke-linejoin": "round"}).items():
        words.set(key, value)
    left, top, right, bottom = leader
    if top == bottom:
        return words
    way = f"M{(left + right) / 2.0:.1f} {top:.1f}V{bottom:.1f}"
    return make("g", make("path", d=way, stroke=ink, **style_stroke("extent", palette)), words)
