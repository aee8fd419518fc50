"""The chart of a film, which every frame shares until a report is added to it."""

from dashboard.briefing.chart.axes import draw_axes
from dashboard.briefing.chart.band import draw_band
from dashboard.briefing.chart.chart import keep_drawn, list_charted, list_shown_series
from dashboard.briefing.chart.names import box_series, name_lines
from dashboard.briefing.chart.plot import (
    Plot,
    draw_gap,
    draw_lines,
    draw_marks,
    find_top,
    lay_out_plot,
)
from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element
from dashboard.briefing.drawing.viewport import Box, Space
from dashboard.briefing.film.mode import chart_pile
from dashboard.state.selection import Selection
from dashboard.text.catalogues import CHART
from dashboard.view.shown_mode import AGREEMENT, is_moded
from dashboard.view.workspace import Workspace


def draw_stage_chart(
    workspace: Workspace, selection: Selection, box: Box, size: float, palette: Palette
) -> tuple[Plot, list[Element | None]]:
    """Return the chart without its playhead, which moves, and where days lie on it."""
    front = workspace.dataset.front
    if is_moded(selection) and selection.mode == AGREEMENT:
        return chart_pile(workspace, selection, box, size, palette)
    clock = workspace.pick_timeline(selection.clock)
    timeline = keep_drawn(clock.draw_on(selection.day), selection)
    end = clock.end_on(selection.day)
    series = list_shown_series(front, selection)
    # Of everything ever said, so that the scale stays while reports come in.
    points = workspace.timeline.points
    highest = find_top(point for one in series for point in points[one.series_id])
    plot = lay_out_plot(front.first, front.last, highest, box, size)
    taken = box_series(series, timeline, timeline, plot, end=end, size=size)
    space = Space(box[2], box[3], taken)
    left, top, *_ = box
    words = CHART["title"].format(**front.words)
    return plot, [
        write(words, left, top + size, size, palette["ink"], bold=True),
        *(draw_gap(gap, plot) for gap in timeline.gaps if gap.start <= end),
        *draw_axes(plot, size, palette),
        draw_band(list_charted(workspace, selection), plot, palette, front.last),
        *draw_lines(series, timeline, plot, palette, end),
        *(draw_marks(one, timeline.points[one.series_id], plot, size, palette) for one in series),
        *name_lines(series, timeline, plot, end=end, size=size, palette=palette, space=space),
    ]
