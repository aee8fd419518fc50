"""The sheet: one page with map, figures, chart, legend and credits that feeds every format.

Its parts beside the map are each set to a width; other kinds of page take what they share of them.

Sheets are laid out here and written as SVG, though Typst, which sets them as PNG and PDF, could lay
them out: map, names and chart are placed in page units anyway, and the map takes what room the
words leave, which needs their sizes first. So one drawing, made in a fraction of a second, serves
every format, and in the SVG text stays text that an editor can change; Typst's own SVG has
outlines instead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefing.chart.chart import draw_chart, list_shown_series
from dashboard.briefing.chart.key import list_key
from dashboard.briefing.drawing.lettering import (
    link_to,
    measure_width,
    wrap_text,
    write,
    write_heading,
    write_lines,
    write_paragraph,
)
from dashboard.briefing.drawing.qr import count_side, draw_code, encode
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.legend import Entry, draw_entries, flow_entries, list_entries
from dashboard.briefing.map.overlays import draw_evidence, list_strengths
from dashboard.briefing.map.panel import MapPanel, draw_view
from dashboard.briefing.sheet.accounts import lay_table, list_lines
from dashboard.briefing.sheet.credits import (
    write_caution,
    write_credits,
    write_datum,
    write_link,
    write_origin,
)
from dashboard.briefing.sheet.headline import write_headline
from dashboard.briefing.sheet.layout import EMPTY, Block, Parts, SheetPage, compose, open_page
from dashboard.briefing.sheet.look import Look
from dashboard.text.catalogues import CLAIMS, LEGEND, SHEET
from dashboard.text.spelling import format_day
from dashboard.view.figures import NO_BREAK, format_claim
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.codes import INSET_GROUP

_DATE: Final = 2.9  # size of the date, in sizes of the text
_STRIP: Final = 7.4  # height of the chart
_LEADING: Final = 1.28
_HEADLINES: Final = ((2.1, 2), (1.75, 3), (1.45, 4), (1.2, 6))
"""Sizes of a headline, in sizes of the text, each with how many lines it may have at that size."""
_HEADLINE_LEADING: Final = 1.12
_MODULE: Final = 0.18  # side of a module of a QR code, in sizes of the foot: half a millimetre


def set_head(page: SheetPage, width: float) -> Block:
    """Return the headline, and below it front, date and what is shown.

    Where that is not the usual one, it says on which clock and under which filter.
    """
    front, selection = page.workspace.dataset.front, page.view.selection
    page_size, palette = page.page_size, page.palette
    size, leading = page_size.small, _LEADING * page_size.small
    headline = page.look.headline or write_headline(page.workspace, page.view)
    large = _fit_headline(headline, page_size.body, width)
    head = wrap_text(headline, large, width, bold=True)
    formal = SHEET["formal"].format(front=front.title, day=format_day(selection.day))
    dated = wrap_text(formal, page_size.body, width, bold=True)
    late = [line for one in _list_cautions(page) for line in wrap_text(one, size, width, bold=True)]
    below = [] if "subtitle" in page.without else wrap_text(front.subtitle, size, width)
    dated_top = _HEADLINE_LEADING * large * len(head) + 0.5 * page_size.body
    words_top = dated_top + _LEADING * page_size.body * len(dated)
    height = words_top + leading * (len(late) + len(below))

    def draw(x: float, y: float) -> Element:
        ink, muted, alarm = palette["ink"], palette["muted"], palette["alarm"]
        first = y + 0.9 * large
        step, line = _HEADLINE_LEADING * large, y + words_top + 0.85 * size
        after = line + leading * len(late)
        dated_line = y + dated_top + 0.85 * page_size.body
        return make(
            "g",
            write_heading(1, write_lines(head, x, first, large, ink, leading=step, bold=True)),
            _write_head(2, dated, (x, dated_line), page_size.body, ink),
            write_paragraph(write_lines(late, x, line, size, alarm, leading=leading, bold=True)),
            write_paragraph(write_lines(below, x, after, size, muted, leading=leading)),
            id="headline",
        )

    return Block(height, draw)


def _fit_headline(words: str, body: float, width: float) -> float:
    """Return the largest size at which a headline has few enough lines."""
    for share, lines in _HEADLINES:
        if len(wrap_text(words, share * body, width, bold=True)) <= lines:
            return share * body
    return _HEADLINES[-1][0] * body


def _list_cautions(page: SheetPage) -> list[str]:
    cautions = [] if page.view.timeline.hindsight else [SHEET["known"]]
    return [*cautions, *([page.workspace.notice] if page.workspace.notice else [])]


def _write_head(
    level: int, lines: Sequence[str], at: tuple[float, float], size: float, ink: str
) -> Element:
    """Return a heading in several lines, the first on the line at `at`."""
    words = write_lines(lines, *at, size, ink, leading=_LEADING * size, bold=True)
    return write_heading(level, words)


def set_title(
    page: SheetPage, width: float, title: str, large: str, below: str, *, grow: float = 1.0
) -> Block:
    """Return a title over large words, with cautions and a line below them.

    The large words have the size of a date times `grow`, less where the width asks for it.
    """
    page_size, palette, size = page.page_size, page.palette, page.page_size.small
    large_size = min(
        grow * _DATE * page_size.body, width / max(measure_width(large, 1.0, bold=True), 1.0)
    )
    late = [line for one in _list_cautions(page) for line in wrap_text(one, size, width, bold=True)]
    lines = [] if "subtitle" in page.without else wrap_text(below, size, width)
    leading = _LEADING * size
    title_size = 1.1 * page_size.body
    heads, title_leading = wrap_text(title, title_size, width, bold=True), _LEADING * title_size
    large_line = 1.35 * title_size + title_leading * (len(heads) - 1) + 0.86 * large_size
    words_line = large_line + 0.36 * large_size + 0.5 * size
    height = words_line + leading * (len(late) + len(lines) - 1) + 0.25 * size

    def draw(x: float, y: float) -> Element:
        ink, muted = palette["ink"], palette["muted"]
        after = y + words_line + leading * len(late)
        tone = palette["alarm"]
        return make(
            "g",
            _write_head(1, heads, (x, y + 0.8 * title_size), title_size, muted),
            write_heading(2, [write(large, x, y + large_line, large_size, ink, bold=True)]),
            write_paragraph(
                write_lines(late, x, y + words_line, size, tone, leading=leading, bold=True)
            ),
            write_paragraph(write_lines(lines, x, after, size, muted, leading=leading)),
        )

    return Block(height, draw)


def set_table(page: SheetPage, panel: MapPanel, width: float, grow: float) -> Block:
    """Return each account's figure with claimant and source, under a line that says what it is.

    `grow` is how much larger than running text the table is set.
    """
    page_size, palette = page.page_size, page.palette
    lines = list_lines(page.workspace.dataset, page.view, panel.base.viewport)
    if "silent" in page.without:
        lines = [one for one in lines if one.source] or lines
    sizes = grow * page_size.body, grow * page_size.small
    grid = lay_table(lines, width, *sizes, brief="sources" in page.without)
    head = 2.1 * page_size.small

    def draw(x: float, y: float) -> Element:
        rule = make("path", d=f"M{x:.1f} {y:.1f}h{width:.1f}", stroke=palette["hairline"])
        phrases = page.workspace.dataset.front.words
        according = SHEET["according"].format(**phrases)
        words = according if lines else CLAIMS["accounts_off"]
        title = write(words, x, y + 1.45 * page_size.small, page_size.small, palette["muted"])
        return make(
            "g", rule, write_paragraph([title]), grid.draw(x, y + head, palette), id="figures"
        )

    return Block(head + grid.height, draw)


def set_legend(page: SheetPage, panel: MapPanel, width: float) -> Block:
    """Return what the map's drawings stand for, beside those that stand with their figures."""
    ground = "ground" not in page.without
    entries = [
        *list_strengths(page.view),
        *list_entries(page.view, panel.base, ground=ground),
    ]
    return set_entries(page, entries, width)


