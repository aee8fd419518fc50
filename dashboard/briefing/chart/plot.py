"""The plot of a chart: where days and km² lie, and on it each series of figures.

A series is a step line of level runs, and a mark for each claim with its range and span.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.drawing.lettering import measure_width
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box
from dashboard.briefing.map.areas import ink_of
from dashboard.text.spelling import format_number
from dashboard.view.style import DRAWINGS, STYLE, number_makers, pick_dash
from geodata.claims.disagreement import find_open_side
from geodata.claims.timeline import EventTimeline, Point
from geodata.core.model import Claim, Role, Series, Side, Span

_NICE: Final = (1, 2, 2.5, 5, 10)
STEPS: Final = 3
"""How many steps a scale of km² has."""

_RADIUS: Final = 0.23  # of a mark, in sizes of the text
_SIGNS: Final = {
    "circle": "M{w} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",
    "diamond": "M{x} {n}L{e} {y}L{x} {s}L{w} {y}z",
    "square": "M{w} {n}H{e}V{s}H{w}z",
    "triangle": "M{x} {n}L{e} {s}H{w}z",
}


def style_stroke(name: str, palette: Palette) -> dict[str, str | float | None]:
    """Return what a stroke of the style table sets on a path."""
    stroke = STYLE.strokes[name]
    return {
        "stroke_width": palette.size(stroke.weight),
        "stroke_opacity": stroke.opacity if stroke.opacity < 1.0 else None,
        "stroke_dasharray": palette.dash(stroke.dash),
        "stroke_linecap": stroke.cap if stroke.dash else None,
    }


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

    def sees(self, start: date, end: date) -> bool:
        """Whether some of the days from one to another lie within the axis."""
        return start <= self.last and end >= self.first

    def find_y(self, km2: float) -> float:
        """Return at which height a figure lies."""
        return self.bottom - (self.bottom - self.top) * km2 / (self.step_km2 * STEPS)


def lay_out_plot(first: date, last: date, highest: float, box: Box, size: float) -> Plot:
    """Return the plot that shows figures up to `highest` km² in a box with its axes' words."""
    step = pick_step(highest)
    left, top, right, bottom = box
    widest = measure_width(format_number(step * STEPS), size)
    inset = widest + 0.6 * size, 2.0 * size, 0.5 * size, 1.7 * size
    edges = left + inset[0], top + inset[1], right - inset[2], bottom - inset[3]
    return Plot(first, last, step, *edges)


def find_top(points: Iterable[Point]) -> float:
    """Return the highest figure or end of a range among some points, km²; 1 if there is none."""
    claims = [point.claim for point in points]
    ends = [end for one in claims for end in (one.value, one.low, one.high) if end is not None]
    return max(ends, default=1.0)


def draw_gap(gap: Span, plot: Plot) -> Element:
    """Return the hatch of a silence, which refers to the pattern of `make_gap_hatch`."""
    left, right = plot.find_x(gap.start), plot.find_x(gap.end)
    return make(
        "rect",
        x=left,
        y=plot.top,
        width=max(right - left, 1.0),
        height=plot.bottom - plot.top,
        fill="url(#gap)",
    )


def pick_step(highest: float) -> float:
    """Return the least round step of which three reach the highest figure."""
    decade = 1.0
    while True:
        for nice in _NICE:
            if nice * decade * STEPS >= highest:
                return nice * decade
        decade *= _NICE[-1]


@dataclass(frozen=True, slots=True)
class Run:
    """A figure in km² that holds from one day to another, open (None) where it was the last.

    `joined`: the series' next figure starts on the day on which this one ends.
    """

    start: date
    end: date | None
    value: float
    joined: bool


def list_runs(timeline: EventTimeline, series: Series) -> list[Run]:
    """Return the runs of a joined series: each figure until the next, or until words made it void.

    Any other is marks alone.
    Only figures dated to the day count, and of one day the best graded. A range without a single
    value ends the run before it and has none of its own.
    """
    if not series.joined:
        return []
    points = [one for one in timeline.points[series.series_id] if one.on_line]
    figures = [(one.claim.as_of.start, one.claim.value) for one in points if one.claim.as_of.is_day]
    voids = _find_voids(timeline, series.side)
    runs = []
    for place, (start, value) in enumerate(figures):
        following, figure = figures[place + 1] if place + 1 < len(figures) else (None, None)
        end = min((day for day in (following, _after(voids, start)) if day), default=None)
        if value is not None:
            runs.append(Run(start, end, value, figure is not None and end == following))
    return runs


def _find_voids(timeline: EventTimeline, account: Side) -> list[date]:
    """Return the days from which an account spoke in words only, in order."""
    return [figure.since for figure in timeline.figures(account) if figure.in_words]


def _after(days: Sequence[date], start: date) -> date | None:
    return next((day for day in days if day > start), None)


def draw_lines(
    shown: Sequence[Series], timeline: EventTimeline, plot: Plot, palette: Palette, end: date
) -> list[Element]:
    """Return the step line of each series that has one, in its maker's own dashes."""
    numbers = number_makers(timeline.dataset.front)
    lines = (
        _draw_line(one, timeline, plot, palette, end=end, maker=numbers.get(one.series_id, 0))
        for one in shown
    )
    return [line for line in lines if line is not None]


