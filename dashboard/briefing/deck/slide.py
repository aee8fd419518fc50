"""The slide of one date: its title, what changed or the story's text, map, table, chart, notes.

The map is a picture of what the accounts hold, with what its drawings mean below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Final

from pptx.presentation import Presentation as Deck
from pptx.shapes.picture import Picture
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from dashboard.briefing.deck.chart import draw_chart, find_top_km2
from dashboard.briefing.deck.file import MARGIN, SET_WIDTH, TITLE_BOX, TITLE_PT
from dashboard.briefing.deck.mode import add_classes, draw_pile_chart
from dashboard.briefing.deck.ooxml import describe_shape
from dashboard.briefing.deck.stops import Stop, list_cited, number_sources, write_notes, write_title
from dashboard.briefing.deck.template import WIDTH, SlideKind, add_slide
from dashboard.briefing.deck.text import (
    INK,
    LEAST,
    MUTED,
    SIZES,
    Numbers,
    TableRow,
    draw_table,
    fit_size,
    fit_table,
    list_figure_rows,
    measure_row,
    measure_rows,
    measure_texts,
    place_shape,
    write_box,
    write_frame,
)
from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.page_size import PageSize
from dashboard.briefing.drawing.palette import Palette, read_font, read_palette
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.map.areas import make_hatches
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.legend import (
    Entry,
    draw_entries,
    flow_entries,
    is_visible,
    list_entries,
    list_lines,
    sample_area,
)
from dashboard.briefing.map.modes import (
    box_dates,
    draw_mode,
    list_classes,
    make_mode_hatches,
    write_dates,
)
from dashboard.briefing.map.panel import MapBase, MapPanel, draw_view, lay_map
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.mode import describe_mode
from dashboard.text.catalogues import DECK
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_figure
from dashboard.view.shown_mode import AGREEMENT, ShownMode, is_moded, show_mode
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace

TOP: Final = Inches(1.1)
ROOM: Final = Inches(5.4)
"""Where what stands below a title begins, and how high it may be."""
UNIT_PT: Final = 0.72
"""A hundred units of a map's page are an inch."""
_LEGEND_SIZES: Final = tuple(size / UNIT_PT for size in (*SIZES, 11.0, 10.0, 9.0, 8.0))

_MAP_UNITS: Final = (648.0, 420.0)
_LEGEND_UNITS: Final = 86.0
_MAP_PX: Final = 1600
_MAP_TYPE: Final = PageSize("map", *_MAP_UNITS, LEAST / UNIT_PT)
_LAST_RANK: Final = 2  # of the settlements that are named
_BODY: Final = Inches(1.93)
_FOOT: Final = Inches(7.0)
_MAP_WIDTH: Final = Inches(6.48)
_COLUMN: Final = Emu(MARGIN + _MAP_WIDTH + Inches(0.24))
_COLUMN_WIDTH: Final = Emu(WIDTH - MARGIN - _COLUMN)
_TITLE_SIZES: Final = (TITLE_PT, 24.0, 22.0, 20.0, 18.0)
_TEXT_HEIGHT: Final = Inches(0.9)
_TEXT_SIZES: Final = (18.0, 17.0, 16.0, 15.0, *SIZES)
_LEAST_CHART: Final = Inches(1.75)
_LEAST_PILE: Final = Inches(2.6)  # of a chart that cannot do without its legend
_GAP: Final = Inches(0.12)


def draw_map(workspace: Workspace, view: View, panel: MapPanel, *, foot: float) -> Element:
    """Return a page with the map of a view and, `foot` units high below it if any, its legend."""
    viewport, palette = panel.base.viewport, panel.base.palette
    width, height = viewport.width, viewport.height
    hatches = make_hatches([one.account.side for one in view.accounts], palette)
    paper = make("rect", width=width, height=height + foot, fill=palette["paper"])
    shown = show_mode(workspace, view.selection)
    if shown:
        hatches = make_mode_hatches(workspace.dataset.front.accounts, palette)
        words = write_dates(shown, viewport, panel.size, palette, panel.furniture)
        drawn = panel.draw(workspace, [draw_mode(shown, viewport, palette)], 0.0, 0.0, words)
    else:
        words = panel.write_labels(view)
        drawn = panel.draw(workspace, draw_view(panel.base, view), 0.0, 0.0, words)
    legend = _draw_legend(view, shown, panel, foot) if foot else []
    return make_page(
        width,
        height + foot,
        view.selection.day.isoformat(),
        make("defs", *hatches, *panel.base.definitions),
        make("g", paper, drawn, *legend, font_family=read_font()),
    )


