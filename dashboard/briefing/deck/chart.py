"""The area chart as a native, editable one: a step line per series, marks, ranges, playhead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, cast

from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData, XyChartData
from pptx.chart.series import XySeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.briefing.chart.chart import keep_drawn, list_charted, list_shown_series
from dashboard.briefing.chart.plot import STEPS, list_runs, pick_step
from dashboard.briefing.chart.window import find_seen_top, read_window
from dashboard.briefing.deck.ooxml import (
    describe_shape,
    fade_series,
    hide_entries,
    point_series,
    spread_table,
)
from dashboard.briefing.deck.text import ACCENTS, INK, LEAST, MUTED, SlideBox, paint
from dashboard.state.selection import Selection
from dashboard.text.catalogues import DECK
from dashboard.text.language import get_language
from dashboard.text.spelling import format_day, format_number
from dashboard.view.style import STYLE
from dashboard.view.workspace import Workspace
from geodata.claims.disagreement import find_open_side
from geodata.claims.timeline import EventTimeline, Point
from geodata.core.model import Account, Series, Side
from geodata.core.plain import isolate

Pair = tuple[date, float | None]
"""A day and its km²; without km² the line breaks."""

_EPOCH: Final = date(1899, 12, 30)  # on which spreadsheets count day 0
_DAY_FORMAT: Final = "yyyy-mm-dd"
_LOCALES: Final = {"en": "809", "uk": "422", "ru": "419"}
_SORT: Final = XL_CHART_TYPE.XY_SCATTER_LINES
_TICKS: Final = 6
_REACH_KM2: Final = 70.0  # of an arrow on the open side of a figure
_LEGENDED: Final = Inches(3.6)  # height from which a chart has room for a legend
_MONTH: Final = 30.67  # a quarter of it is 92 days: no label ever names the month before
_DASHES: Final = (None, MSO_LINE.DASH, MSO_LINE.ROUND_DOT)  # of an account's lines, in order
_MARKS: Final = (
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.X,
    XL_MARKER_STYLE.PLUS,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What one series of the chart goes through, and how it is drawn."""

    label: str
    pairs: tuple[Pair, ...]
    side: Side | None
    order: int = 0
    lined: bool = True
    width: float = 1.75
    named: bool = True
    muted: bool = False
    pointed: bool = False
    worked_out: bool = False


def list_traces(workspace: Workspace, selection: Selection) -> list[Trace]:
    """Return the traces of every account that is shown: lines, marks, ranges, playhead."""
    clock = workspace.pick_timeline(selection.clock)
    timeline = keep_drawn(clock.draw_on(selection.day), selection)
    end = clock.end_on(selection.day)
    charted = list_shown_series(workspace.dataset.front, selection)
    traces: list[Trace] = []
    for account in workspace.dataset.front.accounts:
        series = [one for one in charted if one.side == account.side]
        traces += _trace_account(timeline, account, series, end)
    traces += _trace_reading(workspace, selection)
    top = max((km2 for one in traces for _, km2 in one.pairs if km2 is not None), default=1.0)
    head = ((selection.day, 0.0), (selection.day, top))
    traces.append(Trace(format_day(selection.day), head, None, width=1.25, named=False))
    # LibreOffice drops every series that stands before the longest one.
    longest = max(traces, key=lambda one: len(one.pairs))
    return [longest, *(one for one in traces if one is not longest)]


def _trace_reading(workspace: Workspace, selection: Selection) -> list[Trace]:
    """Return the ends of the band of what the reported places imply, where it is shown."""
    readings = list_charted(workspace, selection)
    if not readings:
        return []
    days = [*(one.date for one in readings[1:]), workspace.dataset.front.last]
    held = list(zip(readings, days, strict=True))
    low = [pair for one, end in held for pair in ((one.date, one.low_km2), (end, one.low_km2))]
    high = [pair for one, end in held for pair in ((one.date, one.high_km2), (end, one.high_km2))]
    words = DECK["band"]
    return [
        Trace(words, tuple(low), None, width=0.75, muted=True),
        Trace(words, tuple(high), None, width=0.75, named=False, muted=True),
    ]


