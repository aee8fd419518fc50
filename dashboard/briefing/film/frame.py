"""One frame of a film: what does not move on it, and what does.

Ground, chart and foot are painted once, held areas once a report, the rest on every frame.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout, truetype

from dashboard.briefing.chart.chart import make_gap_hatch
from dashboard.briefing.chart.plot import Plot
from dashboard.briefing.drawing.image import rasterize
from dashboard.briefing.drawing.lettering import (
    REGULAR,
    SEMIBOLD,
    find_face,
    spell_letters,
    split_words,
    write_lines,
)
from dashboard.briefing.drawing.palette import Palette, read_font
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.film.chart import draw_stage_chart
from dashboard.briefing.film.layout import FOOT_LEADING, FOOT_SIZE, FilmLayout
from dashboard.briefing.film.mode import draw_shown, write_classes
from dashboard.briefing.map.areas import make_ghost_swatch, make_hatches, make_swatch
from dashboard.briefing.map.labels import draw_plates, place_labels
from dashboard.briefing.map.modes import make_mode_hatches
from dashboard.briefing.map.names import keep_clear
from dashboard.briefing.map.panel import MapPanel, draw_view
from dashboard.state.selection import Selection
from dashboard.text.catalogues import FILM
from dashboard.text.spelling import format_day
from dashboard.view.figures import NO_BREAK, format_age, format_figure, format_source, name_claimant
from dashboard.view.shown_mode import ShownMode
from dashboard.view.style import STYLE
from dashboard.view.view import AccountView, View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source, grade
from geodata.core.model import Side

_PLATE: Final = 0.1  # of a frame's map that words on an area may take; they stand beside it as well

SWATCH: Final = (1.9, 1.1)
"""Width and height of an account's sample, in sizes of the running text."""

_LEADING: Final = 1.25
_WORD_LINES, _SOURCE_LINES = 2, 2
_FIGURE: Final = 1.45  # of the figures' size over that of running text
_DATE: Final = 2.3  # of the date's size over that of running text
_WIDEST: Final = date(2024, 9, 28)  # a day whose name is as long as any in each language
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Stage:
    """The picture that all frames share, and the plot of the chart on it."""

    picture: Image.Image
    plot: Plot | None


def paint_stage(
    workspace: Workspace, selection: Selection, layout: FilmLayout, panel: MapPanel
) -> Stage:
    """Return ground, chart and foot of the frames; what moves is laid over them.

    On the clock "known" the chart shows what had been made public by the selection's day.
    """
    palette = panel.base.palette
    plot, chart = None, list[Element | None]()
    if layout.chart:
        plot, chart = draw_stage_chart(workspace, selection, layout.chart, layout.tiny, palette)
    width, height = layout.width, layout.height
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    clip, ground, names = panel.base.definitions
    bare = (clip, ground, make("g", id=names.get("id")))  # names make room for a frame's words
    drawn = panel.draw(workspace, [], *layout.map[:2])
    foot = _write_foot(layout, palette)
    page = make_page(
        width,
        height,
        workspace.dataset.front.title,
        make("defs", make_gap_hatch(palette), *bare),
        make("g", paper, drawn, *chart, *foot, font_family=read_font()),
    )
    return Stage(rasterize(page, "RGB"), plot)


