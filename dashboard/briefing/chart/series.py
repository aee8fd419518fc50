"""The series of a chart: a step line, a mark for each claim with its range and span, a name."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dashboard.briefing.chart.plot import Plot
from dashboard.briefing.chart.runs import list_runs
from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.space import Box, Space
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.map.areas import ink_of
from dashboard.view.style import DRAWINGS
from geodata.claims.timeline import Point, Timeline
from geodata.core.model import Claim, Series

_RADIUS: Final = 0.23  # of a mark, in sizes of the text
_SIGNS: Final = {
    "circle": "M{w} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",
    "diamond": "M{x} {n}L{e} {y}L{x} {s}L{w} {y}z",
    "square": "M{w} {n}H{e}V{s}H{w}z",
    "triangle": "M{x} {n}L{e} {s}H{w}z",
}


def draw_line(
    series: Series, timeline: Timeline, plot: Plot, palette: Palette, end: date
) -> Element | None:
    """Return the step line of a series; what holds until no next figure came is drawn thin."""
    if not series.joined:
        return None
    line, tail, reach = "", "", None
    for run in list_runs(timeline, series):
        y, until = plot.find_y(run.value), run.end or end
        x0, x1 = plot.find_x(run.start), plot.find_x(until)
        pen = "L" if run.start == reach else "M"
        if run.joined:
            line += f"{pen}{x0:.1f} {y:.1f}H{x1:.1f}"
        else:
            line += f"L{x0:.1f} {y:.1f}" if pen == "L" else ""
            tail += f"M{x0:.1f} {y:.1f}H{x1:.1f}"
        reach = until if run.joined else None
    ink = {"stroke": ink_of(series.side, palette), "fill": "none"}
    dash = DRAWINGS[series.side].dash or None
    full = make("path", d=line, stroke_width=1.5, stroke_dasharray=dash, **ink) if line else None
    faint = make("path", d=tail, stroke_width=0.9, stroke_opacity=0.7, **ink) if tail else None
    return make("g", full, faint, stroke_linejoin="round")


def draw_marks(
    series: Series, points: Sequence[Point], plot: Plot, size: float, palette: Palette
) -> Element:
    """Return the claims of a series: full where one leads its account, with ranges and spans."""
    ink, sign = ink_of(series.side, palette), _SIGNS[DRAWINGS[series.side].symbol]
    ways = {True: "", False: ""}
    extents, radius = "", _RADIUS * size
    for point in points:
        claim = point.claim
        x0, x1 = plot.find_x(claim.as_of.start), plot.find_x(claim.as_of.end)
        x = (x0 + x1) / 2.0
        if claim.low is not None and claim.high is not None:
            low, high = plot.find_y(claim.low), plot.find_y(claim.high)
            extents += f"M{x - 2:.1f} {low:.1f}h4m-2 0V{high:.1f}m-2 0h4"
        if x1 > x0 and (height := _find_height(claim)) is not None:
            extents += f"M{x0:.1f} {plot.find_y(height):.1f}H{x1:.1f}"
        if claim.value is not None:
            ways[point.leading] += _place_sign(sign, x, plot.find_y(claim.value), radius)
    edge: dict[str, str | float] = {"stroke": ink, "stroke_width": 1.0}
    return make(
        "g",
        make("path", d=extents, stroke_opacity=0.55, fill="none", **edge) if extents else None,
        make("path", d=ways[False], fill=palette["paper"], **edge) if ways[False] else None,
        make("path", d=ways[True], fill=ink, **edge) if ways[True] else None,
    )


def name_lines(
    shown: Sequence[Series],
    timeline: Timeline,
    plot: Plot,
    *,
    size: float,
    palette: Palette,
    space: Space,
) -> list[Element]:
    """Return the name of each joined series on one of its level runs, the longest with room."""
    drawn = []
    for series in (one for one in shown if one.joined):
        runs = [run for run in list_runs(timeline, series) if run.end and run.value]
        spots = [(plot.find_x(run.start), plot.find_x(run.end or run.start), run) for run in runs]
        width = measure_width(series.label, size)
        for _, x1, run in sorted(spots, key=lambda one: one[0] - one[1]):
            x, y = x1 - 0.4 * size, plot.find_y(run.value) - 0.35 * size
            box = (x - width, y - 0.8 * size, x, y + 0.2 * size)
            if box[0] >= plot.left and space.is_free(box):
                space.take(box)
                ink = ink_of(series.side, palette)
                drawn.append(_halo(write(series.label, x, y, size, ink, anchor="end"), palette))
                break
    return drawn


def _halo(element: Element, palette: Palette) -> Element:
    values = {"stroke": palette["paper"], "stroke-width": "2.6", "paint-order": "stroke"}
    for name, value in (values | {"stroke-linejoin": "round"}).items():
        element.set(name, value)
    return element


def box_marks(points: Sequence[Point], plot: Plot, size: float) -> list[Box]:
    """Return the room that the marks of a series take."""
    reach, boxes = _RADIUS * size + 1.0, []
    for point in (one for one in points if one.claim.value is not None):
        span, height = point.claim.as_of, plot.find_y(point.claim.value or 0.0)
        x = (plot.find_x(span.start) + plot.find_x(span.end)) / 2.0
        boxes.append((x - reach, height - reach, x + reach, height + reach))
    return boxes


def _find_height(claim: Claim) -> float | None:
    """Return at how many km² a claim stands: its figure, or the end of its range."""
    return next((one for one in (claim.value, claim.high, claim.low) if one is not None), None)


def _place_sign(sign: str, x: float, y: float, r: float) -> str:
    spots = {"x": x, "y": y, "r": r, "d": 2 * r, "w": x - r, "e": x + r, "n": y - r, "s": y + r}
    return sign.format(**{name: f"{value:.1f}" for name, value in spots.items()})