def _trace_account(
    timeline: EventTimeline, account: Account, series: list[Series], last: date
) -> list[Trace]:
    """Return a line or marks for each series of an account, and one trace for all its ranges."""
    lined = [one for one in series if one.joined]
    single = [one for one in series if not one.joined]
    traces = [
        Trace(
            one.label,
            tuple(_follow(timeline, one, last)),
            account.side,
            order,
            worked_out=one.worked_out,
        )
        for order, one in enumerate(lined)
    ]
    traces += [
        Trace(
            one.label,
            tuple(_scatter(timeline.points[one.series_id])),
            account.side,
            order,
            lined=False,
            worked_out=one.worked_out,
        )
        for order, one in enumerate(single)
    ]
    points = [point for one in series for point in timeline.points[one.series_id]]
    ranges = tuple(pair for point in points for pair in _extend(point))
    label = DECK.fill("range", account=account.label)
    traces.append(Trace(label, ranges, account.side, width=0.75, named=False))
    bounds = tuple(pair for point in points for pair in _open_up(point))
    label = DECK.fill("open_side", account=account.label)
    traces.append(Trace(label, bounds, account.side, named=False, pointed=True))
    return [one for one in traces if one.pairs]


def _follow(timeline: EventTimeline, series: Series, last: date) -> Iterable[Pair]:
    """Yield the corners of a series' steps; the last figure stands until the `last` day."""
    runs = list_runs(timeline, series)
    for place, run in enumerate(runs):
        yield run.start, run.value
        yield run.end or last, run.value
        if not run.joined and place + 1 < len(runs):
            yield run.end or last, None


def _scatter(points: Iterable[Point]) -> Iterable[Pair]:
    """Yield the single figures that are dated to the day."""
    for point in points:
        if point.claim.as_of.is_day and point.claim.value is not None:
            yield point.claim.as_of.start, point.claim.value


def _extend(point: Point) -> Iterable[Pair]:
    """Yield a claim's range as an upright stroke, its month or season as a level one."""
    claim = point.claim
    first, last = claim.as_of.start, claim.as_of.end
    middle = first + (last - first) / 2
    if claim.low is not None and claim.high is not None:
        yield from ((middle, claim.low), (middle, claim.high), (middle, None))
    height = next((one for one in (claim.value, claim.high, claim.low) if one is not None), None)
    if last > first and height is not None:
        yield from ((first, height), (last, height), (last, None))


def _open_up(point: Point) -> Iterable[Pair]:
    """Yield the stroke from a figure to the side on which its claim leaves it open."""
    claim = point.claim
    side = find_open_side(claim)
    if side and claim.as_of.is_day and claim.value is not None:
        way = 1.0 if STYLE.bounds[side].outwards else -1.0
        yield claim.as_of.start, claim.value
        yield claim.as_of.start, max(claim.value + way * _REACH_KM2, 0.0)
        yield claim.as_of.start, None


def find_top_km2(workspace: Workspace, selection: Selection) -> float:
    """Return the highest figure seen on the chart of a selection, km²."""
    if window := read_window(selection):
        timeline = workspace.pick_timeline(selection.clock).draw_on(selection.day)
        shown = list_shown_series(workspace.dataset.front, selection)
        readings = list_charted(workspace, selection)
        return find_seen_top(shown, keep_drawn(timeline, selection), readings, window)
    traces = [one for one in list_traces(workspace, selection) if not one.pointed]
    return max((km2 for one in traces for _, km2 in one.pairs if km2 is not None), default=1.0)


def draw_chart(
    slide: Slide, box: SlideBox, workspace: Workspace, selection: Selection, top_km2: float
) -> Chart:
    """Add a native XY chart of the window of the selection, else of the front's whole time.

    The shown day is marked. All figures are in its data, so that its axis can be set anew; it
    reaches `top_km2`, so that charts of one deck can be compared. In a low box it has no
    legend: the accounts stand in the table above it, each by its colour.
    """
    traces = list_traces(workspace, selection)
    data = XyChartData(number_format=_DAY_FORMAT)  # of the first column of its table
    for trace in traces:
        series = data.add_series(_disarm(trace.label), number_format="General")
        for day, km2 in trace.pairs:
            series.add_data_point(_count_days(day), km2)
    # Annotated as taking a category chart's data and returning the chart, it does neither.
    frame = cast(GraphicFrame, slide.shapes.add_chart(_SORT, *box, cast(ChartData, data)))
    front = workspace.dataset.front
    title = DECK["chart"].format(**front.words)
    frame.name = title
    first, last = read_window(selection) or (front.first, front.last)
    days = (format_day(day) for day in (first, last, selection.day))
    alt = DECK["chart_alt"].format(**dict(zip(("first", "last", "day"), days, strict=True)))
    describe_shape(frame, alt)
    chart: Chart = frame.chart
    chart.font.size = Pt(LEAST)
    paint(chart.font.color, MUTED)
    chart.has_title = True
    title_chart(chart, title)
    _set_axes(chart, first, last, top_km2)
    for drawn, trace in zip(chart.plots[0].series, traces, strict=True):
        _dress(drawn, trace)
    worked = [place for place, one in enumerate(traces) if one.worked_out]
    fade_series(chart, worked, STYLE.strokes["worked-out"].opacity)
    point_series(chart, [place for place, one in enumerate(traces) if one.pointed])
    spread_table(chart, DECK["day"], _DAY_FORMAT)
    if box[3] >= _LEGENDED:
        _set_legend(chart, traces)
    else:
        chart.has_legend = False
    return chart