def _draw_line(
    series: Series,
    timeline: EventTimeline,
    plot: Plot,
    palette: Palette,
    *,
    end: date,
    maker: int,
) -> Element | None:
    """Return the step line of a series; what holds until no next figure came is drawn thin."""
    if not series.joined:
        return None
    line, tail, reach = "", "", None
    for run in list_runs(timeline, series):
        y, until = plot.find_y(run.value), run.end or end
        if not plot.sees(run.start, until):
            continue
        x0, x1 = plot.find_x(run.start), plot.find_x(until)
        pen = "L" if run.start == reach else "M"
        if run.joined:
            line += f"{pen}{x0:.1f} {y:.1f}H{x1:.1f}"
        else:
            line += f"L{x0:.1f} {y:.1f}" if pen == "L" else ""
            tail += f"M{x0:.1f} {y:.1f}H{x1:.1f}"
        reach = until if run.joined else None
    ink = {"stroke": ink_of(series.side.role, palette), "fill": "none"}
    dash = palette.dash(pick_dash(series.side.role, maker))
    weight = palette.size(STYLE.strokes["line"].weight)
    drawn: dict[str, str | float | None] = {"stroke_width": weight, "stroke_dasharray": dash}
    if series.worked_out:
        drawn = style_stroke("worked-out", palette)
    full = make("path", d=line, **drawn, **ink) if line else None
    faint = make("path", d=tail, **style_stroke("tail", palette), **ink) if tail else None
    return make("g", full, faint, stroke_linejoin="round")


def draw_marks(
    series: Series, points: Sequence[Point], plot: Plot, size: float, palette: Palette
) -> Element:
    """Return the claims of a series: full where one leads its account, with ranges and spans."""
    ink, sign = ink_of(series.side.role, palette), _SIGNS[DRAWINGS[series.side.role].symbol]
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
            extents += _point_open(claim, x, plot.find_y(claim.value), radius, palette)
            ways[point.leading] += _place_sign(sign, x, plot.find_y(claim.value), radius)
    edge: dict[str, str | float | None] = {"stroke": ink, **style_stroke("sign", palette)}
    extent = style_stroke("extent", palette)
    return make(
        "g",
        make("path", d=extents, fill="none", stroke=ink, **extent) if extents else None,
        make("path", d=ways[False], fill=palette["paper"], **edge) if ways[False] else None,
        make("path", d=ways[True], fill=ink, **edge) if ways[True] else None,
        opacity=STYLE.strokes["worked-out"].opacity if series.worked_out else None,
    )


def _point_open(claim: Claim, x: float, y: float, radius: float, palette: Palette) -> str:
    """Return an arrow from a claim's mark to the side on which its figure is open, as path data."""
    side = find_open_side(claim)
    if not side:
        return ""
    bound = STYLE.bounds[side]
    way = -1.0 if bound.outwards else 1.0
    reach, head = palette.size(bound.arrow), 0.4 * palette.size(bound.arrow)
    top = y + way * (radius + reach)
    return (
        f"M{x:.1f} {y + way * radius:.1f}V{top:.1f}"
        f"m{-head:.1f} {-way * head:.1f}l{head:.1f} {way * head:.1f}l{head:.1f} {-way * head:.1f}"
    )


def box_marks(points: Sequence[Point], plot: Plot, size: float) -> list[Box]:
    """Return the room that the marks of a series take, with their ranges and spans."""
    reach, boxes = _RADIUS * size + 1.0, []
    for point in points:
        claim, span = point.claim, point.claim.as_of
        x0, x1 = plot.find_x(span.start), plot.find_x(span.end)
        x = (x0 + x1) / 2.0
        if claim.value is not None:
            y = plot.find_y(claim.value)
            boxes.append((x - reach, y - reach, x + reach, y + reach))
        if claim.low is not None and claim.high is not None:
            boxes.append((x - 2.0, plot.find_y(claim.high), x + 2.0, plot.find_y(claim.low)))
        if x1 > x0 and (height := _find_height(claim)) is not None:
            boxes.append((x0, plot.find_y(height) - 1.0, x1, plot.find_y(height) + 1.0))
    return boxes


def _find_height(claim: Claim) -> float | None:
    """Return at how many km² a claim stands: its figure, or the end of its range."""
    return next((one for one in (claim.value, claim.high, claim.low) if one is not None), None)


def draw_sign(
    role: Role, x: float, y: float, size: float, palette: Palette, *, full: bool
) -> Element:
    """Return the mark of an account, hollow where a claim does not lead."""
    ink = ink_of(role, palette)
    data = _place_sign(_SIGNS[DRAWINGS[role].symbol], x, y, _RADIUS * size)
    fill = ink if full else palette["paper"]
    return make("path", d=data, fill=fill, stroke=ink, **style_stroke("sign", palette))


def _place_sign(sign: str, x: float, y: float, r: float) -> str:
    spots = {"x": x, "y": y, "r": r, "d": 2 * r, "w": x - r, "e": x + r, "n": y - r, "s": y + r}
    return sign.format(**{name: f"{value:.1f}" for name, value in spots.items()})
