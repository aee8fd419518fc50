"""A mode of the map on a slide: its classes as a native table, agreement over time as a chart."""

from datetime import date, timedelta
from typing import Final, cast

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, ChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Length, Pt

from dashboard.briefing.chart.pile import COUNTS, follow_agreement, name_layer, pick_layer_tint
from dashboard.briefing.chart.plot import STEPS, pick_step
from dashboard.briefing.chart.window import read_window
from dashboard.briefing.deck.chart import title_chart, write_months, write_thousands
from dashboard.briefing.deck.ooxml import describe_shape, fade_series, space_months
from dashboard.briefing.deck.text import (
    INK,
    LEAST,
    MUTED,
    SlideBox,
    TableRow,
    draw_table,
    fit_widths,
    paint,
)
from dashboard.state.selection import Selection
from dashboard.text.catalogues import DECK, MODES
from dashboard.text.spelling import format_day
from dashboard.view.shown_mode import ShownMode, format_size
from dashboard.view.workspace import Workspace

_SORT: Final = XL_CHART_TYPE.AREA_STACKED
_MONTH: Final = 30.4  # days
_LABELS: Final = 6  # of months below the chart


def add_classes(
    slide: Slide, corner: tuple[Length, Length], width: Length, shown: ShownMode
) -> Length:
    """Add a native table of the classes with their km², and return the height that it takes."""
    rows = list_class_rows(shown)
    if not rows:
        return Pt(0)
    return draw_table(slide, corner, fit_widths(rows, width), rows, name=shown.title)


def list_class_rows(shown: ShownMode) -> list[TableRow]:
    """Return the heading and a row for each class of a mode with its km², nothing without any."""
    rows = [
        TableRow((line.words, format_size(line.area_km2)), bold=(1,))
        for line in shown.lines
        if line.area_km2 is not None
    ]
    return [TableRow((DECK["mode_class"], DECK["mode_size"])), *rows] if rows else []


def draw_pile_chart(
    slide: Slide, box: SlideBox, workspace: Workspace, selection: Selection
) -> Chart:
    """Add a native chart of the ground that all accounts give, two give, one gives, piled up.

    Days stand on an axis of dates; each figure holds until the day before the next.
    """
    front = workspace.dataset.front
    rows = follow_agreement(workspace, selection)
    first, last = read_window(selection) or (front.first, front.last)
    end = min(last, workspace.pick_timeline(selection.clock).end_on(selection.day))
    data = CategoryChartData(number_format="General")
    days: list[date] = []
    km2: list[tuple[float, ...]] = []
    for place, row in enumerate(rows):
        until = rows[place + 1].day - timedelta(days=1) if place + 1 < len(rows) else end
        for day in dict.fromkeys((max(row.day, first), min(until, end))):
            if first <= day <= end and row.day <= day <= until:
                days.append(day)
                km2.append(row.km2)
    data.categories = days
    layers = [at for at in range(len(COUNTS)) if any(one[at] for one in km2)] or [len(COUNTS) - 1]
    for at in layers:
        data.add_series(name_layer(COUNTS[at]), [round(one[at], 1) for one in km2])
    frame = cast(GraphicFrame, slide.shapes.add_chart(_SORT, *box, cast(ChartData, data)))
    frame.name = MODES["agreement_chart"]
    span = DECK["from_to"].format(first=format_day(first), last=format_day(last))
    describe_shape(frame, f"{MODES['agreement_chart']}: {span}")
    chart: Chart = frame.chart
    space_months(chart, max(1, round((end - first).days / _MONTH / _LABELS)))
    _dress(chart, max((sum(one) for one in km2), default=1.0) or 1.0)
    for place, (series, at) in enumerate(zip(chart.plots[0].series, layers, strict=True)):
        series.format.fill.solid()
        paint(series.format.fill.fore_color, INK)
        fade_series(chart, [place], pick_layer_tint(COUNTS[at]))
    return chart


def _dress(chart: Chart, top_km2: float) -> None:
    chart.font.size = Pt(LEAST)
    paint(chart.font.color, MUTED)
    chart.has_title = True
    title_chart(chart, MODES["agreement_chart"])
    step = pick_step(top_km2)
    up = chart.value_axis
    up.minimum_scale, up.maximum_scale, up.major_unit = 0, step * STEPS, step
    up.tick_labels.number_format = write_thousands()
    up.tick_labels.number_format_is_linked = False
    chart.category_axis.tick_labels.number_format = write_months()
    chart.category_axis.tick_labels.number_format_is_linked = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(LEAST)
    paint(chart.legend.font.color, INK)