def lay_held(
    stage: Stage, view: View, shown: ShownMode | None, layout: FilmLayout, panel: MapPanel
) -> Image.Image:
    """Return the stage with what is held on its map, names and furniture on top.

    That are the areas of a view, or what the mode shows.
    """
    base, picture = panel.base, stage.picture.copy()
    hatches = make_hatches([one.account.side for one in view.accounts], base.palette)
    if shown:
        hatches = make_mode_hatches([one.account for one in view.accounts], base.palette)
    held_ground = draw_shown(shown, panel) if shown else draw_view(base, view)
    clip, _, names = base.definitions  # between them stands the ground
    plates = (
        []
        if shown
        else place_labels(
            view, base.viewport, panel.size, panel.furniture, largest=_PLATE, marks=panel.marks
        )
    )
    names = keep_clear(names, [one.box for one in plates])
    words = draw_plates(plates, panel.size, base.palette)
    if shown:
        words = [write_classes(shown, panel)]
    overlay = make(
        "g",
        *held_ground,
        make("use", href=f"#{base.ident}-names"),
        *words,
        clip_path=f"url(#{base.ident}-box)",
        font_family=read_font(),
    )
    viewport, title = base.viewport, view.selection.day.isoformat()
    definitions = make("defs", *hatches, clip, names)
    page = make_page(viewport.width, viewport.height, title, definitions, overlay)
    held = rasterize(page, "RGBA")
    left, top = round(layout.map[0]), round(layout.map[1])
    picture.paste(held, (left, top), held)
    for box in filter(None, (panel.bar, panel.locator)):
        x0, y0, x1, y1 = (int(edge) for edge in box)
        on_frame = (left + x0, top + y0, left + x1, top + y1)
        picture.paste(stage.picture.crop(on_frame), on_frame[:2])
    return picture


@cache
def paint_swatch(
    side: Side, maker: int, days: float, body: float, palette: Palette, *, is_ghost: bool
) -> Image.Image:
    """Return a sample of an account's areas after so many days, or of its ghost, on nothing."""
    size = SWATCH[0] * body, SWATCH[1] * body
    swatch = (
        make_ghost_swatch(side, 0.0, 0.0, palette, size)
        if is_ghost
        else make_swatch(side, 0.0, 0.0, palette, size=size, maker=maker, days=days)
    )
    definitions = make("defs", *make_hatches([side], palette))
    return rasterize(make_page(*size, side.value, definitions, swatch), "RGBA")


def _write_foot(layout: FilmLayout, palette: Palette) -> list[Element]:
    """Return disclaimer and credits as the lowest lines of the frame."""
    left, top, *_ = layout.foot
    size = FOOT_SIZE * layout.body
    return write_lines(
        layout.foot_lines, left, top + size, size, palette["muted"], leading=FOOT_LEADING * size
    )


@dataclass(frozen=True, slots=True)
class Pen:
    """What is needed to write on the frames of one film."""

    workspace: Workspace
    layout: FilmLayout
    palette: Palette


@dataclass(slots=True)
class Slot:
    """Where an account is written: lines of that width, each below the one before."""

    draw: ImageDraw.ImageDraw
    x: float
    y: float
    width: float

    def write(self, text: str, font: FreeTypeFont, colour: str, *, leading: float) -> None:
        """Write a line so many pixels below the last."""
        self.y += leading
        self.draw.text((self.x, self.y), spell_letters(text), colour, font, anchor="ls")


