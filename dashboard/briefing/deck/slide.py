"""The slide of one date: its title, what changed or the story's text, map, table, chart, notes.

The map is a picture of what the accounts hold, with what its drawings mean below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Final

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from dashboard.briefing.deck.chart import draw_chart, find_top_km2
from dashboard.briefing.deck.file import DATE_LAYOUT, MARGIN, WIDTH
from dashboard.briefing.deck.mode import add_classes, draw_pile_chart
from dashboard.briefing.deck.ooxml import describe_shape
from dashboard.briefing.deck.stops import Stop, write_notes, write_title
from dashboard.briefing.deck.text import (
    INK,
    MUTED,
    Numbers,
    draw_table,
    fit_size,
    fit_widths,
    list_figure_rows,
    write_box,
    write_frame,
)
from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.page_size import PageSize
from dashboard.briefing.drawing.palette import Palette, read_font
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
from dashboard.briefing.map.panel import MapPanel, draw_view, lay_map
from dashboard.briefing.sheet.mode import describe_mode
from dashboard.text.catalogues import DECK, SHEET
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_figure
from dashboard.view.shown_mode import AGREEMENT, ShownMode, is_moded, show_mode
from dashboard.view.view import View
from dashboard.view.workspace import Workspace

_SIZE: Final = 11.5  # of the legend
_MINOR: Final = 9.0  # of its second part, the lines of the ground
_LEADING: Final = 1.45

_MAP_UNITS: Final = (640.0, 432.0)  # a hundred units an inch
_LEGEND_UNITS: Final = 80.0
_MAP_PX: Final = 1600
_MAP_TYPE: Final = PageSize("map", *_MAP_UNITS, 14.0)
_LAST_RANK: Final = 3  # of the settlements that are named
_BODY: Final = Inches(1.82)
_FOOT: Final = Inches(7.0)
_MAP_WIDTH: Final = Inches(6.4)
_COLUMN: Final = Emu(MARGIN + _MAP_WIDTH + Inches(0.24))
_COLUMN_WIDTH: Final = Emu(WIDTH - MARGIN - _COLUMN)
_TITLE_SIZES: Final = (26.0, 24.0, 22.0, 20.0, 18.0)
_TEXT_SIZES: Final = (14.0, 13.0, 12.0, 11.0, 10.0)
_LEAST_CHART: Final = Inches(1.2)


def draw_map(workspace: Workspace, view: View, panel: MapPanel, *, foot: float) -> Element:
    """Return a page with the map of a view and, `foot` units high below it, its legend."""
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
    legend = _draw_legend(workspace, view, shown, panel, height + 0.6 * _SIZE)
    return make_page(
        width,
        height + foot,
        view.selection.day.isoformat(),
        make("defs", *hatches, *panel.base.definitions),
        make("g", paper, drawn, *legend, font_family=read_font()),
    )


def _draw_legend(
    workspace: Workspace, view: View, mode: ShownMode | None, panel: MapPanel, top: float
) -> list[Element]:
    """Return whose ground is shown, then the other drawings, with nothing that is not visible."""
    base = panel.base
    palette, width = base.palette, base.viewport.width
    shown = [
        Entry(one.account.label, sample_area(one.account.side, maker=one.drawing))
        for one in view.accounts
        if any(is_visible(area, base.viewport) for area in (*one.areas, *one.others))
    ]
    drawn, rest = [], [] if mode else list_entries(view, base)
    if mode:
        shown, rest = list_classes(mode), list_lines(base)
        drawn.append(write(mode.title, 0.0, top + _SIZE, _SIZE, palette["muted"]))
        top += _LEADING * _SIZE
    elif shown:
        words = SHEET["according"].format(**workspace.dataset.front.words)
        drawn.append(write(words, 0.0, top + _SIZE, _SIZE, palette["muted"]))
        top += _LEADING * _SIZE
    for entries, size in ((shown, _SIZE), (rest, _MINOR)):
        placed, height = flow_entries(entries, width, size)
        if mode and top + height > base.viewport.height + _LEGEND_UNITS:
            continue  # many classes leave no room for the lines of the ground
        drawn.append(draw_entries(placed, 0.0, top, size, palette))
        top += height + 0.15 * _SIZE
    return drawn


@dataclass(frozen=True, slots=True)
class Shared:
    """What the slides of one deck share.

    The workspace, the colours of its maps, the numbers of the sources, the widths of columns, and
    the highest figure of its charts, by which all have one axis.
    """

    workspace: Workspace
    palette: Palette
    numbers: Numbers
    widths: Sequence[Length]
    top_km2: float


def lay_slides(
    workspace: Workspace, views: Sequence[View], numbers: Numbers, palette: Palette
) -> Shared:
    """Return what the slides of `views` share: one set of columns, one axis."""
    rows = [row for view in views for row in list_figure_rows(workspace.dataset, view, numbers)]
    top = max((find_top_km2(workspace, view.selection) for view in views), default=1.0)
    return Shared(workspace, palette, numbers, fit_widths(rows, _COLUMN_WIDTH), top)


def lay_stop(shared: Shared, stop: Stop, view: View) -> MapPanel:
    """Return the map of one stop: its own extent, and every place that its claims name."""
    claims = shared.workspace.dataset.claims
    told = (claims[claim_id] for claim_id in stop.claim_ids)
    shown = show_mode(shared.workspace, view.selection)
    return lay_map(
        shared.workspace,
        shown.areas if shown else list_shown([view]),
        view.selection.layers,
        _MAP_UNITS,
        page_size=_MAP_TYPE,
        palette=shared.palette,
        last_rank=_LAST_RANK,
        views=[view],
        named=frozenset(place for claim in told for place in claim.places),
        place_words=partial(box_dates, shown) if shown else None,
    )


def add_stop(deck: Deck, shared: Shared, stop: Stop, view: View) -> None:
    """Add the slide of one stop: title, text, map, table, chart and notes."""
    workspace = shared.workspace
    slide = deck.slides.add_slide(deck.slide_layouts[DATE_LAYOUT])
    title = write_title(workspace, stop, view)
    width, height = Emu(WIDTH - 2 * MARGIN), Inches(0.62)
    size = fit_size(title, _TITLE_SIZES, width, height)
    write_frame(slide.shapes.title.text_frame, [title], size, bold=True)
    width, height = Emu(WIDTH - 2 * MARGIN), Inches(0.78)
    shown = show_mode(workspace, view.selection)
    text = stop.text or (" ".join(shown.notes) if shown else view.caption)
    size = fit_size(text, _TEXT_SIZES, width, height)
    write_box(slide, (MARGIN, Inches(0.98), width, height), [text], size, colour=INK)
    _add_map(slide, view, shared, lay_stop(shared, stop, view))
    top: Length = _BODY
    if not view.timeline.hindsight:
        known = DECK["known"].format(day=format_day(view.selection.day))
        box = (_COLUMN, top, _COLUMN_WIDTH, Inches(0.22))
        size = fit_size(known, (10.0, 9.0, 8.0, 7.0), _COLUMN_WIDTH, Inches(0.2))
        write_box(slide, box, [known], size, colour=MUTED)
        top = Emu(top + Inches(0.26))
    if shown:
        taken = add_classes(slide, (_COLUMN, top), _COLUMN_WIDTH, shown)
        top = Emu(top + taken + Inches(0.1))
    chart_top = Emu(_add_figures(slide, shared, view, shown, top) + Inches(0.12))
    room = max(_LEAST_CHART, _FOOT - Inches(0.06) - chart_top)
    place = (_COLUMN, chart_top, _COLUMN_WIDTH, Emu(room))
    if shown and shown.mode == AGREEMENT:
        draw_pile_chart(slide, place, workspace, stop.selection)
    else:
        draw_chart(slide, place, workspace, stop.selection, shared.top_km2)
    write_notes(slide, workspace.dataset, stop, view)


def _add_figures(
    slide: Slide, shared: Shared, view: View, shown: ShownMode | None, top: Length
) -> Length:
    """Add what each account says, and return where it ends; days held are of one account's own."""
    if shown and shown.mode != AGREEMENT:
        return top
    told = replace(view, reading=None) if shown else view
    rows = list_figure_rows(shared.workspace.dataset, told, shared.numbers)
    height = draw_table(slide, (_COLUMN, top), shared.widths, rows, name=DECK["figures"])
    return Emu(top + height)


def _add_map(slide: Slide, view: View, shared: Shared, panel: MapPanel) -> None:
    page = draw_map(shared.workspace, view, panel, foot=_LEGEND_UNITS)
    image = BytesIO(render_png(page, _MAP_PX))
    picture = slide.shapes.add_picture(image, MARGIN, _BODY, width=_MAP_WIDTH)
    accounts = [
        DECK["account_figure"].format(
            account=one.account.label, figure=format_figure(one.figure.claim)
        )
        for one in view.accounts
        if one.figure and one.areas
    ]
    if is_moded(view.selection):
        describe_shape(picture, describe_mode(shared.workspace, view))
        return
    day = format_day(view.selection.day)
    told = ", ".join(accounts) or DECK["nothing"]
    alt = DECK["map"].format(day=day, accounts=told, **shared.workspace.dataset.front.words)
    describe_shape(picture, alt)
