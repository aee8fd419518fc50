"""A mode of the map in a film: its ground and its classes on the map, agreement as the chart."""

from typing import Final

from dashboard.briefing.chart.axes import draw_axes
from dashboard.briefing.chart.pile import draw_layers, follow_agreement
from dashboard.briefing.chart.plot import Plot, lay_out_plot
from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box, touch
from dashboard.briefing.map.legend import size_swatch
from dashboard.briefing.map.modes import draw_mode, sample_mode
from dashboard.briefing.map.panel import MapPanel
from dashboard.state.selection import Selection
from dashboard.text.catalogues import MODES
from dashboard.view.shown_mode import ShownMode, format_size
from dashboard.view.workspace import Workspace

_ROW: Final = 1.4  # height of a class, in sizes of the text
_PLATE: Final = 0.96  # opacity, so that no name below it is read


def draw_shown(shown: ShownMode, panel: MapPanel) -> list[Element]:
    """Return what a mode shows on the map of a frame."""
    return [draw_mode(shown, panel.base.viewport, panel.base.palette)]


def write_classes(shown: ShownMode, panel: MapPanel) -> Element:
    """Return the title and the classes with their km² on a plate in a free corner of the map."""
    size, palette = panel.size, panel.base.palette
    inset = 0.6 * size
    swatch = size_swatch(size)[0] + 0.5 * size
    rows = [
        (line, line.words, "" if line.area_km2 is None else format_size(line.area_km2))
        for line in shown.lines
    ]
    notes = [] if rows else list(shown.notes)
    column = max((measure_width(words, size) for _, words, _ in rows), default=0.0) + 0.8 * size
    figures = max((measure_width(km2, size, bold=True) for *_, km2 in rows), default=0.0)
    widths = [swatch + column + figures, measure_width(shown.title, size, bold=True)]
    widths += [measure_width(note, size) for note in notes]
    box = _find_corner(
        panel, max(widths) + 2 * inset, _ROW * size * (len(rows) + len(notes) + 1) + inset
    )
    x, y = box[0] + inset, box[1] + inset + 0.85 * size
    plate = make("rect", x=box[0], y=box[1], width=box[2] - box[0], height=box[3] - box[1])
    plate.set("fill", palette["paper"])
    plate.set("fill-opacity", f"{_PLATE}")
    drawn = [plate, write(shown.title, x, y, size, palette["ink"], bold=True)]
    for line, words, km2 in rows:
        y += _ROW * size
        drawn.append(sample_mode(line.look)(x, y - 0.36 * size, size, palette))
        drawn.append(write(words, x + swatch, y, size, palette["ink"]))
        drawn.append(write(km2, x + swatch + column, y, size, palette["ink"], bold=True))
    for note in notes:
        y += _ROW * size
        drawn.append(write(note, x, y, size, palette["muted"]))
    return make("g", *drawn)


def _find_corner(panel: MapPanel, width: float, height: float) -> Box:
    """Return a box of that size in the first corner of the map that its furniture leaves free."""
    viewport = panel.base.viewport
    right, low = viewport.width - width, viewport.height - height
    corners = [(x, y, x + width, y + height) for y in (0.0, low) for x in (0.0, right)]
    free = (box for box in corners if not any(touch(box, one) for one in panel.furniture))
    return next(free, corners[0])


def chart_pile(
    workspace: Workspace, selection: Selection, box: Box, size: float, palette: Palette
) -> tuple[Plot, list[Element | None]]:
    """Return the chart of agreement without its playhead, and where days lie on it."""
    front = workspace.dataset.front
    last = workspace.pick_timeline(selection.clock).end_on(selection.day)
    rows = follow_agreement(workspace, selection)
    top = max((sum(row.km2) for row in rows), default=0.0) or 1.0
    plot = lay_out_plot(front.first, front.last, top, box, size)
    title = write(MODES["agreement_chart"], box[0], box[1] + size, size, palette["ink"], bold=True)
    return plot, [title, *draw_axes(plot, size, palette), *draw_layers(rows, plot, last, palette)]