def set_entries(page: SheetPage, entries: Sequence[Entry], width: float) -> Block:
    """Return the entries of a legend, under a line of their own on a wide page."""
    if not entries:
        return EMPTY
    size, palette = page.page_size.tiny, page.palette
    placed, height = flow_entries(entries, width, size)
    head = 2.0 * size if page.page_size.wide else 0.0

    def draw(x: float, y: float) -> Element:
        drawn = draw_entries(placed, x, y + head, size, palette)
        if not head:
            return write_paragraph([drawn])
        rule = make("path", d=f"M{x:.1f} {y:.1f}h{width:.1f}", stroke=palette["hairline"])
        title = write(LEGEND["title"], x, y + 1.4 * size, size, palette["muted"])
        return make("g", rule, write_paragraph([title]), write_paragraph([drawn]), id="legend")

    return Block(head + height, draw)


def set_chart(page: SheetPage, width: float, *, other: date | None = None) -> Block:
    """Return the chart of the whole time as a strip with its key; `other` is marked too."""
    selection = page.view.selection
    shown = list_shown_series(page.workspace.dataset.front, selection)
    size, palette = page.page_size.tiny, page.palette

    def draw(box: Box) -> Element:
        return draw_chart(page.workspace, selection, box, size, palette, other=other)

    return set_strip(page, width, list_key(page.workspace, shown), draw)