def _draw_legend(view: View, mode: ShownMode | None, panel: MapPanel, room: float) -> list[Element]:
    """Return whose ground is shown, or a mode's classes; then, where there is room, its edges.

    What the lines of the ground stand for is told once, with the method.
    """
    base = panel.base
    palette, width, top = base.palette, base.viewport.width, base.viewport.height
    shown = list_classes(mode) if mode else _list_accounts(view, base)
    more = [] if mode else list_entries(view, base, ground=False)
    lead_of = 1.3 if mode else 0.0
    fits = (
        one
        for one in _LEGEND_SIZES
        if (0.3 + lead_of) * one + flow_entries(shown, width, one)[1] <= room
    )
    size = next(fits, _LEGEND_SIZES[-1])
    lead = lead_of * size
    placed, _ = flow_entries(shown, width, size)
    full, taller = flow_entries([*shown, *more], width, size)
    placed = full if 0.3 * size + lead + taller <= room else placed
    top += 0.3 * size
    title = [write(mode.title, 0.0, top + size, size, palette["muted"])] if mode else []
    return [*title, draw_entries(placed, 0.0, top + lead, size, palette)]


def draw_key(panel: MapPanel) -> tuple[Element, float, float]:
    """Return a page with what the lines of a map's ground stand for, its width and its height."""
    palette, size = panel.base.palette, LEAST / UNIT_PT
    width = SET_WIDTH / Inches(1) * 100.0
    placed, height = flow_entries(list_lines(panel.base), width, size)
    paper = make("rect", width=width, height=height, fill=palette["paper"])
    key = draw_entries(placed, 0.0, 0.0, size, palette)
    return (
        make_page(width, height, "key", make("g", paper, key, font_family=read_font())),
        width,
        height,
    )


def _list_accounts(view: View, base: MapBase) -> list[Entry]:
    return [
        Entry(one.account.label, sample_area(one.account.side, maker=one.drawing, days=one.age))
        for one in view.accounts
        if any(is_visible(area, base.viewport) for area in (*one.areas, *one.others))
    ]


@dataclass(frozen=True, slots=True)
class DeckContext:
    """What the slides of one deck share.

    The workspace, the colours of its maps, the numbers of the sources, the highest figure of its
    charts, by which all have one axis, and how the file is to look.
    """

    workspace: Workspace
    palette: Palette
    numbers: Numbers
    top_km2: float
    look: Look


def lay_slides(
    workspace: Workspace, stops: Sequence[Stop], look: Look | None = None
) -> tuple[DeckContext, list[View]]:
    """Return what the slides of the stops share, and the view of each."""
    look, views = look or Look(), [build_view(workspace, stop.selection) for stop in stops]
    cited = [list_cited(workspace.dataset, *pair) for pair in zip(stops, views, strict=True)]
    numbers = number_sources(workspace.dataset, cited)
    top = max((find_top_km2(workspace, view.selection) for view in views), default=1.0)
    return DeckContext(workspace, read_palette(dark=look.dark), numbers, top, look), views


def lay_stop(
    context: DeckContext, stop: Stop, view: View, units: tuple[float, float] = _MAP_UNITS
) -> MapPanel:
    """Return the map of one stop: its own extent, if none is asked for; the places it names."""
    claims = context.workspace.dataset.claims
    told = (claims[claim_id] for claim_id in stop.claim_ids)
    shown = show_mode(context.workspace, view.selection)
    return lay_map(
        context.workspace,
        shown.areas if shown else list_shown([view]),
        view.selection.layers,
        units,
        page_size=replace(_MAP_TYPE, width=units[0], height=units[1]),
        palette=context.palette,
        extent=context.look.extent,
        last_rank=_LAST_RANK,
        views=[view],
        named=frozenset(place for claim in told for place in claim.places),
        place_words=partial(box_dates, shown) if shown else None,
    )


def open_slide(deck: Deck, text: str) -> Slide:
    """Return a new slide under a title."""
    slide = add_slide(deck, SlideKind.DATE)
    if title := slide.shapes.title:
        write_frame(title.text_frame, [text], TITLE_PT, bold=True)
        place_shape(title, TITLE_BOX)
    return slide


def add_picture(
    slide: Slide,
    page: Element,
    width_px: int,
    corner: tuple[Length, Length],
    *,
    width: Length,
    told: str,
) -> Picture:
    """Put a drawn page on a slide as a picture so many pixels wide, with words for it."""
    picture = slide.shapes.add_picture(BytesIO(render_png(page, width_px)), *corner, width=width)
    describe_shape(picture, told)
    return picture


