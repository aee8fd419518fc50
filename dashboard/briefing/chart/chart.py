"""The chart of a page: every account's figures through time, with the shown day marked on it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dashboard.briefing.chart.axes import draw_axes
from dashboard.briefing.chart.band import draw_band
from dashboard.briefing.chart.head import set_head
from dashboard.briefing.chart.names import box_playhead, box_series, name_lines
from dashboard.briefing.chart.plot import (
    Plot,
    draw_gap,
    draw_lines,
    draw_marks,
    find_top,
    lay_out_plot,
    style_stroke,
)
from dashboard.briefing.chart.window import (
    find_seen_top,
    keep_seen,
    keep_seen_readings,
    read_window,
)
from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make, make_hatch
from dashboard.briefing.drawing.viewport import Box, Space
from dashboard.state.selection import Selection
from dashboard.text.catalogues import CHART
from dashboard.view.style import STYLE
from dashboard.view.view import list_readings, pick_reading
from dashboard.view.workspace import Workspace
from geodata.claims.claims import LEADING_LETTERS, pick_source
from geodata.claims.timeline import EventTimeline
from geodata.core.model import Front, Role, Series, Span
from geodata.core.reading import Reading

_AFTER_DAYS: Final = 21  # that the axis goes on after the last figure, so that its mark is whole


def draw_chart(
    workspace: Workspace,
    selection: Selection,
    box: Box,
    size: float,
    palette: Palette,
    *,
    other: date | None = None,
) -> Element:
    """Return the chart of the accounts of a selection in a box of the page, type of that size.

    `other` is a day to be marked beside the shown one. Where the selection narrows its chart to a
    window, the axis is that window, and its height that of the figures seen in it.

    On the clock "known" only what had been made public by the shown day is drawn, as on screen.
    """
    front, clock = workspace.dataset.front, workspace.pick_timeline(selection.clock)
    timeline = keep_drawn(clock.draw_on(selection.day), selection)
    end = clock.end_on(selection.day)
    shown = list_shown_series(front, selection)
    points = [point for one in shown for point in timeline.points[one.series_id]]
    window = read_window(selection)
    told = [one.claim.as_of.end for one in points if one.claim.value is not None]
    last_told = find_end([*told, selection.day, *([other] if other else [])], front)
    first, last = window or (front.first, last_told)
    marked, readings, top = timeline, list_charted(workspace, selection), find_top(points)
    if window:
        top = find_seen_top(shown, timeline, readings, window)
        marked, readings = keep_seen(timeline, window), keep_seen_readings(readings, window)
    axes = lay_out_plot(first, last, top, box, size)
    head = set_head(axes, box, selection.day, CHART["title"].format(**front.words), size)
    plot = head.plot
    taken = head.list_boxes()
    taken += [box_playhead(plot, day) for day in (selection.day, other) if day]
    taken += box_series(shown, timeline, marked, plot, end=end, size=size)
    space = Space(box[2], box[3], taken)
    gaps = [gap for gap in timeline.gaps if plot.sees(gap.start, gap.end) and gap.start <= end]
    return make(
        "g",
        *head.draw_title(palette),
        *_draw_gaps(gaps, plot, size, palette, space),
        *draw_axes(plot, size, palette),
        draw_band(readings, plot, palette, last),
        *draw_lines(shown, timeline, plot, palette, end),
        *(draw_marks(one, marked.points[one.series_id], plot, size, palette) for one in shown),
        *name_lines(shown, timeline, plot, end=end, size=size, palette=palette, space=space),
        *_draw_other(plot, other, palette),
        *head.draw_playhead(palette),
    )


def find_end(days: Iterable[date], front: Front) -> date:
    """Return the last day of an axis: a little after the last of the days told of or marked."""
    return min(front.last, max(days) + timedelta(days=_AFTER_DAYS))


def list_shown_series(front: Front, selection: Selection) -> list[Series]:
    """Return the series that the chart of a selection shows."""
    return [one for one in front.series if is_charted(one, selection)]


def keep_drawn(timeline: EventTimeline, selection: Selection) -> EventTimeline:
    """Return the timeline without figures of reliability D to F, which only "others" brings."""
    if selection.others:
        return timeline
    sources = timeline.dataset.sources
    points = {
        name: tuple(
            one for one in own if pick_source(one.claim, sources).reliability in LEADING_LETTERS
        )
        for name, own in timeline.points.items()
    }
    return replace(timeline, points=points)


def is_charted(series: Series, selection: Selection) -> bool:
    """Return whether a series belongs to the accounts, and to the one mapper, of a selection."""
    narrowed = selection.mapper is not None and series.side.role is Role.MAPPERS
    wanted = not narrowed or series.series_id == selection.mapper
    return wanted and series.side in selection.accounts


def list_charted(workspace: Workspace, selection: Selection) -> tuple[Reading, ...]:
    """Return the readings of the places where a selection shows them, else none."""
    shown = pick_reading(workspace.dataset, replace(selection, day=workspace.dataset.front.last))
    return list_readings(workspace.dataset, selection.reading) if shown else ()


def make_gap_hatch(palette: Palette) -> Element:
    """Return the pattern of silences, to which the chart refers."""
    style = STYLE.patterns["gap"]
    tile, mark = palette.size(style.tile), palette.size(style.mark)
    return make_hatch("gap", tile, -45.0, stroke=palette[style.tone], weight=mark / 2.0)


def _draw_gaps(
    gaps: Iterable[Span], plot: Plot, size: float, palette: Palette, space: Space
) -> list[Element]:
    drawn, words = [], CHART["gap"]
    room = measure_width(words, size)
    for gap in gaps:
        x0, x1 = plot.find_x(gap.start), plot.find_x(gap.end)
        drawn.append(draw_gap(gap, plot))
        middle, y = (x0 + x1) / 2.0, plot.top + 1.1 * size
        taken = (middle - room / 2.0, y - size, middle + room / 2.0, y + 0.3 * size)
        if x1 - x0 > room + size and space.is_free(taken):
            space.take(taken)
            drawn.append(write(words, middle, y, size, palette["muted"], anchor="middle"))
    return drawn


def _draw_other(plot: Plot, day: date | None, palette: Palette) -> list[Element]:
    if day is None or not plot.sees(day, day):
        return []
    way = f"M{plot.find_x(day):.1f} {plot.top:.1f}V{plot.bottom:.1f}"
    line = make("path", d=way, stroke=palette["ink"], **style_stroke("pin", palette))
    return [line]