def set_strip(
    page: SheetPage, width: float, entries: Sequence[Entry], draw_in: Callable[[Box], Element]
) -> Block:
    """Return a chart as a strip, drawn into its box, with its key below it."""
    strip, size, palette = _STRIP * page.page_size.body, page.page_size.tiny, page.palette
    key, height = flow_entries(entries, width, size)

    def draw(x: float, y: float) -> Element:
        chart = draw_in((x, y, x + width, y + strip))
        below = draw_entries(key, x, y + strip + 0.2 * size, size, palette)
        return make("g", chart, below, id="chart", role="img", aria_label=SHEET["alt_chart"])

    return Block(strip + height + 0.2 * size, draw)


def set_foot(page: SheetPage, width: float) -> Block:
    """Return disclaimer, credit, the way back, and where there is room datum and dataset.

    Where the dashboard has an address of its own, the way back to one state is a QR code, too.
    """
    page_size, palette, dataset = page.page_size, page.palette, page.workspace.dataset
    size, leading = page_size.tiny, _LEADING * page_size.tiny
    look, shown = page.look, page.selections or (page.view.selection,)
    links = [write_link(dataset, one, look.base_url, look.extent) for one in shown]
    has_way = "way" not in page.without
    code = _set_code(links[0], size) if look.base_url and has_way and len(links) == 1 else None
    room = width - (code.width + size if code else 0.0)
    warning = wrap_text(write_caution(dataset.front, page.view), size, room, bold=True)
    groups = [*page.view.selection.layers, INSET_GROUP]
    credit = wrap_text(write_credits(dataset, groups), size, room)
    origin, back = write_origin(dataset, f" {NO_BREAK}· ".join(links))
    told = [] if "origin" in page.without else [write_datum(dataset.front), origin]
    more = [line for part in told for line in wrap_text(part, size, room)]
    way = wrap_text(back, size, room) if has_way else []
    top = 1.75 * size

    def draw(x: float, y: float) -> Element:
        ink, muted = palette["ink"], palette["muted"]
        rule = make("path", d=f"M{x:.1f} {y:.1f}h{width:.1f}", stroke=palette["hairline"])
        first = y + top
        plain = first + leading * len(warning)
        last = plain + leading * (len(credit) + len(more))
        address = look.base_url and links[0]
        return make(
            "g",
            rule,
            write_paragraph(write_lines(warning, x, first, size, ink, leading=leading, bold=True)),
            write_paragraph(write_lines([*credit, *more], x, plain, size, muted, leading=leading)),
            write_paragraph(
                [link_to(address, write_lines(way, x, last, size, muted, leading=leading))]
            ),
            link_to(address, [code.draw(x + room + size, y + 0.7 * size)]) if code else None,
            id="credits",
        )

    rows = len(warning) + len(credit) + len(more) + len(way)
    words = top + leading * (rows - 1) + 0.3 * size
    return Block(max(words, code.width + 0.7 * size if code else 0.0), draw)


@dataclass(frozen=True, slots=True)
class _Code:
    """A QR code as wide as high, and how to draw it from its upper left corner."""

    width: float
    draw: Callable[[float, float], Element]


def _set_code(address: str, size: float) -> _Code | None:
    """Return the QR code of an address beside words of a size; None where that is too long."""
    modules = encode(address)
    if modules is None:
        return None
    side = _MODULE * size * count_side(modules)
    return _Code(side, lambda x, y: draw_code(modules, x, y, side, SHEET["code"]))


def draw_sheet(
    workspace: Workspace,
    view: View,
    look: Look | None = None,
) -> Element:
    """Return the sheet of a view, in the language that is spoken.

    By default its map shows all that is held, with the places that the day's claims name.
    """
    page = open_page(workspace, view, look or Look())
    parts = Parts(
        areas=list_shown([view]),
        head=set_head,
        table=set_table,
        legend=set_legend,
        chart=set_chart,
        foot=set_foot,
        overlay=lambda panel: [
            *draw_view(panel.base, view),
            *draw_evidence(workspace.dataset, view, panel.base),
        ],
        words=lambda panel: panel.write_labels(view),
    )
    alt = describe_sheet(workspace, view)
    return compose(page, parts, title_sheet(workspace, view), alt)


def title_sheet(workspace: Workspace, view: View) -> str:
    """Return what a sheet is called."""
    day = format_day(view.selection.day)
    return SHEET["title"].format(front=workspace.dataset.front.title, day=day)


def describe_sheet(workspace: Workspace, view: View) -> str:
    """Return in words what a sheet shows, for those who cannot see it."""
    front, said = workspace.dataset.front, []
    for one in view.accounts:
        if one.figure:
            claim = one.figure.claim
            figure = format_claim(claim)
            words = {"account": one.account.label, "figure": figure, "source": claim.claimant}
            said.append(SHEET["alt_figure"].format(**words))
    day, figures = format_day(view.selection.day), "; ".join(said) or SHEET["silent"]
    return SHEET["alt"].format(day=day, figures=figures, disclaimer=front.disclaimer)