def title_chart(chart: Chart, title: str) -> None:
    """Write the title of a chart above it."""
    paragraph = chart.chart_title.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = title
    run.font.size, run.font.bold = Pt(LEAST), True
    paint(run.font.color, INK)
    chart.chart_title.include_in_layout = False


def write_months(labels: str = "mmm yy") -> str:
    """Return the format of days in the language spoken, whatever the reader's machine has."""
    return f"[$-{_LOCALES[get_language()]}]{labels}"


def write_thousands() -> str:
    """Return the format of whole numbers in the language spoken, whatever the reader's machine has.

    The separator is a literal: that of a format such as `#,##0` is the machine's own.
    """
    mark = format_number(10_000)[2:-3]
    return f'[>=1000000]0"{mark}"000"{mark}"000;[>=1000]0"{mark}"000;0'


def _set_axes(chart: Chart, first: date, last: date, top_km2: float) -> None:
    """Let the axis across begin with a month, or, where few days are shown, with the first."""
    length = (last - first).days
    by_month = length >= _TICKS * _MONTH / 2
    months = max(1, round(length / _MONTH / _TICKS))
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale = _count_days(first.replace(day=1) if by_month else first)
    across.maximum_scale = _count_days(last) + 1
    across.major_unit = round(months * _MONTH) if by_month else max(1, round(length / _TICKS))
    across.has_major_gridlines = False
    across.tick_labels.number_format = write_months() if by_month else write_months("d mmm")
    across.tick_labels.number_format_is_linked = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    step = pick_step(top_km2)
    up.minimum_scale, up.maximum_scale, up.major_unit = 0, step * STEPS, step
    up.tick_labels.number_format = write_thousands()
    up.tick_labels.number_format_is_linked = False
    _draw_line(across)
    up.format.line.fill.background()
    up.major_gridlines.format.line.width = Pt(0.5)
    paint(up.major_gridlines.format.line.color, MSO_THEME_COLOR.BACKGROUND_2)


def _draw_line(axis: ValueAxis) -> None:
    axis.format.line.width = Pt(0.75)
    paint(axis.format.line.color, MUTED)


def _dress(series: XySeries, trace: Trace) -> None:
    colour = ACCENTS[trace.side.role] if trace.side else MUTED if trace.muted else INK
    marker = series.marker
    if trace.lined:
        series.format.line.width = Pt(
            STYLE.strokes["worked-out"].weight if trace.worked_out else trace.width
        )
        paint(series.format.line.color, colour)
        dash = _DASHES[trace.order % len(_DASHES)]
        if dash:
            series.format.line.dash_style = dash
        marker.style = XL_MARKER_STYLE.NONE
        return
    series.format.line.fill.background()
    marker.style, marker.size = _MARKS[trace.order % len(_MARKS)], 6
    marker.format.fill.solid()
    paint(marker.format.fill.fore_color, colour)
    marker.format.line.width = Pt(0.75)
    paint(marker.format.line.color, colour)


def _set_legend(chart: Chart, traces: list[Trace]) -> None:
    """Name the series below the chart, save ranges and playhead, which name themselves."""
    chart.has_legend = True
    legend = chart.legend
    legend.position, legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    legend.font.size = Pt(LEAST)
    paint(legend.font.color, INK)
    hide_entries(chart, [place for place, trace in enumerate(traces) if not trace.named])


def _count_days(day: date) -> int:
    """Return a day as spreadsheets count it."""
    return (day - _EPOCH) // timedelta(days=1)


def _disarm(label: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return isolate(label.lstrip("=+-@") or label)
