"""What moves on a frame: the date, each account's figure with its source and age, the playhead."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout, truetype

from dashboard.briefing.drawing.lettering import REGULAR, SEMIBOLD, find_face
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.film.layers import SWATCH, Stage, paint_swatch
from dashboard.briefing.film.layout import FilmLayout
from dashboard.text.deck import FILM
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_age, format_figure, format_source, name_claimant
from dashboard.view.view import KNOWN, Desk, Standing, View
from geodata.claims.claims import best_source, grade

_LEADING: Final = 1.25
_WORD_LINES, _SOURCE_LINES = 2, 2
_FIGURE: Final = 1.45  # of the figures' size over that of running text
_DATE: Final = 2.3  # of the date's size over that of running text
_WIDEST: Final = date(2024, 9, 28)  # a day whose name is as long as any in each language
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Pen:
    """What is needed to write on the frames of one film."""

    desk: Desk
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
        self.draw.text((self.x, self.y), text, colour, font, anchor="ls")


def write_frame(frame: Image.Image, view: View, pen: Pen, stage: Stage) -> None:
    """Write a view's date, figures and playhead onto a frame."""
    draw = ImageDraw.Draw(frame)
    _write_head(draw, view, pen)
    left, top, right, bottom = pen.layout.panel
    columns = pen.layout.columns
    rows = -(-len(view.standings) // columns)
    width = (right - left - (columns - 1) * pen.layout.body) / columns
    for place, standing in enumerate(view.standings):
        x = left + (place % columns) * (width + pen.layout.body)
        y = top + (place // columns) * (bottom - top) / rows
        body = pen.layout.body
        swatch = _paint_swatch(standing.account.side, body, pen.palette)
        frame.paste(swatch, (round(x), round(y + 0.12 * body)), swatch)
        inset = (SWATCH[0] + 0.5) * body
        slot = Slot(draw, x + inset, y, width - inset)
        _write_standing(slot, standing, view.selection.day, pen)
    _draw_playhead(draw, view.selection.day, pen, stage)


def cut_lines(text: str, font: FreeTypeFont, width: float, most: int) -> list[str]:
    """Return the lines of a text that fit a width in pixels, `most` of them at most."""
    lines: list[str] = []
    for word in text.split(" "):
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
    title = pen.desk.dataset.front.title
    if view.selection.clock == KNOWN:
        title = f"{title} · {FILM['clock_known']}"
    draw.text((left, top + 0.85 * body), title, muted, small, anchor="ls")
    size = _DATE * body
    room = load_font(SEMIBOLD, 100).getlength(format_day(_WIDEST)) / 100.0
    font = load_font(SEMIBOLD, round(min(size, (right - left) / room)))
    words = format_day(view.selection.day)
    draw.text((left, top + 1.2 * body + size), words, ink, font, anchor="ls")


def _write_standing(slot: Slot, standing: Standing, day: date, pen: Pen) -> None:
    """Write one account: its name, its figure, then claimant, source, grade and age."""
    body, ink, muted = pen.layout.body, pen.palette["ink"], pen.palette["muted"]
    bold, plain = load_font(SEMIBOLD, round(body)), load_font(REGULAR, round(body))
    size = pen.layout.small
    small = load_font(REGULAR, round(size))
    slot.write(standing.account.label, bold, ink, leading=body)
    figure = standing.figure
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
    dataset = pen.desk.dataset
    source = format_source(best_source(dataset, claim))
    age = format_age(figure.since, day)
    parts = (name_claimant(claim), source, grade(dataset, claim), age)
    slot.y += 0.15 * body
    for line in cut_lines(" · ".join(parts), small, slot.width, _SOURCE_LINES):
        slot.write(line, small, muted, leading=_LEADING * size)


_paint_swatch = cache(paint_swatch)


def _draw_playhead(draw: ImageDraw.ImageDraw, day: date, pen: Pen, stage: Stage) -> None:
    """Draw the upright line of the shown day on the chart, with a knob at its foot."""
    plot, ink = stage.plot, pen.palette["ink"]
    x, width = round(plot.find_x(day)), max(2, round(0.1 * pen.layout.body))
    draw.line((x, plot.top - 0.4 * pen.layout.tiny, x, plot.bottom), ink, width)
    knob = 0.24 * pen.layout.body
    draw.ellipse((x - knob, plot.bottom - knob, x + knob, plot.bottom + knob), ink)