def write_frame(frame: Image.Image, view: View, pen: Pen, stage: Stage) -> None:
    """Write a view's date, figures and playhead onto a frame."""
    draw = ImageDraw.Draw(frame)
    _write_head(draw, view, pen)
    left, top, right, bottom = pen.layout.panel
    columns = pen.layout.columns
    rows = -(-len(view.accounts) // columns)
    width = (right - left - (columns - 1) * pen.layout.body) / columns
    for place, account_view in enumerate(view.accounts):
        x = left + (place % columns) * (width + pen.layout.body)
        y = top + (place // columns) * (bottom - top) / rows
        body = pen.layout.body
        side = account_view.account.side
        if account_view.drawn:
            is_ghost = not (account_view.areas or account_view.others)
            drawing = account_view.drawing
            days = STYLE.find_age(account_view.age).days  # few, and so few samples
            swatch = paint_swatch(side, drawing, days, body, pen.palette, is_ghost=is_ghost)
            frame.paste(swatch, (round(x), round(y + 0.12 * body)), swatch)
        inset = (SWATCH[0] + 0.5) * body
        slot = Slot(draw, x + inset, y, width - inset)
        _write_account(slot, account_view, view.selection.day, pen)
    if stage.plot:
        _draw_playhead(draw, view.selection.day, pen, stage.plot)


def cut_lines(text: str, font: FreeTypeFont, width: float, most: int) -> list[str]:
    """Return the lines of a text that fit a width in pixels, `most` of them at most."""
    lines: list[str] = []
    for word in split_words(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += _ELLIPSIS
    for place, line in enumerate(kept):
        shorter = line
        while font.getlength(shorter) > width and len(shorter) > 1:
            shorter = shorter.removesuffix(_ELLIPSIS)[:-1].rstrip() + _ELLIPSIS
        kept[place] = shorter
    return kept


@cache
def load_font(face: str, size: int) -> FreeTypeFont:
    """Return one of the pictures' faces at a size in pixels."""
    return truetype(str(find_face(face)), size, layout_engine=Layout.BASIC)


def _write_head(draw: ImageDraw.ImageDraw, view: View, pen: Pen) -> None:
    left, top, right, _ = pen.layout.head
    body, ink, muted = pen.layout.body, pen.palette["ink"], pen.palette["muted"]
    small = load_font(REGULAR, round(body))
    title = spell_letters(pen.workspace.dataset.front.title)
    if not view.timeline.hindsight:
        title = f"{title} · {FILM['clock_known']}"
    draw.text((left, top + 0.85 * body), title, muted, small, anchor="ls")
    size = _DATE * body
    room = load_font(SEMIBOLD, 100).getlength(format_day(_WIDEST)) / 100.0
    font = load_font(SEMIBOLD, round(min(size, (right - left) / room)))
    below = (left, top + 1.2 * body + size)
    draw.text(below, format_day(view.selection.day), ink, font, anchor="ls")


def _write_account(slot: Slot, account_view: AccountView, day: date, pen: Pen) -> None:
    """Write one account: its name, its figure, then claimant, source, grade and age."""
    body, ink, muted = pen.layout.body, pen.palette["ink"], pen.palette["muted"]
    bold, plain = load_font(SEMIBOLD, round(body)), load_font(REGULAR, round(body))
    size = pen.layout.small
    small = load_font(REGULAR, round(size))
    slot.write(account_view.account.label, bold, ink, leading=body)
    figure = account_view.figure
    if figure is None:
        slot.write(FILM["no_figure"], small, muted, leading=_LEADING * body)
        return
    claim = figure.claim
    if figure.in_words:
        for line in cut_lines(claim.words, plain, slot.width, _WORD_LINES):
            slot.write(line, plain, ink, leading=_LEADING * body)
    else:
        large = load_font(SEMIBOLD, round(_FIGURE * body))
        slot.write(format_figure(claim), large, ink, leading=1.15 * _FIGURE * body)
    dataset = pen.workspace.dataset
    source = format_source(best_source(dataset, claim))
    age = format_age(figure.since, day).replace(" ", NO_BREAK)
    parts = [name_claimant(claim), source, grade(dataset, claim), age]
    slot.y += 0.15 * body
    lines = cut_lines(" · ".join(parts), small, slot.width, _SOURCE_LINES)
    if lines[-1].endswith(_ELLIPSIS):  # who published it stands on the last card, too
        del parts[1]
        lines = cut_lines(" · ".join(parts), small, slot.width, _SOURCE_LINES)
    for line in lines:
        slot.write(line, small, muted, leading=_LEADING * size)


def _draw_playhead(draw: ImageDraw.ImageDraw, day: date, pen: Pen, plot: Plot) -> None:
    """Draw the upright line of the shown day on the chart, with a knob at its foot."""
    ink = pen.palette["ink"]
    x, width = round(plot.find_x(day)), max(2, round(0.1 * pen.layout.body))
    draw.line((x, plot.top - 0.4 * pen.layout.tiny, x, plot.bottom), ink, width)
    knob = 0.24 * pen.layout.body
    draw.ellipse((x - knob, plot.bottom - knob, x + knob, plot.bottom + knob), ink)