def break_rows(rows: Iterable[TableRow], widths: Sequence[Length]) -> list[list[TableRow]]:
    """Return the rows of each slide of a table that is as long as it needs."""
    pages: list[list[TableRow]] = []
    room = 0
    for row in rows:
        height = measure_row(row, widths)
        if not pages or room < height:
            pages.append([])
            room = ROOM
        room -= height
        pages[-1].append(row)
    return pages


def add_stop(deck: Deck, context: DeckContext, stop: Stop, view: View) -> MapPanel:
    """Add the slide of one stop: title, text, map, table, chart and notes; return its map."""
    workspace = context.workspace
    slide = add_slide(deck, SlideKind.DATE)
    shown = show_mode(workspace, view.selection)
    _write_head(slide, context, stop, view, shown)
    panel = lay_stop(context, stop, view)
    _add_map(slide, view, context, panel)
    top: Length = _BODY
    if not view.timeline.hindsight:
        known = DECK["known"].format(day=format_day(view.selection.day))
        height = measure_texts([known], LEAST, _COLUMN_WIDTH)
        write_box(slide, (_COLUMN, top, _COLUMN_WIDTH, height), [known], LEAST, colour=MUTED)
        top = Emu(top + height + Inches(0.04))
    if shown:
        top = Emu(top + add_classes(slide, (_COLUMN, top), _COLUMN_WIDTH, shown) + _GAP)
    top = Emu(_add_figures(slide, context, view, shown, top) + _GAP)
    place = (_COLUMN, top, _COLUMN_WIDTH, Emu(_FOOT - Inches(0.06) - top))
    if place[3] < _LEAST_CHART:
        pass  # nobody could read it; its figures stand in the table and in the notes
    elif shown and shown.mode == AGREEMENT:
        draw_pile_chart(slide, place, workspace, stop.selection)
    else:
        draw_chart(slide, place, workspace, stop.selection, context.top_km2)
    write_notes(slide, workspace.dataset, stop, view, context.look)
    return panel


def _write_head(
    slide: Slide, context: DeckContext, stop: Stop, view: View, shown: ShownMode | None
) -> None:
    """Write the title, and below it the chapter's text, a mode's notes, or what changed."""
    title, width = write_title(context.workspace, stop, view), SET_WIDTH
    size = fit_size(title, _TITLE_SIZES, width, Inches(0.62), bold=True)
    if heading := slide.shapes.title:
        write_frame(heading.text_frame, [title], size, bold=True)
        place_shape(heading, TITLE_BOX)
    text = stop.text or (" ".join(shown.notes) if shown else view.caption)
    size = fit_size(text, _TEXT_SIZES, width, _TEXT_HEIGHT)
    write_box(slide, (MARGIN, Inches(0.98), width, _TEXT_HEIGHT), [text], size, colour=INK)


def _add_figures(
    slide: Slide, context: DeckContext, view: View, shown: ShownMode | None, top: Length
) -> Length:
    """Add what each account says, and return where it ends; days held are of one account's own.

    Its type is as large as lets the chart below it be read. Where that needs the room, as that of
    agreement may, the figures stand in the notes alone.
    """
    if shown and shown.mode != AGREEMENT:
        return top
    told = replace(view, reading=None) if shown else view
    rows = list_figure_rows(context.workspace.dataset, told, context.numbers)
    room = Emu(_FOOT - top - (_LEAST_PILE if shown else _LEAST_CHART) - 2 * _GAP)
    widths, size = fit_table(rows, _COLUMN_WIDTH, room)
    if shown and measure_rows(rows, size, widths) > room:
        return top
    name = DECK["figures"]
    return Emu(top + draw_table(slide, (_COLUMN, top), widths, rows, name=name, size=size))


def _add_map(slide: Slide, view: View, context: DeckContext, panel: MapPanel) -> None:
    page, told = picture_map(context, view, panel), describe_map(context, view)
    add_picture(slide, page, _MAP_PX, (MARGIN, _BODY), width=_MAP_WIDTH, told=told)


def picture_map(context: DeckContext, view: View, panel: MapPanel) -> Element:
    """Return the map of a stop with its legend, as it stands on the slide."""
    return draw_map(context.workspace, view, panel, foot=_LEGEND_UNITS)


def describe_map(context: DeckContext, view: View) -> str:
    """Return in words what the map of a stop shows."""
    if is_moded(view.selection):
        return describe_mode(context.workspace, view)
    accounts = [
        DECK.fill(
            "account_figure", account=one.account.label, figure=format_figure(one.figure.claim)
        )
        for one in view.accounts
        if one.figure and one.areas
    ]
    day = format_day(view.selection.day)
    told = ", ".join(accounts) or DECK["nothing"]
    return DECK["map"].format(day=day, accounts=told, **context.workspace.dataset.front.words)
