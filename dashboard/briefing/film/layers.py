"""What of a film does not move, and the map that each report brings."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from PIL import Image

from dashboard.briefing.chart.chart import is_charted, make_gap_hatch, read_timeline
from dashboard.briefing.chart.plot import (
    Plot,
    draw_axes,
    draw_line,
    draw_marks,
    lay_out_plot,
    name_lines,
)
from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.lettering import write, write_lines
from dashboard.briefing.drawing.palette import Palette, read_font
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.drawing.viewport import Space
from dashboard.briefing.film.layout import FOOT_SIZE, LEADING, FilmLayout
from dashboard.briefing.map.areas import make_hatches, make_swatch
from dashboard.briefing.map.panel import MapPanel, draw_view
from dashboard.state.selection import Selection
from dashboard.text.pictures import CHART
from dashboard.view.view import KNOWN, Desk, View
from geodata.core.model import Side

SWATCH: Final = (1.9, 1.1)
"""Width and height of an account's sample, in sizes of the running text."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The picture that all frames share, and the plot of the chart on it."""

    picture: Image.Image
    plot: Plot


def paint_stage(desk: Desk, selection: Selection, layout: FilmLayout, panel: MapPanel) -> Stage:
    """Return ground, chart and foot of the frames; what moves is laid over them.

    On the clock "known" the chart shows what had been made public by the selection's day.
    """
    palette = panel.base.palette
    plot, chart = _draw_chart(desk, selection, layout, palette)
    width, height = layout.width, layout.height
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    drawn = panel.draw(desk, [], *layout.map[:2])
    foot = _write_foot(layout, palette)
    page = make_page(
        width,
        height,
        desk.dataset.front.title,
        make("defs", make_gap_hatch(palette), *panel.base.definitions),
        make("g", paper, drawn, *chart, *foot, font_family=read_font()),
    )
    return Stage(rasterise(page, "RGB"), plot)


def lay_held(stage: Stage, view: View, layout: FilmLayout, panel: MapPanel) -> Image.Image:
    """Return the stage with the held areas of a view on its map, names and furniture on top."""
    base, picture = panel.base, stage.picture.copy()
    hatches = make_hatches([one.account.side for one in view.standings], base.palette)
    clip, _, *names = base.definitions  # between them stands the ground
    overlay = make(
        "g",
        *draw_view(base, view),
        make("use", href=f"#{base.ident}-names"),
        clip_path=f"url(#{base.ident}-box)",
        font_family=read_font(),
    )
    page = make_page(
        base.placement.width,
        base.placement.height,
        view.selection.day.isoformat(),
        make("defs", *hatches, clip, *names),
        overlay,
    )
    held = rasterise(page, "RGBA")
    left, top = round(layout.map[0]), round(layout.map[1])
    picture.paste(held, (left, top), held)
    for box in (panel.bar, panel.locator):
        if box:
            on_frame = (
                left + int(box[0]),
                top + int(box[1]),
                left + int(box[2]),
                top + int(box[3]),
            )
            picture.paste(stage.picture.crop(on_frame), on_frame[:2])
    return picture


def paint_swatch(side: Side, body: float, palette: Palette) -> Image.Image:
    """Return a sample of an account's areas, on nothing."""
    width, height = SWATCH[0] * body, SWATCH[1] * body
    swatch = make_swatch(side, 0.0, 0.0, palette, size=(width, height))
    definitions = make("defs", *make_hatches([side], palette))
    return rasterise(make_page(width, height, side.value, definitions, swatch), "RGBA")


def rasterise(page: Element, mode: str) -> Image.Image:
    """Return a page as a picture of as many pixels as it has units."""
    width, height = (round(float(page.attrib[side])) for side in ("width", "height"))
    return Image.open(BytesIO(render_png(page, width, height))).convert(mode)


def _draw_chart(
    desk: Desk, selection: Selection, layout: FilmLayout, palette: Palette
) -> tuple[Plot, list[Element | None]]:
    """Return the chart without its playhead, which moves, and where days lie on it."""
    front, size = desk.dataset.front, layout.tiny
    timeline = read_timeline(desk, selection)
    end = selection.day if selection.clock == KNOWN else front.last
    series = [one for one in front.series if is_charted(one, selection)]
    claims = [one.claim for item in series for one in desk.timeline.points[item.series_id]]
    ends = [end for one in claims for end in (one.value, one.low, one.high) if end is not None]
    plot = lay_out_plot(front.first, front.last, max(ends, default=1.0), layout.chart, size)
    space = Space(layout.width, layout.height)
    left, top, *_ = layout.chart
    title = write(CHART["title"], left, top + size, size, palette["ink"], bold=True)
    return plot, [
        title,
        *(_draw_gap(plot, gap.start, gap.end) for gap in timeline.gaps if gap.start <= end),
        *draw_axes(plot, size, palette),
        *(draw_line(one, timeline, plot, palette, end) for one in series),
        *(draw_marks(one, timeline.points[one.series_id], plot, size, palette) for one in series),
        *name_lines(series, timeline, plot, size=size, palette=palette, space=space),
    ]


def _draw_gap(plot: Plot, first: date, last: date) -> Element:
    """Return the hatch of a silence."""
    left, right = plot.find_x(first), plot.find_x(last)
    return make(
        "rect",
        x=left,
        y=plot.top,
        width=max(right - left, 1.0),
        height=plot.bottom - plot.top,
        fill="url(#gap)",
    )


def _write_foot(layout: FilmLayout, palette: Palette) -> list[Element]:
    """Return disclaimer and credits as the lowest lines of the frame."""
    left, top, *_ = layout.foot
    size = FOOT_SIZE * layout.body
    return write_lines(
        layout.foot_lines, left, top + size, size, palette["muted"], leading=LEADING * size
    )
